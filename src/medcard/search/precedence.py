"""Which acts of a set must lie on different days because one waits for the other, in every schedule."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.search.instance import Instance
from medcard.search.visits import Group
from medcard.timing import NEVER


class Precedence:
    """What follows from needs that only one act of the set can fulfil."""

    __slots__ = ("_sole", "_strict")

    def __init__(self, instance: Instance, order: Sequence[int]) -> None:
        """``order``: the acts of the set, givers first."""
        givers: dict[int, list[tuple[int, bool]]] = {}
        for act in order:
            for milestone, wait in instance.gives[act]:
                givers.setdefault(milestone, []).append((act, wait.positive))
        self._sole: dict[int, list[tuple[int, bool]]] = {
            act: [
                givers[need][0]
                for need in instance.needs[act]
                if instance.initial[need] >= NEVER and len(givers.get(need, ())) == 1
            ]
            for act in order
        }
        self._strict = self._closure([(act,) for act in order])[0]

    def strict(self, one: int, other: int) -> bool:
        """Whether one of the two acts must lie on a later day than the other."""
        return bool(self._strict[one] >> other & 1 or self._strict[other] >> one & 1)

    def contradicts(self, groups: Sequence[Group]) -> bool:
        """Whether some group would have to lie on a later day than itself."""
        strict, masks = self._closure(groups)
        return any(strict[act] & masks[act] for act in strict)

    def _closure(self, groups: Sequence[Group]) -> tuple[dict[int, int], dict[int, int]]:
        """For each act the acts that must lie on an earlier day, and the acts of its group, as bits."""
        masks: dict[int, int] = {}
        for group in groups:
            mask = 0
            for act in group:
                mask |= 1 << act
            masks |= dict.fromkeys(group, mask)
        strict = dict.fromkeys(self._sole, 0)
        weak = dict(masks)
        changed = True
        while changed:
            changed = False
            for group in groups:
                above, below = strict[group[0]], weak[group[0]]
                for act in group:
                    for giver, positive in self._sole[act]:
                        above |= weak[giver] if positive else strict[giver]
                        below |= weak[giver]
                if above != strict[group[0]] or below != weak[group[0]]:
                    changed = True
                    strict |= dict.fromkeys(group, above)
                    weak |= dict.fromkeys(group, below)
        return strict, masks
