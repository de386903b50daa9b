"""Who can use a channel: what ``grounding.admission`` finds for one person, worked out for everybody at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from medcard.catalogue import AnyStatement, Rules
from medcard.choosing import ranked
from medcard.grounding.admission import BODILESS, INSTITUTIONS, TO_GO_ONESELF, UNDER_16, only_at_start
from medcard.grounding.papers import DEEPEST
from medcard.model import NO_PAPER, Alternative, Copies, FieldName, Need, Special, members
from medcard.people import People, Population
from medcard.proofs.shares import admission, as_condition, meeting, shares
from medcard.record import Record

ACTORS = ("self", "guardian", "agent")
"""Who may go for a person: the first of these who is there and may act, else the person concerned."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lack(Record):
    """People for whom ``actor`` could act, did ``line`` not ask for a paper that they cannot have."""

    people: People
    actor: str
    line: str
    statement: AnyStatement


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Offer(Record):
    """One channel of one procedure.

    ``there``: for whom it exists. ``admitted``: of these, those who meet the channel's own condition. ``acting``: those
    of them for whom an actor goes; ``able``: of these, those who have every paper and begin with what no act brings
    about. Whether the procedure admits them is another matter (:attr:`Offers.admitted`).
    """

    procedure: str
    channel: str
    there: People
    admitted: People
    acting: tuple[tuple[str, People], ...]
    lacking: tuple[Lack, ...]
    able: tuple[tuple[str, People], ...]

    @property
    def used(self) -> People:
        """Everybody who can use the channel, if the procedure admits them."""
        return union(self.there - self.there, (people for _, people in self.able))


def union(start: People, others: Iterable[People]) -> People:
    """Everybody in any of the sets."""
    found = start
    for each in others:
        found |= each
    return found


def _without(lacking: Iterable[Lack], actor: str, nobody: People) -> People:
    """Those for whom ``actor`` could not have every paper."""
    return union(nobody, (lack.people for lack in lacking if lack.actor == actor))


class Offers:
    """Works out the channels of one chain's rules."""

    def __init__(self, rules: Rules, population: Population) -> None:
        self.rules = rules
        self.population = population

    def admitted(self, procedure: str) -> People:
        """Those whom the procedure admits."""
        return meeting(self.population, admission(self.rules, procedure, None))

    def offer(self, procedure: str, channel: str) -> Offer:
        """Who can use one channel, and what keeps others from it."""
        exists = shares(self.population, ranked(self.rules, procedure, FieldName.CHANNEL, channel, None))
        nobody = self.population.nobody
        there = union(nobody, (share.people for share in exists if share.value is not Special.WITHDRAWN))
        admitted = there & meeting(self.population, admission(self.rules, procedure, channel))
        acting = tuple((actor, admitted & people) for actor, people in self._acting(procedure, channel))
        lacking = tuple(
            lack for actor, people in acting if people for lack in self._lacking(procedure, channel, actor, people)
        )
        able = tuple(
            (actor, people - self._too_late(procedure, channel, actor) - _without(lacking, actor, nobody))
            for actor, people in acting
        )
        return Offer(
            procedure=procedure,
            channel=channel,
            there=there,
            admitted=admitted,
            acting=acting,
            lacking=lacking,
            able=tuple((actor, people) for actor, people in able if people),
        )

    def _too_late(self, procedure: str, channel: str, actor: str) -> People:
        """Those for whom the act needs what no act brings about and what is not so at the start."""
        found = self.population.nobody
        for share in shares(self.population, ranked(self.rules, procedure, FieldName.NEEDS, channel, None), actor):
            for need in members(share.value, Need):
                start = only_at_start(self.rules, need.milestone)
                if start is not None:
                    found |= share.people & self.population.of(need.when, actor) - self.population.of(start)
        return found

    def _acting(self, procedure: str, channel: str) -> Iterator[tuple[str, People]]:
        """Each actor and those for whom they go."""
        kind = channel.partition(":")[0]
        everybody, nobody = self.population.everybody, self.population.nobody
        if kind in INSTITUTIONS:
            yield INSTITUTIONS[kind], self._may(procedure, channel, INSTITUTIONS[kind], unsaid=everybody)
            return
        young = self.population.of(UNDER_16)
        named = {"self", "guardian"} & set(self.rules.lines(procedure, FieldName.WHO, channel))
        concerned = {"self": everybody - young, "guardian": young, "agent": nobody}
        left, goes = everybody, dict[str, People]()
        may = {
            actor: self._may(procedure, channel, actor, unsaid=nobody if named else concerned[actor])
            for actor in ACTORS
        }
        if kind not in BODILESS:
            for condition in TO_GO_ONESELF:
                may["self"] &= self.population.of(condition)
        for actor in ACTORS:
            goes[actor] = may[actor] & self._available(actor)
            left -= goes[actor]
        for actor in ACTORS:
            yield actor, goes[actor] | (left & concerned[actor] & may[actor])

    def _available(self, actor: str) -> People:
        """Those for whom the fact ``acts`` names this actor."""
        return self.population.having("acts", (actor,))

    def _may(self, procedure: str, channel: str, actor: str, *, unsaid: People) -> People:
        """Those for whom ``actor`` may act; where no line says so, ``unsaid``."""
        if actor not in self.rules.lines(procedure, FieldName.WHO, channel):
            return unsaid
        found = self.population.nobody
        for share in shares(self.population, ranked(self.rules, procedure, FieldName.WHO, channel, actor)):
            if not isinstance(share.value, Special):
                found |= share.people & self.population.of(as_condition(share.value))
            elif share.value is not Special.WITHDRAWN:
                found |= share.people & unsaid
        return found

    def _lacking(self, procedure: str, channel: str, actor: str, people: People) -> Iterator[Lack]:
        for line in self.rules.lines(procedure, FieldName.REQUIREMENTS, channel):
            candidates = ranked(self.rules, procedure, FieldName.REQUIREMENTS, channel, line)
            if line == "*" or not any(self._conditional(line, statement.value) for _, statement in candidates):
                continue
            for share in shares(self.population, candidates, actor):
                copies = share.value
                if not isinstance(copies, Copies) or copies == NO_PAPER or share.statement is None:
                    continue
                asked = people & share.people & self.population.of(copies.when, actor)
                without = asked - self.fitting(copies.one_of or (Alternative(paper=line),), actor)
                if without:
                    yield Lack(people=without, actor=actor, line=line, statement=share.statement)

    def _conditional(self, line: str, value: object) -> bool:
        """Whether the paper that a line asks for is a group, so that it may fit somebody and not others."""
        if not isinstance(value, Copies) or value == NO_PAPER:
            return False
        return bool(value.one_of or self.rules.candidates(line, FieldName.ONE_OF))

    def fitting(self, alternatives: Iterable[Alternative], actor: str, depth: int = DEEPEST) -> People:
        """Those for whom one of the alternatives leads to a paper."""
        found = self.population.nobody
        for alternative in alternatives if depth else ():
            when = self.population.of(alternative.when, actor)
            if when:
                found |= when & self._leading(alternative.paper, actor, depth)
        return found

    def _leading(self, paper: str, actor: str, depth: int) -> People:
        found = self.population.nobody
        for share in shares(self.population, ranked(self.rules, paper, FieldName.ONE_OF, None, None), actor):
            inside = members(share.value, Alternative)
            found |= share.people & self.fitting(inside, actor, depth - 1) if inside else share.people
        return found
