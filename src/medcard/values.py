"""The values that statements give to fields: waits, fees, papers, openings, deadlines, texts."""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum
from typing import TypeVar, cast

import attrs

from medcard.conditions import ALWAYS, Condition
from medcard.problem import Unit
from medcard.record import Record


@attrs.frozen(eq=False, repr=False)
class Text(Record):
    """Words for people: Chinese always, English where there is some (else Chinese stands in)."""

    zh: str
    en: str | None = None

    def get(self, lang: str) -> str:
        """The words in ``zh`` or ``en``."""
        return self.en if lang == "en" and self.en is not None else self.zh


class Special(Enum):
    """What a statement may say instead of a value."""

    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    COMPLETE = "complete"


Member = TypeVar("Member")


def members(value: object, kind: type[Member]) -> tuple[Member, ...]:
    """The members of ``kind`` of a value that is a tuple; none where it is something else (unknown, withdrawn)."""
    if not isinstance(value, tuple):
        return ()
    return tuple(each for each in cast("tuple[object, ...]", value) if isinstance(each, kind))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Need(Record):
    """A milestone that must hold, or the goal of a scenario; asked for only when the condition holds."""

    milestone: str
    when: Condition = ALWAYS


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Give(Record):
    """A milestone that an act makes true once ``stages`` have passed, in their order."""

    milestone: str
    stages: tuple[str, ...] = ()
    when: Condition = ALWAYS


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Wait(Record):
    """How long: ``least``..``most`` of ``unit``; ``most`` None: no upper end is stated.

    ``from_next_month``: the clock starts on the first day of the month after the act.
    """

    least: int
    most: int | None
    unit: Unit
    from_next_month: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fee(Record):
    """An interval of money, in fen."""

    least: int
    most: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Alternative(Record):
    """One paper of a group, for the people whom ``when`` describes; groups may stand inside groups."""

    paper: str
    when: Condition = ALWAYS


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Copies(Record):
    """How a paper is asked for: the original, so many copies, a form to fill in; and when.

    ``one_of`` replaces the alternatives of the paper's own group where not empty. ``from_person``: the person
    hands it over although somebody else acts. ``prints``: the copies are prints of a photo.
    """

    original: bool
    copies: int
    when: Condition = ALWAYS
    one_of: tuple[Alternative, ...] = ()
    from_person: bool = False
    prints: bool = False


NO_PAPER = Copies(original=False, copies=0)


class Event(StrEnum):
    """What a deadline runs from, beside milestones and dates."""

    BIRTH = "birth"
    HIRED = "hired"
    APPLIED = "applied"
    EXPIRES = "expires"

    @property
    def fact(self) -> str:
        """The fact that tells its day."""
        return "birth-date" if self is Event.BIRTH else f"{self.value}-on"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Yearly(Record):
    """A day of every year; 29 February is the 28th where the year has none."""

    month: int
    day: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DeadlineRule(Record):
    """``count`` of ``unit`` after an event, a date, a day of the year or a milestone, and what is lost after it."""

    count: int
    unit: Unit
    of: Event | date | Yearly | str
    milestones: tuple[str, ...]
    lost: Text

    @property
    def milestone(self) -> str | None:
        """The milestone that it runs from; None where it runs from an event or a day."""
        return None if isinstance(self.of, Event | date | Yearly) else self.of


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Window(Record):
    """A yearly stretch, both ends inclusive, as (month, day); it may run over the end of the year."""

    first: tuple[int, int]
    last: tuple[int, int]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lead(Record):
    """All days from ``count`` of ``unit`` before an event on."""

    count: int
    unit: Unit
    of: Event


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Opening(Record):
    """On which days a place is open: a named calendar, or ISO weekdays (closed on public holidays).

    ``season``: these days count only between two dates of the year, else ``otherwise``.
    """

    name: str | None = None
    weekdays: tuple[int, ...] = ()
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    otherwise: Opening | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stretch(Record):
    """From one time of the clock to another, ``08:30`` to ``12:00``; ``24:00`` is the end of the day."""

    opens: str
    closes: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OpenHours(Record):
    """When a place is open on some days.

    ``days``: ``working`` or ``daily``, or days of the week, ``mon`` to ``sun``; empty where the source names none: all
    on which the place is open. ``season``: only between two days of the year, both inclusive, ``07-15..09-30``, and
    then instead of what is said of these days without a season. ``note``: a condition in words, such as an appointment.
    """

    days: tuple[str, ...]
    times: tuple[Stretch, ...]
    season: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Hours(Record):
    """When a place is open, in words; ``rules`` say the same exactly, and are none where the source is vague."""

    words: Text
    rules: tuple[OpenHours, ...] = ()
