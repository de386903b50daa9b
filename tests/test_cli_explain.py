"""``medcard explain``: what it takes, what it prints, how it ends."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from medcard.cli import main

Capture = pytest.CaptureFixture[str]
LOST = ["lost", "--region", "海口", "--on", "2026-11-24", "--age", "35"]
NO_WAY = ["lost", "--region", "海口", "--on", "2026-11-24", "--smartphone", "no", "--now-in", "other-province"]


def out(capsys: Capture, *argv: str, code: int = 0) -> str:
    assert main(["explain", *argv]) == code
    printed, err = capsys.readouterr()
    assert err == ""
    return printed


def errors(capsys: Capture, *argv: str) -> list[str]:
    assert main(["explain", *argv]) == 2
    printed, err = capsys.readouterr()
    assert printed == ""
    assert "Traceback" not in err
    return err.splitlines()


@pytest.mark.parametrize("what", ["3", "card-reissue", "card-reissue@bank", "社会保障卡补领"])
def test_a_step_is_named_by_number_id_procedure_or_name(what: str, capsys: Capture) -> None:
    assert out(capsys, *LOST, what).startswith("第 3 步：社会保障卡补领（银行网点）\n")


@pytest.mark.parametrize("at", [0, 1, 3, 7])
def test_what_may_stand_anywhere_between_the_options(at: int, capsys: Capture) -> None:
    argv = [*LOST[:1], "3", *LOST[1:]] if at < 2 else [*LOST[:at], "3", *LOST[at:]]
    assert out(capsys, *argv) == out(capsys, *LOST, "3")


def test_a_step_says_where_its_rules_stand(capsys: Capture) -> None:
    printed = out(capsys, *LOST, "3")
    assert "460100.yaml:" in printed
    assert "000000.yaml:" in printed


def test_several_things_are_explained_at_once_and_sources_listed_once(capsys: Capture) -> None:
    printed = out(capsys, *LOST, "photo", "2026-11-24", "fee", "card-collect@home", "--lang", "en")
    assert printed.startswith("Why\n")
    titles = [line for line in printed.splitlines() if line.startswith("[1] ")]
    assert len(titles) == 1


def test_without_a_thing_everything_is_explained(capsys: Capture) -> None:
    printed = out(capsys, *LOST)
    assert all(f"■ 第 {number} 步：" in printed for number in range(1, 7))
    assert "■ 社会保障卡领取（社区或村便民点）" in printed


def test_json_has_the_reasons_as_data(capsys: Capture) -> None:
    (found,) = json.loads(out(capsys, *LOST, "card-collect@community", "--format", "json"))
    assert (found["schema"], found["what"], found["kind"]) == (
        "medcard/explanation/1", "card-collect@community", "channel",
    )  # fmt: skip
    assert found["instead"]["compared"]["visits"] == 1
    (step,) = json.loads(out(capsys, *LOST, "3", "--format", "json"))
    rules = [rule for reason in step["reasons"] for rule in reason["rules"]]
    assert {"field", "region", "origin", "source", "imposer"} <= set(rules[0])


def test_a_saved_plan_is_explained_from_a_file_and_from_the_standard_input(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "plan.json"
    assert main(["plan", *LOST, "--format", "json", "-o", str(saved)]) == 0
    expected = out(capsys, *LOST, "3", "card-collect@community")
    assert out(capsys, "--from", str(saved), "3", "card-collect@community") == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(saved.read_bytes()), encoding="utf-8"))
    assert out(capsys, "3", "card-collect@community", "--from", "-") == expected


def test_without_a_plan_the_causes_are_printed_and_channels_explained(capsys: Capture) -> None:
    assert "眼下办不成" in out(capsys, *NO_WAY, code=1)
    assert "怎样才行" in out(capsys, *NO_WAY, "card-reissue@window", code=1)


def test_open_questions_are_printed(capsys: Capture) -> None:
    assert "请先回答" in out(capsys, *LOST, "--strict", code=1)


def test_what_cannot_be_explained_is_one_clear_line(capsys: Capture) -> None:
    (line,) = errors(capsys, *LOST, "card-reisue@window")
    assert line.startswith("medcard: what: got 'card-reisue@window'; give a step (1 to 6, or its id)")
    assert line.endswith("did you mean 'card-reissue@window'?")


def test_a_saved_plan_already_says_the_question(tmp_path: Path, capsys: Capture) -> None:
    saved = tmp_path / "plan.json"
    saved.write_text("{}", encoding="utf-8")
    (region, on) = errors(capsys, "--from", str(saved), "--region", "海口", "--on", "2026-11-24")
    assert "leave it out" in region
    assert "leave it out" in on
    (line,) = errors(capsys, "--from", str(saved))
    assert "schema" in line
    saved.write_bytes(b"\xff")
    (line,) = errors(capsys, "--from", str(saved))
    assert "UTF-8" in line
    (line,) = errors(capsys, "--from", str(tmp_path / "nowhere.json"))
    assert "No such file" in line
