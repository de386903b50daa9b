"""Writes docs/coverage.md and the summary in the READMEs from the bundled packs; a test compares them on every run."""

from __future__ import annotations

import re
from pathlib import Path

from medcard.catalogue import Catalogue
from medcard.coverage import Coverage, Survey
from medcard.packs.discover import bundled, bundled_pack
from medcard.regions import all_regions
from medcard.rendering.coverages import coverages_markdown, summary

ROOT = Path(__file__).parent.parent
PACKS = "../src/medcard/data/packs/"
MARKS = re.compile(r"(?<=<!-- coverage -->\n).*?(?=<!-- /coverage -->)", re.DOTALL)


def survey() -> tuple[Survey, tuple[Coverage, ...]]:
    """The bundled packs on the day on which the last of them was checked, and every region that has one."""
    packs = [pack for code in bundled() if (pack := bundled_pack(code)) is not None]
    found = Survey(Catalogue.of(packs), max(pack.checked_on for pack in packs))
    return found, tuple(found.of(each) for each in all_regions() if each.code in found.packs)


def pages() -> dict[Path, str]:
    """Every file that tells the coverage, with what it should hold."""
    found, rows = survey()
    said = summary(rows)
    texts = {ROOT / "docs" / "coverage.md": coverages_markdown(rows, found.scenarios, PACKS)}
    for name, words in (("README.md", said.zh), ("README.en.md", said.get("en"))):
        before = (ROOT / name).read_text(encoding="utf-8")
        texts[ROOT / name] = f"{words}\n".join(MARKS.split(before))
    return texts


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
