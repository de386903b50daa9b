"""An explanation as plain frozen values: reasons in reading order, each with the facts and rules that it rests on."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.model import Text
from medcard.plan import AlternativePlan, Rule, SourceRef
from medcard.record import Record

SCHEMA = "medcard/explanation/1"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FactUsed(Record):
    """A fact on which a rule turned.

    ``how``: ``told`` (also by the scenario), ``assumed``, or ``any`` where no answer changes the plan; then there is
    no ``value``.
    """

    fact: str
    value: str | None
    how: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stretch(Record):
    """One stretch of a wait as it is counted: after ``first``, up to and with ``last``.

    In working days neither ``weekend`` nor ``closed`` days count; ``extra`` are weekend days that do. In other units
    these are empty, and ``due`` is the day on which the term ends where that is no working day, so that it is put off.
    """

    first: date
    last: date
    weekend: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    due: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reason(Record):
    """One reason.

    ``kind`` says what it explains: ``goal``, ``needed``, ``way``, ``who``, ``first``, ``place``, ``day``, ``wait``,
    ``fee``, ``paper``, ``deadline``, ``note`` of what is in the plan; ``condition``, ``ended``, ``missing``, ``worse``,
    ``equal``, ``fix``, ``hopeless``, ``idle`` of what is not. ``steps``: ids of the plan's steps. ``stretches``: how a
    wait is counted, one after the other.
    """

    kind: str
    text: Text
    facts: tuple[FactUsed, ...] = ()
    rules: tuple[Rule, ...] = ()
    steps: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Explanation(Record):
    """Why something of an answer is as it is, or why it is not there.

    ``what``: the id asked about; ``kind``: ``step``, ``paper``, ``date``, ``fee``, ``channel``, ``procedure`` or
    ``alternative``. ``instead``: the plan that is compared: the best that uses a channel, or an alternative.
    """

    what: str
    kind: str
    title: Text
    reasons: tuple[Reason, ...]
    instead: AlternativePlan | None = None
    sources: tuple[SourceRef, ...] = ()
