"""The plans of one set of acts: as early as possible, and waiting so that visits are shared.

Day by day, with what is known of the past only: an act that shares its (who, place) with no other is done as soon
as it can be. Where several are to be done, each day on which some could be is either a visit, and then all that can
be done there are, or is let pass, and then the next visit must do something that this one could not: otherwise it
could as well be made now. Everything is monotone, so no other plan is better or has a smaller list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from medcard.search.archive import Archive, Flat, Listing
from medcard.search.instance import Instance, bits
from medcard.search.nodes import Nodes
from medcard.search.order import Stage
from medcard.search.precedence import earlier
from medcard.timing import NEVER


@attrs.define(eq=False, repr=False)
class _State:
    """A plan up to and including some of the acts of ``day``. ``passed``: by place, what visits could have done."""

    day: int
    holds: list[int]
    left: list[int]
    done: dict[int, int]
    visits: int
    visited: dict[int, int]
    passed: dict[int, tuple[int, ...]]
    passed_on: dict[int, int]

    def copy(self) -> _State:
        return _State(
            self.day,
            list(self.holds),
            list(self.left),
            dict(self.done),
            self.visits,
            dict(self.visited),
            dict(self.passed),
            dict(self.passed_on),
        )


class Regrouper:
    """Enters the plans of sets of acts into ``archive``."""

    def __init__(self, instance: Instance, stages: Sequence[Stage], archive: Archive, nodes: Nodes) -> None:
        self._instance = instance
        self._archive = archive
        self._nodes = nodes
        self._rank = {act: n for n, act in enumerate(act for stage in stages for act in stage.acts)}
        self._circles = any(stage.circle for stage in stages)
        self._shared: dict[int, int] = {}
        self._earlier: dict[int, int] = {}

    def enter(self, bound: Flat, listing: Listing) -> None:
        """Enter the plan that never waits: its vector is ``bound`` but for the visits."""
        size = len(self._instance.actions)
        visits = count_visits(self._instance, [(entry % size, entry // size) for entry in listing])
        self._archive.offer((*bound[:-3], visits, *bound[-2:]), listing)

    def regroup(self, bound: Flat, listing: Listing) -> None:
        """Enter every plan of the acts of ``listing`` that shares visits, unless the front has better."""
        size, keys = len(self._instance.actions), self._instance.keys
        order = sorted((entry % size for entry in listing), key=self._rank.__getitem__)
        places: dict[int, int] = {}
        for act in order:
            if keys[act] >= 0:
                places[keys[act]] = places.get(keys[act], 0) | 1 << act
        self._shared = {key: mask for key, mask in places.items() if mask & (mask - 1)}
        self._earlier = earlier(self._instance, order)
        stack = [_State(0, list(self._instance.initial), order, {}, 0, {}, {}, {})]
        while stack:
            state = stack.pop()
            self._nodes.spend(1 + len(order) // 2)
            key = self._advance(state)
            if key is None or self._settled(state, bound):
                continue
            if not state.left:
                dates = vector_dates(self._instance, state.holds)
                self._archive.offer((*dates, state.visits, *bound[-2:]), _listing(state.done, size))
                continue
            later = state.copy()
            later.passed[key] = (*later.passed.get(key, ()), self._could(state, (key,))[key])
            later.passed_on[key] = state.day
            stack.append(later)
            state.visits += 1
            state.visited[key] = state.day
            state.passed.pop(key, None)
            stack.append(state)

    def _advance(self, state: _State) -> int | None:
        """Go on to the next choice: the (who, place) to visit or not; -1 when all acts are done.

        None when the acts left can never be done, or only in a way that could as well have been chosen before.
        """
        while state.left:
            possible = self._do_all(state)
            most: dict[int, int] = {}
            for key in sorted(possible):
                passed = state.passed.get(key)
                if passed is None:
                    return key
                most = most or self._could(state, self._shared)
                if any(most[key] & ~other == 0 for other in passed):
                    continue
                if state.passed_on[key] != state.day or self._could(state, (key,))[key] & ~passed[-1]:
                    return key
            if not state.left:
                break
            state.day = self._next_day(state)
            if state.day >= NEVER:
                return None
        return -1

    def _could(self, state: _State, keys: Iterable[int]) -> dict[int, int]:
        """By (who, place), the acts, as bits, that would be done today if ``keys`` were visited."""
        trial = state.copy()
        trial.visited |= dict.fromkeys(keys, state.day)
        self._do_all(trial)
        return {
            key: sum(1 << act for act in bits(self._shared[key]) if trial.done.get(act) == state.day) for key in keys
        }

    def _do_all(self, state: _State) -> set[int]:
        """Do all that is done today without a choice; returns each (who, place) where a visit could do something."""
        needs, openings, keys = self._instance.needs, self._instance.opening, self._instance.keys
        day, holds, shared, visited = state.day, state.holds, self._shared, state.visited
        going = True
        possible: set[int] = set()
        while going:
            going = False
            left: list[int] = []
            for act in state.left:
                for need in needs[act]:
                    if holds[need] > day:
                        left.append(act)
                        break
                else:
                    key = keys[act]
                    if openings[act][day] != day:
                        left.append(act)
                    elif key in shared and visited.get(key) != day:
                        possible.add(key)
                        left.append(act)
                    else:
                        state.visits += key >= 0 and key not in shared
                        state.done[act] = day
                        going = True
                        for milestone, wait in self._instance.gives[act]:
                            if wait[day] < holds[milestone]:  # noqa: PLR1730 - min() would cost more
                                holds[milestone] = wait[day]
            state.left = left
        return possible

    def _next_day(self, state: _State) -> int:
        """The first later day on which something new may be done, alone or after others on the same day."""
        keys, openings, holds, today = self._instance.keys, self._instance.opening, state.holds, state.day
        found = NEVER
        for act in state.left:
            key = keys[act]
            passed = state.passed.get(key, ())
            if passed and any(mask >> act & 1 for mask in passed) and not self._mixed(key):
                continue
            ready = today
            blocked = False
            for need in self._instance.needs[act]:
                if holds[need] >= NEVER:
                    blocked = True
                elif holds[need] > ready:
                    ready = holds[need]
            if not blocked or ready > today or openings[act][today] != today:
                found = min(found, openings[act][max(ready, today + 1)])
        return found

    def _mixed(self, key: int) -> bool:
        """Whether the acts of one (who, place) are open on different days: then what was let pass may combine."""
        openings = [self._instance.opening[act] for act in bits(self._shared[key])]
        return any(opening is not openings[0] for opening in openings)

    def _settled(self, state: _State, bound: Flat) -> bool:
        """Whether nothing that ``state`` grows into can enter the front."""
        days = dict(state.done)
        dates: Sequence[int] = bound[:-3]
        if not self._circles:
            dates = vector_dates(self._instance, self._soonest(state, days))
        else:
            days |= dict.fromkeys(state.left, state.day)
        visits = max(bound[-3], state.visits + self._visits_left(state))
        return self._archive.settled((*dates, visits, *bound[-2:]), _listing(days, len(self._instance.actions)))

    def _soonest(self, state: _State, days: dict[int, int]) -> list[int]:
        """When milestones hold if no act left waits; their days go to ``days``."""
        instance = self._instance
        holds = list(state.holds)
        for act in state.left:
            ready = state.day
            for need in instance.needs[act]:
                ready = max(ready, holds[need])
            day = days[act] = instance.opening[act][ready] if ready < NEVER else NEVER
            if day < NEVER:
                for milestone, wait in instance.gives[act]:
                    holds[milestone] = min(holds[milestone], wait[day])
        return holds

    def _visits_left(self, state: _State) -> int:
        """How many visits the acts left need at least: those of one chain lie on different days."""
        keys = self._instance.keys
        levels: dict[int, int] = {}
        most: dict[int, int] = {}
        for act in state.left:
            key = keys[act]
            if key < 0:
                continue
            before = [
                level for other, level in levels.items() if self._earlier[act] >> other & 1 and keys[other] == key
            ]
            levels[act] = 1 + max(before, default=0)
            most[key] = max(most.get(key, 0), levels[act])
        today = sum(1 for key in most if state.visited.get(key) == state.day)
        return sum(most.values()) - today


def vector_dates(instance: Instance, holds: Sequence[int]) -> Flat:
    """Lost, covered… and finish when milestones hold from the days ``holds``."""
    lost = 0
    for needed, by in instance.deadlines:
        lost += any(holds[m] > by for m in needed)
    covered = [max([holds[m] for m in group]) for group in instance.urgent]
    return (lost, *covered, max([holds[m] for m in instance.goal]))


def count_visits(instance: Instance, dated: Iterable[tuple[int, int]]) -> int:
    """How many visits acts with their days make."""
    keys = instance.keys
    return len({(keys[act], day) for act, day in dated if keys[act] >= 0})


def _listing(days: dict[int, int], size: int) -> Listing:
    return tuple(sorted([day * size + act for act, day in days.items()]))
