"""Openings, yearly windows, deadlines and running waits as calendars and dates of one problem."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from medcard.calendars import WorkCalendar, work_calendar
from medcard.catalogue import Rules
from medcard.model import Lead, Opening, Window, Yearly
from medcard.problem import HORIZON_DAYS, WORKING, Calendar, Span, Unit
from medcard.timing import Clock

EVERY_DAY = "any"
WORKING_DAYS = Opening(name="working")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def working(rules: Rules) -> WorkCalendar:
    """The State Council's calendar with the days that the region closes or opens; the nearest region's word last."""
    calendar = work_calendar()
    for pack in rules.packs:
        if pack.closed or pack.opened:
            calendar = calendar.with_overlay(closed=[d.on for d in pack.closed], opened=[d.on for d in pack.opened])
    return calendar


class Calendars:
    """The calendars of one problem that starts on ``start``; each is made when an act first uses it.

    ``began``: the day of the first plan, where this one goes on from it.
    """

    def __init__(self, working: WorkCalendar, start: date, began: date | None = None) -> None:
        self.working = working
        self.start = start
        self.began = began or start
        self.last = start + timedelta(days=HORIZON_DAYS)
        self._made: dict[str, Calendar] = {}
        self._clocks: dict[date, Clock] = {}
        self.named(WORKING_DAYS)

    @property
    def known_until(self) -> date:
        """The last day of the announced calendar."""
        return self.working.known_until

    def used(self, names: Iterable[str]) -> tuple[tuple[str, Calendar], ...]:
        """The calendars of these names and the one that counts waits, by name."""
        return tuple((name, self._made[name]) for name in sorted({WORKING, *names}))

    def named(self, opening: Opening) -> str:
        """The name of the calendar with the days of ``opening``."""
        name = _name(opening)
        if name not in self._made:
            days = self._days(opening).span(self.start, self.last)
            self._made[name] = Calendar(weekdays=days.weekdays, minus=days.minus, plus=days.plus)
        return name

    def _days(self, opening: Opening) -> WorkCalendar:
        if opening.season is not None:
            return self._seasonal(opening)
        match opening.name:
            case "daily":
                return self.working.daily()
            case "weekdays":
                return self.working.on_weekdays()
            case None:
                return self.working.on_weekdays(opening.weekdays)
            case _:
                return self.working

    def _seasonal(self, opening: Opening) -> WorkCalendar:
        """The days of a season's opening in its season, those of the other opening out of it."""
        assert opening.season is not None
        inside = self._days(Opening(name=opening.name, weekdays=opening.weekdays))
        outside = self._days(opening.otherwise or WORKING_DAYS)
        days = [self.start + timedelta(days=n) for n in range(HORIZON_DAYS + 1)]
        season = [day for day in days if _in_year(day, opening.season)]
        return outside.with_overlay(
            closed=[day for day in season if not inside.is_open(day)],
            opened=[day for day in season if inside.is_open(day)],
        )

    def windows(
        self, windows: tuple[Window, ...], leads: tuple[Lead, ...], told: Mapping[str, date]
    ) -> tuple[tuple[date, date], ...]:
        """Windows as intervals, in order: yearly ones for every year up to the horizon, and from some days before on.

        A window that runs over the end of the year began in the year before. ``told`` has the days of events by their
        fact; what runs from a day that nobody told is left out.
        """
        found = [
            (_before(told[lead.of.fact], lead.count, lead.unit), self.last) for lead in leads if lead.of.fact in told
        ]
        for year in range(self.start.year - 1, self.last.year + 1):
            for window in windows:
                first = _day(year, window.first)
                last = _day(year + (window.last < window.first), window.last)
                if last >= self.start and first <= self.last:
                    found.append((first, last))
        return tuple(sorted(found))

    def next_of(self, day: Yearly) -> date:
        """The first of this day of the year on the day of the start or after."""
        this = _day(self.start.year, (day.month, day.day))
        return this if this >= self.start else _day(self.start.year + 1, (day.month, day.day))

    def due(self, event: date, count: int, unit: Unit) -> date:
        """The last day of a term of ``count`` units after ``event`` (Civil Code art. 201-203)."""
        return self.end(event, (Span(unit=unit, least=count, most=count),), longest=True)

    def term(self, event: date, count: int, unit: Unit) -> date:
        """The last day of something that lapses by itself after ``event``: no holiday puts it off."""
        if unit is Unit.CALENDAR:
            return event + timedelta(days=count)
        if unit is Unit.MONTH:
            year, month = divmod(event.year * 12 + event.month - 1 + count, 12)
            return _day(year, (month + 1, event.day))
        return self.due(event, count, unit)

    def end(self, begun: date, spans: tuple[Span, ...], *, longest: bool) -> date:
        """When a wait that began on ``begun``, perhaps long ago, is over."""
        if begun not in self._clocks:
            days = self.working.span(begun, begun + timedelta(days=HORIZON_DAYS))
            working = Calendar(weekdays=days.weekdays, minus=days.minus, plus=days.plus)
            self._clocks[begun] = Clock(begun, working)
        clock = self._clocks[begun]
        return clock.date(clock.end(spans, 0, longest=longest))


def _name(opening: Opening) -> str:
    name = {"daily": EVERY_DAY}.get(opening.name or "", opening.name)
    name = name or "-".join(WEEK[day - 1] for day in opening.weekdays)
    if opening.season is None:
        return name
    (month, day), (last_month, last_day) = opening.season
    other = _name(opening.otherwise or WORKING_DAYS)
    return f"{name}-{month:02}{day:02}-{last_month:02}{last_day:02}-else-{other}"


def _before(event: date, count: int, unit: Unit) -> date:
    """The day that lies so long before an event."""
    if unit is Unit.CALENDAR:
        return event - timedelta(days=count)
    year, month = divmod(event.year * 12 + event.month - 1 - count, 12)
    return _day(year, (month + 1, event.day))


def _day(year: int, of: tuple[int, int]) -> date:
    """A day of the year; 29 February is the 28th where the year has none."""
    return date(year, of[0], min(of[1], monthrange(year, of[0])[1]))


def _in_year(day: date, season: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    at, (first, last) = (day.month, day.day), season
    return first <= at <= last if first <= last else at >= first or at <= last
