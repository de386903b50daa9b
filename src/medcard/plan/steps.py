"""Steps, visits and dates of a plan.

Dates come in pairs: ``latest`` is what the plan counts on, ``earliest`` what happens if every wait is its
shortest. Money is whole fen. A value names its source by ``SourceRef.id`` or is marked ``assumed``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from medcard.model import OpenHours, Text
from medcard.plan.naming import Named
from medcard.plan.why import Why
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Span(Record):
    """A day that is known to lie between two."""

    earliest: date
    latest: date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Money(Record):
    """An interval of money in fen; ``assumed`` when no source of the chain states it."""

    least: int
    most: int
    assumed: bool = False
    source: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Requirement(Record):
    """What this person brings for one line of an act's papers.

    ``evidence`` is the paper to bring, ``alternatives`` what would do as well. ``prints``: the copies are prints of a
    photo. ``supplied``: ``person``, ``counter``
    (a form handed out there) or ``step`` (an earlier step gives it).
    """

    evidence: str
    name: Text
    original: bool
    copies: int
    line: str
    alternatives: tuple[Named, ...] = ()
    prints: bool = False
    supplied: str = "person"
    source: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WaitPart(Record):
    """One stretch of a wait: which stages it times, ``least``..``most`` of ``unit``, who says so."""

    stages: tuple[str, ...]
    least: int
    most: int
    unit: str
    assumed: bool
    source: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Result(Record):
    """A milestone that a step makes true, when, and after which waits."""

    milestone: str
    name: Text
    holds: Span
    waits: tuple[WaitPart, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Point(Record):
    """A real counter, branch or line where the step can be done.

    ``hours`` in words; ``open_hours`` says the same exactly, and is empty where the source is vague.
    """

    name: Text
    address: str | None
    phone: str | None
    hours: Text | None
    open_hours: tuple[OpenHours, ...]
    source: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Step(Record):
    """An act on a date. ``holds``: when its last result holds. ``parallel``: steps that can run meanwhile.

    ``needs``: the milestones without which it cannot be done; those that no step of the plan gives hold anyhow.
    ``opening_source`` says when the place of a visit is open; None without a visit or where the days are assumed.
    ``do_by``: the last day on which it can be done with the plan's finish, its urgent days and every deadline that it
    keeps unharmed, if the steps after it follow as soon as they can; steps of one visit slip together.
    ``slack_days``: how many days after ``on.latest`` that is; 0 for a critical step.
    """

    id: str
    procedure: str
    name: Text
    authority: str
    channel: str
    channel_name: Text
    actor: str
    place: str | None
    place_name: Text | None
    points: tuple[Point, ...]
    opening: str
    opening_source: str | None
    on: Span
    do_by: date
    slack_days: int
    holds: Span
    fee_fen: Money
    requirements: tuple[Requirement, ...]
    needs: tuple[str, ...]
    results: tuple[Result, ...]
    parallel: tuple[str, ...]
    note: Text | None
    note_source: str | None
    why: Why
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Carry(Record):
    """One paper of a carry list: originals do not add up, copies do."""

    evidence: str
    name: Text
    original: bool
    copies: int
    supplied: str
    prints: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Visit(Record):
    """All acts of one person at one place on one day, and what to carry."""

    place: str
    place_name: Text
    who: str
    on: Span
    steps: tuple[str, ...]
    carry: tuple[Carry, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Covered(Record):
    """A group of urgent milestones and the day on which the whole group holds."""

    milestones: tuple[str, ...]
    name: Text
    earliest: date
    latest: date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AlternativeStep(Record):
    """One act of another plan."""

    id: str
    name: Text
    on: Span


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PlanDeadline(Record):
    """A deadline: kept or missed by this plan, what is lost if missed.

    ``by`` is the last day. ``latest_start`` is the last day on which one could start and still keep it, by this plan
    or another; None where it is missed anyhow. ``at_risk``: the plan misses it, but keeps it if every wait is its
    shortest. ``bet``: the steps of another plan that does so where this one does not even then.
    """

    id: str
    milestones: tuple[str, ...]
    by: date
    kept: bool
    at_risk: bool = False
    lost: Text
    latest_start: date | None
    bet: tuple[AlternativeStep, ...] = ()
    source: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Term(Record):
    """A deadline that runs from a milestone of the plan (``of``): ``milestones`` are due on ``by`` by way of ``step``.

    ``since`` is the earliest day on which ``of`` holds, so that the term is never shown too long; the term ends
    ``count`` of ``unit`` later.
    """

    step: str
    of: str
    since: date
    count: int
    unit: str
    milestones: tuple[str, ...]
    by: date
    kept: bool
    lost: Text
    source: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WorkingDays(Record):
    """The days that waits counted in working days count, from the question's ``on`` to ``last``.

    A day is one if its ISO weekday is in ``weekdays`` and it is not in ``minus``, or if it is in ``plus``. What lies
    after ``known_until`` is not announced yet, so it is assumed.
    """

    weekdays: tuple[int, ...]
    minus: tuple[date, ...]
    plus: tuple[date, ...]
    last: date
    known_until: date

    def is_open(self, day: date) -> bool:
        """Whether ``day`` counts; it lies between the question's ``on`` and ``last``.

        >>> week = WorkingDays(
        ...     weekdays=(1, 2, 3, 4, 5), minus=(), plus=(date(2026, 10, 10),),
        ...     last=date(2026, 10, 11), known_until=date(2026, 12, 31),
        ... )
        >>> week.is_open(date(2026, 10, 10)), week.is_open(date(2026, 10, 11))
        (True, False)
        """
        return day in self.plus or (day.isoweekday() in self.weekdays and day not in self.minus)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Timeline(Record):
    """When what is urgent is covered and when all is done, and the working days until then and to every deadline.

    ``critical``: the steps that cannot slip by a day, in order. ``slack_days``: by how many days one could start
    later and still finish as soon, cover what is urgent as soon and keep the same deadlines. ``latest_start``: the
    last day of start that still keeps every deadline kept now, all at once; None if the plan keeps none.
    """

    covered: tuple[Covered, ...]
    finish: Span
    deadlines: tuple[PlanDeadline, ...]
    working: WorkingDays
    terms: tuple[Term, ...] = ()
    critical: tuple[str, ...] = ()
    slack_days: int = 0
    latest_start: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cost(Record):
    """What a plan costs, in the order of its objectives."""

    lost: int
    covered: tuple[date, ...]
    finish: date
    visits: int
    fee: int
    materials: int


def carried(requirements: Iterable[Requirement]) -> tuple[Carry, ...]:
    """One carry list out of many requirements, by paper: originals once, copies added up."""
    found: dict[str, Carry] = {}
    for requirement in requirements:
        before = found.get(requirement.evidence)
        found[requirement.evidence] = Carry(
            evidence=requirement.evidence,
            name=requirement.name,
            original=requirement.original or (before is not None and before.original),
            copies=requirement.copies + (before.copies if before else 0),
            supplied=before.supplied if before else requirement.supplied,
            prints=requirement.prints,
        )
    return tuple(found[key] for key in sorted(found))
