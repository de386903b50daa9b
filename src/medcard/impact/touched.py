"""Whom a change of packs can concern: everybody else certainly gets the same plans from the old and the new packs.

Sets that are too large cost time, not truth: the plans of those in them are compared afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from itertools import product

import attrs

from medcard.catalogue import FieldKey
from medcard.choosing import BY_CHANCE, ranked
from medcard.conditions import ALWAYS
from medcard.grounding.admission import INSTITUTIONS
from medcard.model import (
    NO_PAPER,
    Alternative,
    Copies,
    FieldName,
    Give,
    Milestone,
    Need,
    Procedure,
    ScenarioRule,
    members,
)
from medcard.people import People
from medcard.proofs.chain import Chain
from medcard.proofs.offers import ACTORS, union
from medcard.proofs.shares import shares
from medcard.record import Record

PLAIN = (FieldName.NEEDS, FieldName.GIVES, FieldName.AT, FieldName.OPEN, FieldName.FEE, FieldName.WINDOWS)
EVERY_ACTOR = (*ACTORS, *INSTITUTIONS.values())


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Touch(Record):
    """Those for whom one thing about a procedure is otherwise; ``forced``: those of them with no channel as before."""

    people: People
    forced: People


class Touched:
    """The old and the new rules of one region, and the people for whom they may differ."""

    def __init__(self, old: Chain, new: Chain) -> None:
        self.sides = old, new
        self.population = new.population
        self._touches: dict[str, tuple[Touch, ...]] = {}
        self._said = frozenset(owner for owner in {*old.owners, *new.owners} if old.said(owner) != new.said(owner))
        papers = {paper for side in self.sides for paper in side.rules.papers}
        self._declared = frozenset(paper for paper in papers if _from(old, paper) != _from(new, paper))
        self._papers = self._declared | (self._said - old.rules.procedures.keys() - new.rules.procedures.keys())
        self._everything = self._ground_differs()
        self._moved = self._by_milestones()

    def by(self, scenario: str) -> tuple[People, ...]:
        """Sets of those of a scenario whose plans may differ, one for each thing that changed; none for no change.

        What is otherwise for everybody comes first, then for each thing everybody concerned, then those among them
        who have no way round it. Nothing where only one side knows the scenario.
        """
        old, new = (side.rules.scenarios.get(scenario) for side in self.sides)
        if old is None or new is None:
            return ()
        fixed = self.sides[0].fixed(old) | self.sides[1].fixed(new)
        if self._everything or _without_words(old) != _without_words(new):
            return (fixed,)
        serving = dict.fromkeys((*self.sides[0].serving(old), *self.sides[1].serving(new)))
        touches = [touch for procedure in sorted(serving) for touch in self.procedure(procedure)]
        found = (self._moved, *(each.people for each in touches), *(each.forced for each in touches))
        return tuple(dict.fromkeys(people & fixed for people in found if people & fixed))

    def procedure(self, procedure: str) -> tuple[Touch, ...]:
        """What is otherwise about a procedure, for those who can use it by the old or the new rules."""
        if procedure not in self._touches:
            self._touches[procedure] = self._touching(procedure)
        return self._touches[procedure]

    def _touching(self, procedure: str) -> tuple[Touch, ...]:
        declared = [side.rules.procedures.get(procedure) for side in self.sides]
        papers = {paper for side in self.sides for paper in side.papers(procedure)} if self._papers else set[str]()
        otherwise = _essence(declared[0]) != _essence(declared[1]) or not papers.isdisjoint(self._declared)
        owners = {procedure, *papers, *(joined for each in declared if each for joined in each.joins)}
        if not otherwise and owners.isdisjoint(self._said):
            return ()
        keys = (side.key(procedure) if each else None for side, each in zip(self.sides, declared, strict=True))
        key = ("touched", *keys, otherwise)
        return self.sides[1].country.recall(key, lambda: self._found(procedure, declared=otherwise))

    def _found(self, procedure: str, *, declared: bool) -> tuple[Touch, ...]:
        found: dict[Hashable, People] = {}
        as_before = nobody = self.population.nobody
        for channel in sorted({each for side in self.sides for each in side.rules.channels.get(procedure, ())}):
            old, new = (_used(side, procedure, channel) for side in self.sides)
            both = {actor: old[actor] & new[actor] for actor in EVERY_ACTOR if actor in old and actor in new}
            here: dict[Hashable, People] = defaultdict(lambda: nobody)
            for actor, people in old.items():
                here[channel, "ends"] |= people - both.get(actor, nobody)
            for actor, people in new.items():
                here[channel, "begins"] |= people - both.get(actor, nobody)
            for actor, people in both.items():
                otherwise = (("declared", people),) if declared else self._fields(procedure, channel, actor)
                for what, who in otherwise:
                    here[what] |= who & people
            as_before |= union(nobody, both.values()) - union(nobody, here.values())
            for what, people in here.items():
                found[what] = found.get(what, nobody) | people
        return tuple(Touch(people=people, forced=people - as_before) for people in found.values() if people)

    def _fields(self, procedure: str, channel: str, actor: str) -> Iterator[tuple[Hashable, People]]:
        """Those for whom a field of the act has another value: each change of values, whatever the channel."""
        fields: list[FieldKey] = [(procedure, name, channel, None) for name in PLAIN]
        fields += [(procedure, FieldName.DEADLINE, of, None) for of in (None, channel)]
        for name in (FieldName.REQUIREMENTS, FieldName.WAIT):
            lines = {line for side in self.sides for line in side.rules.lines(procedure, name, channel)}
            fields += [(procedure, name, channel, line) for line in sorted(lines - {"*"})]
        papers = sorted({paper for side in self.sides for paper in side.papers(procedure)})
        fields += [(paper, FieldName.ONE_OF, None, None) for paper in papers]
        fields += [(joined, FieldName.GIVES, None, None) for joined in self.sides[1].rules.procedures[procedure].joins]
        for field in fields:
            yield from self._unlike(field, actor)

    def _unlike(self, field: FieldKey, actor: str | None = None) -> Iterator[tuple[Hashable, People]]:
        """Those for whom a field has another value by the new rules; of waits also another rank, by which covers go."""
        old, new = (ranked(side.rules, *field) for side in self.sides)
        waits = field[1] is FieldName.WAIT
        told = [[(waits and rank[:BY_CHANCE], s.about, s.value) for rank, s in each] for each in (old, new)]
        if told[0] == told[1]:
            return
        owner, name, _, line = field
        for one, other in product(shares(self.population, old, actor), shares(self.population, new, actor)):
            if waits or one.value != other.value:
                people = one.people & other.people
                yield (owner, name, line, one.value, other.value), people & self._apart(one.value, other.value, actor)

    def _apart(self, old: object, new: object, actor: str | None) -> People:
        """Everybody for whom two values do not come to the same: conditions inside them may hold for nobody else."""
        if isinstance(old, Copies) or isinstance(new, Copies):
            one, other = (self._asked(value, actor) for value in (old, new))
            return (one - other) | (other - one) if _bare(old) == _bare(new) else one | other
        one_side, other_side = _parts(old), _parts(new)
        kept = [part for part in one_side if part in other_side]
        if not one_side or not other_side or kept != [part for part in other_side if part in one_side]:
            return self.population.everybody  # nothing stated, which may stand for something, or another order
        changed = (part for part in (*one_side, *other_side) if part not in kept)
        return union(self.population.nobody, (self.population.of(part.when, actor) for part in changed))

    def _asked(self, value: object, actor: str | None) -> People:
        """Those who are asked for a paper."""
        if isinstance(value, Copies) and value != NO_PAPER:
            return self.population.of(value.when, actor)
        return self.population.nobody

    def _differs(self, field: FieldKey) -> bool:
        """Whether a field has another value for anybody."""
        return any(people for _, people in self._unlike(field))

    def _by_milestones(self) -> People:
        """Those for whom a milestone holds, or is on its way, by one side only; or is on its way otherwise."""
        old, new = (side.rules.milestones for side in self.sides)
        names = sorted({*old, *new})
        return union(self.population.nobody, (self._held(old.get(name), new.get(name)) for name in names))

    def _held(self, old: Milestone | None, new: Milestone | None) -> People:
        one, other = (self._holding(each) for each in (old, new))
        found = (one - other) | (other - one)
        for each in (old, new):
            if each is not None and each.running is not None:
                when = self.population.of(each.running.when)
                same = old is not None and new is not None and old.running == new.running
                found |= when & self._otherwise_on_its_way(each.running.like) if same else when
        return found

    def _otherwise_on_its_way(self, like: str) -> People:
        """Those for whom a case of a procedure takes another time or leads to something else."""
        lines = {line for side in self.sides for line in side.rules.lines(like, FieldName.WAIT, None)}
        fields: list[FieldKey] = [(like, FieldName.WAIT, None, line) for line in sorted(lines)]
        fields.append((like, FieldName.GIVES, None, None))
        return union(self.population.nobody, (people for field in fields for _, people in self._unlike(field)))

    def _holding(self, milestone: Milestone | None) -> People:
        if milestone is None or milestone.holds is None:
            return self.population.nobody
        return self.population.of(milestone.holds)

    def _ground_differs(self) -> bool:
        """Whether what all acts rest on differs: assumptions, opening days and sameness of places, days off."""
        procedures = {procedure for side in self.sides for procedure in side.rules.procedures}
        grounds = sorted(
            {
                (field.owner, field.name)
                for side in self.sides
                for field in side.rules.statements
                if field.name is FieldName.ASSUMED or (field.name is FieldName.OPEN and field.owner not in procedures)
            }
        )
        return _rest(self.sides[0]) != _rest(self.sides[1]) or any(
            self._differs((owner, name, None, None)) for owner, name in grounds
        )


def _used(chain: Chain, procedure: str, channel: str) -> Mapping[str, People]:
    """Those who can use a channel of a procedure, by who acts for them."""
    if procedure not in chain.rules.procedures or channel not in chain.rules.channels.get(procedure, ()):
        return {}
    admitted = chain.admitted(procedure)
    return {actor: people & admitted for actor, people in chain.offer(procedure, channel).able}


def _parts(value: object) -> tuple[Need | Give | Alternative, ...]:
    """The parts of a list that have conditions of their own."""
    return *members(value, Need), *members(value, Give), *members(value, Alternative)


def _bare(value: object) -> object:
    """What is asked for, of whomever it is asked."""
    return attrs.evolve(value, when=ALWAYS) if isinstance(value, Copies) else value


def _essence(declared: Procedure | None) -> tuple[object, ...]:
    """What plans rest on of the declaration of a procedure."""
    return (declared.authority, declared.joins) if declared else ()


def _from(chain: Chain, paper: str) -> tuple[object, ...]:
    """Where a paper comes from."""
    declared = chain.rules.papers.get(paper)
    return (declared.comes_with, declared.from_counter) if declared else (None, False)


def _without_words(scenario: ScenarioRule) -> tuple[object, ...]:
    return scenario.facts, scenario.typical, scenario.goal, scenario.urgent, scenario.needed


def _rest(chain: Chain) -> tuple[object, ...]:
    """Which places are the same, what is typical, which days regions close and open, the nearest region's word last."""
    same = tuple((id_, place.same_as) for id_, place in sorted(chain.rules.places.items()) if place.same_as)
    asks = {ask.name: ask.typical for pack in chain.rules.packs for ask in pack.asks}
    days = [([day.on for day in pack.closed], [day.on for day in pack.opened]) for pack in chain.rules.packs]
    return same, sorted(asks.items()), [each for each in days if any(each)]
