"""Open days equal two independent packages, 2026 equals its notice, and what is assumed is never called known."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcard.calendars import (
    EVERY_DAY,
    FIXED_HOLIDAYS,
    MONDAY_TO_FRIDAY,
    DayStatus,
    OpenDays,
    WorkCalendar,
    work_calendar,
)

WORK = work_calendar()
BANK = WORK.on_weekdays()
KNOWN = WORK.known_until.year


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def run(first: str, last: str) -> list[date]:
    """The days of 2026 from one ``MM-DD`` to another."""
    return days(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))


def nth_open(calendar: WorkCalendar, after: date, n: int) -> date:
    """The n-th open day after a day, counted one by one."""
    coming = (after + timedelta(days=k) for k in range(1, 400))
    return [day for day in coming if calendar.is_open(day)][n - 1]


def first_open(calendar: WorkCalendar, day: date) -> date:
    return nth_open(calendar, day - timedelta(days=1), 1)


DATES = st.dates(date(1995, 1, 1), date(KNOWN + 15, 12, 31))
SOME_DATES = st.sets(DATES, max_size=12)
CALENDARS = st.builds(
    lambda calendar, closed, opened: calendar.with_overlay(closed=closed - opened, opened=opened),
    st.sampled_from([WORK, BANK, WORK.on_weekdays([2, 6]), WORK.on_weekdays(EVERY_DAY), WORK.daily()]),
    SOME_DATES,
    SOME_DATES,
)

# Against other packages and the notice of 2026


def test_every_announced_day_is_open_as_in_chinesecalendar() -> None:
    announced = days(WORK.known_from, WORK.known_until)
    assert len(announced) > 8000
    assert [day for day in announced if WORK.is_open(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_since_2008_is_open_as_in_holidays() -> None:
    other = holidays.country_holidays("CN", years=range(2008, 2027))
    checked = days(date(2008, 1, 1), date(2026, 12, 31))
    assert [day for day in checked if WORK.is_open(day) != other.is_working_day(day)] == []


OFF_2026 = [
    *run("01-01", "01-03"),
    *run("02-15", "02-23"),
    *run("04-04", "04-06"),
    *run("05-01", "05-05"),
    *run("06-19", "06-21"),
    *run("09-25", "09-27"),
    *run("10-01", "10-07"),
]
MAKE_UP_2026 = [date(2026, *day) for day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]]


def test_2026_is_as_the_notice_says() -> None:
    year = run("01-01", "12-31")
    weekend = {6, 7}
    expected = [day for day in year if day in MAKE_UP_2026 or (day.isoweekday() not in weekend and day not in OFF_2026)]
    assert [day for day in year if WORK.is_open(day)] == expected
    assert len(expected) == 248
    assert {WORK.status(day) for day in year} == {DayStatus.ANNOUNCED}


def test_2026_in_the_parts_of_a_problem() -> None:
    parts = WORK.span(date(2026, 1, 1), date(2026, 12, 31))
    assert parts.weekdays == MONDAY_TO_FRIDAY
    assert parts.plus == tuple(MAKE_UP_2026)
    assert parts.minus == tuple(day for day in OFF_2026 if day.isoweekday() <= 5)


# The dates of scenario A10


@pytest.mark.parametrize(
    ("accepted", "n", "ready"),
    [
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 7, "2026-10-15"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 4, "2026-02-26"),
    ],
)
def test_working_days_over_the_long_holidays(accepted: str, n: int, ready: str) -> None:
    assert nth_open(WORK, date.fromisoformat(accepted), n).isoformat() == ready


def test_ends_of_months_and_banks_without_make_up_days() -> None:
    assert first_open(WORK, date(2026, 2, 28)) == date(2026, 2, 28)
    assert first_open(WORK, date(2026, 10, 1)) == date(2026, 10, 8)
    assert first_open(WORK, date(2026, 10, 10)) == date(2026, 10, 10)
    assert first_open(BANK, date(2026, 10, 10)) == date(2026, 10, 12)


# What is not announced


def test_the_last_announced_year_is_the_packages_and_named_with_it() -> None:
    assert WORK.known_until == date(max(day.year for day in chinese_calendar.holidays), 12, 31)
    assert WORK.version == f"chinesecalendar {chinese_calendar.__version__}"


@pytest.mark.parametrize("years_on", [1, 2, 3, 10])
def test_a_year_not_announced_is_weekdays_less_the_fixed_days_and_marked(years_on: int) -> None:
    year = days(date(KNOWN + years_on, 1, 1), date(KNOWN + years_on, 12, 31))
    assert {WORK.status(day) for day in year} == {DayStatus.ASSUMED}
    assert [day for day in year if WORK.is_open(day)] == [
        day for day in year if day.isoweekday() <= 5 and (day.month, day.day) not in FIXED_HOLIDAYS
    ]


def test_the_fixed_days_are_those_of_order_795() -> None:
    assert sorted(FIXED_HOLIDAYS) == [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]


def test_status_changes_at_the_ends_of_what_is_announced() -> None:
    one = timedelta(days=1)
    assert WORK.status(WORK.known_until) is DayStatus.ANNOUNCED
    assert WORK.status(WORK.known_until + one) is DayStatus.ASSUMED
    assert WORK.status(WORK.known_from) is DayStatus.ANNOUNCED
    assert WORK.status(WORK.known_from - one) is DayStatus.ASSUMED


# Derived calendars


@given(DATES)
def test_a_bank_is_open_when_offices_are_but_never_on_a_weekend(day: date) -> None:
    assert BANK.is_open(day) == (WORK.is_open(day) and day.isoweekday() <= 5)
    assert BANK.status(day) == WORK.status(day)


@given(DATES)
def test_daily_is_always_open_and_never_assumed(day: date) -> None:
    assert WORK.daily().status(day) is DayStatus.ANNOUNCED
    assert WORK.daily().is_open(day)
    assert WORK.with_overlay(closed=[day]).daily().is_open(day)


def test_daily_is_open_on_fixed_holidays_to_come() -> None:
    assert WORK.daily().is_open(date(KNOWN + 1, 1, 1))


@given(weekdays=st.sets(st.sampled_from(EVERY_DAY), min_size=1), day=DATES)
def test_given_weekdays_are_closed_on_holidays_and_other_weekdays(weekdays: set[int], day: date) -> None:
    always = WORK.on_weekdays(EVERY_DAY)
    assert WORK.on_weekdays(weekdays).is_open(day) == (day.isoweekday() in weekdays and always.is_open(day))


def test_every_weekday_is_closed_on_every_day_off_of_2026() -> None:
    always = WORK.on_weekdays(EVERY_DAY)
    assert [day for day in run("01-01", "12-31") if not always.is_open(day)] == OFF_2026


@pytest.mark.parametrize("weekdays", [[], [0], [8], [1, 9]])
def test_weekdays_are_1_to_7(weekdays: list[int]) -> None:
    with pytest.raises(ValueError, match=r"give one or more of 1 \(Monday\) to 7 \(Sunday\)"):
        WORK.on_weekdays(weekdays)


# Overlays


@given(calendar=CALENDARS, closed=SOME_DATES, opened=SOME_DATES, day=DATES)
def test_an_overlay_decides_its_days_and_no_others(
    calendar: WorkCalendar, closed: set[date], opened: set[date], day: date
) -> None:
    over = calendar.with_overlay(closed=closed - opened, opened=opened)
    assert {over.is_open(one) for one in opened} <= {True}
    assert {over.is_open(one) for one in closed - opened} <= {False}
    assert {over.status(one) for one in closed | opened} <= {DayStatus.ANNOUNCED}
    others = {day} - closed - opened
    assert [over.is_open(one) for one in others] == [calendar.is_open(one) for one in others]
    assert [over.status(one) for one in others] == [calendar.status(one) for one in others]


def test_a_region_closes_a_day_for_its_banks_too() -> None:
    day = date(2026, 4, 20)
    assert WORK.is_open(day)
    assert not WORK.with_overlay(closed=[day]).on_weekdays().is_open(day)


def test_a_weekday_that_works_again_works_for_banks_too() -> None:
    day = date(2026, 10, 7)
    assert not WORK.is_open(day)
    assert WORK.with_overlay(opened=[day]).on_weekdays().is_open(day)


def test_a_new_years_notice_can_be_laid_over() -> None:
    new_year, make_up = date(KNOWN + 1, 1, 1), date(KNOWN + 1, 10, 9)
    last = date(KNOWN + 1, 12, 31)
    over = WORK.with_overlay(closed=[new_year], opened=[make_up], known_until=last)
    assert over.known_until == last
    assert {over.status(day) for day in days(new_year, last)} == {DayStatus.ANNOUNCED}
    assert not over.is_open(new_year)
    assert over.is_open(make_up)
    # Announced means that nothing is added: this notice, unlike any real one, forgot October.
    october = days(date(KNOWN + 1, 10, 1), date(KNOWN + 1, 10, 8))
    assert [day for day in october if over.is_open(day)] == [day for day in october if day.isoweekday() <= 5]


def test_an_overlay_never_makes_less_known() -> None:
    assert WORK.with_overlay(known_until=date(2020, 1, 1)).known_until == WORK.known_until


def test_a_day_is_not_both_closed_and_opened() -> None:
    with pytest.raises(ValueError, match="closed and opened at once: 2026-04-20; state each day once"):
        WORK.with_overlay(closed=[date(2026, 4, 20)], opened=[date(2026, 4, 20)])


# The parts of a problem


def is_open(parts: OpenDays, day: date) -> bool:
    """As section 3 of the design defines it."""
    return (day.isoweekday() in parts.weekdays and day not in parts.minus) or day in parts.plus


@given(calendar=CALENDARS, start=DATES, length=st.integers(0, 1096))
def test_the_parts_say_what_the_calendar_says(calendar: WorkCalendar, start: date, length: int) -> None:
    last = start + timedelta(days=length)
    parts = calendar.span(start, last)
    span = days(start, last)
    assert [is_open(parts, day) for day in span] == [calendar.is_open(day) for day in span]
    assert {*parts.minus, *parts.plus} <= set(span)
    assert [*parts.minus] == sorted({day for day in parts.minus if day.isoweekday() in parts.weekdays})
    assert [*parts.plus] == sorted({day for day in parts.plus if day.isoweekday() not in parts.weekdays})


def test_an_empty_span_has_no_dates() -> None:
    assert WORK.span(date(2026, 10, 7), date(2026, 10, 1)) == (MONDAY_TO_FRIDAY, (), ())


# Values and laziness


def test_calendars_are_values() -> None:
    again = pickle.loads(pickle.dumps(WORK))
    assert (again, hash(again)) == (WORK, hash(WORK))
    assert work_calendar() is WORK
    assert len(repr(WORK)) < 300
    with pytest.raises(AttributeError):
        again.weekdays = EVERY_DAY


def test_the_announcements_are_imported_when_they_are_needed() -> None:
    script = (
        "import sys; from medcard.calendars import work_calendar; print('chinese_calendar' in sys.modules); "
        "work_calendar(); print('chinese_calendar' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.split() == ["False", "True"]
