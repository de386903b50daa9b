"""What grounding makes: acts with every value chosen and its statement kept, rejections, the problem."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from medcard.choosing import Chosen
from medcard.conditions import Condition
from medcard.model import Copies, DeadlineRule, Fee, Opening, Origin, Place, Source, Text, Wait
from medcard.problem import Action, Problem, Span
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StageWait(Record):
    """The wait of one or several stages in a row; ``assumed`` when no statement gives it, or none its end."""

    stages: tuple[str, ...]
    spans: tuple[Span, ...]
    chosen: Chosen[Wait]
    assumed: bool


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Given(Record):
    """A milestone that an act gives, with the waits before it holds, in order."""

    milestone: str
    waits: tuple[StageWait, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Demand(Record):
    """One paper that this person is asked for.

    ``alternatives``: papers in order of preference; ``counted``: those that the person must bring (no forms
    from the counter, nothing that an earlier step hands out).
    """

    line: str
    alternatives: tuple[str, ...]
    counted: tuple[str, ...]
    chosen: Chosen[Copies]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Terms(Record):
    """Where, when and for how much one actor can do an act, and what it gives; ``action`` is without its papers."""

    place: Place
    opening_chosen: Chosen[Opening]
    fee: Fee
    fee_chosen: Chosen[Fee]
    gives: tuple[Given, ...]
    used: tuple[Chosen[object], ...]
    action: Action


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GroundedAct(Record):
    """One act that this person can use, with everything that a step shows."""

    procedure: str
    channel: str
    place: Place
    opening_chosen: Chosen[Opening]
    fee: Fee
    fee_chosen: Chosen[Fee]
    demands: tuple[Demand, ...]
    gives: tuple[Given, ...]
    deadline: Chosen[DeadlineRule]
    note: Chosen[Text]
    used: tuple[Chosen[object], ...]
    action: Action

    @property
    def id(self) -> str:
        """``procedure@channel``."""
        return self.action.id

    @property
    def actor(self) -> str:
        """Who does it."""
        return self.action.who

    @property
    def visit(self) -> bool:
        """Whether it costs the person a visit."""
        return self.action.place is not None

    @property
    def needs(self) -> tuple[str, ...]:
        """The milestones that must hold before."""
        return self.action.needs


class Reason(StrEnum):
    """Why a channel is not in the plan."""

    CONDITION = "condition"
    WITHDRAWN = "withdrawn"
    NOT_STATED = "not-stated"
    DOMINATED = "dominated"
    DONE = "done"
    TURNED_AWAY = "turned-away"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cause(Record):
    """What stands against a channel, and who imposed it: a statement, or else the person's facts."""

    condition: Condition | None
    text: Text
    source: Source | None = None
    origin: Origin | None = None
    region: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rejected(Record):
    """A channel that this person cannot use."""

    procedure: str
    channel: str
    reason: Reason
    causes: tuple[Cause, ...]

    @property
    def id(self) -> str:
        """``procedure@channel``."""
        return f"{self.procedure}@{self.channel}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GroundedDeadline(Record):
    """A deadline with a date: which milestones must hold by when, and what is lost otherwise."""

    id: str
    milestones: tuple[str, ...]
    by: date
    lost: Text
    chosen: Chosen[DeadlineRule] | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Grounding(Record):
    """One person's problem and all that explains it.

    ``open``: unknown facts that were read, in order of reading; the rest is final only when it is empty.
    ``read``: every fact that was looked at, sorted.
    ``undated``: date facts without which a deadline or a running case cannot be dated.
    """

    problem: Problem
    acts: tuple[GroundedAct, ...]
    rejected: tuple[Rejected, ...]
    deadlines: tuple[GroundedDeadline, ...]
    options: tuple[GroundedAct, ...]
    open: tuple[str, ...]
    read: tuple[str, ...]
    undated: tuple[str, ...]
