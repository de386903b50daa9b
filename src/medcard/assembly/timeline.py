"""When a plan covers what is urgent and is done, its deadlines and terms, and how far it can slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from medcard.assembly.dates import Day, Days
from medcard.assembly.named import Names
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import GroundedAct, GroundedDeadline, Grounding
from medcard.leeway import Leeway, bet
from medcard.model import DeadlineRule, Text
from medcard.plan import AlternativeStep, Covered, PlanDeadline, Span, Term, Timeline
from medcard.problem import Act, Choice, Deadline, Prefer, Problem


class Timing:
    """The dates of one chosen plan; ``problem`` is the one on whose longest waits it counts.

    ``undated`` are the terms of its acts that run from something of which nobody told since when it holds.
    """

    def __init__(
        self, problem: Problem, chosen: Choice, grounding: Grounding, names: Names, calendars: Calendars
    ) -> None:
        self.problem = problem
        self.acts = {act.id: act for act in grounding.acts}
        self.untold = grounding.undated
        self.undated: list[tuple[GroundedAct, DeadlineRule, str]] = []
        self.names = names
        self.calendars = calendars
        self.wanted = tuple(dict.fromkeys((*problem.goal, *(m for group in problem.urgent for m in group))))
        self.days = Days(problem, chosen.actions)
        self.holds = self.days.holds()
        self.terms = tuple(filter(None, (self._term(self.acts[act.id]) for act in chosen.actions)))
        self.on = {act.id: act.on for act in chosen.actions}
        self.leeway = Leeway(problem, chosen.actions)
        kept = tuple(each for each in problem.deadlines if self._in_time(each.milestones, each.by))
        self.reached = (*self._reached(), *kept)
        terms = [Deadline(id=t.step, milestones=t.milestones, by=t.by) for t in self.terms if t.kept]
        self.do_by = self.leeway.last_days((*self.reached, *terms))

    def slack(self, act: str) -> int:
        """By how many days an act of the plan can slip."""
        return (self.do_by[act] - self.on[act]).days

    def timeline(self, deadlines: Sequence[GroundedDeadline], prefer: Prefer) -> Timeline:
        """What the plan says of its dates."""
        finish = self._span(self.wanted)
        kept = [each for each in self.problem.deadlines if self._in_time(each.milestones, each.by)]
        order = [act.id for _, act in self.days.in_order(self.wanted)]
        results = [
            self.days.result(*pair, milestone).latest for pair in self.days.chosen for milestone, _ in pair[0].gives
        ]
        last = max([finish.latest, *self.on.values(), *results, *(each.by for each in deadlines)])
        return Timeline(
            covered=tuple(self._covered(group) for group in self.problem.urgent),
            finish=finish,
            deadlines=self._deadlines(deadlines, prefer),
            working=self.days.working(last, self.calendars.known_until),
            terms=self.terms,
            critical=tuple(act for act in order if not self.slack(act)),
            slack_days=(self.leeway.last_start(self.reached) - self.problem.start).days,
            latest_start=self.leeway.last_start(kept) if kept else None,
        )

    def _reached(self) -> list[Deadline]:
        """The urgent groups and the goal on the days on which the plan reaches them."""
        groups = [group for group in (*self.problem.urgent, self.problem.goal) if group]
        return [
            Deadline(id=str(number), milestones=group, by=self._span(group).latest)
            for number, group in enumerate(groups)
        ]

    def _span(self, milestones: Sequence[str]) -> Span:
        """The days on which all of ``milestones`` hold; the start where there are none."""
        days = [self.holds[milestone] for milestone in milestones]
        days = days or [Day(earliest=self.problem.start, latest=self.problem.start)]
        return Span(earliest=max(day.earliest for day in days), latest=max(day.latest for day in days))

    def _in_time(self, milestones: Sequence[str], by: date, *, hoping: bool = False) -> bool:
        """Whether the plan reaches ``milestones`` by a day, on the longest waits or hoping for the shortest."""
        known = [self.holds.get(milestone) for milestone in milestones]
        return all(day is not None and (day.earliest if hoping else day.latest) <= by for day in known)

    def _covered(self, group: tuple[str, ...]) -> Covered:
        names, span = [self.names.milestone(milestone) for milestone in group], self._span(group)
        return Covered(
            milestones=group,
            name=Text("、".join(n.zh for n in names), ", ".join(n.get("en") for n in names)),
            earliest=span.earliest,
            latest=span.latest,
        )

    def _term(self, act: GroundedAct) -> Term | None:
        """The deadline of an act that runs from a milestone; none where nobody knows since when that holds."""
        rule = act.deadline.value
        of = rule.milestone if isinstance(rule, DeadlineRule) else None
        if not isinstance(rule, DeadlineRule) or of is None or of not in self.holds:
            return None
        since = self._since(of)
        if since is None:
            self.undated.append((act, rule, of))
            return None
        by = self.calendars.term(since, rule.count, rule.unit)
        milestones = rule.milestones or tuple(given.milestone for given in act.gives)
        return Term(
            step=act.id,
            of=of,
            since=since,
            count=rule.count,
            unit=rule.unit.value,
            milestones=milestones,
            by=by,
            kept=self._in_time(milestones, by),
            lost=rule.lost,
            source=self.names.cited_by(act.deadline),
        )

    def _since(self, milestone: str) -> date | None:
        """The earliest day on which a milestone may hold; None where it holds anyhow and nobody told since when."""
        declared = self.names.rules.milestones.get(milestone)
        given = any(milestone in dict(action.gives) for action, _ in self.days.chosen)
        untold = declared is not None and declared.running is not None and declared.running.since in self.untold
        return None if untold and not given else self.days.since(milestone)

    def _deadlines(self, deadlines: Sequence[GroundedDeadline], prefer: Prefer) -> tuple[PlanDeadline, ...]:
        missed = [each for each in deadlines if not self._in_time(each.milestones, each.by, hoping=True)]
        gamble = bet(self.problem, prefer) if missed else ()
        return tuple(self._deadline(each, gamble) for each in deadlines)

    def _deadline(self, deadline: GroundedDeadline, gamble: Sequence[Act]) -> PlanDeadline:
        milestones, by = deadline.milestones, deadline.by
        kept, hope = self._in_time(milestones, by), self._in_time(milestones, by, hoping=True)
        limit = Deadline(id=deadline.id, milestones=milestones, by=by)
        return PlanDeadline(
            id=deadline.id,
            milestones=milestones,
            by=by,
            kept=kept,
            at_risk=hope and not kept,
            lost=deadline.lost,
            latest_start=self.leeway.last_start([limit]) if kept else None,
            bet=() if hope else self._bet(limit, gamble),
            source=self.names.cited_by(deadline.chosen) if deadline.chosen else None,
        )

    def _bet(self, limit: Deadline, gamble: Sequence[Act]) -> tuple[AlternativeStep, ...]:
        """The steps of another plan if it keeps the deadline when every wait is its shortest."""
        holds = Days(self.problem, gamble).holds() if gamble else {}
        if not all(m in holds and holds[m].earliest <= limit.by for m in limit.milestones):
            return ()
        return tuple(
            AlternativeStep(
                id=act.id,
                name=self.names.way(self.acts[act.id].procedure, self.acts[act.id].channel),
                on=Span(earliest=act.earliest, latest=act.on),
            )
            for act in gamble
        )
