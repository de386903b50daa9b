"""Puts what a machine prints today under every example of READMEs and docs; the tests compare it on every run."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import sys
from pathlib import Path

from medcard.cli import main


def console(command: str, said: list[str]) -> str:
    """What the command line prints, cut where ``said`` was: `…` in its last line means that more is printed."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(printed):
        main(shlex.split(command))
    printed.flush()
    lines = [line.rstrip() for line in printed.buffer.getvalue().decode().splitlines()]
    return "\n".join([*lines[: len(said) - 1], "…"] if said[-1:] == ["…"] else lines)


def python(block: str, names: dict[str, object]) -> str:
    """A doctest block with its output."""
    out: list[str] = []
    for example in doctest.DocTestParser().get_examples(block):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "README", "single"), names)
        source = example.source.rstrip("\n").split("\n")
        out += [">>> " + source[0], *("... " + line for line in source[1:])]
        out += printed.getvalue().splitlines()
    return "\n".join(out)


def refresh(path: Path) -> None:
    """Write ``path`` anew with today's output."""
    names: dict[str, object] = {}
    text = path.read_text(encoding="utf-8")

    def replace(match: re.Match[str]) -> str:
        if match[1] == "python":
            return f"```python\n{python(match[2], names)}\n```"
        command, *said = match[2].splitlines()
        return f"```console\n{command}\n{console(command.removeprefix('$ medcard '), said)}\n```"

    path.write_text(re.sub(r"```(python|console)\n(.*?)\n```", replace, text, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or ["README.md", "README.en.md"]:
        refresh(Path(name))
