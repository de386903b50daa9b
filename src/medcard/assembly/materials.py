"""Which paper of each group to bring: the fewest distinct papers, then those offered first, then by id."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Group = tuple[str, ...]


def fewest(groups: Sequence[Group]) -> tuple[str, ...]:
    """The smallest set of papers with one of every group, sorted.

    Of equally small sets the one whose sorted list of positions (of the first fitting paper in each group) is
    smallest, then the smallest by ids.

    >>> fewest([("resident-id", "passport"), ("passport",)])
    ('passport',)
    >>> fewest([("resident-id", "passport"), ("photo",)])
    ('photo', 'resident-id')
    """
    forced = {group[0] for group in groups if len(group) == 1}
    free = [group for group in dict.fromkeys(groups) if forced.isdisjoint(group)]
    candidates = sorted({paper for group in free for paper in group})
    for size in range(len(candidates) + 1):
        fitting = [
            forced.union(extra)
            for extra in combinations(candidates, size)
            if all(not set(extra).isdisjoint(group) for group in free)
        ]
        if fitting:
            best = min(fitting, key=lambda papers: (_positions(papers, groups), sorted(papers)))
            return tuple(sorted(best))
    return tuple(sorted(forced))


def _positions(papers: set[str], groups: Sequence[Group]) -> list[int]:
    return sorted(next(i for i, paper in enumerate(group) if paper in papers) for group in groups)


def paper_of(group: Group, chosen: Sequence[str]) -> str:
    """The paper of ``chosen`` that serves ``group``: the one offered first."""
    return next(paper for paper in group if paper in chosen)
