"""How far a plan can slip: the last day of each of its acts, the last day to start, a bet on the shortest waits.

A *limit* is a deadline that is to be kept: one of the problem's, an urgent group on its day, the goal on the finish.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from functools import cached_property

import attrs

from medcard.problem import HORIZON_DAYS, Act, Deadline, Initial, Prefer, Problem
from medcard.schedule import DEFAULT_BUDGET, choose, solve_at_risk
from medcard.search.instance import Instance
from medcard.search.labels import Search
from medcard.search.reach import Reach
from medcard.search.visits import earliest, kept_together, visits_of
from medcard.timing import NEVER

STARTED = "(started)"
"""A milestone that acts need and that holds from the day before which they are not to be done."""


class Leeway:
    """How far the plan of ``acts``, one of ``problem``, can slip; limits may name its milestones and no others."""

    def __init__(self, problem: Problem, acts: Sequence[Act]) -> None:
        self._problem = problem
        self._acts = acts
        self._mine = _Gated(problem, {act.id for act in acts})

    @cached_property
    def _all(self) -> _Gated:
        return _Gated(self._problem, {action.id for action in self._problem.actions})

    def last_days(self, limits: Sequence[Deadline]) -> dict[str, date]:
        """For each act the last day on which it can be done and still keep ``limits``, as the plan does.

        The other acts are done as early as they then can be, on the longest waits; acts that share a visit slip
        together. Never before the day that the plan has for the act, never after the last of the limits.
        """
        mine = self._mine
        known = mine.limits(limits)
        cap = max([by for _, by in known], default=0)
        days = {act.id: mine.clock.day(act.on) for act in self._acts}
        visits = visits_of(mine.instance, [(days[name], act) for act, name in enumerate(mine.names)])
        found: dict[str, date] = {}
        for visit in visits:
            planned = days[mine.names[visit[0]]]

            def fits(day: int, visit: tuple[int, ...] = visit) -> bool:
                done = mine.held_back(visits, visit, day)
                return done is not None and done[0] <= cap and _kept(done[1], known)

            last = mine.clock.date(_last(fits, planned, max(planned, cap)))
            found |= {mine.names[act]: last for act in visit}
        return found

    def last_start(self, limits: Sequence[Deadline]) -> date:
        """The last day of start from which some plan, of these acts or others, reaches the goal and keeps ``limits``.

        This plan does so from ``problem.start``. Never after the last of the limits. To start on a day means to do
        no act before it; all else is as in the problem, the person's facts and age too.
        """
        cap = min(max([(limit.by - self._problem.start).days for limit in limits], default=0), HORIZON_DAYS)
        mine = _last(lambda day: self._mine.reaches(limits, day), 0, max(0, cap))
        most = _last(lambda day: self._all.reaches(limits, day), mine, max(0, cap))
        if most > mine and not _possible(self._problem, limits, most):
            most = _last(lambda day: _possible(self._problem, limits, day), mine, most - 1)
        return self._problem.start + timedelta(days=most)


def bet(problem: Problem, prefer: Prefer) -> tuple[Act, ...]:
    """The acts of the plan that ``prefer`` chooses when every wait is its shortest, by date then id.

    ``earliest`` is the day on these waits, ``on`` the day of the same act on the longest; no acts where the longest
    waits do not lead to the goal.
    """
    choice = choose(solve_at_risk(problem), prefer)
    if choice is None:
        return ()
    instance = Instance(_only(problem, {act.id for act in choice.actions}))
    number = {action.id: act for act, action in enumerate(instance.actions)}
    longest = kept_together(instance, [(instance.clock.day(act.on), number[act.id]) for act in choice.actions])
    if longest is None:
        return ()
    dated = (attrs.evolve(act, on=instance.clock.date(longest[number[act.id]])) for act in choice.actions)
    return tuple(sorted(dated, key=lambda act: (act.on, act.id)))


Limits = Sequence[tuple[tuple[int, ...], int]]
"""For each limit its milestones, by number, and the last day."""


class _Gated:
    """Some acts of a problem on the longest waits, each with a need of its own by which it can be held back."""

    def __init__(self, problem: Problem, ids: Collection[str]) -> None:
        self.instance = Instance(_only(problem, ids))
        self.clock = self.instance.clock
        self.names = [action.id for action in self.instance.actions]
        self._number = {name: number for number, name in enumerate(self.instance.milestones)}
        self._gates = len(self.instance.milestones)
        for act in self.instance.acts:
            self.instance.needs[act] = (*self.instance.needs[act], self._gates + act)
            self.instance.milestones.append(STARTED)
            self.instance.initial.append(0)
        self._reach = Reach(self.instance, self.instance.acts)

    def limits(self, limits: Sequence[Deadline]) -> Limits:
        """Limits by number; what nobody gives or needs holds by itself, since the plan keeps the limit."""
        return [
            (
                tuple(self._number[m] for m in each.milestones if m in self._number),
                min(self.clock.day(each.by), HORIZON_DAYS),
            )
            for each in limits
        ]

    def reaches(self, limits: Sequence[Deadline], day: int) -> bool:
        """Whether all the acts, each as early as it can be from ``day``, reach the goal and keep the limits.

        That at most one of each ``once`` is chosen is no limit here.
        """
        initial = self.instance.initial
        holds = self._reach.soonest([*initial[: self._gates], *[day] * len(self.names)])
        return all(holds[m] < NEVER for m in self.instance.goal) and _kept(holds, self.limits(limits))

    def held_back(
        self, visits: Sequence[tuple[int, ...]], visit: tuple[int, ...], day: int
    ) -> tuple[int, list[int]] | None:
        """When ``visit`` is made and milestones hold if it is made on ``day`` or later; None if it never can be."""
        initial = self.instance.initial
        for act in visit:
            initial[self._gates + act] = day
        found = earliest(self.instance, visits)
        for act in visit:
            initial[self._gates + act] = 0
        if found is None or any(found[1][m] >= NEVER for m in self.instance.goal):
            return None
        return found[0][visits.index(visit)], found[1]


def _kept(holds: Sequence[int], limits: Limits) -> bool:
    return all(holds[m] <= by for needed, by in limits for m in needed)


def _only(problem: Problem, ids: Collection[str]) -> Problem:
    return attrs.evolve(problem, actions=tuple(action for action in problem.actions if action.id in ids))


def _last(fits: Callable[[int], bool], low: int, high: int) -> int:
    """The last of ``low``..``high`` that fits; ``low`` does, and nothing does after what does not."""
    if low < high and not fits(low + 1):
        return low
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _possible(problem: Problem, limits: Sequence[Deadline], day: int) -> bool:
    """Whether some plan of the problem that does nothing before ``day`` keeps ``limits``."""
    start = problem.start + timedelta(days=day)
    bare = attrs.evolve(
        problem,
        initial=(*problem.initial, Initial(milestone=STARTED, earliest=start, latest=start)),
        goal=tuple(dict.fromkeys((*problem.goal, *(m for group in problem.urgent for m in group)))),
        urgent=(),
        deadlines=tuple(limits),
        actions=tuple(
            attrs.evolve(action, needs=(*action.needs, STARTED), place=None, fee=0, materials=())
            for action in problem.actions
        ),
    )
    search = Search(Instance(bare), DEFAULT_BUDGET)
    search.run()
    return any(not lost for lost, *_ in search.archive.plans)
