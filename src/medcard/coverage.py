"""What each region says itself about each scenario, how new that is, and on how much the texts disagree.

Counted from the statements alone, for nobody in particular: what a plan can use, not what one plan uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

import attrs

from medcard.catalogue import AnyStatement, Catalogue, Rules
from medcard.choosing import STRONG
from medcard.conditions import ALWAYS, Condition
from medcard.errors import TooTangled
from medcard.facts import Choice, Fact
from medcard.model import FieldName, Pack, Source, SourceKind, Special, Text
from medcard.packs.conditions import vocabulary
from medcard.people import Population
from medcard.record import Record
from medcard.regions import Region
from medcard.review.usable import Usable

Key = tuple[str, FieldName, str | None]
"""Owner, field and line, whatever the channel."""


class Standing(Choice):
    """Whose word answers a scenario in a region."""

    OFFICIAL = "official", "当地官方", "own, official"
    OTHER = "other", "当地其他", "own, other"
    INHERITED = "inherited", "沿用上级", "inherited"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cell(Record):
    """One scenario in one region.

    ``standing``: official if any of the region's own statements comes from a law, a ministry or an authority (for a
    bank's acts also from a bank). ``statements``: how many the region's own pack has that a plan can use, places of
    service included. ``newest``: the latest date that one of these bears; None where there is none or all are undated.
    ``disputes``: the fields on which usable statements of the chain with different values hold for somebody.
    """

    scenario: str
    standing: Standing
    statements: int
    newest: date | None
    disputes: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Record):
    """One region: its cells in the order of the nation's scenarios, and the same over all of them together."""

    region: Region
    own: bool
    cells: tuple[Cell, ...]
    whole: Cell

    def count(self, standing: Standing) -> int:
        """How many scenarios stand so."""
        return sum(cell.standing is standing for cell in self.cells)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Said(Record):
    """One own statement or place of service: who says it, and whether that is official."""

    source: Source
    official: bool


class Survey:
    """Looks at regions of one catalogue, by the rules in force on one day; what chains share is looked at once."""

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self.on = on
        self.packs: Mapping[str, tuple[Pack, ...]] = _by_region(catalogue.packs)
        self.facts: Mapping[str, Fact] = {**vocabulary(), **{ask.name: ask for ask in catalogue.asks}}
        self.scenarios: Mapping[str, Text] = {
            each.id: each.name for pack in reversed(catalogue.packs) for each in pack.scenarios
        }
        self._disputed: dict[tuple[int, ...], bool] = {}
        self._meeting: dict[tuple[int, int], bool] = {}

    def of(self, region: Region) -> Coverage:
        """What one region says; one without a pack inherits everything."""
        chain = [pack for each in region.chain for pack in self.packs.get(each.code, ())]
        own = self.packs.get(region.code, ())
        authorities = _authorities(chain)
        disputes, said, things = self._disputes(chain), self._own(own, authorities), _things(chain, authorities)
        usable = Usable(chain, self.on)
        owners = {
            scenario.id: frozenset(thing for each in usable.by(scenario) for thing in things.get(each, ()))
            for pack in chain
            for scenario in pack.scenarios
        }
        order = [scenario for scenario in self.scenarios if scenario in owners]
        return Coverage(
            region=region,
            own=bool(own),
            cells=tuple(_cell(scenario, owners[scenario], said, disputes) for scenario in order),
            whole=_cell("", frozenset[str]().union(*owners.values()), said, disputes),
        )

    def _own(self, packs: Sequence[Pack], authorities: Mapping[str, str]) -> Mapping[str, list[_Said]]:
        """Owner → what the packs say of it, less what was looked for in vain."""
        found: dict[str, list[_Said]] = defaultdict(list)
        for pack in packs:
            for each in pack.statements:
                if each.in_force(self.on) and each.value is not Special.UNKNOWN:
                    banks = authorities.get(each.field.owner) == "bank"
                    found[each.field.owner].append(_said(each.source, banks=banks))
            for place in pack.places:
                found[place.id] += [_said(point.source, banks=False) for point in place.points]
        return found

    def _disputes(self, chain: Sequence[Pack]) -> Sequence[Key]:
        """The fields on which two statements of a chain differ and both hold for somebody."""
        grouped: dict[Key, list[AnyStatement]] = defaultdict(list)
        for pack in chain:
            for each in pack.statements:
                if _competes(each) and each.in_force(self.on):
                    grouped[each.field.owner, each.field.name, each.field.line].append(each)
        return [key for key, group in grouped.items() if len(group) > 1 and self._is_disputed(group)]

    def _is_disputed(self, group: Sequence[AnyStatement]) -> bool:
        key = tuple(map(id, group))
        if key not in self._disputed:
            self._disputed[key] = any(self._differ(one, other) for one, other in combinations(group, 2))
        return self._disputed[key]

    def _differ(self, one: AnyStatement, other: AnyStatement) -> bool:
        """As in plans: what one region says of a channel only narrows what it says of the whole procedure."""
        mine, theirs = one.field.channel, other.field.channel
        nested = mine in Rules.levels(theirs) or theirs in Rules.levels(mine)
        narrows = one.origin.region == other.origin.region and mine != theirs
        return nested and not narrows and one.value != other.value and self._meet(one.about, other.about)

    def _meet(self, one: Condition, other: Condition) -> bool:
        """Whether somebody meets both conditions."""
        if ALWAYS in (one, other) or one == other:
            return True
        key = (id(one), id(other))
        if key not in self._meeting:
            try:
                people = Population.telling_apart((one, other), self.facts, (self.on, self.on))
                self._meeting[key] = bool(people.of(one) & people.of(other))
            except TooTangled:
                self._meeting[key] = True
        return self._meeting[key]


