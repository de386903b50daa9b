"""Who gets which of several statements: what :class:`medcard.choosing.Chooser` does, for everybody at once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from medcard.catalogue import AnyStatement, Rules
from medcard.choosing import Ranked, ranked
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.model import FieldName, Special
from medcard.people import People, Population
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Share(Record):
    """Those for whom one statement is used; ``statement`` None: nothing is stated for them."""

    people: People
    statement: AnyStatement | None

    @property
    def value(self) -> object:
        """What the statement says; unknown where there is none."""
        return Special.UNKNOWN if self.statement is None else self.statement.value


def shares(population: Population, candidates: Sequence[Ranked], acting: str | None = None) -> tuple[Share, ...]:
    """Everybody, divided by the statement that is used for them, the strongest first."""
    free, silent = population.everybody, population.everybody
    found: list[Share] = []
    unpublished: list[Share] = []
    for _, statement in candidates:
        about = population.of(statement.about, acting)
        if statement.value is Special.UNKNOWN:
            unpublished.append(Share(people=about & silent, statement=statement))
            silent -= about
        elif about & free:
            found.append(Share(people=about & free, statement=statement))
            free -= about
    for share in unpublished:
        if share.people & free:
            found.append(Share(people=share.people & free, statement=share.statement))
    if free & silent:
        found.append(Share(people=free & silent, statement=None))
    return tuple(found)


def admission(rules: Rules, procedure: str, channel: str | None) -> tuple[Ranked, ...]:
    """The candidates for who is admitted: by the procedure, or with ``channel`` by that channel's own word."""
    found = ranked(rules, procedure, FieldName.ONLY_IF, channel, None)
    return tuple(pair for pair in found if (pair[1].field.channel is None) == (channel is None))


def meeting(population: Population, candidates: Sequence[Ranked]) -> People:
    """Those who meet the condition that is used for them, or for whom there is none."""
    found = population.nobody
    for share in shares(population, candidates):
        value = share.value
        found |= share.people if isinstance(value, Special) else share.people & population.of(as_condition(value))
    return found


def as_condition(value: object) -> Condition:
    """The value of a statement whose field holds conditions."""
    assert isinstance(value, AllOf | AnyOf | Not | Has | Within | Born)
    return value
