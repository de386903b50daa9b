"""Why a step is there: what it is for, and the rules that it rests on."""

from __future__ import annotations

import attrs

from medcard.model import Text
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rule(Record):
    """One statement that a step rests on: what it says, about whom, on whose word, and where it stands.

    ``field``: what it speaks of, ``channel``, ``only-if``, ``who.ACTOR``, ``needs``, ``gives``, ``at``, ``open``,
    ``windows``, ``fee``, ``wait.STAGES``, ``assumed``, ``requirements.LINE``, ``one-of.GROUP``, ``deadline`` or
    ``note``. ``about``: for whom it holds, None for everybody. ``facts``: those that ``about`` and a condition in
    ``value`` read. ``imposer``: as of a ``RejectedCause``. ``origin``: file and line of the pack of ``region``.
    """

    field: str
    value: Text
    about: Text | None
    facts: tuple[str, ...]
    imposer: str
    region: str
    origin: str
    source: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Why(Record):
    """Why a step is there and is as it is.

    The milestones it is needed for, the goals among them, the steps that wait for it; and the rules it rests on.
    """

    milestones: tuple[str, ...]
    goals: tuple[str, ...]
    steps: tuple[str, ...]
    text: Text
    rules: tuple[Rule, ...]
