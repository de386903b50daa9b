"""The answer where there is no plan: causes, a few lines that say them, fixes, and a plan that may just make it."""

from __future__ import annotations

import attrs

from medcard.assembly import reasons
from medcard.assembly.assemble import Resolved, assemble
from medcard.fixing import Fixing
from medcard.inquiry import Outcome
from medcard.model import Text
from medcard.obstacles import Obstacles
from medcard.plan import Named, NoPlan, NoPlanCause, Plan
from medcard.problem import Cause, Why
from medcard.schedule import choose, solve, solve_at_risk

WHY = {
    Why.NOTHING_GIVES: Text("没有哪个渠道能办到", "no channel leads to it"),
    Why.CIRCLE: Text("几件事互相等着，谁也办不了", "several acts wait for each other"),
    Why.WINDOW: Text("不在受理时间内", "it is outside the yearly window"),
    Why.HORIZON: Text("三年之内都等不到", "it takes more than three years"),
}
CLASH = Text("办了它，别的要办的事就办不成，只能选一样", "what leads to it excludes other acts that are needed")


class Refusing:
    """Makes the answer for one person."""

    def __init__(self, resolved: Resolved, outcome: Outcome, fixing: Fixing) -> None:
        self.resolved = resolved
        self.outcome = outcome
        self.fixing = fixing
        self.names = fixing.names
        self.grounding = outcome.grounding
        self.givers = resolved.rules.givers

    def answer(self) -> NoPlan:
        """Why there is no plan, and what would help."""
        question, at_risk = self.resolved.question, self._at_risk()
        causes = tuple(self._cause(cause) for cause in self._causes())
        fixes = self.fixing.ways(self.fixing.nearest.of_plan())
        obstacles = Obstacles(
            self.names, dict(question.region.chain), self.outcome.known, self.fixing.nearest.taken
        ).lines(causes, fixes)
        sources = {source.id: source for source in (*self.names.sources(), *(at_risk.sources if at_risk else ()))}
        return NoPlan(
            question=question,
            obstacles=obstacles,
            causes=causes,
            fixes=fixes,
            sources=tuple(source for _, source in sorted(sources.items())),
            at_risk=at_risk and self.fixing.plan(at_risk),
        )

    def _at_risk(self) -> Plan | None:
        """The plan that there would be if every wait were its shortest."""
        front = solve_at_risk(self.grounding.problem)
        choice = choose(front, self.resolved.question.prefer)
        return None if choice is None else assemble(self.resolved, choice, (), proven=front.proven, at_risk=True)

    def _causes(self) -> tuple[Cause, ...]:
        """A minimal set of causes among what could be brought about.

        Acts that need what no procedure of any pack gives are for other situations: nobody can make a lost card one
        that never was. Without them the set may be larger than the smallest, but says what could be otherwise.
        """
        problem = self.grounding.problem
        there = {initial.milestone for initial in problem.initial}
        usable = [act for act in problem.actions if all(need in there or self.givers.get(need) for need in act.needs)]
        return solve(attrs.evolve(problem, actions=tuple(usable))).causes

    def _cause(self, cause: Cause) -> NoPlanCause:
        givers = self.givers.get(cause.milestone, ())
        acts = {act.id: act for act in self.grounding.acts}
        usable = {act.procedure for act in self.grounding.acts}
        direct = [each for each in self.grounding.rejected if each.procedure in givers]
        blocked = direct or [each for each in self.grounding.rejected if each.procedure not in usable]
        own = (acts[id_] for id_ in cause.actions)
        return NoPlanCause(
            milestone=cause.milestone,
            name=self.names.milestone(cause.milestone),
            why=cause.why.value,
            text=CLASH if cause.why is Why.NOTHING_GIVES and cause.actions else WHY[cause.why],
            acts=tuple(Named(id=a.id, name=reasons.named(a.procedure, a.channel, self.names)) for a in own),
            rejected=self.fixing.channels(reasons.rejected(each, self.names) for each in blocked),
        )
