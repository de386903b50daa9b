"""What the end of a stage fixes: days that are final, fields that nothing ahead can change or read.

Whatever is fixed is folded into a sum or cleared, so that more partial plans can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from medcard.search.instance import Instance, Opening
from medcard.search.layout import DAY, Layout
from medcard.search.order import Stage, givers_of
from medcard.timing import NEVER


@attrs.frozen(eq=False, repr=False)
class Final:
    """A milestone whose day is final, and who asks for it. ``lift``: when each act that needs it can be done."""

    at: int
    must: bool
    goal: bool
    covered: tuple[int, ...]
    deadlines: tuple[tuple[int, int], ...]
    lift: tuple[tuple[int, Opening], ...]


@attrs.frozen(eq=False, repr=False)
class Settling:
    """All that happens at the end of one stage."""

    finals: tuple[Final, ...]
    tops: tuple[int, ...]
    lost: tuple[int, ...]
    materials: tuple[tuple[int, int], ...]
    keep: int


class Settler:
    """Makes the settlings of all stages, and applies them."""

    def __init__(self, instance: Instance, layout: Layout, stages: Sequence[Stage], soonest: Sequence[int]) -> None:
        self._instance = instance
        self._layout = layout
        self._stages = stages
        self._soonest = soonest
        self.must = landmarks(instance, stages)
        number = {act: n for n, stage in enumerate(stages) for act in stage.acts}
        givers = givers_of(instance)
        self.final: dict[int, int] = {}
        self.dead: dict[int, int] = {}
        for milestone in layout.holds:
            self.final[milestone] = max((number[act] for act in givers[milestone]), default=-1)
            readers = [number[act] for act in instance.acts if milestone in instance.needs[act]]
            self.dead[milestone] = max([self.final[milestone], *readers])
        self.settlings: list[Settling] = [self._settling(n) for n in range(-1, len(stages))]
        """The settling after each stage; the first is before all."""

    def _settling(self, number: int) -> Settling:
        layout, instance = self._layout, self._instance
        ahead = [act for stage in self._stages[number + 1 :] for act in stage.acts]
        finals = tuple(self._final(m) for m, last in self.final.items() if last == number)
        cleared = 0
        for milestone, last in self.dead.items():
            if last == number:
                cleared |= DAY << layout.holds[milestone]
        for (milestone, _), at in layout.levels.items():
            if self.dead.get(milestone, number) == number:
                cleared |= layout.level_mask << at
        here = self._stages[number].acts if number >= 0 else ()
        keys = {instance.keys[act] for act in ahead}
        tops = {instance.keys[act] for act in here} - keys - {-1}
        entries = {entry for act in ahead for entry in instance.actions[act].once}
        for entry, at in layout.entries.items():
            if entry not in entries:
                cleared |= 1 << at
        lost = [
            layout.lost[n]
            for n, (needed, _) in enumerate(instance.deadlines)
            if max(self.final[m] for m in needed) == number
        ]
        return Settling(
            finals=finals,
            tops=tuple(layout.tops[key] for key in sorted(tops)),
            lost=tuple(lost),
            materials=self._materials(here, ahead),
            keep=~cleared,
        )

    def _final(self, milestone: int) -> Final:
        layout, instance = self._layout, self._instance
        readers = [act for act in instance.acts if milestone in instance.needs[act]]
        lift = [(max(self._soonest[m] for m in instance.needs[act]), instance.opening[act]) for act in readers]
        return Final(
            at=layout.holds[milestone],
            must=milestone in self.must,
            goal=milestone in instance.goal,
            covered=tuple(layout.covered[n] for n, group in enumerate(instance.urgent) if milestone in group),
            deadlines=tuple(
                (by, layout.lost[n]) for n, (needed, by) in enumerate(instance.deadlines) if milestone in needed
            ),
            lift=tuple(lift) if self.dead[milestone] > self.final[milestone] else (),
        )

    def _materials(self, here: Sequence[int], ahead: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """For each material that nothing ahead asks for: the field of its group of one, and all it fulfils."""
        layout, instance = self._layout, self._instance
        later = used = 0
        for act in ahead:
            for group in instance.materials[act]:
                later |= group
        for act in here:
            for group in instance.materials[act]:
                used |= group
        found: list[tuple[int, int]] = []
        for mask, at in layout.group_masks.items():
            if mask & (mask - 1) == 0 and mask & used & ~later:
                fulfilled = sum(1 << other for group, other in layout.group_masks.items() if group & mask)
                found.append((1 << at, ~fulfilled))
        return tuple(found)

    def settle(self, packed: int, number: int) -> int:
        """``packed`` at the end of stage ``number`` (-1: before all); -1 when it can reach no plan."""
        settling = self.settlings[number + 1]
        layout = self._layout
        for final in settling.finals:
            day = packed >> final.at & DAY
            if day >= NEVER and final.must:
                return -1
            if final.goal and day > packed >> layout.finish & DAY:
                packed += (day - (packed >> layout.finish & DAY)) << layout.finish
            for at in final.covered:
                if day > packed >> at & DAY:
                    packed += (day - (packed >> at & DAY)) << at
            for by, at in final.deadlines:
                if day > by:
                    packed |= 1 << at
            if final.lift and day < NEVER:
                later = min([opening[max(day, ready)] for ready, opening in final.lift])
                packed += (later - day) << final.at
        for at in settling.tops:
            visits = packed >> at & (layout.level_mask >> 1)
            packed += (visits << layout.visits) - (visits << at)
        for at in settling.lost:
            lost = packed >> at & 1
            packed += (lost << layout.lost_sum) - (lost << at)
        packed &= settling.keep
        for single, unfulfilled in settling.materials:
            if packed & single:
                packed = (packed & unfulfilled) + (1 << layout.materials)
        return packed


def landmarks(instance: Instance, stages: Sequence[Stage]) -> set[int]:
    """Milestones that hold in every plan (some of them): wanted, or needed by all that give one of these."""
    givers = givers_of(instance)
    plain = {act for stage in stages if not stage.circle for act in stage.acts}
    known: dict[int, int] = {}
    for stage in stages:
        for act in stage.acts:
            for milestone, _ in instance.gives[act]:
                known.setdefault(milestone, 1 << milestone)
        for milestone in dict.fromkeys(m for act in stage.acts for m, _ in instance.gives[act]):
            if instance.initial[milestone] < NEVER or not plain.issuperset(givers[milestone]):
                continue
            shared = -1
            for act in givers[milestone]:
                needed = 0
                for need in instance.needs[act]:
                    needed |= known.get(need, 1 << need)
                shared &= needed
            known[milestone] = shared | 1 << milestone
    found = 0
    for milestone in instance.goal:
        found |= known.get(milestone, 1 << milestone)
    return {m for m in range(len(instance.milestones)) if found >> m & 1}
