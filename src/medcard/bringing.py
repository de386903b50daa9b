"""How another value of a fact can come about: somebody sees to it, an act brings it, time does, or nobody can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from medcard.catalogue import Rules
from medcard.completions import AGES
from medcard.conditions import AnyOf, Has, Known
from medcard.facts import Fact

BIRTH = frozenset(AGES)

Change = tuple[str, str]
"""A fact and its other value."""


class How(StrEnum):
    """How a change can come about."""

    CHOICE = "choice"
    ACT = "act"
    TIME = "time"
    NOBODY = "nobody"


class Bringing:
    """Tells it for one person and one region's rules."""

    def __init__(self, rules: Rules, known: Known, facts: Mapping[str, Fact], can_do: Callable[[str], bool]) -> None:
        """``can_do``: whether a procedure is open to the person as things are."""
        self.known = known
        self.facts = facts
        self._can_do = can_do
        self._acts = _acts(rules)

    def how(self, change: Change) -> How:
        """How the change can come about: nobody gets younger or another person, undoes what has happened, or goes away
        to be served; and what an act brings that is not open to the person, nobody brings."""
        fact, value = change
        if fact in BIRTH:
            return How.NOBODY if int(value) < self.number(fact) else How.TIME
        if change in self._acts:
            return How.ACT if self.acts(change) else How.NOBODY
        return How.NOBODY if value in self.facts[fact].given or self._is_away(fact, value) else How.CHOICE

    def acts(self, change: Change) -> tuple[str, ...]:
        """The procedures open to the person that give the milestone which this value says to hold.

        Where several milestones say so: those of the one with the fewest procedures.
        """
        return tuple(filter(self._can_do, self._acts.get(change, ())))

    def _is_away(self, fact: str, value: str) -> bool:
        """Whether the value is further away than what is known."""
        values, now = self.facts[fact].values, self.known.values.get(fact)
        return self.facts[fact].near_first and now in values and values.index(value) > values.index(now)

    def number(self, fact: str) -> int:
        """The person's age, in years or days."""
        return (self.known.ages if fact == "age" else self.known.ages_in_days)[0]


def _acts(rules: Rules) -> dict[Change, tuple[str, ...]]:
    """For a fact's value that says by itself that a milestone holds, the procedures that give it."""
    found: dict[Change, tuple[str, ...]] = {}
    for id_, milestone in rules.milestones.items():
        holds, givers = milestone.holds, rules.givers.get(id_, ())
        for part in holds.parts if isinstance(holds, AnyOf) else (holds,):
            if isinstance(part, Has) and len(part.values) == 1 and givers:
                change = (part.fact, part.values[0])
                if change not in found or len(givers) < len(found[change]):
                    found[change] = givers
    return found
