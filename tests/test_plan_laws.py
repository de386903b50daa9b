"""What users may rely on (DESIGN §6), on random packs and people and on every bundled region and scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from laws import Asked, Judged, broken, vector
from medcard.applicant import Applicant
from medcard.catalogue import Catalogue
from medcard.conditions import AnyOf, Born, Has, Not, Within, completed_years
from medcard.known import FACTS, from_facts
from medcard.model import (
    NATION,
    DeadlineRule,
    Field,
    FieldName,
    Give,
    Milestone,
    Need,
    Origin,
    Pack,
    Procedure,
    Running,
    ScenarioRule,
    Source,
    SourceKind,
    Special,
    Statement,
    Text,
)
from medcard.packs.discover import bundled
from medcard.plan import Answer, NoPlan, Plan, Prefer, Undecided
from medcard.planner import load_catalogue
from medcard.problem import Unit
from medcard.scenario import CardScenario
from strategies.packs import CHAIN, CITY, CLOSED, MILESTONES, PROCEDURES, SCENARIO, START, chains, skeleton
from strategies.people import applicants, wishes
from unpacked import PROVINCE, UNPACKED

LAWS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
MORE = settings(LAWS, max_examples=600)
PREFER = st.sampled_from([prefer.value for prefer in Prefer])


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """A random person's question on random packs."""
    return Asked(
        applicant=draw(applicants()),
        scenario=draw(wishes()),
        region=CITY,
        on=START,
        catalogue=Catalogue.of(draw(chains(4))),
        prefer=draw(PREFER),
    )


def planned(asked: Asked) -> Plan:
    """The plan, or another example."""
    answer = asked.answer()
    assume(isinstance(answer, Plan))
    assert isinstance(answer, Plan)
    return answer


def changed(
    asked: Asked,
    region: str,
    statements: tuple[Statement[object], ...],
    procedures: tuple[Procedure, ...] = (),
) -> Asked:
    """The same question with more in the pack of one region."""
    (old,) = (pack for pack in asked.catalogue.packs if pack.region == region)
    more = attrs.evolve(old, statements=(*old.statements, *statements), procedures=(*old.procedures, *procedures))
    others = [pack for pack in asked.catalogue.packs if pack.region != region]
    return attrs.evolve(asked, catalogue=Catalogue.of([more, *others]))


LATEST = Source(
    region=NATION,
    id="a-law",
    kind=SourceKind.LAW,
    title="法",
    stated="2028",
    stated_on=date(2028, 1, 1),
    checked_on=START,
)
LINE = count(1000)


def law(field: Field, value: object) -> Statement[object]:
    """What beats everything else on a field."""
    origin = Origin(region=NATION, file="law.yaml", line=next(LINE))
    return Statement(field=field, value=value, source=LATEST, origin=origin, fixed=True)


# ---- every plan ----------------------------------------------------------------------------------------------


@LAWS
@given(questions())
def test_a_random_plan_breaks_no_law(asked: Asked) -> None:
    plan = planned(asked)
    assert broken(Judged(asked=asked, plan=plan, problem=asked.problem())) == []


@pytest.mark.extra
@MORE
@given(questions())
def test_many_random_plans_break_no_law(asked: Asked) -> None:
    plan = planned(asked)
    assert broken(Judged(asked=asked, plan=plan, problem=asked.problem())) == []


WHO: tuple[Mapping[str, str | int], ...] = (
    {},
    {"age": 6},
    {"age": 78, "smartphone": "no"},
    {"age": 35, "insured-as": "employee"},
)
ON = (date(2026, 11, 23), date(2026, 9, 30), date(2026, 2, 14))
HAIKOU = "460100"
SCENARIOS = sorted(each.id for pack in load_catalogue(NATION).packs for each in pack.scenarios)
PAIRS = [(region, scenario) for region in bundled() for scenario in SCENARIOS]
SAMPLE = [(HAIKOU, scenario) for scenario in SCENARIOS] + PAIRS[::61]