def _by_region(packs: Sequence[Pack]) -> dict[str, tuple[Pack, ...]]:
    found: dict[str, tuple[Pack, ...]] = {}
    for pack in packs:
        found[pack.region] = (*found.get(pack.region, ()), pack)
    return found


def _said(source: Source, *, banks: bool) -> _Said:
    return _Said(source=source, official=source.kind in STRONG or (banks and source.kind is SourceKind.BANK))


def _competes(statement: AnyStatement) -> bool:
    """Advice adds up, a full list only ends lines, and what was looked for in vain beats nothing."""
    return statement.field.name is not FieldName.NOTE and statement.value not in (Special.UNKNOWN, Special.COMPLETE)


def _cell(scenario: str, owners: frozenset[str], own: Mapping[str, Sequence[_Said]], disputes: Sequence[Key]) -> Cell:
    said = [each for owner in sorted(owners) for each in own.get(owner, ())]
    standing = Standing.OFFICIAL if any(each.official for each in said) else Standing.OTHER
    return Cell(
        scenario=scenario,
        standing=standing if said else Standing.INHERITED,
        statements=len(said),
        newest=max((each.source.stated_on for each in said if each.source.stated_on), default=None),
        disputes=sum(key[0] in owners for key in disputes),
    )


def _authorities(chain: Sequence[Pack]) -> dict[str, str]:
    return {each.id: each.authority for pack in chain for each in pack.procedures if each.authority is not None}


def _things(chain: Sequence[Pack], authorities: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Procedure → itself, the papers that it asks for, and the places where it is done."""
    found: dict[str, set[str]] = {}
    for pack in chain:
        for statement in pack.statements:
            field = statement.field
            things = found.setdefault(field.owner, {field.owner})
            if field.name is FieldName.REQUIREMENTS and field.line is not None:
                things.add(field.line)
            elif field.name is FieldName.AT and isinstance(statement.value, str):
                things.add(statement.value)
            elif field.name is FieldName.CHANNEL and field.channel is not None:
                things.add(f"{authorities.get(field.owner)}-{field.channel.partition(':')[0]}")
    same = [(place.id, place.same_as) for pack in chain for place in pack.places if place.same_as is not None]
    for things in found.values():
        things.update(there for here, there in same if here in things)
    return found
