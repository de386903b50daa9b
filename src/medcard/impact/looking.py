"""One scenario of one region, asked with the old and the new packs for one class of people after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from medcard.catalogue import Rules
from medcard.completions import AGES
from medcard.conditions import Known, Truth, truth
from medcard.facts import Fact
from medcard.grounding.admission import UNDER_16
from medcard.grounding.calendars import working
from medcard.impact.differences import Difference, differences
from medcard.inquiry import Inquiry, Outcome
from medcard.known import FACTS, from_facts, understand, with_fact
from medcard.people import People, Population
from medcard.problem import Prefer
from medcard.record import Record
from medcard.regions import region
from medcard.somebody import somebody

Told = tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Changed(Record):
    """A class of people for whom something differs: the facts that make them one, and what differs."""

    facts: Told
    differences: tuple[Difference, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Looked(Record):
    """How many classes were looked at, whether these are all that can be concerned, and what differs for which."""

    classes: int
    exact: bool
    changed: tuple[Changed, ...]


class Side:
    """The rules of one region by one set of packs; what its scenarios have in common is worked out once."""

    def __init__(self, rules: Rules, code: str, on: date, prefer: Prefer, asks: Sequence[Fact]) -> None:
        self.rules = rules
        self.region = region(code)
        self.on = on
        self.prefer = prefer
        self.asks = asks
        self.facts = {fact.name: fact for fact in (*FACTS.values(), *asks) if fact.values}
        self._kept: dict[tuple[tuple[str, date], ...], dict[str, Inquiry]] = {}

    def inquiry(self, scenario: str, dates: Mapping[str, date]) -> Inquiry:
        """The question of a scenario, for those of whom these dates are known."""
        kept = self._kept.setdefault(tuple(sorted(dates.items())), {})
        if scenario not in kept:
            rule, beside = self.rules.scenarios[scenario], next(iter(kept.values()), None)
            calendar = beside.calendars.working if beside else working(self.rules)
            kept[scenario] = Inquiry(self.rules, rule, calendar, self.on, self.prefer, self.asks, beside=beside)
        return kept[scenario]

    def known(self, scenario: str, told: Mapping[str, str]) -> Known:
        """What is known of somebody of whom ``told`` is told."""
        applicant, wanted = from_facts({**told, "scenario": scenario}, asks=self.asks)
        return understand(applicant, wanted, self.rules.scenarios[scenario], self.region, self.on, self.asks)

    def unsaid(self, scenario: str, fact: str, told: Mapping[str, str]) -> str | None:
        """The value of a fact that goes without saying where ``told`` is told."""
        known = self.known(scenario, told)
        return known.values.get(fact) or self.inquiry(scenario, {}).completions.typical(fact, known)

    def outcome(self, scenario: str, told: Mapping[str, str]) -> Outcome:
        """What comes out for somebody of whom ``told`` is told and all else is typical."""
        known = self.known(scenario, told)
        inquiry = self.inquiry(scenario, known.dates)
        known, grounding, _ = inquiry.completed(self._typically(known, inquiry))
        return inquiry.outcome(known, grounding)

    def _typically(self, known: Known, inquiry: Inquiry) -> Known:
        """The same with all that is typical, looked at or not: what is not looked at changes nothing."""
        low, high = known.ages
        if low != high:
            known = with_fact(known, "age", inquiry.completions.typical("age", known) or str(low))
        typical = {name: inquiry.completions.typical(name, known) for name in self.facts if name not in known.values}
        values = {name: value for name, value in typical.items() if value is not None}
        return attrs.evolve(known, values={**values, **known.values})

    def alike(self, outcome: Outcome, population: Population) -> People:
        """Everybody who is alike in all facts that the outcome turns on."""
        found, known, read = population.everybody, outcome.known, outcome.grounding.read
        for fact in read:
            if fact in known.values:
                found &= population.having(fact, (known.values[fact],))
        if not set(AGES).isdisjoint(read):
            for leaf in (UNDER_16, *self.rules.on_ages):
                holds = truth(leaf, known)
                if holds is not Truth.UNKNOWN:
                    met = population.of(leaf)
                    found &= met if holds is Truth.YES else population.everybody - met
        return found


class Beside:
    """One scenario of one region, asked of both sides."""

    def __init__(self, old: Side, new: Side, scenario: str) -> None:
        self.sides = old, new
        self.scenario = scenario
        self.rule = new.rules.scenarios[scenario]

    def look(self, aims: Sequence[People], most: int) -> Looked:
        """Compare plans class by class, first one of each of ``aims``, then whoever is left in any; at most ``most``.

        A class is everybody who is alike in all facts that one of the two plans looks at.
        """
        left = aims[0]
        for people in aims[1:]:
            left |= people
        seen, changed = 0, list[Changed]()
        waiting = [*aims]
        while left and seen < most:
            among = waiting.pop(0) & left if waiting else left
            if not among:
                continue
            facts, alike, found = self._compared(among)
            seen += 1
            left -= alike
            if found:
                changed.append(Changed(facts=facts, differences=found))
        return Looked(classes=seen, exact=not left, changed=tuple(changed))

    def _compared(self, people: People) -> tuple[Told, People, tuple[Difference, ...]]:
        """The most typical of some people, those who are alike, and what differs for them.

        What has no date is dated where that makes a difference.
        """
        told = self._typically(people)
        both = self._answers(told)
        while missing := next((fact for outcome in both for fact in outcome.grounding.open), None):
            told[missing] = self._some(missing, told, people)
            both = self._answers(told)
        found, alike = differences(*both), people
        for side, outcome in zip(self.sides, both, strict=True):
            alike &= side.alike(outcome, people.population)
        undated = dict.fromkeys(fact for outcome in both for fact in outcome.grounding.undated)
        if undated:
            dated = {**told, **dict(_dated(fact, both[1].known) for fact in undated)}
            then = differences(*self._answers(dated))
            if then != found:
                told, found = dated, then
        return tuple(told.items()), alike, found

    def _some(self, fact: str, told: Mapping[str, str], people: People) -> str:
        """A value of a fact for which nothing is typical, with which some of the people are left."""
        population = people.population
        for name, value in told.items():
            people &= population.having(name, (value,)) if name in self.sides[1].facts else people
        values = self.sides[1].facts[fact].values
        return next((each for each in values if people & population.having(fact, (each,))), values[0])

    def _answers(self, told: Mapping[str, str]) -> tuple[Outcome, Outcome]:
        old, new = self.sides
        return old.outcome(self.scenario, told), new.outcome(self.scenario, told)

    def _typically(self, people: People) -> dict[str, str]:
        """The facts of the most typical of some people, without those that go without saying."""
        population = people.population
        usual, young = population.everybody, population.of(UNDER_16)
        for fact, value in self.rule.facts:
            usual &= population.having(fact, (value,))
        goes = {actor: population.having("acts", (actor,)) for actor in ("self", "guardian")}
        natural = (goes["guardian"] & young) | (goes["self"] - young)
        likely = next(each for each in (usual & natural, usual, natural, population.everybody) if each & people)
        typical = {"age": FACTS["age"].typical or "", **dict(self.rule.typical), **dict(self.rule.facts)}
        one = somebody(people, typical, likely)
        assert one is not None
        told = dict(one.facts)
        for name in sorted(told, key=lambda name: name not in AGES):
            ages = {each: value for each, value in told.items() if each in AGES and each != name}
            if all(side.unsaid(self.scenario, name, ages) == told[name] for side in self.sides):
                del told[name]
        return told


def _dated(fact: str, known: Known) -> tuple[str, str]:
    """A date that nobody told, as a fact: born as late as can be, everything else on the day of planning."""
    if fact == "birth-date":
        return "age-days", str((known.on - known.born[1]).days)
    return fact, known.on.isoformat()
