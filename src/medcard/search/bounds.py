"""The least vector that a partial plan can still reach."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.search.covering import Covering
from medcard.search.instance import Instance
from medcard.search.layout import DAY, Layout
from medcard.search.order import Stage, givers_of
from medcard.search.reach import Reach
from medcard.search.settle import Settler
from medcard.timing import NEVER

_LONG_AGO = -(1 << 30)
"""The day of milestones that are settled: their part is folded already."""


class Bounds:
    """Bounds of packed partial plans, by stage."""

    def __init__(
        self,
        instance: Instance,
        layout: Layout,
        stages: Sequence[Stage],
        settler: Settler,
        covering: Covering,
    ) -> None:
        self._instance = instance
        self._layout = layout
        self._covering = covering
        self._open: list[list[tuple[int, int]]] = []
        self._stages = stages
        self._reaches: dict[int, Reach] = {}
        self._days_mask: list[int] = []
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}
        for number in range(-1, len(stages)):
            live = [(m, at) for m, at in layout.holds.items() if settler.dead[m] > number]
            self._open.append(live)
            self._days_mask.append(sum(DAY << at for _, at in live))
        self.fees, self.counts = self._still_due(stages, settler)

    def _still_due(self, stages: Sequence[Stage], settler: Settler) -> tuple[list[int], list[int]]:
        """For each stage the least fee and number of acts that what is ahead of it adds to every plan."""
        number = {act: n for n, stage in enumerate(stages) for act in stage.acts}
        givers = givers_of(self._instance)
        counted: set[int] = set()
        fees, counts = [0] * (len(stages) + 1), [0] * (len(stages) + 1)
        for milestone in sorted(settler.must):
            acts = givers[milestone]
            if self._instance.initial[milestone] < NEVER or not counted.isdisjoint(acts) or not acts:
                continue
            counted.update(acts)
            for stage in range(min(number[act] for act in acts) + 1):
                fees[stage] += min(self._instance.fees[act] for act in acts)
                counts[stage] += 1
        return fees, counts

    def bound(self, packed: int, number: int) -> tuple[int, ...]:
        """The least vector of all plans that complete ``packed`` after stage ``number``."""
        layout = self._layout
        dates = self._dates(packed & self._days_mask[number + 1], number)
        wide = len(layout.covered)
        covered = [max(packed >> at & DAY, day) for at, day in zip(layout.covered, dates, strict=False)]
        finish = max(packed >> layout.finish & DAY, dates[wide])
        lost = packed >> layout.lost_sum & self.mask(layout.lost_sum)
        for n, at in enumerate(layout.lost):
            lost += packed >> at & 1 | dates[wide + 1] >> n & 1
        visits = packed >> layout.visits & self.mask(layout.visits)
        for at in layout.tops.values():
            visits += packed >> at & (layout.level_mask >> 1)
        return (
            lost,
            *covered,
            finish,
            visits,
            (packed >> layout.fee & self.mask(layout.fee)) + self.fees[number + 1],
            self.cover(packed),
        )

    def mask(self, at: int) -> int:
        """The mask of the field at ``at``."""
        above = self._layout.guards >> at
        return (above & -above) - 1

    def cover(self, packed: int) -> int:
        """How many materials a packed partial plan needs by itself."""
        layout = self._layout
        count = packed >> layout.materials & self.mask(layout.materials)
        if packed & layout.own_groups:
            groups = [group for group, at in layout.group_masks.items() if packed >> at & 1]
            count += self._covering.least(groups)
        return count

    def _dates(self, days: int, number: int) -> tuple[int, ...]:
        """Covered and finish at the soonest from here, and deadlines surely lost as bits."""
        asked = number, days
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._soonest(days, number)
        return found

    def _ahead(self, number: int) -> Reach:
        reach = self._reaches.get(number)
        if reach is None:
            acts = [act for stage in self._stages[number + 1 :] for act in stage.acts]
            reach = self._reaches[number] = Reach(self._instance, acts)
        return reach

    def _soonest(self, days: int, number: int) -> tuple[int, ...]:
        instance = self._instance
        live = dict(self._open[number + 1])
        start = [_LONG_AGO] * len(instance.milestones)
        for milestone, at in live.items():
            start[milestone] = days >> at & DAY
        holds = self._ahead(number).soonest(start)
        covered = [max(holds[m] for m in group) for group in instance.urgent]
        finish = max(holds[m] for m in instance.goal)
        lost = 0
        for n, (needed, by) in enumerate(instance.deadlines):
            if any(holds[m] > by for m in needed):
                lost |= 1 << n
        return (*covered, finish, lost)
