"""Random planning problems that use every part of DESIGN §3, small enough for a brute-force front.

Every field of every type is named here (``st.builds`` would never vary those with defaults);
``test_search_laws.py`` proves that none is missing and counts how often each part mattered.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from medcard.problem import Action, Calendar, Deadline, Initial, Problem, Span, Unit

STARTS = [date(2026, 11, 23), date(2026, 9, 30), date(2026, 2, 13), date(2026, 1, 29), date(2027, 12, 30)]
MILESTONES = ["a", "b", "c", "d", "e"]
MATERIALS = ["form", "id", "photo", "register"]
PROCEDURES = ["apply", "bank", "collect", "report"]
CHANNELS = ["app", "counter", "desk"]
T = TypeVar("T")


def few(items: list[T], most: int, *, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    """Some of ``items``, in their order, none twice."""
    return st.lists(st.sampled_from(items), min_size=least, max_size=most, unique=True).map(
        lambda some: tuple(sorted(some, key=items.index))
    )


def days(start: date, least: int, most: int) -> st.SearchStrategy[date]:
    return st.integers(least, most).map(lambda n: start + timedelta(days=n))


@st.composite
def calendars(draw: st.DrawFn, start: date, weekdays: st.SearchStrategy[tuple[int, ...]]) -> Calendar:
    near = [start + timedelta(days=n) for n in range(-1, 9)]
    return Calendar(weekdays=draw(weekdays), minus=draw(few(near, 2)), plus=draw(few(near, 1)))


@st.composite
def spans(draw: st.DrawFn, start: date) -> Span:
    unit = draw(st.sampled_from([Unit.WORKING, *Unit]))
    if unit is Unit.NOT_BEFORE:
        return Span(unit=unit, date=draw(days(start, -2, 9)))
    most = draw(st.integers(0, 4 if unit in (Unit.WORKING, Unit.CALENDAR) else 1))
    return Span(unit=unit, least=draw(st.integers(0, most)), most=most)


def waits(start: date) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(spans(start), max_size=2).map(tuple)


@st.composite
def windows(draw: st.DrawFn, start: date) -> tuple[tuple[date, date], ...]:
    firsts = draw(st.lists(st.integers(-3, 8), min_size=1, max_size=2))
    return tuple(
        (start + timedelta(days=first), start + timedelta(days=first + draw(st.integers(0, 5)))) for first in firsts
    )


@st.composite
def actions(draw: st.DrawFn, start: date, number: int, before: tuple[Action, ...], there: tuple[str, ...]) -> Action:
    """An action that mostly needs what may hold by then; half the time another way to what an earlier one gives."""
    rival = draw(st.sampled_from([None, None, *before]))
    procedure = rival.id.partition("@")[0] if rival else draw(st.sampled_from(PROCEDURES))
    given = tuple(name for name, _ in rival.gives) if rival else draw(few(MILESTONES, 2, least=1))
    reachable = [*there, *(name for action in before for name, _ in action.gives)]
    known = [name for name in MILESTONES if name in reachable and name not in given]
    pool = known if draw(st.integers(0, 5)) else MILESTONES
    also = draw(few(PROCEDURES, 1)) if draw(st.integers(0, 4)) == 0 else ()
    return Action(
        id=f"{procedure}@{draw(st.sampled_from(CHANNELS))}-{number}",
        once=tuple(dict.fromkeys((procedure, *also))) if draw(st.integers(0, 7)) else (),
        who=draw(st.sampled_from(["self", "self", "self", "agent"])),
        place=draw(st.sampled_from(["hall", "hall", "hall", "branch", None])),
        open=draw(st.sampled_from(["working", "working", "any", "odd"])),
        windows=draw(windows(start)) if draw(st.integers(0, 2)) == 0 else (),
        needs=draw(few(pool, 2, least=draw(st.integers(0, 1)))) if pool else (),
        gives=tuple((milestone, draw(waits(start))) for milestone in given),
        fee=draw(st.sampled_from([0, 0, 100, 250])),
        materials=tuple(draw(st.lists(few(MATERIALS, 2, least=1), max_size=2))),
    )


@st.composite
def initials(draw: st.DrawFn, start: date) -> tuple[Initial, ...]:
    found: list[Initial] = []
    for milestone in draw(few(MILESTONES[:3], 2)):
        if draw(st.booleans()):
            found.append(Initial(milestone=milestone))
        else:
            earliest = draw(days(start, -2, 4))
            latest = earliest + timedelta(days=draw(st.integers(0, 10)))
            found.append(Initial(milestone=milestone, earliest=earliest, latest=latest))
    return tuple(found)


@st.composite
def deadlines(draw: st.DrawFn, start: date) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(id=name, milestones=draw(few(MILESTONES, 2, least=1)), by=draw(days(start, -1, 14)))
        for name in draw(few(["entry", "newborn"], 2))
    )


@st.composite
def problems(draw: st.DrawFn, least: int = 1, most: int = 5) -> Problem:
    """A problem of ``least``..``most`` actions."""
    start = draw(st.sampled_from(STARTS))
    week = few([1, 2, 3, 4, 5, 6, 7], 4, least=1)
    usual = st.sampled_from([(1, 2, 3, 4, 5), (1, 2, 3, 4, 5), (1, 3, 5, 6)])
    initial = draw(initials(start))
    there = tuple(entry.milestone for entry in initial)
    acts: tuple[Action, ...] = ()
    for number in range(draw(st.integers(least, most))):
        acts = (*acts, draw(actions(start, number, acts, there)))
    given = sorted({name for action in acts for name, _ in action.gives})
    wanted = given if draw(st.integers(0, 9)) else MILESTONES
    return Problem(
        start=start,
        known_until=draw(st.sampled_from([None, date(2026, 12, 31)])),
        calendars=(
            ("working", draw(calendars(start, usual))),
            ("any", draw(calendars(start, st.just((1, 2, 3, 4, 5, 6, 7))))),
            ("odd", draw(calendars(start, week))),
        ),
        initial=initial,
        goal=draw(few(wanted, 2)),
        urgent=tuple(draw(st.lists(few(wanted, 2, least=1), max_size=2))),
        deadlines=draw(deadlines(start)),
        actions=acts,
    )
