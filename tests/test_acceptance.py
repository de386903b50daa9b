"""The situations of the seed articles (SCENARIOS.md): every *must* and *must not*, read from the plan's structure.

The place is Haikou unless a test says otherwise, because the seed articles speak of it. Nothing here reads prose
but the names of other regions' apps and three terms that must not be mixed.
"""

from __future__ import annotations

from datetime import date

import pytest

from asking import (
    ENROLMENT,
    HAIKOU,
    MONDAY,
    NATION,
    OTHERS_APPS,
    SEED,
    Facts,
    asked,
    dispute,
    has,
    ids,
    offered,
    order,
    papers,
    plan,
    refusal,
    refused,
    sides,
    step,
    usable,
    waits,
)
from medcard.calendars import work_calendar
from medcard.grounding.calendars import Calendars
from medcard.model import Opening
from medcard.packs.discover import bundled
from medcard.plan import Doubt, Plan
from medcard.planner import load_catalogue
from medcard.problem import Span, Unit
from medcard.regions import region as region_of


def beaten(of: Plan) -> list[int]:
    """The alternatives that the chosen plan or another alternative beats."""
    costs = [of.cost, *(each.vector for each in of.alternatives)]
    vectors = [
        (c.lost, *(day.toordinal() for day in (*c.covered, c.finish)), c.visits, c.fee, c.materials) for c in costs
    ]
    return [
        i
        for i, mine in enumerate(vectors)
        if any(theirs != mine and all(t <= m for t, m in zip(theirs, mine, strict=True)) for theirs in vectors)
    ]


# ---- A1: a newborn ---------------------------------------------------------------------------------------------

NEWBORN: Facts = {"birth-date": "2026-03-07", "household-registered": "no", "enrolled": "no"}
BORN_ON, ASKED_ON = date(2026, 3, 7), "2026-03-19"


@pytest.fixture(scope="module")
def newborn() -> Plan:
    return plan("newborn", on=ASKED_ON, **NEWBORN)


def test_a1_from_the_birth_certificate_to_a_working_card(newborn: Plan) -> None:
    assert order(newborn, "birth-certificate@*", "household-registration@*", "enrol-newborn@*", "pay-premium@*")
    assert order(newborn, "household-registration@*", "card-first-issue@*", "card-collect@*", "card-activate-social@*")


def test_a1_the_parent_acts_as_guardian(newborn: Plan) -> None:
    assert {each.actor for each in newborn.steps} == {"guardian"}


def test_a1_every_paper_says_who_supplies_it(newborn: Plan) -> None:
    assert papers(newborn).keys() >= {"birth-cert", "guardian-id", "household-register", "child-register", "enrol-form"}
    supplied = {carry.evidence: carry.supplied for carry in newborn.materials}
    assert (supplied["enrol-form"], supplied["birth-cert"], supplied["guardian-id"]) == ("counter", "step", "person")


def test_a1_counters_ask_for_the_parents_identity_card_with_a_copy() -> None:
    at_counters = plan("newborn", on=ASKED_ON, smartphone="no", **NEWBORN)
    assert papers(at_counters)["guardian-id"] == (True, 1)


def test_a1_the_window_for_cover_from_birth_has_a_last_day_and_a_loss(newborn: Plan) -> None:
    (cover,) = (each for each in newborn.timeline.deadlines if each.id == "enrol-newborn")
    assert (cover.by - BORN_ON).days == 90
    assert cover.kept
    assert cover.latest_start is not None
    assert date.fromisoformat(ASKED_ON) <= cover.latest_start <= cover.by
    assert cover.lost.zh
    assert cover.source == "460000-jy-2025"


def test_a1_a_window_that_has_passed_is_said_to_be_missed() -> None:
    late = plan("newborn", on="2026-07-01", **NEWBORN)
    (cover,) = (each for each in late.timeline.deadlines if each.id == "enrol-newborn")
    assert not cover.kept
    assert "deadline-missed" in {caution.code for caution in late.warnings}


def test_a1_enrolment_on_the_birth_certificate_only_where_a_pack_says_so(newborn: Plan) -> None:
    fujian = plan("newborn", region="350000", on=ASKED_ON, **NEWBORN)
    assert order(newborn, "household-registration@*", "enrol-newborn@*")
    assert step(fujian, "enrol-newborn@*").on.latest < step(fujian, "household-registration@*").holds.latest


