"""The planning problem and its front: the values that stand between the rules of a region and the plan.

A ``Problem`` is what is left once the rules are resolved for one applicant and one scenario: milestones,
actions with waits, dates. It knows nothing of cards. ``medcard.problem_json`` reads and writes it,
``medcard.schedule`` solves it. Dates are days, fees whole fen, and tuples keep the order in which they
were written.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

import attrs

from medcard.record import Record

HORIZON_DAYS = 1096
WORKING = "working"


class Unit(StrEnum):
    """How a span of a wait is counted; DESIGN §3 "Gives and waits" says the rule of each."""

    WORKING = "working"
    CALENDAR = "calendar"
    MONTH = "month"
    NEXT_MONTH = "next-month"
    NOT_BEFORE = "not-before"


class Why(StrEnum):
    """Why a milestone can never hold."""

    NOTHING_GIVES = "nothing-gives"
    CIRCLE = "circle"
    WINDOW = "window"
    HORIZON = "horizon"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Calendar(Record):
    """Which dates are open: ISO weekday in ``weekdays`` and not in ``minus``, or in ``plus``."""

    weekdays: tuple[int, ...]
    minus: tuple[date, ...] = ()
    plus: tuple[date, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Span(Record):
    """One part of a wait: ``least``..``most`` of ``unit``, or, for ``not-before``, a ``date``."""

    unit: Unit
    least: int = 0
    most: int = 0
    date: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Initial(Record):
    """A milestone that holds without any act: from the start, or from a day within ``earliest``..``latest``.

    Both dates are None (from the start) or both are set.
    """

    milestone: str
    earliest: date | None = None
    latest: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Action(Record):
    """One way to do one procedure, done at most once, at ``place`` by ``who``.

    ``once``: of the actions that share an entry at most one is chosen. ``windows``: first and last day, both
    inclusive; none means any time. ``gives``: each milestone with its own wait, spans applied in turn.
    ``materials``: one of each group is brought.
    """

    id: str
    once: tuple[str, ...]
    who: str
    place: str | None
    open: str
    windows: tuple[tuple[date, date], ...] = ()
    needs: tuple[str, ...] = ()
    gives: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    fee: int = 0
    materials: tuple[tuple[str, ...], ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Deadline(Record):
    """Lost unless every one of ``milestones`` holds on ``by`` or before."""

    id: str
    milestones: tuple[str, ...]
    by: date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Problem(Record):
    """What is to be reached, from what, by which actions. ``calendars`` are pairs of name and calendar.

    >>> working = Calendar(weekdays=(1, 2, 3, 4, 5))
    >>> problem = Problem(start=date(2026, 11, 23), calendars=((WORKING, working),))
    >>> problem.last.isoformat(), problem.goal
    ('2029-11-23', ())
    """

    start: date
    calendars: tuple[tuple[str, Calendar], ...]
    known_until: date | None = None
    initial: tuple[Initial, ...] = ()
    goal: tuple[str, ...] = ()
    urgent: tuple[tuple[str, ...], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def last(self) -> date:
        """The last day on which an act may be done or a milestone begin to hold."""
        return self.start + timedelta(days=HORIZON_DAYS)


@attrs.frozen(kw_only=True, order=True)
class Vector:
    """What a plan costs, each part to be minimised, in the order that ``soonest`` prefers.

    ``covered`` has a day for each group of ``urgent``; ``fee`` is in fen.
    """

    lost: int
    covered: tuple[date, ...]
    finish: date
    visits: int
    fee: int
    materials: int


class Prefer(StrEnum):
    """Which objective comes right after ``lost``; the others keep the order of ``Vector``."""

    SOONEST = "soonest"
    FEWEST_VISITS = "fewest-visits"
    CHEAPEST = "cheapest"
    FEWEST_PAPERS = "fewest-papers"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Act(Record):
    """An action with its day: ``on`` counts on the longest waits, ``earliest`` on the shortest."""

    id: str
    on: date
    earliest: date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Choice(Record):
    """One plan of the front; ``actions`` by date, then id."""

    vector: Vector
    actions: tuple[Act, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cause(Record):
    """A milestone that cannot hold, why, and the actions that would give it (by id)."""

    milestone: str
    why: Why
    actions: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Front(Record):
    """All plans that no other beats, by vector; ``causes`` (by milestone) when there is none.

    ``proven`` is false when the budget of nodes ended before the search did.
    """

    proven: bool
    front: tuple[Choice, ...]
    causes: tuple[Cause, ...] = ()
