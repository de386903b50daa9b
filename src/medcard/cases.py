"""Cases beside a pack: how an answer differs from what must come out; pack authors run them without Python.

:mod:`medcard.case_reader` reads the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

import attrs

from medcard.case_reader import OUTCOMES, Case, Expected, Given, read_cases
from medcard.catalogue import Catalogue
from medcard.errors import MedcardError
from medcard.known import from_facts
from medcard.model import Text
from medcard.packs.discover import content
from medcard.packs.drafts import Drafts
from medcard.plan import Answer, NoPlan, Plan, Span, Undecided
from medcard.planner import decide
from medcard.record import Record
from medcard.regions import region as find_code


def read_beside(drafts: Drafts, region: str | None = None) -> Iterator[tuple[Case, Catalogue]]:
    """Every case beside the packs, or beside that of ``region`` alone, with the packs that answer it.

    File by file, in the order written. Raises InvalidPack with every problem of a file, when its turn comes.
    """
    catalogues: dict[str, Catalogue] = {}
    for pack, file in drafts.cases():
        if region not in (None, pack.region):
            continue
        asks = Catalogue.of(drafts.chain(pack.region)).asks
        for case in read_cases(content(file), file=str(file), region=pack.region, asks=asks):
            code = case.given.region
            if code not in catalogues:
                catalogues[code] = Catalogue.of(drafts.chain(code))
            yield case, catalogues[code]


def run(case: Case, catalogue: Catalogue) -> tuple[Text, ...]:
    """How the answer differs from what the case expects, one line each; empty if it does not."""
    given = case.given
    try:
        told = {**dict(given.facts), "scenario": given.scenario}
        applicant, scenario = from_facts(told, asks=catalogue.asks)
        answer = decide(
            applicant,
            scenario,
            region=given.region,
            on=given.on,
            as_of=given.as_of,
            prefer=given.prefer,
            assume=given.assume,
            catalogue=catalogue,
        )
    except MedcardError as error:
        lines = str(error).splitlines()
        return tuple(Text(f"问题本身不成立：{line}", f"the question is refused: {line}") for line in lines)
    return tuple(_differences(case.expected, answer, _Names.of(case, catalogue)))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Names(Record):
    """What the packs name: an expectation of anything else could never fail."""

    steps: frozenset[str]
    procedures: frozenset[str]
    papers: frozenset[str]
    milestones: frozenset[str]

    @classmethod
    def of(cls, case: Case, catalogue: Catalogue) -> _Names:
        chain = [each.code for each in find_code(case.given.region).chain]
        rules = catalogue.rules(chain, case.given.as_of or case.given.on)
        return cls(
            steps=frozenset(f"{p}@{channel}" for p, channels in rules.channels.items() for channel in channels),
            procedures=frozenset(rules.procedures),
            papers=frozenset(rules.papers),
            milestones=frozenset(rules.milestones),
        )

    def unknown(self, expected: Expected) -> Iterator[Text]:
        """Every expected name that no pack knows; patterns are looked at as far as they name a procedure."""
        patterns = [pattern.partition("@")[0] for pattern in expected.never]
        literal = [word for word in patterns if not set(word) & set("*?[")]
        milestones = [milestone for milestone, _, _ in expected.ready]
        checks: tuple[tuple[Text, Iterable[str], frozenset[str]], ...] = (
            (Text("材料", "paper"), (*expected.papers, *expected.not_papers), self.papers),
            (Text("事项或材料", "procedure or paper"), literal, self.procedures | self.papers),
            (Text("状态", "milestone"), milestones, self.milestones),
        )
        strange = [step for step in expected.steps if not _fitting(step, self.steps)]
        yield from (_nobody_knows(Text("步骤", "step"), step) for step in strange)
        for kind, words, known in checks:
            yield from (_nobody_knows(kind, word) for word in words if word not in known)


def _nobody_knows(kind: Text, word: str) -> Text:
    return Text(f"当地的数据包里没有这个{kind.zh}：{word}", f"no pack of the region knows the {kind.en} {word!r}")


def _differences(expected: Expected, answer: Answer, names: _Names) -> Iterator[Text]:
    yield from names.unknown(expected)
    if not isinstance(answer, OUTCOMES[expected.outcome]):
        told = _told(answer)
        yield Text(f"应当是 {expected.outcome}，结果是 {told}", f"expected {expected.outcome}, got {told}")
        return
    asked = () if isinstance(answer, NoPlan) else tuple(ask.fact for ask in answer.questions)
    yield from _missing("asks", expected.asks, asked)
    if isinstance(answer, Plan):
        for compare in _OF_A_PLAN:
            yield from compare(expected, answer)


def _told(answer: Answer) -> str:
    """The answer in a line."""
    match answer:
        case Plan():
            return f"plan: {_list(step.id for step in answer.steps)}"
        case Undecided():
            return f"undecided: {_list(ask.fact for ask in answer.questions)}"
        case NoPlan():
            return f"no-plan: {_list(f'{cause.milestone} ({cause.why})' for cause in answer.causes)}"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"


def _missing(what: str, wanted: Sequence[str], got: Sequence[str]) -> Iterator[Text]:
    for word in wanted:
        if word not in got:
            there = _list(got)
            yield Text(f"{what}：没有 {word}；有的是 {there}", f"{what}: {word} is missing; there is {there}")


def _steps(expected: Expected, plan: Plan) -> Iterator[Text]:
    got = [step.id for step in plan.steps]
    if expected.exact and expected.steps:
        same = len(got) == len(expected.steps) and all(map(fnmatchcase, got, expected.steps))
        if not same:
            wanted, there = _list(expected.steps), _list(got)
            yield Text(f"steps：应当正好是 {wanted}；结果是 {there}", f"steps: expected exactly {wanted}; got {there}")
        return
    left = iter(got)
    late = next((step for step in expected.steps if not _fitting(step, left)), None)
    if late is not None:
        where = Text("顺序不对", "not in this order") if _fitting(late, got) else Text("没有", "missing")
        yield Text(f"steps：{late} {where.zh}；结果是 {_list(got)}", f"steps: {late} is {where.en}; got {_list(got)}")


def _fitting(pattern: str, words: Iterable[str]) -> bool:
    """Whether a word fits; an iterator is used up to that word."""
    return any(fnmatchcase(word, pattern) for word in words)


def _papers(expected: Expected, plan: Plan) -> Iterator[Text]:
    got = [carry.evidence for carry in plan.materials]
    yield from _missing("papers", expected.papers, got)
    for paper in expected.not_papers:
        if paper in got:
            yield Text(f"not-papers：还是要了 {paper}", f"not-papers: {paper} is asked for")


def _never(expected: Expected, plan: Plan) -> Iterator[Text]:
    got = [*(step.id for step in plan.steps), *(carry.evidence for carry in plan.materials)]
    for pattern in expected.never:
        for word in got:
            if fnmatchcase(word, pattern):
                yield Text(f"never：出现了 {word}（{pattern}）", f"never: {word} fits {pattern!r}")


def _ready_days(expected: Expected, plan: Plan) -> Iterator[Text]:
    results = [result for step in plan.steps for result in step.results]
    for milestone, earliest, latest in expected.ready:
        holds = [result.holds for result in results if result.milestone == milestone]
        wanted = Span(earliest=earliest, latest=latest)
        if not holds:
            yield Text(f"ready：方案里没有一步能做到 {milestone}", f"ready: no step of the plan gives {milestone}")
            continue
        got = Span(earliest=min(day.earliest for day in holds), latest=min(day.latest for day in holds))
        if got != wanted:
            yield Text(
                f"ready：{milestone} 应当在 {_days(wanted)}；结果是 {_days(got)}",
                f"ready: {milestone} is expected {_days(wanted)}; got {_days(got)}",
            )


def _days(span: Span) -> str:
    return f"{span.earliest}..{span.latest}"


def _disputes(expected: Expected, plan: Plan) -> Iterator[Text]:
    got = [f"{dispute.step}.{dispute.field}" for dispute in plan.disputes]
    short = [re.sub(r"@[^.]*", "", each) for each in got]
    known = {*got, *short, *(dispute.field for dispute in plan.disputes)}
    yield from _missing("disputes", [each for each in expected.disputes if each not in known], got)


_OF_A_PLAN: tuple[Callable[[Expected, Plan], Iterator[Text]], ...] = (_steps, _papers, _never, _ready_days, _disputes)

__all__ = ["Case", "Expected", "Given", "read_beside", "read_cases", "run"]
