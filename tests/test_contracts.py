"""What other programs rely on: schemas of all that is written, stable codes of errors, tools for agents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from medcard.answer_json import to_value
from medcard.answer_reader import read_answer
from medcard.batch import plan_many
from medcard.error_json import code_of, error_to_value
from medcard.errors import InvalidAnswer, InvalidProblem, MedcardError, WrongArgument
from medcard.front_json import front_to_json
from medcard.known import FACTS
from medcard.packs.discover import bundled
from medcard.plan import Answer, NoPlan, Plan, Undecided
from medcard.problem import Problem
from medcard.problem_json import problem_from_json, problem_to_json
from medcard.schedule import solve
from medcard.schemas import NAMES, schema
from medcard.tools import call_tool, tool_schemas
from strategies.plans import answers
from strategies.problems import problems

ON = "2026-11-23"
LOST = {"scenario": "lost", "region": "460100", "on": ON, "assume": "typical"}
NAMED = {Plan: "plan", Undecided: "undecided", NoPlan: "no-plan"}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


def faults(name: str, value: object) -> list[str]:
    """Where and why a value does not fit the schema ``name``."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(value)]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything inside a JSON value."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*at, key)
        yield from places(part, (*at, key))


@st.composite
def damaged(draw: st.DrawFn, whole: Any, ways: list[tuple[Any, ...]]) -> Any:
    """A JSON value with one of its ``ways`` dropped, renamed or replaced."""
    value = deepcopy(whole)
    *way, last = draw(st.sampled_from(ways))
    holder = value
    for key in way:
        holder = holder[key]
    kept = holder.pop(last)
    new = draw(st.sampled_from([None, -1, 1.5, True, "", "x", [], {}, [None], {"x": 1}]))
    put = {"drop": {}, "replace": {last: new}, "rename": {"strange": kept}}
    holder.update(put[draw(st.sampled_from(sorted(put)))]) if isinstance(holder, dict) else holder.insert(last, new)
    return value


@settings(max_examples=40, deadline=None)
@given(answers(), st.sampled_from([None, "zh", "en"]))
def test_every_answer_fits_its_schema(answer: Answer, lang: str | None) -> None:
    value = json.loads(json.dumps(to_value(answer, lang)))
    assert faults(NAMED[type(answer)], value) == []


@pytest.mark.parametrize("region", list(bundled())[::100])
@pytest.mark.parametrize("assume", [None, "typical"])
def test_answers_of_bundled_regions_fit_their_schema(region: str, assume: str | None) -> None:
    rows = [{**LOST, "region": region, "scenario": each, "assume": assume} for each in ("lost", "newborn", "away")]
    for answer in plan_many(rows):  # type: ignore[arg-type]
        assert not isinstance(answer, MedcardError)
        assert faults("answer", to_value(answer)) == []


@cache
def a_plan() -> tuple[Any, list[tuple[Any, ...]]]:
    """The JSON value of some plan, and the way to every part of it."""
    value = json.loads(json.dumps(to_value(plan_many([LOST])[0])))  # type: ignore[arg-type]
    return value, list(places(value))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_plan_that_the_schema_takes_is_one_that_the_reader_takes(data: st.DataObject) -> None:
    """The schema is no laxer than the reader, but for what no schema says: that a text is printable and the like."""
    value = data.draw(damaged(*a_plan()))
    assert not validator("plan").is_valid(value) or refusal(value) == ()


def refusal(value: object) -> tuple[str, ...]:
    try:
        read_answer(value)
    except InvalidAnswer as error:
        return error.problems
    return ()


@settings(max_examples=40, deadline=None)
@given(problems(most=4))
def test_problems_and_fronts_fit_their_schemas(problem: Problem) -> None:
    assert faults("problem", problem_to_json(problem)) == []
    assert faults("front", front_to_json(solve(problem))) == []


@settings(max_examples=80, deadline=None)
@given(problems(most=3), st.data())
def test_what_the_schema_of_problems_refuses_the_reader_refuses(problem: Problem, data: st.DataObject) -> None:
    whole = problem_to_json(problem)
    value = data.draw(damaged(whole, list(places(whole))))
    assert validator("problem").is_valid(value) or unreadable(value)


