"""What looks wrong before the exceptions that packs accept are taken out."""

from __future__ import annotations

import attrs

from medcard.catalogue import AnyStatement
from medcard.faults import Fault
from medcard.people import People
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suspect(Record):
    """A fault, where it is, and the people who show it.

    ``where``: ``procedure``, ``procedure@channel``, with ``.field`` and ``.line`` where it is a field; for a scenario's
    goal ``scenario.milestone``. ``statement``: the one at fault, ``against``: the one that it stands against.
    ``scenario``: the only one in which it shows.
    """

    fault: Fault
    where: str
    people: People
    procedure: str | None = None
    scenario: str | None = None
    statement: AnyStatement | None = None
    against: AnyStatement | None = None