def test_a1_the_package_stands_where_a_pack_has_one_with_its_own_papers(newborn: Plan) -> None:
    married: Facts = {
        "born-in-guangdong-hospital": "yes",
        "parents-married-guangdong-households": "yes",
        "first-certificate-family-household": "yes",
    }
    guangdong = plan("newborn", region="440000", on=ASKED_ON, prefer="fewest-visits", **NEWBORN, **married)
    assert any(id_.startswith("newborn-package@") for id_ in usable(guangdong))
    assert not any(id_.startswith("newborn-package@") for id_ in usable(newborn))


def test_a1_nothing_about_employers_or_schools_is_asked(newborn: Plan) -> None:
    never = {"insured-as", "employer-enrolled", "hired-on", "in-school"}
    assert never.isdisjoint(asked("newborn", on=ASKED_ON, **NEWBORN))
    assert never.isdisjoint(ask.fact for ask in newborn.questions)
    assert not has(newborn, "*@employer", "*@school", "labour-contract", "*school*")


def test_a1_every_wait_says_what_it_times(newborn: Plan) -> None:
    parts = [part for each in newborn.steps for result in each.results for part in result.waits]
    assert parts
    assert all(part.stages and part.unit for part in parts)
    assert all(part.assumed or part.source for part in parts)


# ---- A2: lost, and a doctor tomorrow ------------------------------------------------------------------------

LOST: Facts = {"age": 35, "insured-as": "employee", "loss-kind": "stolen", "care-needed": "outpatient"}
TOMORROW = "2026-11-24"


@pytest.fixture(scope="module")
def lost() -> Plan:
    return plan("lost", **LOST, **{"needed-on": TOMORROW})


def test_a2_misuse_is_stopped_first_in_both_halves(lost: Plan) -> None:
    stopped = lost.timeline.covered[0]
    assert stopped.milestones == ("misuse-stopped", "bank-misuse-stopped")
    assert stopped.latest == date.fromisoformat(MONDAY)
    reissue = ids(lost).index(step(lost, "card-reissue@*").id)
    reports = [i for i, id_ in enumerate(ids(lost)) if "loss-report" in id_]
    assert {step.authority for step in lost.steps if "loss-report" in step.id} == {"hrss", "bank"}
    assert reports
    assert max(reports) < reissue


def test_a2_misuse_can_be_stopped_by_phone_online_and_at_a_counter(lost: Plan) -> None:
    assert {"loss-report-temporary@phone", "loss-report-temporary@app", "loss-report-temporary@window"} <= usable(lost)
    assert {"bank-loss-report-temporary@bank-phone"} <= usable(lost)


def test_a2_on_a_sunday_the_phone_comes_first() -> None:
    sunday = plan("lost", on="2026-11-22", **LOST)
    assert sunday.timeline.covered[0].latest == date(2026, 11, 22)
    assert order(sunday, "loss-report-temporary@*", "loss-report-formal@*", "card-reissue@*")


def test_a2_the_medical_code_bridges_before_the_visit(lost: Plan) -> None:
    settled = lost.timeline.covered[1]
    assert "can-settle" in settled.milestones
    assert settled.latest == date.fromisoformat(MONDAY)
    assert step(lost, "medical-code-activate@*").on.latest <= date.fromisoformat(TOMORROW)
    (needed,) = (each for each in lost.timeline.deadlines if each.id == "needed-on")
    assert needed.kept


def test_a2_the_police_are_an_option(lost: Plan) -> None:
    assert "police-report" in offered(lost)
    assert not has(lost, "police-report@*")


def test_a2_then_reissue_collection_and_both_halves(lost: Plan) -> None:
    assert order(lost, "loss-report-formal@*", "card-reissue@*", "card-collect@*", "card-activate-social@*")
    assert order(lost, "card-reissue@*", "card-collect@*", "card-activate-bank@*")


def test_a2_nothing_rests_on_the_medical_hotline_or_app(lost: Plan) -> None:
    of_the_card = [each for each in lost.steps if each.authority == "hrss"]
    assert of_the_card
    assert not any("12393" in each.channel_name.zh or "国家医保" in each.channel_name.zh for each in of_the_card)


