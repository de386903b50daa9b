"""Planning days and birth dates that conditions tell apart: one of every class, so that each can be looked at.

Ages, ages in days and birth dates are one thing, the birth date, cut wherever some condition begins or ends to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from medcard.conditions import NOBODY, Born, Condition, Has, Known, Truth, Within, born_by, leaves, truth
from medcard.errors import TooTangled

DAY = timedelta(days=1)

Birth = tuple[date, date]
"""The planning day and the birth date."""
Measured = Within | Born


class Patience:
    """How much is looked at before giving up; shared by all questions about one thing."""

    __slots__ = ("left",)

    def __init__(self, left: int = 5_000_000) -> None:
        self.left = left

    def spend(self, looks: int) -> None:
        """So many looks more; raises ``TooTangled`` when there have been too many."""
        self.left -= looks
        if self.left < 0:
            raise TooTangled


def measured(conditions: Iterable[Condition]) -> tuple[Measured, ...]:
    """The conditions on ages and birth dates inside ``conditions``, each once, in order."""
    return tuple(dict.fromkeys(leaf for each in conditions for leaf in leaves(each) if not isinstance(leaf, Has)))


def classes(read: tuple[Measured, ...], days: tuple[date, date], patience: Patience) -> dict[tuple[Truth, ...], Birth]:
    """One day and birth date of every class that ``read`` tells apart on the days, first to last.

    Each by what is true of it, the first in the order of days, the youngest first. Raises TooTangled.

    >>> day = date(2026, 11, 23)
    >>> grown = (Within(fact="age", least=16, most=None),)
    >>> [birth.isoformat() for _, birth in classes(grown, (day, day), Patience()).values()]
    ['2026-11-23', '2010-11-23']
    """
    found: dict[tuple[Truth, ...], Birth] = {}
    for on, birth in _people(read, *days):
        patience.spend(len(read) + 1)
        known = Known(on=on, born=(birth, birth))
        found.setdefault(tuple(truth(leaf, known) for leaf in read), (on, birth))
    return found


def _people(read: tuple[Measured, ...], first: date, last: date) -> Iterator[Birth]:
    """Days and birth dates, at least one in every stretch between the bounds of ages and dates."""
    kinds = {"born" if isinstance(leaf, Born) else leaf.fact for leaf in read}
    if len(kinds) <= 1 and "born" not in kinds:
        last = first  # ages of one kind mean the same on every day
    for on in sorted(_days(read, first, last)):
        births = {on}
        for leaf in read:
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


def _days(read: tuple[Measured, ...], first: date, last: date) -> set[date]:
    """Planning days: the ends, days on which a bound of birth dates passes a bound of ages, leap days."""
    days = {first, last}
    if first == last:
        return days
    for year in range(first.year, last.year + 1):
        march = date(year, 3, 1)
        days.update((march - DAY * 2, march - DAY, march))
    births = {cut for leaf in read if isinstance(leaf, Born) for cut in _cuts(leaf, first)}
    for birth in births:
        passing = {birth}
        for leaf in read:
            if isinstance(leaf, Within):
                passing.update(_reaching(birth, leaf.fact, bound) for bound in _bounds(leaf))
        days.update(day + DAY * more for day in passing for more in range(-2, 3))
    return {day for day in days if first <= day <= last}


def _reaching(birth: date, fact: str, bound: int) -> date:
    """About the day on which somebody reaches an age."""
    if fact == "age":
        return birth.replace(year=birth.year + bound, day=min(birth.day, 28))
    return birth + DAY * bound
