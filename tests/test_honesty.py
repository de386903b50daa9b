"""What a plan says about its own sources: whose word a value is, how old, what is not confirmed, whom to ask."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest

from medcard.applicant import Applicant, InsuredAs
from medcard.model import Source, SourceKind
from medcard.plan import Caution, Doubt, Plan
from medcard.planner import make_plan
from medcard.rendering import render
from medcard.source import OURSELVES, STALE_YEARS
from unpacked import UNPACKED

ON = date(2026, 11, 23)
CHANGCHUN = "220100"
PAGE = Source(
    region="460100",
    id="page",
    kind=SourceKind.OFFICIAL,
    title="页",
    stated="2026-01-05",
    stated_on=date(2026, 1, 5),
    checked_on=ON,
)


def plan(region: str, as_of: date | None = None) -> Plan:
    worker = Applicant(insured_as=InsuredAs.EMPLOYEE, age=35)
    return make_plan(worker, "lost", region=region, on=ON, as_of=as_of, assume="typical")


@pytest.fixture(scope="module")
def changchun() -> Plan:
    return plan(CHANGCHUN)


def unconfirmed(of: Plan) -> list[Caution]:
    return [each for each in of.warnings if each.code == "unconfirmed"]


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        ({}, []),
        ({"kind": SourceKind.SECONDARY}, [Doubt.WEAK]),
        ({"kind": SourceKind.SEED, "stated_on": None}, [Doubt.WEAK, Doubt.UNDATED]),
        ({"kind": SourceKind.MEDIA}, []),
        ({"stated_on": date(ON.year - STALE_YEARS, 12, 31)}, [Doubt.OLD]),
        ({"stated_on": date(ON.year - STALE_YEARS + 1, 1, 1)}, []),
        ({"kind": SourceKind.LAW, "stated_on": date(1958, 1, 9)}, []),
        ({"kind": SourceKind.SECONDARY, "stated_on": None, "publisher": OURSELVES}, [Doubt.OURS]),
    ],
)
def test_what_leaves_doubt(changes: dict[str, object], doubts: list[Doubt]) -> None:
    assert list(attrs.evolve(PAGE, **changes).doubts(ON)) == doubts


@pytest.mark.parametrize(
    ("on", "years"), [(date(2026, 1, 5), 0), (date(2027, 1, 4), 0), (date(2027, 1, 5), 1), (date(2020, 1, 1), 0)]
)
def test_the_age_of_a_text_is_whole_years(on: date, years: int) -> None:
    assert PAGE.age(on) == years


def test_doubt_is_judged_on_the_day_of_the_rules_not_of_the_act(changchun: Plan) -> None:
    earlier = plan(CHANGCHUN, as_of=date(2023, 11, 23))
    assert old(earlier) < old(changchun)
    assert all(each.age_years is None or each.age_years >= 0 for each in earlier.sources)


def old(of: Plan) -> set[str]:
    return {each.id for each in of.sources if Doubt.OLD in each.unconfirmed}


def test_one_caution_sums_up_and_names_the_line_with_its_area_code(changchun: Plan) -> None:
    (caution,) = unconfirmed(changchun)
    assert "0431-12333" in caution.text.zh
    assert "0431-12333" in caution.text.get("en")
    assert caution.step is None
    assert {line.authority for line in changchun.contacts} == {step.authority for step in changchun.steps}


def test_questions_about_the_account_go_to_the_bank_and_not_to_the_government(changchun: Plan) -> None:
    (bank,) = (line for line in changchun.contacts if line.authority == "bank")
    assert {"95588", "95533"} < set(bank.phone.split(" / "))


@pytest.mark.parametrize(("form", "lang"), [("text", "zh"), ("markdown", "zh"), ("html", "zh"), ("text", "en")])
def test_the_mark_stands_at_the_value_in_every_form(changchun: Plan, form: str, lang: str) -> None:
    doubtful = {n for n, each in enumerate(changchun.sources, 1) if each.unconfirmed}
    fee = next(step.fee_fen.source for step in changchun.steps if step.fee_fen.source is not None)
    number = [each.id for each in changchun.sources].index(fee) + 1
    words = re.sub(r"<[^>]*>|\\", "", render(changchun, form, lang=lang))
    said = {"zh": "免费", "en": "free"}[lang]
    marks = re.findall(rf"{said}\[{number}\]([?？])?", words)
    assert marks
    assert {mark != "" for mark in marks} == {number in doubtful}
    (caution,) = unconfirmed(changchun)
    assert words.replace("\n", "").replace(" ", "").count(caution.text.get(lang).replace(" ", "")) == 1


def test_a_step_tells_what_is_the_places_own_and_what_is_inherited(changchun: Plan) -> None:
    regions = {each.id: each.region for each in changchun.sources}
    mixed = [step for step in changchun.steps if {regions[id_] for id_ in step.sources} == {CHANGCHUN, "000000"}]
    assert mixed
    lines = [line.strip() for line in render(changchun).splitlines() if line.strip().startswith("依据")]
    assert any(re.fullmatch(r"依据 +长春市（当地）(\[\d+\])+；全国(\[\d+\])+", line) for line in lines)


def test_a_place_without_a_pack_says_that_all_is_inherited() -> None:
    there = plan(UNPACKED)
    assert "inherited" in {each.code for each in there.warnings}
    assert UNPACKED not in {each.region for each in there.sources}
    assert "（当地）" not in render(there)


def test_opening_days_that_nobody_publishes_are_marked_as_assumed(changchun: Plan) -> None:
    guessed = {each.what.removesuffix(".open") for each in changchun.assumptions if each.kind == "hours"}
    assert guessed == {step.id for step in changchun.steps if step.place is not None and step.opening_source is None}
    assert ("没有公布，先按" in render(changchun)) == bool(guessed)
