"""What stands after the steps: options, alternatives, rejections, assumptions, questions, disputes, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medcard.model import Text
from medcard.plan import AlternativePlan, Ask, Compared, Cost, Dispute, Hanging, Named, Option, Plan, Said, SourceRef
from medcard.rendering.document import Block, Entry, Section, Table, detail, section
from medcard.rendering.names import Names
from medcard.rendering.words import Words, yuan

MOST_NAMED = 3
"""How many steps or papers are named that hang on an answer."""


class Asides:
    """Makes those sections for one answer."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.words = names.words

    def all(self, plan: Plan) -> tuple[Section, ...]:
        """Every section after the deadlines, in order."""
        w = self.words
        assumed = (Entry(w.of(each.text)) for each in plan.assumptions)
        return (
            *section(w, "head.options", *self._options(plan)),
            *section(w, "head.alternatives", *self._alternatives(plan)),
            *section(w, "head.rejected", *self._rejected(plan)),
            *section(w, "head.assumptions", *assumed),
            *section(w, "head.questions", *self.questions(plan.questions)),
            *section(w, "head.disputes", *map(self._dispute, plan.disputes)),
            *section(w, "head.warnings", *(Entry(said) for said in self._warnings(plan))),
            *section(w, "head.sources", *self._sources(plan)),
        )

    def _sources(self, plan: Plan) -> list[Entry]:
        region = self.names.region
        return [source(each, n, self.words, region(each.region)) for n, each in enumerate(plan.sources, 1)]

    def _warnings(self, plan: Plan) -> list[str]:
        """Those of no step; a step's own stand with it, what is unconfirmed leads, and what is overdue is a change."""
        told = (each for each in plan.warnings if each.code not in ("unconfirmed", "overdue"))
        return [self.words.of(each.text) for each in told if each.step not in self.names.numbers]

    def _options(self, plan: Plan) -> list[Entry]:
        """One entry for all channels of a procedure that bear the same note."""
        w = self.words
        groups: dict[tuple[Text, Text | None], list[Option]] = {}
        for option in plan.options:
            groups.setdefault((option.name, option.note), []).append(option)
        entries: list[Entry] = []
        for (name, note), group in groups.items():
            title = w("step.title", name=w.of(name), channel=w.several(w.of(each.channel_name) for each in group))
            cited = self.names.cite(*(source for each in group for source in each.sources))
            entries.append(Entry(title + cited, detail(w("label.note"), w.of(note) if note else "")))
        return entries

    def _alternatives(self, plan: Plan) -> list[Block]:
        w = self.words
        if not plan.alternatives:
            return []
        head = tuple(w(f"alternative.head-{part}") for part in ("way", "finish", "visits", "fee", "papers"))
        rows = [self._row(w("alternative.mine"), plan.cost)]
        rows += [self._row(self.preferred(each), each.vector) for each in plan.alternatives]
        return [Table(head, tuple(rows)), *map(self._alternative, plan.alternatives)]

    def _row(self, name: str, cost: Cost) -> tuple[str, ...]:
        w = self.words
        fee = w("money.one", least=yuan(cost.fee)) if cost.fee else w("money.free")
        return (name, w.day(cost.finish), str(cost.visits), fee, str(cost.materials))

    def preferred(self, plan: AlternativePlan) -> str:
        return self.words.several(self.words(f"prefer.{prefer}") for prefer in plan.prefer)

    def _alternative(self, plan: AlternativePlan) -> Entry:
        w = self.words
        steps = [w("alternative.step", date=w.day(each.on.latest), name=w.of(each.name)) for each in plan.steps]
        return Entry(
            self.preferred(plan) or w("alternative.other"),
            (*detail(w("label.gains"), self.compared(plan.compared)), *detail(w("label.steps"), *steps)),
        )

    def compared(self, compared: Compared) -> str:
        """Gains first, then costs."""
        changes = [("covered", days) for days in compared.covered_days] + [
            ("finish", compared.finish_days),
            ("visits", compared.visits),
            ("fee", compared.fee_fen),
            ("materials", compared.materials),
        ]
        less = [self._change(what, by) for what, by in changes if by < 0]
        more = [self._change(what, by) for what, by in changes if by > 0]
        return self.words.clauses(dict.fromkeys((*less, *more))) or self.words("alternative.same")

    def _change(self, what: str, by: int) -> str:
        count = yuan(abs(by)) if what == "fee" else str(abs(by))
        one = "-one" if count == "1" else ""
        return self.words(f"gain.{what}-{'less' if by < 0 else 'more'}{one}", count=count)

    def _rejected(self, plan: Plan) -> list[Entry]:
        """Other channels of what the plan does; the rest is in the plan's data."""
        done = {step.procedure for step in plan.steps}
        near = (each for each in plan.rejected if each.procedure in done)
        return [Entry(said) for said in self.names.rejected(near)]

    def questions(self, asks: Sequence[Ask], *, numbered: bool = False) -> list[Entry]:
        """Questions with the answers that they accept."""
        w = self.words
        entries: list[Entry] = []
        for number, ask in enumerate(asks, 1):
            options = w.several(self._option(value, w.of(said)) for value, said in ask.options)
            found = w.known(f"found-by.{ask.found_by}", ask.found_by) if ask.found_by else ""
            told = w("question.found-by", procedure=found) if found else ""
            details = (
                *detail(w("label.options"), options),
                *detail(w("label.why-asked"), w.of(ask.why) if ask.why else ""),
                *detail(w("label.hanging"), *(self._hanging(each) for each in ask.hanging)),
                *detail(w("label.found-by"), told),
            )
            title = w("question.fact", text=w.of(ask.text), fact=ask.fact) if self.names.manner.ids else w.of(ask.text)
            entries.append(Entry(title, details, number if numbered else None))
        return entries

    def _hanging(self, hanging: Hanging) -> str:
        """What hangs on one answer: by when, and what all plans with it have besides (all of it is in the JSON)."""
        w = self.words
        if hanging.first is None or hanging.last is None:
            return w("hanging.no-plan", answer=w.of(hanging.name))
        same = "" if hanging.first == hanging.last else "-between"
        said = w(f"hanging.done{same}", answer=w.of(hanging.name), first=w.day(hanging.first), last=w.day(hanging.last))
        more = (self._some("hanging.steps", hanging.steps), self._some("hanging.papers", hanging.papers))
        return w.clauses((said, *more))

    def _some(self, key: str, named: Sequence[Named]) -> str:
        """The first few by name, the others counted."""
        w = self.words
        shown = w.several(w.of(each.name) for each in named[:MOST_NAMED])
        said = w("list.more", items=shown, count=len(named)) if len(named) > MOST_NAMED else shown
        return w(key, names=said) if named else ""

    def _option(self, value: str, said: str) -> str:
        return self.words("question.option", value=value, words=said) if self.names.manner.ids else said

    def _dispute(self, dispute: Dispute) -> Entry:
        w = self.words
        return Entry(
            w.of(dispute.what),
            (
                *detail(w("label.used"), self._said(dispute.used)),
                *detail(w("label.others"), *(self._said(other) for other in dispute.others)),
            ),
        )

    def _said(self, said: Said) -> str:
        return self.words.of(said.value) + self.names.said(said.source)


def source(of: SourceRef, number: int, w: Words, whose: str = "") -> Entry:
    """One source in the list at the end; ``whose``: the region whose pack says so, in words."""
    kind = w.source_kind(of.kind)
    if of.via:
        kind = w("source.via", kind=kind, via=w.source_kind(of.via))
    parts: Iterable[str] = (
        whose,
        kind,
        w.plain(of.publisher or ""),
        w("source.number", number=w.plain(of.number)) if of.number else "",
        _stated(of, w),
        w("source.checked", date=w.day(of.checked_on)),
    )
    why = w.several(w.doubt(each) for each in of.unconfirmed)
    lines = (w.clauses(parts), w("source.unconfirmed", why=why) if why else "", w.plain(of.url or ""))
    return Entry(w.plain(of.title), detail("", *lines), ref=number)


def _stated(of: SourceRef, w: Words) -> str:
    """The date of a source, and how many years ago that was."""
    if of.stated_on is None:
        return w("source.undated")
    key = "source.age-one" if of.age_years == 1 else "source.age"
    return w.stated(of.stated_on) + (w(key, years=of.age_years) if of.age_years else "")