# ---- A3: a new hire ------------------------------------------------------------------------------------------

HIRED: Facts = {"age": 25, "hired-on": "2026-11-16"}


@pytest.fixture(scope="module")
def hired() -> Plan:
    return plan("employer-batch", **HIRED)


def test_a3_the_employer_enrols_applies_collects_and_hands_over(hired: Plan) -> None:
    employer = hired.for_actor("employer")
    assert ids(employer) == ["enrol-employee@employer", "employer-batch-issue@employer"]
    assert not employer.visits
    given = {result.milestone for each in employer.steps for result in each.results}
    assert {"enrolled", "card-applied", "card-collected", "card-handed-over"} <= given


def test_a3_thirty_days_by_law(hired: Plan) -> None:
    (due,) = (each for each in hired.timeline.deadlines if each.id == "enrol-employee")
    assert (due.by, due.kept, due.source) == (date(2026, 12, 16), True, "000000-insurance-law")


def test_a3_the_person_hands_in_a_copy_and_a_photo_and_goes_to_the_bank(hired: Plan) -> None:
    employer, person = hired.for_actor("employer"), hired.for_actor("self")
    handed = {carry.evidence: (carry.copies, carry.supplied) for carry in employer.materials}
    assert handed["id-copy"][1] == handed["photo"][1] == "person"
    assert [visit.steps for visit in hired.visits] == [("card-activate-bank@bank",)]
    assert hired.cost.visits == len(person.visits) == 1


def test_a3_both_waits_of_the_articles_stand_as_claims(hired: Plan) -> None:
    said = dispute(hired, "employer-batch-issue@*", "wait.review+making")
    assert {"000000-seed-001", "000000-seed-002"} <= set(sides(said))
    values = {side.source: side.value.zh for side in said.others}
    assert values["000000-seed-001"] != values["000000-seed-002"]


def test_a3_nobody_is_sent_to_a_counter_first(hired: Plan) -> None:
    assert hired.steps[0].actor == "employer"
    assert not has(hired, "*@window", "card-first-issue@*")


def test_a3_not_enrolled_by_the_employer_means_no_plan_now() -> None:
    answer = refusal("employer-batch", **HIRED, **{"employer-enrolled": "no"})
    assert [cause.milestone for cause in answer.causes] == ["enrolled"]
    blocked = {each.id: each.causes[0] for each in answer.causes[0].rejected}
    assert blocked["enrol-employee@employer"].imposed_by == "000000"
    assert ("employer-enrolled", "yes") in [(each.fact, each.value) for fix in answer.fixes for each in fix.changes]


# ---- A4: a flexible worker, one trip ----------------------------------------------------------------------

FLEXIBLE: Facts = {"age": 35, "insured-as": "flexible", "enrolled": "no"}


def test_a4_enrolment_and_application_without_a_trip_of_their_own() -> None:
    busy = plan("first-card", prefer="fewest-visits", **FLEXIBLE)
    assert order(busy, "enrol-flexible@*", "pay-premium@*")
    assert order(busy, "card-first-issue@*", "card-collect@*")
    assert busy.cost.visits <= 1


@pytest.fixture(scope="module")
def at_counters() -> Plan:
    return plan("first-card", prefer="fewest-visits", smartphone="no", **FLEXIBLE)


def test_a4_acts_at_one_place_share_a_visit_with_one_carry_list(at_counters: Plan) -> None:
    shared = [visit for visit in at_counters.visits if len(visit.steps) > 1]
    assert shared
    places = [(visit.who, visit.place, visit.on.latest) for visit in at_counters.visits]
    assert len(set(places)) == len(places) == at_counters.cost.visits


def test_a4_alternatives_differ_in_days_fee_or_visits_and_none_is_beaten(at_counters: Plan) -> None:
    assert at_counters.alternatives
    assert beaten(at_counters) == []
    compared = [
        (each.compared.finish_days, each.compared.fee_fen, each.compared.visits) for each in at_counters.alternatives
    ]
    assert (0, 0, 0) not in compared


def test_a4_why_not_the_employer(at_counters: Plan) -> None:
    (why,) = at_counters.why_not("employer-batch-issue")
    assert (why.reason, why.channel) == ("condition", "employer")
    assert refused(at_counters, "enrol-employee@employer", "condition")
    assert not has(at_counters, "*@employer")


