"""A command that takes long says on a terminal how far it is, and nowhere else."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medcard.cli import bar, main
from medcard.model import Text

ROOT = Path(__file__).parents[1]
PACKS = [str(ROOT / "src/medcard/data/packs" / f"{code}.yaml") for code in ("460000", "460100")]
COMMANDS = {
    "check": ["check", *PACKS],
    "prove": ["check", "--prove", PACKS[1]],
    "diff": ["diff", PACKS[1], "bundled", "--region", "460100"],
}


@contextlib.contextmanager
def terminal() -> Iterator[io.StringIO]:
    """A pseudo-terminal as the standard error; afterwards its text is what was written there."""
    leader, follower = os.openpty()
    written = io.StringIO()

    def read() -> str:  # meanwhile, since a terminal that nobody reads makes its writers wait
        seen = b""
        while not seen.endswith(b"END\r\n"):
            seen += os.read(leader, 4096)
        return seen.decode().removesuffix("END\r\n")

    with open(follower, "w", encoding="utf-8") as stderr, ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        with contextlib.redirect_stderr(stderr):
            yield written
        stderr.write("END\n")
        stderr.flush()
        written.write(reading.result(60))
    os.close(leader)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "PATIENCE_SECONDS", 0)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", ["check", "prove"])
def test_a_terminal_sees_a_bar_that_goes_away(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with terminal() as seen:
        assert main([*COMMANDS[command], "--on", "2026-11-23", "--lang", "en"]) == 0
    assert "packs ░░░░░░░░░░░░░░░░░░░░░░░░ 0/" in seen.getvalue()
    assert seen.getvalue().endswith("\r\x1b[K")
    assert "░" not in capsys.readouterr().out


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_gets_nothing_of_it(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMANDS[command], "--on", "2026-11-23"]) == 0
    assert capsys.readouterr().err == ""


def test_who_waits_a_moment_only_sees_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "PATIENCE_SECONDS", 3600)
    with terminal() as seen:
        assert list(bar.Bar("zh").over((1, 2), bar.PACKS)) == [1, 2]
    assert seen.getvalue() == ""


@pytest.mark.usefixtures("impatient")
def test_a_loop_that_is_left_early_takes_its_bar_away() -> None:
    with terminal() as seen:
        items = bar.Bar("zh").over(range(4), Text("格", "cells"))
        assert [next(items), next(items)] == [0, 1]
        items.close()
    assert seen.getvalue().endswith("格 ██████░░░░░░░░░░░░░░░░░░ 1/4\r\x1b[K")
