"""What comes out otherwise with other packs: field by field, the winners before and after."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from medcard.catalogue import AnyStatement, Rules
from medcard.model import Field
from medcard.record import Record
from medcard.review.winners import contest_at, contests, reading_order


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Change(Record):
    """One field at one level, with the statements that were used and those that are; each for its people, in order."""

    field: Field
    old: tuple[AnyStatement, ...]
    new: tuple[AnyStatement, ...]


def changes(old: Rules, new: Rules) -> Iterator[Change]:
    """Every field whose values, or for whom they are, differ between two sets of packs for one region, sorted.

    Only a changed source or place is no change. A channel is listed only where something is said of it.
    """
    fields = {contest.field for rules in (old, new) for contest in contests(rules)}
    for field in sorted(fields, key=reading_order):
        before, after = contest_at(old, field), contest_at(new, field)
        if before.outcome != after.outcome:
            yield Change(field=field, old=before.used, new=after.used)