# ---- A5: an elder in a village ----------------------------------------------------------------------------

ELDER: Facts = {"age": 78, "insured-as": "resident", "can-travel": "no", "smartphone": "no"}


def test_a5_no_visit_where_there_is_a_way_without() -> None:
    homebound = plan("first-card", prefer="fewest-visits", **ELDER)
    assert homebound.cost.visits == 0
    assert homebound.visits == ()
    assert not has(homebound, "*@window", "*@bank", "*@community")


def test_a5_the_village_collects_and_applying_oneself_are_both_there() -> None:
    mobile = plan("first-card", age=78, smartphone="no", **{"insured-as": "resident"})
    assert {"card-first-issue@community", "card-first-issue@window", "card-first-issue@bank"} <= usable(mobile)
    assert {"card-collect@community", "card-collect@window"} <= usable(mobile)


def test_a5_an_agent_brings_the_agents_papers() -> None:
    helped = plan("first-card", acts="agent", **ELDER)
    assert step(helped, "card-first-issue@*").actor == "agent"
    assert {"agent-id", "resident-id"} <= papers(helped).keys()


def test_a5_the_post_is_never_assumed() -> None:
    homebound = plan("first-card", prefer="fewest-visits", **ELDER)
    assert not any("@mail" in id_ for id_ in usable(homebound))
    assert not any("delivery" in each.what for each in homebound.assumptions)


# ---- A6: a damaged card in Haikou -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def damaged() -> Plan:
    return plan("damaged", age=50)


def test_a6_online_and_counter_are_both_there_each_with_its_claim(damaged: Plan) -> None:
    at_counter = plan("damaged", age=50, smartphone="no")
    assert {"card-replace@app", "card-replace@window", "card-replace@bank"} <= usable(damaged)
    assert waits(step(damaged, "card-replace@*")) == [("review+making", 1, 5, "working", SEED)]
    assert waits(step(at_counter, "card-replace@*")) == [("review+making", 3, 7, "working", SEED)]
    (caution,) = (each for each in damaged.warnings if each.code == "unconfirmed")
    assert "12333" in caution.text.zh
    of_app = {part.source for result in step(damaged, "card-replace@app").results for part in result.waits}
    assert [each.unconfirmed[:1] for each in damaged.sources if each.id in of_app] == [(Doubt.WEAK,)]


def test_a6_the_fee_is_an_interval_of_the_article(damaged: Plan) -> None:
    fee = step(damaged, "card-replace@*").fee_fen
    assert (fee.least, fee.most, fee.assumed, fee.source) == (0, 2000, False, SEED)


def test_a6_the_form_comes_from_the_counter() -> None:
    at_counter = plan("damaged", age=50, smartphone="no")
    (form,) = (each for each in step(at_counter, "card-replace@*").requirements if each.evidence == "card-form")
    assert form.supplied == "counter"


def test_a6_nothing_is_lost_so_nothing_is_reported(damaged: Plan) -> None:
    assert not has(damaged, "*loss-report*", "card-reissue@*", "police-report@*")


def test_a6_no_kiosk_and_no_other_regions_app(damaged: Plan) -> None:
    names = [each.channel_name.zh for each in damaged.steps] + [each.name.zh for each in damaged.rejected]
    assert not any(app in name for app in OTHERS_APPS for name in names)
    assert not any("@kiosk" in id_ for id_ in usable(damaged))


# ---- A7: lives in Guangdong, insured in Haikou, lost ------------------------------------------------------


@pytest.fixture(scope="module")
def far() -> Plan:
    return plan("lost", age=35, **{"insured-as": "employee", "region-now": "440100"})


def test_a7_the_online_route_has_no_visit(far: Plan) -> None:
    assert order(far, "loss-report-temporary@*", "card-reissue@*:national", "card-activate-social@*")
    assert far.cost.visits == 0


def test_a7_the_route_in_person_has_its_own_conditions(far: Plan) -> None:
    assert refused(far, "card-reissue@window", "condition")
    assert refused(far, "card-reissue@bank", "condition")
    unable = refusal("lost", age=35, smartphone="no", **{"insured-as": "employee", "region-now": "440100"})
    assert ("now-in", "same-area") in [(each.fact, each.value) for fix in unable.fixes for each in fix.changes]


