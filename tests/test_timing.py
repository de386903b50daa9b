"""Waits and open days: fixed dates of the State Council's 2026 calendar, then every rule against day-walking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.problem import HORIZON_DAYS, Calendar, Problem, Span, Unit
from medcard.timing import NEVER, Clock, next_open, open_days, within
from oracle.brute import Brute
from strategies.problems import problems, waits


def run(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


WORKING_2026 = Calendar(
    weekdays=(1, 2, 3, 4, 5),
    minus=(
        *run(date(2026, 1, 1), date(2026, 1, 3)),
        *run(date(2026, 2, 15), date(2026, 2, 23)),
        *run(date(2026, 4, 4), date(2026, 4, 6)),
        *run(date(2026, 5, 1), date(2026, 5, 5)),
        *run(date(2026, 6, 19), date(2026, 6, 21)),
        *run(date(2026, 9, 25), date(2026, 9, 27)),
        *run(date(2026, 10, 1), date(2026, 10, 7)),
    ),
    plus=tuple(date(2026, month, day) for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]),
)
BANK_2026 = Calendar(weekdays=WORKING_2026.weekdays, minus=WORKING_2026.minus)


def end(start: date, span: Span, *, longest: bool) -> date:
    clock = Clock(start, WORKING_2026)
    return clock.date(clock.end([span], 0, longest=longest))


@pytest.mark.parametrize(
    ("accepted", "least", "most", "first", "last"),
    [
        pytest.param(date(2026, 9, 30), 3, 7, date(2026, 10, 10), date(2026, 10, 15), id="over National Day"),
        pytest.param(date(2026, 2, 13), 2, 4, date(2026, 2, 24), date(2026, 2, 26), id="over Spring Festival"),
        pytest.param(date(2026, 9, 18), 1, 1, date(2026, 9, 20), date(2026, 9, 20), id="to a make-up Sunday"),
        pytest.param(date(2026, 10, 4), 1, 2, date(2026, 10, 8), date(2026, 10, 9), id="from within a holiday"),
    ],
)
def test_working_days_of_2026(accepted: date, least: int, most: int, first: date, last: date) -> None:
    span = Span(unit=Unit.WORKING, least=least, most=most)
    assert (end(accepted, span, longest=False), end(accepted, span, longest=True)) == (first, last)


@pytest.mark.parametrize(
    ("accepted", "span", "expected"),
    [
        pytest.param(date(2026, 1, 31), Span(unit=Unit.MONTH, least=1, most=1), date(2026, 2, 28), id="short month"),
        pytest.param(date(2026, 9, 1), Span(unit=Unit.MONTH, least=1, most=1), date(2026, 10, 8), id="to a holiday"),
        pytest.param(date(2027, 12, 31), Span(unit=Unit.MONTH, least=2, most=2), date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 9, 30), Span(unit=Unit.CALENDAR, least=3, most=3), date(2026, 10, 8), id="calendar"),
        pytest.param(date(2026, 9, 1), Span(unit=Unit.CALENDAR, least=19, most=19), date(2026, 9, 20), id="make-up"),
        pytest.param(date(2026, 9, 30), Span(unit=Unit.NEXT_MONTH, least=1, most=1), date(2026, 10, 1), id="no move"),
        pytest.param(date(2026, 12, 1), Span(unit=Unit.NEXT_MONTH, least=2, most=2), date(2027, 2, 1), id="new year"),
        pytest.param(
            date(2026, 9, 1),
            Span(unit=Unit.NOT_BEFORE, date=date(2026, 10, 3)),
            date(2026, 10, 3),
            id="wait",
        ),
        pytest.param(date(2026, 9, 1), Span(unit=Unit.NOT_BEFORE, date=date(2025, 1, 1)), date(2026, 9, 1), id="past"),
        pytest.param(date(2026, 10, 3), Span(unit=Unit.WORKING), date(2026, 10, 3), id="nothing, on a holiday"),
        pytest.param(date(2026, 10, 3), Span(unit=Unit.MONTH), date(2026, 10, 3), id="no month, on a holiday"),
    ],
)
def test_other_units_of_2026(accepted: date, span: Span, expected: date) -> None:
    assert end(accepted, span, longest=True) == expected


def test_a_bank_that_does_not_work_make_up_saturdays_opens_on_monday() -> None:
    start = date(2026, 9, 30)
    table = next_open(open_days(BANK_2026, start))
    assert table[10] == (date(2026, 10, 12) - start).days


def test_last_is_the_last_day_on_which_anything_holds() -> None:
    start = date(2026, 11, 23)
    clock = Clock(start, Calendar(weekdays=(1, 2, 3, 4, 5, 6, 7)))
    spans = [Span(unit=Unit.CALENDAR, least=HORIZON_DAYS, most=HORIZON_DAYS + 1)]
    assert clock.end(spans, 0, longest=False) == HORIZON_DAYS
    assert clock.end(spans, 0, longest=True) == NEVER
    assert clock.day(start + timedelta(days=HORIZON_DAYS + 1)) == NEVER
    assert clock.day(start - timedelta(days=1)) == 0


@pytest.mark.parametrize("unit", [Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.NEXT_MONTH])
def test_a_wait_of_any_length_ends(unit: Unit) -> None:
    clock = Clock(date(2026, 11, 23), WORKING_2026)
    assert clock.end([Span(unit=unit, least=1, most=10**30)], 0, longest=True) == NEVER


def test_no_open_day_means_never() -> None:
    clock = Clock(date(2026, 11, 23), Calendar(weekdays=()))
    assert clock.end([Span(unit=Unit.WORKING, least=1, most=1)], 0, longest=True) == NEVER
    assert next_open([])[0] == NEVER


def test_windows_are_inclusive_at_both_ends() -> None:
    start = date(2026, 11, 23)
    window = (start + timedelta(days=2), start + timedelta(days=4))
    assert within(range(10), (window,), start) == [2, 3, 4]
    assert within([1, 7], (), start) == [1, 7]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), problems(most=1), st.integers(0, HORIZON_DAYS))
def test_a_wait_equals_walking_day_by_day(data: st.DataObject, problem: Problem, day: int) -> None:
    spans = data.draw(waits(problem.start))
    clock = Clock(problem.start, dict(problem.calendars)["working"])
    on = problem.start + timedelta(days=day)
    for which in ("least", "most"):
        walked = Brute(problem, which).end(spans, on)
        expected = NEVER if walked is None else (walked - problem.start).days
        assert clock.end(spans, day, longest=which == "most") == expected


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), problems(most=1), st.integers(0, HORIZON_DAYS - 1))
def test_a_later_act_never_ends_sooner(data: st.DataObject, problem: Problem, day: int) -> None:
    spans = data.draw(waits(problem.start))
    clock = Clock(problem.start, dict(problem.calendars)["working"])
    assert clock.end(spans, day, longest=True) <= clock.end(spans, day + 1, longest=True)
    assert clock.end(spans, day, longest=False) <= clock.end(spans, day, longest=True)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(problems(most=1))
def test_open_days_equal_asking_day_by_day(problem: Problem) -> None:
    brute = Brute(problem)
    for _, calendar in problem.calendars:
        asked = [n for n in range(60) if brute.is_open(calendar, problem.start + timedelta(days=n))]
        assert [day for day in open_days(calendar, problem.start) if day < 60] == asked
