"""Two statements of one source on one field that cannot both hold, proved by a person for whom both would."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from medcard.births import Patience
from medcard.errors import TooTangled
from medcard.model import Field, Special, Statement
from medcard.packs.problems import Code, Position
from medcard.packs.shape import Reading
from medcard.people import Population
from medcard.problem import HORIZON_DAYS
from medcard.somebody import Somebody, somebody

Stated = tuple[Statement[object], Position]
MOST_LOOKS = 200_000
"""How much is looked at for one file, which may be hostile."""
_HORIZON = timedelta(days=HORIZON_DAYS)


def check_contradictions(reading: Reading) -> None:
    """Note every statement that contradicts an earlier one of its source; ``unknown`` contradicts nothing."""
    groups: dict[tuple[Field, str], list[Stated]] = defaultdict(list)
    for statement, at in reading.stated:
        if statement.value is not Special.UNKNOWN:
            groups[statement.field, statement.source.id].append((statement, at))
    patience = Patience(MOST_LOOKS)
    for group in groups.values():
        for index in range(1, len(group)):
            _check(reading, group[:index], group[index], patience)


def _check(reading: Reading, earlier: list[Stated], later: Stated, patience: Patience) -> None:
    statement, at = later
    for other, (line, col) in earlier:
        try:
            found = _both(reading, other, statement, patience)
        except TooTangled:
            message = f"cannot tell whether this contradicts {line}:{col}; write simpler conditions"
            reading.add(at, Code.BAD_CONDITION, message)
            return
        if found is not None:
            source = statement.source.id
            message = f"'{source}' says something else at {line}:{col}, and both hold for {found}"
            reading.add(at, Code.CONTRADICTION, message + "; say for whom each is, or drop one")
            return


def _both(reading: Reading, one: Statement[object], other: Statement[object], patience: Patience) -> Somebody | None:
    """Somebody for whom both statements hold on one day, and say different things."""
    patience.spend(1)
    days = days_in_force(reading.checked_on, one, other)
    if days is None or one.value == other.value:
        return None
    population = Population.telling_apart((one.about, other.about), reading.facts, days, patience)
    return somebody(population.of(one.about) & population.of(other.about))


def days_in_force(checked: date, *statements: Statement[object]) -> tuple[date, date] | None:
    """The days on which all are in force: of those the ones up to the horizon from the day of the check,
    or the nearest to it. None where there is no such day."""
    first = max(statement.first or date.min for statement in statements)
    until = min(statement.until or date.max for statement in statements)
    if first > until:
        return None
    if until < checked:
        return max(first, until - _HORIZON), until
    first = max(first, checked)
    return first, min(until, first + _HORIZON)
