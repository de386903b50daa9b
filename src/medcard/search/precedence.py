"""Which acts of a set must lie on different days because one waits for the other, in every schedule."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.search.instance import Instance
from medcard.timing import NEVER


def earlier(instance: Instance, order: Sequence[int]) -> dict[int, int]:
    """For each act of ``order`` (givers first) the acts, as bits, that must lie on an earlier day.

    It follows from needs that only one act of the set can fulfil.
    """
    givers: dict[int, list[tuple[int, bool]]] = {}
    for act in order:
        for milestone, wait in instance.gives[act]:
            givers.setdefault(milestone, []).append((act, wait.positive))
    strict = dict.fromkeys(order, 0)
    weak = {act: 1 << act for act in order}
    for act in order:
        for need in instance.needs[act]:
            sole = givers.get(need, ())
            if instance.initial[need] >= NEVER and len(sole) == 1:
                giver, positive = sole[0]
                strict[act] |= weak[giver] if positive else strict[giver]
                weak[act] |= weak[giver]
    return strict
