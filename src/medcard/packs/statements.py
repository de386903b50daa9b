"""Statements: one field, one value, one source; the three ways to write them, and what encloses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from medcard.conditions import ALWAYS, AllOf, Condition
from medcard.model import Copies, Field, FieldName, Origin, Source, Special, Statement, Wait
from medcard.packs.conditions import condition, condition_or_any
from medcard.packs.days import opening, windows
from medcard.packs.nodes import Mapping, Node, Scalar
from medcard.packs.problems import Code, Position, shown
from medcard.packs.shape import (
    NO_DATE,
    NO_SOURCE,
    Reading,
    a_date,
    an_id,
    listing,
    only,
    place,
    text,
    without,
    words,
    yes,
)
from medcard.packs.values import alternatives, copies, deadline, fee, gives, needs, wait
from medcard.record import Record

AROUND = ("by", "for", "from", "until", "fixed")
"""The keys beside a value; a block around statements may have them for all that it holds."""
NEXT_MONTH = "next-month"

_WORDS = {special.value: special for special in (Special.UNKNOWN, Special.WITHDRAWN)}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scope(Record):
    """What a statement takes from the blocks around it; the nearest word counts, conditions add up."""

    by: Source | None = None
    about: Condition = ALWAYS
    first: date | None = None
    until: date | None = None
    fixed: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rule(Record):
    """How the value of a field is written.

    ``block``: the value may itself be a block of keys. ``beside``: further keys beside ``value``, which
    ``finish`` takes into it. ``special``: it may be ``unknown`` or ``withdrawn``. ``clock``: ``from`` may be
    ``next-month``.
    """

    read: Callable[[Reading, Node], object]
    block: bool = False
    beside: tuple[str, ...] = ()
    finish: Callable[[Reading, object, Mapping], object] | None = None
    special: bool = True
    clock: bool = False


def inside(reading: Reading, found: Mapping, around: Scope, *, clock: bool = False) -> Scope:
    """The scope within a block: what is around it, as far as the block itself says nothing else."""
    items = found.items
    if items.keys().isdisjoint(AROUND):
        return around
    scope = Scope(
        by=source(reading, items["by"]) if "by" in items else around.by,
        about=_both(around.about, condition(reading, items["for"])) if "for" in items else around.about,
        first=_first(reading, items["from"], clock) if "from" in items else around.first,
        until=a_date(reading, items["until"]) if "until" in items else around.until,
        fixed=yes(reading, items["fixed"]) if "fixed" in items else around.fixed,
    )
    if scope.first and scope.until and NO_DATE not in (scope.first, scope.until) and scope.first > scope.until:
        at = items.get("until", items.get("from", found))
        reading.add(at, Code.BAD_DATE, f"in force until {scope.until}, before it begins on {scope.first}")
    return scope


def _both(around: Condition, here: Condition) -> Condition:
    return here if around == ALWAYS else AllOf(parts=(around, here))


def _first(reading: Reading, node: Node, clock: bool) -> date | None:
    if clock and isinstance(node, Scalar) and node.text == NEXT_MONTH:
        return None
    return a_date(reading, node)


def source(reading: Reading, node: Node) -> Source:
    """The source that a ``by`` names."""
    word = text(reading, node)
    found = reading.sources.get(word)
    if found is None:
        if word:
            reading.unknown(node, Code.UNKNOWN_SOURCE, word, reading.sources)
        return NO_SOURCE
    return found


def sourced(reading: Reading, at: Position, scope: Scope) -> Source:
    """The source of the scope; a problem if there is none."""
    if scope.by is None:
        reading.add(at, Code.NO_SOURCE, "nobody is named who says so; write 'by:' here or around it")
        return NO_SOURCE
    return scope.by


def state(reading: Reading, field: Field, at: Position, node: Node, around: Scope, rule: Rule) -> None:
    """Note the statements on ``field`` that the node makes; ``at`` is the place of its key."""
    if not (isinstance(node, Mapping) and "claims" in node.items):
        _claim(reading, field, at, node, around, rule)
        return
    only(reading, node, ("claims", *AROUND))
    scope = inside(reading, node, around)
    for member in listing(reading, node.items["claims"]):
        _claim(reading, field, place(member), member, scope, rule)


def _claim(reading: Reading, field: Field, at: Position, node: Node, around: Scope, rule: Rule) -> None:
    before = reading.noted
    scope = around
    written: Node | None = node
    value: object = None
    if isinstance(node, Mapping) and not (rule.block and _plain(node)):
        scope = inside(reading, node, around, clock=rule.clock)
        written = _value_in(reading, node, rule)
    if written is not None:
        value = _value(reading, written, rule)
        if rule.finish is not None and written is not node and isinstance(node, Mapping):
            value = rule.finish(reading, value, node)
    by = sourced(reading, at, scope)
    if reading.noted == before:
        note(reading, field, value, at, scope, by)


def note(reading: Reading, field: Field, value: object, at: Position, scope: Scope, by: Source) -> None:
    """Keep one sound statement."""
    statement: Statement[object] = Statement(
        field=field,
        value=value,
        source=by,
        origin=Origin(region=reading.region, file=reading.file, line=at[0]),
        about=scope.about,
        first=scope.first,
        until=scope.until,
        fixed=scope.fixed,
    )
    reading.stated.append((statement, at))


def _plain(node: Mapping) -> bool:
    """Whether a block is a value with nothing beside it."""
    return "value" not in node.items and node.items.keys().isdisjoint(AROUND)


def _value_in(reading: Reading, node: Mapping, rule: Rule) -> Node | None:
    """The value in a block that has other keys beside it; None after a problem."""
    beside = ("value", *AROUND, *rule.beside)
    rest = without(node, beside)
    if rule.block and rest.items and "value" not in node.items:
        return rest
    for key in rest.items:
        reading.unknown(node.key_at[key], Code.UNKNOWN_KEY, key, ("claims", *beside))
    if "value" in node.items:
        return node.items["value"]
    if not rest.items:
        reading.add(node, Code.MISSING_KEY, "'value:' is missing here; add it")
    return None


def _value(reading: Reading, node: Node, rule: Rule) -> object:
    special = _WORDS.get(node.text) if isinstance(node, Scalar) else None
    if special is None:
        return rule.read(reading, node)
    if not rule.special:
        reading.add(node, Code.BAD_VALUE, f"a value must stand here, not {shown(special.value)}")
    return special


def _finish_copies(reading: Reading, value: object, node: Mapping) -> object:
    items = node.items
    when = condition(reading, items["when"]) if "when" in items else ALWAYS
    one_of = alternatives(reading, items["one-of"]) if "one-of" in items else ()
    from_person = "from-person" in items and yes(reading, items["from-person"])
    if not isinstance(value, Copies):
        for key in RULES[FieldName.REQUIREMENTS].beside:
            if key in items:
                reading.add(node.key_at[key], Code.BAD_VALUE, f"'{key}:' needs a paper, not {shown(_said(items))}")
        return value
    return attrs.evolve(value, when=when, one_of=one_of, from_person=from_person)


def _said(items: dict[str, Node]) -> str:
    value = items.get("value")
    return value.text if isinstance(value, Scalar) else ""


def _finish_wait(_: Reading, value: object, node: Mapping) -> object:
    start = node.items.get("from")
    if isinstance(value, Wait) and isinstance(start, Scalar) and start.text == NEXT_MONTH:
        return attrs.evolve(value, from_next_month=True)
    return value


def _complete(reading: Reading, node: Node) -> Special:
    if text(reading, node) not in ("yes", ""):
        reading.add(node, Code.BAD_VALUE, "write 'complete: yes' or leave it out")
    return Special.COMPLETE


RULES = {
    FieldName.ONLY_IF: Rule(read=condition, block=True),
    FieldName.NEEDS: Rule(read=needs),
    FieldName.GIVES: Rule(read=gives, block=True),
    FieldName.AT: Rule(read=an_id),
    FieldName.OPEN: Rule(read=opening, block=True),
    FieldName.FEE: Rule(read=fee),
    FieldName.DEADLINE: Rule(read=deadline, block=True),
    FieldName.WINDOWS: Rule(read=windows),
    FieldName.NOTE: Rule(read=words, block=True),
    FieldName.WHO: Rule(read=condition_or_any, block=True),
    FieldName.REQUIREMENTS: Rule(read=copies, beside=("when", "one-of", "from-person"), finish=_finish_copies),
    FieldName.WAIT: Rule(read=wait, finish=_finish_wait, clock=True),
    FieldName.ONE_OF: Rule(read=alternatives),
}
COMPLETE = Rule(read=_complete)
