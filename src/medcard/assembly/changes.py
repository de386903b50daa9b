"""What a plan that goes on from a case changes against the former one, and what to do about what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from medcard.assembly import times
from medcard.assembly.named import Names
from medcard.model import Text
from medcard.plan import (
    AlternativeStep,
    Case,
    Caution,
    Changes,
    Done,
    Named,
    Outcome,
    Overdue,
    Question,
    Reached,
    RejectedChannel,
    Report,
    Result,
    Span,
    Step,
    StepChange,
    Timeline,
    ToBring,
)

NOT_LISTED = Text(
    "不在公布的材料清单里，可以问问窗口是按哪条规定要的",
    "the published lists do not ask for that; one may ask which rule does",
)
LAPSED = Text("上次办的没做成或者失效了，要重新办", "what was done before came to nothing or has lapsed")
ESTIMATED = Text("，不过这个日子当地没有公布，是估计的", ", though that day was only estimated")


class Changing:
    """Compares one plan with the former plan of its case."""

    def __init__(self, question: Question, case: Case, steps: Sequence[Step], names: Names) -> None:
        self.on = question.on
        self.case = case
        self.names = names
        self.steps = {step.id: step for step in steps}
        self.former = {step.id: step for step in case.former}
        self.done = {done.step: done for done in case.done}
        self.told = {report.step: report for report in case.reports}

    def changes(self, timeline: Timeline, rejected: Iterable[RejectedChannel]) -> Changes:
        """All of it."""
        causes = {each.id: each for each in rejected}
        gone = [step for step in self.case.former if step.id not in self.steps and step.id not in self.done]
        steps = (
            *(self._finished(self.done[id_]) for id_ in self.former if id_ in self.done),
            *(self._step(step) for step in self.steps.values()),
            *(self._dropped(step, causes.get(step.id)) for step in gone),
        )
        return Changes(
            steps=steps,
            to_bring=tuple(self._to_bring(each) for each in self.case.reports if each.outcome is Outcome.REFUSED),
            overdue=tuple(
                self._overdue(done, each) for done in self.done.values() for each in done.results if each.late
            ),
            finish_days=(timeline.finish.latest - self.case.finish.latest).days,
        )

    def _finished(self, done: Done) -> StepChange:
        now = Span(earliest=done.on, latest=done.on)
        return self._change(done.step, done.name, "done", self.former[done.step].on, now, None)

    def _change(
        self, id_: str, name: Text, change: str, before: Span | None, now: Span | None, why: Text | None
    ) -> StepChange:
        return StepChange(id=id_, name=name, change=change, before=before, now=now, why=why)

    def _step(self, step: Step) -> StepChange:
        name = self.names.way(step.procedure, step.channel)
        former = self.former.get(step.id)
        if former is None:
            return self._change(step.id, name, "added", None, step.on, self._why_added(step))
        if former.on.latest == step.on.latest:
            return self._change(step.id, name, "kept", former.on, step.on, None)
        return self._change(step.id, name, "moved", former.on, step.on, self._why_moved(step, former))

    def _why_moved(self, step: Step, former: AlternativeStep) -> Text:
        """The first reason that applies: it was refused, what it waits for is late or has come, its day has passed."""
        report = self.told.get(step.id)
        if report is not None and report.outcome is Outcome.REFUSED:
            return Text("上次少材料没办成，要再去一趟", "it was refused for a missing paper and is to be done again")
        if report is not None and report.outcome is Outcome.LAPSED:
            return LAPSED
        for done in self.done.values():
            for each in done.results:
                if each.milestone in step.needs and (each.late or each.came):
                    return _awaited(each)
        awaited = self._longest(step)
        if former.on.latest < self.on and (awaited is None or awaited[0] <= self.on):
            return Text("原定的日子过了还没办", "its day has passed and it is not done")
        if awaited is None:
            return Text("跟着别的步骤改了日子", "it moves with the steps beside it")
        day, name = times.day(awaited[0]), awaited[1]
        return Text(
            f"要看“{name.zh}”是哪天：现在算到{day.zh}",
            f"it waits for: {name.get('en')}, now reckoned by {day.get('en')}",
        )

    def _longest(self, step: Step) -> tuple[date, Text] | None:
        """The milestone that a step waits for longest, by its day; None where it waits for nothing any more."""
        held: Iterable[Reached | Result] = (
            *(each for done in self.done.values() for each in done.results),
            *(each for other in self.steps.values() for each in other.results),
        )
        days: dict[str, tuple[date, Text]] = {}
        for each in held:
            if each.milestone in step.needs:
                first = days.get(each.milestone, (date.max, each.name))[0]
                days[each.milestone] = (min(first, each.holds.latest), each.name)
        latest = max(days.values(), key=lambda found: found[0], default=None)
        return None if latest is None or latest[0] < self.on else latest

    def _why_added(self, step: Step) -> Text:
        outcomes = {each.outcome for each in self.case.reports}
        lapsed = {each.step for each in self.case.reports if each.outcome is Outcome.LAPSED}
        instead = self._instead(step.procedure, self.former, {*self.steps, *self.done})
        if instead is not None:
            return Text(f"代替“{instead.zh}”", f"instead of: {instead.get('en')}")
        if step.procedure in {each.partition("@")[0] for each in lapsed}:
            return LAPSED
        if Outcome.WRONG in outcomes:
            return Text("卡做错了，要重新换一张", "the card that was made is wrong and has to be replaced")
        return Text("照现在的情况要先办这一步", "as things stand now, it is needed")

    def _instead(self, procedure: str, among: Iterable[str], but: Iterable[str]) -> Text | None:
        """Another way to do a procedure among some steps."""
        left = (id_ for id_ in among if id_ not in set(but))
        return next(
            (self.names.way(procedure, id_.partition("@")[2]) for id_ in left if id_.partition("@")[0] == procedure),
            None,
        )

    def _dropped(self, step: AlternativeStep, cause: RejectedChannel | None) -> StepChange:
        procedure = step.id.partition("@")[0]
        instead = self._instead(procedure, self.steps, self.former)
        if cause is not None and cause.reason in ("condition", "withdrawn", "turned-away"):
            said = [each.condition for each in cause.causes]
            why = Text("；".join(each.zh for each in said), "; ".join(each.get("en") for each in said))
        elif instead is not None:
            why = Text(f"换成“{instead.zh}”更好", f"it is better done this way: {instead.get('en')}")
        else:
            why = Text("用不着办了", "it is not needed any more")
        return self._change(step.id, step.name, "dropped", step.on, None, why)

    def _to_bring(self, report: Report) -> ToBring:
        procedure, _, channel = report.step.partition("@")
        name, step = self.names.way(procedure, channel), self.steps.get(report.step)
        asked = {p.evidence for p in step.requirements} if step else set[str]()
        asked |= {each.id for p in (step.requirements if step else ()) for each in p.alternatives}
        papers = [self.names.paper(paper) for paper in report.papers]
        listed = tuple(paper for paper in report.papers if paper in asked)
        said = _several(papers)
        odd = _several(self.names.paper(paper) for paper in report.papers if paper not in asked)
        return ToBring(
            step=report.step,
            name=name,
            papers=tuple(Named(id=id_, name=paper) for id_, paper in zip(report.papers, papers, strict=True)),
            listed=listed,
            text=Text(
                f"上次少了{said.zh}，这次一定带上" + (f"；{odd.zh}{NOT_LISTED.zh}" if odd.zh else ""),
                f"last time this was missing: {said.get('en')}; take it along"
                + (f"; {odd.get('en')}: {NOT_LISTED.en}" if odd.zh else ""),
            ),
        )

    def _overdue(self, done: Done, result: Reached) -> Overdue:
        procedure = self.names.rules.procedures.get(done.step.partition("@")[0])
        call = self.names.contact((procedure.authority if procedure else None) or "hrss")
        ask = f"打{call.name.zh} {call.phone} " if call else "去受理的地方"
        ask_en = f"call the {call.name.get('en')} {call.phone}" if call else "go where it was accepted"
        promised = result.promised.latest
        due, since = times.day(promised), times.day(done.on)
        days = (self.on - promised).days
        cited = (self.names.cite_id(part.source) for part in result.waits if part.source and not part.assumed)
        sources = tuple(dict.fromkeys(filter(None, cited)))
        basis = (
            Text("", "")
            if sources
            else Text("，不过这个日子当地没有公布，是估计的", ", though that day was only estimated")
        )
        return Overdue(
            step=done.step,
            name=done.name,
            milestone=result.milestone,
            promised=promised,
            days=days,
            call=call,
            sources=sources,
            text=Text(
                f"“{result.name.zh}”说好最晚{due.zh}，已经过了 {days} 天{basis.zh}；"
                f"{ask}问办到哪一步了，报上受理的日子：{since.zh}",
                f"{result.name.get('en')} was due by {due.get('en')}, {days} days ago{basis.get('en')}; "
                f"{ask_en}, say that it was accepted on {since.get('en')}, and ask where it stands",
            ),
        )


def _awaited(result: Reached) -> Text:
    """Why a step that waits for ``result`` moves, where it is late or has come."""
    name = result.name
    if result.late:
        day = times.day(result.holds.latest)
        return Text(
            f"“{name.zh}”还没有结果，改按{day.zh}算", f"{name.get('en')} is late, now reckoned by {day.get('en')}"
        )
    return Text(f"“{name.zh}”已经有了，不用再等", f"{name.get('en')} is there, there is no more waiting")


def _several(names: Iterable[Text]) -> Text:
    found = list(names)
    return Text("、".join(each.zh for each in found), ", ".join(each.get("en") for each in found))


def cautions(changes: Changes) -> tuple[Caution, ...]:
    """What of a case is to be heeded: papers that were missing, results that are overdue."""
    return (
        *(Caution(code="paper-missing", text=each.text, step=each.step) for each in changes.to_bring),
        *(Caution(code="overdue", text=each.text, step=each.step) for each in changes.overdue),
    )
