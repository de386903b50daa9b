"""An answer as a document: which sections there are, in which order, and what stands in them."""

from __future__ import annotations

from datetime import timedelta

import attrs

from medcard.plan import Answer, Covered, Money, NoPlan, Obstacle, Plan, PlanDeadline, Question, Undecided
from medcard.rendering import explanations
from medcard.rendering.asides import Asides, source
from medcard.rendering.changes import changes, done
from medcard.rendering.document import Document, Entry, Line, Section, detail, section
from medcard.rendering.explanations import Explained
from medcard.rendering.names import PLAIN, Manner, Names
from medcard.rendering.steps import Steps
from medcard.rendering.words import Words, words


def document(answer: Answer | Explained, lang: str, manner: Manner = PLAIN) -> Document:
    """The document of any answer or explanation, in ``zh`` or ``en``."""
    w = words(lang)
    match answer:
        case Plan():
            return _plan(answer, Names(w, answer.question, answer, manner))
        case Undecided():
            return _undecided(answer, Names(w, answer.question, None, manner))
        case NoPlan():
            return _no_plan(answer, w, manner)
        case _:
            return explanations.document(answer, w)


def title(answer: Answer, w: Words) -> str:
    """Which region and what about, and how it ended."""
    match answer:
        case Plan():
            key = "title.plan"
        case Undecided():
            key = "title.undecided"
        case NoPlan():
            key = "title.no-plan"
    return w(key, region=_region(answer.question, w), scenario=w.of(answer.question.scenario_name))


def _region(question: Question, w: Words) -> str:
    """The names from the province down, as an address has them."""
    return w.plain("".join(name for _, name in question.region.chain[1:])) or w.plain(question.region.name)


def _told(question: Question, w: Words) -> tuple[str, ...]:
    """What the answer rests on: the facts, the rules' day and region, the data."""
    local = {each.id: w.of(each.name) for each in question.local}
    said = w.clauses(local[name] if name in local else w.fact(name, value) for name, value in question.facts)
    lead = [w("lead.facts", facts=said)] if said else []
    lead += [so_far] if question.case and (so_far := done(question.case, w)) else []
    if question.as_of != question.on:
        lead.append(w("lead.as-of", as_of=w.day(question.as_of)))
    names = dict(question.region.chain)
    speak = [w.plain(names.get(code, code)) for code in question.region.packs]
    if question.region.code not in question.region.packs:
        key = "lead.inherited" if question.region.issues_cards else "lead.no-card-here"
        lead.append(w(key, region=_region(question, w), packs=w.several(speak)))
    return tuple(lead)


def _plan(plan: Plan, names: Names) -> Document:
    w = names.words
    version = w("lead.version", version=w.plain(plan.question.data_version))
    return Document(
        title=title(plan, w),
        lead=(*_summary(plan, w), *_told(plan.question, w)),
        sections=(*_body(plan, names), *Asides(names).all(plan), *section(w, "head.data", Line(version))),
    )


def _summary(plan: Plan, w: Words) -> tuple[str, ...]:
    finish, on = plan.timeline.finish, w.day(plan.question.on)
    if not plan.steps:
        waiting = finish.latest > plan.question.on
        return (w("lead.asked", on=on), w("lead.wait", latest=w.day(finish.latest)) if waiting else w("lead.nothing"))
    at_once = finish.latest == plan.question.on
    key = "lead.at-once" if at_once else "lead.dates" if finish.earliest == finish.latest else "lead.dates-sooner"
    least = min(plan.cost.fee, sum(step.fee_fen.least for step in plan.steps))
    fee = w.money(Money(least=least, most=plan.cost.fee))
    lead = [
        w(key, on=on, latest=w.day(finish.latest), earliest=w.day(finish.earliest)),
        w(
            "lead.cost",
            trips=w("lead.trips" if plan.cost.visits else "lead.no-trip", count=plan.cost.visits),
            fee=fee,
            papers=w("lead.papers" if plan.cost.materials else "lead.no-paper", count=plan.cost.materials),
        ),
        w("lead.prefer", prefer=w(f"prefer.{plan.question.prefer}")),
    ]
    missed = [each for each in plan.timeline.deadlines if not each.kept]
    doubts = [each for each in plan.warnings if each.code == "unconfirmed"]
    lead += [w("lead.unconfirmed", said=w.of(each.text)) for each in doubts]
    lead += [w(f"lead.{_missed(each)}", by=w.day(each.by), lost=w.of(each.lost)) for each in missed]
    lead += [w("lead.risk")] if plan.at_risk else []
    lead += [] if plan.proven else [w("lead.unproven")]
    return tuple(lead)


def _body(plan: Plan, names: Names) -> tuple[Section, ...]:
    """What is to be done: urgent things, steps, visits, papers, deadlines."""
    w, steps = names.words, Steps(names, plan)
    return (
        *section(w, "head.changes", *changes(plan, names)),
        *section(w, "head.urgent", *(_urgent(each, plan, names) for each in plan.timeline.covered)),
        *section(w, "head.steps", *(steps.step(step) for step in plan.steps)),
        *section(w, "head.visits", *(steps.visit(visit) for visit in plan.visits)),
        *section(w, "head.materials", *(Entry(steps.carried(paper), ticked=True) for paper in plan.materials)),
        *section(w, "head.deadlines", *_deadlines(plan, names)),
    )


