"""The ``sources`` and ``asks`` of a pack: what must be known before any statement is read."""

from __future__ import annotations

import re
from datetime import date

from medcard.facts import Fact, yes_no
from medcard.model import Source, SourceKind
from medcard.packs.conditions import own_fact
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, shown
from medcard.packs.shape import NO_DATE, Keys, Reading, a_date, block, choice, day_of, entries, name, text, yes

SOURCE = Keys(("kind", "via", "stated", "checked", "title", "publisher", "url", "number"), required=("kind", "title"))
ASK = Keys(("zh", "en", "typical"))
_KINDS = {kind.value: kind for kind in SourceKind}
_MAY_LACK_ADDRESS = (SourceKind.SECONDARY, SourceKind.SEED)
STATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def read_sources(reading: Reading, node: Node) -> None:
    """Fill ``reading.sources``; a faulty source counts as listed, so that its users are not blamed."""
    for id_, member, _ in entries(reading, node):
        reading.sources[id_] = _source(reading, id_, member)


def _source(reading: Reading, id_: str, node: Node) -> Source:
    found = block(reading, node, SOURCE)
    items = found.items
    kind = _kind(reading, items["kind"]) if "kind" in items else SourceKind.SEED
    if kind not in _MAY_LACK_ADDRESS and "url" not in items and "number" not in items:
        message = f"a source of kind {kind} has a 'url:' or a 'number:'; add one"
        reading.add(found, Code.MISSING_KEY, message)
    checked = a_date(reading, items["checked"]) if "checked" in items else reading.checked_on
    stated = text(reading, items["stated"]) if "stated" in items else None
    stated_on = _stated(reading, items["stated"], stated) if stated else None
    if stated_on and NO_DATE not in (stated_on, checked) and stated_on > checked:
        message = f"stated on {stated_on}, after it was checked on {checked}"
        reading.add(items["stated"], Code.BAD_DATE, message)
    return Source(
        region=reading.region,
        id=id_,
        kind=kind,
        title=text(reading, items["title"]) if "title" in items else "",
        via=_kind(reading, items["via"]) if "via" in items else None,
        publisher=_optional(reading, found, "publisher"),
        stated=stated,
        stated_on=stated_on,
        checked_on=checked,
        url=_url(reading, found),
        number=_optional(reading, found, "number"),
    )


def _kind(reading: Reading, node: Node) -> SourceKind:
    return _KINDS.get(choice(reading, node, _KINDS, "kind of source"), SourceKind.SEED)


def _stated(reading: Reading, node: Node, word: str) -> date:
    """The first day of a year, a month or a day."""
    if not STATED.fullmatch(word):
        message = f"{shown(word)} is not a date; write 2024, 2024-05 or 2024-05-10, or leave it out"
        reading.add(node, Code.BAD_DATE, message)
        return NO_DATE
    return day_of(reading, node, word + "-01-01"[len(word) - 4 :])


def _optional(reading: Reading, found: Mapping, key: str) -> str | None:
    return text(reading, found.items[key]) if key in found.items else None


def _url(reading: Reading, found: Mapping) -> str | None:
    url = _optional(reading, found, "url")
    if url and not url.startswith(("https://", "http://")):
        reading.add(found.items["url"], Code.BAD_VALUE, f"{shown(url)} is no address; it begins with https://")
    return url


def read_asks(reading: Reading, node: Node) -> tuple[Fact, ...]:
    """The yes/no facts that only this pack needs; they join ``reading.facts``."""
    asked: list[Fact] = []
    for key, member, at in entries(reading, node):
        found = block(reading, member, ASK)
        said = name(reading, found)
        typical = found.items.get("typical")
        is_typical = typical is not None and yes(reading, typical)
        fact = yes_no(
            key,
            zh=said.zh.rstrip("?？ "),
            en=said.get("en").rstrip("?？ "),
            typical=None if typical is None else "yes" if is_typical else "no",
        )
        if own_fact(reading, at, key):
            reading.facts[key] = fact
            asked.append(fact)
    return tuple(asked)