def test_a7_why_not_guangdongs_app(far: Plan) -> None:
    (why,) = far.why_not("card-reissue", "mini-program:yueshengshi")
    assert why.reason == "not-stated"
    assert why.causes[0].condition.zh


def test_a7_the_record_of_care_elsewhere_is_contested_as_a_condition(far: Plan) -> None:
    said = dispute(far, "card-reissue@*:national", "needs")
    assert said.used.source == "000000-mohrss-remote-2023"
    assert SEED in sides(said)
    assert not has(far, "remote-record@*")


def test_a7_settling_elsewhere_is_a_matter_of_its_own(far: Plan) -> None:
    assert "remote-record" in offered(far)
    away = plan("away", age=35, **{"insured-as": "employee"})
    assert has(away, "remote-record@*")
    assert not has(away, "card-*@*")


# ---- A8: a new name ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def renamed() -> Plan:
    return plan("details-changed", age=30, changed="name", **{"insured-as": "employee"})


def test_a8_police_then_record_then_card_then_bank(renamed: Plan) -> None:
    assert order(
        renamed,
        "identity-change@*",
        "insured-record-change@*",
        "card-replace@*",
        "card-collect@*",
        "card-activate-bank@*",
    )
    corrected = step(renamed, "insured-record-change@*").holds
    assert step(renamed, "card-replace@*").on.latest >= corrected.latest


def test_a8_the_change_must_be_proved(renamed: Plan) -> None:
    proof = [each for each in step(renamed, "card-replace@*").requirements if each.evidence == "change-proof"]
    assert [each.supplied for each in proof] == ["step"]


def test_a8_an_employee_may_go_through_the_employer(renamed: Plan) -> None:
    flexible = plan("details-changed", age=30, changed="name", **{"insured-as": "flexible"})
    assert "insured-record-change@employer" in usable(renamed)
    assert refused(flexible, "insured-record-change@employer", "condition")


def test_a8_the_id_number_takes_the_same_way() -> None:
    assert order(
        plan("details-changed", age=30, changed="id-number"),
        "identity-change@*",
        "insured-record-change@*",
        "card-replace@*",
    )


# ---- A9: has the medical code, wants plastic ----------------------------------------------------------------


@pytest.fixture(scope="module")
def plastic() -> Plan:
    return plan("plastic-from-electronic", age=30)


def test_a9_apply_make_collect_enable_without_enrolment(plastic: Plan) -> None:
    assert order(plastic, "card-first-issue@*", "card-collect@*", "card-activate-social@*")
    assert order(plastic, "card-collect@*", "card-activate-bank@*")
    assert not has(plastic, *ENROLMENT, "medical-code-activate@*")
    assert "making" in "+".join(part[0] for part in waits(step(plastic, "card-first-issue@*")))


def test_a9_the_code_keeps_cover_meanwhile() -> None:
    ill = plan("use-today", age=30, **{"medical-code": "yes", "enrolled": "yes", "premium-paid": "yes"})
    assert ill.steps == ()
    assert [covered.latest for covered in ill.timeline.covered] == [date.fromisoformat(MONDAY)]


def test_a9_three_things_with_two_issuers() -> None:
    rules = load_catalogue(NATION).rules([NATION], date.fromisoformat(MONDAY))
    issuers = {
        id_: rules.procedures[id_].authority
        for id_ in ("medical-code-activate", "electronic-card-issue", "card-first-issue", "card-activate-bank")
    }
    assert issuers == {
        "medical-code-activate": "nhsa",
        "electronic-card-issue": "hrss",
        "card-first-issue": "hrss",
        "card-activate-bank": "bank",
    }


def test_a9_the_answer_says_that_the_three_are_not_the_same(plastic: Plan) -> None:
    (note,) = {
        option.note.zh for option in plastic.options if option.procedure == "electronic-card-issue" and option.note
    }
    assert all(word in note for word in ("电子社保卡", "医保码", "实体卡", "人社", "医保"))


def test_a9_bank_or_bureau(plastic: Plan) -> None:
    assert {"card-first-issue@bank", "card-first-issue@window"} <= usable(plastic)


# ---- A10: the calendar -----------------------------------------------------------------------------------------


