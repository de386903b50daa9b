"""What a person must heed about a plan: guessed calendars, lapses, changes of rule or age, weak sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from medcard.assembly import times
from medcard.assembly.named import Names
from medcard.assembly.steps import used
from medcard.conditions import Known, Within, born_by, leaves
from medcard.grounding.grounded import GroundedAct
from medcard.model import DeadlineRule, Text
from medcard.plan import Caution, Contact, PlanDeadline, RegionRef, Step, Term
from medcard.source import STALE_YEARS

TOO_LATE = Text(
    "，这个方案赶不上，到期前打 12333 问怎么接上",
    "; this plan is too late for it, so ask 12333 before that day what to do",
)
"""Beside a term that the plan does not keep."""


def calendar(steps: Sequence[Step], known_until: date) -> tuple[Caution, ...]:
    """Dates beyond the announced calendar are reckoned with ordinary weeks."""
    latest = max((step.holds.latest for step in steps), default=known_until)
    if latest <= known_until:
        return ()
    year, last = known_until.year + 1, times.day(known_until)
    text = Text(
        f"{year} 年的放假安排还没公布，{last.zh}以后的日子先按周一至周五上班估算",
        f"the holidays of {year} are not announced; days after {last.get('en')} are reckoned as Monday to Friday",
    )
    return (Caution(code="calendar-assumed", text=text),)


def terms(terms: Iterable[Term], names: Names) -> tuple[Caution, ...]:
    """Deadlines that run from a step of the plan: the last day, and whether the plan keeps it."""
    found: list[Caution] = []
    for term in terms:
        what, of = names.procedure(term.step.partition("@")[0]), names.milestone(term.of)
        by, late = times.day(term.by), Text("", "") if term.kept else TOO_LATE
        found.append(
            Caution(
                code="do-by" if term.kept else "lapses",
                text=Text(
                    f"{what.zh}最晚{by.zh}，从“{of.zh}”算起{late.zh}；过期：{term.lost.zh}",
                    f"{what.get('en')} by {by.get('en')} at the latest, counted from: {of.get('en')}"
                    f"{late.get('en')}; after that: {term.lost.get('en')}",
                ),
                step=term.step,
            )
        )
    return tuple(found)


def undated(act: GroundedAct, rule: DeadlineRule, of: str, names: Names) -> Caution:
    """A term that has begun, nobody knows when."""
    names.cited_by(act.deadline)
    what, since = names.procedure(act.procedure), names.milestone(of)
    within = times.wait(rule.count, rule.count, rule.unit)
    return Caution(
        code="do-soon",
        text=Text(
            f"{what.zh}有期限：从“{since.zh}”算起 {within.zh}，没说哪天开始的，尽快去办；过期：{rule.lost.zh}",
            f"{what.get('en')} has a term: {within.get('en')}, counted from: {since.get('en')}; nobody told since "
            f"when, so do it soon; after that: {rule.lost.get('en')}",
        ),
        step=act.id,
    )


def missed(deadlines: Iterable[PlanDeadline]) -> tuple[Caution, ...]:
    """Deadlines that even the best plan misses, and those that it keeps only if every wait is its shortest."""
    return tuple(_at_risk(each) if each.at_risk else _missed(each) for each in deadlines if not each.kept)


def _missed(deadline: PlanDeadline) -> Caution:
    by = times.day(deadline.by)
    return Caution(
        code="deadline-missed",
        text=Text(
            f"赶不上{by.zh}这个期限：{deadline.lost.zh}",
            f"the deadline of {by.get('en')} cannot be kept: {deadline.lost.get('en')}",
        ),
    )


def _at_risk(deadline: PlanDeadline) -> Caution:
    by = times.day(deadline.by)
    return Caution(
        code="deadline-at-risk",
        text=Text(
            f"{by.zh}这个期限，每一步都最快才赶得上；赶不上：{deadline.lost.zh}",
            f"the deadline of {by.get('en')} is kept only if everything goes at its fastest; "
            f"else: {deadline.lost.get('en')}",
        ),
    )


def changes(acts: Iterable[GroundedAct], as_of: date, finish: date) -> tuple[Caution, ...]:
    """Rules used by the plan that end, or are known to change, before it is done."""
    ends = sorted(
        {
            chosen.statement.until
            for act in acts
            for chosen in used(act)
            if chosen.statement and chosen.statement.until and as_of <= chosen.statement.until < finish
        }
    )
    return tuple(
        Caution(
            code="rule-changes",
            text=Text(
                f"有一条规定只执行到{day.zh}，办完之前可能变化",
                f"a rule used here ends on {day.get('en')}, before the plan is done",
            ),
        )
        for day in map(times.day, ends)
    )


def ages(acts: Iterable[GroundedAct], known: Known, finish: date) -> tuple[Caution, ...]:
    """A birthday before the finish with which the person falls under another rule of the plan's steps."""
    if not known.birth_known:
        return ()
    cuts = {
        cut
        for act in acts
        for chosen in used(act)
        if chosen.statement
        for leaf in leaves(chosen.statement.about)
        if isinstance(leaf, Within) and leaf.fact == "age"
        for cut in (leaf.least, (leaf.most or 0) + 1)
    } | {16}
    crossed = sorted(cut for cut in cuts if born_by(cut, known.on) < known.born[0] <= born_by(cut, finish))
    return tuple(
        Caution(
            code="age-changes",
            text=Text(
                f"办完之前会满 {cut} 周岁，到时规则可能不同",
                f"the person turns {cut} before the plan is done; other rules may apply then",
            ),
        )
        for cut in crossed
    )


def unconfirmed(steps: Iterable[Step], contacts: Iterable[Contact], names: Names) -> tuple[Caution, ...]:
    """One for all values of the steps whose sources leave doubt: why, and whom to ask before going."""
    doubtful = {step.authority for step in steps if any(map(names.is_doubtful, _told(step)))}
    if not doubtful:
        return ()
    lines = dict.fromkeys((each.name, each.phone) for each in contacts if each.authority in doubtful)
    zh = "：" + "、".join(f"{name.zh} {phone}" for name, phone in lines)
    en = ": " + ", ".join(f"{name.get('en')} {phone}" for name, phone in lines)
    text = Text(
        f"有的说法只见于转载、没有日期、已过 {STALE_YEARS} 年或是我们推定的，去之前打电话问一下{zh if lines else ''}",
        f"some of this rests only on a reprint, on an undated text, on one {STALE_YEARS} years old or more, "
        f"or on our own assumption; call before going{en if lines else ''}",
    )
    return (Caution(code="unconfirmed", text=text),)


def _told(step: Step) -> Iterator[str]:
    """The sources of the values that a step shows."""
    papers = (paper.source for paper in step.requirements)
    points = (point.source for point in step.points)
    waits = (wait.source for result in step.results for wait in result.waits)
    told = (step.opening_source, *points, step.fee_fen.source, *papers, *waits, step.note_source)
    return (source for source in told if source is not None)


def inherited(region: RegionRef) -> tuple[Caution, ...]:
    """The region has no pack of its own."""
    if region.code in region.packs:
        return ()
    if not region.issues_cards:
        text = Text(
            "这里不发社会保障卡：在内地（大陆）工作、上学或者居住的，在那里办，请改选那个地方",
            "no card is issued here: who works, studies or lives in the mainland gets it there; ask about that place",
        )
        return (Caution(code="no-card-here", text=text),)
    text = Text(
        "当地没有自己的资料，按上一级的规定列出，去之前先问一下",
        "there are no statements for this place itself; the rules of the level above are shown",
    )
    return (Caution(code="inherited", text=text),)
