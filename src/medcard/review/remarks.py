"""What is worth knowing about a pack that can be used as it is: what it says in vain, again, or from old texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import cast

from medcard.births import Patience
from medcard.catalogue import Catalogue, Rules
from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Has, Not, Within, fact_of, leaves
from medcard.errors import TooTangled
from medcard.model import (
    NATION,
    Alternative,
    Copies,
    Field,
    FieldName,
    Give,
    Need,
    Pack,
    Source,
    Special,
    Statement,
    members,
)
from medcard.packs.conditions import vocabulary
from medcard.packs.contradictions import days_in_force
from medcard.packs.problems import Code, PackProblem, suggest
from medcard.people import Population
from medcard.review.reach import reachable
from medcard.review.winners import contest_at, contests, winners_of_channel

AnyStatement = Statement[object]
Found = Iterator[tuple[tuple[int, int], Code, str]]
"""Line and column, code, message."""


def remarks(chain: Sequence[Pack], on: date) -> tuple[PackProblem, ...]:
    """What is worth knowing on the day ``on`` about the last pack of a chain from the nation down, in reading order."""
    pack = chain[-1]
    rules = Catalogue.of(chain).rules([each.region for each in chain], on)
    kinds: tuple[Callable[[], Found], ...] = (
        partial(_unreachable, chain),
        partial(_never_holding, chain),
        partial(_covering_nobody, chain, rules),
        partial(_as_inherited, chain, rules),
        partial(_stale, pack, on),
        partial(_unused, pack),
        partial(_idle, chain, rules),
    )
    found = {
        PackProblem(file=pack.file, line=line, col=col, code=code, message=message)
        for kind in kinds
        for (line, col), code, message in kind()
    }
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def _unreachable(chain: Sequence[Pack]) -> Found:
    reached, pack = reachable(chain), chain[-1]
    for procedure in pack.procedures:
        if procedure.id not in reached:
            message = f"no scenario needs {procedure.id} or offers it; no plan will ever show it"
            yield pack.place_of("procedures", procedure.id), Code.UNREACHABLE, message


class _Judge:
    """Whether anybody meets conditions, for all questions about one pack; too tangled ones count as met."""

    def __init__(self, chain: Sequence[Pack]) -> None:
        self.facts = {**vocabulary(), **{ask.name: ask for pack in chain for ask in pack.asks}}
        self.checked = chain[-1].checked_on
        self.patience = Patience()

    def nobody(self, statement: AnyStatement, *conditions: Condition) -> bool:
        """Whether nobody meets all the conditions on a day on which the statement is in force."""
        days = days_in_force(self.checked, statement)
        parts = tuple(each for each in conditions if each != ALWAYS)
        if days is None or not parts:
            return False
        try:
            population = Population.telling_apart(parts, self.facts, days, self.patience)
            return not population.of(AllOf(parts=parts))
        except TooTangled:
            return False


def _never_holding(chain: Sequence[Pack]) -> Found:
    """A channel closed to those whom the statement is about (``only-if: {value: {not: X}, for: X}``) is meant so."""
    judge = _Judge(chain)
    for statement in chain[-1].statements:
        at = statement.origin.line, 1
        if judge.nobody(statement, statement.about):
            yield at, Code.NEVER_HOLDS, f"nobody meets the 'for:' of {statement.field}; correct it or leave it out"
            continue
        admits = statement.field.name in (FieldName.ONLY_IF, FieldName.WHO)
        about = ALWAYS if admits else statement.about
        for what, condition in _conditions(statement.value):
            if judge.nobody(statement, about, condition):
                message = f"nobody meets the condition of {what or statement.field}; correct it or leave it out"
                yield at, Code.NEVER_HOLDS, message


def _conditions(value: object) -> Iterator[tuple[str, Condition]]:
    """The conditions inside a value, each with what it is about, if that is not the whole field."""
    match value:
        case AllOf() | AnyOf() | Not() | Has() | Within() | Born():
            yield "", value
        case Copies(when=when, one_of=papers):
            yield "", when
            yield from ((each.paper, each.when) for each in papers)
        case _:
            yield from ((each.milestone, each.when) for each in members(value, Need))
            yield from ((each.milestone, each.when) for each in members(value, Give))
            yield from ((each.paper, each.when) for each in members(value, Alternative))


def _covering_nobody(chain: Sequence[Pack], rules: Rules) -> Found:
    judge = _Judge(chain)
    for statement in chain[-1].statements:
        field = statement.field
        if field.name is not FieldName.CHANNEL or isinstance(statement.value, Special) or field.channel is None:
            continue
        whole = _admissions(contest_at(rules, Field(field.owner, FieldName.ONLY_IF)).winners)
        own = _admissions(winners_of_channel(rules, Field(field.owner, FieldName.ONLY_IF, field.channel)))
        if all(judge.nobody(statement, statement.about, one, other) for one in whole for other in own):
            message = f"nobody is admitted to {field}; look at its 'only-if:' and at that of {field.owner}"
            yield (statement.origin.line, 1), Code.COVERS_NOBODY, message


def _admissions(winners: Sequence[AnyStatement]) -> list[Condition]:
    """Every condition that may come out as the admission; where no statement is about somebody: always."""
    found: list[Condition] = [
        ALWAYS if isinstance(each.value, Special) else AllOf(parts=(each.about, cast("Condition", each.value)))
        for each in winners
    ]
    return [*found, *([] if any(each.about == ALWAYS for each in winners) else [ALWAYS])]


def _as_inherited(chain: Sequence[Pack], rules: Rules) -> Found:
    """Statements that are above already, from the same text, and whose end would change nothing for anybody.

    A full list of papers needs its lines, what is said of a channel needs the channel; and a statement may have to
    be repeated nearby, lest another one wins.
    """
    pack = chain[-1]
    above = {_said(each): each for other in chain[:-1] for each in other.statements}
    full = {each.field.owner for each in pack.statements if each.value is Special.COMPLETE}
    copies: dict[int, tuple[AnyStatement, AnyStatement]] = {}
    for statement in pack.statements:
        same = above.get(_said(statement))
        needed = statement.field.name is FieldName.CHANNEL or (
            statement.field.name is FieldName.REQUIREMENTS and statement.field.owner in full
        )
        if same is not None and _same_text(statement.source, same.source) and not needed:
            copies[id(statement)] = statement, same
    for contest in contests(rules) if copies else ():
        for statement in contest.winners:
            if id(statement) in copies and contest.without(statement) != contest.outcome:
                del copies[id(statement)]
    for statement, same in copies.values():
        message = f"{statement.field} is said already at {same.origin}, from the same text; leave it out"
        yield (statement.origin.line, 1), Code.AS_INHERITED, message


def _said(statement: AnyStatement) -> tuple[object, ...]:
    return statement.field, statement.value, statement.about, statement.first, statement.until


def _same_text(one: Source, other: Source) -> bool:
    return (one.url, one.number, one.title) == (other.url, other.number, other.title)


def _stale(pack: Pack, on: date) -> Found:
    for source in pack.sources:
        if source.is_old(on):
            dated = f"of {source.stated}" if source.stated else f"undated, checked on {source.checked_on}"
            message = f"{source.id} is {dated}; look for a newer text, or keep it: plans then tell people to ask first"
            yield pack.place_of("sources", source.id), Code.STALE, message


def _unused(pack: Pack) -> Found:
    used = {statement.source.id for statement in pack.statements if statement.source.region == pack.region}
    used |= {each.source.id for each in pack.contacts} | {day.source.id for day in (*pack.closed, *pack.opened)}
    used |= {point.source.id for place in pack.places for point in place.points}
    for listed in pack.sources:
        if listed.id not in used:
            message = f"nothing is said 'by: {listed.id}'; use it or delete it"
            yield pack.place_of("sources", listed.id), Code.UNUSED, message
    read = {fact_of(leaf) for condition in _all_conditions(pack) for leaf in leaves(condition)}
    for ask in pack.asks:
        if ask.name not in read:
            message = f"no condition reads {ask.name}, so it is never asked; use it or delete it"
            yield pack.place_of("asks", ask.name), Code.UNUSED, message


def _idle(chain: Sequence[Pack], rules: Rules) -> Found:
    """Places of a region where nothing is done, and papers that nobody is asked for: often a misspelt id.

    What the nation declares is for the packs below it.
    """
    pack = chain[-1]
    if pack.region == NATION:
        return
    places, papers = _places_of_acts(chain, rules), _papers_asked_for(chain)
    for place in pack.places:
        if place.id not in places:
            message = f"nothing is done at {place.id}, so nobody sees it{suggest(place.id, places)}"
            yield pack.place_of("places", place.id), Code.UNUSED, message
    for paper in pack.papers:
        if paper.id not in papers:
            message = f"no line asks for {paper.id}, so nobody sees it{suggest(paper.id, papers)}"
            yield pack.place_of("evidence", paper.id), Code.UNUSED, message


def _places_of_acts(chain: Sequence[Pack], rules: Rules) -> set[str]:
    """Every place where a channel of the chain may be, and those that are the same."""
    usual = {
        f"{rules.procedures[owner].authority}-{channel.partition(':')[0]}"
        for owner, channels in rules.channels.items()
        for channel in channels
    }
    stated = {str(each.value) for pack in chain for each in pack.statements if each.field.name is FieldName.AT}
    return usual | stated | {place.same_as for pack in chain for place in pack.places if place.same_as is not None}


def _papers_asked_for(chain: Sequence[Pack]) -> set[str]:
    """Every paper that a line asks for, or that stands for another one."""
    found: set[str] = set()
    for statement in (each for pack in chain for each in pack.statements):
        if statement.field.name is FieldName.REQUIREMENTS and statement.field.line is not None:
            found.add(statement.field.line)
        instead = (
            statement.value.one_of if isinstance(statement.value, Copies) else members(statement.value, Alternative)
        )
        found.update(each.paper for each in instead)
    return found


def _all_conditions(pack: Pack) -> Iterator[Condition]:
    for statement in pack.statements:
        yield statement.about
        yield from (condition for _, condition in _conditions(statement.value))
    for milestone in pack.milestones:
        if milestone.holds is not None:
            yield milestone.holds
        if milestone.running is not None:
            yield milestone.running.when
    for scenario in pack.scenarios:
        yield from (need.when for group in (scenario.goal, *scenario.urgent) for need in group)
