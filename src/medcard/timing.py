"""Dates of one problem as whole days counted from its start, and the arithmetic of its waits.

Day 0 is ``start``, day ``HORIZON_DAYS`` is last, ``NEVER`` stands for everything later. Every function here
is monotone: a later day in never gives an earlier day out. The search relies on it.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from medcard.problem import HORIZON_DAYS, Calendar, Span, Unit

NEVER = HORIZON_DAYS + 1
_MONTHS = 12
_MOST_MONTHS = 1 + HORIZON_DAYS // 28


def open_days(calendar: Calendar, start: date) -> list[int]:
    """The open days of ``calendar`` from ``start`` to last, ascending.

    >>> open_days(Calendar(weekdays=(6,), plus=(date(2026, 11, 24),)), date(2026, 11, 23))[:3]
    [1, 5, 12]
    """
    base = start.toordinal()
    week = [(base + day - 1) % 7 + 1 in calendar.weekdays for day in range(7)]
    flags = (week * (NEVER // 7 + 1))[:NEVER]
    for days, flag in ((calendar.minus, False), (calendar.plus, True)):
        for day in days:
            index = day.toordinal() - base
            if 0 <= index < NEVER:
                flags[index] = flag
    return [day for day, flag in enumerate(flags) if flag]


def next_open(days: Sequence[int]) -> list[int]:
    """For each day 0..NEVER the first of ``days`` (ascending) on it or after, NEVER when there is none.

    >>> next_open([1, 5])[:7] == [1, 1, 5, 5, 5, 5, NEVER]
    True
    """
    table: list[int] = []
    for day in days:
        table += [day] * (day + 1 - len(table))
    return table + [NEVER] * (NEVER + 1 - len(table))


def within(days: Sequence[int], windows: Sequence[tuple[date, date]], start: date) -> Sequence[int]:
    """Those of ``days`` that lie in one of ``windows`` (both ends inclusive); all of them without windows."""
    if not windows:
        return days
    base = start.toordinal()
    bounds = [(first.toordinal() - base, last.toordinal() - base) for first, last in windows]
    return [day for day in days if any(first <= day <= last for first, last in bounds)]


class Clock:
    """Waits counted from ``start`` with the ``working`` calendar of one problem."""

    __slots__ = ("_base", "_next_working", "_working")

    def __init__(self, start: date, working: Calendar) -> None:
        self._base = start.toordinal()
        self._working = open_days(working, start)
        self._next_working = next_open(self._working)

    def day(self, moment: date) -> int:
        """The day of ``moment``: never before 0, NEVER after last."""
        return min(max(moment.toordinal() - self._base, 0), NEVER)

    def date(self, day: int) -> date:
        """The date of ``day``, which is not NEVER."""
        return date.fromordinal(self._base + day)

    def end(self, spans: Sequence[Span], day: int, *, longest: bool) -> int:
        """The day on which what is given on ``day`` holds, at the longest or the shortest; NEVER after last.

        Working days: Civil Code art. 201 (the day itself never counts); other ends that are no working day
        move to the next (art. 203). The first of a month and ``not-before`` are not moved.

        >>> clock = Clock(date(2026, 1, 31), Calendar(weekdays=(1, 2, 3, 4, 5)))
        >>> month = Span(unit=Unit.MONTH, least=0, most=1)
        >>> clock.date(clock.end([month], 0, longest=True)).isoformat(), clock.end([month], 0, longest=False)
        ('2026-03-02', 0)
        """
        for span in spans:
            if day >= NEVER:
                return NEVER
            if span.date is not None:
                day = max(day, self.day(span.date))
                continue
            count = span.most if longest else span.least
            if count:
                day = self._after(span.unit, count, day)
        return day

    def _after(self, unit: Unit, count: int, day: int) -> int:
        if unit is Unit.WORKING:
            index = bisect_right(self._working, day) + count - 1
            return self._working[index] if index < len(self._working) else NEVER
        if unit is Unit.CALENDAR:
            return self._next_working[min(day + count, NEVER)]
        if count > _MOST_MONTHS:
            return NEVER
        moment = self.date(day)
        years, month = divmod(moment.year * _MONTHS + moment.month - 1 + count, _MONTHS)
        if unit is Unit.NEXT_MONTH:
            return self.day(date(years, month + 1, 1))
        last = monthrange(years, month + 1)[1]
        return self._next_working[self.day(date(years, month + 1, min(moment.day, last)))]
