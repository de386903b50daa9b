"""The earliest days of a set of acts when some of them are kept together on one day.

Every wait and every calendar is monotone, so doing all as early as possible is at once the soonest schedule of
a grouping and its smallest list of (date, id).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medcard.problem import HORIZON_DAYS
from medcard.search.instance import Instance
from medcard.timing import NEVER

Group = tuple[int, ...]


def earliest(instance: Instance, groups: Sequence[Group]) -> tuple[list[int], list[int]] | None:
    """The earliest day of each group and of each milestone; None when the groups cannot all be done by last.

    On each day the largest set of groups is done whose acts can follow one another on that day, each after what
    it needs: the union of two such sets is one too, so there is a largest.
    """
    holds = list(instance.initial)
    days = [NEVER] * len(groups)
    left = dict.fromkeys(range(len(groups)), 0)
    day = 0
    while left:
        _not_before(instance, groups, left, holds)
        day = min(left.values())
        if day >= NEVER:
            return None
        here = [number for number, first in left.items() if first == day]
        done, after = _together(instance, groups, here, holds, day)
        if done:
            holds = after
            for number in done:
                days[number] = day
                del left[number]
        elif not _together(instance, groups, [*left], [0 if at < NEVER else at for at in holds], HORIZON_DAYS)[0]:
            return None
        left = {number: max(first, day + (not done)) for number, first in left.items()}
    return days, holds


def visits_of(instance: Instance, dated: Iterable[tuple[int, int]]) -> list[Group]:
    """The acts of a plan, given as (day, act), by visit: those at one place on one day by one person together."""
    visits: dict[tuple[int, int], list[int]] = {}
    for day, act in dated:
        key = instance.keys[act]
        visits.setdefault((key, day) if key >= 0 else (-1 - act, 0), []).append(act)
    return [tuple(group) for group in visits.values()]


def kept_together(instance: Instance, dated: Iterable[tuple[int, int]]) -> dict[int, int] | None:
    """The earliest day of each act of a plan when those that share a visit in it still do; None when there is none."""
    groups = visits_of(instance, dated)
    plan = earliest(instance, groups)
    return plan and {act: day for day, group in zip(plan[0], groups, strict=True) for act in group}


def first_open(instance: Instance, group: Group, day: int) -> int:
    """The first day from ``day`` on which every act of ``group`` may be done."""
    while True:
        first = day
        for act in group:
            day = instance.opening[act][day]
        if day == first or day >= NEVER:
            return day


def _not_before(instance: Instance, groups: Sequence[Group], left: dict[int, int], holds: Sequence[int]) -> None:
    """Raise the days of the groups ``left`` until each is open and after all that its acts need.

    What the groups need of each other counts as if they could all be done on these days, so none can be sooner.
    """
    again = True
    while again:
        again = False
        coming: dict[int, int] = {}
        for number, day in left.items():
            for act in groups[number]:
                for milestone, wait in instance.gives[act]:
                    if day < NEVER:
                        coming[milestone] = min(coming.get(milestone, NEVER), wait[day])
        for number, day in left.items():
            needs = (need for act in groups[number] for need in instance.needs[act])
            ready = max((min(holds[need], coming.get(need, NEVER)) for need in needs), default=0)
            first = first_open(instance, groups[number], max(day, ready)) if max(day, ready) < NEVER else NEVER
            if first > day:
                left[number] = first
                again = True


def _together(
    instance: Instance, groups: Sequence[Group], here: Sequence[int], holds: Sequence[int], day: int
) -> tuple[list[int], list[int]]:
    """The largest part of ``here`` that can be done on ``day``, and when milestones hold after it."""
    chosen = list(here)
    while chosen:
        after = list(holds)
        waiting = {act for number in chosen for act in groups[number]}
        order = sorted(waiting)
        while True:
            ready = [act for act in order if act in waiting and all(after[m] <= day for m in instance.needs[act])]
            if not ready:
                break
            for act in ready:
                waiting.remove(act)
                for milestone, wait in instance.gives[act]:
                    after[milestone] = min(after[milestone], wait[day])
        kept = [number for number in chosen if waiting.isdisjoint(groups[number])]
        if len(kept) == len(chosen):
            return chosen, after
        chosen = kept
    return [], list(holds)
