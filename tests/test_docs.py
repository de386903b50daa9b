"""The page for pack authors is the same in both languages, and its table of forms leaves no word of the readers out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from medcard.packs.days import NAMED
from medcard.packs.procedures import ACTORS, CHANNELS
from medcard.packs.values import STAGES
from medcard.source import SourceKind

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [DOCS / "add-a-region.md", DOCS / "add-a-region.en.md"]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_of_the_readers_is_told(page: Path) -> None:
    said = set(re.findall(r"`([\w+-]+)`", text(page)))
    assert {*CHANNELS, *ACTORS, *STAGES, *NAMED, *SourceKind} - said == set()


def test_both_languages_have_the_same_sections_and_files() -> None:
    chinese, english = map(text, PAGES)
    assert len(re.findall(r"^## ", chinese, re.MULTILINE)) == len(re.findall(r"^## ", english, re.MULTILINE))
    files = [re.findall(r"```yaml\n(.*?)```", each, re.DOTALL) for each in (chinese, english)]
    assert files[0] == files[1]
    assert len(files[0]) == 3


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for file, anchor in LINK.findall(text(page)):
        target = (page.parent / file).resolve()
        assert target.exists(), file
        headings = re.findall(r"^#+ (.*)$", text(target), re.MULTILINE) if anchor else []
        assert not anchor or anchor in {heading.lower().replace(" ", "-") for heading in headings}, anchor