def test_a10_haikou_replacement_over_the_national_day() -> None:
    holds = step(plan("damaged", on="2026-09-30", age=50, smartphone="no"), "card-replace@*").holds
    assert (holds.earliest, holds.latest) == (date(2026, 10, 10), date(2026, 10, 15))


def test_a10_two_to_four_days_over_the_spring_festival() -> None:
    issue = step(plan("first-card", on="2026-02-13", age=6), "card-first-issue@*")
    assert waits(issue)[0][1:4] == (2, 4, "working")
    assert (issue.holds.earliest, issue.holds.latest) == (date(2026, 2, 24), date(2026, 2, 26))


@pytest.mark.parametrize(("begun", "end"), [("2026-01-31", "2026-02-28"), ("2026-09-01", "2026-10-08")])
def test_a10_within_a_month(begun: str, end: str) -> None:
    on = date.fromisoformat(begun)
    month = (Span(unit=Unit.MONTH, least=0, most=1),)
    assert Calendars(work_calendar(), on).end(on, month, longest=True) == date.fromisoformat(end)


def test_a10_a_bank_closed_on_make_up_saturdays() -> None:
    calendars = Calendars(work_calendar(), date(2026, 10, 1))
    name = calendars.named(Opening(name="weekdays"))
    days = dict(calendars.used([name]))[name]
    assert date(2026, 10, 10) not in days.plus
    assert {date(2026, 10, n) for n in (1, 2, 5, 6, 7)} <= set(days.minus)


def test_a10_what_reaches_an_unannounced_year_is_marked() -> None:
    until = work_calendar().known_until
    marked = plan("plastic-from-electronic", age=30, on=until.replace(day=15).isoformat())
    assert marked.timeline.finish.latest > until
    assert "calendar-assumed" in {caution.code for caution in marked.warnings}


# ---- What the readers of the second article asked ----------------------------------------------------------

QUESTIONS: dict[str, tuple[str, Facts]] = {
    "enrolled but without a card": ("first-card", {"enrolled": "yes"}),
    "apply at the bureau or online": ("first-card", {}),
    "a person's own steps": ("first-card", {"acts": "self"}),
    "social insurance but no card": ("first-card", {"enrolled": "yes", "insured-as": "employee"}),
    "medical insurance card, the old word": ("first-card", {}),
    "where: bank, bureau or elsewhere": ("first-card", {"smartphone": "no"}),
    "the whole process": ("first-card", {"enrolled": "no", "insured-as": "resident"}),
    "all at once for a busy person": ("first-card", {"insured-as": "flexible", "enrolled": "no"}),
    "which conditions": ("first-card", {"local-household": "no"}),
    "local household, on one's own": ("first-card", {"local-household": "yes"}),
    "only the electronic one, now the plastic one": ("plastic-from-electronic", {}),
    "apply and collect": ("first-card", {}),
    "new employee: unit or self, how long": ("employer-batch", {"hired-on": "2026-11-16"}),
    "医社保卡": ("first-card", {}),
    "from papers to card in hand": ("first-card", {"photo-on-record": "no"}),
    "医保一卡通": ("first-card", {}),
    "card of social against card of medical insurance": ("first-card", {}),
    "医疗社保卡": ("first-card", {}),
    "made, not collected": ("not-collected", {}),
    "treatment in another place": ("away", {}),
    "S0: not issued yet": ("not-collected", {"card-state": "in-production", "applied-on": "2026-11-02"}),
    "S0: wrong data on the card": ("details-changed", {"changed": "name"}),
    "S0: the card does not work": ("damaged", {}),
    "S0: the card is lost": ("lost", {}),
    "S1: collected, not enabled": ("not-enabled", {"bank-active": "no"}),
    "S1: quick reissue": ("lost", {"care-needed": "inpatient"}),
    "S1: use in another place": ("away", {"care-place": "other-province"}),
}


@pytest.mark.parametrize("region", [NATION, HAIKOU])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_readers_question_has_an_answer(question: str, region: str) -> None:
    scenario, facts = QUESTIONS[question]
    answered = plan(scenario, region=region, age=30, **facts)
    assert answered.steps
    assert answered.sources


# ---- Where the seeds disagree ------------------------------------------------------------------------------


