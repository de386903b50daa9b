"""Three-valued conditions over the closed facts: structured data, never an expression that is evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

import attrs

from medcard.record import Record

NOBODY = 150
"""No living person is older, in years: the bound of an unknown birth date."""


class Truth(Enum):
    """Yes, no or unknown; unknown never counts as either."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Known(Record):
    """The known facts in the form that conditions read.

    ``values``: fact → value for closed facts (``yes``/``no`` for yes/no facts); a missing fact is unknown.
    ``born``: first and last possible birth date. ``on``: the day on which ages count.
    """

    on: date
    values: Mapping[str, str] = attrs.field(factory=dict[str, str])
    dates: Mapping[str, date] = attrs.field(factory=dict[str, date])
    born: tuple[date, date]

    @property
    def ages(self) -> tuple[int, int]:
        """Least and most completed years on ``on``."""
        return completed_years(self.born[1], self.on), completed_years(self.born[0], self.on)

    @property
    def ages_in_days(self) -> tuple[int, int]:
        """Least and most days since birth on ``on``; a child to be born counts 0."""
        return max(0, (self.on - self.born[1]).days), max(0, (self.on - self.born[0]).days)

    @property
    def birth_known(self) -> bool:
        """Whether the birth date is known to the day."""
        return self.born[0] == self.born[1]

    def acting(self, actor: str) -> Known:
        """The same facts, seen from an act of ``actor``."""
        return attrs.evolve(self, values={**self.values, "acts": actor})


def completed_years(birth: date, on: date) -> int:
    """Completed years of age; somebody born on 29 February completes a year on 1 March of common years.

    >>> completed_years(date(2010, 11, 24), date(2026, 11, 23))
    15
    """
    return max(0, on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)))


def born_by(age: int, on: date) -> date:
    """The last birth date with which somebody has completed ``age`` years on ``on``.

    >>> born_by(16, date(2026, 11, 23))
    datetime.date(2010, 11, 23)
    """
    year = on.year - age
    if (on.month, on.day) == (2, 29) and not _is_leap(year):
        return date(year, 2, 28)
    return date(year, on.month, on.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def born_between(least: int, most: int, on: date) -> tuple[date, date]:
    """First and last birth date of somebody who is ``least``..``most`` completed years old on ``on``."""
    return born_by(most + 1, on) + timedelta(days=1), born_by(least, on)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllOf(Record):
    """Every part holds; no part at all: always."""

    parts: tuple[Condition, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AnyOf(Record):
    """One part holds."""

    parts: tuple[Condition, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Not(Record):
    """The part does not hold."""

    part: Condition


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Has(Record):
    """The fact has one of ``values``."""

    fact: str
    values: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Within(Record):
    """A number of the person lies in ``least``..``most``, both inclusive; ``most`` None: no upper end.

    ``fact`` is ``age`` (completed years) or ``age-days``.
    """

    fact: str
    least: int
    most: int | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Born(Record):
    """The birth date lies in ``first``..``last``, both inclusive; None: open."""

    first: date | None
    last: date | None


Condition = AllOf | AnyOf | Not | Has | Within | Born

ALWAYS = AllOf(parts=())


def truth(condition: Condition, known: Known) -> Truth:
    """Whether ``condition`` holds for what is known.

    >>> birth = date(2020, 1, 1)
    >>> known = Known(on=date(2026, 11, 23), values={"person": "mainland"}, born=(birth, birth))
    >>> truth(Within(fact="age", least=0, most=15), known)
    <Truth.YES: 2>
    >>> truth(Has(fact="enrolled", values=("yes",)), known)
    <Truth.UNKNOWN: 1>
    """
    if isinstance(condition, Has):
        value = known.values.get(condition.fact)
        return Truth.UNKNOWN if value is None else Truth.YES if value in condition.values else Truth.NO
    if isinstance(condition, AllOf):
        return _all(condition.parts, known)
    if isinstance(condition, AnyOf):
        return OPPOSITE[_all(tuple(Not(part=part) for part in condition.parts), known)]
    if isinstance(condition, Not):
        return OPPOSITE[truth(condition.part, known)]
    if isinstance(condition, Within):
        span = known.ages if condition.fact == "age" else known.ages_in_days
        return _inside(span, condition.least, condition.most)
    return _inside(known.born, condition.first or date.min, condition.last)


OPPOSITE = {Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN, Truth.YES: Truth.NO}


def _all(parts: tuple[Condition, ...], known: Known) -> Truth:
    """No if one part is no, else unknown if one is unknown."""
    result = Truth.YES
    for part in parts:
        found = truth(part, known)
        if found is Truth.NO:
            return found
        if found is Truth.UNKNOWN:
            result = found
    return result


Measure = TypeVar("Measure", int, date)


def _inside(span: tuple[Measure, Measure], least: Measure, most: Measure | None) -> Truth:
    low, high = span
    if low >= least and (most is None or high <= most):
        return Truth.YES
    if high < least or (most is not None and low > most):
        return Truth.NO
    return Truth.UNKNOWN


def leaves(condition: Condition) -> Iterator[Has | Within | Born]:
    """The conditions on single facts inside ``condition``, in order."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case Has() | Within() | Born():
            yield condition


def fact_of(leaf: Has | Within | Born) -> str:
    """The fact that a leaf reads; a condition on the birth date reads ``age-days``."""
    return "age-days" if isinstance(leaf, Born) else leaf.fact


def open_facts(condition: Condition, known: Known) -> tuple[str, ...]:
    """The unknown facts that keep ``condition`` unknown, in order; empty when it is yes or no."""
    if truth(condition, known) is not Truth.UNKNOWN:
        return ()
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(dict.fromkeys(name for part in parts for name in open_facts(part, known)))
        case Not(part=part):
            return open_facts(part, known)
        case Has() | Within() | Born():
            return (fact_of(condition),)


def failing(condition: Condition, known: Known) -> tuple[Condition, ...]:
    """The parts that make ``condition`` not hold: of a conjunction only those, else the whole.

    Empty unless ``condition`` is no.
    """
    if truth(condition, known) is not Truth.NO:
        return ()
    if isinstance(condition, AllOf):
        return tuple(failed for part in condition.parts for failed in failing(part, known))
    return (condition,)
