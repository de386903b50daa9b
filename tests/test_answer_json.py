"""Answers as JSON: read back equal, the same bytes, every problem said."""

from __future__ import annotations

import json
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from medcard import plan as p
from medcard.answer_json import to_json
from medcard.answer_reader import from_json
from medcard.errors import InvalidAnswer
from strategies.plans import BUILDERS, answer_types, answers, make, plans

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REGION = {"code": "460100", "name": "海口市", "chain": [{"code": "000000", "name": "全国"}], "packs": []}
UNDECIDED = {
    "schema": "medcard/undecided/1",
    "region": REGION,
    "scenario": "lost",
    "scenario_name": "卡丢了",
    "on": "2026-11-23",
    "as_of": "2026-11-23",
    "prefer": "soonest",
    "facts": {"age": "35"},
    "skipped": [],
    "assume": False,
    "data_version": "1",
    "questions": [],
    "common": {"steps": [], "materials": [{"id": "photo", "name": "照片"}]},
    "exact": True,
}


def test_the_strategy_names_every_field_of_every_type() -> None:
    assert set(BUILDERS) == answer_types()
    for cls, fields in BUILDERS.items():
        assert set(fields) == {field.name for field in attrs.fields(cls) if field.eq}, cls


@pytest.mark.parametrize(("cls", "name"), [(cls, name) for cls, fields in BUILDERS.items() for name in fields], ids=str)
def test_every_field_takes_more_than_one_value(cls: type, name: str) -> None:
    quick = settings(max_examples=200, deadline=None, database=None, phases=[Phase.generate])
    several = st.tuples(BUILDERS[cls][name], BUILDERS[cls][name])
    assert find(several, lambda two: two[0] != two[1], settings=quick)


@SLOW
@given(answers())
def test_an_answer_reads_back_equal(answer: p.Answer) -> None:
    assert from_json(to_json(answer)) == answer


@SLOW
@given(answers(), st.sampled_from(["zh", "en"]))
def test_words_of_one_language_are_read_and_written_again(answer: p.Answer, lang: str) -> None:
    text = to_json(answer, lang)
    assert to_json(from_json(text), lang) == text


@SLOW
@given(plans())
def test_the_parts_of_the_question_stand_at_the_top(plan: p.Plan) -> None:
    value = json.loads(to_json(plan, "zh"))
    assert value["schema"] == "medcard/plan/1"
    assert "question" not in value
    assert value["region"]["code"] == plan.question.region.code
    assert value["facts"] == dict(plan.question.facts)
    assert [step["id"] for step in value["steps"]] == [step.id for step in plan.steps]
    assert [step["on"]["latest"] for step in value["steps"]] == [s.on.latest.isoformat() for s in plan.steps]


KEYS = {
    "": "region scenario on as_of data_version facts steps visits materials timeline options alternatives rejected "
    "assumptions questions disputes warnings sources",
    "region": "code name chain",
    "steps": "id procedure channel actor place on holds fee_fen requirements why sources",
    "steps.on": "earliest latest",
    "steps.holds": "earliest latest",
    "steps.fee_fen": "least most",
    "steps.requirements": "evidence original copies",
    "visits": "place on steps carry",
    "timeline": "covered finish deadlines",
    "timeline.covered": "milestones earliest latest",
    "timeline.finish": "earliest latest",
    "alternatives": "vector steps compared",
    "rejected": "id reason causes",
    "rejected.causes": "condition imposed_by",
    "disputes": "what used others",
    "sources": "id title kind stated_on checked_on",
}
"""DESIGN §8: the keys that must be there, by the path to the objects that hold them."""


def at(value: Any, path: str) -> list[Any]:
    found = [value]
    for name in filter(None, path.split(".")):
        found = [item for each in found for item in (each[name] if isinstance(each[name], list) else [each[name]])]
    return found


