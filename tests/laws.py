"""The invariants of DESIGN §6 as functions: each tells what of one plan breaks it, and nothing when all is well.

They read the plan and the problem behind it; the dates are judged by the oracle's own arithmetic, not the library's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any, cast

import attrs

from medcard.answer_json import to_json
from medcard.answer_reader import from_json
from medcard.applicant import Applicant
from medcard.catalogue import Catalogue
from medcard.plan import (
    Answer,
    Carry,
    Money,
    Plan,
    PlanDeadline,
    RejectedCause,
    Requirement,
    Step,
    Visit,
    WaitPart,
)
from medcard.planner import decide, problem_of
from medcard.problem import Problem
from medcard.scenario import CardScenario
from medcard.schedule import solve
from oracle.brute import Brute, beats

ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@attrs.frozen(kw_only=True)
class Asked:
    """One question that can be asked again with something changed."""

    applicant: Applicant
    scenario: CardScenario
    region: str
    on: date
    catalogue: Catalogue
    prefer: str = "soonest"
    assume: str | None = "typical"

    def answer(self) -> Answer:
        """The answer."""
        return decide(self.applicant, self.scenario, **self._where())

    def problem(self) -> Problem:
        """The problem behind the answer."""
        return problem_of(self.applicant, self.scenario, **self._where())

    def _where(self) -> dict[str, Any]:
        told = ("region", "on", "catalogue", "prefer", "assume")
        return {name: getattr(self, name) for name in told}


@attrs.frozen(kw_only=True)
class Judged:
    """A plan with everything that judging it takes."""

    asked: Asked
    plan: Plan
    problem: Problem

    @property
    def dates(self) -> dict[str, date]:
        """Each step and the day the plan counts on."""
        return {step.id: step.on.latest for step in self.plan.steps}

    def brute(self) -> Brute:
        """The oracle, who knows the acts of the plan only: it tries every set of what it knows."""
        chosen = tuple(action for action in self.problem.actions if action.id in self.dates)
        return Brute(attrs.evolve(self.problem, actions=chosen))


def vector(of: Plan) -> tuple[object, ...]:
    """The plan's cost in the order of the objectives."""
    cost = of.cost
    return (cost.lost, cost.covered, cost.finish, cost.visits, cost.fee, cost.materials)


def reached(brute: Brute, dates: Mapping[str, date]) -> tuple[object, ...] | None:
    """Lost, covered and finish of these dates by the oracle's days; None where something wanted never holds."""
    problem, days = brute.problem, brute.holds(dict(dates))
    wanted = {*problem.goal, *chain(*problem.urgent)}
    if not wanted <= days.keys():
        return None
    lost = sum(any(days.get(m, date.max) > each.by for m in each.milestones) for each in problem.deadlines)
    covered = tuple(max(days[m] for m in group) for group in problem.urgent)
    return (lost, covered, max((days[m] for m in wanted), default=problem.start))


def counted(brute: Brute, dates: Mapping[str, date]) -> tuple[object, ...]:
    """What DESIGN §3 counts beside that: visits, fee, papers."""
    acts = [(brute.actions[name], on) for name, on in dates.items()]
    visits = {(action.who, action.place, on) for action, on in acts if action.place is not None}
    groups = [frozenset(group) for action, _ in acts for group in action.materials]
    return (len(visits), sum(action.fee for action, _ in acts), least_cover(groups))


def least_cover(groups: Sequence[frozenset[str]]) -> int:
    """The least number of papers with one of every group."""
    smallest = min(groups, key=len, default=None)
    if smallest is None:
        return 0
    return 1 + min(least_cover([group for group in groups if paper not in group]) for paper in smallest)


def needs_are_met_in_order(judged: Judged) -> Iterator[str]:
    """Every need is initial or given by an earlier step whose result holds by then, latest days and earliest days."""
    actions = {action.id: action for action in judged.problem.actions}
    start = judged.problem.start
    latest = {initial.milestone: initial.latest or start for initial in judged.problem.initial}
    earliest = {initial.milestone: initial.earliest or start for initial in judged.problem.initial}
    for step in judged.plan.steps:
        if sorted(step.needs) != sorted(actions[step.id].needs):
            yield f"{step.id} tells other needs than it has"
        for need in actions[step.id].needs:
            if latest.get(need, date.max) > step.on.latest:
                yield f"{step.id} needs {need}, which holds later or never"
            if earliest.get(need, date.max) > step.on.earliest:
                yield f"{step.id} is early for {need}"
        for result in step.results:
            latest[result.milestone] = min(latest.get(result.milestone, date.max), result.holds.latest)
            earliest[result.milestone] = min(earliest.get(result.milestone, date.max), result.holds.earliest)


