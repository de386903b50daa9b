"""The packs' own cases come out as their files say, and the runner finds every way in which an answer can differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from medcard.cases import read_cases, run
from medcard.catalogue import Catalogue
from medcard.errors import InvalidPack
from medcard.packs.discover import bundled
from medcard.planner import load_catalogue

DATA = Path(str(bundled()["000000"])).parent
FILES = sorted(path.name for path in DATA.glob("*.cases.yaml"))


def differences(content: str, file: str, catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The cases that come out otherwise, and how."""
    cases = read_cases(content, file=file, asks=catalogue.asks)
    found = {str(case): tuple(line.get("en") for line in run(case, catalogue)) for case in cases}
    return {case: lines for case, lines in found.items() if lines}


@pytest.mark.parametrize("file", FILES)
def test_the_cases_of_a_pack_come_out(file: str) -> None:
    content = (DATA / file).read_text(encoding="utf-8")
    found = differences(content, file, load_catalogue(file[:6]))
    assert "\n".join(f"{case}: {line}" for case, lines in found.items() for line in lines) == ""


def test_every_pack_has_cases() -> None:
    assert [f"{code}.cases.yaml" for code in bundled()] == FILES


GIVEN = "given: {scenario: password, on: 2026-11-23, assume: typical, facts: {age: 30, password-of: social}}"
UNKNOWN = "given: {scenario: password, on: 2026-11-23, facts: {age: 30}}"
FOREIGN = "given: {scenario: password, on: 2026-11-23, facts: {age: 15, acts: self, password-of: bank}}"


@pytest.fixture(scope="module")
def nation() -> Catalogue:
    return load_catalogue("000000")


