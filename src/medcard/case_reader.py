"""The file of cases beside a pack: what is given and what must come out.

A file is a list of blocks ``{name, given, expect}`` (``docs/pack-format.md``, "Cases"), read with the strictness of
packs: every problem at once, each with its place. Step ids are ``procedure@channel``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath

import attrs

from medcard.errors import MedcardError
from medcard.facts import Fact
from medcard.packs.conditions import fact_name, value_of, vocabulary
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, Problems, shown
from medcard.packs.reader import read_node
from medcard.packs.shape import (
    NO_DATE,
    Keys,
    Reading,
    a_date,
    block,
    choice,
    day_of,
    entries,
    identifier,
    listing,
    once,
    text,
    yes,
)
from medcard.plan import Answer, NoPlan, Plan, Prefer, Undecided
from medcard.planner import TYPICAL
from medcard.record import Record
from medcard.regions import region as find_code

OUTCOMES: dict[str, type[Answer]] = {"plan": Plan, "undecided": Undecided, "no-plan": NoPlan}

CASE = Keys(("name", "given", "expect"), required=("name", "given", "expect"))
GIVEN = Keys(("scenario", "on", "as-of", "assume", "prefer", "region", "facts"), required=("scenario", "on"))
EXPECT = Keys(
    ("outcome", "steps", "exact", "papers", "not-papers", "never", "ready", "asks", "disputes"), required=("outcome",)
)
_LISTS = ("steps", "papers", "not-papers", "never", "asks", "disputes")
_OF_FILE = re.compile(r"(\d{6})\.cases\.ya?ml", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Given(Record):
    """The question of a case; ``facts`` by name, as a person would tell them."""

    scenario: str
    on: date
    as_of: date | None = None
    assume: str | None = None
    prefer: Prefer = Prefer.SOONEST
    region: str
    facts: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Expected(Record):
    """What must come out; what is empty is not looked at.

    ``steps`` (ids or patterns) stand in this order with others between, unless ``exact``. ``papers`` and
    ``not_papers`` are papers of the plan's materials. No step id and no paper fits a pattern of ``never``. ``ready``:
    milestone, first day, last day. ``asks``: facts that are asked. ``disputes``: ``field``, ``procedure.field`` or
    ``step.field``.
    """

    outcome: str
    steps: tuple[str, ...] = ()
    exact: bool = False
    papers: tuple[str, ...] = ()
    not_papers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    ready: tuple[tuple[str, date, date], ...] = ()
    asks: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Record):
    """One case and where it stands."""

    name: str
    file: str
    line: int
    given: Given
    expected: Expected

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}"


def read_cases(
    content: str | bytes, *, file: str, region: str | None = None, asks: Iterable[Fact] = ()
) -> tuple[Case, ...]:
    """The cases of one file; ``asks`` are the yes/no facts of the packs.

    ``region``: what cases that name none ask about, by default the code in the file's name.

    Raises ``InvalidPack`` with every problem of the file.

    >>> read_cases("[{name: 丢卡, given: {scenario: lost}, expect: {outcome: plans}}]", file="460100.cases.yaml")
    Traceback (most recent call last):
    medcard.errors.InvalidPack: 460100.cases.yaml:1:20: missing-key: 'on:' is missing here; add it
    460100.cases.yaml:1:56: bad-value: 'plans' is no outcome; did you mean 'plan'?
    """
    problems = Problems(file)
    root = read_node(problems, content)
    facts = {**vocabulary(), **{ask.name: ask for ask in asks}}
    found = () if root is None else tuple(_cases(_reading(problems, facts, file, region), root))
    problems.raise_if_any()
    return found


def _reading(problems: Problems, facts: dict[str, Fact], file: str, code: str | None) -> Reading:
    """The reading of a file whose cases ask about a region unless they name another."""
    reading = Reading(problems, facts)
    named = _OF_FILE.fullmatch(PurePath(file).name)
    reading.region = code or (named[1] if named else "")
    return reading


def _cases(reading: Reading, root: Node) -> Iterator[Case]:
    seen: dict[str, None] = {}
    for member in listing(reading, root):
        items = block(reading, member, CASE).items
        if items.keys() >= set(CASE.required):
            name = text(reading, items["name"])
            once(reading, items["name"], name, seen)
            given, expected = _given(reading, items["given"]), _expected(reading, items["expect"])
            yield Case(name=name, file=reading.file, line=member.line, given=given, expected=expected)


def _given(reading: Reading, node: Node) -> Given:
    found = block(reading, node, GIVEN)
    items = found.items
    assume = choice(reading, items["assume"], (TYPICAL, "none"), "assumption") if "assume" in items else ""
    prefer = choice(reading, items["prefer"], tuple(Prefer), "preference") if "prefer" in items else ""
    return Given(
        scenario=text(reading, items["scenario"]) if "scenario" in items else "",
        on=a_date(reading, items["on"]) if "on" in items else NO_DATE,
        as_of=a_date(reading, items["as-of"]) if "as-of" in items else None,
        assume=TYPICAL if assume == TYPICAL else None,
        prefer=Prefer(prefer or Prefer.SOONEST),
        region=_region(reading, found),
        facts=tuple(_facts(reading, items["facts"])) if "facts" in items else (),
    )


def _region(reading: Reading, given: Mapping) -> str:
    """The region asked about: the file's, or one that the case names."""
    code = text(reading, given.items["region"]) if "region" in given.items else reading.region
    try:
        return find_code(code).code
    except MedcardError:
        message = f"{shown(code)} is no region's code; name the file 460100.cases.yaml or add 'region:'"
        reading.add(given.items.get("region", given), Code.UNKNOWN_REGION, message)
        return code


def _facts(reading: Reading, node: Node) -> Iterator[tuple[str, str]]:
    found = block(reading, node)
    for key, member in found.items.items():
        if key in reading.facts:
            yield key, value_of(reading, key, member)
        else:
            reading.unknown(found.key_at[key], Code.UNKNOWN_FACT, key, reading.facts)


def _expected(reading: Reading, node: Node) -> Expected:
    items = block(reading, node, EXPECT).items
    lists = {
        key.replace("-", "_"): tuple(_words(reading, items[key], asked=key == "asks")) for key in _LISTS if key in items
    }
    return Expected(
        outcome=choice(reading, items["outcome"], OUTCOMES, "outcome") if "outcome" in items else "",
        exact="exact" in items and yes(reading, items["exact"]),
        ready=tuple(_ready(reading, items["ready"])) if "ready" in items else (),
        **lists,
    )


def _words(reading: Reading, node: Node, *, asked: bool) -> Iterator[str]:
    for member in listing(reading, node):
        yield fact_name(reading, member) if asked else text(reading, member)


def _ready(reading: Reading, node: Node) -> Iterator[tuple[str, date, date]]:
    for milestone, member, at in entries(reading, node):
        identifier(reading, at, milestone)
        first, dots, last = text(reading, member).partition("..")
        earliest = day_of(reading, member, first)
        latest = day_of(reading, member, last) if dots else earliest
        if latest < earliest:
            reading.add(member, Code.BAD_RANGE, f"{shown(first + dots + last)}: write the earlier day first")
        yield milestone, earliest, latest
