"""Every example runs, and prints what its own docstring says."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_it_prints_what_it_says(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said is not None
    promised = said.partition("Prints:\n\n")[2].strip().splitlines()
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", path], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert [line.strip() for line in promised] == ran.stdout.splitlines()
    assert promised


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_it_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
