"""The same question gives the same bytes on every machine: hash seed, folder, zone, locale, order, threads, time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from answer_all import all_told

PATH = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
SCRIPT = Path(__file__).parent / "answer_all.py"
ENVIRONMENTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "seed 0": ({"PYTHONHASHSEED": "0"}, []),
    "seed 1, another zone": ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}, []),
    "seed 424242, another locale": ({"PYTHONHASHSEED": "424242", "LC_ALL": "C", "PYTHONUTF8": "0"}, []),
    "another zone and locale": ({"TZ": "America/Los_Angeles", "LC_ALL": "C.utf8", "LANG": "tr_TR.UTF-8"}, []),
    "packs and facts backwards": ({"PYTHONHASHSEED": "7"}, ["backwards"]),
    "eight threads": ({"PYTHONHASHSEED": "8"}, ["threads"]),
    "no optimised asserts": ({"PYTHONOPTIMIZE": "1"}, []),
}


@pytest.fixture(scope="module")
def here() -> bytes:
    """The answers of this process."""
    return all_told().encode()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_same_bytes_everywhere(environment: str, here: bytes, tmp_path: Path) -> None:
    variables, arguments = ENVIRONMENTS[environment]
    run = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env={**variables, **PATH},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert run.stdout == here


def test_the_answers_are_of_all_three_ends(here: bytes) -> None:
    assert all(f"medcard/{end}/1".encode() in here for end in ("plan", "undecided", "no-plan"))
    assert len(here) > 50_000


def test_asking_again_in_one_process_gives_the_same(here: bytes) -> None:
    assert all_told(threads=8, backwards=True).encode() == here
