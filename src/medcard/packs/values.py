"""The values of statements: waits, fees, copies, deadlines, needs and gives."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from medcard.conditions import ALWAYS, Condition
from medcard.model import (
    NO_PAPER,
    Alternative,
    Copies,
    DeadlineRule,
    Event,
    Fee,
    Give,
    Need,
    Wait,
    Yearly,
)
from medcard.packs import phrases
from medcard.packs.conditions import condition
from medcard.packs.days import DAY_OF_YEAR, day_of_year
from medcard.packs.nodes import Mapping, Node, Sequence
from medcard.packs.problems import Code, HasPosition, Position, few, shown, suggest
from medcard.packs.shape import (
    NO_TEXT,
    Keys,
    Reading,
    an_id,
    block,
    day_of,
    entries,
    ids,
    listing,
    once,
    text,
    words,
)
from medcard.problem import Unit

STAGES = ("review", "making", "delivery", "effect")
DEADLINE = Keys(("within", "of", "milestones", "lost"), required=("within", "of", "lost"))
NEED = Keys(("milestone", "when"), required=("milestone",))
GIVE = Keys(("stages", "when"))
SAME_DAY = Wait(least=0, most=0, unit=Unit.CALENDAR)

UNITS = {unit.value: unit for unit in (Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.NEXT_MONTH)}
UNITS["months"] = Unit.MONTH
_N = r"\d{1,4}"
WAIT = re.compile(
    rf"(?:within (?P<within>{_N})|(?P<least>{_N})(?:(?P<open>\+)|\.\.(?P<most>{_N}))?) (?P<unit>[a-z-]+)", re.ASCII
)
_YUAN = r"\d{1,7}(?:\.\d{1,2})?"
FEE = re.compile(rf"(?P<least>{_YUAN})(?:\.\.(?P<most>{_YUAN}))? yuan", re.ASCII)
COPIES = re.compile(r"(\d{1,2}) (?:copy|copies)", re.ASCII)
ORIGINAL = re.compile(rf"original(?: ?\+ ?{COPIES.pattern})?", re.ASCII)
PRINTS = re.compile(r"(\d{1,2}) prints?", re.ASCII)


def wait(reading: Reading, node: Node) -> Wait:
    """``3..7 working``, ``within 15 working``, ``7 working``, ``5+ working``, ``same day``, ``1 next-month``."""
    word = text(reading, node)
    if word == "same day" or not word:
        return SAME_DAY
    found = WAIT.fullmatch(word)
    unit = UNITS.get(found["unit"]) if found else None
    if found is None or unit is None:
        help_ = f"write 'working', 'calendar' or 'month' after the number: {shown(word)}; a day is '1 calendar'"
        if found is None:
            meant = phrases.wait(word)
            ways = f"'{meant}'" if meant else "'3..7 working', 'within 15 working', '5+ working' or 'same day'"
            help_ = f"{shown(word)} is no wait; write {ways}"
        reading.add(node, Code.BAD_WAIT, help_)
        return SAME_DAY
    if found["within"] is not None:
        return Wait(least=0, most=int(found["within"]), unit=unit)
    least = int(found["least"])
    most = None if found["open"] else int(found["most"] or least)
    if most is not None and least > most:
        reading.add(node, Code.BAD_RANGE, f"{shown(word)}: write the smaller number first")
    return Wait(least=least, most=most, unit=unit)


def fee(reading: Reading, node: Node) -> Fee:
    """``20 yuan`` or ``0..20 yuan``, in fen."""
    word = text(reading, node)
    found = FEE.fullmatch(word)
    if found is None:
        if word:
            meant = phrases.fee(word)
            ways = f"'{meant}'" if meant else "'20 yuan', '0..20 yuan' or 'unknown'"
            reading.add(node, Code.BAD_FEE, f"{shown(word)} is no fee; write {ways}")
        return Fee(least=0, most=0)
    least, most = _fen(found["least"]), _fen(found["most"] or found["least"])
    if least > most:
        reading.add(node, Code.BAD_RANGE, f"{shown(word)}: write the smaller number first")
    return Fee(least=least, most=most)


def _fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


def copies(reading: Reading, node: Node) -> Copies:
    """``original``, ``2 copies``, ``original + 1 copy``, ``1 print``, ``form`` or ``none``."""
    word = text(reading, node)
    if word in ("none", ""):
        return NO_PAPER
    if word == "form":
        return Copies(original=True, copies=0)
    prints = PRINTS.fullmatch(word)
    if prints:
        return Copies(original=False, copies=int(prints[1]), prints=True)
    original, alone = ORIGINAL.fullmatch(word), COPIES.fullmatch(word)
    found = original or alone
    if found is None:
        meant = phrases.papers(word)
        ways = f"'{meant}'" if meant else "'original', 'original + 1 copy', '2 copies', '1 print', 'form' or 'none'"
        reading.add(node, Code.BAD_PAPERS, f"{shown(word)} is no way to bring a paper; write {ways}")
        return NO_PAPER
    return Copies(original=original is not None, copies=int(found[1] or 0))


def alternatives(reading: Reading, node: Node) -> tuple[Alternative, ...]:
    """The papers of a group in the order written: an id, or an id with the condition on the person."""
    found: list[Alternative] = []
    seen: dict[str, None] = {}
    for member in listing(reading, node):
        if isinstance(member, Mapping):
            if len(member.items) != 1:
                message = "one alternative is one paper, 'id' or 'id: {fact: value}'"
                reading.add(member, Code.BAD_VALUE, message)
            for key, when, at in entries(reading, member):
                once(reading, at, key, seen)
                found.append(Alternative(paper=key, when=condition(reading, when)))
        else:
            paper = an_id(reading, member)
            once(reading, member, paper, seen)
            found.append(Alternative(paper=paper))
    if isinstance(node, Sequence) and not found:
        reading.add(node, Code.BAD_VALUE, "no alternative; write at least one paper")
    return tuple(found)


def deadline(reading: Reading, node: Node) -> DeadlineRule:
    """``{within: 90 calendar, of: birth, milestones: […], lost: …}``."""
    items = block(reading, node, DEADLINE).items
    span = wait(reading, items["within"]) if "within" in items else SAME_DAY
    if span.least != span.most:
        reading.add(items["within"], Code.BAD_WAIT, "a deadline has one length; write '90 calendar'")
    return DeadlineRule(
        count=span.least,
        unit=span.unit,
        of=_event(reading, items["of"]) if "of" in items else Event.BIRTH,
        milestones=ids(reading, items["milestones"]) if "milestones" in items else (),
        lost=words(reading, items["lost"]) if "lost" in items else NO_TEXT,
    )


def _event(reading: Reading, node: Node) -> Event | date | Yearly | str:
    word = text(reading, node)
    if word in tuple(Event):
        return Event(word)
    if DAY_OF_YEAR.fullmatch(word):
        month, day = day_of_year(reading, node, word)
        return Yearly(month=month, day=day)
    if word[:1].isdigit():
        return day_of(reading, node, word)
    return an_id(reading, node)


def stages(reading: Reading, node: Node) -> tuple[str, ...]:
    """The stages of a list, in order."""
    found: dict[str, None] = {}
    for member in listing(reading, node):
        once(reading, member, stage(reading, member, text(reading, member)), found)
    return tuple(found)


def stage(reading: Reading, at: HasPosition | Position, word: str) -> str:
    """The word if it is a stage of a wait; empty after a problem."""
    if word in STAGES:
        return word
    if word:
        help_ = suggest(word, STAGES) or few(STAGES)
        reading.add(at, Code.UNKNOWN_STAGE, f"unknown stage {shown(word)}{help_}")
    return ""


def needs(reading: Reading, node: Node) -> tuple[Need, ...]:
    """Milestones, each plain or ``{milestone, when}``."""
    found: dict[Need, None] = {}
    for member in listing(reading, node):
        one = need(reading, member)
        if one in found and one.milestone:
            reading.add(member, Code.DUPLICATE, f"{shown(one.milestone)} stands here twice; keep one")
        found[one] = None
    return tuple(found)


def need(reading: Reading, node: Node) -> Need:
    """A milestone, plain or ``{milestone, when}``."""
    if not isinstance(node, Mapping):
        return Need(milestone=an_id(reading, node))
    found = block(reading, node, NEED).items
    milestone = an_id(reading, found["milestone"]) if "milestone" in found else ""
    return Need(milestone=milestone, when=_when(reading, found))


def gives(reading: Reading, node: Node) -> tuple[Give, ...]:
    """Milestone → the stages before it holds, plain or ``{stages, when}``."""
    return tuple(_give(reading, milestone, member) for milestone, member, _ in entries(reading, node))


def _give(reading: Reading, milestone: str, node: Node) -> Give:
    if not isinstance(node, Mapping):
        return Give(milestone=milestone, stages=stages(reading, node))
    found = block(reading, node, GIVE).items
    passed = stages(reading, found["stages"]) if "stages" in found else ()
    return Give(milestone=milestone, stages=passed, when=_when(reading, found))


def _when(reading: Reading, items: dict[str, Node]) -> Condition:
    return condition(reading, items["when"]) if "when" in items else ALWAYS