@SLOW
@given(plans(), st.sampled_from([None, "zh", "en"]))
def test_the_keys_that_others_rely_on_are_there(plan: p.Plan, lang: str | None) -> None:
    value = json.loads(to_json(plan, lang))
    for path, keys in KEYS.items():
        assert all(set(keys.split()) <= set(found) for found in at(value, path)), path


@given(make(p.Undecided))
@SLOW
def test_what_is_common_stands_together(undecided: p.Undecided) -> None:
    common = json.loads(to_json(undecided))["common"]
    assert [each["id"] for each in common["steps"]] == [each.id for each in undecided.common_steps]
    assert [each["id"] for each in common["materials"]] == [each.id for each in undecided.common_materials]


def said(**changes: object) -> list[str]:
    with pytest.raises(InvalidAnswer) as caught:
        from_json(json.dumps({**UNDECIDED, **changes}))
    return list(caught.value.problems)


def test_the_example_is_an_answer() -> None:
    assert isinstance(from_json(json.dumps(UNDECIDED)), p.Undecided)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"on": "2026-02-30"}, '$.on: got "2026-02-30"; write a date as YYYY-MM-DD'),
        ({"on": "20261123"}, '$.on: got "20261123"; write a date as YYYY-MM-DD'),
        ({"assume": "false"}, '$.assume: got "false"; write true or false'),
        ({"prefer": "best"}, '$.prefer: got "best"; use one of soonest, fewest-visits, cheapest, fewest-papers'),
        ({"skipped": "age"}, '$.skipped: got "age"; write a list'),
        ({"skipped": [1]}, "$.skipped[0]: got 1; write text"),
        ({"skipped": ["\ud800"]}, '$.skipped[0]: got "\\ud800"; write text'),
        ({"facts": {"age": 35}}, "$.facts.age: got 35; write text"),
        ({"facts": []}, "$.facts: got []; write an object"),
        ({"region": {**REGION, "chain": [{"code": "0"}]}}, '$.region.chain[0]: key "name" is missing; write it'),
        ({"region": 460100}, "$.region: got 460100; write an object"),
        ({"scenario_name": {"zh": None}}, "$.scenario_name.zh: got null; write text"),
        ({"question": {}}, "$.question: unknown key; leave it out"),
        ({"common_steps": []}, "$.common_steps: unknown key; leave it out"),
        ({"common": {"steps": [], "materials": [], "x": 1}}, "$.common.x: unknown key; leave it out"),
        ({"common": {"steps": []}}, '$: key "common.materials" is missing; write it'),
        ({"schema": None}, "$.schema: got null; use one of medcard/plan/1, medcard/undecided/1, medcard/no-plan/1"),
    ],
)
def test_one_line_says_where_what_and_what_to_do(changes: dict[str, object], problem: str) -> None:
    assert said(**changes) == [problem]


def test_all_problems_are_said_at_once() -> None:
    assert len(said(on=1, as_of=2, questions=[3], extra=4)) == 4


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"schema": NaN}', "[" * 100_000, '{"a": 1, "a": 2}'])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(InvalidAnswer):
        from_json(text)


def test_a_plan_inside_an_answer_keeps_its_schema() -> None:
    inner = {**UNDECIDED, "schema": "medcard/undecided/1"}
    text = {key: UNDECIDED[key] for key in UNDECIDED if key not in ("questions", "common", "exact")}
    text |= {"schema": "medcard/no-plan/1", "obstacles": [], "causes": [], "fixes": [], "sources": [], "at_risk": inner}
    with pytest.raises(InvalidAnswer, match=r"^\$\.at_risk: got .* write the schema medcard/plan/1$"):
        from_json(json.dumps(text))


def test_only_known_languages_are_written() -> None:
    with pytest.raises(ValueError, match="lang: got 'fr'"):
        to_json(from_json(json.dumps(UNDECIDED)), "fr")


def test_the_error_travels_between_processes() -> None:
    error = InvalidAnswer(["a", "b"])
    assert str(pickle.loads(pickle.dumps(error))) == "a\nb"