def no_step_is_idle(judged: Judged) -> Iterator[str]:
    """Without any one step the plan is invalid or later."""
    brute, dates = judged.brute(), judged.dates
    whole = reached(brute, dates)
    for id_ in dates:
        rest = {other: day for other, day in dates.items() if other != id_}
        left = reached(brute, rest) if brute.is_plan(rest) else None
        if left is not None and whole is not None and not beats(whole, left):
            yield f"the plan does as well without {id_}"


def dates_go_forward_and_are_open(judged: Judged) -> Iterator[str]:
    """Dates never go back, lie on open days within windows, and results hold no earlier than the act."""
    brute, plan = judged.brute(), judged.plan
    actions = {action.id: action for action in judged.problem.actions}
    days = [step.on.latest for step in plan.steps]
    if days != sorted(days):
        yield "the latest days go back"
    for step in plan.steps:
        for day in (step.on.earliest, step.on.latest):
            if not brute.may_act(actions[step.id], day):
                yield f"{step.id} cannot be done on {day}"
        spans = [(step.on, step.holds), *((step.on, result.holds) for result in step.results)]
        for on, holds in spans:
            if not (on.earliest <= on.latest and holds.earliest <= holds.latest):
                yield f"{step.id}: earliest after latest"
            if holds.earliest < on.earliest or holds.latest < on.latest:
                yield f"{step.id} holds before it is done"


def the_plan_keeps_every_rule(judged: Judged) -> Iterator[str]:
    """The oracle accepts the dates and counts the same cost."""
    brute = judged.brute()
    if not brute.is_plan(judged.dates):
        yield "the oracle refuses the plan"
    counts = (*(reached(brute, judged.dates) or ()), *counted(brute, judged.dates))
    if counts != vector(judged.plan):
        yield f"the oracle counts {counts}, the plan {vector(judged.plan)}"


def the_plan_and_its_alternatives_are_on_the_front(judged: Judged) -> Iterator[str]:
    """Chosen plan and alternatives are among the front, and nothing of it beats another."""
    front = [each.vector for each in solve(judged.problem).front]
    vectors = [(v.lost, v.covered, v.finish, v.visits, v.fee, v.materials) for v in front]
    if vector(judged.plan) not in vectors:
        yield "the plan is not on the front"
    for each in judged.plan.alternatives:
        cost = each.vector
        other = (cost.lost, cost.covered, cost.finish, cost.visits, cost.fee, cost.materials)
        if other not in vectors or other == vector(judged.plan):
            yield f"the alternative for {each.prefer} is not another one of the front"
    if any(beats(one, other) for one in vectors for other in vectors):
        yield "one of the front beats another"


def papers_are_the_union_of_the_steps(judged: Judged) -> Iterator[str]:
    """Materials are the union over the steps, a carry list that of its steps; originals once, copies added."""
    plan = judged.plan
    if _listed(plan.materials) != _wanted(plan.steps):
        yield "the materials are not the union over the steps"
    steps = {step.id: step for step in plan.steps}
    for visit in plan.visits:
        if _listed(visit.carry) != _wanted(steps[id_] for id_ in visit.steps):
            yield f"the carry list of {visit.place} is not that of its steps"


def _listed(carry: Iterable[Carry]) -> dict[str, tuple[bool, int]]:
    return {each.evidence: (each.original, each.copies) for each in carry}


def _wanted(steps: Iterable[Step]) -> dict[str, tuple[bool, int]]:
    found: dict[str, list[Requirement]] = {}
    for step in steps:
        for requirement in step.requirements:
            found.setdefault(requirement.evidence, []).append(requirement)
    return {id_: (any(r.original for r in all_), sum(r.copies for r in all_)) for id_, all_ in found.items()}


def visits_are_the_places_of_the_steps(judged: Judged) -> Iterator[str]:
    """Every act at a place is in the one visit of its actor, place and day, and no other act is in any."""
    plan = judged.plan
    wanted = {(step.actor, step.place, step.on.latest, step.id) for step in plan.steps if step.place is not None}
    told = [(v.who, v.place, v.on.latest, id_) for v in plan.visits for id_ in v.steps]
    if sorted(told) != sorted(wanted):
        yield "the visits are not those of the steps"
    days = {step.id: step.on for step in plan.steps}
    yield from (
        f"{id_} lies on another day than its visit" for v in plan.visits for id_ in v.steps if days[id_] != v.on
    )
    if len({_key(visit) for visit in plan.visits}) != len(plan.visits) or len(plan.visits) != plan.cost.visits:
        yield "a visit is counted twice or not at all"


def _key(visit: Visit) -> tuple[object, ...]:
    return (visit.who, visit.place, visit.on.latest)


