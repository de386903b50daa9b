"""Whatever is handed in: one clear error a problem, never a traceback from inside, a silent default or a hang."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medcard import (
    Applicant,
    CardScenario,
    Catalogue,
    MedcardError,
    Undecided,
    ask_again,
    decide,
    find_region,
    from_facts,
    from_json,
    load_catalogue,
    make_plan,
    next_question,
    plan_many,
    render,
)
from medcard.answer_json import to_json
from medcard.cli import main
from medcard.errors import InvalidFacts, InvalidProblem, UnknownRegion, WrongArgument
from medcard.problem_json import problem_from_json

ON = dt.date(2026, 11, 23)
ADULT = Applicant(age=35)
NOON = dt.datetime(2026, 11, 23, 12)
ROW = {"scenario": "lost", "region": "460100", "on": "2026-11-23", "assume": "typical", "age": 35}


def asked(applicant: Any = ADULT, scenario: Any = "lost", **changes: Any) -> object:
    return make_plan(applicant, scenario, **{"region": "460100", "on": ON, "assume": "typical", **changes})


def undecided() -> Undecided:
    answer = decide(ADULT, "not-enabled", region="460100", on=ON)
    assert isinstance(answer, Undecided)
    return answer


# arguments of another type


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: asked(applicant={"age": 35}), "applicant: got {'age': 35}; give an Applicant"),
        (lambda: asked(applicant=CardScenario(id="lost")), "applicant: got CardScenario("),
        (lambda: asked(scenario=None), "scenario: got None; give a CardScenario or the id"),
        (lambda: asked(region=460100), "region: got 460100; give a six-digit code or a name as text"),
        (lambda: asked(region=None), "region: got None; give"),
        (lambda: asked(on="2026-11-23"), "on: got '2026-11-23'; give a datetime.date"),
        (lambda: asked(on=NOON), "on: got datetime.datetime(2026, 11, 23, 12, 0); give a datetime.date"),
        (lambda: asked(on=None), "on: got None; give a datetime.date"),
        (lambda: asked(on=dt.date.max), "on: got datetime.date(9999, 12, 31); give a datetime.date from 1900-01-01"),
        (lambda: asked(on=dt.date.min), "on: got datetime.date(1, 1, 1); give a datetime.date from 1900-01-01"),
        (lambda: asked(as_of=""), "as_of: got ''; give a datetime.date, or leave it out"),
        (lambda: asked(as_of=NOON), "as_of: got datetime.datetime"),
        (lambda: asked(prefer=None), "prefer: got None; give one of soonest"),
        (lambda: asked(prefer=[]), "prefer: got []; give one of soonest"),
        (lambda: asked(assume=True), "assume: got True; give 'typical', or leave it out"),
        (lambda: asked(aspects="fee"), "aspects: got 'fee'; give some of steps, channels, dates, papers, fee"),
        (lambda: asked(aspects=["fee", "time"]), "aspects: got 'time'; give some of steps, channels"),
        (lambda: asked(aspects=[3]), "aspects: got 3; give some of steps, channels"),
        (lambda: asked(aspects=()), "aspects: got (); give some of steps, channels"),
        (lambda: next_question("lost"), "answer: got 'lost'; give a Plan, an Undecided or a NoPlan"),  # type: ignore[arg-type]
        (lambda: asked(catalogue="460100"), "catalogue: got '460100'; give a Catalogue"),
        (lambda: find_region(b"460100"), "region: got b'460100'; give"),  # type: ignore[arg-type]
        (lambda: load_catalogue("460100", paths="a.yaml"), "paths: got 'a.yaml'; give a list of paths"),
        (lambda: load_catalogue("460100", paths=[3]), "paths: got 3; give a list of paths"),  # type: ignore[list-item]
        (lambda: Catalogue(packs=("a",)), "packs: got 'a'; give packs"),  # type: ignore[arg-type]
        (lambda: Catalogue.of(5), "packs: got 5; give packs"),  # type: ignore[arg-type]
        (lambda: load_catalogue("460100").merge([]), "other: got []; give a Catalogue"),  # type: ignore[arg-type]
        (lambda: from_facts([("age", 35)]), "facts: got [('age', 35)]; give a mapping"),  # type: ignore[arg-type]
        (lambda: from_facts({"scenario": "lost"}, asks="ab"), "asks: got 'ab'; give"),  # type: ignore[arg-type]
        (lambda: from_json({}), "text: got {}; give the JSON text"),  # type: ignore[arg-type]
        (lambda: ask_again("lost"), "question: got 'lost'; give the question of an answer"),  # type: ignore[arg-type]
        (lambda: plan_many(ROW), "rows: got {'scenario': 'lost', "),  # type: ignore[arg-type]
        (lambda: plan_many("lost"), "rows: got 'lost'; give a list of mappings"),  # type: ignore[arg-type]
        (lambda: render("plan"), "answer: got 'plan'; give a Plan"),  # type: ignore[arg-type]
        (lambda: render(undecided(), []), "format: got []; give one of text"),  # type: ignore[arg-type]
        (lambda: render(undecided(), "json", None), "lang: got None; give one of zh, en"),  # type: ignore[arg-type]
        (lambda: to_json(5), "answer: got 5; give a Plan"),  # type: ignore[arg-type]
        (lambda: undecided().answer(["age"], "1"), "fact: got ['age']; give the name"),  # type: ignore[arg-type]
        (lambda: undecided().answer("scenario", "found"), "fact: got 'scenario'; give the name"),
        (lambda: undecided().skip({}), "fact: got {}; give the name of a fact"),  # type: ignore[arg-type]
    ],
)
def test_an_argument_of_another_kind_is_refused_by_name(call: Callable[[], object], said: str) -> None:
    with pytest.raises(WrongArgument) as caught:
        call()
    assert str(caught.value).startswith(said)
    assert isinstance(caught.value, MedcardError)


def test_a_wrong_argument_is_both_builtins_and_survives_pickling() -> None:
    with pytest.raises(WrongArgument) as caught:
        asked(applicant="x" * 1000)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)
    assert len(str(caught.value)) < 200
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# facts


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"age": -1}, "age: -1 is not a whole number from 0 to 60000"),
        ({"age": 60_001}, "age: 60001 is not a whole number from 0 to 60000"),
        ({"age": "9" * 5000}, f"age: '{'9' * 58}… is not a whole number from 0 to 60000"),
        ({"age": "３５"}, "age: '３５' is not a whole number from 0 to 60000"),
        ({"insured_as": "Employee"}, "insured-as: 'Employee' is not one of none, employee, "),
        ({"acts": "gaurdian"}, "acts: 'gaurdian' is not one of self, guardian, agent, employer, school; did you mean "),
        ({"smartphone": 1}, "smartphone: 1 is not yes or no"),
        ({"birth_date": "2026-W48-1"}, "birth-date: '2026-W48-1' is not a date; write it as 2026-11-23"),
        ({"birth_date": NOON}, "birth-date: datetime.datetime(2026, 11, 23, 12, 0) is not a date"),
        ({"region_now": "海口"}, "region-now: '海口' is not a six-digit region code"),
        ({"local": {"public-services-here": "no"}}, "local: 'public-services-here' is 'no'; write a name and True or"),
        ({"local": 5}, "local: 5 is no mapping; write {name: True}"),
    ],
)
def test_a_bad_value_names_its_fact(values: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidFacts) as caught:
        Applicant(**values)
    assert str(caught.value).startswith(said)


def test_a_scenario_needs_an_id_that_is_text() -> None:
    with pytest.raises(InvalidFacts, match="scenario: 5 is no id; give one such as 'lost'"):
        CardScenario(id=5)  # type: ignore[arg-type]


def test_two_spellings_of_one_name_must_agree() -> None:
    facts = {"scenario": "lost", "insured-as": "employee", "insured_as": "resident"}
    with pytest.raises(InvalidFacts, match="insured-as: given as 'employee' and as 'resident'; give it once"):
        from_facts(facts)
    assert from_facts({**facts, "insured_as": "employee"})[0].insured_as == "employee"


def test_all_problems_of_facts_are_said_at_once_whatever_the_names_are() -> None:
    facts: dict[Any, Any] = {"scenario": "lost", 3: 1, "aeg": 3, "age": "old", "x" * 500: 1}
    with pytest.raises(InvalidFacts) as caught:
        from_facts(facts)
    kept = [line[:60] for line in caught.value.problems]
    assert kept == [
        "3: is no name; name facts by text, such as 'age'",
        "aeg: there is no such fact; did you mean 'age'?",
        "age: 'old' is not a whole number from 0 to 60000",
        f"{'x' * 58}: ",
    ]


def test_a_birth_long_ago_is_said_in_years() -> None:
    with pytest.raises(InvalidFacts, match="birth-date: is more than 150 years before 2026-11-23"):
        asked(applicant=Applicant(birth_date=dt.date.min))


def test_an_answer_may_spell_a_fact_as_python_does() -> None:
    first = undecided()
    assert first.answer("bank_active", "yes") == first.answer("bank-active", "yes")


# many rows


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"region": 460100}, "region: 460100 is no text; give a code or a name"),
        ({"on": NOON}, "on: datetime.datetime(2026, 11, 23, 12, 0) is not a date; write it as 2026-11-23"),
        ({"prefer": ""}, "prefer: got ''; give one of soonest, fewest-visits, cheapest, fewest-papers"),
        ({"assume": ""}, "assume: got ''; give 'typical', or leave it out"),
        ({"as-of": "2026-01-01", "as_of": "2026-02-01"}, "as-of: given as '2026-01-01' and as '2026-02-01'; give it"),
        ({7: 1}, "7: is no name; name facts by text, such as 'age'"),
    ],
)
def test_a_bad_row_gets_its_error_in_place(change: dict[Any, Any], said: str) -> None:
    bad, good = plan_many([{**ROW, **change}, ROW])
    assert isinstance(bad, MedcardError)
    assert str(bad).startswith(said)
    assert not isinstance(good, MedcardError)


def test_a_row_that_is_no_mapping_gets_its_error_in_place() -> None:
    (bad,) = plan_many([5])  # type: ignore[list-item]
    assert str(bad) == "row: got 5; give a mapping of names to values"


def test_no_text_is_too_long_to_be_no_region() -> None:
    with pytest.raises(UnknownRegion, match="no region is called"):
        find_region("海" * 100_000)


# the command line

EMPTY = "medcard: $: not JSON: Expecting value: line 1 column 1 (char 0); write one JSON object\n"
LOST = ["plan", "lost", "--region", "460100", "--on", "2026-11-23"]


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        ([*LOST, "--on", "2026-11-24"], "--on: given as '2026-11-23' and as '2026-11-24'; give it once"),
        ([*LOST, "--region", "海口"], "--region: given as '460100' and as '海口'; give it once"),
        ([*LOST, "--prefer", "cheapest", "--prefer", "soonest"], "--prefer: given as 'cheapest' and as 'soonest'"),
        (["plan", "lost", "--region", "460100", "--on", "9999-12-31"], "--on: 9999-12-31 is too far away; give a day"),
        (["problem", "lost", "--region", "460100", "--on", "0001-01-01"], "--on: 0001-01-01 is too far away; give"),
        (["plan", "lost", "--region", "460100", "--on", "2026-W48-1"], "--on: '2026-W48-1' is not a date; write it"),
        ([*LOST, "--fact", "scenario=found"], "--fact: the scenario is no fact; write it first: medcard plan SCENARIO"),
        ([*LOST, "--fact", "x" * 500], f"--fact: '{'x' * 58}… is not NAME=VALUE"),
        ([*LOST, "--age", "9" * 5000], "age: '9999"),
        ([*LOST, "--region-now", "000000"], "region-now: 全国 does not say where; give a province, a city or a county"),
        ([*LOST, "--pack", ""], "--pack: '' is no path; name a pack file or a folder of them"),
        ([*LOST, "-o", ""], "'': No such file or directory"),
        (["check", ""], "PATH: '' is no path; name a pack file or a folder of them"),
        (["solve", ""], "'': No such file or directory"),
        (["facts", "--pack", "a.yaml"], "--pack: packs are read for a region; add --region NAME_OR_CODE"),
    ],
)
def test_wrong_usage_is_one_line(argv: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"medcard: {line}")
    assert err.count("\n") == 1


def test_an_ambiguous_whereabouts_is_one_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LOST, "--region-now", "朝阳"]) == 2
    assert capsys.readouterr().err.count("region-now") == 1


def test_a_folder_without_packs_is_not_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"medcard: there is no pack (*.yaml) in {tmp_path}; check the path\n"


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("regions 460100 >&-", 2, "medcard: standard output: it is closed; give -o FILE\n"),
        ("--help >&-", 2, "medcard: standard output: it is closed; give -o FILE\n"),
        ("solve - <&-", 2, "medcard: -: the standard input is closed; pipe a problem into it, or name a file\n"),
        ("solve - </dev/null", 2, EMPTY),
        ("solve /dev/zero", 2, "medcard: /dev/zero: more than 4,000,000 bytes; 400 actions need fewer\n"),
        ("bogus 2>&-", 2, ""),
    ],
)
def test_closed_and_endless_streams_end_in_one_line(command: str, code: int, said: str) -> None:
    shell = ["sh", "-c", f'"$0" -m medcard {command}', sys.executable]
    done = subprocess.run(shell, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, said)


# problems

ACTION = {"id": "act@window", "who": "self", "open": "working", "gives": {"done": []}}
PROBLEM = {
    "schema": "medcard/problem/1",
    "start": "2026-11-23",
    "calendars": {"working": {"weekdays": [1, 2, 3, 4, 5]}},
    "goal": ["done"],
    "actions": [ACTION],
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (json.dumps({**PROBLEM, "actions": [ACTION] * 100_000}), "$.actions: got 100,000 entries; a problem has"),
        (json.dumps({**PROBLEM, "goal": ["done"] * 401}), "$.goal: got 401 entries; a problem has at most 400"),
        ("{" + '"schema": 9' + "9" * 9000 + "}", "$: not JSON: Exceeds the limit (4300 digits) for integer string"),
        ("{" + ", ".join(f'"k{i % 20_000}": 0' for i in range(40_000)) + "}", '$: key "k0" is written 2 times in one'),
        ("[" * 100_000, "$: nested too deeply; a problem needs 7 levels"),
    ],
)
def test_a_problem_of_any_size_is_refused_at_once(text: str, line: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        problem_from_json(text)
    assert str(caught.value).startswith(line)
