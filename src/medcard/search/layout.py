"""Everything a partial plan is compared by, packed into one whole number.

Each part has a field with a spare bit above it. ``a`` is no worse than ``b`` in every part exactly when
``((b | guards) - a) & guards == guards``: one subtraction compares all parts at once. As a consequence a number
that is no worse is never greater, so that sorting puts what dominates first.
"""

from __future__ import annotations

from medcard.search.instance import Instance, bits
from medcard.search.order import Stage, givers_of
from medcard.timing import NEVER

DAY = (1 << NEVER.bit_length()) - 1
"""The mask of a field that holds a day."""


class Layout:
    """Where each part stands; offsets by milestone, key (who, place), urgent group, deadline, group, entry."""

    __slots__ = (
        "closures",
        "covered",
        "entries",
        "fee",
        "finish",
        "group_masks",
        "guards",
        "holds",
        "level_mask",
        "levels",
        "lost",
        "lost_sum",
        "materials",
        "own_groups",
        "start",
        "sticky",
        "tops",
        "used",
        "visits",
        "width",
    )

    def __init__(self, instance: Instance, stages: list[Stage]) -> None:
        self.guards = 0
        self.width = 0
        self._read_groups(instance)
        self._read_levels(instance, stages)
        used = sorted({m for act in instance.acts for m in instance.needs[act]} | _asked(instance))
        self.holds: dict[int, int] = {m: self._field(DAY) for m in used}
        self.covered: list[int] = [self._field(DAY) for _ in instance.urgent]
        self.finish: int = self._field(DAY)
        self.lost: list[int] = [self._field(1) for _ in instance.deadlines]
        self._read_entries(instance, stages)
        self.sticky = 0
        self.fee: int = self._sum(sum(instance.fees[act] for act in instance.acts))
        self.visits: int = self._sum(len(instance.acts))
        self.materials: int = self._sum(max((mask.bit_length() for mask in self.group_masks), default=0))
        self.lost_sum: int = self._sum(len(instance.deadlines))
        self.start = sum(instance.initial[m] << at for m, at in self.holds.items())

    def _field(self, most: int) -> int:
        at = self.width
        self.width += most.bit_length() + 1
        self.guards |= 1 << self.width - 1
        return at

    def _sum(self, most: int) -> int:
        """A field that only ever grows by what is added: a difference in it stays to the end."""
        at = self._field(most)
        self.sticky |= (1 << self.width) - (1 << at)
        return at

    def _read_groups(self, instance: Instance) -> None:
        """One bit for each distinct group of materials, set also when another group implies it."""
        masks = sorted({group for act in instance.acts for group in instance.materials[act]})
        self.group_masks: dict[int, int] = {mask: self._field(1) for mask in masks}
        implied = {
            mask: sum(1 << at for other, at in self.group_masks.items() if mask & other == mask) for mask in masks
        }
        self.closures: dict[int, int] = {}
        for act in instance.acts:
            self.closures[act] = 0
            for group in instance.materials[act]:
                self.closures[act] |= implied[group]
        self.own_groups: int = sum(1 << at for at in self.group_masks.values())

    def _read_levels(self, instance: Instance, stages: list[Stage]) -> None:
        """How many visits to one (who, place) must lie on different days, counted along chains of needs.

        A level is 2 x visits so far + 1 if the milestone holds later than the last of them. It is kept only for a
        (who, place) that is behind the milestone and before it too.
        """
        plain = {act for stage in stages if not stage.circle for act in stage.acts}
        counts: dict[int, int] = {}
        for act in instance.acts:
            key = instance.keys[act]
            if key >= 0:
                counts[key] = counts.get(key, 0) + 1
        most = max(counts.values(), default=0)
        self.tops: dict[int, int] = {key: self._field(most) for key in sorted(counts)}
        self.level_mask = (1 << (2 * most + 1).bit_length()) - 1
        behind, before = _keys_around(instance, stages)
        self.levels: dict[tuple[int, int], int] = {}
        given = {m for act in plain for m, _ in instance.gives[act]}
        circled = {m for stage in stages if stage.circle for act in stage.acts for m, _ in instance.gives[act]}
        for milestone in sorted(given - circled):
            for key in bits(behind.get(milestone, 0) & before.get(milestone, 0)):
                self.levels[milestone, key] = self._field(self.level_mask)

    def _read_entries(self, instance: Instance, stages: list[Stage]) -> None:
        """A bit for each ``once`` entry that acts of several stages share."""
        seen: dict[str, set[int]] = {}
        for number, stage in enumerate(stages):
            for act in stage.acts:
                for entry in instance.actions[act].once:
                    seen.setdefault(entry, set()).add(number)
        self.entries: dict[str, int] = {
            entry: self._field(1) for entry, numbers in sorted(seen.items()) if len(numbers) > 1
        }
        self.used: dict[int, int] = {
            act: sum(1 << self.entries[entry] for entry in set(instance.actions[act].once) & self.entries.keys())
            for act in instance.acts
        }


def _asked(instance: Instance) -> set[int]:
    return {*instance.goal, *(m for milestones, _ in instance.deadlines for m in milestones)}


def _keys_around(instance: Instance, stages: list[Stage]) -> tuple[dict[int, int], dict[int, int]]:
    """For each milestone the (who, place) met on the way to it, and those that may come after it, as bits."""
    givers = givers_of(instance)
    behind: dict[int, int] = {}
    before: dict[int, int] = {}
    for stage in stages:
        for act in stage.acts:
            keys = 1 << instance.keys[act] if instance.keys[act] >= 0 else 0
            for need in instance.needs[act]:
                keys |= behind.get(need, 0)
            for milestone, _ in instance.gives[act]:
                behind[milestone] = behind.get(milestone, 0) | keys
    for stage in reversed(stages):
        for act in stage.acts:
            keys = 1 << instance.keys[act] if instance.keys[act] >= 0 else 0
            for milestone, _ in instance.gives[act]:
                keys |= before.get(milestone, 0)
            for need in instance.needs[act]:
                if givers[need]:
                    before[need] = before.get(need, 0) | keys
    return behind, before
