"""The words of the packs: sources, statements, and the values that statements give to fields.

A *statement* gives one field one value for those whom its ``about`` describes, while in force, as one source says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

import attrs

from medcard.conditions import ALWAYS, Condition
from medcard.facts import Fact
from medcard.faults import Accepted
from medcard.record import Record
from medcard.source import Source as Source
from medcard.source import SourceKind as SourceKind
from medcard.values import (
    NO_PAPER as NO_PAPER,
)
from medcard.values import (
    Alternative as Alternative,
)
from medcard.values import (
    Copies as Copies,
)
from medcard.values import (
    DeadlineRule as DeadlineRule,
)
from medcard.values import (
    Event as Event,
)
from medcard.values import (
    Fee as Fee,
)
from medcard.values import (
    Give as Give,
)
from medcard.values import (
    Hours as Hours,
)
from medcard.values import (
    Lead as Lead,
)
from medcard.values import (
    Need as Need,
)
from medcard.values import (
    OpenHours as OpenHours,
)
from medcard.values import (
    Opening as Opening,
)
from medcard.values import (
    Special as Special,
)
from medcard.values import (
    Stretch as Stretch,
)
from medcard.values import (
    Text as Text,
)
from medcard.values import (
    Wait as Wait,
)
from medcard.values import (
    Window as Window,
)
from medcard.values import (
    Yearly as Yearly,
)
from medcard.values import (
    members as members,
)

NATION = "000000"

Marks = Mapping[tuple[str, str], tuple[int, int]]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Origin(Record):
    """Where a statement stands: the region of its pack, the file's name and the line, from 1."""

    region: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class FieldName(StrEnum):
    """The fields that statements are about; with the lines of ``requirements``, ``who`` and ``wait``."""

    CHANNEL = "channel"
    ONLY_IF = "only-if"
    NEEDS = "needs"
    GIVES = "gives"
    AT = "at"
    OPEN = "open"
    FEE = "fee"
    DEADLINE = "deadline"
    WINDOWS = "windows"
    NOTE = "note"
    WHO = "who"
    REQUIREMENTS = "requirements"
    WAIT = "wait"
    ONE_OF = "one-of"
    ASSUMED = "assumed"


@attrs.frozen(order=True)
class Field:
    """What a statement is about: a field of ``owner``, or a ``line`` of it; ``channel`` None: for all channels."""

    owner: str
    name: FieldName
    channel: str | None = None
    line: str | None = None

    def __str__(self) -> str:
        """``card-reissue@window.wait.review+making``."""
        owner = self.owner if self.channel is None else f"{self.owner}@{self.channel}"
        if self.name is FieldName.CHANNEL:
            return owner
        return f"{owner}.{self.name}" if self.line is None else f"{owner}.{self.name}.{self.line}"


Value = TypeVar("Value", covariant=True)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Statement(Record, Generic[Value]):
    """One field's value on the word of one source.

    ``about``: whom it is about. ``first``/``until``: in force, both inclusive; None is open. ``fixed``:
    national law that regions may not change.
    """

    field: Field
    value: Value | Special
    source: Source
    origin: Origin
    about: Condition = ALWAYS
    first: date | None = None
    until: date | None = None
    fixed: bool = False

    def in_force(self, as_of: date) -> bool:
        """Whether the statement holds on ``as_of``."""
        return (self.first is None or self.first <= as_of) and (self.until is None or as_of <= self.until)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ServicePoint(Record):
    """One real counter, bank branch or line: name, address, phone, hours, and who says so."""

    name: Text
    address: str | None = None
    phone: str | None = None
    hours: Hours | None = None
    url: str | None = None
    source: Source
    origin: Origin


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Place(Record):
    """Where acts share a visit; ``points`` are interchangeable for planning."""

    id: str
    name: Text | None = None
    same_as: str | None = None
    points: tuple[ServicePoint, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contact(Record):
    """Whom to ask: the authority's line."""

    authority: str
    name: Text
    phone: str
    source: Source


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Paper(Record):
    """One paper, or a group of them (whose alternatives are statements).

    ``comes_with``: the milestone that produces it; ``from_counter``: a form handed out on the spot.
    """

    id: str
    name: Text | None = None
    comes_with: str | None = None
    from_counter: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChannelName(Record):
    """The words for a channel of a procedure; the channel itself is a statement."""

    id: str
    name: Text | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Procedure(Record):
    """The declaration of a procedure: names, authority, what a package joins; all else is statements."""

    id: str
    name: Text | None = None
    authority: str | None = None
    joins: tuple[str, ...] = ()
    channels: tuple[ChannelName, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Running(Record):
    """A case under way: the milestone holds after the wait of ``like``, counted from the date ``since``."""

    when: Condition
    since: str
    like: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Milestone(Record):
    """What a procedure makes true; ``holds`` says by which facts it is true already."""

    id: str
    name: Text
    holds: Condition | None = None
    running: Running | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ScenarioRule(Record):
    """A situation as data: what it says itself, what is wanted, what is urgent, which facts belong to it.

    ``typical`` replaces the vocabulary's typical values where this situation makes others likely.
    """

    id: str
    name: Text
    facts: tuple[tuple[str, str], ...] = ()
    typical: tuple[tuple[str, str], ...] = ()
    goal: tuple[Need, ...] = ()
    urgent: tuple[tuple[Need, ...], ...] = ()
    needed: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DayOff(Record):
    """A day that a region closes or opens beside the national calendar."""

    on: date
    name: Text | None
    source: Source


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pack(Record):
    """What one region states: declarations and statements, in the order of the file.

    ``marks``: section and id → line and column where the entry begins, for what is said about it.
    """

    region: str
    file: str
    checked_on: date
    replaces: str | None = None
    sources: tuple[Source, ...] = ()
    asks: tuple[Fact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    closed: tuple[DayOff, ...] = ()
    opened: tuple[DayOff, ...] = ()
    places: tuple[Place, ...] = ()
    papers: tuple[Paper, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    scenarios: tuple[ScenarioRule, ...] = ()
    assumes: tuple[Accepted, ...] = ()
    statements: tuple[Statement[object], ...] = ()
    marks: Marks = attrs.field(factory=dict[tuple[str, str], tuple[int, int]], eq=False, repr=False)

    def place_of(self, section: str, id_: str) -> tuple[int, int]:
        """Line and column of an entry, ``("sources", "some-page")``; the first ones where there is none."""
        return self.marks.get((section, id_), (1, 1))
