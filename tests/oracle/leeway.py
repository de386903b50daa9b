"""How far a tiny plan can slip, by trying every schedule of its acts and every plan of a later start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import attrs

from medcard.problem import Act, Deadline, Initial, Problem
from oracle.brute import ONE_DAY, Brute, Plan

GATE = "gate"


def keeps(brute: Brute, plan: Plan, limits: Sequence[Deadline]) -> bool:
    """Whether a plan reaches the goal and every limit."""
    problem, days = brute.problem, brute.holds(plan)
    wanted = {*problem.goal, *(m for group in problem.urgent for m in group)}
    return wanted <= days.keys() and all(days.get(m, date.max) <= each.by for each in limits for m in each.milestones)


def schedules(problem: Problem, acts: Sequence[Act], cap: date) -> Iterator[Plan]:
    """Every way to do these acts by ``cap``, those that share a visit in the plan on one day."""
    brute = Brute(problem)
    visits: dict[object, list[str]] = {}
    for act in acts:
        action = brute.actions[act.id]
        key = act.id if action.place is None else (action.who, action.place, act.on)
        visits.setdefault(key, []).append(act.id)
    every = [problem.start + n * ONE_DAY for n in range((cap - problem.start).days + 1)]
    days = [
        [day for day in every if all(brute.may_act(brute.actions[name], day) for name in names)]
        for names in visits.values()
    ]
    for chosen in product(*days):
        plan = {name: day for names, day in zip(visits.values(), chosen, strict=True) for name in names}
        if brute.is_plan(plan):
            yield plan


def last_days(problem: Problem, acts: Sequence[Act], limits: Sequence[Deadline]) -> Mapping[str, date]:
    """The last day of each act in any schedule that keeps the limits, not after the last of them."""
    brute = Brute(problem)
    last: dict[str, date] = {}
    for plan in schedules(problem, acts, max(each.by for each in limits)):
        if keeps(brute, plan, limits):
            for name, day in plan.items():
                last[name] = max(day, last.get(name, day))
    return last


def can_start(problem: Problem, limits: Sequence[Deadline], day: date) -> bool:
    """Whether a plan that does nothing before ``day`` keeps the limits."""
    gate = Initial(milestone=GATE, earliest=day, latest=day)
    acts = tuple(attrs.evolve(action, needs=(*action.needs, GATE)) for action in problem.actions)
    later = attrs.evolve(problem, initial=(*problem.initial, gate), actions=acts, deadlines=tuple(limits))
    return any(vector[0] == 0 for vector, _ in Brute(later).front())
