"""The days of a plan's results, and the last day on which it could begin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import attrs

from medcard.plan import WorkingDays
from medcard.problem import WORKING, Act, Action, Problem
from medcard.record import Record
from medcard.timing import NEVER, Clock, next_open, open_days, within


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Day(Record):
    """Least and most day of something, as dates."""

    earliest: date
    latest: date


class Days:
    """The dates of one chosen plan."""

    def __init__(self, problem: Problem, acts: Sequence[Act]) -> None:
        self.problem = problem
        self.calendars = dict(problem.calendars)
        self.clock = Clock(problem.start, self.calendars[WORKING])
        actions = {action.id: action for action in problem.actions}
        self.chosen: tuple[tuple[Action, Act], ...] = tuple((actions[act.id], act) for act in acts)

    def result(self, action: Action, act: Act, milestone: str) -> Day:
        """When a milestone that an act gives holds."""
        spans = dict(action.gives)[milestone]
        return Day(
            earliest=self.clock.date(self.clock.end(spans, self.clock.day(act.earliest), longest=False)),
            latest=self.clock.date(self.clock.end(spans, self.clock.day(act.on), longest=True)),
        )

    def in_order(self, goals: Collection[str]) -> tuple[tuple[Action, Act], ...]:
        """The chosen acts by latest day, then after what they need, then those that give a goal first, then by id."""
        holds = {i.milestone: i.latest or self.problem.start for i in self.problem.initial}
        waiting = sorted(self.chosen, key=lambda pair: (pair[1].on, pair[0].id))
        placed: list[tuple[Action, Act]] = []
        while waiting:
            day = waiting[0][1].on
            today = [pair for pair in waiting if pair[1].on == day]
            ready = [pair for pair in today if all(holds.get(need, date.max) <= day for need in pair[0].needs)]
            chosen = min(ready or today, key=lambda pair: (not _gives(pair[0], goals), pair[0].id))
            waiting.remove(chosen)
            placed.append(chosen)
            for milestone, _ in chosen[0].gives:
                result = self.result(*chosen, milestone).latest
                holds[milestone] = min(result, holds.get(milestone, result))
        return tuple(placed)

    def holds(self) -> dict[str, Day]:
        """When every milestone of the plan first holds, initial ones among them."""
        found: dict[str, Day] = {}
        start = self.problem.start
        for initial in self.problem.initial:
            latest, earliest = max(initial.latest or start, start), max(initial.earliest or start, start)
            found[initial.milestone] = Day(earliest=earliest, latest=latest)
        for action, act in self.chosen:
            for milestone, _ in action.gives:
                day = self.result(action, act, milestone)
                known = found.get(milestone, day)
                found[milestone] = Day(earliest=min(day.earliest, known.earliest), latest=min(day.latest, known.latest))
        return found

    def working(self, last: date, known_until: date) -> WorkingDays:
        """The working days of the problem up to ``last``."""
        calendar = self.calendars[WORKING]
        return WorkingDays(
            weekdays=calendar.weekdays,
            minus=tuple(day for day in calendar.minus if day <= last),
            plus=tuple(day for day in calendar.plus if day <= last),
            last=last,
            known_until=known_until,
        )

    def latest_start(self, milestones: Sequence[str], by: date) -> date | None:
        """The last day on which these acts could begin and still reach ``milestones`` by ``by``; None: none."""
        low, high = 0, self.clock.day(by)
        if by < self.problem.start or not self._reaches(0, milestones, high):
            return None
        while low < high:
            middle = (low + high + 1) // 2
            if self._reaches(middle, milestones, self.clock.day(by)):
                low = middle
            else:
                high = middle - 1
        return self.clock.date(low)

    def _reaches(self, start: int, milestones: Sequence[str], by: int) -> bool:
        """Whether the acts, each as early as possible from ``start``, reach ``milestones`` by day ``by``."""
        holds: dict[str, int] = {i.milestone: self.clock.day(i.latest) if i.latest else 0 for i in self.problem.initial}
        waiting = list(self.chosen)
        while waiting:
            ready = [pair for pair in waiting if all(need in holds for need in pair[0].needs)]
            if not ready:
                break
            for action, act in ready:
                day = self._first_open(action, max([start, *(holds[need] for need in action.needs)]))
                for milestone, spans in action.gives:
                    end = self.clock.end(spans, day, longest=True) if day < NEVER else NEVER
                    holds[milestone] = min(end, holds.get(milestone, NEVER))
                waiting.remove((action, act))
        return all(holds.get(milestone, NEVER) <= by for milestone in milestones)

    def _first_open(self, action: Action, day: int) -> int:
        days = within(open_days(self.calendars[action.open], self.problem.start), action.windows, self.problem.start)
        return next_open(days)[min(day, NEVER)]


def _gives(action: Action, goals: Collection[str]) -> bool:
    return any(milestone in goals for milestone, _ in action.gives)


def depends(actions: Mapping[str, Action]) -> dict[str, set[str]]:
    """For each chosen action those that it waits for, directly or not."""
    givers: dict[str, list[str]] = {}
    for action in actions.values():
        for milestone, _ in action.gives:
            givers.setdefault(milestone, []).append(action.id)
    direct = {
        action.id: {giver for need in action.needs for giver in givers.get(need, ()) if giver != action.id}
        for action in actions.values()
    }
    for _ in actions:
        for ids in direct.values():
            ids.update(*(direct[each] for each in tuple(ids)))
    return direct
