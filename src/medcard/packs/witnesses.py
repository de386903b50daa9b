"""Whether anybody can meet a condition: an exact search over the finite facts, which returns such a person.

Closed facts take every value that the condition names and one that it does not; ages and birth dates are
cut at the bounds that the condition names, so that each stretch between two cuts has a member.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import attrs

from medcard.conditions import (
    NOBODY,
    Born,
    Condition,
    Has,
    Known,
    Truth,
    Within,
    born_by,
    completed_years,
    leaves,
    truth,
)
from medcard.facts import Fact
from medcard.record import Record

DAY = timedelta(days=1)

Person = tuple[date, date]
"""The planning day and the birth date."""
Measured = Within | Born


class TooTangledError(Exception):
    """Finding out takes longer than there is patience for."""


class Patience:
    """How many single facts are looked at before giving up; shared by all questions about one file."""

    __slots__ = ("left",)

    def __init__(self, left: int = 200_000) -> None:
        self.left = left

    def spend(self, looks: int) -> None:
        """So many looks more; raises ``TooTangledError`` when there have been too many."""
        self.left -= looks
        if self.left < 0:
            raise TooTangledError


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Witness(Record):
    """Somebody who meets a condition, by the facts that it reads; ``on``: the day, where one matters."""

    facts: tuple[tuple[str, str], ...]
    on: date | None

    def __str__(self) -> str:
        said = ", ".join(f"{fact}: {value}" for fact, value in self.facts)
        return (f"{said} on {self.on}" if self.on else said) or "anybody"


def witness(
    condition: Condition, facts: Mapping[str, Fact], days: tuple[date, date], patience: Patience
) -> Witness | None:
    """Somebody who meets the condition on one of the days (first to last), or None if there can be nobody.

    Raises ``TooTangledError``.

    >>> from medcard.conditions import AllOf
    >>> day = date(2026, 11, 23)
    >>> grown = AllOf(parts=(Within(fact="age", least=10, most=19), Within(fact="age", least=16, most=None)))
    >>> str(witness(grown, {}, (day, day), Patience()))
    'age: 16 on 2026-11-23'
    >>> nobody = AllOf(parts=(*grown.parts, Within(fact="age", least=0, most=15)))
    >>> witness(nobody, {}, (day, day), Patience())
    """
    read = tuple(leaves(condition))
    named: dict[str, dict[str, None]] = {}
    for leaf in read:
        if isinstance(leaf, Has):
            named.setdefault(leaf.fact, {}).update(dict.fromkeys(leaf.values))
    choices = [(name, _values(facts.get(name), tuple(values))) for name, values in named.items()]
    search = _Search(condition, choices, read, patience)
    return search.extend({}, tuple(_people(search.measured, *days)))


def _values(fact: Fact | None, named: tuple[str, ...]) -> tuple[str, ...]:
    """The named values, and one that stands for all the others."""
    others = [value for value in fact.values if value not in named] if fact else []
    return (*named, *others[:1])


class _Search:
    """One search: facts are set one by one, and left as soon as what is set decides against them."""

    def __init__(
        self,
        condition: Condition,
        choices: Sequence[tuple[str, tuple[str, ...]]],
        read: tuple[Has | Measured, ...],
        patience: Patience,
    ) -> None:
        self.condition = condition
        self.choices = choices
        self.measured = tuple(leaf for leaf in read if not isinstance(leaf, Has))
        self.looks = len(read) + 1
        self.patience = patience

    def extend(self, values: dict[str, str], people: tuple[Person, ...]) -> Witness | None:
        """The first witness among the people, with these values of the first facts and any of the others."""
        left: list[Person] = []
        for on, birth in people:
            self.patience.spend(self.looks)
            now = truth(self.condition, Known(on=on, values=values, born=(birth, birth)))
            if now is Truth.YES:
                return self._witness(values, on, birth)
            if now is Truth.UNKNOWN:
                left.append((on, birth))
        if not left:
            return None
        fact, members = self.choices[len(values)]
        tried = (self.extend({**values, fact: value}, tuple(left)) for value in members)
        return next((found for found in tried if found is not None), None)

    def _witness(self, values: dict[str, str], on: date, birth: date) -> Witness:
        said = list(values.items())
        for leaf in self.measured:
            if isinstance(leaf, Born):
                said.append(("born", birth.isoformat()))
            else:
                age = completed_years(birth, on) if leaf.fact == "age" else (on - birth).days
                said.append((leaf.fact, str(age)))
        return Witness(facts=tuple(dict.fromkeys(said)), on=on if self.measured else None)


def _people(measured: tuple[Measured, ...], first: date, last: date) -> Iterator[Person]:
    """Days and birth dates, at least one in every stretch between the bounds of ages and dates."""
    kinds = {"born" if isinstance(leaf, Born) else leaf.fact for leaf in measured}
    if len(kinds) <= 1 and "born" not in kinds:
        last = first  # ages of one kind mean the same on every day
    for on in sorted(_days(measured, first, last)):
        births = {on}
        for leaf in measured:
            for birth in _cuts(leaf, on):
                births.update((birth - DAY, birth, birth + DAY))
        oldest = date(on.year - NOBODY, 1, 1)
        for birth in sorted(births, reverse=True):
            if oldest <= birth <= on:
                yield on, birth


def _bounds(leaf: Within) -> tuple[int, ...]:
    """The numbers at which a leaf begins to hold and to hold no more, as far as somebody lives to see them."""
    most = NOBODY if leaf.fact == "age" else NOBODY * 365
    bounds = (leaf.least,) if leaf.most is None else (leaf.least, leaf.most + 1)
    return tuple(bound for bound in bounds if bound <= most)


def _cuts(leaf: Measured, on: date) -> Iterator[date]:
    """Birth dates at which the leaf changes for somebody on the day ``on``."""
    if isinstance(leaf, Born):
        yield from (bound for bound in (leaf.first, leaf.last) if bound is not None)
    else:
        for bound in _bounds(leaf):
            yield born_by(bound, on) if leaf.fact == "age" else on - DAY * bound


def _days(measured: tuple[Measured, ...], first: date, last: date) -> set[date]:
    """Planning days: the ends, days on which a bound of birth dates passes a bound of ages, leap days."""
    days = {first, last}
    if first == last:
        return days
    for year in range(first.year, last.year + 1):
        march = date(year, 3, 1)
        days.update((march - DAY * 2, march - DAY, march))
    births = {cut for leaf in measured if isinstance(leaf, Born) for cut in _cuts(leaf, first)}
    for birth in births:
        passing = {birth}
        for leaf in measured:
            if isinstance(leaf, Within):
                passing.update(_reaching(birth, leaf.fact, bound) for bound in _bounds(leaf))
        days.update(day + DAY * more for day in passing for more in range(-2, 3))
    return {day for day in days if first <= day <= last}


def _reaching(birth: date, fact: str, bound: int) -> date:
    """About the day on which somebody reaches an age."""
    if fact == "age":
        return birth.replace(year=birth.year + bound, day=min(birth.day, 28))
    return birth + DAY * bound
