"""Why there is no plan: the fewest milestones such that a plan exists once they hold from the start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import attrs

from medcard.problem import Cause, Initial, Problem, Why
from medcard.search.instance import Instance
from medcard.search.labels import Search
from medcard.search.order import givers_of
from medcard.search.reach import Reach
from medcard.timing import NEVER

_MOST_TRIES = 3_000
_TRIES_OF_A_SEARCH = 30


def find_causes(problem: Problem, budget: int) -> tuple[Cause, ...]:
    """A minimal set of causes, by milestone: with all of them removed a plan exists, with any left none does.

    A cause is removed when its milestone holds from the start. Fewest first, then by milestone. When the tries
    run out, the set is still minimal but others may be smaller; when ``budget`` nodes for all of them run out, it
    may hold more than it must.
    """
    wish = _Wish(problem, budget)
    causes = wish.candidates()
    names = sorted(causes)
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            if wish.tries > _MOST_TRIES:
                return tuple(causes[name] for name in _reduced(wish, names))
            if wish.possible(some):
                return tuple(causes[name] for name in some)
    return tuple(causes[name] for name in names)


def is_feasible(problem: Problem, budget: int) -> bool:
    """Whether a plan exists; when ``budget`` nodes run out before one is found, no."""
    return _Wish(problem, budget).possible(())


def _reduced(wish: _Wish, names: Sequence[str]) -> list[str]:
    kept = list(names)
    for name in reversed(names):
        fewer = [other for other in kept if other != name]
        if wish.possible(fewer):
            kept = fewer
    return kept


class _Wish:
    """The problem with some milestones holding from the start, stripped to whether a plan exists."""

    def __init__(self, problem: Problem, budget: int) -> None:
        self.tries = 0
        """How often ``possible`` was asked; a question that took a search counts as many."""
        self._budget = budget
        self._problem = attrs.evolve(
            problem,
            goal=tuple(dict.fromkeys([*problem.goal, *(m for group in problem.urgent for m in group)])),
            urgent=(),
            deadlines=(),
            actions=tuple(attrs.evolve(act, place=None, fee=0, materials=()) for act in problem.actions),
        )
        self._declared = {entry.milestone for entry in problem.initial}
        self._instance = Instance(self._problem)
        self._reach = Reach(self._instance, self._instance.acts)
        self._names = self._instance.milestones
        self._givers = givers_of(self._instance)

    def possible(self, names: Iterable[str]) -> bool:
        """Whether a plan exists once ``names`` hold from the start."""
        self.tries += 1
        numbers = {self._names.index(name) for name in names}
        holds = self._soonest(numbers)
        if any(holds[m] >= NEVER for m in self._instance.goal):
            return False
        if not any(self._instance.clashes):
            return True
        self.tries += _TRIES_OF_A_SEARCH
        assumed = {self._names[number] for number in numbers}
        rest = tuple(entry for entry in self._problem.initial if entry.milestone not in assumed)
        initial = (*rest, *(Initial(milestone=name) for name in sorted(assumed)))
        search = Search(Instance(attrs.evolve(self._problem, initial=initial)), self._budget)
        search.run()
        self._budget = search.nodes_left
        return bool(search.archive.plans)

    def candidates(self) -> dict[str, Cause]:
        """Causes by milestone; a plan exists once all of them are removed."""
        found: dict[int, tuple[Why, list[int]]] = {}
        holds = self._soonest(found)
        for number in self._missing(holds):
            if not self._givers[number] and self._names[number] not in self._declared:
                found[number] = (Why.NOTHING_GIVES, [])
        self._add_circles(found)
        while fresh := self._too_late(self._soonest(found), found):
            found |= fresh
        if not self.possible(self._names[number] for number in found):
            self._add_clashes(found)
        return {self._names[number]: self._cause(number, *why) for number, why in found.items()}

    def _cause(self, number: int, why: Why, acts: Sequence[int]) -> Cause:
        ids = tuple(sorted(self._instance.actions[act].id for act in acts))
        return Cause(milestone=self._names[number], why=why, actions=ids)

    def _soonest(self, assumed: Iterable[int]) -> list[int]:
        start = list(self._instance.initial)
        for number in assumed:
            start[number] = 0
        return self._reach.soonest(start)

    def _missing(self, holds: Sequence[int]) -> list[int]:
        """Milestones that never hold and stand between the start and the goal."""
        found = [m for m in self._instance.goal if holds[m] >= NEVER]
        for milestone in found:
            for act in self._givers[milestone]:
                found += [m for m in self._instance.needs[act] if holds[m] >= NEVER and m not in found]
        return found

    def _add_circles(self, found: dict[int, tuple[Why, list[int]]]) -> None:
        """Milestones that need themselves, whatever the dates, once what nothing gives is there."""
        there = {m for m, name in enumerate(self._names) if name in self._declared} | set(found)
        grown = True
        while grown:
            grown = False
            for act in self._instance.acts:
                given = {m for m, _ in self._instance.gives[act]}
                if there.issuperset(self._instance.needs[act]) and not given <= there:
                    there |= given
                    grown = True
        for milestone in self._missing([NEVER if m not in there else 0 for m in range(len(self._names))]):
            around = self._around(milestone, there)
            if around:
                found[milestone] = (Why.CIRCLE, around)

    def _around(self, milestone: int, there: set[int]) -> list[int]:
        """The acts that give ``milestone`` and need it, by way of others; none when it is in no circle."""
        acts: list[int] = []
        for act in self._givers[milestone]:
            needed = [m for m in self._instance.needs[act] if m not in there]
            for need in needed:
                for giver in self._givers[need] if need != milestone else ():
                    needed += [m for m in self._instance.needs[giver] if m not in there and m not in needed]
            if milestone in needed:
                acts.append(act)
        return acts

    def _too_late(
        self, holds: Sequence[int], found: dict[int, tuple[Why, list[int]]]
    ) -> dict[int, tuple[Why, list[int]]]:
        """Milestones that never hold though some act that gives them has all it needs."""
        fresh: dict[int, tuple[Why, list[int]]] = {}
        for milestone in self._missing(holds):
            if milestone in found:
                continue
            ready = {
                act: max([holds[m] for m in self._instance.needs[act]], default=0) for act in self._givers[milestone]
            }
            able = [act for act, day in ready.items() if day < NEVER]
            shut = [
                act
                for act in able
                if self._instance.actions[act].windows and self._instance.opening[act][ready[act]] >= NEVER
            ]
            if shut:
                fresh[milestone] = (Why.WINDOW, shut)
            elif able or self._names[milestone] in self._declared:
                fresh[milestone] = (Why.HORIZON, able)
        return fresh

    def _add_clashes(self, found: dict[int, tuple[Why, list[int]]]) -> None:
        """Milestones whose acts exclude acts that are needed too: nothing gives them beside the others."""
        for milestone, acts in enumerate(self._givers):
            clashing = [act for act in acts if self._instance.clashes[act]]
            if clashing and milestone not in found and self._instance.initial[milestone] > 0:
                found[milestone] = (Why.NOTHING_GIVES, clashing)