def _urgent(covered: Covered, plan: Plan, names: Names) -> Entry:
    """What cannot wait, from which day it is safe, by which steps."""
    w, wanted, case = names.words, set(covered.milestones), plan.question.case
    held = {each.milestone for done in (case.done if case else ()) for each in done.results}
    givers = [step for step in plan.steps if any(result.milestone in wanted - held for result in step.results)]
    if case is not None and covered.latest <= plan.question.on and not givers:
        return Entry(w("urgent.done", name=w.of(covered.name)))
    title = w("urgent.item", name=w.of(covered.name), date=w.days(covered.earliest, covered.latest))
    return Entry(title, detail(w("label.steps"), w.several(names.step(step.id) for step in givers)))


def _missed(deadline: PlanDeadline) -> str:
    return "at-risk" if deadline.at_risk else "missed"


def _deadlines(plan: Plan, names: Names) -> list[Entry]:
    """Deadlines with what is lost, then how far the plan can slip."""
    w, timeline = names.words, plan.timeline
    entries = [_deadline(each, names) for each in timeline.deadlines]
    start = plan.question.on + timedelta(days=timeline.slack_days)
    several = len([each for each in timeline.deadlines if each.kept]) > 1
    if timeline.latest_start and several:
        entries.append(Entry(w("slack.latest-start", start=w.day(timeline.latest_start))))
    if timeline.slack_days:
        entries.append(Entry(w("slack.start", start=w.day(start))))
    if len(timeline.critical) == len(plan.steps) > 1:
        entries.append(Entry(w("slack.all-critical")))
    elif timeline.critical:
        entries.append(Entry(w("slack.critical", steps=w.several(map(names.step, timeline.critical)))))
    return entries


def _deadline(deadline: PlanDeadline, names: Names) -> Entry:
    w = names.words
    key = "deadline.kept" if deadline.kept else f"deadline.{_missed(deadline)}"
    start = w("deadline.start", start=w.day(deadline.latest_start)) if deadline.latest_start else ""
    title = w(key, milestones=names.several(deadline.milestones), by=w.day(deadline.by)) + names.said(deadline.source)
    bet = [w("alternative.step", date=w.planned(each.on), name=w.of(each.name)) for each in deadline.bet]
    return Entry(
        title,
        (
            *detail(w("label.lost"), w.of(deadline.lost)),
            *detail(w("label.start"), start),
            *detail(w("label.bet"), *([w("deadline.bet"), *bet] if bet else [])),
        ),
    )


def _undecided(answer: Undecided, names: Names) -> Document:
    w, question = names.words, answer.question
    lead = [w("lead.asked", on=w.day(question.on)), w("lead.undecided")]
    lead += [] if answer.exact else [w("lead.inexact")]
    return Document(
        title=title(answer, w),
        lead=(*lead, *_told(question, w)),
        sections=(
            *section(w, "head.questions-first", *Asides(names).questions(answer.questions, numbered=True)),
            *section(w, "head.common", *(Entry(w.of(each.name)) for each in answer.common_steps)),
            *section(
                w, "head.common-materials", *(Entry(w.of(each.name), ticked=True) for each in answer.common_materials)
            ),
        ),
    )


def _no_plan(answer: NoPlan, w: Words, manner: Manner) -> Document:
    cited = {id_ for each in answer.obstacles for id_ in each.sources}
    listed = tuple(each for each in answer.sources if answer.at_risk or each.id in cited)
    at_risk = answer.at_risk and attrs.evolve(answer.at_risk, sources=listed)
    question, names = answer.question, Names(w, answer.question, at_risk, manner, listed)
    causes = [
        Entry(
            w("cause.item", name=w.of(cause.name), why=w.of(cause.text) or w.known(f"why.{cause.why}", cause.why)),
            detail("", *(_obstacle(each, names) for each in answer.obstacles if each.milestone == cause.milestone)),
        )
        for cause in answer.causes
    ]
    fixes = tuple(Entry(w.of(fix.text)) for fix in answer.fixes)
    sources = (source(each, number, w, names.region(each.region)) for number, each in enumerate(listed, 1))
    return Document(
        title=title(answer, w),
        lead=(w("lead.no-plan", on=w.day(question.on)), *_told(question, w)),
        sections=(
            *section(w, "head.causes", *causes),
            *section(w, "head.fixes", *(fixes or (Line(w("fixes.none")),))),
            *(_at_risk(at_risk, names) if at_risk else section(w, "head.sources", *sources)),
        ),
    )


def _obstacle(obstacle: Obstacle, names: Names) -> str:
    return names.words.of(obstacle.text) + names.cite(*obstacle.sources)


def _at_risk(plan: Plan, names: Names) -> tuple[Section, ...]:
    """The plan that may just make it, with the sources of the whole answer."""
    w = names.words
    lead = (Line(line) for line in (title(plan, w), *_summary(plan, w)))
    return (*section(w, "title.at-risk", *lead), *_body(plan, names), *Asides(names).all(plan))
