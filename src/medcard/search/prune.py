"""What can never matter is dropped before the search: it changes no vector and no tie.

Forward: acts that cannot be done by last. Backward: acts that serve nothing wanted. Dominated: acts that another
act can stand in for on the same day. Strictly cheaper ones may have any id; else the smaller id must win, since
it makes the smaller list.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcard.problem import Span, Unit
from medcard.search.instance import Instance
from medcard.search.order import givers_of
from medcard.search.reach import Reach
from medcard.timing import NEVER


def prune(instance: Instance) -> list[int]:
    """When each milestone holds at the soonest; ``instance`` is left with the acts, needs and gives that matter."""
    instance.acts = list(range(len(instance.actions)))
    for act in instance.acts:
        instance.needs[act] = tuple(m for m in instance.needs[act] if instance.initial[m] > 0)
        instance.gives[act] = tuple((m, wait) for m, wait in instance.gives[act] if instance.initial[m] > 0)
    holds = Reach(instance, instance.acts).soonest(instance.initial)
    instance.acts = [act for act in instance.acts if _first_day(instance, act, holds) < NEVER]
    _keep_relevant(instance)
    givers = givers_of(instance)
    instance.acts = [
        act
        for act in instance.acts
        if not any(_stands_in(instance, other, act) for other in givers[instance.gives[act][0][0]])
    ]
    _keep_relevant(instance)
    return holds


def _first_day(instance: Instance, act: int, holds: Sequence[int]) -> int:
    ready = max([holds[m] for m in instance.needs[act]], default=0)
    return instance.opening[act][ready] if ready < NEVER else NEVER


def _keep_relevant(instance: Instance) -> None:
    wanted = set(instance.goal)
    for milestones, _ in instance.deadlines:
        wanted.update(milestones)
    fresh = True
    relevant: set[int] = set()
    while fresh:
        fresh = False
        for act in instance.acts:
            if act not in relevant and any(m in wanted for m, _ in instance.gives[act]):
                relevant.add(act)
                wanted.update(instance.needs[act])
                fresh = True
    instance.acts = [act for act in instance.acts if act in relevant]
    for act in instance.acts:
        instance.gives[act] = tuple((m, wait) for m, wait in instance.gives[act] if m in wanted)


def _stands_in(instance: Instance, better: int, act: int) -> bool:
    """Whether ``better`` can replace ``act`` in every plan, on the same day, and the plan is then preferred."""
    if better == act or instance.fees[better] > instance.fees[act]:
        return False
    if better > act and instance.fees[better] == instance.fees[act]:
        return False
    if instance.keys[better] not in (-1, instance.keys[act]):
        return False
    if not set(instance.needs[better]) <= set(instance.needs[act]):
        return False
    if not set(instance.actions[better].once) <= set(instance.actions[act].once):
        return False
    waits = dict(instance.gives[better])
    for milestone, wait in instance.gives[act]:
        sooner = waits.get(milestone)
        if sooner is None or not (sooner is wait or _never_longer(sooner.counts, wait.counts)):
            return False
    mine, theirs = instance.opening[better], instance.opening[act]
    if mine is not theirs and not set(theirs.days) <= set(mine.days):
        return False
    groups = instance.materials[act]
    return all(any(other & group == other for other in groups) for group in instance.materials[better])


def _never_longer(a: Sequence[tuple[Span, int]], b: Sequence[tuple[Span, int]]) -> bool:
    """Whether the wait ``a`` surely ends no later than ``b``, whatever the day."""
    if not a:
        return True
    if len(a) != len(b):
        return False
    return all(
        x.unit == y.unit and (m <= n if x.unit is not Unit.NOT_BEFORE else x.date == y.date)
        for (x, m), (y, n) in zip(a, b, strict=True)
    )