def of_bundled(region: str, scenario: str, facts: Mapping[str, str | int], on: date) -> Asked:
    catalogue = load_catalogue(region)
    applicant, wanted = from_facts({**facts, "scenario": scenario}, asks=catalogue.asks)
    return Asked(applicant=applicant, scenario=wanted, region=region, on=on, catalogue=catalogue)


def complaints(asked: Asked, answer: Answer) -> list[str]:
    """What breaks a law: of a plan any of them; without a plan there are causes, and its fixes are none."""
    match answer:
        case Plan():
            return broken(Judged(asked=asked, plan=answer, problem=asked.problem()))
        case NoPlan():
            return [f"no cause for {answer.question.scenario}"] * (not answer.causes) + idle_fixes(asked, answer)
        case Undecided():
            return [f"undecided: {[ask.fact for ask in answer.questions]}"]


def idle_fixes(asked: Asked, answer: NoPlan) -> list[str]:
    """The fixes with which there is still no plan."""
    told = dict(answer.question.facts)
    found = []
    for fix in answer.fixes:
        changed = {change.fact: change.value for change in fix.changes}
        facts = {**without_age(told, changed), **changed, "scenario": answer.question.scenario}
        applicant, wanted = from_facts(facts, asks=asked.catalogue.asks)
        again = attrs.evolve(asked, applicant=applicant, scenario=wanted).answer()
        found += [f"{changed} opens no way"] * isinstance(again, NoPlan)
    return found


