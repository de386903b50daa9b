"""One of a set of people, told with no more facts than it takes to be one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from medcard.conditions import Known, born_between, completed_years, truth
from medcard.people import People, Population
from medcard.record import Record

TYPICAL_AGE = "30"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Somebody(Record):
    """Facts by name, with ``age`` or ``age-days`` last; ``on``: the planning day, where an age is told.

    Whoever has these facts is one of the set, whatever else is true of them.
    """

    facts: tuple[tuple[str, str], ...]
    on: date | None

    def __str__(self) -> str:
        said = ", ".join(f"{fact}: {value}" for fact, value in self.facts)
        return (f"{said} on {self.on}" if self.on else said) or "anybody"


def somebody(people: People, typical: Mapping[str, str] | None = None) -> Somebody | None:
    """One of ``people``, as ``typical`` as can be (fact → value, ``age`` too); None if there is nobody.

    >>> from medcard.conditions import Within
    >>> day = date(2026, 11, 23)
    >>> grown = Within(fact="age", least=16, most=None)
    >>> population = Population.telling_apart([grown], {}, (day, day))
    >>> str(somebody(population.of(grown))), str(somebody(population.everybody - population.of(grown)))
    ('age: 30 on 2026-11-23', 'age: 0 on 2026-11-23')
    """
    if not people:
        return None
    typical = typical or {}
    population = people.population
    values, births = people.first(typical)
    birth, age = _birth(population, births, typical)
    whole = {fact: population.having(fact, (value,)) for fact, value in values.items()}
    whole[""] = population.born((birth,))
    needed = _needed(people, whole)
    told = tuple((fact, value) for fact, value in values.items() if fact in needed)
    if "" not in needed:
        return Somebody(facts=told, on=None)
    return Somebody(facts=(*told, age), on=population.births[birth][0])


def _needed(people: People, parts: Mapping[str, People]) -> dict[str, People]:
    """The parts without which somebody who has all the others need not be among ``people``."""
    left = dict(parts)
    for fact in parts:
        if _all(people, (each for other, each in left.items() if other != fact)) <= people:
            del left[fact]
    return left


def _all(people: People, parts: Iterable[People]) -> People:
    found = people.population.everybody
    for each in parts:
        found &= each
    return found


def _birth(population: Population, births: tuple[int, ...], typical: Mapping[str, str]) -> tuple[int, tuple[str, str]]:
    """One class of birth, of a typical age where one of the classes has it, and the age that tells it."""
    for index in births:
        on = population.births[index][0]
        usual = int(typical.get("age", TYPICAL_AGE))
        if _class_of(population, usual, on) == index:
            return index, ("age", str(usual))
    on, birth = population.births[births[0]]
    age = completed_years(birth, on)
    if _class_of(population, age, on) == births[0]:
        return births[0], ("age", str(age))
    return births[0], ("age-days", str((on - birth).days))


def _class_of(population: Population, age: int, on: date) -> int | None:
    """The class of birth to which everybody of an age in years belongs on a day; None if there are several."""
    known = Known(on=on, born=born_between(age, age, on))
    seen = tuple(truth(leaf, known) for leaf in population.measured)
    for index, (day, birth) in enumerate(population.births):
        if day == on and seen == tuple(truth(leaf, Known(on=on, born=(birth, birth))) for leaf in population.measured):
            return index
    return None
