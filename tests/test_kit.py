"""The kit for pack authors on the command line: commands of two words, checks and cases of files being written."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from medcard.cases import read_cases, run
from medcard.cli import main
from medcard.packs.load import PACK
from medcard.planner import load_catalogue
from medcard.regions import Level, all_regions, region
from medcard.rendering.breaks import columns
from medcard.schemas import schema
from medcard.skeleton import skeleton
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
    write(tmp_path, "mine.yaml", "procedures:\n  card-reissue: {requirements: {birth-certificate: original}}\n")
    assert main([*command, str(tmp_path)]) == 1
    assert "mine.yaml:7:1: unknown-id: " in capsys.readouterr().out
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


# check


def test_remarks_are_told_and_count_only_when_strict(tmp_path: Path, capsys: Capture) -> None:
    pack = write(tmp_path, "mine.yaml", FEE)
    assert main(["check", str(pack), "--on", "2026-11-28", "--lang", "en"]) == 0
    remark = f"{pack}:1:1: remark: no-cases: nothing shows that plans come out as meant; write mine.cases.yaml"
    assert capsys.readouterr().out.splitlines() == [remark, "1 pack, no problems, 1 remark"]
    assert main(["check", str(pack), "--on", "2026-11-28", "--strict"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{remark}（")
    assert said[1] == "1 个数据包，没有问题，1 条提醒"


def test_texts_are_old_or_not_on_the_day_given(tmp_path: Path, capsys: Capture) -> None:
    pack = write(tmp_path, "mine.yaml", FEE)
    cases(pack, LOST)
    assert main(["check", str(pack), "--on", "2029-01-01", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith(f"{pack}:5:11: remark: stale: page is of 2026-01-05; ")
    assert main(["check", str(pack), "--on", "2028-12-31", "--strict"]) == 0
    assert main(["check", str(pack), "--on", "heute"]) == 2
    assert main(["check", str(pack), "--on", "0001-01-01"]) == 2
    assert "too far away" in capsys.readouterr().err


def test_problems_come_before_remarks(tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path, "mine.yaml", "fee: 1\n")
    assert main(["check", str(tmp_path), "--lang", "en"]) == 1
    assert [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()] == ["unknown-key"]


def test_changed_winners_are_listed_from_old_to_new(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "old").mkdir()
    old = write(tmp_path / "old", "mine.yaml", FEE)
    body = (
        "procedures: {card-reissue: {fee: {claims: [8 yuan, {value: 9 yuan, for: {person: macau}}]}, "
        "wait: {effect: 3 working}}}\n"
    )
    new = write(tmp_path, "mine.yaml", body.replace("8 yuan", "{value: 8 yuan, for: {not: {person: macau}}}"))
    assert main(["check", str(new), "--against", str(old), "--lang", "en"]) == 0
    changed = [line for line in capsys.readouterr().out.splitlines() if line.startswith(UNPACKED)]
    assert changed[0] == (
        f"{UNPACKED} card-reissue.fee: 7 yuan ({old}:6) → 9 yuan  for {{person: macau}} ({new}:6); "
        f"8 yuan  for {{not: {{person: macau}}}} ({new}:6)"
    )
    assert changed[1] == f"{UNPACKED} card-reissue.wait.effect: nothing → 3 working ({new}:6)"
    assert main(["check", str(new), "--against", str(new), "--lang", "en"]) == 0
    assert UNPACKED not in capsys.readouterr().out


def test_an_old_pack_that_cannot_be_read_is_wrong_usage(tmp_path: Path, capsys: Capture) -> None:
    new = write(tmp_path, "mine.yaml", FEE)
    assert main(["check", str(new), "--against", str(tmp_path / "none")]) == 2
    (tmp_path / "bad.yaml").write_text("region: 1\n", encoding="utf-8")
    assert main(["check", str(new), "--against", str(tmp_path / "bad.yaml")]) == 2
    out, err = capsys.readouterr()
    assert "unreadable: " in err
    assert "unknown-region: " in err
    assert out == ""


# pack show

CLAIMS = """procedures:
  card-reissue:
    fee:
      claims: [{value: unknown}, {value: 7 yuan, by: web}, {value: 8 yuan, for: {age: 60+}}]
    wait: {making: {value: 3..7 working, by: web}}
