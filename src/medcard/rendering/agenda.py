"""A plan over calendar days: a row for every step, urgent thing and deadline, and the days on which nobody works.

Pictures and calendars of the plan are drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import attrs

from medcard.plan import Covered, Plan, PlanDeadline, Span, Step, Term
from medcard.record import Record
from medcard.rendering.names import Names
from medcard.rendering.sections import title
from medcard.rendering.words import words


class Mark(StrEnum):
    """What a row stands for."""

    STEP = "step"
    COVERED = "covered"
    DEADLINE = "deadline"
    RISK = "risk"
    MISSED = "missed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Row(Record):
    """One row: when it is done or due, and when its last result holds; the plan counts on the latest days.

    ``do_by``: until when an act may wait.
    """

    mark: Mark
    title: str
    lines: tuple[str, ...]
    on: Span
    holds: Span
    do_by: date
    actor: str = ""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Agenda(Record):
    """Rows over the days ``first`` to ``last``; ``off`` are those on which nobody works.

    What lies after ``announced`` is assumed. ``description`` says in words what a picture shows.
    """

    title: str
    description: str
    rows: tuple[Row, ...]
    first: date
    last: date
    finish: Span
    off: tuple[date, ...]
    announced: date


def agenda(plan: Plan, lang: str) -> Agenda:
    """The days of a plan in words of one language."""
    return _Making(plan, lang).agenda()


class _Making:
    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.words = words(lang)
        self.names = Names(self.words, plan.question, plan)

    def agenda(self) -> Agenda:
        w, line = self.words, self.plan.timeline
        rows = (
            *map(self._covered, line.covered),
            *(self._step(number, step) for number, step in enumerate(self.plan.steps, 1)),
            *map(self._deadline, line.deadlines),
            *map(self._deadline, line.terms),
        )
        first = min([self.plan.question.on, *(row.on.earliest for row in rows)])
        last = max([first, line.finish.latest, *(max(row.holds.latest, row.do_by) for row in rows)])
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return Agenda(
            title=w("agenda.title", title=title(self.plan, w)),
            description=w.clauses(self._told(rows)),
            rows=rows,
            first=first,
            last=last,
            finish=line.finish,
            off=tuple(day for day in days if not line.working.is_open(day)),
            announced=line.working.known_until,
        )

    def _told(self, rows: tuple[Row, ...]) -> Iterator[str]:
        for row in rows:
            yield self.words("agenda.told", title=row.title, dates=self.words.several(row.lines))
        yield self.words("chart.finish", latest=self.words.day(self.plan.timeline.finish.latest))

    def _step(self, number: int, step: Step) -> Row:
        w = self.words
        done = w("agenda.on", date=w.day(step.on.latest), who=w.actor(step.actor))
        slack = w("agenda.do-by", date=w.day(step.do_by)) if step.do_by > step.on.latest else ""
        waits = w("agenda.holds", date=w.day(step.holds.latest)) if step.holds.latest > step.on.latest else ""
        return Row(
            mark=Mark.STEP,
            title=w("chart.step", number=number, name=w.of(step.name)),
            lines=tuple(line for line in (done, slack, waits) if line),
            on=step.on,
            holds=step.holds,
            do_by=max(step.do_by, step.on.latest),
            actor=step.actor,
        )

    def _covered(self, covered: Covered) -> Row:
        w = self.words
        day = Span(earliest=covered.earliest, latest=covered.latest)
        said = w("agenda.covered", date=w.days(covered.earliest, covered.latest))
        return Row(mark=Mark.COVERED, title=w.of(covered.name), lines=(said,), on=day, holds=day, do_by=covered.latest)

    def _deadline(self, due: PlanDeadline | Term) -> Row:
        w = self.words
        day = Span(earliest=due.by, latest=due.by)
        risky = isinstance(due, PlanDeadline) and due.at_risk
        mark = Mark.DEADLINE if due.kept else Mark.RISK if risky else Mark.MISSED
        said = w(f"agenda.{mark}", date=w.day(due.by))
        name = w("agenda.due", milestones=self.names.several(due.milestones))
        return Row(mark=mark, title=name, lines=(said,), on=day, holds=day, do_by=due.by)
