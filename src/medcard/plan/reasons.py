"""What stands beside the steps: alternatives, rejections, assumptions, disputes, cautions, sources."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.model import Text
from medcard.plan.steps import AlternativeStep, Cost
from medcard.problem import Prefer
from medcard.record import Record
from medcard.source import Doubt


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Caution(Record):
    """Something to heed; ``code`` is stable, ``step`` the step it belongs to or None."""

    code: str
    text: Text
    step: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Compared(Record):
    """An alternative against the chosen plan; negative numbers are gains of the alternative."""

    finish_days: int
    covered_days: tuple[int, ...]
    visits: int
    fee_fen: int
    materials: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AlternativePlan(Record):
    """Another plan of the front, the choice of ``prefer``, with what it gains and costs."""

    prefer: tuple[Prefer, ...]
    vector: Cost
    steps: tuple[AlternativeStep, ...]
    compared: Compared


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RejectedCause(Record):
    """What stood against a channel, in words, and who imposed it.

    ``imposed_by``: a region's code (its pack said so), ``facts`` (what the person told), ``data`` (nothing is known)
    or ``plan`` (another way is better). ``imposer``: on whose word a region's pack said so: ``law``, ``ministry``,
    ``region``, ``bank``, or ``data`` for our own assumption; else as ``imposed_by``. ``facts``: what it turns on.
    """

    condition: Text
    facts: tuple[str, ...] = ()
    imposed_by: str
    imposer: str
    source: str | None = None
    origin: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FixChange(Record):
    """One fact that would have to have another value.

    ``by``: ``choice`` (somebody can see to it), ``act`` (an act brings it, ``procedure`` if only one does), ``time``,
    or ``nobody`` (it cannot be changed).
    """

    fact: str
    value: str
    by: str
    procedure: str | None
    text: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fix(Record):
    """The smallest change of facts that would open a channel, or a way where there is no plan.

    No change of fewer facts does. Of those of one size first what can be done, then what takes time, then what nobody
    can change; then by the order of the vocabulary and the nearest number.
    """

    changes: tuple[FixChange, ...]
    text: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RejectedChannel(Record):
    """A channel that is not in the plan: not available, or available and worse. ``name`` tells the procedure too.

    ``reason``: ``condition``, ``withdrawn``, ``not-stated`` or ``dominated``. What is not available has the nearest
    ``fix``, or ``hopeless`` says why there is none.
    """

    id: str
    procedure: str
    channel: str
    name: Text
    channel_name: Text
    reason: str
    causes: tuple[RejectedCause, ...]
    fix: Fix | None = None
    hopeless: Text | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Option(Record):
    """Worth knowing though no plan needs it."""

    id: str
    procedure: str
    name: Text
    channel: str
    channel_name: Text
    note: Text | None
    note_source: str | None
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assumption(Record):
    """Something that no source and nobody said: a fact, or a value that the place does not publish.

    ``kind``: ``fact``, ``wait``, ``fee``, ``hours``, ``calendar`` or ``date``; ``what`` names the fact or the step.
    """

    kind: str
    what: str
    value: str
    text: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Said(Record):
    """One side of a dispute: the value in words, and who says it."""

    value: Text
    source: str
    origin: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Dispute(Record):
    """Two sources that differ on a value of this plan, and which was used."""

    what: Text
    field: str
    step: str
    used: Said
    others: tuple[Said, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SourceRef(Record):
    """A source as a plan shows it; ``region`` is the one whose pack says so.

    ``stated_on`` is the date as the source gives it (a year, a month or a day), ``age_years`` the whole years from its
    first day to the question's ``as_of``. ``unconfirmed``: why what it says is not confirmed then, so that one should
    ask before relying on it; empty for what may be relied on. It marks every value that names this source.
    """

    id: str
    region: str
    title: str
    kind: str
    via: str | None
    publisher: str | None
    stated_on: str | None
    age_years: int | None
    checked_on: date
    url: str | None
    number: str | None
    unconfirmed: tuple[Doubt, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contact(Record):
    """Whom to ask about what an authority does: the nearest line that a pack of the chain tells."""

    authority: str
    name: Text
    phone: str
    source: str
