"""What falls on one day of a plan, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medcard.explaining.said import Said, beginning, both, joined
from medcard.explaining.steps import Steps
from medcard.explaining.values import Reason
from medcard.model import Text
from medcard.plan import Plan, PlanDeadline, Term

KEPT = {True: Text("，赶得上", ", which is kept"), False: Text("，赶不上", ", which is missed")}


def on_day(plan: Plan, steps: Steps, said: Said, day: date) -> Iterator[Reason]:
    """The acts of a day, the results and deadlines that fall on it, and what it would be if all went fast."""
    for step in plan.steps:
        if step.on.latest == day:
            yield beginning(said.step(step.id), steps.dates.act(step), step.id)
        ready = [result for result in step.results if result.holds.latest == day and result.waits]
        yield from (beginning(said.step(step.id), each, step.id) for each in steps.dates.waits(step, ready))
    if plan.timeline.finish.latest == day and plan.steps:
        yield Reason(kind="day", text=Text("到这天全部办完", "all is done by this day"))
    yield from (_deadline(each, plan) for each in _due(plan) if each.by == day)
    early = [step for step in plan.steps if step.on.earliest == day < step.on.latest]
    if early:
        names = joined(said.step(step.id) for step in early)
        text = both("前面每一步都用最短的时间，{}最早这天就能办", "if all goes at its fastest, possible for {}", names)
        yield Reason(kind="day", text=text, steps=tuple(step.id for step in early))
    if plan.timeline.finish.earliest == day < plan.timeline.finish.latest:
        yield Reason(
            kind="day", text=Text("每一步都用最短的时间，这天就能全部办完", "all is done by this day at its fastest")
        )


def _due(plan: Plan) -> tuple[PlanDeadline | Term, ...]:
    """Deadlines that run from a date, then those that run from a step."""
    return (*plan.timeline.deadlines, *plan.timeline.terms)


def _deadline(each: PlanDeadline | Term, plan: Plan) -> Reason:
    """The last day for something, whether the plan keeps it, and what is lost after it."""
    names = {result.milestone: result.name for step in plan.steps for result in step.results}
    what = joined(names.get(milestone, Text(milestone, milestone)) for milestone in each.milestones)
    return Reason(
        kind="deadline",
        text=both(
            "“{}”最晚要到这天办好{}；过了这天：{}",
            "“{}” is due on this day{}; after it: {}",
            what,
            KEPT[each.kept],
            each.lost,
        ),
        sources=(each.source,) if each.source else (),
    )


def days_of(plan: Plan) -> tuple[date, ...]:
    """Every day on which something falls, in order."""
    line = plan.timeline
    days = {day for step in plan.steps for day in (step.on.earliest, step.on.latest)}
    days |= {result.holds.latest for step in plan.steps for result in step.results if result.waits}
    days |= {each.by for each in _due(plan)}
    return tuple(sorted(days | ({line.finish.latest, line.finish.earliest} if plan.steps else set())))