"""


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    pack = write(tmp_path, "mine.yaml", CLAIMS)
    text = pack.read_text(encoding="utf-8").replace("sources: {", "sources: {web: {kind: seed, title: 网文}, ")
    pack.write_text(text, encoding="utf-8")
    return pack


def test_a_field_is_shown_with_who_wins_for_whom_and_who_loses_by_what(disputed: Path, capsys: Capture) -> None:
    argv = ["pack", "show", UNPACKED, "card-reissue.wait.making", "--pack", str(disputed), "--on", "2026-11-28"]
    assert main([*argv, "--lang", "en"]) == 0
    head, blank, *said = capsys.readouterr().out.splitlines()
    assert UNPACKED in head
    assert head.endswith("2026-11-28")
    assert (blank, said[0].partition("  ")[0]) == ("", "card-reissue.wait.making")
    assert said[1].split() == ["used", "3..7", "working"]
    assert f"{disputed}:10web(webarticle,undated)" in "".join("".join(said).split())


def test_fields_are_shown_as_json(disputed: Path, capsys: Capture) -> None:
    argv = ["pack", "show", UNPACKED, "card-reissue.fee", "--pack", str(disputed), "--on", "2026-11-28"]
    assert main([*argv, "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["schema"], value["region"], value["as_of"]) == ("medcard/fields/1", UNPACKED, "2026-11-28")
    (field,) = (each for each in value["fields"] if each["field"] == "card-reissue.fee")
    used = [(each["value"], each["for"], each["source"]["id"], each["line"]) for each in field["used"]]
    assert used == [("8 yuan", "{age: 60+}", "page", 9), ("7 yuan", None, "web", 9)]
    assert [each["source"]["id"] for each in field["not_published"]] == ["page", "ic-card-fees"]


def test_without_a_field_what_is_not_national_is_shown(disputed: Path, capsys: Capture) -> None:
    assert main(["pack", "show", UNPACKED, "--pack", str(disputed), "--on", "2026-11-28", "--format", "json"]) == 0
    fields = json.loads(capsys.readouterr().out)["fields"]
    regions = [
        {each["region"] for part in ("used", "not_used", "not_published") for each in field[part]} for field in fields
    ]
    assert all(each - {"000000"} for each in regions)
    assert "card-reissue.fee" in [field["field"] for field in fields]


@pytest.mark.parametrize(("code", "lang"), [("000000", "en"), ("460100", "zh"), ("220100", "en")])
def test_what_is_shown_fits_eighty_columns(code: str, lang: str, capsys: Capture) -> None:
    assert main(["pack", "show", code, "--on", "2026-11-28", "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert said
    assert max(map(columns, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["海扣市"], "NAME_OR_CODE: no region is called '海扣市'"),
        (
            ["海口", "card-reissue.fe"],
            "FIELD: nothing is said about 'card-reissue.fe'; did you mean 'card-reissue.fee'?",
        ),
        (["海口", "card-reisue"], "FIELD: nothing is said about 'card-reisue'; did you mean 'card-reissue'?"),
        (["海口", "x" * 5000], "FIELD: nothing is said about 'xxxx"),
        (["海口", ""], "FIELD: nothing is said about ''"),
        (["海口", "--format", "xml"], "--format: 'xml' is not one of text, json"),
        (["海口", "--pack", "/none"], "/none:1:1: unreadable: "),
    ],
)
def test_what_cannot_be_shown_is_wrong_usage(argv: list[str], said: str, capsys: Capture) -> None:
    assert main(["pack", "show", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert said in err


# hostile files


@pytest.mark.parametrize("command", [["check"], ["pack", "test"]])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "not-utf-8"),
        (b"\x00\x01", "bad-character"),
        (b"[" * 40, "too-deep"),
        (b"- " * 40, "too-deep"),
        (b"a: 1\n" * 300_000, "too-large"),
        (b"", "empty"),
        (b"&a [*a]", "anchor"),
    ],
)
def test_hostile_files_are_lines(
    command: list[str], content: bytes, code: str, tmp_path: Path, capsys: Capture
) -> None:
    pack = write(tmp_path, "mine.yaml")
    beside = cases(pack, "[]")
    for file in (beside, pack):
        file.write_bytes(content)
        assert main([*command, str(tmp_path), "--lang", "en"]) == 1
        out, err = capsys.readouterr()
        assert out.splitlines()[0].startswith(f"{file}:")
        assert f": {code}: " in out
        assert (err, max(map(len, out.splitlines())) < 400) == ("", True)


def test_a_file_without_an_end_is_too_large(capsys: Capture) -> None:
    assert main(["check", "/dev/zero"]) == 1
    assert "/dev/zero:1:1: too-large: " in capsys.readouterr().out


# pack new


@pytest.fixture
def begun(tmp_path: Path, capsys: Capture) -> Path:
    """A new pack of a place that has none."""
    assert main(["pack", "new", UNPACKED, "--dir", str(tmp_path / "new"), "--on", "2026-11-28"]) == 0
    assert str(tmp_path / "new" / f"{UNPACKED}.yaml") in capsys.readouterr().out
    return tmp_path / "new"


def uncommented(file: Path) -> None:
    """Take the first ``#`` from every line but the first, as an editor does."""
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    lines = [
        line.removeprefix("#").removeprefix(" ") if line.startswith("# ") else line.removeprefix("#") for line in lines
    ]
    file.write_text("\n".join([first, *lines]) + "\n", encoding="utf-8")


