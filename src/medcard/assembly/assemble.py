"""The whole plan out of one choice of the front: the only place that knows all its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from medcard.assembly import cautions, reasons
from medcard.assembly.alternatives import alternative, cost
from medcard.assembly.changes import Changing
from medcard.assembly.changes import cautions as changed
from medcard.assembly.named import Names
from medcard.assembly.steps import Steps, visits
from medcard.assembly.timeline import Timing
from medcard.catalogue import Rules
from medcard.choosing import Chooser
from medcard.conditions import Known
from medcard.facts import Fact
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import GroundedAct, Grounding
from medcard.model import Text
from medcard.plan import (
    AlternativePlan,
    Assumption,
    Caution,
    Changes,
    Plan,
    Prefer,
    Question,
    RejectedChannel,
    carried,
)
from medcard.problem import Choice
from medcard.record import Record
from medcard.schedule import hopeful


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
    return _Assembly(resolved, chosen, at_risk=at_risk).plan(others, proven, elsewhere)


class _Assembly:
    def __init__(self, resolved: Resolved, chosen: Choice, *, at_risk: bool) -> None:
        self.resolved = resolved
        self.chosen = chosen
        self.at_risk = at_risk
        self.grounding = resolved.grounding
        self.problem = hopeful(self.grounding.problem) if at_risk else self.grounding.problem
        self.chooser = Chooser(resolved.rules, resolved.known)
        self.names = Names(resolved.rules, resolved.facts)
        self.by_id = {act.id: act for act in self.grounding.acts}
        self.timing = Timing(self.problem, chosen, self.grounding, self.names, resolved.calendars)
        self.acts: tuple[GroundedAct, ...] = tuple(self.by_id[act.id] for act in chosen.actions)

    def plan(
        self,
        others: Sequence[tuple[tuple[Prefer, ...], Choice]],
        proven: bool,
        elsewhere: Sequence[tuple[str, str, Text, str]],
    ) -> Plan:
        steps = Steps(self.names, self.timing, self.by_id, self.chooser).all()
        timeline = self.timing.timeline(self.grounding.deadlines, self.resolved.question.prefer)
        plan = Plan(
            question=self.resolved.question,
            steps=steps,
            visits=visits(steps),
            materials=carried(r for step in steps for r in step.requirements),
            cost=cost(self.chosen),
            timeline=timeline,
            options=reasons.options(self.grounding.options, self.names),
            alternatives=tuple(self._alternative(prefer, choice) for prefer, choice in others),
            rejected=self._rejected(elsewhere),
            assumptions=self._assumptions(),
            questions=(),
            disputes=reasons.disputes(self.acts, self.names),
            warnings=(),
            contacts=self.names.contacts(step.authority for step in steps),
            sources=(),
            proven=proven,
            at_risk=self.at_risk,
        )
        plan = attrs.evolve(plan, changes=self._changes(plan))
        plan = attrs.evolve(plan, warnings=self._warnings(plan))
        return attrs.evolve(plan, sources=self.names.sources())

    def _alternative(self, prefer: tuple[Prefer, ...], choice: Choice) -> AlternativePlan:
        acts = (self.by_id[act.id] for act in choice.actions)
        names = {act.id: reasons.named(act.procedure, act.channel, self.names) for act in acts}
        return alternative(choice, cost(self.chosen), self.problem, names, prefer, self.problem.goal)

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

    def _changes(self, plan: Plan) -> Changes | None:
        case = self.resolved.question.case
        if case is None:
            return None
        return Changing(self.resolved.question, case, plan.steps, self.names).changes(plan.timeline, plan.rejected)

    def _warnings(self, plan: Plan) -> tuple[Caution, ...]:
        question, finish = self.resolved.question, plan.timeline.finish.latest
        return (
            *(changed(plan.changes) if plan.changes else ()),
            *cautions.missed(plan.timeline.deadlines),
            *cautions.terms(plan.timeline.terms, self.names),
            *(cautions.undated(act, rule, of, self.names) for act, rule, of in self.timing.undated),
            *cautions.calendar(plan.steps, self.resolved.calendars.known_until),
            *cautions.changes(self.acts, question.as_of, finish),
            *cautions.ages(self.acts, self.resolved.known, finish),
            *cautions.inherited(question.region),
            *cautions.unconfirmed(plan.steps, plan.contacts, self.names),
        )
