"""From what is reported of a plan's steps to the question that goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches

import attrs

from medcard.begun import FRESH, Begun
from medcard.catalogue import Rules
from medcard.errors import InvalidProgress, brief
from medcard.grounding.calendars import Calendars
from medcard.model import Text
from medcard.plan import AlternativeStep, Case, Done, Outcome, Plan, Question, Reached, Report, Result, Span, Step
from medcard.problem import Initial, Unit
from medcard.problem import Span as Wait
from medcard.progress import Progress
from medcard.scenario import MADE_WRONG

MAKING = "making"
"""The stage in which a card is made."""


def begun_of(case: Case | None, on: date) -> Begun:
    """A case as the planning problem of the day ``on`` sees it."""
    if case is None:
        return FRESH
    return Begun(
        since=case.began,
        reached=tuple(
            Initial(milestone=each.milestone, earliest=each.holds.earliest, latest=each.holds.latest)
            for done in case.done
            for each in done.results
        ),
        done=tuple(done.step for done in case.done),
        closed=case.closed,
        former=tuple((step.id, step.on.latest) for step in case.former),
        visited=tuple((done.actor, done.place) for done in case.done if done.place is not None and done.on == on),
    )


def go_on(plan: Plan, progress: Progress, on: date, rules: Rules, calendars: Calendars) -> Question:
    """The question of ``plan`` as it stands on the day ``on`` after ``progress``.

    Raises InvalidProgress with everything in it that cannot be.
    """
    return _Casework(plan, on, rules, calendars).question(progress)


class _Casework:
    """The state of one case while reports are taken in, the earliest first."""

    def __init__(self, plan: Plan, on: date, rules: Rules, calendars: Calendars) -> None:
        self.plan = plan
        self.on = on
        self.rules = rules
        self.calendars = calendars
        case = plan.question.case
        self.steps = {step.id: step for step in plan.steps}
        self.done = {done.step: done for done in case.done} if case else {}
        self.closed = dict.fromkeys(case.closed if case else ())
        self.facts = dict(plan.question.facts)
        self.problems: list[str] = []

    def question(self, progress: Progress) -> Question:
        """The question that goes on from here."""
        reports = sorted(
            (attrs.evolve(each, on=each.on or self.on) for each in progress.reports),
            key=lambda each: each.on or self.on,
        )
        for report in reports:
            self._take(report, report.on or self.on)
        self._check_order(reports)
        reports += self._expired()
        if self.problems:
            raise InvalidProgress(self.problems)
        question = self.plan.question
        case = Case(
            began=question.case.began if question.case else question.on,
            done=tuple(self.done.values()),
            closed=tuple(self.closed),
            reports=tuple(reports),
            former=tuple(AlternativeStep(id=step.id, name=_named(step), on=step.on) for step in self.plan.steps),
            finish=self.plan.timeline.finish,
            replans=question.case.replans + 1 if question.case else 1,
        )
        if "age-days" in self.facts:
            self.facts["age-days"] = str(int(self.facts["age-days"]) + (self.on - question.on).days)
        as_of = self.on if question.as_of == question.on else question.as_of
        return attrs.evolve(question, on=self.on, as_of=as_of, facts=tuple(self.facts.items()), case=case)

    def _take(self, report: Report, day: date) -> None:
        if day > self.on:
            self._wrong(report, f"{day} is after the day of planning, {self.on}; give the day it happened")
        elif report.step not in self.steps and report.step not in self.done:
            known = [*self.steps, *self.done]
            near = get_close_matches(report.step, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the steps are {', '.join(known) or 'none'}"
            self._wrong(report, f"is no step of this plan{hint}")
        else:
            handlers: dict[Outcome, Callable[[Report, date], None]] = {
                Outcome.ACCEPTED: self._accepted,
                Outcome.READY: self._ready,
                Outcome.REFUSED: self._refused,
                Outcome.TURNED_AWAY: self._turned_away,
                Outcome.LATE: self._late,
                Outcome.WRONG: self._card_is_wrong,
                Outcome.LAPSED: self._lapsed,
            }
            handlers[report.outcome](report, day)

    def _wrong(self, report: Report, what: str) -> None:
        self.problems.append(f"{brief(report.step)[1:-1]}: {what}")

    def _open(self, report: Report) -> bool:
        """Whether the step is still to be done; if not, that is a problem."""
        if report.step not in self.done:
            return True
        day = self.done[report.step].on
        self._wrong(report, f"was done on {day}; tell what came of it: ready, late, wrong or lapsed")
        return False

    def _is_done(self, report: Report) -> bool:
        """Whether the step was done; if not, that is a problem."""
        if report.step in self.done:
            return True
        self._wrong(report, f"cannot be {report.outcome.value} before it is done; tell when it was accepted")
        return False

    def _accepted(self, report: Report, day: date) -> None:
        if self._open(report):
            self._accept(self.steps[report.step], day)

    def _accept(self, step: Step, day: date) -> None:
        self.done[step.id] = Done(
            step=step.id,
            name=_named(step),
            actor=step.actor,
            place=step.place,
            on=day,
            needs=step.needs,
            results=tuple(self._reached(result, day) for result in step.results),
        )

    def _reached(self, result: Result, day: date) -> Reached:
        """A result as promised on the day of acceptance."""
        promised = self._wait(result, day)
        return Reached(
            milestone=result.milestone, name=result.name, promised=promised, holds=promised, waits=result.waits
        )

    def _wait(self, result: Result | Reached, day: date) -> Span:
        """When a result holds whose wait begins on ``day``."""
        spans = tuple(Wait(unit=Unit(part.unit), least=part.least, most=part.most) for part in result.waits)
        return Span(
            earliest=self.calendars.end(day, spans, longest=False), latest=self.calendars.end(day, spans, longest=True)
        )

    def _ready(self, report: Report, day: date) -> None:
        if report.step not in self.done:
            self._accept(self.steps[report.step], day)
        arrived = Span(earliest=day, latest=day)
        self._change(
            report.step,
            lambda each: attrs.evolve(each, holds=arrived, came=True) if each.holds.latest > day else each,
        )

    def _change(self, step: str, change: Callable[[Reached], Reached]) -> None:
        done = self.done[step]
        self.done[step] = attrs.evolve(done, results=tuple(map(change, done.results)))

    def _late(self, report: Report, day: date) -> None:
        """What is overdue is reckoned anew: from the day of planning, by the same wait."""
        if not self._is_done(report):
            return
        waited = [each for each in self.done[report.step].results if each.waits and not each.came]
        if not any(each.promised.latest < day for each in waited):
            promised = max((each.promised.latest for each in waited), default=self.done[report.step].on)
            self._wrong(report, f"is promised by {promised}, which has not passed on {day}; wait until then")
        self._change(
            report.step,
            lambda each: self._overdue(each) if each in waited and each.promised.latest < day else each,
        )

    def _overdue(self, result: Reached) -> Reached:
        later = Span(earliest=self.on, latest=self._wait(result, self.on).latest)
        return attrs.evolve(result, holds=later)

    def _refused(self, report: Report, _: date) -> None:
        if not self._open(report):
            return
        step = self.steps[report.step]
        asked = list(_asked(step))
        if not report.papers:
            self._wrong(report, f"name the paper that was missing: {', '.join(asked) or 'any paper of the packs'}")
        for paper in report.papers:
            if paper not in self.rules.papers and paper not in asked:
                near = get_close_matches(paper, [*asked, *self.rules.papers], n=1)
                hint = f"did you mean {near[0]!r}? It" if near else "it"
                self._wrong(report, f"{brief(paper)} is no paper: {hint} asks for {', '.join(asked) or 'none'}")

    def _turned_away(self, report: Report, _: date) -> None:
        if self._open(report):
            self.closed[report.step] = None

    def _card_is_wrong(self, report: Report, _: date) -> None:
        if not self._is_done(report):
            return
        made = [each.milestone for each in self.done[report.step].results if _is_made(each)]
        if not made:
            makers = [done.step for done in self.done.values() if any(map(_is_made, done.results))]
            self._wrong(report, f"makes no card; name the step that had it made: {', '.join(makers) or 'none is done'}")
            return
        self._void(report.step, set(self._again(report.step, made)) or set(made))
        self.facts |= MADE_WRONG

    def _again(self, step: str, made: Iterable[str]) -> Iterator[str]:
        """What other procedures that have a card made give; what only this step gives stays, the hand-over say."""
        for milestone in made:
            makers = {
                each
                for each in self.rules.givers.get(milestone, ())
                if each != step.partition("@")[0] and not self.rules.procedures[each].joins
            }
            yield from (other for other, givers in self.rules.givers.items() if not makers.isdisjoint(givers))

    def _lapsed(self, report: Report, _: date) -> None:
        if self._is_done(report):
            self._void(report.step, {each.milestone for each in self.done[report.step].results})

    def _expired(self) -> list[Report]:
        """What has lapsed though nobody says so, where something urgent rests on it: no risk is taken with that."""
        urgent = {milestone for group in self.plan.timeline.covered for milestone in group.milestones}
        found: list[Report] = []
        for term in self.plan.timeline.terms:
            held = {each.milestone: done for done in self.done.values() for each in done.results}
            begun = held.get(term.of)
            if begun is None or held.keys() >= set(term.milestones):
                continue
            given = {each.milestone: each for each in begun.results}
            last = self.calendars.term(given[term.of].holds.earliest, term.count, Unit(term.unit))
            if last < self.on and given.keys() & urgent:
                found.append(Report(step=begun.step, outcome=Outcome.LAPSED, on=last))
                self._void(begun.step, set(given))
        return found

    def _void(self, step: str, gone: set[str]) -> None:
        """Take back what a done step gave of ``gone``, and all that was done on the strength of it."""
        done = self.done.pop(step)
        results = tuple(each for each in done.results if each.milestone not in gone)
        gone = {each.milestone for each in done.results} & gone
        if results:
            self.done[step] = attrs.evolve(done, results=results)
        held = {each.milestone for other in self.done.values() for each in other.results}
        for other in [other for other in self.done.values() if gone - held & set(other.needs)]:
            if other.step in self.done:
                self._void(other.step, {each.milestone for each in other.results})

    def _check_order(self, reports: Iterable[Report]) -> None:
        """Nothing is done without what it needs."""
        held = {each.milestone for done in self.done.values() for each in done.results}
        told = {report.step for report in reports}
        for done in [done for done in self.done.values() if done.step in told]:
            for need in done.needs:
                before = [step.id for step in self.steps.values() if any(r.milestone == need for r in step.results)]
                if before and need not in held:
                    self.problems.append(
                        f"{done.step}: cannot be done without {' or '.join(before)}; tell when that was done"
                    )


def _is_made(result: Reached) -> bool:
    return any(MAKING in part.stages for part in result.waits)


def _named(step: Step) -> Text:
    what, how = step.name, step.channel_name
    return Text(f"{what.zh}（{how.zh}）", f"{what.get('en')} ({how.get('en')})")


def _asked(step: Step) -> Iterator[str]:
    """The papers that a step takes."""
    for requirement in step.requirements:
        yield requirement.evidence
        yield from (paper.id for paper in requirement.alternatives)
