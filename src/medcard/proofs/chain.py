"""The rules of one region's chain with what is worked out from them; what two chains share is worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from medcard.births import Patience, measured
from medcard.catalogue import AnyStatement, Catalogue, Rules, conditions_of
from medcard.conditions import Condition
from medcard.facts import Fact
from medcard.grounding.admission import UNDER_16
from medcard.known import FACTS
from medcard.model import Alternative, Copies, FieldName, Milestone, Need, Pack, ScenarioRule, members
from medcard.people import People, Population
from medcard.proofs.offers import Offer, Offers
from medcard.proofs.reach import Way, reached, ways

Made = TypeVar("Made")

FIRST = ("card-state", "changed", "enrolled", "insured-as", "employer-enrolled")
"""Facts on which most rules turn, in the order in which sets of people are told apart; then the vocabulary's order."""


class Country:
    """All people there can be on one planning day under some packs, and what was worked out for any chain of them."""

    def __init__(self, packs: Iterable[Pack], day: date) -> None:
        self.day = day
        written = tuple(packs)
        facts: dict[str, Fact] = {**FACTS, **{ask.name: ask for pack in written for ask in pack.asks}}
        self.facts = {name: facts[name] for name in dict.fromkeys((*FIRST, *facts)) if facts[name].values}
        told = measured(_written(written))
        self.population = Population(self.facts.values(), told, (day, day), Patience())
        self._memory: dict[Hashable, object] = {}
        self._chains: dict[tuple[int, tuple[str, ...]], tuple[Catalogue, Chain]] = {}  # kept, so that ids stay theirs

    def chain(self, catalogue: Catalogue, codes: Sequence[str]) -> Chain:
        """The rules of the regions ``codes``, from the nation down, by the packs of a catalogue."""
        key = (id(catalogue), tuple(codes))
        if key not in self._chains:
            self._chains[key] = catalogue, Chain(self, catalogue.rules(codes, self.day))
        return self._chains[key][1]

    def recall(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` makes, once for each ``key``."""
        if key not in self._memory:
            self._memory[key] = make()
        return cast("Made", self._memory[key])


def _written(packs: Iterable[Pack]) -> Iterator[Condition]:
    """Every condition of the packs, and those on ages that the planner itself looks at."""
    yield UNDER_16
    for pack in packs:
        declared: tuple[AnyStatement | Milestone | ScenarioRule, ...]
        declared = (*pack.statements, *pack.milestones, *pack.scenarios)
        for each in declared:
            yield from conditions_of(each)
        yield from (accepted.about for accepted in pack.assumes)


def _asked(statement: AnyStatement) -> Iterator[str]:
    """The papers that a statement on a line of papers, or on a group, leads to."""
    field, value = statement.field, statement.value
    if field.name is FieldName.REQUIREMENTS and field.line is not None:
        yield field.line
    inside = value.one_of if isinstance(value, Copies) else members(value, Alternative)
    yield from (alternative.paper for alternative in inside)


class Chain:
    """One chain of regions."""

    def __init__(self, country: Country, rules: Rules) -> None:
        self.country = country
        self.population = country.population
        self.rules = rules
        self.offers = Offers(rules, country.population)
        self._of: dict[str, list[AnyStatement]] = defaultdict(list)
        for statements in rules.statements.values():
            for statement in statements:
                self._of[statement.field.owner].append(statement)
        self._keys: dict[str, Hashable] = {}
        self._papers: dict[str, tuple[str, ...]] = {}
        self._serving: dict[str, tuple[str, ...]] = {}

    def key(self, procedure: str) -> Hashable:
        """What is equal for two chains in which everything said about ``procedure`` and its papers is the same."""
        if procedure not in self._keys:
            declared = self.rules.procedures[procedure]
            owners = dict.fromkeys((procedure, *declared.joins, *self.papers(procedure)))
            said = tuple(id(statement) for owner in owners for statement in self._of.get(owner, ()))
            self._keys[procedure] = (procedure, declared.authority, declared.joins, said)
        return self._keys[procedure]

    def papers(self, procedure: str) -> tuple[str, ...]:
        """Every paper that a line of the procedure can lead to."""
        if procedure not in self._papers:
            self._papers[procedure] = tuple(self._leading(procedure))
        return self._papers[procedure]

    def _leading(self, procedure: str) -> Iterator[str]:
        queue = [paper for statement in self._of.get(procedure, ()) for paper in _asked(statement)]
        seen: set[str] = set()
        while queue:
            paper = queue.pop()
            if paper not in seen:
                seen.add(paper)
                queue += (each for statement in self._of.get(paper, ()) for each in _asked(statement))
                yield paper

    def offer(self, procedure: str, channel: str) -> Offer:
        """Who can use one channel of one procedure, if the procedure admits them."""
        key = ("offer", self.key(procedure), channel)
        return self.country.recall(key, lambda: self.offers.offer(procedure, channel))

    def admitted(self, procedure: str) -> People:
        """Those whom the procedure admits."""
        return self.country.recall(("admitted", self.key(procedure)), lambda: self.offers.admitted(procedure))

    def all_offers(self, procedure: str) -> tuple[Offer, ...]:
        """Who can use each channel of one procedure."""
        return tuple(self.offer(procedure, channel) for channel in self.rules.channels.get(procedure, ()))

    @cached_property
    def reached(self) -> Mapping[str, People]:
        """Who can reach each milestone, were they admitted to every procedure."""
        found = [way for procedure in self.rules.channels for way in self._ways(procedure)]
        key = ("reached", tuple(map(id, found)), tuple(map(id, self.rules.milestones.values())))
        return self.country.recall(key, lambda: reached(self.rules, self.population, found))

    def _ways(self, procedure: str) -> tuple[Way, ...]:
        def make() -> tuple[Way, ...]:
            offers = self.all_offers(procedure)
            return tuple(way for offer in offers for way in ways(self.rules, self.population, offer))

        return self.country.recall(("ways", self.key(procedure)), make)

    def fixed(self, scenario: ScenarioRule) -> People:
        """Those of whom the scenario's own facts are true, as far as they do not ask for them again."""
        return self._with(fact for fact in scenario.facts if fact[0] not in scenario.asks)

    def usual(self, scenario: ScenarioRule) -> People:
        """Those of whom all facts are true that the scenario itself says."""
        return self._with(scenario.facts)

    def _with(self, facts: Iterable[tuple[str, str]]) -> People:
        people = self.population.everybody
        for fact, value in facts:
            if fact in self.country.facts:
                people &= self.population.having(fact, (value,))
        return people

    def serving(self, scenario: ScenarioRule) -> tuple[str, ...]:
        """The procedures that a plan of the scenario can hold, from its goal backwards."""
        if scenario.id not in self._serving:
            self._serving[scenario.id] = tuple(self._backwards(scenario))
        return self._serving[scenario.id]

    def _backwards(self, scenario: ScenarioRule) -> Iterable[str]:
        wanted = [need.milestone for need in (*scenario.goal, *(need for group in scenario.urgent for need in group))]
        seen: dict[str, None] = {}
        asked: set[str] = set()
        while wanted:
            milestone = wanted.pop(0)
            for procedure in self.rules.givers.get(milestone, ()) if milestone not in asked else ():
                if procedure not in seen:
                    seen[procedure] = None
                    wanted += self._needed_for[procedure]
            asked.add(milestone)
        return seen

    @cached_property
    def _needed_for(self) -> Mapping[str, tuple[str, ...]]:
        """What any statement on each procedure says it needs."""
        values = {owner: (statement.value for statement in said) for owner, said in self._of.items()}
        return {
            owner: tuple(dict.fromkeys(need.milestone for value in said for need in members(value, Need)))
            for owner, said in values.items()
        }

    def said(self, owner: str) -> tuple[int, ...]:
        """The identities of all statements on a procedure, a paper, a place or an assumption."""
        return tuple(map(id, self._of.get(owner, ())))

    @property
    def owners(self) -> Iterable[str]:
        """Everything on which there are statements."""
        return self._of.keys()
