"""The text of one pack to a :class:`medcard.model.Pack`, or every problem of the file at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from medcard.errors import UnknownRegion
from medcard.model import Pack
from medcard.packs.accepted import assumes
from medcard.packs.conditions import vocabulary
from medcard.packs.declarations import calendar, contacts, evidence, places
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, Position, Problems, shown
from medcard.packs.procedures import procedures
from medcard.packs.reader import read_into
from medcard.packs.shape import NO_DATE, Keys, Reading, a_date, block, text
from medcard.packs.situations import assumed, milestones, scenarios
from medcard.packs.sources import read_asks, read_sources
from medcard.packs.statements import Scope, inside
from medcard.regions import region

FORMAT = "medcard/pack/1"

_HEAD = ("pack", "region", "checked")
_FIRST = ("by", "replaces", "sources", "asks", "assumes")
_SECTIONS = ("contacts", "calendar", "places", "evidence", "procedures", "milestones", "assumed", "scenarios")
PACK = Keys((*_HEAD, *_FIRST, *_SECTIONS), required=_HEAD)
_CODE = re.compile(r"\d{6}", re.ASCII)

_DECLARED: dict[str, Callable[[Reading, Node, Scope], Any]] = {
    "contacts": contacts,
    "places": places,
    "evidence": evidence,
    "procedures": procedures,
}
_EVIDENCE = {"evidence": "papers"}


def load_pack(text: str | bytes, *, file: str, proven: bool = False) -> Pack:
    """The pack that a file holds; ``file`` is the name that problems and origins bear.

    Statements stand in the order of the file. ``proven``: the test-suite has shown that no two statements
    contradict each other, so that the start need not search again. Raises ``InvalidPack`` with every problem of
    the file.

    >>> head = "pack: medcard/pack/1\\nregion: 460100\\nchecked: 2026-11-20\\n"
    >>> load_pack(head, file="460100.yaml").checked_on.isoformat()
    '2026-11-20'
    >>> load_pack(head + "procedures: {card-replace: {fee: 20}}\\n", file="460100.yaml")
    Traceback (most recent call last):
    medcard.errors.InvalidPack: 460100.yaml:4:29: no-source: nobody is named who says so; write 'by:' here or around it
    460100.yaml:4:34: bad-fee: '20' is no fee; write '20 yuan', '0..20 yuan' or 'unknown'
    """
    problems = Problems(file)
    root = read_into(problems, text)
    if root is None:
        problems.raise_if_any()
        raise AssertionError("a file that cannot be read has a problem")
    reading = Reading(problems, dict(vocabulary()))
    pack = _pack(reading, root)
    if not proven:
        from medcard.packs.contradictions import check_contradictions  # a search that bundled packs need not pay

        check_contradictions(reading)
    problems.raise_if_any()
    return pack


def _pack(reading: Reading, root: Mapping) -> Pack:
    items = block(reading, root, PACK).items
    _head(reading, items)
    if "sources" in items:
        read_sources(reading, items["sources"])
    asks = read_asks(reading, items["asks"]) if "asks" in items else ()
    around = inside(reading, root, Scope())
    made: dict[str, Any] = {
        _EVIDENCE.get(key, key): read(reading, items[key], around) for key, read in _DECLARED.items() if key in items
    }
    days = calendar(reading, items["calendar"], around) if "calendar" in items else {}
    if "milestones" in items:
        made["milestones"] = milestones(reading, items["milestones"])
    if "assumed" in items:
        assumed(reading, items["assumed"], around)
    if "scenarios" in items:
        made["scenarios"] = scenarios(reading, items["scenarios"])
    if "assumes" in items:
        made["assumes"] = assumes(reading, items["assumes"])
    reading.stated.sort(key=lambda stated: stated[1])
    return Pack(
        region=reading.region,
        file=reading.file,
        checked_on=reading.checked_on,
        replaces=_replaces(reading, items["replaces"]) if "replaces" in items else None,
        sources=tuple(reading.sources.values()),
        asks=asks,
        closed=days.get("closed", ()),
        opened=days.get("open", ()),
        statements=tuple(statement for statement, _ in reading.stated),
        marks=_marks(items),
        **made,
    )


def _marks(items: dict[str, Node]) -> dict[tuple[str, str], Position]:
    """Where the entries of the sections begin."""
    sections = ((name, node.key_at) for name, node in items.items() if isinstance(node, Mapping))
    return {(name, key): at for name, key_at in sections for key, at in key_at.items()}


def _head(reading: Reading, items: dict[str, Node]) -> None:
    """Format, region and date of check; after a problem the region is none, not the bilingual nation."""
    if "pack" in items:
        word = text(reading, items["pack"])
        if word and word != FORMAT:
            reading.add(items["pack"], Code.BAD_VALUE, f"this reads '{FORMAT}', not {shown(word)}")
    if "region" in items:
        word = text(reading, items["region"])
        if _in_table(word):
            reading.region = word
        elif word:
            message = f"{shown(word)} is no region's code; write six digits such as 460100"
            reading.add(items["region"], Code.UNKNOWN_REGION, message)
    reading.checked_on = a_date(reading, items["checked"]) if "checked" in items else NO_DATE


def _in_table(code: str) -> bool:
    try:
        region(code)
    except UnknownRegion:
        return False
    return _CODE.fullmatch(code) is not None


def _replaces(reading: Reading, node: Node) -> str:
    word = text(reading, node)
    if _CODE.fullmatch(word) and word != reading.region:
        message = f"a pack replaces another of its own region, not {shown(word)}"
        reading.add(node, Code.BAD_VALUE, message)
    return word
