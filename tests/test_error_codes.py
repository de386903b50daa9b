"""Every code that can be said against a pack is explained in the documents, with a before that has it and an after."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from textwrap import indent

import attrs
import pytest

from medcard.packs.codes import Code
from medcard.packs.drafts import read_drafts
from medcard.packs.references import check_references
from medcard.record import Record
from medcard.review.remarks import remarks

PAGE = (Path(__file__).parent.parent / "docs" / "error-codes.md").read_text(encoding="utf-8")
ON = date(2026, 11, 28)
HEAD = 'pack: medcard/pack/1\nregion: "330282"\nchecked: 2026-11-28\n'
GUIDE = "sources: {guide: {kind: secondary, title: 办事指南}}\nby: guide\n"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Entry(Record):
    """One code as the page has it."""

    code: str
    words: str
    language: str
    before: str
    after: str


ENTRIES = [
    Entry(code=found[0], words=found[1], language=found[2], before=found[3], after=found[4])
    for found in re.findall(r"### (\S+)\n\n(.*?)\n\n```(\w+)\n(.*?)\n```\n\n```\w+\n(.*?)\n```\n", PAGE, re.DOTALL)
]
SHOWN = [entry for entry in ENTRIES if entry.language == "yaml"]


def whole(example: str) -> str:
    """The file that an example stands for."""
    if example.startswith(("pack:", "#", "%")):
        return example + "\n"
    if example.startswith(("sources:", "procedures:")):
        return HEAD + ("" if example.startswith("sources:") else GUIDE) + example + "\n"
    return f"{HEAD}{GUIDE}procedures:\n  card-reissue:\n{indent(example, '    ')}\n"


def said(folder: Path, example: str) -> set[Code]:
    """The codes that are said against an example."""
    (folder / "330282.yaml").write_text(whole(example), encoding="utf-8")
    (folder / "330282.cases.yaml").write_text("[]", encoding="utf-8")
    drafts = read_drafts([folder])
    found = [*drafts.problems, *drafts.remarks()]
    for pack in drafts.packs:
        chain = drafts.chain(pack.region)
        found += [*check_references(chain), *remarks(chain, ON)]
    return {problem.code for problem in found}


def test_every_code_is_explained_in_order_and_in_its_own_words() -> None:
    assert [entry.code for entry in ENTRIES] == [code.value for code in Code]
    words = [f"{code.zh}。\\\n{code.en[0].upper()}{code.en[1:]}." for code in Code]
    assert [entry.words for entry in ENTRIES] == words


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_before_has_it_and_the_after_has_nothing(entry: Entry, tmp_path: Path) -> None:
    assert entry.code in said(tmp_path, entry.before)
    assert said(tmp_path, entry.after) == set()


def test_only_what_no_example_can_show_is_told_in_words() -> None:
    told = {entry.code for entry in ENTRIES} - {entry.code for entry in SHOWN}
    assert told == {
        "too-large", "not-utf-8", "bad-character", "too-deep", "too-many-nodes", "too-many-problems", "unreadable",
        "two-packs", "as-inherited", "no-cases",
    }  # fmt: skip
