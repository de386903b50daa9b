"""Which unknown facts matter: those in which two completions alone differ and lead to different plans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush

import attrs

from medcard.completions import AGES
from medcard.conditions import Known
from medcard.inquiry import Inquiry, Outcome, Signature
from medcard.known import with_fact
from medcard.plan import Aspect
from medcard.record import Record

MOST_LEAVES = 300


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Leaf(Record):
    """One class of completions: the values of the facts that were read, and what they lead to.

    ``taken``: facts that are not asked but taken to be typical.
    """

    values: Mapping[str, str]
    taken: Mapping[str, str]
    outcome: Outcome
    signature: Signature

    def differ_in(self, other: Leaf) -> list[str]:
        """The facts in which no completion of one class is also one of the other."""
        return [fact for fact, value in self.values.items() if other.values.get(fact, value) != value]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Explored(Record):
    """The classes of completions that were looked at; ``exact`` when these are all."""

    leaves: tuple[Leaf, ...]
    exact: bool

    def relevant(self) -> tuple[str, ...]:
        """The facts that matter, in the order in which they were first read."""
        found: dict[str, None] = {}
        for i, one in enumerate(self.leaves):
            for other in self.leaves[:i]:
                if one.signature != other.signature:
                    differing = one.differ_in(other)
                    if len(differing) == 1:
                        found[differing[0]] = None
        order = {fact: None for leaf in self.leaves for fact in leaf.values}
        return tuple(fact for fact in order if fact in found)


def explore(
    inquiry: Inquiry, known: Known, aspects: Sequence[Aspect] = tuple(Aspect), skipped: Collection[str] = ()
) -> Explored:
    """Branch on each unknown fact as it is read until nothing is open, the most typical completions first.

    The facts ``skipped`` are typical wherever they are read. After ``MOST_LEAVES`` classes, those with the fewest
    untypical values, the rest is left out.
    """
    leaves: list[Leaf] = []
    queue: list[tuple[int, int, int, Known, dict[str, str], dict[str, str]]] = [(0, 0, 0, known, {}, {})]
    entered = 0
    while queue:
        if len(leaves) == MOST_LEAVES:
            return Explored(leaves=tuple(leaves), exact=False)
        untypical, _, _, at, values, taken = heappop(queue)
        grounding = inquiry.ground(at)
        if not grounding.open:
            outcome = inquiry.outcome(at, grounding)
            leaves.append(Leaf(values=values, taken=taken, outcome=outcome, signature=outcome.signature(aspects)))
            continue
        fact = grounding.open[0]
        typical = inquiry.completions.typical(fact, at)
        if fact in skipped and typical is not None:
            entered += 1
            entry = with_fact(at, fact, typical), values, {**taken, fact: typical}
            heappush(queue, (untypical, -len(values), entered, *entry))
            continue
        for value in inquiry.completions.values(fact, at):
            entered += 1
            rank = untypical + (value != typical)
            more = {**values, fact: value}
            heappush(queue, (rank, -len(more), entered, with_fact(at, fact, value), more, taken))
    return Explored(leaves=tuple(leaves), exact=True)


def sensitive(inquiry: Inquiry, known: Known, taken: Mapping[str, str], base: Outcome) -> tuple[str, ...]:
    """Of the facts ``taken`` to be typical those with which, alone changed, the plan is another one."""
    return tuple(fact for fact in taken if _changes(inquiry, known, taken, fact, base))


def _changes(inquiry: Inquiry, known: Known, taken: Mapping[str, str], fact: str, base: Outcome) -> bool:
    others = known
    apart = {fact, *AGES} if fact in AGES else {fact, "age-days"}  # days of age would settle the birth date
    for name, value in taken.items():
        if name not in apart:
            others = with_fact(others, name, value)
    values = (value for value in inquiry.completions.values(fact, others) if value != taken[fact])
    changed = [with_fact(others, fact, value) for value in values]
    if any(inquiry.spoils(each, base) for each in changed):
        return True
    return any(_is_another(inquiry, each, base) for each in changed)


def _is_another(inquiry: Inquiry, known: Known, base: Outcome) -> bool:
    completed, grounding, _ = inquiry.completed(known)
    return bool(grounding.open) or inquiry.outcome(completed, grounding).signature() != base.signature()
