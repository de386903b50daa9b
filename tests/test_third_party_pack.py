"""The worked third-party pack installs like any package, and is found and used from there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from medcard.cli import main
from medcard.packs.discover import bundled

EXAMPLE = Path(__file__).parent.parent / "examples" / "third-party-pack"
CIXI = "330282"


def medcard(*argv: str, site: Path | None = None) -> str:
    """What the command line prints where the packages of ``site`` are installed."""
    paths = [str(path) for path in (site, os.environ.get("PYTHONPATH")) if path]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    run = subprocess.run([sys.executable, "-m", "medcard", *argv], env=env, capture_output=True, check=True)
    return run.stdout.decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed a copy of the example, from what is here alone."""
    folder = tmp_path_factory.mktemp("install")
    shutil.copytree(EXAMPLE, folder / "source")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder / "site"), str(folder / "source")]
    subprocess.run(pip, check=True)
    return folder / "site"


def test_it_is_checked_and_its_cases_come_out(capsys: pytest.CaptureFixture[str]) -> None:
    folder = EXAMPLE / "medcard_pack_cixi"
    assert main(["check", str(folder), "--on", "2026-11-28", "--strict"]) == 0
    assert main(["pack", "test", str(folder)]) == 0
    assert "2 个案例，全部相符" in capsys.readouterr().out


def test_it_is_data_only() -> None:
    assert sorted(path.suffix for path in EXAMPLE.rglob("*") if path.is_file()) == [".md", ".toml", ".yaml", ".yaml"]
    assert CIXI not in bundled()


def test_it_is_found_where_it_is_installed_and_only_there(site: Path) -> None:
    assert medcard("regions", CIXI, site=site).endswith("\t+\n")
    assert medcard("regions", CIXI).endswith("\t-\n")


def test_plans_use_it(site: Path) -> None:
    argv = ("plan", "lost", "--region", "慈溪", "--on", "2026-11-30", "--smartphone", "no", "--format", "json")
    with_pack, without = json.loads(medcard(*argv, site=site)), json.loads(medcard(*argv))
    assert CIXI in with_pack["region"]["packs"]
    assert CIXI not in without["region"]["packs"]
    assert "63938308" in json.dumps(with_pack["warnings"])
    assert "63938308" not in json.dumps(without["warnings"])
