"""The earliest days of a set of acts when some of them are kept together on one day.

Every wait and every calendar is monotone, so doing all as early as possible is at once the soonest schedule of
a grouping and its smallest list of (date, id).
"""

from __future__ import annotations

from collections.abc import Sequence

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
    left = list(range(len(groups)))
    day = _next_day(instance, groups, left, holds, 0)
    while left:
        if day >= NEVER:
            return None
        here = [number for number in left if first_open(instance, groups[number], day) == day]
        done, after = _together(instance, groups, here, holds, day)
        if done:
            holds = after
            for number in done:
                days[number] = day
                left.remove(number)
        elif not _together(instance, groups, left, [0 if at < NEVER else at for at in holds], HORIZON_DAYS)[0]:
            return None
        day = _next_day(instance, groups, left, holds, day + 1)
    return days, holds


def first_open(instance: Instance, group: Group, day: int) -> int:
    """The first day from ``day`` on which every act of ``group`` may be done."""
    while True:
        first = day
        for act in group:
            day = instance.opening[act][day]
        if day == first or day >= NEVER:
            return day


def _next_day(instance: Instance, groups: Sequence[Group], left: Sequence[int], holds: Sequence[int], day: int) -> int:
    """The first day from ``day`` on which one of the groups left may be possible.

    What one of them gives may hold sooner than it does now, even on the same day.
    """
    coming = {m for number in left for act in groups[number] for m, _ in instance.gives[act]}
    best = NEVER
    for number in left:
        ready = day
        for act in groups[number]:
            for need in instance.needs[act]:
                if holds[need] > ready and need not in coming:
                    ready = holds[need]
        best = min(best, first_open(instance, groups[number], ready) if ready < NEVER else NEVER)
    return best


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
