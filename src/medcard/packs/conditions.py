"""Conditions as packs write them, over the closed vocabulary and the pack's own yes/no facts."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from medcard.applicant import Applicant
from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.facts import Fact, Kind, declared
from medcard.packs.nodes import Mapping, Node, Scalar, Sequence
from medcard.packs.problems import Code, few, shown, suggest
from medcard.packs.shape import NO_DATE, Reading, day_of, identifier, listing, once, text
from medcard.scenario import CardScenario

AGES = ("age", "age-days")
BORN = "born"
_WORDS = ("all", "any", "not")
_COUNT = r"\d{1,5}"
AGE_RANGE = re.compile(rf"under (?P<under>{_COUNT})|(?P<least>{_COUNT})(?P<rest>\+|\.\.(?P<most>{_COUNT}))?", re.ASCII)
BIRTH_RANGE = re.compile(r"(?P<first>[0-9-]*)\.\.(?P<last>[0-9-]*)|(?P<day>[0-9-]+)", re.ASCII)


@cache
def vocabulary() -> dict[str, Fact]:
    """Every fact that all packs share, by name. The same dict each time: copy it before adding to it."""
    return {fact.name: fact for fact in (*declared(Applicant), *declared(CardScenario))}


def condition(reading: Reading, node: Node) -> Condition:
    """The condition that a block (all keys must hold) or a list (any member may hold) writes."""
    if isinstance(node, Sequence):
        return _any_of(reading, node)
    if isinstance(node, Scalar):
        ways = "write {fact: value}, as in {age: 16+}"
        reading.add(node, Code.BAD_CONDITION, f"{shown(node.text)} is no condition; {ways}")
        return ALWAYS
    if not node.items:
        reading.add(node, Code.BAD_CONDITION, "an empty condition; leave it out")
        return ALWAYS
    parts = tuple(_part(reading, node, key) for key in node.items)
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def condition_or_any(reading: Reading, node: Node) -> Condition:
    """A condition, or the word ``any``: always."""
    if isinstance(node, Scalar) and node.text == "any":
        return ALWAYS
    return condition(reading, node)


def _any_of(reading: Reading, node: Node) -> Condition:
    members = listing(reading, node)
    if isinstance(node, Sequence) and not members:
        reading.add(node, Code.BAD_CONDITION, "an empty list of conditions; nobody meets it")
    parts = tuple(condition(reading, member) for member in members)
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def _part(reading: Reading, block: Mapping, key: str) -> Condition:
    node = block.items[key]
    match key:
        case "all":
            return AllOf(parts=tuple(condition(reading, member) for member in listing(reading, node)))
        case "any":
            return _any_of(reading, node)
        case "not":
            return Not(part=condition(reading, node))
        case "age" | "age-days":
            return _each(reading, key, node)
        case "born":
            return _each(reading, key, node)
        case _:
            return _closed(reading, block, key)


def _each(reading: Reading, key: str, node: Node) -> Condition:
    """A range of ages or of birth dates, or a list of them."""
    one = _born if key == BORN else _age
    if not isinstance(node, Sequence):
        return one(reading, key, node)
    if not node.items:
        reading.add(node, Code.BAD_CONDITION, f"no value for {key}; nobody meets it")
    return AnyOf(parts=tuple(one(reading, key, member) for member in node.items))


def _age(reading: Reading, key: str, node: Node) -> Condition:
    word = text(reading, node)
    found = AGE_RANGE.fullmatch(word)
    if found is None:
        if word:
            message = f"{shown(word)} is no range of {key}; write 'under 16', '6..15', '60+' or '7'"
            reading.add(node, Code.BAD_CONDITION, message)
        return ALWAYS
    if found["under"] is not None:
        least, most = 0, int(found["under"]) - 1
    else:
        least = int(found["least"])
        most = int(found["most"] or least)
        if found["rest"] == "+":
            return Within(fact=key, least=least, most=None)
    if least > most:
        reading.add(node, Code.BAD_RANGE, f"{shown(word)} holds no number; write the smaller one first")
    return Within(fact=key, least=least, most=most)


def _born(reading: Reading, key: str, node: Node) -> Condition:
    word = text(reading, node)
    found = BIRTH_RANGE.fullmatch(word)
    if found is None or word == "..":
        if word:
            message = f"{shown(word)} is no range of dates; write '2025-01-01..' or '2025-01-01..2025-12-31'"
            reading.add(node, Code.BAD_CONDITION, message)
        return ALWAYS
    first, last = found["first"] or found["day"], found["last"] or found["day"]
    born = Born(first=_end(reading, node, first), last=_end(reading, node, last))
    if born.first and born.last and born.first > born.last and NO_DATE not in (born.first, born.last):
        reading.add(node, Code.BAD_RANGE, f"{shown(word)} holds no day; write the earlier one first ({key})")
    return born


def _end(reading: Reading, node: Node, word: str | None) -> date | None:
    return day_of(reading, node, word) if word else None


def _closed(reading: Reading, block: Mapping, key: str) -> Condition:
    """A fact with closed values: one of them, or a list."""
    fact, node = reading.facts.get(key), block.items[key]
    if fact is None:
        reading.unknown(block.key_at[key], Code.UNKNOWN_FACT, key, (*reading.facts, BORN, *_WORDS))
        return ALWAYS
    if not fact.values:
        instead = "'now-in'" if fact.kind is Kind.REGION else "'born', 'age' or 'age-days'"
        message = f"a condition cannot read {key}; use {instead}"
        reading.add(block.key_at[key], Code.BAD_CONDITION, message)
        return ALWAYS
    members = node.items if isinstance(node, Sequence) else [node]
    if not members:
        reading.add(node, Code.BAD_CONDITION, f"no value for {key}; nobody meets it")
    seen: dict[str, None] = {}
    for member in members:
        once(reading, member, _value(reading, fact, member), seen)
    return Has(fact=key, values=tuple(seen))


def _value(reading: Reading, fact: Fact, node: Node) -> str:
    word = text(reading, node)
    if word and word not in fact.values:
        help_ = suggest(word, fact.values) or few(fact.values)
        reading.add(node, Code.BAD_VALUE, f"{fact.name} has no value {shown(word)}{help_}")
    return word


def value_of(reading: Reading, name: str, node: Node) -> str:
    """A value that the fact ``name`` may have, of any kind, as text; the name must be a fact."""
    fact = reading.facts[name]
    if fact.values:
        return _value(reading, fact, node)
    word = text(reading, node)
    if not word:
        return ""
    match fact.kind:
        case Kind.DATE:
            day_of(reading, node, word)
        case Kind.INTEGER if not re.fullmatch(_COUNT, word, re.ASCII):
            reading.add(node, Code.BAD_VALUE, f"{shown(word)} is no whole number")
        case Kind.REGION if not re.fullmatch(r"\d{6}", word, re.ASCII):
            reading.add(node, Code.BAD_VALUE, f"{shown(word)} is no six-digit region code")
        case _:
            pass
    return word


def fact_name(reading: Reading, node: Node) -> str:
    """The name of a fact that the node's text is; empty after a problem."""
    word = text(reading, node)
    if not word or word in reading.facts:
        return word
    reading.unknown(node, Code.UNKNOWN_FACT, word, reading.facts)
    return ""


def own_fact(reading: Reading, at: tuple[int, int], word: str) -> bool:
    """Whether a pack may add a fact of this name; a problem if there is one already."""
    if word in reading.facts or word in (BORN, *_WORDS):
        reading.add(at, Code.DUPLICATE, f"{shown(word)} is a fact already; choose another name")
        return False
    return bool(identifier(reading, at, word))
