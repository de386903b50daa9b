"""The question as understood, the ways to choose among plans, and what is still worth asking."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from medcard.model import Text
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
class Named(Record):
    """The id of a step or a paper, with its words."""

    id: str
    name: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RegionRef(Record):
    """The region asked about: its chain of (code, name) from the nation down; ``packs`` are those that speak."""

    code: str
    name: str
    chain: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Question(Record):
    """The question as understood.

    ``facts``: what was given or follows from the scenario, by name, birth dates as ages. ``skipped``: facts for
    which the typical value is taken. ``assume``: whether typical values may stand in for all that is unknown.
    ``aspects``: what of the plan counts when it is asked which unknown facts matter, in the order of ``Aspect``.
    """

    region: RegionRef
    scenario: str
    scenario_name: Text
    on: date
    as_of: date
    prefer: Prefer
    facts: tuple[tuple[str, str], ...]
    skipped: tuple[str, ...] = ()
    assume: bool = False
    aspects: tuple[Aspect, ...] = tuple(Aspect)
    data_version: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ask(Record):
    """A question whose answer can change the plan; ``options`` are (value, words), empty for open kinds."""

    fact: str
    text: Text
    kind: str
    options: tuple[tuple[str, Text], ...]
    found_by: str | None = None