def unreadable(value: Mapping[str, object]) -> bool:
    try:
        problem_from_json(value)
    except InvalidProblem:
        return True
    return False


CODES = {
    "ambiguous-region", "invalid-answer", "invalid-facts", "invalid-pack", "invalid-problem", "invalid-progress",
    "invalid-resident-id", "missing-assumption", "missing-extra", "not-a-plan", "problems-error", "too-tangled",
    "unknown-region", "unknown-scenario", "wrong-argument",
}  # fmt: skip


def kinds(cls: type[MedcardError] = MedcardError) -> Iterator[type[MedcardError]]:
    for kind in cls.__subclasses__():
        if kind.__module__ == "medcard.errors":
            yield kind
            yield from kinds(kind)


def test_the_codes_of_errors_stay() -> None:
    assert {code_of(kind) for kind in kinds()} == CODES


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ({"scenario": "lost"}, "invalid-facts", "region: missing; give a code or a name"),
        ({**LOST, "scenario": "lsot"}, "unknown-scenario", "there is no scenario 'lsot'; did you mean 'lost'?"),
        ({**LOST, "region": "朝阳"}, "ambiguous-region", "'朝阳' may be 110105 北京市朝阳区"),
        ({**LOST, "insured-as": "employe"}, "invalid-facts", "insured-as: 'employe' is not one of"),
        ({**LOST, "aspects": ["price"]}, "wrong-argument", "aspects: got"),
        ({**LOST, "lang": "fr"}, "wrong-argument", "lang: got 'fr'; give 'zh' or 'en'"),
        ({**LOST, "name": "x"}, "invalid-facts", "name: there is no such fact"),
        ([], "wrong-argument", "arguments: got []"),
    ],
)
def test_a_tool_answers_a_wrong_call_with_an_error_that_fits_its_schema(row: Any, code: str, line: str) -> None:
    value: Any = call_tool("plan", row)
    assert faults("error", value) == []
    assert value["code"] == code
    assert value["problems"][0].startswith(line)


def test_an_error_that_says_several_things_keeps_one_line_each() -> None:
    error = plan_many([{"scenario": "lost"}])[0]
    assert isinstance(error, MedcardError)
    assert len(error_to_value(error)["problems"]) == 2  # type: ignore[arg-type]


def test_a_strange_tool_is_named_with_those_that_exist() -> None:
    with pytest.raises(WrongArgument, match="find_region"):
        call_tool("plane", {})


def test_the_arguments_of_tools_are_schemas_without_a_place_for_anything_personal() -> None:
    for tool in tool_schemas():
        function: Any = tool["function"]
        Draft202012Validator.check_schema(function["parameters"])
        own = set(function["parameters"]["properties"]) - set(FACTS)
        assert own <= {
            "scenario", "region", "on", "as-of", "prefer", "assume", "aspects", "lang", "procedure", "channel", "text",
        }  # fmt: skip


def test_a_dialogue_through_the_tool_asks_until_it_plans() -> None:
    told: dict[str, Any] = {"scenario": "not-enabled", "region": "海口", "on": ON, "age": 35}
    assert faults("question", told) == []
    for _ in range(20):
        value: Any = call_tool("plan", told)
        asked = value.get("questions", []) if value["schema"] == "medcard/undecided/1" else []
        told.update({ask["fact"]: ask["options"][0]["value"] for ask in asked[:1]})
    assert value["schema"] == "medcard/plan/1"
    assert faults("plan", value) == []


def test_why_not_tells_what_stands_against_one_channel() -> None:
    value: Any = call_tool("why_not", {**LOST, "procedure": "card-reissue", "smartphone": "no"})
    assert {each["procedure"] for each in value["rejected"]} == {"card-reissue"}
    assert all(each["causes"] for each in value["rejected"])
    assert call_tool("why_not", LOST)["code"] == "wrong-argument"


def test_questions_name_every_fact_and_refuse_what_no_fact_takes() -> None:
    properties: Any = schema("question")["properties"]
    assert set(FACTS) < set(properties)
    assert faults("question", {**LOST, "age": 35, "smartphone": True, "birth-date": date(2020, 1, 1).isoformat()}) == []
    assert faults("question", {**LOST, "insured-as": "employe"}) != []
    assert faults("question", {"scenario": "lost"}) != []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
