"""The question as understood, the ways to choose among plans, and what is still worth asking."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from medcard.model import Text
from medcard.plan.case import Case
from medcard.plan.naming import Named
from medcard.problem import Prefer
from medcard.record import Record


class Aspect(StrEnum):
    """What of a plan may count when a question is judged by whether its answer changes the plan."""

    STEPS = "steps"
    CHANNELS = "channels"
    DATES = "dates"
    PAPERS = "papers"
    FEE = "fee"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RegionRef(Record):
    """The region asked about: its chain of (code, name) from the nation down; ``packs`` are those that speak."""

    code: str
    name: str
    chain: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]

    @property
    def issues_cards(self) -> bool:
        """Whether the card is issued there: not in Taiwan, Hong Kong and Macau.

        Their people get it in the mainland where they work, study or live (Order 41 of 2019, art. 2).
        """
        return self.code[:2] not in ("71", "81", "82")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Question(Record):
    """The question as understood.

    ``facts``: what was given or follows from the scenario, by name, birth dates as ages; ``local``: those of them that
    only the region's packs know, as clauses. ``skipped``: facts for
    which the typical value is taken. ``assume``: whether typical values may stand in for all that is unknown.
    ``aspects``: what of the plan counts when it is asked which unknown facts matter, in the order of ``Aspect``.
    ``case``: what has been done since a first plan, None for a question that is new.
    """

    region: RegionRef
    scenario: str
    scenario_name: Text
    on: date
    as_of: date
    prefer: Prefer
    facts: tuple[tuple[str, str], ...]
    local: tuple[Named, ...] = ()
    skipped: tuple[str, ...] = ()
    assume: bool = False
    aspects: tuple[Aspect, ...] = tuple(Aspect)
    data_version: str
    case: Case | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Hanging(Record):
    """What hangs on one answer, over all that is still open beside it.

    ``plans``: how many different plans (or reasons why there is none) are then left. ``first``..``last``: the days on
    which they are done, None where there is no plan. ``steps``, ``papers``: what all of them have, and not every plan
    has anyhow; nothing where there are too many completions to look at all: the other numbers are then of those that
    were looked at. For an age, ``value`` is the first of a class of ages that rules treat alike.
    """

    value: str
    name: Text
    plans: int
    first: date | None
    last: date | None
    steps: tuple[Named, ...] = ()
    papers: tuple[Named, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ask(Record):
    """A question whose answer can change the plan; ``options`` are (value, words), empty for open kinds.

    ``why``: what of the plan its answer changes. ``hanging``: what hangs on each answer, in the order of the values.
    Both are there only while the question is open, not for what a plan was made with.
    """

    fact: str
    text: Text
    kind: str
    options: tuple[tuple[str, Text], ...]
    found_by: str | None = None
    why: Text | None = None
    hanging: tuple[Hanging, ...] = ()
