"""Names that packs of one chain use, checked against what the chain declares; what the catalogue asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import cast

from medcard.model import (
    Alternative,
    Copies,
    DeadlineRule,
    Event,
    FieldName,
    Give,
    Need,
    Pack,
    ScenarioRule,
    Statement,
)
from medcard.packs.problems import Code, PackProblem, shown, suggest
from medcard.packs.procedures import AUTHORITIES, CHANNELS

Use = tuple[int, str, str, str]
"""Line, what kind of thing, its name, and where it stands, in words."""

MILESTONE, PROCEDURE, PAPER, PLACE = "milestone", "procedure", "evidence", "place"

_OWNERS = {FieldName.ONE_OF: PAPER, FieldName.OPEN: PLACE}


def check_references(packs: Sequence[Pack]) -> tuple[PackProblem, ...]:
    """Every name that the packs of one chain use and none declares, with the nearest one that is declared.

    A milestone is declared by its entry, a procedure, a paper and a place by an entry with a name (``zh``)
    in any of the packs, so a misspelt entry is found too. Places called ``<authority>-<kind>`` need no entry.
    Declarations do not know their lines: what they name wrongly is reported for line 1 and says where it is.
    """
    known = _declared(packs)
    found: set[PackProblem] = set()
    for pack in packs:
        for line, kind, name, where in _used(pack):
            if name not in known[kind]:
                message = f"no pack of the chain declares {kind} {shown(name)}{where}{suggest(name, known[kind])}"
                found.add(PackProblem(file=pack.file, line=line, col=1, code=Code.UNKNOWN_ID, message=message))
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def _declared(packs: Sequence[Pack]) -> dict[str, frozenset[str]]:
    return {
        MILESTONE: frozenset(milestone.id for pack in packs for milestone in pack.milestones),
        PROCEDURE: frozenset(each.id for pack in packs for each in pack.procedures if each.name),
        PAPER: frozenset(paper.id for pack in packs for paper in pack.papers if paper.name),
        PLACE: frozenset(place.id for pack in packs for place in pack.places if place.name)
        | frozenset(f"{authority}-{kind}" for authority in AUTHORITIES for kind in CHANNELS),
    }


def _used(pack: Pack) -> Iterator[Use]:
    """Every name that a pack uses, its own entries included."""
    own = {each.id for each in pack.procedures}
    begun: dict[tuple[str, str], int] = {}
    for statement in pack.statements:
        line, name = statement.origin.line, statement.field.name
        kind = _OWNERS.get(name, PROCEDURE)
        if name is FieldName.OPEN and statement.field.owner in own:
            kind = PROCEDURE
        if name is not FieldName.ASSUMED:
            begun.setdefault((kind, statement.field.owner), line)
        for used, word in _named(statement):
            yield line, used, word, f", of {statement.field.owner}"
    entries: tuple[tuple[str, Iterable[str]], ...] = (
        (PROCEDURE, [each.id for each in pack.procedures]),
        (PAPER, [paper.id for paper in pack.papers]),
        (PLACE, [place.id for place in pack.places]),
    )
    for kind, ids in entries:
        for id_ in ids:
            yield begun.get((kind, id_), 1), kind, id_, " with a name ('zh:')"
    yield from _of_declarations(pack)


def _named(statement: Statement[object]) -> Iterator[tuple[str, str]]:
    """What the value and the line of a statement name."""
    field, value = statement.field, statement.value
    if field.name is FieldName.REQUIREMENTS and field.line not in (None, "*"):
        yield PAPER, str(field.line)
    if field.name is FieldName.AT and isinstance(value, str):
        yield PLACE, value
    match value:
        case DeadlineRule(of=of, milestones=milestones):
            for milestone in milestones:
                yield MILESTONE, milestone
            if not isinstance(of, Event | date):
                yield MILESTONE, of
        case Copies(one_of=one_of):
            for alternative in one_of:
                yield PAPER, alternative.paper
        case _:
            yield from _named_in(cast("tuple[object, ...]", value) if isinstance(value, tuple) else ())


def _named_in(members: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    for member in members:
        match member:
            case Need(milestone=milestone) | Give(milestone=milestone):
                yield MILESTONE, milestone
            case Alternative(paper=paper):
                yield PAPER, paper
            case _:
                pass


def _of_declarations(pack: Pack) -> Iterator[Use]:
    for procedure in pack.procedures:
        for joined in procedure.joins:
            yield 1, PROCEDURE, joined, f", joined by {procedure.id}"
    for paper in pack.papers:
        if paper.comes_with is not None:
            yield 1, MILESTONE, paper.comes_with, f", with which {paper.id} comes"
    for place in pack.places:
        if place.same_as is not None:
            yield 1, PLACE, place.same_as, f", the same as {place.id}"
    for milestone in pack.milestones:
        if milestone.running is not None:
            yield 1, PROCEDURE, milestone.running.like, f", whose wait {milestone.id} takes"
    for scenario in pack.scenarios:
        yield from _of_scenario(scenario)


def _of_scenario(scenario: ScenarioRule) -> Iterator[Use]:
    where = f", of scenario {scenario.id}"
    for need in (*scenario.goal, *(need for group in scenario.urgent for need in group)):
        yield 1, MILESTONE, need.milestone, where
    for milestone in scenario.needed:
        yield 1, MILESTONE, milestone, where
    for option in scenario.options:
        yield 1, PROCEDURE, option, where