def test_a_new_pack_passes_as_it_is(begun: Path, capsys: Capture) -> None:
    assert main(["check", str(begun), "--on", "2026-11-28", "--strict"]) == 0
    assert capsys.readouterr().out == "1 个数据包，没有问题\n"
    assert main(["pack", "test", str(begun)]) == 0


def test_a_new_pack_passes_with_all_its_examples(begun: Path, capsys: Capture) -> None:
    for file in (begun / f"{UNPACKED}.yaml", begun / f"{UNPACKED}.cases.yaml"):
        before = file.stat().st_size
        uncommented(file)
        assert file.stat().st_size < before
    assert main(["check", str(begun), "--on", "2026-11-28", "--strict"]) == 0
    assert capsys.readouterr().out == "1 个数据包，没有问题\n"
    assert main(["pack", "test", str(begun)]) == 0
    assert "3 个案例，全部相符" in capsys.readouterr().out


def test_the_examples_show_every_section_and_field(begun: Path) -> None:
    uncommented(begun / f"{UNPACKED}.yaml")
    text = (begun / f"{UNPACKED}.yaml").read_text(encoding="utf-8")
    words = set(re.findall(r"[\w-]+(?=:)", text))
    left_to_others = {"milestones", "assumed", "scenarios", "replaces", "assumes"}
    assert set(PACK.known) - words == left_to_others
    assert {
        "only-if",
        "fee",
        "deadline",
        "note",
        "who",
        "requirements",
        "wait",
        "channels",
        "claims",
        "when",
        "for",
    } <= words
    assert {"unknown", "withdrawn", "complete: yes", "any"} <= set(re.findall(r"complete: yes|[a-z]+", text))


def test_a_new_pack_names_its_schemas(begun: Path) -> None:
    for kind, name in (("pack", f"{UNPACKED}.yaml"), ("cases", f"{UNPACKED}.cases.yaml")):
        first = (begun / name).read_text(encoding="utf-8").partition("\n")[0]
        file = first.removeprefix("# yaml-language-server: $schema=")
        assert json.loads((begun / file).read_text(encoding="utf-8")) == schema(kind)


@pytest.mark.parametrize("province", [each.code for each in all_regions() if each.level is Level.PROVINCE])
def test_the_first_case_passes_everywhere(province: str) -> None:
    content = skeleton(region(province), date(2026, 11, 28))[f"{province}.cases.yaml"]
    (case,) = read_cases(content, file=f"{province}.cases.yaml")
    assert run(case, load_catalogue(province)) == ()


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["海扣市"], "NAME_OR_CODE: no region is called '海扣市'"),
        (["海口"], "medcard has a pack of 海南省海口市 already: "),
        ([UNPACKED, "--on", "x"], "--on: 'x' is not a date"),
        ([UNPACKED, "--dir", "/dev/null"], "/dev/null"),
        ([], "the following arguments are required: NAME_OR_CODE"),
    ],
)
def test_a_pack_that_cannot_begin_is_wrong_usage(argv: list[str], said: str, capsys: Capture) -> None:
    assert main(["pack", "new", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert said in err
    assert len(err) < 300


def test_a_new_pack_overwrites_nothing(begun: Path, capsys: Capture) -> None:
    before = {file: file.read_bytes() for file in begun.iterdir()}
    assert main(["pack", "new", UNPACKED, "--dir", str(begun)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert {file: file.read_bytes() for file in begun.iterdir()} == before