def every_value_has_a_source_or_is_assumed(judged: Judged) -> Iterator[str]:
    """Whatever in a plan can name a source names one that the plan lists, or is nobody's word and says so."""
    plan = judged.plan
    known = {source.id for source in plan.sources}
    ids = [source.id for source in plan.sources]
    if ids != sorted(set(ids)):
        yield "sources are not sorted or stand twice"
    for owner, name, sources in cited(plan):
        yield from (f"{owner} names {each} as {name}, which the plan does not list" for each in {*sources} - known)
    guessed = {each.what for each in plan.assumptions if each.kind == "hours"}
    for step in plan.steps:
        if step.place is not None and step.opening_source is None and f"{step.id}.open" not in guessed:
            yield f"{step.id} is open by nobody's word"
        if step.note is not None and step.note_source is None:
            yield f"{step.id} has a note of nobody"
    yield from (f"{o.id} has a note of nobody" for o in plan.options if o.note is not None and o.note_source is None)
    yield from (f"{owner} has no source" for owner, name, sources in cited(plan) if not sources and must(owner, name))


def cited(value: object) -> Iterator[tuple[attrs.AttrsInstance, str, tuple[str, ...]]]:
    """Everything inside that can name sources: the value, the name of the field, the sources that it names."""
    if isinstance(value, tuple):
        yield from chain.from_iterable(map(cited, cast("tuple[object, ...]", value)))
    elif attrs.has(type(value)):
        owner = cast("attrs.AttrsInstance", value)
        for field in attrs.fields(type(owner)):
            told = getattr(owner, field.name)
            if field.name in ("source", "note_source", "opening_source"):
                yield owner, field.name, () if told is None else (told,)
            elif field.name == "sources" and not isinstance(value, Plan):
                yield owner, field.name, told
            yield from cited(told)


def must(owner: object, name: str) -> bool:
    """Whether a value may not go without a source: notes and opening days are judged by themselves."""
    match owner:
        case Money(assumed=assumed) | WaitPart(assumed=assumed):
            return not assumed
        case PlanDeadline(id="needed-on"):
            return False  # the person's own day
        case RejectedCause(imposer=imposer):
            return imposer in ("law", "ministry", "region", "bank")
        case _:
            return name in ("source", "sources")


def what_is_doubtful_is_marked(judged: Judged) -> Iterator[str]:
    """Sources are marked by their own data against ``as_of``; doubt in a step's values is warned of, with a line."""
    plan, as_of = judged.plan, judged.plan.question.as_of
    stated = {source.key: source for pack in judged.asked.catalogue.packs for source in pack.sources}
    for ref in plan.sources:
        source = stated[ref.id]
        ours, law = source.publisher == "medcard", source.kind.value == "law"
        year = int(source.stated[:4]) if source.stated else source.checked_on.year
        doubts = {"weak": ref.kind in ("secondary", "seed"), "undated": ref.stated_on is None}
        doubts["old"] = not law and year <= as_of.year - 3
        if [each.value for each in ref.unconfirmed] != (["ours"] if ours else [d for d, on in doubts.items() if on]):
            yield f"{ref.id} is marked {ref.unconfirmed}"
        if ref.region != source.region:
            yield f"{ref.id} is told as {ref.region}'s"
    marked = {ref.id for ref in plan.sources if ref.unconfirmed}
    shown = [(step.fee_fen, step.requirements, step.points, step.results) for step in plan.steps]
    told = [[step.opening_source, step.note_source] for step in plan.steps] + [
        [*found] for _, _, found in cited(tuple(shown))
    ]
    warned = [each for each in plan.warnings if each.code == "unconfirmed"]
    if len(warned) != (not marked.isdisjoint(chain.from_iterable(told))):
        yield "doubt and warning do not go together"
    if any(plan.contacts and not any(line.phone in each.text.zh for line in plan.contacts) for each in warned):
        yield "the warning does not say whom to ask"


def nothing_rejected_appears(judged: Judged) -> Iterator[str]:
    """What is rejected is in no step, alternative or option; every other way is accounted for."""
    plan = judged.plan
    chosen = [step.id for step in plan.steps]
    rejected = {each.id for each in plan.rejected if each.reason != "dominated"}
    used = {*chosen, *(o.id for o in plan.options), *(s.id for a in plan.alternatives for s in a.steps)}
    yield from (f"{id_} is rejected and used" for id_ in used & rejected)
    if len(set(chosen)) != len(chosen):
        yield "a step stands twice"
    left = {action.id for action in judged.problem.actions} - set(chosen)
    if left != {each.id for each in plan.rejected if each.reason == "dominated"}:
        yield "what is possible and not chosen is not what is told"


