"""The pytest plugin: files of cases beside packs are tests; nothing else is touched."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from unpacked import UNPACKED

pytest_plugins = ["pytester"]
WARM = [import_module(f"medcard.{name}") for name in ("cases", "checking")]
"""Imported once: pytester forgets whatever is first imported inside a run."""

PACK = 'pack: medcard/pack/1\nregion: "{region}"\nchecked: 2026-11-20\n'
CASES = """\
- name: 丢卡
  given: {scenario: lost, on: 2026-11-23, assume: typical, facts: {age: 35, insured-as: employee}}
  expect: {outcome: plan, steps: ["card-reissue@*"]}
- name: 不对
  given: {scenario: lost, on: 2026-11-23, assume: typical, facts: {age: 35, insured-as: employee}}
  expect: {outcome: no-plan}
"""
PLUGIN = ("-p", "no:medcard", "-p", "medcard.pytest_plugin")
"""By its module, whether or not this environment knows it by its entry point too."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the other plugins of this environment, which take seconds to load."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def write(pytester: pytest.Pytester, **files: str) -> None:
    for name, text in files.items():
        (pytester.path / name.replace("__", ".").removeprefix("_")).write_text(text, encoding="utf-8")


def test_each_case_is_a_test(pytester: pytest.Pytester) -> None:
    write(pytester, **{f"_{UNPACKED}__yaml": PACK.format(region=UNPACKED), f"_{UNPACKED}__cases__yaml": CASES})
    result = pytester.runpytest_inprocess(*PLUGIN, "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([f"*{UNPACKED}.cases.yaml::丢卡 PASSED*", f"*{UNPACKED}.cases.yaml::不对 FAILED*"])
    result.stdout.fnmatch_lines([f"*{UNPACKED}.cases.yaml:4: 不对", "  应当是 no-plan，结果是 plan: *"])
    assert "Traceback" not in result.stdout.str()


def test_packs_of_the_chain_beside_count(pytester: pytest.Pytester) -> None:
    upper = "sources: {s: {kind: seed, title: 网文}}\nby: s\n"
    upper += "procedures: {card-reissue: {requirements: {passport: original}}}\n"
    cases = CASES.partition("- name: 不对")[0].replace("steps: ", "papers: [passport], steps: ")
    write(
        pytester,
        _460000__yaml=PACK.format(region="460000") + upper,
        **{f"_{UNPACKED}__yaml": PACK.format(region=UNPACKED), f"_{UNPACKED}__cases__yaml": cases},
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("pack", "cases", "said"),
    [
        (PACK.format(region=UNPACKED) + "fee: 1\n", CASES, "unknown-key: unknown key 'fee'"),
        (PACK.format(region=UNPACKED), "- name: x\n", "missing-key: 'given:' is missing here"),
    ],
)
def test_problems_are_lines_and_no_tracebacks(pack: str, cases: str, said: str, pytester: pytest.Pytester) -> None:
    write(pytester, **{f"_{UNPACKED}__yaml": pack, f"_{UNPACKED}__cases__yaml": cases})
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{said}*"])
    assert "Traceback" not in result.stdout.str()


def test_other_files_are_left_alone(pytester: pytest.Pytester) -> None:
    write(pytester, mine__cases__yaml="[]", mine__yaml="", _123__cases__yaml="x", _999999__cases__yaml=CASES)
    pytester.makepyfile("def test_one(): pass")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_an_unknown_code_is_a_line(pytester: pytest.Pytester) -> None:
    write(pytester, _999999__yaml="x", _999999__cases__yaml=CASES)
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*999999*"])
    assert "Traceback" not in result.stdout.str()


def test_the_plugin_is_light_and_offered_to_pytest() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module = import_module(project["entry-points"]["pytest11"]["medcard"])
    assert module.pytest_collect_file
    code = (
        f"import sys, pytest; old = set(sys.modules); import {module.__name__}; print(*sorted(set(sys.modules) - old))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["medcard", "medcard.pytest_plugin"]
