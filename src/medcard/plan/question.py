"""The question as understood, the ways to choose among plans, and what is still worth asking."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.model import Text
from medcard.problem import Prefer
from medcard.record import Record


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
    data_version: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ask(Record):
    """A question whose answer can change the plan; ``options`` are (value, words), empty for open kinds."""

    fact: str
    text: Text
    kind: str
    options: tuple[tuple[str, Text], ...]
    found_by: str | None = None
