"""The notebook runs from top to bottom and shows what its file shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbclient", reason="install it: pip install --group examples")
NOTEBOOK = Path(__file__).parents[1] / "examples" / "plan.ipynb"


def outputs(path: Path) -> list[Any]:
    """What each cell shows, and how often it was run."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell["execution_count"], cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]


def test_a_fresh_run_shows_what_the_file_shows(tmp_path: Path) -> None:
    execute = "from nbclient.cli import main; main()"  # what the command jupyter-execute does
    run = [sys.executable, "-c", execute, f"--output={tmp_path / 'run.ipynb'}", str(NOTEBOOK)]
    ran = subprocess.run(run, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    fresh = outputs(tmp_path / "run.ipynb")
    assert len(fresh) == 3
    assert fresh == outputs(NOTEBOOK), "jupyter execute --inplace examples/plan.ipynb"


def test_it_is_small_and_draws_the_plan() -> None:
    assert NOTEBOOK.stat().st_size < 20_000
    assert any("<svg" in "".join(shown["data"]["image/svg+xml"]) for _, (shown, *_) in outputs(NOTEBOOK)[1:2])
