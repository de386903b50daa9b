"""A case under way as the planning problem sees it: what has been reached, what is done, what was left to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from medcard.problem import Initial
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Begun(Record):
    """What happened before the day of planning, ``since`` the day of the first plan; None for a question that is new.

    ``reached``: the milestones that done acts have given or are to give, with their days, perhaps long past.
    ``done``: acts (``procedure@channel``) that were accepted; nothing that they did is done again. ``closed``: acts
    that were tried and cannot be done. ``former``: what the former plan still had to do, each act with its day; it is
    kept where nothing better exists. ``visited``: who was where on the day of planning; going there again that day is
    the same visit.
    """

    since: date | None = None
    reached: tuple[Initial, ...] = ()
    done: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    former: tuple[tuple[str, date], ...] = ()
    visited: tuple[tuple[str, str], ...] = ()

    def initial(self, found: Iterable[Initial], start: date) -> tuple[Initial, ...]:
        """``found`` with what has been reached since, by milestone; what holds from the start stays as it is."""
        known = {each.milestone: each for each in found}
        for each in self.reached:
            before = known.get(each.milestone)
            if before is None or _latest(each, start) < _latest(before, start):
                known[each.milestone] = each
        return tuple(known[milestone] for milestone in sorted(known))


def _latest(initial: Initial, start: date) -> date:
    return start if initial.latest is None else max(start, initial.latest)


FRESH = Begun()
"""Nothing has happened yet."""
