"""Which acts of a set must lie on different days because one waits for the other, in every schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medcard.search.instance import Instance, bits
from medcard.timing import NEVER


class Precedence:
    """What follows from needs that only one act of the set can fulfil."""

    __slots__ = ("_order", "_sole")

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
        self._order = order

    def apart(self) -> dict[int, int]:
        """For each act the acts, as bits, that must lie on an earlier or on a later day."""
        strict = self._closure({})
        found = dict(strict)
        for act, earlier in strict.items():
            for other in bits(earlier):
                found[other] |= 1 << act
        return found

    def contradicts(self, members: Mapping[int, Sequence[int]]) -> bool:
        """Whether some group (``members`` by act) would have to lie on a later day than itself."""
        strict = self._closure(members)
        return any(strict[act] >> other & 1 for act, group in members.items() for other in group)

    def _closure(self, members: Mapping[int, Sequence[int]]) -> dict[int, int]:
        """For each act the acts, as bits, that must lie on an earlier day; groups lie on one day."""
        strict = dict.fromkeys(self._order, 0)
        weak = {act: 1 << act for act in self._order}
        for act, group in members.items():
            for other in group:
                weak[act] |= 1 << other
        changed = True
        while changed:
            changed = False
            for act in self._order:
                above, below = strict[act], weak[act]
                for giver, positive in self._sole[act]:
                    above |= weak[giver] if positive else strict[giver]
                    below |= weak[giver]
                if above != strict[act] or below != weak[act]:
                    changed = bool(members)
                    for other in members.get(act, (act,)):
                        strict[other] = above
                        weak[other] = below
        return strict
