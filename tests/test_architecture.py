"""The folder list is the architecture: imports run one way, modules and functions stay small, names are pinned."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import medcard

SRC = Path(medcard.__file__).parent
FILES = sorted(SRC.rglob("*.py"))
MOST_LINES, MOST_IN_A_FUNCTION = 300, 40

ORDER = [
    "errors",
    "arguments",
    "record",
    "error_json",
    "bundle",
    "facts",
    "conditions",
    "problem",
    "calendars",
    "timing",
    "json_reader",
    "problem_json",
    "front_json",
    "regions",
    "resident_id",
    "applicant",
    "scenario",
    "births",
    "people",
    "somebody",
    "values",
    "faults",
    "source",
    "model",
    "packs",
    "installed",
    "catalogue",
    "choosing",
    "review",
    "coverage",
    "known",
    "completions",
    "search",
    "schedule",
    "leeway",
    "begun",
    "keeping",
    "progress",
    "grounding",
    "plan",
    "assembly",
    "inquiry",
    "bringing",
    "nearest",
    "fixing",
    "obstacles",
    "refusing",
    "leaf",
    "readings",
    "turning",
    "witnesses",
    "relevance",
    "asking",
    "deciding",
    "casework",
    "planner",
    "replanning",
    "proofs",
    "impact",
    "batch",
    "explaining",
    "answer_json",
    "answer_reader",
    "answers",
    "rendering",
    "case_reader",
    "checking",
    "schemas",
    "skeleton",
    "tools",
    "cases",
    "pytest_plugin",
    "cli",
    "__main__",
]
"""Each part (a module or a package) may import only from those before it."""

PUBLIC = [
    "Applicant", "CardScenario", "Catalogue", "MedcardError", "NoPlan", "Plan", "Progress", "Report", "Undecided",
    "ask_again", "call_tool", "decide", "explain", "find_region", "from_facts", "from_json", "load_catalogue",
    "make_plan", "next_question", "plan_many", "problem_of", "render", "replan", "solve", "tool_schemas",
]  # fmt: skip
COSTLY = ("yaml", "cattrs", "chinese_calendar", "argparse", "attrs")


def part(name: str) -> str:
    """The part of the house that a dotted name belongs to."""
    return name.removeprefix("medcard.").split(".")[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every name of medcard that a module imports, wherever in it."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case _:
                pass


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """The first folder or module below ``medcard``."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def test_the_list_of_parts_is_complete() -> None:
    assert sorted(ORDER) == sorted({name_of(path) for path in FILES} - {"__init__", "data"})


@pytest.mark.parametrize(
    "path", [path for path in FILES if path != SRC / "__init__.py"], ids=lambda p: str(p.relative_to(SRC))
)
def test_imports_run_one_way(path: Path) -> None:
    mine = name_of(path)
    names = {part(name) for name in imported(parsed(path)) if name.startswith("medcard.")} - {mine}
    assert sorted(name for name in names if ORDER.index(name) > ORDER.index(mine)) == []


def test_no_package_runs_in_a_circle_inside() -> None:
    modules = {".".join(path.relative_to(SRC.parent).with_suffix("").parts): path for path in FILES}
    needs = {
        name: {other for other in imported(parsed(path)) if other in modules}
        | {other.rpartition(".")[0] for other in imported(parsed(path)) if other.rpartition(".")[0] in modules}
        for name, path in modules.items()
    }
    settled: set[str] = set()
    for _ in modules:
        settled |= {name for name, others in needs.items() if others - {name} <= settled}
    assert sorted(set(modules) - settled) == []


def test_only_the_command_line_prints() -> None:
    printing = [
        str(path.relative_to(SRC))
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name) and node.id == "print" and name_of(path) != "cli"
    ]
    assert printing == []


def test_only_packs_opens_files_of_packs_and_sees_yaml() -> None:
    seeing = {name_of(path) for path in FILES for name in imported(parsed(path)) if name.split(".")[0] == "yaml"}
    assert seeing == {"packs"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_functions_are_small() -> None:
    long = [
        f"{path.relative_to(SRC)}: {node.name} has {lines} lines"
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_IN_A_FUNCTION
    ]
    assert long == []


def test_importing_medcard_costs_nothing() -> None:
    code = f"import sys, medcard; print([name for name in {COSTLY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_public_names_are_pinned_and_all_there() -> None:
    assert medcard.__all__ == PUBLIC
    assert [name for name in PUBLIC if getattr(medcard, name) is None] == []
    assert medcard.__version__
    assert set(PUBLIC) <= set(dir(medcard))
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        _ = medcard.unheard_of
