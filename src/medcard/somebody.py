"""One of a set of people, told with no more facts than it takes to be one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from medcard.conditions import completed_years
from medcard.people import People, Population
from medcard.record import Record

TYPICAL_AGE = 30


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


def somebody(people: People, typical: Mapping[str, str] | None = None, among: People | None = None) -> Somebody | None:
    """One of ``people``, as ``typical`` as can be (fact → value, ``age`` too); None if there is nobody.

    One of those ``among`` whom to look, of whom only that is told which makes them one of ``people``.

    >>> from medcard.conditions import Within
    >>> day = date(2026, 11, 23)
    >>> grown = Within(fact="age", least=16, most=None)
    >>> population = Population.telling_apart([grown], {}, (day, day))
    >>> str(somebody(population.of(grown))), str(somebody(population.everybody - population.of(grown)))
    ('age: 30 on 2026-11-23', 'age: 0 on 2026-11-23')
    """
    found = people if among is None else people & among
    if not found:
        return None
    typical = typical or {}
    population = people.population
    usual_age = int(typical.get("age", TYPICAL_AGE))
    usual = (index for day in population.days for index in population.of_age(usual_age, day))
    values, births = (found & population.born(usual) or found).first(typical)
    parts = {fact: population.having(fact, (value,)) for fact, value in values.items()}
    parts[_BIRTH] = population.born(births[:1])
    needed = _needed(people, parts)
    told = tuple((fact, value) for fact, value in values.items() if fact in needed)
    if _BIRTH not in needed:
        return Somebody(facts=told, on=None)
    alike = _all(people, (part for fact, part in needed.items() if fact != _BIRTH))
    fitting = [index for index in range(len(population.births)) if alike & population.born((index,)) <= people]
    on, age = _age(population, births[0], frozenset(fitting), usual_age)
    return Somebody(facts=(*told, age), on=on)


_BIRTH = ""
"""Stands for the class of birth among facts, none of which is called so."""


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


def _age(population: Population, birth: int, fitting: frozenset[int], usual: int) -> tuple[date, tuple[str, str]]:
    """A planning day and an age with which somebody is of a fitting class: in years if that is enough.

    The ``usual`` age if it fits, else that of the class ``birth``.
    """
    on, born = population.births[birth]
    for age in (usual, completed_years(born, on)):
        if population.of_age(age, on) <= fitting:
            return on, ("age", str(age))
    return on, ("age-days", str((on - born).days))
