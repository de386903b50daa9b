"""One plan in a hurry, for a search whose budget ended before it met any."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Acts that can be done beside one another, in the order in which they are done."""
    holds = list(instance.initial)
    left = list(instance.acts)
    done: list[int] = []
    while left:
        dated: list[tuple[int, int, int]] = []
        for act in left:
            ready = max([holds[m] for m in instance.needs[act]], default=0)
            day = instance.opening[act][ready] if ready < NEVER else NEVER
            if day < NEVER:
                dated.append((day, instance.fees[act], act))
        if not dated:
            break
        day, _, act = min(dated)
        done.append(act)
        left = [other for other in left if other != act and not instance.clashes[act] >> other & 1]
        for milestone, wait in instance.gives[act]:
            holds[milestone] = min(holds[milestone], wait[day])
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
