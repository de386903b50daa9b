"""The kit for pack authors on the command line: commands of two words, checks and cases of files being written."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcard.cli import main
from unpacked import UNPACKED

HEAD = """\
pack: medcard/pack/1
region: "{region}"
checked: 2026-11-20
by: page
sources: {{page: {{kind: official, stated: 2026-01-05, title: 指南, url: "https://example.gov.cn/1"}}}}
"""
FEE = "procedures: {card-reissue: {fee: 7 yuan}}\n"
LOST = """\
- name: 补卡七元
  given: {scenario: lost, on: 2026-11-23, assume: typical, facts: {age: 35, insured-as: employee}}
  expect: {outcome: plan, steps: ["card-reissue@*"], never: [passport]}
"""

Capture = pytest.CaptureFixture[str]


def write(folder: Path, name: str, body: str = "", region: str = UNPACKED) -> Path:
    """A pack file of a region without a pack of its own."""
    (folder / name).write_text(HEAD.format(region=region) + body, encoding="utf-8")
    return folder / name


def cases(pack: Path, content: str) -> Path:
    """The file of cases beside a pack."""
    path = pack.with_suffix(".cases.yaml")
    path.write_text(content, encoding="utf-8")
    return path


# commands of two words


def test_a_first_word_alone_lists_its_commands(capsys: Capture) -> None:
    assert main(["pack", "--help"]) == 0
    said = capsys.readouterr().out
    assert "  pack test " in said
    assert "  plan " not in said
    assert main(["pack"]) == 2
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["pack", "tset"], "unknown command 'pack tset'; did you mean 'pack test'?"),
        (["pakc", "test"], "unknown command 'pakc'; did you mean 'pack'?"),
        (["pack", "--test"], "unknown command 'pack --test'; did you mean 'pack test'?"),
        (["pack", ""], "unknown command 'pack '"),
        (["pack", "test"], "the following arguments are required: PATH"),
        (["pack", "test", ""], "PATH: '' is no path"),
    ],
)
def test_wrong_second_words_are_wrong_usage(argv: list[str], said: str, capsys: Capture) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"medcard: {said}")
    assert len(err.splitlines()) == 1


# pack test


def test_cases_that_come_out_are_counted(tmp_path: Path, capsys: Capture) -> None:
    beside = cases(write(tmp_path, "mine.yaml", FEE), LOST)
    for path in (tmp_path, tmp_path / "mine.yaml", beside):
        assert main(["pack", "test", str(path)]) == 0
        assert capsys.readouterr().out == f"{beside}: 1 个案例，全部相符\n"


def test_cases_are_run_with_the_packs_beside_them(tmp_path: Path, capsys: Capture) -> None:
    body = "procedures: {card-reissue: {requirements: {passport: original}}}\n"
    beside = cases(write(tmp_path, "mine.yaml", body), LOST)
    assert main(["pack", "test", str(tmp_path), "--lang", "en"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{beside}:1: 补卡七元",
        "  never: passport fits 'passport'",
        f"{beside}: 1 case, 1 failed",
    ]
    assert main(["pack", "test", str(tmp_path)]) == 1
    assert "  never：出现了 passport（passport）\n" in capsys.readouterr().out


def test_a_draft_stands_for_the_bundled_pack_of_its_region(tmp_path: Path, capsys: Capture) -> None:
    cases(write(tmp_path, "460100.yaml", region="460100"), LOST)
    assert main(["pack", "test", str(tmp_path)]) == 0
    assert "全部相符" in capsys.readouterr().out


def test_packs_without_cases_are_wrong_usage(tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path, "mine.yaml")
    assert main(["pack", "test", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"medcard: no cases stand beside the packs; write some into {tmp_path / 'mine.cases.yaml'}\n"
    )


@pytest.mark.parametrize("command", [["check"], ["pack", "test"]])
def test_problems_of_packs_and_of_cases_are_lines_and_end_with_one(
    command: list[str], tmp_path: Path, capsys: Capture
) -> None:
    beside = cases(write(tmp_path, "mine.yaml"), LOST.replace("outcome: plan", "outcome: plans"))
    assert main([*command, str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(f"{beside}:3:21: bad-value: 'plans' is no outcome; did you mean 'plan'?")
    write(tmp_path, "mine.yaml", "fee: 1\n")
    assert main([*command, str(tmp_path)]) == 1
    assert "mine.yaml:6:1: unknown-key: " in capsys.readouterr().out
    assert main([*command, str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml:1:1: unreadable: " in capsys.readouterr().out
    (tmp_path / "lone.cases.yaml").write_text(LOST, encoding="utf-8")
    assert main([*command, str(tmp_path / "lone.cases.yaml")]) == 1
    assert "no pack stands beside these cases; call it lone.yaml" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["check"], ["pack", "test"]])
def test_two_drafts_of_a_region_must_say_which_is_meant(command: list[str], tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path, "a.yaml")
    cases(write(tmp_path, "b.yaml"), LOST)
    assert main([*command, str(tmp_path)]) == 1
    assert "two-packs: " in capsys.readouterr().out
    write(tmp_path, "b.yaml", "replaces: a.yaml\n")
    assert main([*command, str(tmp_path)]) == 0