def the_json_reads_back_equal(judged: Judged) -> Iterator[str]:
    """The answer written as JSON is the same answer."""
    if from_json(to_json(judged.plan)) != judged.plan:
        yield "the JSON reads back as another plan"


def nothing_personal_is_told(judged: Judged) -> Iterator[str]:
    """No birth date as told, and nothing that could be an identity number, in any text."""
    birth = judged.asked.applicant.birth_date
    texts = {"json": re.sub(r'"url": ".*"', "", to_json(judged.plan)), "repr": repr(judged.asked.applicant)}
    facts = dict(judged.plan.question.facts)
    if "birth-date" in facts or (birth is not None and birth.isoformat() in facts.values()):
        yield "the facts hold the birth date"
    for name, text in texts.items():
        if birth is not None and (birth.isoformat() in text or birth.strftime("%Y%m%d") in text):
            yield f"the {name} holds the birth date"
        if ID_NUMBER.search(text):
            yield f"the {name} holds an identity number"


def the_timeline_is_that_of_the_results(judged: Judged) -> Iterator[str]:
    """Urgent groups and the finish hold on the days of the steps' results; deadlines are kept as counted."""
    plan, holds = judged.plan, judged.brute().holds(judged.dates)
    if tuple(each.latest for each in plan.timeline.covered) != plan.cost.covered:
        yield "covered is told otherwise than counted"
    if plan.timeline.finish.latest != plan.cost.finish:
        yield "the finish is told otherwise than counted"
    for each in plan.timeline.covered:
        if max(holds[milestone] for milestone in each.milestones) != each.latest:
            yield f"{each.milestones} hold on another day"
    if sum(not each.kept for each in plan.timeline.deadlines) != plan.cost.lost:
        yield "the deadlines missed are not those counted"
    for deadline in plan.timeline.deadlines:
        if deadline.kept and not (
            deadline.latest_start and judged.problem.start <= deadline.latest_start <= deadline.by
        ):
            yield f"{deadline.id}: the latest start lies outside"


def the_working_days_are_those_that_waits_count(judged: Judged) -> Iterator[str]:
    """Every day from the start to the last that the plan speaks of is open exactly if the oracle counts it."""
    brute, working, start = judged.brute(), judged.plan.timeline.working, judged.problem.start
    days = [start + timedelta(days=n) for n in range((working.last - start).days + 1)]
    yield from (
        f"{day} is told otherwise than counted"
        for day in days
        if working.is_open(day) != brute.is_open(brute.calendars["working"], day)
    )
    told = [judged.plan.timeline.finish.latest, *(step.holds.latest for step in judged.plan.steps)]
    if max(told) > working.last or working.known_until != judged.problem.known_until:
        yield "the working days end too early"


def the_slack_is_true(judged: Judged) -> Iterator[str]:
    """A step can be put off until its last day and nothing that the plan keeps is lost, or it is critical."""
    brute, plan = judged.brute(), judged.plan
    whole = reached(brute, judged.dates)
    visits = {id_: visit.steps for visit in plan.visits for id_ in visit.steps}
    for step in plan.steps:
        if step.do_by != step.on.latest + timedelta(days=step.slack_days) or step.slack_days < 0:
            yield f"{step.id}: the slack is not that of its days"
        if not brute.may_act(brute.actions[step.id], step.do_by):
            yield f"{step.id}: the last day is closed"
        later = {**judged.dates, **dict.fromkeys(visits.get(step.id, (step.id,)), step.do_by)}
        if brute.is_plan(later) and reached(brute, later) != whole:
            yield f"{step.id}: put off, the plan is worse"
    if plan.timeline.critical != tuple(step.id for step in plan.steps if not step.slack_days):
        yield "the critical steps are not those without slack"


Law = Callable[[Judged], Iterator[str]]
LAWS: tuple[Law, ...] = (
    needs_are_met_in_order,
    no_step_is_idle,
    dates_go_forward_and_are_open,
    the_plan_keeps_every_rule,
    the_plan_and_its_alternatives_are_on_the_front,
    papers_are_the_union_of_the_steps,
    visits_are_the_places_of_the_steps,
    every_value_has_a_source_or_is_assumed,
    what_is_doubtful_is_marked,
    nothing_rejected_appears,
    the_json_reads_back_equal,
    nothing_personal_is_told,
    the_timeline_is_that_of_the_results,
    the_working_days_are_those_that_waits_count,
    the_slack_is_true,
)


def broken(judged: Judged) -> list[str]:
    """Everything that breaks a law, with the law's name."""
    return [f"{law.__name__}: {told}" for law in LAWS for told in law(judged)]
