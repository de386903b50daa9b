"""The search: partial plans grow stage by stage, those that another dominates are set aside.

A partial plan ("label") is a set of acts, each done as early as it can. Compared are days, fees, materials, and
the least number of visits that its chains of needs force, so that a finished label is a lower bound: some plan of
the same acts may wait to share a visit, none is better than the bound.

A label may set another aside only as long as everything it grows into is *met* (a plan reaches its bound) or
beaten. When a finished label turns out not to be met, all its partial forms lose that right, and what they had set
aside goes on (``_release``). So no set of acts is lost whose bound the front does not settle.
"""

from __future__ import annotations

from collections.abc import Iterator

from medcard.search.archive import Archive, Flat, Listing
from medcard.search.bounds import Bounds
from medcard.search.covering import Covering, cover
from medcard.search.instance import Instance
from medcard.search.layout import Layout
from medcard.search.nodes import BudgetEnded, Nodes
from medcard.search.order import stages
from medcard.search.prune import prune
from medcard.search.reach import Reach
from medcard.search.regroup import Regrouper, count_visits, vector_dates
from medcard.search.rush import rush
from medcard.search.settle import Settler
from medcard.search.steps import Step, make_step, take

_RUSH_NODES = 10_000
Label = tuple[int, int, Listing, int]
"""Packed parts, number of acts, listing, acts as bits: sorted, what dominates comes first."""


