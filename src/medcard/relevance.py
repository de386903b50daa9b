"""Which unknown facts matter: those in which two completions alone differ and lead to different plans."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from medcard.conditions import Known
from medcard.inquiry import Inquiry, Outcome, Signature
from medcard.known import with_fact

MOST_LEAVES = 300


@attrs.frozen(kw_only=True)
class Leaf:
    """One class of completions: the values of the facts that were read, and what they lead to."""

    values: Mapping[str, str]
    outcome: Outcome
    signature: Signature


@attrs.frozen(kw_only=True)
class Explored:
    """The classes of completions that were looked at; ``exact`` when these are all."""

    leaves: tuple[Leaf, ...]
    exact: bool

    def relevant(self) -> tuple[str, ...]:
        """The facts that matter, in the order in which they were first read."""
        found: dict[str, None] = {}
        for i, one in enumerate(self.leaves):
            for other in self.leaves[:i]:
                if one.signature != other.signature:
                    differing = [f for f, v in one.values.items() if other.values.get(f, v) != v]
                    if len(differing) == 1:
                        found[differing[0]] = None
        order = {fact: None for leaf in self.leaves for fact in leaf.values}
        return tuple(fact for fact in order if fact in found)


def explore(inquiry: Inquiry, known: Known) -> Explored:
    """Branch on each unknown fact as it is read, typical values first, until nothing is open.

    With more than ``MOST_LEAVES`` classes the rest is left out, each unknown fact keeping its typical value.
    """
    leaves: list[Leaf] = []
    exact = True
    queue: list[tuple[Known, dict[str, str]]] = [(known, {})]
    while queue:
        at, values = queue.pop()
        grounding = inquiry.ground(at)
        fact = grounding.open[0] if grounding.open else None
        if fact is None:
            outcome = inquiry.outcome(at, grounding)
            leaves.append(Leaf(values=values, outcome=outcome, signature=outcome.signature()))
            if len(leaves) >= MOST_LEAVES:
                return Explored(leaves=tuple(leaves), exact=not queue and exact)
            continue
        typical = inquiry.completions.typical(fact, at)
        choices = inquiry.completions.values(fact, at)
        ordered = sorted(choices, key=lambda value: value == typical)
        queue += [(with_fact(at, fact, value), {**values, fact: value}) for value in ordered]
    return Explored(leaves=tuple(leaves), exact=exact)


def sensitive(inquiry: Inquiry, known: Known, taken: Mapping[str, str], base: Outcome) -> tuple[str, ...]:
    """Of the facts ``taken`` to be typical those with which, alone changed, the plan is another one."""
    signature = base.signature()
    return tuple(fact for fact in taken if _changes(inquiry, known, taken, fact, signature))


def _changes(inquiry: Inquiry, known: Known, taken: Mapping[str, str], fact: str, signature: Signature) -> bool:
    others = known
    for name, value in taken.items():
        if name != fact and name not in ("age", "age-days"):
            others = with_fact(others, name, value)
    for value in inquiry.completions.values(fact, others):
        if value == taken[fact]:
            continue
        _, grounding, _ = inquiry.completed(with_fact(others, fact, value))
        if grounding.open or inquiry.outcome(others, grounding).signature() != signature:
            return True
    return False
