"""Which unknown facts matter: those in which two completions alone differ and lead to different plans.

As long as some completion has a plan, all that have none are alike: why there is none matters once it is certain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations

import attrs

from medcard.completions import AGES
from medcard.conditions import Known
from medcard.inquiry import Inquiry, Outcome
from medcard.known import with_fact
from medcard.leaf import Leaf
from medcard.plan import Aspect
from medcard.record import Record
from medcard.turning import Turning
from medcard.witnesses import Witnesses

FEW = 8
MOST_LEAVES = 400
"""All classes of completions are looked at where plans may turn on ``FEW`` facts and there are at most so many."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Explored(Record):
    """The classes of completions that were looked at, the most typical first.

    ``complete`` when these are all. ``apart``: the facts that were seen to matter, each with the pairs of classes that
    differ in it alone and lead to different plans; ``dates``: those that nobody told and that a deadline or a case
    under way runs from. ``doubtful``: what may matter for all that was seen. ``exact`` when nothing else matters.
    """

    leaves: tuple[Leaf, ...]
    complete: bool
    exact: bool
    doubtful: tuple[str, ...]
    apart: Mapping[str, Sequence[tuple[Leaf, Leaf]]]
    dates: tuple[str, ...]

    def relevant(self) -> tuple[str, ...]:
        """The facts that matter, in the order in which they were first read."""
        return tuple(
            fact for fact in dict.fromkeys(f for leaf in self.leaves for f in leaf.values) if fact in self.apart
        )


def explore(
    inquiry: Inquiry, known: Known, aspects: Sequence[Aspect] = tuple(Aspect), skipped: Collection[str] = ()
) -> Explored:
    """The completions of ``known`` as far as it takes to tell which facts matter.

    First it is worked out from the rules what plans may turn on. If that are few facts, all completions are looked at;
    else for each fact two are looked for that show that it matters. The facts ``skipped`` are typical wherever they
    are read.
    """
    witnesses = Witnesses(inquiry, known, aspects, skipped)
    if len(witnesses.left) <= FEW:
        leaves = _every(inquiry, known, aspects, skipped)
        if leaves is not None:
            return _explored(leaves, skipped)
    witnesses.run()
    return _explored(witnesses.leaves, skipped, witnesses.turning)


def _explored(leaves: Sequence[Leaf], skipped: Collection[str], turning: Turning | None = None) -> Explored:
    """What the leaves show: all that there are, or else as many as were looked at for what plans are ``turning`` on."""
    planned = any(leaf.outcome.choice for leaf in leaves)
    if planned:
        leaves = [leaf if leaf.outcome.choice else attrs.evolve(leaf, signature=()) for leaf in leaves]
    apart: dict[str, list[tuple[Leaf, Leaf]]] = {}
    for one, other in combinations(leaves, 2):
        if one.signature != other.signature and (fact := one.only(other)) is not None:
            apart.setdefault(fact, []).append((one, other))
    undated = dict.fromkeys(name for leaf in leaves for name in leaf.undated)
    dates = tuple(name for name in undated if name not in skipped)
    may = () if turning is None else (*turning.facts, *turning.dates)
    doubtful = tuple(name for name in may if name not in (*apart, *dates, *skipped))
    return Explored(
        leaves=tuple(leaves),
        complete=turning is None,
        exact=turning is None or (planned and not doubtful),
        doubtful=doubtful,
        apart=apart,
        dates=dates,
    )


def _every(
    inquiry: Inquiry, known: Known, aspects: Sequence[Aspect], skipped: Collection[str]
) -> tuple[Leaf, ...] | None:
    """Every class of completions: branches on each unknown fact as it is read until nothing is open.

    None as soon as it is certain that there are more than ``MOST_LEAVES``.
    """
    leaves: list[Leaf] = []
    queue: list[tuple[int, int, int, Known, dict[str, str], dict[str, str]]] = [(0, 0, 0, known, {}, {})]
    entered = 0
    while queue:
        if len(leaves) + len(queue) > MOST_LEAVES:
            return None
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
    return tuple(leaves)


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
