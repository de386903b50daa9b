"""The whole plan out of one choice of the front: the only place that knows all its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from medcard.assembly import cautions, reasons
from medcard.assembly.dates import Days
from medcard.assembly.named import Names
from medcard.assembly.steps import Steps, visits
from medcard.catalogue import Rules
from medcard.conditions import Known
from medcard.facts import Fact
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import GroundedAct, Grounding
from medcard.model import Text
from medcard.plan import (
    AlternativePlan,
    AlternativeStep,
    Assumption,
    Caution,
    Compared,
    Cost,
    Covered,
    Plan,
    PlanDeadline,
    Prefer,
    Question,
    RejectedChannel,
    Span,
    Step,
    Timeline,
    carried,
)
from medcard.problem import Choice
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Resolved(Record):
    """One question resolved down to a grounding, with what it takes to put it into words."""

    question: Question
    rules: Rules
    known: Known
    calendars: Calendars
    grounding: Grounding
    facts: Mapping[str, Fact]


def assemble(
    resolved: Resolved,
    chosen: Choice,
    others: Sequence[tuple[tuple[Prefer, ...], Choice]],
    *,
    proven: bool,
    elsewhere: Sequence[tuple[str, str, Text, str]] = (),
    at_risk: bool = False,
) -> Plan:
    """The plan of ``chosen``; ``others`` are the choices of the other preferences.

    ``elsewhere``: channels of the region where the person is (procedure, channel, name, region's name).
    """
    return _Assembly(resolved, chosen).plan(others, proven, elsewhere, at_risk)


class _Assembly:
    def __init__(self, resolved: Resolved, chosen: Choice) -> None:
        self.resolved = resolved
        self.chosen = chosen
        self.grounding = resolved.grounding
        self.problem = resolved.grounding.problem
        self.names = Names(resolved.rules, resolved.facts)
        self.days = Days(self.problem, chosen.actions)
        self.by_id = {act.id: act for act in self.grounding.acts}
        self.acts: tuple[GroundedAct, ...] = tuple(self.by_id[act.id] for act in chosen.actions)

    def plan(
        self,
        others: Sequence[tuple[tuple[Prefer, ...], Choice]],
        proven: bool,
        elsewhere: Sequence[tuple[str, str, Text, str]],
        at_risk: bool,
    ) -> Plan:
        goals = [*self.problem.goal, *(m for group in self.problem.urgent for m in group)]
        steps = Steps(self.names, self.days, self.by_id, tuple(dict.fromkeys(goals))).all()
        timeline = self._timeline(steps)
        plan = Plan(
            question=self.resolved.question,
            steps=steps,
            visits=visits(steps),
            materials=carried(r for step in steps for r in step.requirements),
            cost=_cost(self.chosen),
            timeline=timeline,
            options=reasons.options(self.grounding.options, self.names),
            alternatives=tuple(self._alternative(prefer, choice) for prefer, choice in others),
            rejected=self._rejected(elsewhere),
            assumptions=self._assumptions(),
            questions=(),
            disputes=reasons.disputes(self.acts, self.names),
            warnings=(),
            sources=(),
            proven=proven,
            at_risk=at_risk,
        )
        plan = attrs.evolve(plan, warnings=self._warnings(plan))
        return attrs.evolve(plan, sources=self.names.sources())

    def _timeline(self, steps: Sequence[Step]) -> Timeline:
        holds = self.days.holds()
        covered: list[Covered] = []
        for group in self.problem.urgent:
            names = [self.names.milestone(milestone) for milestone in group]
            covered.append(
                Covered(
                    milestones=group,
                    name=Text("、".join(n.zh for n in names), ", ".join(n.get("en") for n in names)),
                    earliest=max(holds[milestone].earliest for milestone in group),
                    latest=max(holds[milestone].latest for milestone in group),
                )
            )
        wanted = [*self.problem.goal, *(m for group in self.problem.urgent for m in group)]
        start = self.problem.start
        finish = Span(
            earliest=max((holds[m].earliest for m in wanted), default=start),
            latest=max((holds[m].latest for m in wanted), default=start),
        )
        deadlines = self._deadlines()
        last = max([finish.latest, *(step.holds.latest for step in steps), *(each.by for each in deadlines)])
        return Timeline(
            covered=tuple(covered),
            finish=finish,
            deadlines=deadlines,
            working=self.days.working(last, self.resolved.calendars.known_until),
        )

    def _deadlines(self) -> tuple[PlanDeadline, ...]:
        holds = self.days.holds()
        found: list[PlanDeadline] = []
        for deadline in self.grounding.deadlines:
            kept = all(m in holds and holds[m].latest <= deadline.by for m in deadline.milestones)
            found.append(
                PlanDeadline(
                    id=deadline.id,
                    milestones=deadline.milestones,
                    by=deadline.by,
                    kept=kept,
                    lost=deadline.lost,
                    latest_start=self.days.latest_start(deadline.milestones, deadline.by) if kept else None,
                    source=self.names.cited_by(deadline.chosen) if deadline.chosen else None,
                )
            )
        return tuple(found)

    def _alternative(self, prefer: tuple[Prefer, ...], choice: Choice) -> AlternativePlan:
        mine, theirs = self.chosen.vector, choice.vector
        return AlternativePlan(
            prefer=prefer,
            vector=_cost(choice),
            steps=tuple(
                AlternativeStep(
                    id=act.id,
                    name=reasons.named(self.by_id[act.id].procedure, self.by_id[act.id].channel, self.names),
                    on=Span(earliest=act.earliest, latest=act.on),
                )
                for _, act in Days(self.problem, choice.actions).in_order(self.problem.goal)
            ),
            compared=Compared(
                finish_days=(theirs.finish - mine.finish).days,
                covered_days=tuple((t - m).days for t, m in zip(theirs.covered, mine.covered, strict=True)),
                visits=theirs.visits - mine.visits,
                fee_fen=theirs.fee - mine.fee,
                materials=theirs.materials - mine.materials,
            ),
        )

    def _rejected(self, elsewhere: Sequence[tuple[str, str, Text, str]]) -> tuple[RejectedChannel, ...]:
        chosen = {act.id for act in self.acts}
        found = [reasons.rejected(each, self.names) for each in self.grounding.rejected]
        found += [reasons.dominated(act, self.names) for act in self.grounding.acts if act.id not in chosen]
        ids = {each.id for each in found} | chosen
        for procedure, channel, name, region in elsewhere:
            if f"{procedure}@{channel}" not in ids:
                found.append(reasons.not_stated(procedure, channel, name, region, self.names))
        return tuple(sorted(found, key=lambda each: each.id))

    def _assumptions(self) -> tuple[Assumption, ...]:
        return reasons.value_assumptions(self.acts, self.names)

    def _warnings(self, plan: Plan) -> tuple[Caution, ...]:
        question, finish = self.resolved.question, plan.timeline.finish.latest
        return (
            *cautions.missed(plan.timeline.deadlines),
            *cautions.lapses(self.acts, self.days, self.names, self.resolved.calendars),
            *cautions.calendar(plan.steps, self.resolved.calendars.known_until),
            *cautions.changes(self.acts, question.as_of, finish),
            *cautions.ages(self.acts, self.resolved.known, finish),
            *cautions.inherited(question.region.code, question.region.packs),
            *cautions.unconfirmed(self.acts, self.names, question.on),
        )


def _cost(choice: Choice) -> Cost:
    vector = choice.vector
    return Cost(
        lost=vector.lost,
        covered=vector.covered,
        finish=vector.finish,
        visits=vector.visits,
        fee=vector.fee,
        materials=vector.materials,
    )
