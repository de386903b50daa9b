"""The docs: pictures and the page of facts up to date, both languages there, no public name left out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import medcard

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ENGLISH = sorted((*DOCS.glob("*.en.md"), ROOT / "README.en.md"))
PAGES = sorted(ROOT.glob("*.md"))


def made() -> dict[Path, str]:
    """What ``scripts/make_docs.py`` would write."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    pages: dict[Path, str] = script.pages()
    return pages


def test_pictures_and_facts_are_up_to_date() -> None:
    pages = made()
    assert [path.suffix for path in pages].count(".svg") == 4
    stale = [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python scripts/make_docs.py"


@pytest.mark.parametrize("english", ENGLISH, ids=lambda path: path.name)
def test_both_languages_lead_to_each_other(english: Path) -> None:
    chinese = english.with_name(english.name.replace(".en.md", ".md"))
    assert f"]({chinese.name})" in english.read_text(encoding="utf-8")
    assert f"]({english.name})" in chinese.read_text(encoding="utf-8")


def test_the_interface_page_tells_every_public_name() -> None:
    told = re.findall(r"^\.\. auto\w+:: medcard\.(\w+)", (DOCS / "api.md").read_text(encoding="utf-8"), re.M)
    assert sorted(name for name in told if name != "errors") == sorted(medcard.__all__)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []
