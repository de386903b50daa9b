"""Where texts contradict each other, the plan says which word it takes and shows the other; two places differ where
their sources differ, and nowhere else.

``HELD`` names for each known contradiction the tests that hold its treatment: those here, and those of the seed
articles' situations in ``test_acceptance.py``, where the thirteen disagreements among the articles have theirs.
"""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

from asking import (
    NATION,
    Facts,
    dispute,
    has,
    ids,
    offered,
    plan,
    refused,
    sides,
    step,
    usable,
    waits,
)
from medcard.model import FieldName, Statement, Text
from medcard.packs.discover import bundled, bundled_pack
from medcard.plan import Plan
from medcard.planner import load_catalogue
from medcard.scenario import CardState

HELD: dict[str, tuple[str, ...]] = {
    "1 issuer": ("test_the_card_is_issued_by_hrss_and_goes_by_its_everyday_name", "test_k4_four_distinct_things"),
    "2 where": ("test_enrolment_and_the_card_are_two_counters",),
    "3 time": ("test_waits_of_different_spans_stand_apart", "test_k1_claims_of_different_spans_are_never_averaged"),
    "4 fee": ("test_the_first_card_is_free_and_a_later_one_costs_what_the_province_says",),
    "5 pharmacies": ("test_k2_a_designated_pharmacy_takes_the_card",),
    "6 place of use": ("test_k3_the_card_is_national_and_settling_elsewhere_needs_a_record_but_in_emergencies",),
    "7 remote replacement": ("test_a7_the_record_of_care_elsewhere_is_contested_as_a_condition",),
    "8 app and hotline": ("test_k10_the_medical_hotline_and_app_do_nothing_for_the_card",),
    "9 expiry": (
        "test_what_an_expired_card_still_does_is_said_by_its_region",
        "test_k13_a_card_about_to_expire_can_be_replaced",
    ),
    "10 release after the formal report": ("test_a_formal_report_can_be_lifted_but_where_the_city_says_no",),
    "11 electronic card after a loss": ("test_the_electronic_card_works_on_while_the_report_is_temporary",),
    "12 sealed": ("test_sealed_means_not_enabled",),
    "13 quotas": ("test_eight_relatives_on_the_electronic_card_and_five_on_the_medical_code",),
    "14 age floor": ("test_nobody_is_too_young_for_a_card",),
    "15 newborn window": ("test_a_longer_window_for_newborns_is_used_only_where_it_is_the_places_own",),
    "16 drawing money": ("test_collecting_is_not_drawing_money",),
    "17 suspended": ("test_suspended_is_no_state_of_the_card",),
    "18 self-paid items": ("test_no_text_promises_what_is_self_paid",),
    "19 photocopy": ("test_a_copy_of_the_card_stands_for_nothing",),
    "20 papers": ("test_no_paper_without_a_source", "test_a_police_report_is_no_paper_for_a_new_card"),
}
SEEDS = range(1, 14)  # K1 to K13

SHANGHAI, XIAN, GUANGDONG, FUJIAN, CHANGCHUN, BEIJING = "310000", "610100", "440000", "350000", "220100", "110000"
NEWBORN: Facts = {"birth-date": "2026-03-07", "household-registered": "no", "enrolled": "no", "on": "2026-03-19"}
LOST: Facts = {"age": 40, "bank-active": "no", "smartphone": "no"}


def note(of: Plan, procedure: str) -> str:
    """What the plan says with a step or an option, in Chinese."""
    said = [each.note for each in (*of.steps, *of.options) if each.procedure == procedure]
    (text,) = {each.zh for each in said if each is not None}
    return text


def of_the_nation(authority: str) -> set[str]:
    rules = load_catalogue(NATION).rules([NATION], date(2026, 11, 23))
    return {id_ for id_, each in rules.procedures.items() if each.authority == authority}


def every_note() -> list[tuple[str, str]]:
    """Every sentence of advice in every pack: region, text."""
    packs = [bundled_pack(code) for code in bundled()]
    said = [(pack.region, each.value) for pack in packs if pack for each in pack.statements if is_note(each)]
    return [(code, value.zh) for code, value in said if isinstance(value, Text)]


def is_note(statement: Statement[object]) -> bool:
    return statement.field.name is FieldName.NOTE


def functions_of(file: str) -> set[str]:
    tree = ast.parse(Path(__file__).with_name(file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_contradiction_is_held_by_a_test() -> None:
    known = functions_of("test_contradictions.py") | functions_of("test_acceptance.py")
    assert len(HELD) == 20
    assert {name for names in HELD.values() for name in names} <= known


def test_every_disagreement_of_the_articles_is_held_by_a_test() -> None:
    known = functions_of("test_acceptance.py")
    assert [number for number in SEEDS if not any(name.startswith(f"test_k{number}_") for name in known)] == []


# ---- whose card it is, where, how long, how much -----------------------------------------------------------


def test_the_card_is_issued_by_hrss_and_goes_by_its_everyday_name() -> None:
    first = plan("first-card", region=NATION, age=30)
    assert step(first, "card-first-issue@*").authority == "hrss"
    assert "医保卡" in first.question.scenario_name.zh
    assert {"card-first-issue", "card-collect", "card-reissue", "card-replace"} <= of_the_nation("hrss")
    assert not any(id_.startswith("card-") for id_ in of_the_nation("nhsa"))


def test_enrolment_and_the_card_are_two_counters() -> None:
    first = plan("first-card", region=NATION, age=40, enrolled="no", smartphone="no", **{"insured-as": "resident"})
    enrolment, card = step(first, "enrol-resident@*"), step(first, "card-first-issue@*")
    assert (enrolment.authority, card.authority) == ("nhsa", "hrss")
    assert {"enrol-resident@window", "card-first-issue@window"} <= usable(first)


def test_waits_of_different_spans_stand_apart() -> None:
    first = plan("first-card", region=NATION, age=40, enrolled="no", smartphone="no", **{"insured-as": "resident"})
    assert waits(step(first, "enrol-resident@*")) == [("review", 0, 10, "working", "000000-regs-765")]
    on_the_spot = plan("lost", region="630000", **LOST)
    batch = plan("lost", region="513400", **LOST)
    assert waits(step(on_the_spot, "card-reissue@*")) == [("review+making", 0, 0, "calendar", "630000-qh-2020")]
    assert "card-collect" not in {each.procedure for each in on_the_spot.steps}
    assert has(batch, "card-collect@*")


@pytest.mark.parametrize(
    ("region", "first", "later"),
    [
        (GUANGDONG, (0, 0, "440000-fee-169"), (2000, 2000, "440000-fee-169")),
        ("530000", (0, 0, "530000-yn-fee-2017"), (2200, 2200, "530000-yn-fee-2017")),
        ("130200", (0, 2500, "000000-scio-2011"), (0, 0, "130000-tangshan-notice")),
        (NATION, (0, 2500, "000000-scio-2011"), (0, 2500, None)),
    ],
)
def test_the_first_card_is_free_and_a_later_one_costs_what_the_province_says(
    region: str, first: tuple[int, int, str], later: tuple[int, int, str | None]
) -> None:
    new = step(plan("plastic-from-electronic", region=region, age=40, smartphone="no"), "card-first-issue@*").fee_fen
    lost = plan("lost", region=region, **LOST)
    again = step(lost, "card-reissue@*").fee_fen
    assert (new.least, new.most, new.source) == first
    assert (again.least, again.most, again.source) == later
    assert again.assumed is any(each.what.endswith(".fee") for each in lost.assumptions)


# ---- what a card's state lets one do ------------------------------------------------------------------------


def test_what_an_expired_card_still_does_is_said_by_its_region() -> None:
    told: Facts = {"age": 50, "bank-active": "no", "smartphone": "no"}
    chongqing, foshan, nation = (plan("expired", region=code, **told) for code in ("500000", "440600", NATION))
    texts = {note(each, "card-replace") for each in (chongqing, foshan, nation)}
    assert len(texts) == 3
    assert "照样能用" in note(chongqing, "card-replace")
    assert "看是哪家银行" in note(foshan, "card-replace")
    assert "照样能用" not in note(nation, "card-replace")


@pytest.mark.parametrize("region", [XIAN, CHANGCHUN, "620100"])
def test_a_formal_report_can_be_lifted_but_where_the_city_says_no(region: str) -> None:
    told: Facts = {**LOST, "card-reissue-applied": "no"}
    assert has(plan("found", region=NATION, **{"card-state": "formal-lost"}, **told), "loss-report-cancel@*")
    assert has(plan("found", region=region, **{"card-state": "temp-lost"}, **told), "loss-report-cancel@*")
    formal = plan("found", region=region, **{"card-state": "formal-lost"}, **told)
    assert has(formal, "card-reissue@*")
    assert refused(formal, "loss-report-cancel@*", "condition")
    (found, *_) = (each for each in formal.rejected if each.id.startswith("loss-report-cancel@"))
    assert found.causes[0].imposed_by == region


def test_after_the_application_for_a_new_card_nothing_lifts_the_report() -> None:
    applied = plan("found", region=NATION, **LOST, **{"card-state": "temp-lost", "card-reissue-applied": "yes"})
    assert refused(applied, "loss-report-cancel@*", "condition")
    assert not has(applied, "loss-report-cancel@*")


def test_the_electronic_card_works_on_while_the_report_is_temporary() -> None:
    told: Facts = {"age": 40, "bank-active": "no"}
    reported = plan("lost", region=NATION, **{"card-state": "temp-lost"}, **told)
    never = plan("plastic-from-electronic", region=NATION, **told)
    assert "授权" in note(reported, "electronic-card-issue")
    assert "注销" in note(reported, "electronic-card-issue")
    assert "授权" not in note(never, "electronic-card-issue")


def test_sealed_means_not_enabled() -> None:
    sealed = plan("not-enabled", region=NATION, age=30)
    assert has(sealed, "card-activate-social@*")
    assert "封存" in note(sealed, "card-status-query")
    assert "不是停保" in note(sealed, "card-status-query")


def test_suspended_is_no_state_of_the_card() -> None:
    states = {str(state) for state in CardState}
    assert {"sealed", "locked", "temp-lost", "formal-lost", "cancelled"} <= states
    assert not {"suspended", "paused", "frozen"} & states
    unpaid = plan(
        "not-enabled", region=NATION, age=30, enrolled="yes", **{"premium-paid": "no", "insured-as": "resident"}
    )
    assert has(unpaid, "card-activate-social@*")


# ---- families and children ----------------------------------------------------------------------------------


def test_eight_relatives_on_the_electronic_card_and_five_on_the_medical_code() -> None:
    child = plan("first-card", region=NATION, age=8, acts="guardian")
    assert {"electronic-card-family", "medical-code-family"} <= offered(child)
    assert "八位" in note(child, "electronic-card-family")
    assert "五位" in note(child, "medical-code-family")


@pytest.mark.parametrize("age", [0, 3, 15])
@pytest.mark.parametrize("region", [NATION, GUANGDONG, XIAN])
def test_nobody_is_too_young_for_a_card(region: str, age: int) -> None:
    child = plan("first-card", region=region, age=age, acts="guardian", enrolled="yes", **{"premium-paid": "yes"})
    assert has(child, "card-first-issue@*")
    assert {each.actor for each in child.steps if each.authority == "hrss"} == {"guardian"}


@pytest.mark.parametrize(
    ("region", "days", "used", "others"),
    [
        (NATION, 90, "000000-newborn-11", ()),
        ("510100", 180, "510100-cd-newborn-2022", ("510100-cd-newborn-2018", "510100-cd-newborn", "000000-newborn-11")),
        (GUANGDONG, 90, "440000-newborn-11", ("440000-newborn-180",)),
    ],
)
def test_a_longer_window_for_newborns_is_used_only_where_it_is_the_places_own(
    region: str, days: int, used: str, others: tuple[str, ...]
) -> None:
    born = plan("newborn", region=region, **NEWBORN)
    (cover,) = (each for each in born.timeline.deadlines if each.id == "enrol-newborn")
    assert (cover.by - date(2026, 3, 7), cover.source) == (timedelta(days), used)
    shown = [side for each in born.disputes if each.field == "deadline" for side in sides(each)]
    assert shown == [used, *others] * bool(others)


# ---- money, copies, papers ----------------------------------------------------------------------------------


def test_collecting_is_not_drawing_money() -> None:
    enabling = plan("not-enabled", region=NATION, age=30, **{"bank-active": "no"})
    assert "套现" in note(enabling, "card-activate-social")
    assert "银行账户" in note(enabling, "card-activate-social")
    collecting = plan("not-collected", region=NATION, age=30)
    assert step(collecting, "card-collect@*").name.zh == "社会保障卡领取"


def test_no_text_promises_what_is_self_paid() -> None:
    said = [(code, text) for code, text in every_note() if "自费" in text and "报" in text]
    assert said == []


def test_a_copy_of_the_card_stands_for_nothing() -> None:
    today = plan("use-today", region=NATION, age=30, enrolled="yes", **{"premium-paid": "yes", "card-state": "lost"})
    assert ids(today) == ["medical-code-activate@app"]
    assert today.materials == ()
    assert "复印件不顶用" in note(plan("not-enabled", region=NATION, age=30), "card-activate-social")
    lines = [
        (pack.region, each.field.owner)
        for code in bundled()
        if (pack := bundled_pack(code))
        for each in pack.statements
        if each.field.line in ("old-card", "new-card") and getattr(each.value, "copies", 0)
    ]
    assert lines == []


@pytest.mark.parametrize("region", [NATION, "410100", "441300", "510100", "650000"])
@pytest.mark.parametrize("scenario", ["first-card", "lost", "damaged"])
def test_no_paper_without_a_source(scenario: str, region: str) -> None:
    answered = plan(scenario, region=region, **LOST)
    papers = [each for one in answered.steps for each in one.requirements]
    assert papers
    assert all(each.source for each in papers)


@pytest.mark.parametrize("region", ["441300", "510100", NATION])
def test_a_police_report_is_no_paper_for_a_new_card(region: str) -> None:
    lost = plan("lost", region=region, **LOST, **{"loss-kind": "stolen"})
    assert "police-report" in offered(lost)
    assert not has(lost, "police-report@*", "*police*", "*declaration*")


# ---- two places side by side --------------------------------------------------------------------------------


def facets(of: Plan) -> dict[tuple[str, str], object]:
    """What a plan says of each procedure and deadline, part by part; the day of a deadline counts, not its source."""
    said: dict[tuple[str, str], object] = {(each.id, "deadline"): each.by for each in of.timeline.deadlines}
    for each in of.steps:
        said[each.procedure, "channel"] = each.channel
        said[each.procedure, "needs"] = each.needs
        said[each.procedure, "fee"] = (each.fee_fen.least, each.fee_fen.most)
        said[each.procedure, "papers"] = [(line.evidence, line.original, line.copies) for line in each.requirements]
        said[each.procedure, "waits"] = [
            (result.milestone, [(*part.stages, part.least, part.most, part.unit) for part in result.waits])
            for result in each.results
        ]
        said[each.procedure, "note"] = each.note
    return said


def differing(one: Plan, other: Plan) -> set[tuple[str, str]]:
    """The parts in which two plans differ, of the procedures that both have."""
    mine, theirs = facets(one), facets(other)
    return {part for part in mine.keys() & theirs.keys() if mine[part] != theirs[part]}


def only_in(one: Plan, other: Plan) -> set[str]:
    """The procedures that one plan has and the other has not."""
    return {each.procedure for each in one.steps} - {each.procedure for each in other.steps}


def backed(of: Plan, region: str, *procedures: str) -> bool:
    """Whether each of these steps rests on a source of the region."""
    return all(
        any(id_.startswith(f"{region}-") for id_ in each.sources) for each in of.steps if each.procedure in procedures
    )


def test_a_found_card_in_shanghai_and_in_xian() -> None:
    told: Facts = {"age": 40, "smartphone": "no", "card-reissue-applied": "no", "bank-active": "yes"}
    spoken = [plan("found", region=code, **{"card-state": "temp-lost"}, **told) for code in (SHANGHAI, XIAN)]
    assert ids(spoken[0]) == ids(spoken[1])
    # Xi'an's sources say that a formal report is final; nothing else differs
    assert differing(*spoken) == {("loss-report-cancel", "note")}
    written = [plan("found", region=code, **{"card-state": "formal-lost"}, **told) for code in (SHANGHAI, XIAN)]
    assert ids(written[0]) == ids(spoken[0])
    assert only_in(written[1], written[0]) == {
        "card-reissue", "card-collect", "card-activate-bank", "card-activate-social",
    }  # fmt: skip
    assert backed(written[1], XIAN, "card-reissue")
    assert step(written[1], "card-reissue@*").fee_fen.most == 2000
    assert waits(step(written[1], "card-reissue@*")) == [("review+making", 7, 7, "working", "610100-xian-2023")]


def test_how_long_a_spoken_report_holds_in_shanghai_and_in_xian() -> None:
    sunday: Facts = {"age": 40, "smartphone": "no", "on": "2026-11-22"}
    last = {SHANGHAI: "2026年11月27日", XIAN: "2026年11月29日"}  # five days, seven days
    for region, day in last.items():
        lost = plan("lost", region=region, **sunday)
        (due,) = (each for each in lost.warnings if each.code == "do-by")
        assert due.step.startswith("loss-report-formal@")
        assert day in due.text.zh


def test_a_newborn_in_guangdong_and_in_fujian() -> None:
    guangdong, fujian = (plan("newborn", region=code, **NEWBORN) for code in (GUANGDONG, FUJIAN))
    assert not only_in(guangdong, fujian) | only_in(fujian, guangdong)
    assert differing(guangdong, fujian) == {
        ("enrol-newborn", "needs"),  # Fujian enrols on the birth certificate
        ("enrol-newborn", "papers"),
        ("enrol-newborn", "note"),
        ("card-first-issue", "fee"),  # Guangdong's first card is free; its photo has a receipt
        ("card-first-issue", "papers"),
        ("card-first-issue", "note"),
    }
    assert backed(guangdong, GUANGDONG, "card-first-issue")
    assert backed(fujian, FUJIAN, "enrol-newborn")
    said = dispute(guangdong, "enrol-newborn@*", "deadline")
    assert sides(said) == ["440000-newborn-11", "440000-newborn-180"]
    assert not [each for each in fujian.disputes if each.field == "deadline"]


def test_a_doctor_today_in_changchun_and_in_beijing() -> None:
    told: Facts = {
        "age": 40, "enrolled": "yes", "premium-paid": "yes", "insured-as": "employee",
        "card-state": "lost", "medical-code": "no", "bank-active": "no",
    }  # fmt: skip
    by_phone = [plan("use-today", region=code, smartphone="yes", **told) for code in (CHANGCHUN, BEIJING)]
    assert ids(by_phone[0]) == ids(by_phone[1]) == ["medical-code-activate@app"]
    assert differing(*by_phone) == set()
    changchun, beijing = (plan("use-today", region=code, smartphone="no", **told) for code in (CHANGCHUN, BEIJING))
    # a temporary card against a card on the spot that the bank enables with its account
    assert only_in(changchun, beijing) == {"temporary-card"}
    assert only_in(beijing, changchun) == {"card-activate-bank"}
    assert step(changchun, "card-reissue@*").holds.latest > step(beijing, "card-reissue@*").holds.latest
    assert backed(changchun, CHANGCHUN, "temporary-card")
    assert backed(beijing, BEIJING, "card-reissue", "card-activate-bank")
    assert [covered.latest for each in (changchun, beijing) for covered in each.timeline.covered] == [
        date(2026, 11, 23)
    ] * 2
