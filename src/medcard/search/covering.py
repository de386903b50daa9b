"""The least number of materials that contains one of every group."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.search.instance import bits
from medcard.search.nodes import Nodes


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
            found = self._known[asked] = self._solve(asked)
        return found

    def _solve(self, asked: frozenset[int]) -> int:
        fixed = 0
        for group in asked:
            if group & (group - 1) == 0:
                fixed |= group
        rest = sorted(group for group in asked if not group & fixed)
        rest = [group for group in rest if not any(other & group == other != group for other in rest)]
        count = fixed.bit_count()
        return count + self._cover(rest, len(rest)) if rest else count

    def _cover(self, groups: list[int], most: int) -> int:
        """The least cover of ``groups``, or ``most`` when none is smaller."""
        if not groups:
            return 0
        if most <= 1:
            return most
        self._nodes.spend()
        if _apart(groups) >= most:
            return most
        branch = min(groups, key=int.bit_count)
        for material in bits(branch):
            rest = [group for group in groups if not group >> material & 1]
            most = min(most, 1 + self._cover(rest, most - 1))
        return most


def _apart(groups: list[int]) -> int:
    """How many groups share no material with one another, chosen greedily: no cover is smaller."""
    seen = count = 0
    for group in sorted(groups, key=int.bit_count):
        if not group & seen:
            seen |= group
            count += 1
    return count
