"""A case under way: what has been done of a plan, what came of it, and what the next plan changes."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.model import Text
from medcard.plan.naming import Named
from medcard.plan.reasons import Contact
from medcard.plan.steps import AlternativeStep, Span, WaitPart
from medcard.progress import Report
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reached(Record):
    """A milestone that a done step has given or is to give.

    ``promised``: when, by the waits from the day of acceptance. ``holds``: when it is reckoned with now; later than
    promised for a result that is late, one day for one that is known to have come.
    """

    milestone: str
    name: Text
    promised: Span
    holds: Span
    waits: tuple[WaitPart, ...]
    came: bool = False

    @property
    def late(self) -> bool:
        """Whether it is overdue and has not come."""
        return not self.came and self.holds.earliest > self.promised.latest


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Done(Record):
    """A step that was accepted on a day, where and by whom, and what it has given."""

    step: str
    name: Text
    actor: str
    place: str | None
    on: date
    needs: tuple[str, ...]
    results: tuple[Reached, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Record):
    """What a question goes on from: what is done, what was reported last, and the former plan.

    ``began``: the day of the first plan. ``closed``: steps that cannot be done where they were tried. ``reports``:
    what came in since the former plan, dated, by day. ``former``: the steps of that plan, ``finish`` the day on which
    it was to be done. ``replans``: how many times it has been planned anew, this time with it.
    """

    began: date
    done: tuple[Done, ...]
    closed: tuple[str, ...]
    reports: tuple[Report, ...]
    former: tuple[AlternativeStep, ...]
    finish: Span
    replans: int = 1


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StepChange(Record):
    """What became of one step: ``done``, ``kept``, ``moved``, ``added`` or ``dropped``, from when to when, and why.

    A step is kept if the plan counts on the same day (``latest``) as before.
    """

    id: str
    name: Text
    change: str
    before: Span | None
    now: Span | None
    why: Text | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ToBring(Record):
    """Papers for whose lack a step was refused; ``listed`` are those that the step is known to ask for."""

    step: str
    name: Text
    papers: tuple[Named, ...]
    listed: tuple[str, ...]
    text: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Overdue(Record):
    """A result that has not come on the promised day: by how many days, whom to call, what the promise rests on.

    ``sources`` are ids of the plan's sources, none where the time was only assumed.
    """

    step: str
    name: Text
    milestone: str
    promised: date
    days: int
    call: Contact | None
    sources: tuple[str, ...]
    text: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Changes(Record):
    """A plan against the former one: its steps first in the new order, then those that are gone.

    ``finish_days``: by how many days the plan is done later (or, negative, sooner) than the former one.
    """

    steps: tuple[StepChange, ...]
    to_bring: tuple[ToBring, ...]
    overdue: tuple[Overdue, ...]
    finish_days: int
