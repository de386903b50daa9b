"""Working days in China: which days are open, and whether that is announced or assumed.

The General Office of the State Council announces each year's days off and make-up working days, usually
in November for the year after. :func:`work_calendar` has them from the package chinesecalendar, which is
imported when it is first called. For every day outside the announced years a calendar assumes Monday to
Friday without the statutory days whose date is fixed: 1 January, 1 and 2 May, 1 to 3 October
(全国年节及纪念日放假办法, State Council Order 795 of 2024). It does not guess the Spring Festival, Qingming,
Dragon Boat and Mid-Autumn days, nor any day that is moved, so an assumed stretch may hold fewer working days
than it seems: :meth:`WorkCalendar.status` says which days are assumed. An announcement may also move a day
of the December before it (2007-12-29 was a make-up day of 2008); that changes with the package.

References: notices 放假安排的通知 of the General Office. Checked with: the package holidays, every day of
2008-2026. Limitations: no region's own days off (广西三月三 and others); packs state them, see
:meth:`WorkCalendar.with_overlay`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import attrs

from medcard.record import Record

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""(month, day) of the statutory days off that need no announcement: Order 795 of 2024, article 2."""


class DayStatus(StrEnum):
    """How sure it is that a day is open or closed."""

    ANNOUNCED = "announced"
    ASSUMED = "assumed"


class OpenDays(NamedTuple):
    """A stretch of a calendar as ``medcard/problem/1`` writes it.

    A date is open if its ISO weekday is in ``weekdays`` and it is not in ``minus``, or if it is in ``plus``.
    Dates ascend; ``minus`` holds only dates whose weekday is in ``weekdays``, ``plus`` only others.
    """

    weekdays: tuple[int, ...]
    minus: tuple[date, ...]
    plus: tuple[date, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WorkCalendar(Record):
    """Which days are open. Make one with :func:`work_calendar`, derive others from it.

    ``weekdays`` are ISO weekdays (Monday is 1), ascending. ``closed`` and ``opened`` are dates that
    announcements and overlays state, ``overlaid`` those of overlays. ``holidays`` is false for a calendar
    that no holiday closes. ``known_from`` and ``known_until`` are the first and last day of the announced
    years. ``version`` names the package and version that the announcements came with.
    """

    weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY
    closed: frozenset[date] = attrs.field(repr=False)
    opened: frozenset[date] = attrs.field(repr=False)
    overlaid: frozenset[date] = attrs.field(default=frozenset(), repr=False)
    holidays: bool = True
    known_from: date
    known_until: date
    version: str

    def is_open(self, day: date) -> bool:
        """Whether work is done on ``day``; :meth:`status` says how sure that is.

        >>> work_calendar().is_open(date(2026, 10, 10)), work_calendar().is_open(date(2026, 10, 1))
        (True, False)
        """
        if day in self.opened:
            return True
        if day.isoweekday() not in self.weekdays or day in self.closed:
            return False
        return not self._assumed(day) or (day.month, day.day) not in FIXED_HOLIDAYS

    def status(self, day: date) -> DayStatus:
        """Announced if ``day`` lies in an announced year or an overlay names it, else assumed.

        A calendar that keeps no holidays assumes nothing.

        >>> work_calendar().status(date(2026, 12, 31)).value
        'announced'
        """
        return DayStatus.ASSUMED if self._assumed(day) else DayStatus.ANNOUNCED

    def _assumed(self, day: date) -> bool:
        known = self.known_from <= day <= self.known_until
        return self.holidays and not known and day not in self.overlaid

    def span(self, first: date, last: date) -> OpenDays:
        """The days ``first``..``last``, both inclusive, as a problem's JSON has them.

        >>> days = work_calendar().span(date(2026, 9, 28), date(2026, 10, 11))
        >>> [day.isoformat() for day in days.minus][:2], [day.isoformat() for day in days.plus]
        (['2026-10-01', '2026-10-02'], ['2026-10-10'])
        """
        fixed = (date(y, m, d) for y in range(first.year, last.year + 1) for m, d in FIXED_HOLIDAYS)
        named = sorted(day for day in {*self.closed, *self.opened, *fixed} if first <= day <= last)
        # Only a named day can differ from its weekday: 0.1 ms for three years, day by day takes 2.
        odd = [day for day in named if self.is_open(day) != (day.isoweekday() in self.weekdays)]
        return OpenDays(
            weekdays=self.weekdays,
            minus=tuple(day for day in odd if day.isoweekday() in self.weekdays),
            plus=tuple(day for day in odd if day.isoweekday() not in self.weekdays),
        )

    def with_overlay(
        self, *, closed: Iterable[date] = (), opened: Iterable[date] = (), known_until: date | None = None
    ) -> WorkCalendar:
        """This calendar with days that a region or a notice closes or opens; they count as announced.

        They win over what this calendar says, and a later overlay over an earlier one. ``known_until`` says
        that with these days everything up to that day is announced, as after a new year's notice. ValueError
        if a day is both closed and opened.

        >>> guangxi = work_calendar().with_overlay(closed=[date(2026, 4, 20)])
        >>> guangxi.is_open(date(2026, 4, 20)), guangxi.is_open(date(2026, 4, 21))
        (False, True)
        """
        shut, open_ = frozenset(closed), frozenset(opened)
        if shut & open_:
            both = ", ".join(day.isoformat() for day in sorted(shut & open_))
            raise ValueError(f"closed and opened at once: {both}; state each day once")
        return attrs.evolve(
            self,
            closed=(self.closed - open_) | shut,
            opened=(self.opened - shut) | open_,
            overlaid=self.overlaid | shut | open_,
            known_until=max(self.known_until, known_until or self.known_until),
        )

    def on_weekdays(self, weekdays: Iterable[int] = MONDAY_TO_FRIDAY) -> WorkCalendar:
        """Open on these ISO weekdays, closed on holidays, never open for a make-up day.

        Without an argument: a bank that does not work make-up Saturdays. ValueError if there is no weekday or
        one is not 1..7.

        >>> bank = work_calendar().on_weekdays()
        >>> bank.is_open(date(2026, 10, 10)), bank.is_open(date(2026, 10, 12))
        (False, True)
        """
        days = tuple(sorted(set(weekdays)))
        if not days or not set(days) <= set(EVERY_DAY):
            raise ValueError(f"weekdays are {days}; give one or more of 1 (Monday) to 7 (Sunday)")
        return attrs.evolve(self, weekdays=days, opened=frozenset())

    def daily(self) -> WorkCalendar:
        """Open every day, holidays and a region's days off included; nothing about it is assumed."""
        return attrs.evolve(self, weekdays=EVERY_DAY, closed=frozenset(), opened=frozenset(), holidays=False)


@cache
def work_calendar() -> WorkCalendar:
    """The State Council's calendar as the installed chinesecalendar has it; the same value on every call.

    A year counts as announced if it has its National Day, so that a day of January that came with the year
    before announces nothing.

    >>> work_calendar().known_from.isoformat()
    '2004-01-01'
    """
    import chinese_calendar  # 10-20 ms, and only plans need it

    off = frozenset(chinese_calendar.holidays)
    years = [day.year for day in off if (day.month, day.day) == (10, 1)]
    return WorkCalendar(
        closed=off,
        opened=frozenset(chinese_calendar.workdays),
        known_from=date(min(years), 1, 1),
        known_until=date(max(years), 12, 31),
        version=f"chinesecalendar {chinese_calendar.__version__}",
    )
