"""The plans of one set of acts: as early as possible, and waiting so that visits are shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medcard.search.archive import Archive, Flat, Listing
from medcard.search.instance import Instance, bits
from medcard.search.nodes import Nodes
from medcard.search.order import Stage
from medcard.search.precedence import Precedence
from medcard.search.visits import earliest
from medcard.timing import NEVER

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
        size = len(self._instance.actions)
        visits = self._visits([(entry % size, entry // size) for entry in listing])
        self._archive.offer((*bound[:-3], visits, *bound[-2:]), listing)

    def regroup(self, bound: Flat, listing: Listing) -> None:
        """Enter every plan of the acts of ``listing`` that shares visits, unless the front has better.

        Branches on two groups of one (who, place) that fall on different days: joined for good, or on different
        days for good. What must lie on different days bounds the visits from below.
        """
        size = len(self._instance.actions)
        order = sorted((entry % size for entry in listing), key=self._rank.__getitem__)
        precedence = Precedence(self._instance, order)
        places, alone = self._places(order)
        stack: list[tuple[list[int], dict[int, int]]] = [([], precedence.apart())]
        while stack:
            groups, apart = stack.pop()
            self._nodes.spend()
            plan = self._earliest(groups, order, precedence)
            if plan is None:
                continue
            days, holds = plan
            listed = tuple(sorted([day * size + act for act, day in days.items()]))
            dates = self._dates(holds)
            together = _places_grouped(places, groups)
            visits = max(bound[-3], alone + sum([_least_days(masks, apart) for masks in together]))
            if self._archive.settled((*dates, visits, *bound[-2:]), listed):
                continue
            self._archive.offer((*dates, self._visits(days.items()), *bound[-2:]), listed)
            pair = _nearest(together, days, apart)
            if pair is not None:
                one, other = pair
                stack.append((groups, _held_apart(apart, one, other)))
                stack.append(([group for group in groups if group not in pair] + [one | other], apart))

    def _places(self, order: Sequence[int]) -> tuple[list[list[int]], int]:
        """The acts, as bits, of each (who, place) that has several, and how many have one."""
        places: dict[int, list[int]] = {}
        for act in order:
            if self._instance.keys[act] >= 0:
                places.setdefault(self._instance.keys[act], []).append(1 << act)
        several = [masks for masks in places.values() if len(masks) > 1]
        return several, len(places) - len(several)

    def _earliest(
        self, groups: Sequence[int], order: Sequence[int], precedence: Precedence
    ) -> tuple[dict[int, int], list[int]] | None:
        """As ``earliest``, by rounds that only ever push groups later; days by act.

        That is the same wherever no acts need one another. Groups that push one another for ever are impossible,
        unless a second giver ends it: then ``earliest`` itself decides.
        """
        members = {act: bits(group) for group in groups for act in bits(group)}
        if not self._circles:
            days = dict.fromkeys(order, 0)
            for number in range(len(order) + _QUICK_ROUNDS):
                holds = self._round(members, order, days)
                if isinstance(holds, list):
                    return days, holds
                if not holds or (number == _QUICK_ROUNDS and precedence.contradicts(members)):
                    return None
        split = [(act,) for act in order if act not in members] + [tuple(bits(group)) for group in groups]
        plan = earliest(self._instance, split)
        if plan is None:
            return None
        return {act: day for day, group in zip(plan[0], split, strict=True) for act in group}, plan[1]

    def _round(
        self, members: dict[int, list[int]], order: Sequence[int], days: dict[int, int]
    ) -> list[int] | bool:
        """Push ``days`` once: when milestones hold if no group moved, else whether to go on."""
        instance = self._instance
        holds = list(instance.initial)
        steady = True
        for act in order:
            ready = 0
            for need in instance.needs[act]:
                if holds[need] > ready:  # noqa: PLR1730 - max() would double the cost of the search
                    ready = holds[need]
            if act in members:
                ready = max(ready, days[act])
                day = self._first_open(members[act], ready)
                if day > days[act]:
                    steady = False
                    days.update(dict.fromkeys(members[act], day))
            else:
                day = days[act] = instance.opening[act][ready] if ready < NEVER else NEVER
            if day >= NEVER:
                return False
            for milestone, wait in instance.gives[act]:
                until = wait[day]
                if until < holds[milestone]:  # noqa: PLR1730
                    holds[milestone] = until
        return holds if steady else True

    def _first_open(self, group: Sequence[int], day: int) -> int:
        while day < NEVER:
            first = day
            for act in group:
                day = self._instance.opening[act][day]
            if day == first:
                break
        return day

    def _dates(self, holds: Sequence[int]) -> Flat:
        instance = self._instance
        lost = 0
        for needed, by in instance.deadlines:
            lost += any(holds[m] > by for m in needed)
        covered = [max([holds[m] for m in group]) for group in instance.urgent]
        return (lost, *covered, max([holds[m] for m in instance.goal]))

    def _visits(self, dated: Iterable[tuple[int, int]]) -> int:
        keys = self._instance.keys
        return len({(keys[act], day) for act, day in dated if keys[act] >= 0})


def _places_grouped(places: Sequence[Sequence[int]], groups: Sequence[int]) -> list[list[int]]:
    """For each (who, place) its groups, acts by themselves among them, as bits."""
    if not groups:
        return [list(masks) for masks in places]
    joined = 0
    for group in groups:
        joined |= group
    return [
        [mask for mask in masks if not mask & joined]
        + [group for group in groups if any(mask & group for mask in masks)]
        for masks in places
    ]


def _least_days(masks: Sequence[int], apart: dict[int, int]) -> int:
    """How many days one (who, place) needs at least: groups each two of which are held apart."""
    seen = count = 0
    for mask in masks:
        away = 0
        for act in bits(mask):
            away |= apart[act]
        if seen & ~away == 0:
            seen |= mask
            count += 1
    return count


def _nearest(
    places: Sequence[Sequence[int]], days: dict[int, int], apart: dict[int, int]
) -> tuple[int, int] | None:
    """Two groups of one (who, place) on different days, as near as can be, that may still be joined."""
    best: tuple[int, int, int] | None = None
    for masks in places:
        dated = [(days[mask.bit_length() - 1], mask) for mask in masks]
        for number, (day, mask) in enumerate(dated):
            for other_day, other in dated[:number]:
                distance = abs(day - other_day)
                if not distance or (best is not None and distance > best[0]):
                    continue
                if not any(apart[act] & other for act in bits(mask)):
                    candidate = (distance, mask, other)
                    best = candidate if best is None else min(best, candidate)
    return best and (best[1], best[2])


def _held_apart(apart: dict[int, int], one: int, other: int) -> dict[int, int]:
    changed = dict(apart)
    for act in bits(one):
        changed[act] |= other
    for act in bits(other):
        changed[act] |= one
    return changed
