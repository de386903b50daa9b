"""Two sets of packs that share what they both say, so that what is worked out from it is worked out once."""

from __future__ import annotations

import attrs

from medcard.catalogue import AnyStatement, Catalogue
from medcard.model import Pack


def sharing(old: Catalogue, new: Catalogue) -> Catalogue:
    """The packs of ``new`` with the statements and milestones of ``old`` wherever they say the same.

    Where a statement stands and when its source was checked is no part of what it says.
    """
    before = {pack.region: pack for pack in old.packs}
    return Catalogue.of(_sharing(before.get(pack.region), pack) for pack in new.packs)


def _sharing(old: Pack | None, new: Pack) -> Pack:
    if old is None or old is new:
        return new
    said = {_said(statement): statement for statement in reversed(old.statements)}
    milestones = {milestone: milestone for milestone in old.milestones}
    return attrs.evolve(
        new,
        statements=tuple(said.get(_said(statement), statement) for statement in new.statements),
        milestones=tuple(milestones.get(milestone, milestone) for milestone in new.milestones),
    )


def _said(statement: AnyStatement) -> tuple[object, ...]:
    """What a statement says, of whom, since when, on whose word."""
    source = statement.source
    word = source.region, source.id, source.kind, source.stated_on
    return statement.field, statement.value, statement.about, statement.first, statement.until, statement.fixed, word
