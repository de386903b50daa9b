"""Whatever a reader can paste, a machine runs: README, docs and docstrings are tests."""

from __future__ import annotations

import contextlib
import io
import shlex
from doctest import ELLIPSIS

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.rest import DocTestParser

from medcard.cli import main

__all__ = ["pytest_collect_file"]

_CONSOLE = FencedCodeBlockLexer("console")


def _consoles(document: Document) -> list[Region]:
    """Every console block: `$ medcard …` lines, each followed by what it prints (`…` alone: and so on)."""
    found = []
    for lexed in _CONSOLE(document):
        text = lexed.lexemes["source"]
        found.append(Region(lexed.start, lexed.end, parsed=str(text), evaluator=_run))
    return found


def _run(example: Example) -> None:
    expected: list[str] = []
    got: list[str] = []
    for line in str(example.parsed).splitlines():
        if line.startswith("$ medcard "):
            _compare(expected, got)
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
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), _consoles],
    patterns=["README*.md", "docs/*.md"],
)
_docstrings = Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], patterns=["src/**/*.py"])

pytest_collect_file = (_markdown + _docstrings).pytest()
