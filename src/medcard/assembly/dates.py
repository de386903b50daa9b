"""The days of a plan's results, and the order of its acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import attrs

from medcard.plan import WorkingDays
from medcard.problem import WORKING, Act, Action, Problem
from medcard.record import Record
from medcard.timing import Clock


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

    def since(self, milestone: str) -> date | None:
        """The earliest day on which a milestone may hold, also one before the plan; None: never, or nobody knows."""
        days = [
            self.result(action, act, milestone).earliest
            for action, act in self.chosen
            if milestone in dict(action.gives)
        ]
        days += [each.earliest for each in self.problem.initial if each.milestone == milestone and each.earliest]
        return min(days, default=None)

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