def test_k1_claims_of_different_spans_are_never_averaged(plastic: Plan) -> None:
    said = dispute(plastic, "card-first-issue@*", "wait.review+making")
    assert {"000000-seed-001", "000000-seed-002"} <= set(sides(said))
    assert len({said.used.value.zh, *(side.value.zh for side in said.others)}) == len(sides(said))


def test_k2_a_designated_pharmacy_takes_the_card() -> None:
    enabling = step(plan("not-enabled", region=NATION, age=30), "card-activate-social@*")
    assert enabling.note is not None
    assert "定点药店" in enabling.note.zh


def test_k3_the_card_is_national_and_settling_elsewhere_needs_a_record_but_in_emergencies() -> None:
    assert has(plan("away", age=60), "remote-record@*")
    assert not has(plan("away", age=60, **{"care-needed": "emergency"}), "remote-record@*")


def test_k4_four_distinct_things() -> None:
    rules = load_catalogue(NATION).rules([NATION], date.fromisoformat(MONDAY))
    things = ("social-active", "bank-active", "medical-code-active", "electronic-card")
    assert len({rules.milestones[thing].name.zh for thing in things}) == 4
    givers = [giver for thing in things for giver in rules.givers[thing]]
    assert len(set(givers)) == len(givers)


def test_k5_the_articles_fee_stands_where_no_region_says_better(damaged: Plan) -> None:
    assert step(damaged, "card-replace@*").fee_fen.source == SEED
    elsewhere = step(plan("damaged", region="350100", age=50, smartphone="no"), "card-replace@*").fee_fen
    assert elsewhere.source is not None
    assert "seed" not in elsewhere.source


def test_k6_residents_have_both_ways() -> None:
    resident = plan("first-card", region=NATION, age=40, **{"insured-as": "resident"})
    assert {"card-first-issue@window", "card-first-issue@community"} <= usable(resident)


def test_k7_two_halves_are_enabled(plastic: Plan) -> None:
    assert step(plastic, "card-activate-social@*").authority == "hrss"
    assert step(plastic, "card-activate-bank@*").authority == "bank"


@pytest.mark.parametrize(
    ("facts", "photo"),
    [
        ({"age": 30, "photo-on-record": "yes"}, False),
        ({"age": 30, "photo-on-record": "no"}, True),
        ({"age": 6, "photo-on-record": "no"}, False),
    ],
)
def test_k8_a_photo_only_where_none_is_on_record(facts: Facts, photo: bool) -> None:
    assert has(plan("first-card", region=NATION, **facts), "photo") is photo


def test_k9_remote_routes_are_channels_with_conditions_of_their_own(damaged: Plan, far: Plan) -> None:
    assert refused(damaged, "card-replace@app:national", "condition")
    assert "card-reissue@app:national" in usable(far)


def test_k10_the_medical_hotline_and_app_do_nothing_for_the_card() -> None:
    rules = load_catalogue(HAIKOU).rules([each.code for each in region_of(HAIKOU).chain], date.fromisoformat(MONDAY))
    of_the_card = [each for each in rules.procedures.values() if each.authority == "hrss"]
    names = [channel.name.zh for each in of_the_card for channel in each.channels if channel.name]
    assert any("12333" in name for name in names)
    assert not any("12393" in name or "国家医保服务平台" in name for name in names)


def test_k11_each_app_belongs_to_the_pack_of_its_region() -> None:
    for code in bundled():
        of_pack = {
            channel.name.zh
            for p in load_catalogue(code).packs
            for each in p.procedures
            for channel in each.channels
            if channel.name
        }
        there = {app for app in OTHERS_APPS if any(app in name for name in of_pack)}
        home = {"44": {"粤省事"}, "33": {"浙里办"}, "11": {"北京通"}}.get(code[:2], set())
        assert there <= home, code


def test_k12_nothing_promises_a_childs_balance(newborn: Plan) -> None:
    said = [each.note.zh for each in newborn.steps if each.note] + [each.name.zh for each in newborn.steps]
    assert not any("余额" in text for text in said)


def test_k13_a_card_about_to_expire_can_be_replaced() -> None:
    expiring = plan("expired", region=NATION, age=50, **{"card-state": "expiring"})
    note = step(expiring, "card-replace@*").note
    assert note is not None
    assert "六十天" in note.zh
