"""Explanations: every step, paper, date and fee has one, true to the plan; a way not taken is compared with it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from laws import Asked
from medcard.answer_json import to_json
from medcard.answer_reader import from_json
from medcard.catalogue import Catalogue
from medcard.conditions import Has
from medcard.errors import MedcardError, NotAPlan, WrongArgument
from medcard.explaining.comparing import doing
from medcard.explaining.explain import explain, things
from medcard.explaining.values import Explanation, Stretch
from medcard.model import Field, FieldName, Need
from medcard.plan import NoPlan, Plan, Prefer, Step, Undecided
from medcard.planner import load_catalogue
from medcard.problem import Problem, Vector
from medcard.rendering import OF_EXPLANATIONS, render
from medcard.schedule import choose, solve
from medcard.schemas import schema
from oracle.brute import Brute
from strategies.packs import MILESTONES, PROCEDURES, START
from strategies.plans import plans
from strategies.problems import problems
from test_obstacles import nation
from test_plan_laws import PAIRS, law, of_bundled, planned, questions

LAWS = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
HAIKOU = "460100"
ONE_DAY = timedelta(days=1)


# ---- what is in the plan ------------------------------------------------------------------------------------------


def unexplained(plan: Plan) -> Iterator[str]:
    """What is wrong with the explanations of everything that a plan holds, without asking any pack."""
    known = {source.id for source in plan.sources}
    for number, step in enumerate(plan.steps, 1):
        found = explain(plan, str(number))
        if (found.what, found.kind) != (step.id, "step"):
            yield f"{number} explains {found.what}"
        yield from wrong_step(step, found, plan)
        yield from (f"{step.id} cites {id_}" for r in found.reasons for id_ in r.sources if id_ not in known)
        for paper in step.requirements:
            asked = [step.id for step in plan.steps for p in step.requirements if p.evidence == paper.evidence]
            reasons = explain(plan, paper.evidence).reasons
            if sorted(asked) != sorted(each.steps[0] for each in reasons):
                yield f"{paper.evidence} is explained for {[each.steps for each in reasons]}"
    fees = explain(plan, "fee").reasons
    if [each.steps[0] for each in fees] != [step.id for step in plan.steps]:
        yield "not every fee is explained"


def wrong_step(step: Step, found: Explanation, plan: Plan) -> Iterator[str]:
    kinds = [reason.kind for reason in found.reasons]
    for kind in ("who", "day", "fee"):
        if kinds.count(kind) != 1:
            yield f"{step.id} has {kinds.count(kind)} reasons of {kind}"
    if not {"goal", "needed"} & set(kinds):
        yield f"{step.id} is for nothing"
    if kinds.count("paper") != len(step.requirements):
        yield f"{step.id} leaves papers unexplained"
    waited = {(result.waits, result.holds.latest) for result in step.results if result.waits}
    waits = [reason for reason in found.reasons if reason.kind == "wait"]
    if len(waits) != len(waited):
        yield f"{step.id} explains {len(waits)} waits of {len(waited)}"
    for reason, (parts, holds) in zip(waits, dict.fromkeys(_waits(step)), strict=False):
        stretches = reason.stretches
        if len(stretches) != len(parts) or stretches[0].first != step.on.latest or stretches[-1].last != holds:
            yield f"{step.id}: {stretches} do not lead from {step.on.latest} to {holds}"
        if any(one.last != other.first for one, other in pairwise(stretches)):
            yield f"{step.id}: {stretches} leave gaps"
        for part, stretch in zip(parts, stretches, strict=True):
            counted = counted_days(stretch)
            if part.unit == "working" and counted != part.most:
                yield f"{step.id}: {stretch} holds {counted} days, not {part.most}"
            if stretch.last > stretch.first and not plan.timeline.working.is_open(stretch.last):
                yield f"{step.id}: {stretch} ends on a closed day" * (part.unit in ("working", "calendar", "month"))


def _waits(step: Step) -> Iterator[tuple[object, ...]]:
    yield from ((result.waits, result.holds.latest) for result in step.results if result.waits)


def counted_days(stretch: Stretch) -> int:
    """The days after the first that are not left out."""
    left_out = {*stretch.weekend, *stretch.closed}
    days = [stretch.first + ONE_DAY * n for n in range(1, (stretch.last - stretch.first).days + 1)]
    assert left_out <= set(days)
    return len(days) - len(left_out)


def unsaid(found: Explanation) -> Iterator[str]:
    """Texts that hold a hole, nothing at all, or what no person says."""
    for text in (found.title, *(reason.text for reason in found.reasons)):
        for said in (text.zh, text.get("en")):
            if not said or "{" in said or "None" in said or "Text(" in said:
                yield f"{found.what}: {said!r}"


@settings(LAWS, max_examples=12)
@given(questions())
def test_everything_in_a_random_plan_is_explained(asked: Asked) -> None:
    assert list(unexplained(planned(asked))) == []


@settings(LAWS, max_examples=10)
@given(questions())
def test_every_rule_of_a_step_has_its_source_in_the_plan(asked: Asked) -> None:
    plan = planned(asked)
    known = {source.id for source in plan.sources}
    for step in plan.steps:
        assert {rule.source for rule in step.why.rules} <= set(step.sources) <= known
        assert all(rule.origin.startswith(rule.region) for rule in step.why.rules)
        assert len(set(step.why.rules)) == len(step.why.rules)


@pytest.mark.parametrize(("region", "scenario"), [*PAIRS[::211], (HAIKOU, "newborn"), (HAIKOU, "lost")])
def test_everything_in_a_bundled_plan_is_explained(region: str, scenario: str) -> None:
    asked = of_bundled(region, scenario, {}, START)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    assert list(unexplained(plan)) == []
    days = {step.on.latest for step in plan.steps}
    found = [explain(plan, each, catalogue=asked.catalogue) for each in (*things(plan), *map(str, sorted(days)))]
    assert [hole for each in found for hole in unsaid(each)] == []
    assert all(each.reasons for each in found)


def test_a_holiday_and_a_make_up_day_are_named() -> None:
    asked = of_bundled(HAIKOU, "lost", {"age": 35}, date(2026, 9, 28))
    plan = asked.answer()
    assert isinstance(plan, Plan)
    (wait,) = (reason for reason in explain(plan, "card-reissue").reasons if reason.kind == "wait")
    (stretch,) = wait.stretches
    assert date(2026, 10, 1) in stretch.closed
    assert date(2026, 10, 10) in stretch.extra
    assert "10月5日至10月7日" in wait.text.zh
    assert "10月10日" in wait.text.zh


def test_a_shared_trip_moves_a_step_and_says_so() -> None:
    asked = of_bundled(HAIKOU, "lost", {"age": 35}, date(2026, 11, 21))
    plan = asked.answer()
    assert isinstance(plan, Plan)
    first = {step.id: explain(plan, step.id) for step in plan.steps}
    days = {id_: reason for id_, found in first.items() for reason in found.reasons if reason.kind == "day"}
    assert "不开门" in days["loss-report-formal@window"].text.zh
    assert days["card-reissue@bank"].steps


def test_facts_are_told_from_assumptions() -> None:
    plan = of_bundled(HAIKOU, "lost", {"age": 12}, START).answer()
    assert isinstance(plan, Plan)
    (photo,) = explain(plan, "photo").reasons
    assert {(each.fact, each.value, each.how) for each in photo.facts} == {
        ("age", "12", "told"),
        ("photo-on-record", "no", "assumed"),
    }


# ---- what is not in the plan ----------------------------------------------------------------------------------------


def preference(vector: Vector, prefer: Prefer) -> tuple[object, ...]:
    first = {"soonest": 0, "fewest-visits": vector.visits, "cheapest": vector.fee, "fewest-papers": vector.materials}
    return (vector.lost, first[prefer.value], vector)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_the_best_plan_that_must_do_an_act_is_the_best_of_all_that_do(problem: Problem) -> None:
    action = problem.actions[-1]
    forced = doing(problem, action.id)
    front = Brute(forced).front()
    best = choose(solve(forced), Prefer.SOONEST)
    assert (best is None) == (not front)
    for _, listing in front:
        assert action.id in {id_ for _, id_ in listing}
    if best is not None:
        acts = {act.id: act.on for act in best.actions}
        assert action.id in acts
        assert Brute(problem).is_plan(acts)


@settings(LAWS, max_examples=8)
@given(questions())
def test_a_way_that_is_possible_is_never_better_than_the_plan(asked: Asked) -> None:
    plan = planned(asked)
    possible = [each.id for each in plan.rejected if each.reason == "dominated"]
    assume(possible)
    for id_ in possible[:1]:
        found = explain(plan, id_, catalogue=asked.catalogue)
        (reason,) = found.reasons
        assert reason.kind in ("worse", "equal")
        if found.instead is not None:
            assert id_ in {step.id for step in found.instead.steps}
            cost = found.instead.vector
            theirs = Vector(**{field.name: getattr(cost, field.name) for field in attrs.fields(Vector)})
            mine = Vector(**{field.name: getattr(plan.cost, field.name) for field in attrs.fields(Vector)})
            assert preference(mine, plan.question.prefer) <= preference(theirs, plan.question.prefer)
            assert (reason.kind == "equal") == (mine == theirs)


def lost(**facts: str | int) -> Plan:
    plan = of_bundled(HAIKOU, "lost", facts, START).answer()
    assert isinstance(plan, Plan)
    return plan


def kinds(found: Explanation) -> list[str]:
    return [reason.kind for reason in found.reasons]


def test_what_is_refused_says_who_imposed_it_and_what_would_open_it() -> None:
    found = explain(lost(age=35), "card-collect@home")
    assert kinds(found) == ["condition", "fix"]
    assert found.reasons[0].sources == ("000000-regs-765",)
    assert [source.id for source in found.sources] == ["000000-regs-765"]
    assert "本人出不了门" in found.reasons[1].text.zh


def test_what_is_worse_says_by_how_much() -> None:
    found = explain(lost(age=35), "card-collect@community")
    assert kinds(found) == ["worse"]
    assert found.instead is not None
    assert found.instead.compared.visits == 1
    assert "多跑 1 趟" in found.reasons[0].text.zh


def test_what_is_as_good_says_so() -> None:
    assert kinds(explain(lost(age=35), "card-reissue@window")) == ["equal"]


def test_what_is_possible_but_leads_nowhere_says_what_is_missing() -> None:
    asked = nation(
        law(Field(PROCEDURES[1], FieldName.CHANNEL, "app"), True),
        law(Field(PROCEDURES[1], FieldName.NEEDS, "app"), (Need(milestone=MILESTONES[3]),)),
        law(Field(PROCEDURES[3], FieldName.ONLY_IF), Has(fact="smartphone", values=("no",))),
    )
    plan = asked.answer()
    assert isinstance(plan, Plan)
    found = explain(plan, f"{PROCEDURES[1]}@app", catalogue=asked.catalogue)
    assert kinds(found) == ["worse"]
    assert found.instead is None
    assert MILESTONES[3] in found.reasons[0].text.zh


def test_what_another_starting_state_would_allow_is_refused_and_says_so() -> None:
    found = explain(lost(age=35), "card-first-issue@bank")
    assert kinds(found) == ["condition", "fix"]
    assert "卡的状态" in found.reasons[0].text.zh


def test_all_channels_of_a_procedure_are_explained_together() -> None:
    plan = lost(age=35)
    found = explain(plan, "card-replace")
    channels = [each for each in plan.rejected if each.procedure == "card-replace"]
    assert found.kind == "procedure"
    assert len(found.reasons) >= len(channels)


def test_what_is_so_already_needs_no_act() -> None:
    asked = of_bundled(HAIKOU, "first-card", {"age": 35}, START)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    found = explain(plan, "enrol-resident", catalogue=asked.catalogue)
    assert (found.kind, kinds(found)) == ("procedure", ["idle"])
    assert "已参保登记" in found.reasons[0].text.zh
    assert kinds(explain(plan, "police-report", catalogue=asked.catalogue)) == ["idle"]


def test_where_there_is_no_plan_channels_are_explained() -> None:
    facts: Mapping[str, str | int] = {"age": 35, "smartphone": "no", "now-in": "other-province"}
    answer = of_bundled(HAIKOU, "lost", facts, START).answer()
    assert isinstance(answer, NoPlan)
    found = [explain(answer, each) for each in things(answer)]
    assert found
    assert all({"fix", "hopeless"} & set(kinds(each)) for each in found)


# ---- around it ------------------------------------------------------------------------------------------------------


def test_a_plan_read_back_from_json_is_explained_alike() -> None:
    plan = lost(age=35)
    again = from_json(to_json(plan))
    assert isinstance(again, Plan)
    for what in ("1", "photo", "fee", "2026-11-23", "card-collect@home", "card-collect@community"):
        assert explain(again, what) == explain(plan, what)


def test_other_packs_are_refused() -> None:
    plan = lost(age=35)
    older = attrs.evolve(plan, question=attrs.evolve(plan.question, data_version="packs checked until 2020-01-01"))
    with pytest.raises(WrongArgument, match="other packs"):
        explain(older, "card-collect@community")
    assert explain(older, "card-collect@home").reasons
    with pytest.raises(WrongArgument, match="other packs"):
        explain(plan, "card-collect@community", catalogue=load_catalogue("440100"))


@pytest.mark.parametrize(
    "what", ["", "0", "99", "photos", "2026-02-30", "1999-01-01", "card-collect@nowhere", "x" * 500]
)
def test_what_nobody_can_explain_is_refused_with_what_can_be(what: str) -> None:
    with pytest.raises(WrongArgument, match=r"^what: got .*; give a"):
        explain(lost(age=35), what)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_a_plan_of_any_shape_is_explained_or_refused(plan: Plan) -> None:
    days = {str(day) for step in plan.steps for day in (step.on.latest, step.holds.latest)}
    papers = {paper.evidence for step in plan.steps for paper in step.requirements}
    unavailable = {each.id for each in plan.rejected if each.reason != "dominated"}
    for what in (*things(plan), *sorted(days | papers | unavailable), *Prefer):
        try_to_explain(plan, what)


def try_to_explain(plan: Plan, what: str) -> None:
    with contextlib.suppress(MedcardError):
        assert render(explain(plan, what, catalogue=EMPTY))


EMPTY = Catalogue.of([])


def test_each_actors_part_is_explained_alone() -> None:
    asked = of_bundled(HAIKOU, "employer-batch", {"age": 25, "insured-as": "employee"}, START)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    actors = {step.actor for step in plan.steps}
    assert len(actors) > 1
    for actor in actors:
        part = plan.for_actor(actor)
        assert all(explain(part, step.id).reasons for step in part.steps)


def test_another_preference_is_compared() -> None:
    facts: Mapping[str, str | int] = {"age": 35, "insured-as": "flexible", "enrolled": "no", "smartphone": "no"}
    plan = of_bundled(HAIKOU, "first-card", facts, START).answer()
    assert isinstance(plan, Plan)
    other = {prefer: each for each in plan.alternatives for prefer in each.prefer}
    assert other
    for prefer in Prefer:
        found = explain(plan, prefer.value)
        assert found.kind == "alternative"
        assert found.instead == other.get(prefer)
        assert kinds(found) == (["worse"] if prefer in other else ["equal"])


def test_a_day_tells_its_deadline_and_whether_it_is_kept() -> None:
    asked = of_bundled(HAIKOU, "newborn", {"birth-date": "2026-03-07"}, date(2026, 3, 19))
    plan = asked.answer()
    assert isinstance(plan, Plan)
    (window,) = (each for each in plan.timeline.deadlines if each.id == "enrol-newborn")
    found = explain(plan, str(window.by))
    assert "deadline" in kinds(found)
    assert "赶得上" in found.reasons[kinds(found).index("deadline")].text.zh
    assert "day" in kinds(explain(plan, str(plan.timeline.finish.latest)))


def test_an_explanation_fits_its_schema() -> None:
    validator = Draft202012Validator(schema("explanation"), format_checker=FormatChecker())
    plan = lost(age=35)
    for what in ("3", "photo", "fee", "card-collect@home", "card-collect@community", "cheapest"):
        for lang in (None, "zh", "en"):
            assert not list(validator.iter_errors(json.loads(to_json(explain(plan, what), lang))))


def test_open_questions_come_first() -> None:
    answer = attrs.evolve(of_bundled(HAIKOU, "lost", {}, START), assume=None).answer()
    assert isinstance(answer, Undecided)
    with pytest.raises(NotAPlan, match="these facts change the plan"):
        explain(answer, "1")  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explanations_are_rendered_in_every_format(lang: str) -> None:
    plan = lost(age=35)
    found = tuple(explain(plan, what) for what in ("3", "photo", "card-collect@community"))
    for explanation in (*found, found):
        texts = {name: render(explanation, name, lang) for name in OF_EXPLANATIONS}
        assert all(text.endswith("\n") for text in texts.values())
        assert json.loads(texts["json"])
    assert "460100.yaml:" in render(found[0], "text", lang)
    assert json.loads(render(found[0], "json", lang))["schema"] == "medcard/explanation/1"
    with pytest.raises(WrongArgument, match="format"):
        render(found[0], "html", lang)