def of_one(given: str, expect: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What is different in a file of one case."""
    content = f"- name: one\n  {given}\n  expect: {expect}\n"
    return tuple(line for lines in differences(content, "000000.cases.yaml", catalogue).values() for line in lines)


@pytest.mark.parametrize(
    "expect",
    [
        "{outcome: plan}",
        "{outcome: plan, steps: [card-password-reset@window], exact: yes}",
        '{outcome: plan, steps: ["card-password-reset@*"]}',
        '{outcome: plan, steps: ["card-password-*"], exact: yes}',
        "{outcome: plan, papers: [old-card, resident-id], not-papers: [photo]}",
        '{outcome: plan, never: ["bank-password-reset@*", photo, "*@app:*"]}',
        "{outcome: plan, ready: {password-reset: 2026-11-23..2026-11-23}}",
        "{outcome: plan, ready: {password-reset: 2026-11-23}}",
    ],
)
def test_what_comes_out_is_no_difference(expect: str, nation: Catalogue) -> None:
    assert of_one(GIVEN, expect, nation) == ()


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ("{outcome: no-plan}", "expected no-plan, got plan: card-password-reset@window"),
        ("{outcome: undecided}", "expected undecided, got plan: card-password-reset@window"),
        (
            "{outcome: plan, steps: [bank-password-reset@bank]}",
            "steps: bank-password-reset@bank is missing; got card-password-reset@window",
        ),
        (
            "{outcome: plan, steps: [card-password-reset@window, card-password-reset@window]}",
            "steps: card-password-reset@window is not in this order; got card-password-reset@window",
        ),
        (
            "{outcome: plan, steps: [bank-password-reset@bank], exact: yes}",
            "steps: expected exactly bank-password-reset@bank; got card-password-reset@window",
        ),
        (
            '{outcome: plan, steps: ["card-password-*", "*@window"], exact: yes}',
            "steps: expected exactly card-password-*, *@window; got card-password-reset@window",
        ),
        ("{outcome: plan, papers: [photo]}", "papers: photo is missing; there is old-card, resident-id"),
        ("{outcome: plan, not-papers: [old-card]}", "not-papers: old-card is asked for"),
        ('{outcome: plan, never: ["*@window"]}', "never: card-password-reset@window fits '*@window'"),
        ('{outcome: plan, never: ["resident-*"]}', "never: resident-id fits 'resident-*'"),
        ("{outcome: plan, ready: {card-ready: 2026-11-23}}", "ready: no step of the plan gives card-ready"),
        (
            "{outcome: plan, ready: {password-reset: 2026-11-23..2026-11-24}}",
            "ready: password-reset is expected 2026-11-23..2026-11-24; got 2026-11-23..2026-11-23",
        ),
        ("{outcome: plan, asks: [smartphone]}", "asks: smartphone is missing; there is"),
        ("{outcome: plan, disputes: [card-replace.fee]}", "disputes: card-replace.fee is missing; there is nothing"),
        ("{outcome: plan, disputes: [fee]}", "disputes: fee is missing; there is nothing"),
        ("{outcome: plan, papers: [fotos]}", "no pack of the region knows the paper 'fotos'"),
        ("{outcome: plan, not-papers: [fotos]}", "no pack of the region knows the paper 'fotos'"),
        ("{outcome: plan, steps: [card-collect@boat]}", "no pack of the region knows the step 'card-collect@boat'"),
        (
            '{outcome: plan, never: ["card-colect@*"]}',
            "no pack of the region knows the procedure or paper 'card-colect'",
        ),
        ("{outcome: plan, ready: {redy: 2026-11-23}}", "no pack of the region knows the milestone 'redy'"),
    ],
)
def test_every_difference_is_told(expect: str, difference: str, nation: Catalogue) -> None:
    assert of_one(GIVEN, expect, nation)[0].startswith(difference)


def test_a_question_that_is_asked_is_no_difference(nation: Catalogue) -> None:
    assert of_one(UNKNOWN, "{outcome: undecided, asks: [password-of]}", nation) == ()
    (line,) = of_one(UNKNOWN, "{outcome: plan}", nation)
    assert line.startswith("expected plan, got undecided: ")
    assert "password-of" in line


def test_no_plan_names_its_causes(nation: Catalogue) -> None:
    given = GIVEN.replace("password-of: social", "password-of: social, can-travel: no")
    (line,) = of_one(given, "{outcome: plan}", nation)
    assert line == "expected plan, got no-plan: password-reset (nothing-gives)"


def test_a_refused_question_is_a_difference(nation: Catalogue) -> None:
    given = GIVEN.replace("scenario: password", "scenario: pasword")
    (line,) = of_one(given, "{outcome: plan}", nation)
    assert line.startswith("the question is refused: there is no scenario 'pasword'")


BAD = """\
- name: one
  given: {scenario: lost, on: 2026-11-31, as-of: today, assume: all, prefer: quick, fact: 1, facts: {agee: 3, acts: me}}
  expect: {outcome: plans, exact: oui, ready: {done: 2026-02-02..2026-02-01}, asks: [agee], paper: [photo]}
- name: one
  given: {region: 460199, facts: {}}
  expect: {}
- expect: {outcome: plan}
- just words
"""


def test_all_problems_of_a_file_are_told_with_their_places() -> None:
    with pytest.raises(InvalidPack) as caught:
        read_cases(BAD, file="460100.cases.yaml")
    assert [re.sub(r"^[^:]*:(\d+:\d+): ([a-z-]+):.*", r"\1 \2", line) for line in caught.value.problems] == [
        "2:31 bad-date",
        "2:50 bad-date",
        "2:65 bad-value",
        "2:78 bad-value",
        "2:85 unknown-key",
        "2:102 unknown-fact",
        "2:117 bad-value",
        "3:21 bad-value",
        "3:35 bad-value",
        "3:54 bad-range",
        "3:86 unknown-fact",
        "3:93 unknown-key",
        "4:9 duplicate",
        "5:10 missing-key",
        "5:10 missing-key",
        "5:19 unknown-region",
        "6:11 missing-key",
        "7:3 missing-key",
        "7:3 missing-key",
        "8:3 not-a-mapping",
    ]


def test_a_file_without_a_code_needs_regions() -> None:
    content = f"- name: one\n  {GIVEN}\n  expect: {{outcome: plan}}\n"
    with pytest.raises(InvalidPack, match="unknown-region: '' is no region's code"):
        read_cases(content, file="mine.yaml")
    named = content.replace("scenario: password", "scenario: password, region: 460106")
    assert [case.given.region for case in read_cases(named, file="mine.yaml")] == ["460106"]


@pytest.mark.parametrize("dispute", ["wait.review+making", "card-first-issue.wait.review+making"])
def test_a_dispute_is_named_by_its_field_or_with_its_procedure(dispute: str, nation: Catalogue) -> None:
    given = "given: {scenario: first-card, on: 2026-11-23, assume: typical, facts: {age: 30}}"
    assert of_one(given, f"{{outcome: plan, disputes: [{dispute}]}}", nation) == ()
