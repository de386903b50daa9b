"""When milestones hold if acts are done as early as they can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from medcard.search.instance import Instance
from medcard.timing import NEVER


class Reach:
    """Some acts of an instance, ready to be done as early as possible from any start."""

    __slots__ = ("_counts", "_free", "_instance", "_readers")

    def __init__(self, instance: Instance, acts: Iterable[int]) -> None:
        self._instance = instance
        self._readers: list[list[int]] = [[] for _ in instance.milestones]
        self._counts = [0] * len(instance.actions)
        self._free: list[int] = []
        for act in acts:
            self._counts[act] = len(instance.needs[act])
            for need in instance.needs[act]:
                self._readers[need].append(act)
            if not instance.needs[act]:
                self._free.append(act)

    def soonest(self, start: Sequence[int]) -> list[int]:
        """When each milestone holds if it holds from ``start`` and all the acts are done as early as they can.

        No plan of these acts is sooner; that at most one of each ``once`` is chosen is no limit here. Milestones
        come in the order of their days, so that none rests on itself.
        """
        gives, opening = self._instance.gives, self._instance.opening
        counts = list(self._counts)
        holds = [NEVER] * len(start)
        queue = [(day, milestone) for milestone, day in enumerate(start) if day < NEVER]
        for act in self._free:
            day = opening[act][0]
            if day < NEVER:
                queue += [(wait[day], milestone) for milestone, wait in gives[act]]
        heapify(queue)
        while queue:
            now, milestone = heappop(queue)
            if now >= NEVER:
                break
            if holds[milestone] < NEVER:
                continue
            holds[milestone] = now
            for act in self._readers[milestone]:
                counts[act] -= 1
                if counts[act] == 0:
                    day = opening[act][now if now > 0 else 0]
                    if day < NEVER:
                        for other, wait in gives[act]:
                            if holds[other] >= NEVER:
                                heappush(queue, (wait[day], other))
        return holds
