"""Problems and fronts as JSON: what is refused, in which words, and that what is written reads back equal."""

# ruff: noqa: E501 - a table reads best with one row a line
from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings

from medcard.errors import InvalidProblem
from medcard.front_json import front_from_json, front_to_json
from medcard.problem import Problem
from medcard.problem_json import problem_from_json, problem_to_json
from medcard.schedule import solve
from strategies.problems import problems

EXAMPLE: dict[str, Any] = {
    "schema": "medcard/problem/1",
    "start": "2026-11-23",
    "known_until": "2026-12-31",
    "calendars": {
        "working": {"weekdays": [1, 2, 3, 4, 5], "minus": ["2027-01-01"], "plus": ["2026-10-10"]},
        "any": {"weekdays": [1, 2, 3, 4, 5, 6, 7], "minus": [], "plus": []},
    },
    "initial": {"enrolled": None, "photo-taken": {"earliest": "2026-11-24", "latest": "2026-11-26"}},
    "goal": ["card-usable", "bank-active"],
    "urgent": [["misuse-stopped"], ["can-settle"]],
    "deadlines": [{"id": "newborn-window", "milestones": ["enrolled", "premium-paid"], "by": "2026-12-10"}],
    "actions": [
        {
            "id": "card-reissue@window",
            "once": ["card-reissue"],
            "who": "self",
            "place": "hrss-window",
            "open": "working",
            "windows": [["2026-11-23", "2026-12-31"]],
            "needs": ["loss-reported"],
            "gives": {
                "card-applied": [],
                "card-ready": [
                    {"least": 3, "most": 7, "unit": "working"},
                    {"unit": "not-before", "date": "2026-12-01"},
                ],
            },
            "fee": 0,
            "materials": [["resident-id", "household-register"], ["photo"]],
        }
    ],
}
SMALLEST = {
    "schema": "medcard/problem/1",
    "start": "2026-11-23",
    "calendars": {"working": {"weekdays": [1]}},
    "goal": [],
    "actions": [{"id": "card-reissue@window", "who": "self", "open": "working", "gives": {}}],
}
WAIT = ("actions", 0, "gives", "card-ready", 0)


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The example with ``value`` at ``path``."""
    problem = copy.deepcopy(EXAMPLE)
    node: Any = problem
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return problem


def refusals(source: object) -> tuple[str, ...]:
    with pytest.raises(InvalidProblem) as caught:
        problem_from_json(source)  # type: ignore[arg-type]
    return caught.value.problems


def test_the_example_of_the_design_reads_and_writes_the_same() -> None:
    assert problem_to_json(problem_from_json(EXAMPLE)) == EXAMPLE
    assert problem_to_json(problem_from_json(json.dumps(EXAMPLE))) == EXAMPLE


def test_what_has_a_default_may_be_missing() -> None:
    action = problem_from_json(SMALLEST).actions[0]
    assert (action.once, action.place, action.windows, action.needs, action.fee, action.materials) == (
        ("card-reissue",),
        None,
        (),
        (),
        0,
        (),
    )


def test_an_empty_once_excludes_nothing() -> None:
    assert problem_from_json(changed(("actions", 0, "once"), [])).actions[0].once == ()


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        pytest.param(("schema",), "medcard/problem/2", '$.schema: got "medcard/problem/2"; use one of medcard/problem/1', id="schema"),
        pytest.param(("start",), "2026-02-30", '$.start: got "2026-02-30"; write a date as YYYY-MM-DD', id="no such date"),
        pytest.param(("start",), "20261123", '$.start: got "20261123"; write a date as YYYY-MM-DD', id="date without dashes"),
        pytest.param(("start",), 20261123, "$.start: got 20261123; write a date as YYYY-MM-DD", id="date as a number"),
        pytest.param(("start",), "9999-01-01", '$.start: got "9999-01-01"; write a date no later than 9996-11-29', id="start too late"),
        pytest.param(("known_until",), "soon", '$.known_until: got "soon"; write a date as YYYY-MM-DD', id="known until"),
        pytest.param(("colour",), 1, "$.colour: unknown key; use schema, start, calendars, goal, actions, known_until, initial, urgent, deadlines", id="unknown key"),
        pytest.param(("calendars",), {}, '$.calendars: calendar "working" is missing; write it, it counts waits', id="no working calendar"),
        pytest.param(("calendars", "any", "weekdays"), [0], "$.calendars.any.weekdays[0]: got 0; write a whole number, 1 to 7", id="weekday 0"),
        pytest.param(("calendars", "any", "weekdays"), [8], "$.calendars.any.weekdays[0]: got 8; write a whole number, 1 to 7", id="weekday 8"),
        pytest.param(("calendars", "any", "weekdays"), [True], "$.calendars.any.weekdays[0]: got true; write a whole number, 1 to 7", id="true is no number"),
        pytest.param(("calendars", "any", "minus"), ["x"], '$.calendars.any.minus[0]: got "x"; write a date as YYYY-MM-DD', id="minus"),
        pytest.param(("initial", "enrolled"), {"earliest": "2026-11-24"}, '$.initial.enrolled: key "latest" is missing; write it', id="half an interval"),
        pytest.param(("initial", "enrolled"), True, "$.initial.enrolled: got true; write an object with earliest, latest", id="initial of another type"),
        pytest.param(("initial", "enrolled"), {"earliest": "2026-11-24", "latest": "2026-11-23"}, '$.initial.enrolled: got {"earliest": "2026-11-24", "latest": "2026-11-23"}; write earliest no later than latest', id="earliest after latest"),
        pytest.param(("goal",), "card-usable", '$.goal: got "card-usable"; write a list', id="goal as text"),
        pytest.param(("goal",), [""], '$.goal[0]: got ""; write non-empty printable text', id="empty name"),
        pytest.param(("goal",), ["a\nb"], '$.goal[0]: got "a\\nb"; write non-empty printable text', id="name of two lines"),
        pytest.param(("urgent",), [[]], "$.urgent[0]: got []; name a milestone or drop the group", id="empty urgent group"),
        pytest.param(("deadlines", 0, "milestones"), [], "$.deadlines[0].milestones: got []; name a milestone or drop the deadline", id="empty deadline"),
        pytest.param(("deadlines", 0, "by"), None, "$.deadlines[0].by: got null; write a date as YYYY-MM-DD", id="deadline without a date"),
        pytest.param(("actions", 0, "open"), "night", '$.actions[0].open: got "night"; use one of working, any', id="unknown calendar"),
        pytest.param(("actions", 0, "place"), "", '$.actions[0].place: got ""; write non-empty printable text', id="empty place"),
        pytest.param(("actions", 0, "who"), None, "$.actions[0].who: got null; write non-empty printable text", id="nobody"),
        pytest.param(("actions", 0, "windows"), [["2026-12-02", "2026-12-01"]], '$.actions[0].windows[0]: got ["2026-12-02", "2026-12-01"]; write first no later than last', id="window backwards"),
        pytest.param(("actions", 0, "windows"), [["2026-12-02"]], '$.actions[0].windows[0]: got ["2026-12-02"]; write [first, last]', id="half a window"),
        pytest.param(("actions", 0, "fee"), -1, "$.actions[0].fee: got -1; write a whole number, 0 or more", id="negative fee"),
        pytest.param(("actions", 0, "fee"), 1.0, "$.actions[0].fee: got 1.0; write a whole number, 0 or more", id="fee with a point"),
        pytest.param(("actions", 0, "fee"), False, "$.actions[0].fee: got false; write a whole number, 0 or more", id="false is no fee"),
        pytest.param(("actions", 0, "materials"), [[]], "$.actions[0].materials[0]: got []; name a material or drop the group", id="empty material group"),
        pytest.param((*WAIT, "least"), 8, '$.actions[0].gives.card-ready[0]: got {"least": 8, "most": 7, "unit": "working"}; write least no greater than most', id="least above most"),
        pytest.param((*WAIT, "least"), -1, "$.actions[0].gives.card-ready[0].least: got -1; write a whole number, 0 or more", id="negative wait"),
        pytest.param((*WAIT, "unit"), "days", '$.actions[0].gives.card-ready[0].unit: got "days"; use one of working, calendar, month, next-month, not-before', id="unknown unit"),
        pytest.param((*WAIT, "date"), "2026-12-01", "$.actions[0].gives.card-ready[0].date: unknown key; use unit, least, most", id="date in a counted wait"),
        pytest.param(("actions", 0, "gives", "card ready!"), 3, '$.actions[0].gives["card ready!"]: got 3; write a list', id="path of an odd name"),
    ],
)  # fmt: skip
def test_a_bad_value_is_one_line_that_says_where_what_and_what_to_do(
    path: tuple[str | int, ...], value: object, line: str
) -> None:
    lines = refusals(changed(path, value))
    assert line in lines
    assert all(other.startswith("$") and "\n" not in other for other in lines)


def test_the_same_id_twice_is_refused() -> None:
    twice = changed(("actions",), EXAMPLE["actions"] * 2) | {"deadlines": EXAMPLE["deadlines"] * 3}
    assert refusals(twice) == (
        '$.deadlines: id "newborn-window" is used 3 times; give each its own',
        '$.actions: id "card-reissue@window" is used 2 times; give each its own',
    )


def test_all_problems_come_at_once_in_the_order_of_the_text() -> None:
    bad = changed(("start",), "x") | {"goal": [1], "urgent": [[]]}
    assert refusals(bad) == (
        '$.start: got "x"; write a date as YYYY-MM-DD',
        "$.goal[0]: got 1; write non-empty printable text",
        "$.urgent[0]: got []; name a milestone or drop the group",
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param("", "$: not JSON: ", id="nothing"),
        pytest.param("[]", "$: got []; write an object", id="a list"),
        pytest.param("null", "$: got null; write an object", id="null"),
        pytest.param('{"fee": NaN}', "$: not JSON: NaN is not a JSON number", id="NaN"),
        pytest.param("[" * 100_000, "$: nested too deeply", id="deep"),
        pytest.param('{"a": ' + "9" * 5000 + "}", "$: not JSON: ", id="a number of 5000 digits"),
    ],
)
def test_what_is_no_problem_at_all_is_refused(text: str, start: str) -> None:
    assert refusals(text)[0].startswith(start)


def test_a_key_written_twice_is_refused() -> None:
    text = json.dumps(SMALLEST)[:-1] + ', "goal": [], "goal": []}'
    assert refusals(text) == ('$: key "goal" is written 3 times in one object; keep one',)


def test_the_error_survives_pickling_and_reads_as_its_lines() -> None:
    error = InvalidProblem(refusals("[]"))
    assert str(pickle.loads(pickle.dumps(error))) == "\n".join(error.problems)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(most=4))
def test_problems_and_fronts_read_back_equal(problem: Problem) -> None:
    assert problem_from_json(json.dumps(problem_to_json(problem))) == problem
    front = solve(problem)
    assert front_from_json(json.dumps(front_to_json(front))) == front


@pytest.mark.parametrize(
    ("front", "line"),
    [
        pytest.param({"proven": 1}, "$.proven: got 1; write true or false", id="proven"),
        pytest.param({"front": [{}]}, '$.front[0]: key "lost" is missing; write it', id="empty plan"),
        pytest.param({"causes": [{"milestone": "a", "why": "bad luck", "actions": []}]}, '$.causes[0].why: got "bad luck"; use one of nothing-gives, circle, window, horizon', id="cause"),
    ],
)  # fmt: skip
def test_a_bad_front_is_refused(front: dict[str, object], line: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        front_from_json({"schema": "medcard/front/1", "proven": True, "front": [], **front})
    assert line in caught.value.problems