def without_age(told: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
    """What was told, without the age where another one is."""
    ages = {"age", "age-days"} if {"age", "age-days"} & changed.keys() else set[str]()
    return {fact: value for fact, value in told.items() if fact not in ages}


@pytest.mark.parametrize(("region", "scenario"), SAMPLE)
def test_a_bundled_plan_breaks_no_law(region: str, scenario: str) -> None:
    asked = of_bundled(region, scenario, {}, ON[0])
    assert complaints(asked, asked.answer()) == []


@pytest.mark.extra
@pytest.mark.parametrize("who", range(len(WHO)))
@pytest.mark.parametrize("region", bundled())
def test_every_bundled_plan_breaks_no_law(region: str, who: int) -> None:
    asked = [of_bundled(region, scenario, WHO[who], ON[who % len(ON)]) for scenario in SCENARIOS]
    assert {each.scenario.id: complaints(each, each.answer()) for each in asked} == {each: [] for each in SCENARIOS}


@settings(LAWS, max_examples=8)
@given(questions())
def test_a_fix_opens_a_way_and_no_plan_has_causes(asked: Asked) -> None:
    answer = asked.answer()
    assume(isinstance(answer, NoPlan))
    assert complaints(asked, answer) == []


# ---- what changes nothing, or never for the worse --------------------------------------------------------


@LAWS
@given(questions(), st.permutations(CHAIN), st.data())
def test_the_order_of_packs_and_of_their_statements_changes_nothing(
    asked: Asked, order: list[str], data: st.DataObject
) -> None:
    packs = {pack.region: pack for pack in asked.catalogue.packs}
    mixed = [
        attrs.evolve(packs[region], statements=tuple(data.draw(st.permutations(packs[region].statements))))
        for region in order
    ]
    assert attrs.evolve(asked, catalogue=Catalogue.of(mixed)).answer() == asked.answer()


@LAWS
@given(questions(), st.sampled_from(CHAIN))
def test_an_unrelated_procedure_changes_nothing(asked: Asked, region: str) -> None:
    origin = Origin(region=region, file=f"{region}.yaml", line=2000)
    said = {
        Field("unrelated", FieldName.CHANNEL, "window"): True,
        Field("unrelated", FieldName.GIVES): (Give(milestone="unrelated-done"),),
    }
    statements = tuple(
        Statement(field=field, value=value, source=attrs.evolve(LATEST, region=region), origin=origin)
        for field, value in said.items()
    )
    more = changed(asked, region, statements, (Procedure(id="unrelated", authority="hrss"),))
    assert more.answer() == asked.answer()


@LAWS
@given(questions(), st.sampled_from(PROCEDURES))
def test_a_further_channel_never_makes_the_best_vector_worse(asked: Asked, procedure: str) -> None:
    soonest = attrs.evolve(asked, prefer="soonest")
    before = planned(soonest)
    after = changed(soonest, NATION, (law(Field(procedure, FieldName.CHANNEL, "kiosk"), True),)).answer()
    assert isinstance(after, Plan)
    assert vector(after) <= vector(before)


@LAWS
@given(questions())
def test_a_withdrawn_channel_never_appears(asked: Asked) -> None:
    plan = planned(asked)
    gone = [Field(step.procedure, FieldName.CHANNEL, step.channel) for step in plan.steps]
    assume(gone)
    without = changed(asked, NATION, tuple(law(field, Special.WITHDRAWN) for field in gone)).answer()
    used = {step.id for step in getattr(without, "steps", ())}
    assert used.isdisjoint(step.id for step in plan.steps)


@LAWS
@given(questions())
def test_an_unmet_channel_never_appears(asked: Asked) -> None:
    plan = planned(asked)
    assume(plan.steps)
    nobody = Has(fact="person", values=())
    closed = tuple(law(Field(s.procedure, FieldName.ONLY_IF, s.channel), nobody) for s in plan.steps)
    without = changed(asked, NATION, closed).answer()
    used = {step.id for step in getattr(without, "steps", ())}
    assert used.isdisjoint(step.id for step in plan.steps)


# ---- levels -----------------------------------------------------------------------------------------------------


def core(answer: Answer) -> tuple[object, ...]:
    """What an answer comes to, without the words of the question."""
    names = ("steps", "visits", "materials", "cost", "timeline", "options", "alternatives", "rejected", "disputes")
    more = ("assumptions", "questions", "causes", "fixes", "common_steps", "common_materials")
    return tuple(getattr(answer, name, None) for name in (*names, *more))


@LAWS
@given(questions())
def test_a_city_that_states_nothing_equals_its_province(asked: Asked) -> None:
    above = [pack for pack in asked.catalogue.packs if pack.region != CITY]
    silent = Pack(region=CITY, file="460100.yaml", checked_on=START)
    with_pack = attrs.evolve(asked, catalogue=Catalogue.of([*above, silent])).answer()
    without = attrs.evolve(asked, catalogue=Catalogue.of(above)).answer()
    assert core(with_pack) == core(without)


@pytest.mark.parametrize("scenario", ["lost", "newborn", "first-card"])
def test_a_city_without_a_pack_equals_its_province(scenario: str) -> None:
    city, province = (of_bundled(code, scenario, {}, START).answer() for code in (UNPACKED, PROVINCE))
    assert core(city) == core(province)


# ---- answering ------------------------------------------------------------------------------------------------


@st.composite
def everything(draw: st.DrawFn) -> dict[str, str]:
    """Every fact about somebody, dates too."""
    birth = draw(st.dates(date(1940, 1, 1), START))
    told = {fact.name: draw(st.sampled_from(fact.values)) for fact in FACTS.values() if fact.values}
    told |= {name: draw(st.sampled_from(values)) for name, values in CLOSED.items()}
    days = {name: draw(st.dates(date(2026, 10, 1), START)).isoformat() for name in ("applied-on", "hired-on")}
    days |= {name: draw(st.dates(START, date(2027, 2, 1))).isoformat() for name in ("needed-on", "expires-on")}
    return {**told, **days, "birth-date": birth.isoformat()}


def reply(facts: Mapping[str, str], fact: str) -> str:
    """What somebody answers when asked for a fact."""
    birth = date.fromisoformat(facts["birth-date"])
    ages = {"age": str(completed_years(birth, START)), "age-days": str((START - birth).days)}
    return {**facts, **ages}[fact]


def comes_to(answer: Answer) -> tuple[object, ...]:
    """The plan that an answer comes to; what is only worth knowing may depend on more than was asked."""
    plan = tuple(getattr(answer, name, None) for name in ("steps", "visits", "materials", "cost", "timeline"))
    return (*plan, [(cause.milestone, cause.why) for cause in getattr(answer, "causes", ())])


def asked_out(answer: Answer, facts: Mapping[str, str], left: int = 40) -> Answer:
    """The answer after every question was answered."""
    for _ in range(left):
        match answer:
            case Undecided():
                assert answer.questions
                fact = answer.questions[0].fact
                answer = answer.answer(fact, reply(facts, fact))
            case _:
                return answer
    raise AssertionError("asked for ever")


def told(facts: Mapping[str, str], catalogue: Catalogue, scenario: str) -> tuple[Applicant, CardScenario]:
    return from_facts({**facts, "scenario": scenario}, asks=catalogue.asks)


@LAWS
@given(chains(4), everything(), PREFER)
def test_a_plan_from_answers_equals_the_plan_from_all_facts(
    packs: tuple[Pack, ...], facts: dict[str, str], prefer: str
) -> None:
    catalogue = Catalogue.of(packs)
    facts |= dict(next(s.facts for pack in packs for s in pack.scenarios if s.id == SCENARIO))
    known = {"needed-on": facts["needed-on"]}
    applicant, wanted = told(facts, catalogue, SCENARIO)
    whole = Asked(
        applicant=applicant, scenario=wanted, region=CITY, on=START, catalogue=catalogue, prefer=prefer, assume=None
    )
    applicant, wanted = told(known, catalogue, SCENARIO)
    asking = attrs.evolve(whole, applicant=applicant, scenario=wanted)
    assert comes_to(asked_out(asking.answer(), facts)) == comes_to(whole.answer())


def asked_of_the_nation(
    facts: Mapping[str, str], goal: str, *said: Statement[object], milestones: Iterable[Milestone] = ()
) -> Asked:
    """A question of which some facts are told, by the nation's skeleton with what is ``said`` and other milestones."""
    special = {each.id: each for each in milestones}
    nation = Pack(
        region=NATION,
        file="000000.yaml",
        checked_on=START,
        procedures=tuple(Procedure(id=id_, authority="hrss") for id_ in PROCEDURES),
        milestones=tuple(special.get(id_, Milestone(id=id_, name=Text(id_))) for id_ in MILESTONES),
        scenarios=(ScenarioRule(id=SCENARIO, name=Text("甲"), goal=(Need(milestone=goal),)),),
        statements=(*skeleton(attrs.evolve(LATEST, id="only")), *said),
    )
    applicant, wanted = from_facts({"scenario": SCENARIO, **facts})
    catalogue = Catalogue.of([nation])
    return Asked(applicant=applicant, scenario=wanted, region=CITY, on=START, catalogue=catalogue, assume=None)


def test_days_of_age_are_also_cut_where_years_decide() -> None:
    admitted = Not(part=Within(fact="age-days", least=0, most=30))
    only = law(Field(PROCEDURES[0], FieldName.ONLY_IF), admitted)
    answer = asked_of_the_nation({"now-in": "same-area"}, MILESTONES[0], only).answer()
    assert isinstance(answer, Undecided)
    assert [ask.fact for ask in answer.questions] == ["age-days", "can-travel"]
    grown = answer.answer("age-days", "15000")
    assert isinstance(grown, Undecided)
    assert isinstance(grown.answer("can-travel", "no"), NoPlan)
    assert isinstance(grown.answer("can-travel", "yes"), Plan)


def test_years_of_age_are_also_cut_where_birth_dates_decide() -> None:
    young = AnyOf(parts=(Within(fact="age", least=0, most=20), Born(first=date(1990, 4, 1), last=None)))
    reached = Milestone(id=MILESTONES[0], name=Text("甲"), holds=young)
    facts = {"can-travel": "yes", "acts": "self", "now-in": "same-area"}
    answer = asked_of_the_nation(facts, MILESTONES[0], milestones=[reached]).answer()
    assert isinstance(answer, Undecided)
    assert answer.questions[0].fact == "age"
    old, young_enough = answer.answer("age", "60"), answer.answer("age", "25")
    assert isinstance(old, Plan)
    assert isinstance(young_enough, Plan)
    assert (len(old.steps), len(young_enough.steps)) == (1, 0)


def test_what_tells_terms_apart_is_asked() -> None:
    days = {"yes": 30, "no": 60}
    terms = [
        attrs.evolve(
            law(
                Field(PROCEDURES[1], FieldName.DEADLINE),
                DeadlineRule(count=count, unit=Unit.CALENDAR, of=MILESTONES[0], milestones=(), lost=Text("晚了")),
            ),
            about=Has(fact="smartphone", values=(value,)),
        )
        for value, count in days.items()
    ]
    facts = {"age": "30", "can-travel": "yes", "acts": "self", "now-in": "same-area"}
    answer = asked_of_the_nation(facts, MILESTONES[1], *terms).answer()
    assert isinstance(answer, Undecided)
    assert [ask.fact for ask in answer.questions] == ["smartphone"]
    plans = {value: answer.answer("smartphone", value) for value in days}
    assert {value: plan.timeline.terms[0].count for value, plan in plans.items() if isinstance(plan, Plan)} == days


def test_a_case_under_way_is_dated_even_if_what_tells_of_it_does_not_matter() -> None:
    begun = Running(when=Has(fact="can-travel", values=("yes", "no")), since="hired-on", like=PROCEDURES[1])
    ready = Milestone(id=MILESTONES[1], name=Text("甲"), running=begun)
    answer = asked_of_the_nation({}, MILESTONES[1], milestones=[ready]).answer()
    assert isinstance(answer, Undecided)
    assert [ask.fact for ask in answer.questions] == ["hired-on"]
    final = answer.answer("hired-on", "2026-10-01")
    assert isinstance(final, Plan)
    assert final.timeline.finish.latest == START


@pytest.mark.parametrize(
    ("scenario", "known"), [("password", {}), ("not-enabled", {}), ("found", {}), ("died", {"age": "80"})]
)
def test_a_bundled_plan_from_answers_equals_the_plan_from_all_facts(scenario: str, known: dict[str, str]) -> None:
    facts = {
        "age": "30", "birth-date": "1996-11-01", "person": "mainland", "acts": "self", "id-status": "valid",
        "now-in": "same-area", "can-travel": "yes", "smartphone": "no", "bank-active": "no", "password-of": "bank",
        "card-state": "temp-lost", "card-reissue-applied": "no", "household-registered": "yes",
        "insured-as": "resident", "enrolled": "yes", "premium-paid": "yes", "care-needed": "none",
        "medical-code": "no", "photo-on-record": "yes",
        "local-household": "yes", "residence-permit": "no", "in-school": "no", "employer-enrolled": "no",
        "electronic-card": "no", "benefits": "none", "changed": "contact",
    }  # fmt: skip
    catalogue = load_catalogue(NATION)
    applicant, wanted = told(known, catalogue, scenario)
    asking = Asked(applicant=applicant, scenario=wanted, region=NATION, on=START, catalogue=catalogue, assume=None)
    final = asked_out(asking.answer(), {**facts, **known})
    of_scenario = dict(next(s.facts for p in catalogue.packs for s in p.scenarios if s.id == scenario))
    everything_told = {**facts, **of_scenario, **known}
    del everything_told["birth-date"]
    applicant, wanted = told(everything_told, catalogue, scenario)
    assert comes_to(final) == comes_to(attrs.evolve(asking, applicant=applicant, scenario=wanted).answer())
