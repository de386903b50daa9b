"""One plan in a hurry, for a search whose budget ended before it met any."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from medcard.search.instance import Instance
from medcard.search.reach import Reach
from medcard.timing import NEVER

_MOST_TRIES = 200


def rush(instance: Instance) -> dict[int, int] | None:
    """The days of the acts of one plan, none of which (of the first some hundred) it can spare.

    None when taking the soonest act first, and the cheaper of two on one day, blocks the way to the goal.
    """
    chosen = _served(instance, _soonest_first(instance))
    if chosen is None:
        return None
    for act in sorted(chosen, key=lambda act: (-instance.fees[act], act))[:_MOST_TRIES]:
        fewer = [other for other in chosen if other != act]
        holds = Reach(instance, fewer).soonest(instance.initial)
        if all(holds[m] < NEVER for m in instance.goal):
            chosen = fewer
    holds = Reach(instance, chosen).soonest(instance.initial)
    return {
        act: instance.opening[act][max([holds[m] for m in instance.needs[act]], default=0)] for act in sorted(chosen)
    }


def _soonest_first(instance: Instance) -> list[int]:
    """Acts that can be done beside one another and each give something sooner, in the order of their days."""
    readers: dict[int, list[int]] = {}
    unmet = {act: len(instance.needs[act]) for act in instance.acts}
    for act in instance.acts:
        for need in instance.needs[act]:
            readers.setdefault(need, []).append(act)
    holds = [NEVER] * len(instance.milestones)
    queue = [(day, 0, 0, milestone) for milestone, day in enumerate(instance.initial) if day < NEVER]
    queue += [(instance.opening[act][0], 1, instance.fees[act], act) for act, count in unmet.items() if not count]
    heapify(queue)
    done: list[int] = []
    barred = 0
    while queue and queue[0][0] < NEVER:
        day, is_act, _, number = heappop(queue)
        if not is_act:
            if holds[number] >= NEVER:
                holds[number] = day
                for act in readers.get(number, ()):
                    unmet[act] -= 1
                    if not unmet[act]:
                        heappush(queue, (instance.opening[act][day], 1, instance.fees[act], act))
        elif not barred >> number & 1 and any(wait[day] < holds[m] for m, wait in instance.gives[number]):
            done.append(number)
            barred |= instance.clashes[number]
            for milestone, wait in instance.gives[number]:
                heappush(queue, (wait[day], 0, 0, milestone))
    return done


def _served(instance: Instance, acts: Sequence[int]) -> list[int] | None:
    """Those of ``acts`` from which the goal is reached, each the soonest giver of something; None when it is not."""
    holds = Reach(instance, acts).soonest(instance.initial)
    wanted = list(instance.goal)
    if any(holds[m] >= NEVER for m in wanted):
        return None
    givers: dict[int, int] = {}
    for act in acts:
        ready = max([holds[m] for m in instance.needs[act]], default=0)
        day = instance.opening[act][ready] if ready < NEVER else NEVER
        for milestone, wait in instance.gives[act]:
            if day < NEVER and wait[day] == holds[milestone] < instance.initial[milestone]:
                givers.setdefault(milestone, act)
    serving: list[int] = []
    for milestone in wanted:
        act = givers.get(milestone, -1)
        if act >= 0 and act not in serving:
            serving.append(act)
            wanted += [m for m in instance.needs[act] if m not in wanted]
    return serving
