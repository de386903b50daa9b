"""Whatever a reader can paste, a machine runs: README, docs and docstrings are tests."""

from __future__ import annotations

import atexit
import contextlib
import io
import re
import shlex
import shutil
import tempfile
from doctest import ELLIPSIS
from pathlib import Path

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.rest import DocTestParser

from medcard.case_reader import read_cases
from medcard.cli import main
from medcard.packs.problems import Problems
from medcard.packs.reader import read_node

__all__ = ["pytest_collect_file"]

_CONSOLE = FencedCodeBlockLexer("console")
_YAML = FencedCodeBlockLexer("yaml")
_NAMED = re.compile(r"# ([\w.-]+\.yaml)\n")


def _consoles(document: Document) -> list[Region]:
    """Every console block: `$ medcard …` lines, each followed by what it prints (`…` alone: and so on)."""
    found = []
    for lexed in _CONSOLE(document):
        text = lexed.lexemes["source"]
        found.append(Region(lexed.start, lexed.end, parsed=str(text), evaluator=_run))
    return found


def _files(document: Document) -> list[Region]:
    """Every YAML block. One whose first line is a comment with a file's name is written for the commands after it."""
    found = []
    for lexed in _YAML(document):
        text = str(lexed.lexemes["source"])
        found.append(Region(lexed.start, lexed.end, parsed=text, evaluator=_write if _NAMED.match(text) else _read))
    return found


def _write(example: Example) -> None:
    text = str(example.parsed)
    named = _NAMED.match(text)
    assert named is not None
    (_folder(example.document) / named[1]).write_text(text, encoding="utf-8")


def _read(example: Example) -> None:
    """A list of cases must be one; any other block must be read by the strict reader, whatever it says."""
    text = str(example.parsed)
    if text.startswith("- name: "):
        assert read_cases(text, file="460100.cases.yaml")
        return
    problems = Problems("block")
    read_node(problems, text)
    assert [str(problem) for problem in problems.found()] == []


def _folder(document: Document) -> Path:
    """The folder in which the commands of a document run."""
    if "folder" not in document.namespace:
        document.namespace["folder"] = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, document.namespace["folder"], ignore_errors=True)
    folder = document.namespace["folder"]
    assert isinstance(folder, Path)
    return folder


def _run(example: Example) -> None:
    expected: list[str] = []
    got: list[str] = []
    for line in str(example.parsed).splitlines():
        if line.startswith("$ medcard "):
            _compare(expected, got)
            with contextlib.chdir(_folder(example.document)):
                expected, got = [], _output(line.removeprefix("$ medcard "))
        else:
            expected.append(line)
    _compare(expected, got)


def _output(command: str) -> list[str]:
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        main(shlex.split(command))
    printed.flush()
    return [line.rstrip() for line in printed.buffer.getvalue().decode().splitlines()]  # type: ignore[attr-defined]


def _compare(expected: list[str], got: list[str]) -> None:
    shown = expected[:-1] if expected and expected[-1].strip() == "…" else expected
    cut = got[: len(shown)] if shown is not expected else got
    assert shown == cut, "\n".join(("expected:", *expected, "got:", *got))


_markdown = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), _files, _consoles],
    patterns=["README*.md", "docs/*.md"],
    excludes=["docs/error-codes.md"],  # its blocks are wrong on purpose; tests/test_error_codes.py reads them
)
_docstrings = Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], patterns=["src/**/*.py"])

pytest_collect_file = (_markdown + _docstrings).pytest()
