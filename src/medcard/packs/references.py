"""Names that packs of one chain use, checked against what the chain declares; what the catalogue asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

Use = tuple[tuple[int, int], str, str, str]
"""Line and column, what kind of thing, its name, and where it stands, in words."""

MILESTONE, PROCEDURE, PAPER, PLACE = "milestone", "procedure", "evidence", "place"
MOMENT = "event or milestone"
"""From which a deadline runs."""


def check_references(packs: Sequence[Pack]) -> tuple[PackProblem, ...]:
    """Every name that the packs of one chain use and none declares, with the nearest one that is declared.

    A milestone is declared by its entry, a procedure, a paper and a place by an entry with a name (``zh``)
    in any of the packs, so a misspelt entry is found too. Places called ``<authority>-<kind>`` need no entry.
    What an entry names wrongly in its declaration is reported where the entry begins, and says where it is.
    """
    known = _declared(packs)
    found: set[PackProblem] = set()
    for pack in packs:
        for (line, col), kind, name, where in _used(pack):
            if name not in known[kind]:
                message = f"no pack of the chain declares {kind} {shown(name)}{where}{suggest(name, known[kind])}"
                found.add(PackProblem(file=pack.file, line=line, col=col, code=Code.UNKNOWN_ID, message=message))
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def _declared(packs: Sequence[Pack]) -> dict[str, frozenset[str]]:
    milestones = frozenset(milestone.id for pack in packs for milestone in pack.milestones)
    return {
        MILESTONE: milestones,
        MOMENT: milestones | frozenset(event.value for event in Event),
        PROCEDURE: frozenset(each.id for pack in packs for each in pack.procedures if each.name),
        PAPER: frozenset(paper.id for pack in packs for paper in pack.papers if paper.name),
        PLACE: frozenset(place.id for pack in packs for place in pack.places if place.name)
        | frozenset(f"{authority}-{kind}" for authority in AUTHORITIES for kind in CHANNELS),
    }


def _used(pack: Pack) -> Iterator[Use]:
    """Every name that a pack uses, its own entries included."""
    for statement in pack.statements:
        at = statement.origin.line, 1
        for used, word in _named(statement):
            yield at, used, word, f", of {statement.field.owner}"
    entries: tuple[tuple[str, str, Iterable[str]], ...] = (
        (PROCEDURE, "procedures", [each.id for each in pack.procedures]),
        (PAPER, "evidence", [paper.id for paper in pack.papers]),
        (PLACE, "places", [place.id for place in pack.places]),
    )
    for kind, section, ids in entries:
        for id_ in ids:
            yield pack.place_of(section, id_), kind, id_, " with a name ('zh:')"
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
            if isinstance(of, str) and not isinstance(of, Event):
                yield MOMENT, of
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
    at = pack.place_of
    for procedure in pack.procedures:
        for joined in procedure.joins:
            yield at("procedures", procedure.id), PROCEDURE, joined, f", joined by {procedure.id}"
    for paper in pack.papers:
        if paper.comes_with is not None:
            yield at("evidence", paper.id), MILESTONE, paper.comes_with, f", with which {paper.id} comes"
    for place in pack.places:
        if place.same_as is not None:
            yield at("places", place.id), PLACE, place.same_as, f", the same as {place.id}"
    for milestone in pack.milestones:
        if milestone.running is not None:
            where = f", whose wait {milestone.id} takes"
            yield at("milestones", milestone.id), PROCEDURE, milestone.running.like, where
    for scenario in pack.scenarios:
        for kind, name in _of_scenario(scenario):
            yield at("scenarios", scenario.id), kind, name, f", of scenario {scenario.id}"


def _of_scenario(scenario: ScenarioRule) -> Iterator[tuple[str, str]]:
    for need in (*scenario.goal, *(need for group in scenario.urgent for need in group)):
        yield MILESTONE, need.milestone
    for milestone in scenario.needed:
        yield MILESTONE, milestone
    for option in scenario.options:
        yield PROCEDURE, option
