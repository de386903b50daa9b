"""The plans of one set of acts: as early as possible, and waiting so that visits are shared."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.search.archive import Archive, Flat, Listing
from medcard.search.instance import Instance
from medcard.search.nodes import Nodes
from medcard.search.order import Stage
from medcard.search.precedence import Precedence
from medcard.search.visits import Group, earliest, first_open
from medcard.timing import NEVER

Pair = tuple[int, int]
_QUICK_ROUNDS = 3


class Regrouper:
    """Enters the plans of sets of acts into ``archive``."""

    def __init__(self, instance: Instance, stages: Sequence[Stage], archive: Archive, nodes: Nodes) -> None:
        self._instance = instance
        self._archive = archive
        self._nodes = nodes
        self._rank = {act: n for n, act in enumerate(act for stage in stages for act in stage.acts)}
        self._circles = any(stage.circle for stage in stages)

    def enter(self, bound: Flat, listing: Listing) -> None:
        """Enter the plan that never waits: its vector is ``bound`` but for the visits."""
        visits = self._visits([divmod(entry, len(self._instance.actions)) for entry in listing])
        self._archive.offer((*bound[:-3], visits, *bound[-2:]), listing)

    def regroup(self, bound: Flat, listing: Listing) -> None:
        """Enter every plan of the acts of ``listing`` that shares visits, unless the front has better.

        Branches on two groups of one (who, place) that fall on different days: joined, or not held together.
        """
        size = len(self._instance.actions)
        order = sorted((entry % size for entry in listing), key=self._rank.__getitem__)
        precedence = Precedence(self._instance, order)
        stack: list[tuple[list[Group], frozenset[Pair]]] = [([(act,) for act in order], frozenset())]
        while stack:
            groups, apart = stack.pop()
            self._nodes.spend()
            plan = self._earliest(groups, order, precedence)
            if plan is None:
                continue
            days, holds = plan
            dated = [(day, act) for day, group in zip(days, groups, strict=True) for act in group]
            listed = tuple(sorted(day * size + act for day, act in dated))
            dates = self._dates(holds)
            if self._archive.settled((*dates, *bound[-3:]), listed):
                continue
            self._archive.offer((*dates, self._visits(dated), *bound[-2:]), listed)
            pair = self._pair(groups, days, apart, precedence)
            if pair is not None:
                one, other = groups[pair[0]], groups[pair[1]]
                stack.append((groups, apart | {(a, b) for a in one for b in other}))
                joined = [group for group in groups if group not in (one, other)]
                stack.append(([*joined, (*one, *other)], apart))

    def _earliest(
        self, groups: Sequence[Group], order: Sequence[int], precedence: Precedence
    ) -> tuple[list[int], list[int]] | None:
        """As ``earliest``, by rounds that only ever push groups later.

        That is the same wherever no acts need one another. Groups that push one another for ever are impossible,
        unless a second giver ends it: then ``earliest`` itself decides.
        """
        if self._circles:
            return earliest(self._instance, groups)
        days = [0] * len(groups)
        member = {act: number for number, group in enumerate(groups) for act in group}
        for number in range(len(groups) + _QUICK_ROUNDS):
            holds = self._round(groups, order, member, days)
            if isinstance(holds, list):
                return days, holds
            if not holds or (number == _QUICK_ROUNDS and precedence.contradicts(groups)):
                return None
        return earliest(self._instance, groups)

    def _round(
        self, groups: Sequence[Group], order: Sequence[int], member: dict[int, int], days: list[int]
    ) -> list[int] | bool:
        """Push ``days`` once: when milestones hold if nothing moved that came before, else whether to go on."""
        instance = self._instance
        holds = list(instance.initial)
        steady = True
        for act in order:
            number = member[act]
            ready = known = days[number]
            for need in instance.needs[act]:
                if holds[need] > ready:
                    ready = holds[need]
            group = groups[number]
            if ready >= NEVER:
                return False
            day = instance.opening[act][ready] if len(group) == 1 else first_open(instance, group, ready)
            if day >= NEVER:
                return False
            if day > known:
                days[number] = day
                steady = steady and len(group) == 1
            for milestone, wait in instance.gives[act]:
                until = wait[day]
                if until < holds[milestone]:
                    holds[milestone] = until
        return holds if steady else True

    def _dates(self, holds: Sequence[int]) -> Flat:
        instance = self._instance
        lost = sum(any(holds[m] > by for m in needed) for needed, by in instance.deadlines)
        covered = [max(holds[m] for m in group) for group in instance.urgent]
        return (lost, *covered, max(holds[m] for m in instance.goal))

    def _visits(self, dated: Sequence[tuple[int, int]]) -> int:
        keys = self._instance.keys
        return len({(keys[act], day) for day, act in dated if keys[act] >= 0})

    def _pair(
        self, groups: Sequence[Group], days: Sequence[int], apart: frozenset[Pair], precedence: Precedence
    ) -> Pair | None:
        """Two groups of one (who, place) on different days, as near as can be, that may still be joined."""
        keys = self._instance.keys
        places: dict[int, list[int]] = {}
        for number, group in enumerate(groups):
            if keys[group[0]] >= 0:
                places.setdefault(keys[group[0]], []).append(number)
        near = sorted(
            (abs(days[other] - days[one]), one, other)
            for numbers in places.values()
            for at, one in enumerate(numbers)
            for other in numbers[:at]
            if days[one] != days[other]
        )
        for _, one, other in near:
            pairs = [(a, b) for a in groups[one] for b in groups[other]]
            if not any((a, b) in apart or (b, a) in apart or precedence.strict(a, b) for a, b in pairs):
                return one, other
        return None
