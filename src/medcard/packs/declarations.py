"""What a pack declares beside procedures: contacts, days off, places, evidence."""

from __future__ import annotations

from datetime import date

from medcard.model import Contact, DayOff, Field, FieldName, Origin, Paper, Place, ServicePoint
from medcard.packs.hours import hours
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, shown
from medcard.packs.procedures import an_authority
from medcard.packs.shape import (
    NO_DATE,
    Keys,
    Reading,
    a_date,
    an_id,
    block,
    choice,
    entries,
    label,
    listing,
    name,
    place,
    text,
)
from medcard.packs.statements import AROUND, RULES, Scope, inside, sourced, state

_BY = ("by",)
CONTACT = Keys(("zh", "en", "phone", *_BY), required=("phone",))
CALENDAR = Keys(("closed", "open", *_BY))
DAY_OFF = Keys(("on", "zh", "en", *_BY), required=("on",))
PLACE = Keys(("zh", "en", "open", "same-as", "points", *AROUND))
POINT = Keys(("zh", "en", "address", "phone", "hours", "url", *_BY))
PAPER = Keys(("zh", "en", "one-of", "supplied", "comes-with", *AROUND))


def contacts(reading: Reading, node: Node, around: Scope) -> tuple[Contact, ...]:
    """Whom to ask, by authority."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    made: list[Contact] = []
    for key, member, at in entries(reading, found, _BY):
        if key != "government":  # the 12345 line is no authority of any procedure
            an_authority(reading, at, key)
        items = block(reading, member, CONTACT)
        by = sourced(reading, at, inside(reading, items, scope))
        phone = text(reading, items.items["phone"]) if "phone" in items.items else ""
        made.append(Contact(authority=key, name=name(reading, items), phone=phone, source=by))
    return tuple(made)


def calendar(reading: Reading, node: Node, around: Scope) -> dict[str, tuple[DayOff, ...]]:
    """The region's days off (``closed``) and days of work (``open``) beside the national calendar."""
    found = block(reading, node, CALENDAR)
    scope = inside(reading, found, around)
    seen: dict[date, str] = {}
    return {key: _days(reading, key, found.items[key], scope, seen) for key in ("closed", "open") if key in found.items}


def _days(reading: Reading, key: str, node: Node, around: Scope, seen: dict[date, str]) -> tuple[DayOff, ...]:
    days: list[DayOff] = []
    for member in listing(reading, node):
        found = block(reading, member, DAY_OFF)
        by = sourced(reading, place(member), inside(reading, found, around))
        day = a_date(reading, found.items["on"]) if "on" in found.items else NO_DATE
        if day in seen and day != NO_DATE:
            reading.add(found.items["on"], Code.DUPLICATE, f"{day} stands already under '{seen[day]}:'; keep one")
        seen[day] = key
        days.append(DayOff(on=day, name=label(reading, found), source=by))
    return tuple(days)


def places(reading: Reading, node: Node, around: Scope) -> tuple[Place, ...]:
    """The declarations of places; when they are open is a statement."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    return tuple(_place(reading, id_, member, scope) for id_, member, _ in entries(reading, found, AROUND))


def _place(reading: Reading, id_: str, node: Node, around: Scope) -> Place:
    found = block(reading, node, PLACE)
    scope = inside(reading, found, around)
    items = found.items
    if "open" in items:
        field = Field(id_, FieldName.OPEN)
        state(reading, field, found.key_at["open"], items["open"], scope, RULES[FieldName.OPEN])
    same_as = an_id(reading, items["same-as"]) if "same-as" in items else None
    if same_as == id_:
        reading.add(items["same-as"], Code.BAD_VALUE, f"{shown(id_)} cannot be the same as itself")
    points = listing(reading, items["points"]) if "points" in items else []
    return Place(
        id=id_,
        name=label(reading, found),
        same_as=same_as,
        points=tuple(_point(reading, point, scope) for point in points),
    )


def _point(reading: Reading, node: Node, around: Scope) -> ServicePoint:
    found = block(reading, node, POINT)
    by = sourced(reading, place(node), inside(reading, found, around))
    return ServicePoint(
        name=name(reading, found),
        address=_optional(reading, found, "address"),
        phone=_optional(reading, found, "phone"),
        hours=hours(reading, found.items["hours"]) if "hours" in found.items else None,
        url=_optional(reading, found, "url"),
        source=by,
        origin=Origin(region=reading.region, file=reading.file, line=node.line),
    )


def _optional(reading: Reading, found: Mapping, key: str) -> str | None:
    return text(reading, found.items[key]) if key in found.items else None


def evidence(reading: Reading, node: Node, around: Scope) -> tuple[Paper, ...]:
    """The declarations of papers; the alternatives of a group are a statement."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    return tuple(_paper(reading, id_, member, scope) for id_, member, _ in entries(reading, found, AROUND))


def _paper(reading: Reading, id_: str, node: Node, around: Scope) -> Paper:
    found = block(reading, node, PAPER)
    scope = inside(reading, found, around)
    items = found.items
    if id_ == "complete":
        reading.add(found, Code.BAD_ID, "'complete' has a meaning among requirements; choose another id")
    if "one-of" in items:
        field = Field(id_, FieldName.ONE_OF)
        state(reading, field, found.key_at["one-of"], items["one-of"], scope, RULES[FieldName.ONE_OF])
    supplied = "supplied" in items and choice(reading, items["supplied"], ("counter",), "supplier") != ""
    return Paper(
        id=id_,
        name=label(reading, found),
        comes_with=an_id(reading, items["comes-with"]) if "comes-with" in items else None,
        from_counter=supplied,
    )
