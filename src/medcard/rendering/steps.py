"""Steps, visits and papers of a plan as entries of a document."""

from __future__ import annotations

from medcard.plan import Carry, Plan, Point, Requirement, Result, Step, Visit, WaitPart
from medcard.rendering.document import Detail, Entry, detail
from medcard.rendering.names import Names


class Steps:
    """Turns the steps of one plan into entries."""

    def __init__(self, names: Names, plan: Plan) -> None:
        self.names = names
        self.words = names.words
        self.plan = plan
        self._told: dict[tuple[Point, ...], int] = {}

    def step(self, step: Step) -> Entry:
        """One numbered step with everything that its doer has to know."""
        w = self.words
        why = [w.of(step.why.text)]
        careful = [w.of(warning.text) for warning in self.plan.warnings if warning.step == step.id]
        return Entry(
            title=w("step.title", name=w.of(step.name), channel=w.of(step.channel_name)),
            number=self.names.numbers[step.id],
            ticked=True,
            details=(
                *detail(w("label.when"), w.planned(step.on)),
                *detail(w("label.do-by"), self._do_by(step)),
                *detail(w("label.who"), w.actor(step.actor)),
                *detail(w("label.where"), *self._where(step)),
                *detail(w("label.fee"), w.money(step.fee_fen) + self.names.said(step.fee_fen.source)),
                *detail(w("label.bring"), *self._papers(step)),
                *detail(w("label.wait"), *(self.result(result) for result in step.results)),
                *detail(w("label.meanwhile"), self._meanwhile(step)),
                *detail(w("label.note"), w.of(step.note) + self.names.said(step.note_source) if step.note else ""),
                *detail(w("label.why"), *why),
                *detail(w("label.careful"), *careful),
                *detail(w("label.sources"), self.names.by_region(step.sources)),
            ),
        )

    def _do_by(self, step: Step) -> str:
        """Until when the step may wait; nothing for one that may not."""
        key = "date.do-by-one" if step.slack_days == 1 else "date.do-by"
        return self.words(key, date=self.words.day(step.do_by), count=step.slack_days) if step.slack_days else ""

    def _where(self, step: Step) -> list[str]:
        w = self.words
        by = w.known(f"authority.{step.authority}", step.authority)
        opening = w.opening(step.opening)
        if step.place is None:
            way = w("step.online", channel=w.of(step.channel_name))
            return [w("step.by", way=way, by=by)]
        place = w.of(step.place_name) if step.place_name else step.place
        key = "opening.said" if step.opening_source else "opening.assumed"
        open_days = w(key, days=opening) + self.names.said(step.opening_source) if opening else ""
        return [w("step.at", by=by, place=place + open_days), *self._points(step)]

    def _points(self, step: Step) -> list[str]:
        """The points, or where they were listed before."""
        number = self.names.numbers[step.id]
        before = self._told.setdefault(step.points, number)
        if before != number:
            return [self.words("point.before", number=before)] if step.points else []
        return [self._point(point) for point in step.points]

    def _point(self, point: Point) -> str:
        w = self.words
        phone = w("point.phone", phone=w.plain(point.phone)) if point.phone else ""
        parts = (w.of(point.name), w.plain(point.address or ""), phone, w.of(point.hours) if point.hours else "")
        return w.clauses(parts) + self.names.said(point.source)

    def _papers(self, step: Step) -> list[str]:
        return [self._requirement(each) for each in step.requirements] or [self.words("paper.none")]

    def _requirement(self, paper: Requirement) -> str:
        w = self.words
        others = w("list.or").join(w.of(each.name) for each in paper.alternatives)
        instead = w("paper.or", names=others) if others else ""
        cited = self.names.said(paper.source)
        return self.carried(paper) + instead + cited

    def carried(self, paper: Requirement | Carry) -> str:
        """A paper as it is to be brought: original, copies, or where it comes from."""
        w = self.words
        kind = "paper.prints" if paper.prints else "paper.copies"
        copies = w(f"{kind}-one" if paper.copies == 1 else kind, count=paper.copies)
        form = " + ".join(
            part for part in (w("paper.original") if paper.original else "", copies if paper.copies else "") if part
        )
        supplied = w.known(f"paper.{paper.supplied}", "")
        return (w("paper.line", name=w.of(paper.name), form=form) if form else w.of(paper.name)) + supplied

    def result(self, result: Result) -> str:
        """A result, what it waits for, and the day on which it holds."""
        w = self.words
        name, date = w.of(result.name), w.span(result.holds)
        waits = w.several(self.wait(part) for part in result.waits)
        return w("result.later", name=name, waits=waits, date=date) if waits else w("result.now", name=name, date=date)

    def wait(self, part: WaitPart) -> str:
        """One stretch of a wait: its stages, how long, in which days, who says so."""
        return self.stretch(part) + ("" if part.assumed else self.names.said(part.source))

    def stretch(self, part: WaitPart) -> str:
        """As :meth:`wait`, without the source's number."""
        w = self.words
        stages = w.several(w.known(f"stage.{stage}", stage) for stage in part.stages) or w("stage.none")
        time = w.count(part.least, part.most, part.unit)
        if part.assumed:
            return w("wait.assumed", stages=stages, time=time)
        legal = self.names.kinds.get(part.source or "") == "law"
        key = "wait.legal" if legal else "wait.promised"
        return w(key, stages=stages, time=time)

    def _meanwhile(self, step: Step) -> str:
        """What can be done while the result is awaited, in the order of the steps."""
        w = self.words
        others = sorted(step.parallel, key=lambda id_: self.names.numbers.get(id_, 0))
        return w("meanwhile", steps=w.several(map(self.names.step, others))) if others else ""

    def visit(self, visit: Visit) -> Entry:
        """One trip with what is done there and one carry list."""
        w = self.words
        place = w.of(visit.place_name)
        carry = tuple(self.carried(paper) for paper in visit.carry)
        return Entry(
            title=w("visit.title", date=w.day(visit.on.latest), place=place, who=w.actor(visit.who)),
            details=(
                *detail(w("label.steps"), w.several(map(self.names.step, visit.steps))),
                Detail(w("label.bring"), carry or (w("paper.none"),), ticked=bool(carry)),
            ),
        )
