"""The schemas for editors accept what the readers accept, and refuse what they refuse as far as a schema can."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from medcard.cli import main
from medcard.errors import WrongArgument
from medcard.packs.discover import bundled
from medcard.packs.nodes import Mapping, Node, Scalar
from medcard.packs.problems import Problems
from medcard.packs.reader import read_node
from medcard.packs.shape import Keys
from medcard.schemas import NAMES, schema
from medcard.schemas.parts import block

DATA = Path(str(bundled()["000000"])).parent
BAD = sorted((Path(__file__).parent / "bad_packs").glob("*.yaml"))


def as_editors_see(node: Node) -> Any:
    """The value that an editor, which reads YAML 1.2, takes a node for."""
    match node:
        case Scalar(text=text, quoted=False) if re.fullmatch(r"[-+]?[0-9]+", text):
            return int(text)
        case Scalar(text=text, quoted=False) if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", text):
            return float(text)
        case Scalar(text=text, quoted=False) if text in ("true", "false"):
            return text == "true"
        case Scalar(text=text, quoted=quoted):
            return text if text or quoted else None
        case Mapping(items=items):
            return {key: as_editors_see(member) for key, member in items.items()}
        case _:
            return [as_editors_see(member) for member in node.items]


def value_of(content: bytes) -> Any:
    problems = Problems("a.yaml")
    node = read_node(problems, content)
    assert node is not None
    return as_editors_see(node)


Validators = dict[str, Draft202012Validator]


@pytest.fixture(scope="module")
def validators() -> Validators:
    return {name: Draft202012Validator(schema(name), format_checker=FormatChecker()) for name in NAMES}


def first_error(validator: Draft202012Validator, value: Any) -> str:
    """Where and what is wrong first, empty if nothing is."""
    found = next(iter(validator.iter_errors(value)), None)
    return "" if found is None else f"{found.json_path}: {found.message[:200]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    made = schema(name)
    text = json.dumps(made)
    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) <= set(made.get("$defs", {}))  # type: ignore[call-overload]


@pytest.mark.parametrize("code", bundled())
def test_bundled_packs_and_cases_are_accepted(code: str, validators: Validators) -> None:
    assert first_error(validators["pack"], value_of((DATA / f"{code}.yaml").read_bytes())) == ""
    assert first_error(validators["cases"], value_of((DATA / f"{code}.cases.yaml").read_bytes())) == ""


BEYOND = {
    # what compares two places, or asks a calendar, the table of regions, or other entries
    "assumes-twice",
    "calendar-twice", "contradiction-ages", "contradiction-any", "contradiction-born", "contradiction-last-day",
    "contradiction-of-two-sources-of-three", "contradiction-plain", "contradiction-withdrawn", "head-by-unknown",
    "head-region-unknown", "hours-after-midnight", "hours-day", "hours-days-turned", "hours-form", "hours-overlap",
    "hours-season", "hours-turned", "hours-two",
    "head-replaces-other-region", "head-year-out-of-reach", "no-source", "papers-when-withdrawn",
    "place-same-as-itself", "source-stated-after-checked", "source-stated-no-day", "source-unknown",
    "statement-dates-turned", "wait-span-twice", "wait-stage-twice", "windows-day", "deadline-yearly",
    "condition-born-no-day",
    # ranges written the wrong way round
    "condition-age-empty-range", "condition-born-turned", "condition-nobody-under-0", "fee-turned", "open-turned",
    "wait-turned",
    # facts: a pack may ask for its own, so any name may be one
    "ask-is-a-fact", "condition-unknown-fact", "milestone-holds", "scenario-asks",
    # only the nation must say everything in English too
    "label-nation-without-english", "note-nation-without-english",
}  # fmt: skip
"""Bad packs in which a schema sees nothing wrong; only a reader can."""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_packs_are_refused_as_far_as_a_schema_can(path: Path, validators: Validators) -> None:
    refused = first_error(validators["pack"], value_of(path.read_bytes())) != ""
    assert refused == (path.stem not in BEYOND)


def test_the_bad_packs_beyond_a_schema_are_all_there() -> None:
    assert {path.stem for path in BAD} >= BEYOND


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        ("{name: 一, given: {scenario: lost, on: 2026-11-23}, expect: {outcome: plan}}", False),
        (
            "{name: 一, given: {scenario: a, on: 2026-11-23, facts: {age: 6, here: yes}}, expect: {outcome: plan}}",
            False,
        ),
        ("{name: 一, given: {scenario: lost}, expect: {outcome: plan}}", True),
        ("{name: 一, given: {scenario: lost, on: 2026-11-31}, expect: {outcome: plan}}", True),
        ("{name: 一, given: {scenario: lost, on: 2026-11-23, facts: {acts: me}}, expect: {outcome: plan}}", True),
        ("{name: 一, given: {scenario: lost, on: 2026-11-23}, expect: {outcome: plans}}", True),
        ("{name: 一, given: {scenario: lost, on: 2026-11-23}, expect: {outcome: plan, step: [a]}}", True),
        ("{name: 一, given: {scenario: lost, on: 2026-11-23}, expect: {outcome: plan, ready: {held: soon}}}", True),
    ],
)
def test_cases_are_checked(case: str, refused: bool, validators: Validators) -> None:
    assert (first_error(validators["cases"], value_of(f"- {case}\n".encode())) != "") == refused


def test_editors_are_offered_what_the_nation_declares(validators: Validators) -> None:
    offered = validators["pack"].schema["properties"]["procedures"]["properties"]  # type: ignore[index]
    assert offered["card-reissue"]["description"] == "社会保障卡补领"
    facts = validators["pack"].schema["$defs"]["condition"]["anyOf"][0]["properties"]  # type: ignore[index]
    assert facts["person"]["description"].startswith("身份")
    assert all("description" in offered[key] for key in offered)


def test_a_key_that_the_reader_does_not_know_cannot_be_described() -> None:
    with pytest.raises(ValueError, match="the reader knows no b"):
        block(Keys(("a",)), {"a": {}, "b": {}})
    with pytest.raises(KeyError):
        block(Keys(("a", "b")), {"a": {}})


def test_the_command_prints_a_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["schema", "pack"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == schema("pack")
    assert main(["schema", "pack", "-o", str(tmp_path / "a.json")]) == 0
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == printed
    assert main(["schema", "pakc"]) == 2
    assert "did you mean 'pack'?" in capsys.readouterr().err
    with pytest.raises(WrongArgument, match="give one of pack"):
        schema("none")
