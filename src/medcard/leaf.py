"""One class of completions: what was filled in for open facts, and what that leads to."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from medcard.inquiry import Outcome, Signature
from medcard.model import DeadlineRule, Event
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Leaf(Record):
    """One class of completions: the values of the facts that were read, and what they lead to.

    ``taken``: facts that are not asked but taken to be typical.
    """

    values: Mapping[str, str]
    taken: Mapping[str, str]
    outcome: Outcome
    signature: Signature

    @property
    def undated(self) -> tuple[str, ...]:
        """The dates that nobody told and that a term or a case under way runs from; days of age tell no birth date."""
        grounding = self.outcome.grounding
        rules = (each.chosen.value for each in grounding.deadlines if each.chosen is not None)
        born = any(isinstance(rule, DeadlineRule) and rule.of is Event.BIRTH for rule in rules)
        filled = "age-days" in self.values or "age-days" in self.taken
        return (*grounding.undated, *[Event.BIRTH.fact] * (born and filled))

    def only(self, other: Leaf) -> str | None:
        """The one fact in which no completion of one class is also one of the other; None if there are more."""
        found: str | None = None
        for fact, value in self.values.items():
            if other.values.get(fact, value) != value:
                if found is not None:
                    return None
                found = fact
        return found