class Search:
    """The front of one instance; ``proven`` is false when the budget ended before the search."""

    def __init__(self, instance: Instance, budget: int) -> None:
        soonest = prune(instance)
        self.instance = instance
        self.proven = True
        self._nodes = Nodes(budget)
        covering = Covering(self._nodes)
        self._stages = stages(instance)
        self._layout = Layout(instance, self._stages)
        self._settler = Settler(instance, self._layout, self._stages, soonest)
        self._bounds = Bounds(instance, self._layout, self._stages, self._settler, covering)
        self._steps = [
            [make_step(instance, self._layout, act, circle=stage.circle) for act in stage.acts]
            for stage in self._stages
        ]
        self.archive = Archive(self._widths())
        self._regrouper = Regrouper(instance, self._stages, self.archive, self._nodes)
        count = len(self._stages) + 1
        self._kept: list[dict[int, Label]] = [{} for _ in range(count)]
        self._aside: list[dict[int, list[Label]]] = [{} for _ in range(count)]
        self._doubtful: list[set[int]] = [set() for _ in range(count)]
        self._prefixes = self._masks()

    def _widths(self) -> list[int]:
        layout = self._layout
        day = self._bounds.mask(layout.finish).bit_length()
        sums = [layout.visits, layout.fee, layout.materials]
        return [
            len(self.instance.deadlines).bit_length(),
            *[day] * (1 + len(layout.covered)),
            *[self._bounds.mask(at).bit_length() + 1 for at in sums],
        ]

    def _masks(self) -> list[int]:
        mask = 0
        masks = [0]
        for stage in self._stages:
            for act in stage.acts:
                mask |= 1 << act
            masks.append(mask)
        return masks

    @property
    def nodes_left(self) -> int:
        """What is left of the budget; never less than 0."""
        return max(0, self._nodes.left)

    def run(self) -> None:
        """Fill the archive."""
        if not self.instance.goal:
            lost = sum(any(self.instance.initial[m] > by for m in needed) for needed, by in self.instance.deadlines)
            self.archive.offer((lost, 0, 0, 0, 0), ())
            return
        try:
            packed = self._settler.settle(self._layout.start, -1)
            waiting: list[list[Label]] = [[] for _ in self._kept]
            if packed >= 0:
                waiting[0].append((packed, 0, (), 0))
            while any(waiting):
                doubtful = self._judge(self._advance(waiting))
                waiting = self._release(doubtful)
        except BudgetEnded:
            self.proven = False
            if not self.archive.plans:
                self._rush()

    def _rush(self) -> None:
        """Enter one plan, if one is easily found."""
        days = rush(self.instance)
        if days is None:
            return
        instance = self.instance
        listing = tuple(sorted(day * len(instance.actions) + act for act, day in days.items()))
        fee = sum(instance.fees[act] for act in days)
        groups = {group for act in days for group in instance.materials[act]}
        dates = vector_dates(instance, Reach(instance, days).soonest(instance.initial))
        visits = count_visits(instance, days.items())
        self.archive.offer((*dates, visits, fee, cover(groups, Nodes(_RUSH_NODES))), listing)

    def _advance(self, waiting: list[list[Label]]) -> list[Label]:
        """Grow ``waiting`` (by stage) to the end; returns the labels that got there."""
        for number in range(len(self._stages)):
            grown = waiting[number + 1]
            for label in self._keep(waiting[number], number):
                grown += self._grow(label, number)
        return self._keep(waiting[-1], len(self._stages))

    def _keep(self, labels: list[Label], number: int) -> list[Label]:
        """Those of ``labels`` before stage ``number`` that go on; the others are set aside or dropped."""
        labels.sort()
        guards, sticky = self._layout.guards, self._layout.sticky
        kept, aside, doubtful = self._kept[number], self._aside[number], self._doubtful[number]
        going: list[Label] = []
        for label in labels:
            packed, count, listing, acts = label
            top = packed | guards
            known = packed & sticky
            self._nodes.spend(1 + len(kept) // 32)
            for other in kept.values():
                if (top - other[0]) & guards == guards and (
                    other[0] & sticky != known or (other[1], other[2]) <= (count, listing)
                ):
                    aside.setdefault(other[3], []).append(label)
                    break
            else:
                if self.archive.plans and self._hopeless(label, number):
                    continue
                going.append(label)
                if acts not in doubtful:
                    kept[acts] = label
        return going

    def _hopeless(self, label: Label, number: int) -> bool:
        bound = self._bounds.bound(label[0], number - 1)
        return self.archive.beaten(bound, label[1] + self._bounds.counts[number])

    def _grow(self, label: Label, number: int) -> Iterator[Label]:
        """What ``label`` becomes at the end of stage ``number``: without its acts, and with each choice of them."""
        found = {label[3]: label}
        if self._stages[number].circle:
            self._grow_circle(label, number, found)
        else:
            for step in self._steps[number]:
                self._take(step, label, 0, found)
        for packed, count, listing, acts in found.values():
            settled = self._settler.settle(packed, number)
            if settled >= 0:
                yield settled, count, listing, acts

    def _grow_circle(self, label: Label, number: int, found: dict[int, Label]) -> None:
        """Every choice of acts that may need one another, put in by date so that no date changes afterwards."""
        queue = [(label, 0)]
        while queue:
            last, floor = queue.pop()
            for step in self._steps[number]:
                day = self._take(step, last, floor, found)
                if day >= 0:
                    self._nodes.spend(1 + len(self._steps[number]) // 8)
                    queue.append((found[last[3] | 1 << step.act], day))

    def _take(self, step: Step, label: Label, floor: int, found: dict[int, Label]) -> int:
        """Put ``label`` with the act of ``step`` into ``found``; returns its day, -1 when it cannot be done.

        It cannot when it is there, clashes, or would be done before ``floor``.
        """
        packed, count, listing, acts = label
        grown = acts | 1 << step.act
        if acts & step.clashes or grown in found:
            return -1
        packed, day = take(step, packed, self._layout.level_mask)
        if day < floor:
            return -1
        entry = day * len(self.instance.actions) + step.act
        found[grown] = (packed, count + 1, tuple(sorted((*listing, entry))), grown)
        return day

    def _judge(self, labels: list[Label]) -> list[int]:
        """Enter the plans of finished ``labels``; returns the acts of those whose bound nothing settles."""
        bounds: list[tuple[Flat, Label]] = sorted(
            (self._bounds.bound(label[0], len(self._stages) - 1), label) for label in labels
        )
        for bound, (_, _, listing, _) in bounds:
            self._regrouper.enter(bound, listing)
        for bound, (_, _, listing, _) in bounds:
            if not self.archive.settled(bound, listing):
                self._regrouper.regroup(bound, listing)
        return [acts for bound, (_, _, listing, acts) in bounds if not self.archive.settled(bound, listing)]

    def _release(self, doubtful: list[int]) -> list[list[Label]]:
        """By stage, what was set aside by partial forms of ``doubtful``, which lose the right to do so."""
        waiting: list[list[Label]] = [[] for _ in self._kept]
        for acts in doubtful:
            for number, prefix in enumerate(self._prefixes):
                part = acts & prefix
                self._doubtful[number].add(part)
                self._kept[number].pop(part, None)
                waiting[number] += self._aside[number].pop(part, [])
        return waiting
