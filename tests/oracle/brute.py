"""The front of a tiny problem by trying every plan, written from DESIGN §3 with nothing clever in it.

One thought is built in, because there are far too many days to try otherwise: a plan in which a whole visit could
as well be made earlier is never better. So only days are tried on which something becomes possible (the start, a
day when an initial milestone holds, a day when what was given on a tried day holds, and the first day after those
that is open to some of the acts together), and ``lazy`` leaves out plans with a visit that could be made on an
earlier of these days; ``test_search_laws.py`` holds that leaving them out changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations

from medcard.problem import Action, Calendar, Problem, Span

Plan = dict[str, date]
"""Each chosen action and its date."""
Vector = tuple[object, ...]
ONE_DAY = timedelta(days=1)


class Brute:
    """Everything §3 says about one problem, on the longest waits (``most``) or on the shortest (``least``)."""

    def __init__(self, problem: Problem, which: str = "most", *, lazy: bool = True, groups: bool = True) -> None:
        self.problem = problem
        self.lazy = lazy
        self.which = which
        self.calendars = dict(problem.calendars)
        self.actions = {action.id: action for action in problem.actions}
        self.last = problem.start + 1096 * ONE_DAY
        self.groups = groups
        self.ends: dict[tuple[tuple[Span, ...], date], date | None] = {}
        self.initial = {}
        for entry in problem.initial:
            moment = (entry.latest if which == "most" else entry.earliest) or problem.start
            if max(moment, problem.start) <= self.last:
                self.initial[entry.milestone] = max(moment, problem.start)

    # dates

    def is_open(self, calendar: Calendar, day: date) -> bool:
        if day in calendar.plus:
            return True
        return day.isoweekday() in calendar.weekdays and day not in calendar.minus

    def may_act(self, action: Action, day: date) -> bool:
        if not self.problem.start <= day <= self.last:
            return False
        if not self.is_open(self.calendars[action.open], day):
            return False
        return not action.windows or any(first <= day <= last for first, last in action.windows)

    def end(self, spans: tuple[Span, ...], day: date) -> date | None:
        """The day a milestone given on ``day`` holds; None when that is never."""
        if (spans, day) not in self.ends:
            self.ends[spans, day] = self._end(spans, day)
        return self.ends[spans, day]

    def _end(self, spans: tuple[Span, ...], day: date) -> date | None:
        for span in spans:
            count = getattr(span, self.which)
            if span.unit == "not-before":
                assert span.date is not None
                day = max(day, span.date)
            elif count == 0:
                continue
            elif span.unit == "working":
                for _ in range(count):
                    day = self._next_working(day + ONE_DAY)
            elif span.unit == "calendar":
                day = self._next_working(day + count * ONE_DAY)
            elif span.unit == "month":
                day = self._next_working(months_later(day, count))
            else:
                assert span.unit == "next-month"
                day = months_later(day.replace(day=1), count)
            if day > self.last:
                return None
        return day

    def _next_working(self, day: date) -> date:
        while not self.is_open(self.calendars["working"], day):
            day += ONE_DAY
            if day > self.last:
                return day
        return day

    # plans

    def holds(self, plan: Plan) -> dict[str, date]:
        """The day from which each milestone holds, of those that ever do."""
        days = dict(self.initial)
        for name, on in plan.items():
            for milestone, spans in self.actions[name].gives:
                day = self.end(spans, on)
                if day is not None and (milestone not in days or day < days[milestone]):
                    days[milestone] = day
        return days

    def can_follow(self, plan: Plan, names: Sequence[str], on: date) -> bool:
        """Whether the acts ``names`` can be done on ``on``, in some order, after those of ``plan``."""
        done = dict(plan)
        left = list(names)
        while left:
            days = self.holds(done)
            ready = [n for n in left if all(m in days and days[m] <= on for m in self.actions[n].needs)]
            if not ready:
                return False
            done[ready[0]] = on
            left.remove(ready[0])
        return True

    def plans(
        self, days: Sequence[date], names: Sequence[str], past: int = 0, plan: Plan | None = None
    ) -> Iterator[Plan]:
        """Every plan of acts of ``names`` done on ``days`` (ascending), the first ``past`` of them behind us."""
        plan = plan or {}
        if past == len(days):
            yield plan
            return
        on = days[past]
        possible = [n for n in names if n not in plan and self.may_act(self.actions[n], on)]
        for chosen in subsets(possible):
            if not self.compatible([*plan, *chosen]) or not self.can_follow(plan, chosen, on):
                continue
            if self.lazy and any(self.could_go(plan, chosen, day) for day in days[:past]):
                continue
            yield from self.plans(days, names, past + 1, plan | dict.fromkeys(chosen, on))

    def could_go(self, plan: Plan, chosen: Sequence[str], day: date) -> bool:
        """Whether one of the visits that do ``chosen`` could as well be made on the earlier ``day``."""
        before = {name: on for name, on in plan.items() if on <= day}
        visits: dict[object, list[str]] = {}
        for name in chosen:
            act = self.actions[name]
            visits.setdefault(name if act.place is None else (act.who, act.place), []).append(name)
        return any(
            all(self.may_act(self.actions[name], day) for name in visit) and self.can_follow(before, visit, day)
            for visit in visits.values()
        )

    def compatible(self, names: Sequence[str]) -> bool:
        return all(not set(self.actions[a].once) & set(self.actions[b].once) for a, b in combinations(names, 2))

    def is_plan(self, plan: Plan) -> bool:
        """Whether ``plan`` keeps every rule of §3."""
        days = sorted(set(plan.values()))
        on = {day: [name for name in plan if plan[name] == day] for day in days}
        return (
            self.compatible(list(plan))
            and all(self.may_act(self.actions[name], day) for name, day in plan.items())
            and all(self.can_follow({n: d for n, d in plan.items() if d < day}, on[day], day) for day in days)
        )

    def common_days(self) -> list[list[date]]:
        """The days open to some acts of one (who, place) together, for every such set of acts."""
        every = [self.problem.start + n * ONE_DAY for n in range(1097)]
        actions = self.problem.actions
        open_to = {action.id: {day for day in every if self.may_act(action, day)} for action in actions}
        some = subsets(actions) if self.groups else [(action,) for action in actions]
        together = [group for group in some if len({(a.who, a.place) for a in group}) == 1]
        return [sorted(set.intersection(*(open_to[a.id] for a in group))) for group in together]

    def days_to_try(self) -> list[date]:
        """The days on which something becomes possible, see the head of this file."""
        days: set[date] = set()
        new = {self.problem.start, *self.initial.values()}
        common = self.common_days()
        for _ in range(len(self.actions) + 1):
            acts_on = {
                day for start in new for open_on in common for day in open_on[bisect_left(open_on, start) :][:1]
            } - days
            days |= acts_on
            new = set()
            for day in acts_on:
                for action in self.problem.actions:
                    if self.may_act(action, day):
                        new |= {end for _, spans in action.gives if (end := self.end(spans, day)) is not None}
        return sorted(days)

    # objectives

    def vector(self, plan: Plan) -> Vector | None:
        """What §3 counts; None when a goal or an urgent milestone never holds."""
        problem = self.problem
        days = self.holds(plan)
        wanted = {*problem.goal, *chain(*problem.urgent)}
        if not wanted <= days.keys():
            return None
        lost = sum(
            not all(m in days and days[m] <= deadline.by for m in deadline.milestones) for deadline in problem.deadlines
        )
        covered = tuple(max(days[m] for m in group) for group in problem.urgent)
        finish = max((days[m] for m in wanted), default=problem.start)
        acts = [(self.actions[name], on) for name, on in plan.items()]
        visits = {(action.who, action.place, on) for action, on in acts if action.place is not None}
        fee = sum(action.fee for action, _ in acts)
        groups = [set(group) for action, _ in acts for group in action.materials]
        return (lost, covered, finish, len(visits), fee, least_cover(groups))

    def front(self) -> list[tuple[Vector, list[tuple[date, str]]]]:
        """Each vector that no plan beats, ascending, with its chosen plan as (date, id)."""
        best: dict[Vector, tuple[int, list[tuple[date, str]]]] = {}
        asked = bool(self.problem.goal or self.problem.urgent)
        days = self.days_to_try() if asked else []
        for plan in self.plans(days, sorted(self.actions)):
            vector = self.vector(plan)
            if vector is not None:
                candidate = (len(plan), sorted((on, name) for name, on in plan.items()))
                if vector not in best or candidate < best[vector]:
                    best[vector] = candidate
        return [
            (vector, best[vector][1])
            for vector in sorted(best)  # type: ignore[type-var]
            if not any(beats(other, vector) for other in best)
        ]

    def earliest(self, plan: Plan) -> Plan:
        """The earliest dates of the same acts, those of one (who, place, date) of ``plan`` kept together."""
        shortest = Brute(self.problem, "least", lazy=self.lazy)
        names = sorted(plan)
        best: Plan | None = None
        tried = [on for on in shortest.days_to_try() if on <= max(plan.values(), default=self.last)]
        for other in shortest.plans(tried, names):
            if len(other) == len(plan) and self._keeps_visits(plan, other):
                if best is None:
                    best = other
                best = {name: min(best[name], other[name]) for name in names}
        assert best is not None
        assert self._keeps_visits(plan, best)
        return best

    def _keeps_visits(self, plan: Plan, other: Plan) -> bool:
        for a, b in combinations(plan, 2):
            x, y = self.actions[a], self.actions[b]
            same = x.place is not None and (x.who, x.place, plan[a]) == (y.who, y.place, plan[b])
            if same and other[a] != other[b]:
                return False
        return True


def beats(a: Vector, b: Vector) -> bool:
    """Whether ``a`` is no worse than ``b`` in all and better in one; both are flattened first."""
    pairs = list(zip(flat(a), flat(b), strict=True))
    return all(x <= y for x, y in pairs) and any(x < y for x, y in pairs)  # type: ignore[operator]


def flat(vector: Vector) -> list[object]:
    return [part for item in vector for part in (item if isinstance(item, tuple) else (item,))]


def subsets(items: Sequence[object]) -> Iterator[tuple]:  # type: ignore[type-arg]
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def least_cover(groups: list[set[str]]) -> int:
    """The least number of materials that contains one of every group."""
    materials = sorted(set().union(*groups)) if groups else []
    return next(
        size
        for size in range(len(materials) + 1)
        if any(all(group & set(some) for group in groups) for some in combinations(materials, size))
    )


def months_later(day: date, count: int) -> date:
    """The same day ``count`` months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + count, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, number)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


def brute_front(problem: Problem, which: str = "most") -> list[tuple[Vector, list[tuple[str, date, date]]]]:
    """The front with each chosen plan as (id, on, earliest), by date then id."""
    brute = Brute(problem, which)
    found = []
    for vector, listing in brute.front():
        plan = {name: on for on, name in listing}
        earliest = brute.earliest(plan)
        found.append((vector, [(name, on, earliest[name]) for on, name in listing]))
    return found
