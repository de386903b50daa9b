"""The ways in which unknown facts may turn out: typical values, and the values that rules tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import attrs

from medcard.catalogue import Rules
from medcard.conditions import (
    NOBODY,
    Born,
    Known,
    Within,
    born_between,
    born_by,
    completed_years,
)
from medcard.facts import Fact
from medcard.model import ScenarioRule

AGES = ("age", "age-days")
OF_AGE = 16


class Completions:
    """What unknown facts may be, for one region's rules and one scenario.

    ``facts`` are the vocabulary and the packs' own yes/no facts.
    """

    def __init__(self, rules: Rules, scenario: ScenarioRule, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.scenario = dict(scenario.typical)
        self.rules = rules

    def typical(self, fact: str, known: Known) -> str | None:
        """The value that may be assumed: the scenario's, else the vocabulary's, within what is known."""
        value = self.scenario.get(fact) or (self.facts[fact].typical if fact in self.facts else None)
        if fact == "age-days":
            value = self._days(value, known)
        if fact == "age" and value is not None:
            low, high = known.ages
            value = str(min(max(int(value), low), high))
        if fact == "acts" and value is None:
            return self._concerned(known)
        return value

    def _concerned(self, known: Known) -> str:
        """Who goes where nobody is named: the guardian of somebody under 16, else the person."""
        age = self.typical("age", known)
        return "guardian" if age is not None and int(age) < OF_AGE else "self"

    def _days(self, value: str | None, known: Known) -> str:
        """An age in days within what is known; without a typical one the oldest, so that no term is too long."""
        low, high = known.ages_in_days
        return value if value is not None and low <= int(value) <= high else str(high)

    def values(self, fact: str, known: Known) -> tuple[str, ...]:
        """Every value that ``fact`` may have: the closed values, or one number of each class that rules tell apart."""
        if fact not in AGES:
            return self.facts[fact].values
        low, high = known.ages if fact == "age" else known.ages_in_days
        cuts = {cut for cut in self._cuts(fact, known) if low < cut <= high}
        return tuple(str(cut) for cut in sorted({low, *cuts}))

    def others(self, fact: str, known: Known) -> tuple[str, ...]:
        """The other values of ``fact``; of numbers the one of each other class that is nearest to the person's."""
        if fact not in AGES:
            return tuple(value for value in self.facts[fact].values if value != known.values.get(fact))
        low, high = known.ages if fact == "age" else known.ages_in_days
        starts = [int(each) for each in self.values(fact, attrs.evolve(known, born=born_between(0, NOBODY, known.on)))]
        ends = [*(start - 1 for start in starts[1:]), NOBODY * 366]
        return tuple(
            str(min(max(start, low), end))
            for start, end in zip(starts, ends, strict=True)
            if not (start <= low and high <= end)
        )

    def _cuts(self, fact: str, known: Known) -> set[int]:
        """The first number of every class that some rule begins; days are also cut where years are, and the reverse."""
        found = self._numbers(fact)
        if fact == "age":
            years = {completed_years(day, known.on) for day in self._birth_dates(known) if day <= known.on}
            found |= years | {year + 1 for year in years}
        if fact == "age-days":
            found |= {(known.on - born_by(age, known.on)).days for age in self._numbers("age") if age <= NOBODY}
            for leaf in self.rules.on_ages:
                if isinstance(leaf, Born):
                    found |= {(known.on - leaf.first).days + 1} if leaf.first else set()
                    found |= {(known.on - leaf.last).days} if leaf.last else set()
        return {cut for cut in found if 0 < cut <= NOBODY * 366}

    def _birth_dates(self, known: Known) -> Iterator[date]:
        """The birth dates at which conditions on them and on days of age begin and end."""
        for leaf in self.rules.on_ages:
            if isinstance(leaf, Born):
                yield from (day for day in (leaf.first, leaf.last) if day is not None)
        yield from (known.on - timedelta(days=days) for days in self._numbers("age-days") if days <= NOBODY * 366)

    def _numbers(self, fact: str) -> set[int]:
        """The numbers at which conditions on an age begin and end."""
        found = {OF_AGE} if fact == "age" else set[int]()
        for leaf in self.rules.on_ages:
            if isinstance(leaf, Within) and leaf.fact == fact:
                found |= {leaf.least} if leaf.most is None else {leaf.least, leaf.most + 1}
        return found
