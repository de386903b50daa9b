"""Which procedures of a chain any scenario can need: from goals backwards, by every statement, whoever wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from medcard.model import DeadlineRule, Give, Need, Pack, members


def reachable(packs: Sequence[Pack]) -> frozenset[str]:
    """The procedures that serve a goal, urgent or needed milestone or a need of such a procedure, or are offered.

    A package is reached where one of those that it joins is. Running cases are looked up by their own condition.
    """
    scenarios = [scenario for pack in packs for scenario in pack.scenarios]
    givers = _givers(packs)
    needs = _needs(packs)
    wanted = [
        need.milestone for each in scenarios for need in (*each.goal, *(n for group in each.urgent for n in group))
    ]
    wanted += [milestone for each in scenarios for milestone in each.needed]
    open_ = [*(option for each in scenarios for option in each.options), *_giving(wanted, givers)]
    reached: set[str] = set()
    while open_:
        procedure = open_.pop()
        if procedure not in reached:
            reached.add(procedure)
            open_ += _giving(needs[procedure], givers)
    return frozenset(reached)


def _giving(milestones: Sequence[str], givers: dict[str, list[str]]) -> list[str]:
    return [procedure for milestone in milestones for procedure in givers[milestone]]


def _givers(packs: Sequence[Pack]) -> dict[str, list[str]]:
    """Milestone → procedures that may give it, packages included."""
    found: dict[str, list[str]] = defaultdict(list)
    for pack in packs:
        for statement in pack.statements:
            for give in members(statement.value, Give):
                found[give.milestone].append(statement.field.owner)
    packages = [(joined, each.id) for pack in packs for each in pack.procedures for joined in each.joins]
    for procedures in found.values():
        procedures += [package for joined, package in packages if joined in procedures]
    return found


def _needs(packs: Sequence[Pack]) -> dict[str, list[str]]:
    """Procedure → milestones that it may need or that its deadline names; a package also what those it joins need."""
    found: dict[str, list[str]] = defaultdict(list)
    for pack in packs:
        for statement in pack.statements:
            owner, value = statement.field.owner, statement.value
            found[owner] += [need.milestone for need in members(value, Need)]
            if isinstance(value, DeadlineRule):
                found[owner] += value.milestones
    for pack in packs:
        for each in pack.procedures:
            for joined in each.joins:
                found[each.id] += found[joined]
    return found
