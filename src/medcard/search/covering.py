"""The least number of materials that contains one of every group."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.search.instance import bits
from medcard.search.nodes import BudgetEnded, Nodes


class Covering:
    """Least covers of sets of groups (as bits of materials), remembered."""

    __slots__ = ("_known", "_nodes")

    def __init__(self, nodes: Nodes) -> None:
        self._known: dict[frozenset[int], int] = {}
        self._nodes = nodes

    def least(self, groups: Iterable[int]) -> int:
        """How many materials contain one of each of ``groups``, at the least."""
        asked = frozenset(groups)
        found = self._known.get(asked)
        if found is None:
            fixed, rest = _reduced(asked)
            found = self._known[asked] = fixed + _cover(rest, _greedy(rest), self._nodes)
        return found


def cover(groups: Iterable[int], nodes: Nodes) -> int:
    """As ``Covering.least``; when ``nodes`` end, the size of a cover that may not be the least."""
    fixed, rest = _reduced(groups)
    most = _greedy(rest)
    try:
        return fixed + _cover(rest, most, nodes)
    except BudgetEnded:
        return fixed + most


def _reduced(groups: Iterable[int]) -> tuple[int, list[int]]:
    """How many materials stand alone in a group, and the groups that are not met by these or by others."""
    asked = sorted(set(groups))
    alone = 0
    for group in asked:
        if group & (group - 1) == 0:
            alone |= group
    rest = [group for group in asked if not group & alone]
    return alone.bit_count(), [g for g in rest if not any(other & g == other != g for other in rest)]


def _greedy(groups: list[int]) -> int:
    """The size of the cover that takes the material of most groups each time."""
    count = 0
    left = groups
    while left:
        every = 0
        for group in left:
            every |= group
        best = max(bits(every), key=lambda material: sum(group >> material & 1 for group in left))
        left = [group for group in left if not group >> best & 1]
        count += 1
    return count


def _cover(groups: list[int], most: int, nodes: Nodes) -> int:
    """The least cover of ``groups``, or ``most`` when none is smaller."""
    if not groups:
        return 0
    if most <= 1:
        return most
    nodes.spend()
    if _apart(groups) >= most:
        return most
    branch = min(groups, key=int.bit_count)
    for material in bits(branch):
        rest = [group for group in groups if not group >> material & 1]
        most = min(most, 1 + _cover(rest, most - 1, nodes))
    return most


def _apart(groups: list[int]) -> int:
    """How many groups share no material with one another, chosen greedily: no cover is smaller."""
    seen = count = 0
    for group in sorted(groups, key=int.bit_count):
        if not group & seen:
            seen |= group
            count += 1
    return count
