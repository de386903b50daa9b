"""The command line: what it prints, where, in which encoding, and how it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from medcard.cli import COMMANDS, main, question
from medcard.cli.run import command_module
from medcard.rendering import FORMATS, PLAN_ONLY
from unpacked import UNPACKED

LOST = ["plan", "lost", "--region", "海口", "--on", "2026-11-24", "--age", "35"]
PROBLEM = {
    "schema": "medcard/problem/1",
    "start": "2026-11-23",
    "calendars": {"working": {"weekdays": [1, 2, 3, 4, 5]}},
    "goal": ["done"],
    "actions": [{"id": "act@window", "who": "self", "open": "working", "gives": {"done": []}}],
}

Capture = pytest.CaptureFixture[str]


def errors(capsys: Capture) -> list[str]:
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.splitlines()


# plan


def test_a_plan_is_printed_as_text(capsys: Capture) -> None:
    assert main(LOST) == 0
    out, err = capsys.readouterr()
    assert out.startswith("海南省海口市：卡丢了\n")
    assert "2026年11月24日（周二）" in out
    assert err == ""


def test_json_has_the_facts_given_in_either_way(capsys: Capture) -> None:
    assert main([*LOST, "--fact", "insured-as=employee", "--smartphone", "no", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["schema"], value["on"], value["region"]["code"]) == ("medcard/plan/1", "2026-11-24", "460100")
    given = {"age": "35", "insured-as": "employee", "smartphone": "no"}
    assert {name: value["facts"][name] for name in given} == given


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_goes_into_a_file_as_it_is_printed(name: str, lang: str, tmp_path: Path, capsys: Capture) -> None:
    argv = [*LOST, "--format", name, "--lang", lang]
    assert main(argv) == 0
    printed = capsys.readouterr().out
    assert main([*argv, "-o", str(tmp_path / "plan")]) == 0
    assert (tmp_path / "plan").read_bytes().decode("utf-8") == printed
    assert capsys.readouterr().out == ""


def test_strict_asks_instead_of_assuming(capsys: Capture) -> None:
    assert main([*LOST, "--strict", "--format", "json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert value["schema"] == "medcard/undecided/1"
    assert value["questions"]
    assert set(value["common"]) == {"steps", "materials"}


def test_a_no_ends_with_one(capsys: Capture) -> None:
    argv = ["plan", "first-card", "--region", "海口", "--on", "2026-11-24", "--age", "30", "--insured-as", "employee"]
    assert main([*argv, "--enrolled", "no", "--employer-enrolled", "no", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "medcard/no-plan/1"


@pytest.mark.parametrize("name", PLAN_ONLY)
def test_what_shows_plans_only_says_so_and_ends_with_one(name: str, capsys: Capture) -> None:
    assert main([*LOST, "--strict", "--format", name]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"medcard: --format {name} shows a plan, and there are questions to answer first: " + (
        "see them with --format text\n"
    )


def test_without_a_day_it_is_today_and_says_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(question, "_today", lambda: date(2026, 11, 24))
    argv = [part for part in LOST if part not in ("--on", "2026-11-24")]
    assert main([*argv, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["on"] == "2026-11-24"
    assert err == "medcard: --on 2026-11-24 (今天 today)\n"


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        (["plan"], ["--region is missing", "SCENARIO is missing"]),
        (["plan", "lsot", "--region", "海口"], ["there is no scenario 'lsot'; did you mean 'lost'?"]),
        ([*LOST, "--acts", "gaurdian"], ["did you mean 'guardian'?"]),
        ([*LOST, "--fact", "insured_az=employee"], ["insured-az: there is no such fact; did you mean 'insured-as'?"]),
        ([*LOST, "--fact", "age"], ["--fact: 'age' is not NAME=VALUE"]),
        ([*LOST, "--fact", "age=36"], ["age: given as '36' and as '35'; give it once"]),
        ([*LOST, "--age", "x"], ["age: given as"]),
        ([*LOST, "--prefer", "sonest"], ["--prefer: 'sonest' is not one of", "did you mean 'soonest'?"]),
        ([*LOST, "--aspect", "papres"], ["--aspect: 'papres' is not one of", "did you mean 'papers'?"]),
        ([*LOST, "--format", "jsno"], ["did you mean 'json'?"]),
        ([*LOST, "--lang", "fr"], ["--lang: 'fr' is not one of zh, en"]),
        ([*LOST, "--regoin", "海口"], ["unknown option '--regoin'; did you mean '--region'?"]),
        ([*LOST, "--reg", "海口"], ["unknown option '--reg'"]),
        ([*LOST, "--as-of", "2026-13-01"], ["--as-of: '2026-13-01' is not a date; write it as"]),
        ([*LOST[:4], "--on", "heute"], ["--on: 'heute' is not a date"]),
        ([*LOST, "more"], ["unexpected argument 'more'"]),
        ([*LOST, "--region"], ["--region: expected one argument"]),
        ([*LOST[:2], "--region", "海扣市"], ["--region: no region is called '海扣市': did you mean "]),
        ([*LOST[:2], "--region", "朝阳"], ["--region: '朝阳' may be 110105 北京市朝阳区 or"]),
        ([*LOST, "--region-now", "广卅"], ["region-now: no region is called '广卅'"]),
        ([*LOST, "--pack", "/nowhere.yaml"], ["/nowhere.yaml:1:1: unreadable: no such file or folder"]),
        (["plna"], ["unknown command 'plna'; did you mean 'plan'?"]),
        (["--versoin"], ["unknown option '--versoin'; did you mean '--version'?"]),
        (["completion", "bsh"], ["shell: 'bsh' is not one of bash, zsh, fish, tcsh; did you mean 'bash'?"]),
        (["solve", "/nowhere"], ["/nowhere: No such file or directory"]),
        ([*LOST, "-o", "/nowhere/plan"], ["/nowhere/plan: No such file or directory"]),
    ],
)
def test_wrong_usage_is_said_in_lines_and_ends_with_two(argv: list[str], lines: list[str], capsys: Capture) -> None:
    assert main(argv) == 2
    said = "\n".join(errors(capsys))
    assert all(line in said for line in lines)


def test_all_problems_are_said_at_once(capsys: Capture) -> None:
    argv = ["plan", "lsot", "--region", "海口", "--on", "x", "--age", "y", "--fact", "z", "--prefer", "w"]
    assert main(argv) == 2
    assert len(errors(capsys)) == 5


def test_a_region_now_may_be_a_name(capsys: Capture) -> None:
    assert main([*LOST, "--region-now", "广州", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["facts"]["now-in"] == "other-province"


def test_packs_come_from_the_option_and_from_the_environment(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(f'pack: medcard/pack/1\nregion: "{UNPACKED}"\nchecked: 2026-11-20\n', encoding="utf-8")
    argv = ["plan", "lost", "--region", UNPACKED, "--on", "2026-11-24", "--format", "json"]
    assert main([*argv, "--pack", str(pack)]) == 0
    by_option = capsys.readouterr().out
    monkeypatch.setenv("MEDCARD_PACK_PATH", str(tmp_path))
    assert main(argv) == 0
    assert capsys.readouterr().out == by_option
    assert UNPACKED in json.loads(by_option)["region"]["packs"]


def test_a_caller_may_catch_the_output_in_a_text_stream() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as caught:
        assert main(["regions", "海口"]) == 0
    assert caught.getvalue().startswith("460100\t海南省海口市")


# replan


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    assert main([*LOST, "--format", "json", "-o", str(path)]) == 0
    return path


def test_the_plan_from_here_is_printed(plan_file: Path, capsys: Capture) -> None:
    done = ["--done", "1,2=2026-11-24", "--refused", "card-reissue=photo"]
    assert main(["replan", str(plan_file), *done, "--on", "2026-11-25"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("海南省海口市：卡丢了\n")
    assert "已经办好" in out
    assert "2026年11月25日（周三）" in out
    assert err == ""


def test_a_plan_from_here_can_be_gone_on_with(plan_file: Path, tmp_path: Path, capsys: Capture) -> None:
    second = str(tmp_path / "second.json")
    first = ["replan", str(plan_file), "--done", "1,2,3=2026-11-24", "--on", "2026-11-24", "--format", "json"]
    assert main([*first, "-o", second]) == 0
    assert main(["replan", second, "--ready", "card-reissue=2026-12-01", "--on", "2026-12-01", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [done["step"].split("@")[0] for done in value["case"]["done"]][-1] == "card-reissue"
    assert value["steps"][0]["on"] == {"earliest": "2026-12-01", "latest": "2026-12-01"}
    assert value["case"]["began"] == "2026-11-24"


def test_reports_may_come_as_a_file(plan_file: Path, tmp_path: Path, capsys: Capture) -> None:
    reports = [{"step": "loss-report-formal@window", "outcome": "accepted", "on": "2026-11-24"}]
    path = tmp_path / "progress.json"
    path.write_text(json.dumps({"schema": "medcard/progress/1", "reports": reports}), encoding="utf-8")
    asked = ["replan", str(plan_file), "--progress", str(path), "--on", "2026-11-25", "--lang", "en"]
    assert main([*asked, "--format", "markdown"]) == 0
    assert "Done so far" in capsys.readouterr().out


def test_without_a_day_the_plan_goes_on_today(
    plan_file: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "_today", lambda: date(2026, 11, 26))
    assert main(["replan", str(plan_file)]) == 0
    assert capsys.readouterr().err == "medcard: --on 2026-11-26 (今天 today)\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("--done card-reisue", "--done: 'card-reisue' is no step of the plan; did you mean 'card-reissue@bank'?"),
        ("--late 99", "--late: '99' is no step of the plan; the steps are"),
        ("--done 1=2026-02-30", "--done: '2026-02-30' is not a date; write it as 2026-11-23"),
        ("--refused 3", "card-reissue@bank: name the paper that was missing: card-form, resident-id, photo"),
        ("--late 3", "card-reissue@bank: cannot be late before it is done; tell when it was accepted"),
        ("--on 2026-11-01", "--on: 2026-11-01 is before the day of the plan, 2026-11-24; give a later day"),
    ],
)
def test_what_cannot_be_of_a_plan_is_one_line(argv: str, said: str, plan_file: Path, capsys: Capture) -> None:
    on = [] if "--on" in argv else ["--on", "2026-11-25"]
    assert main(["replan", str(plan_file), *argv.split(), *on]) == 2
    (line,) = errors(capsys)
    assert line.startswith(f"medcard: {said}")


def test_an_answer_without_a_plan_is_not_gone_on_with(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "undecided.json"
    assert main([*LOST, "--strict", "--format", "json", "-o", str(path)]) == 1
    assert main(["replan", str(path), "--on", "2026-11-25"]) == 2
    assert errors(capsys) == [f"medcard: {path}: is an answer without a plan; give one that medcard plan made"]


# problem and solve


def test_a_problem_that_unknown_facts_leave_open_ends_with_one(capsys: Capture) -> None:
    assert main(["problem", *LOST[1:], "--strict"]) == 1
    assert errors(capsys)[0].startswith("medcard: the problem depends on ")


def test_the_problem_of_a_question_can_be_solved(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "problem.json"
    assert main(["problem", *LOST[1:], "-o", str(file)]) == 0
    assert main(["solve", str(file)]) == 0
    front = json.loads(capsys.readouterr().out)
    assert front["schema"] == "medcard/front/1"
    assert main([*LOST, "--format", "json"]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    acts = [(act["id"], act["on"]) for act in front["front"][0]["actions"]]
    assert sorted(acts) == sorted((step["id"], step["on"]["latest"]) for step in steps)


def test_solve_reads_the_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(PROBLEM).encode())))
    assert main(["solve", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["front"][0]["finish"] == "2026-11-23"


def test_a_problem_without_a_plan_ends_with_one(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps({**PROBLEM, "goal": ["other"]}), encoding="utf-8")
    assert main(["solve", str(file)]) == 1
    assert json.loads(capsys.readouterr().out)["front"] == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{", "medcard: $: not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (json.dumps({**PROBLEM, "goal": "x"}).encode(), 'medcard: $.goal: got "x"; write a list'),
    ],
)
def test_a_bad_problem_is_refused(content: bytes, line: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "problem.json").write_bytes(content)
    assert main(["solve", str(tmp_path / "problem.json")]) == 2
    assert line in errors(capsys)[0]


# lists


def test_lists_in_a_pipe_are_rows_of_cells_between_tabs(capsys: Capture) -> None:
    assert main(["regions", "海口"]) == 0
    assert capsys.readouterr().out == "460100\t海南省海口市\tHaikou Shi\t+\n"
    assert main(["regions"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3000
    assert main(["scenarios"]) == 0
    assert "lost\t卡丢了\n" in capsys.readouterr().out
    assert main(["facts", "--lang", "en"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["smartphone", "uses a smartphone", "yes", "yes no"] in rows
    assert {len(row) for row in rows} == {4}


def test_lists_in_a_terminal_are_aligned(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["regions", "jilin"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("代码 code")
    assert all("\t" not in row for row in rows)
    assert [row[:6] for row in rows] == ["220000", "220200"]


def test_a_region_that_is_not_there_ends_with_one(capsys: Capture) -> None:
    assert main(["regions", "海扣市"]) == 1
    assert "did you mean" in errors(capsys)[0]


def test_facts_of_a_region_hold_those_of_its_packs(capsys: Capture) -> None:
    assert main(["facts"]) == 0
    national = capsys.readouterr().out.splitlines()
    assert main(["facts", "--region", "海口"]) == 0
    assert set(capsys.readouterr().out.splitlines()) >= set(national)


# check


def test_good_packs_have_no_problems(tmp_path: Path, capsys: Capture) -> None:
    text = f'pack: medcard/pack/1\nregion: "{UNPACKED}"\nchecked: 2026-11-20\n'
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "a.cases.yaml").write_text("[]", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 个数据包，没有问题\n"
    assert main(["check", str(tmp_path), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "1 pack, no problems\n"


def test_each_problem_of_a_pack_is_a_line_with_its_place(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("pack: medcard/pack/1\nregion: 469001\nchecked: 2026-11-31\nfoo: 1\n", encoding="utf-8")
    assert main(["check", str(file), str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml:1:1: unreadable: " in capsys.readouterr().out
    assert main(["check", str(file)]) == 1
    assert [line.split(": ")[:2] for line in capsys.readouterr().out.splitlines()] == [
        [f"{file}:3:10", "bad-date"],
        [f"{file}:4:1", "unknown-key"],
    ]


# the program


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh"])
def test_completion_scripts_know_the_options(shell: str, capsys: Capture) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert "insured-as" in out
    assert "fewest-visits" in out


def test_bash_completes_both_words_of_a_command(capsys: Capture) -> None:
    assert main(["completion", "bash"]) == 0
    lists = dict(re.findall(r"^(\w+)_subparsers=\((.*)\)$", capsys.readouterr().out, re.MULTILINE))
    assert "pack" in lists["_shtab_medcard"].split()
    assert lists["_shtab_medcard_pack"].split() == ["new", "show", "test"]


def test_completion_without_shtab_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 2
    assert errors(capsys) == ["medcard: completion needs the package shtab; run: pip install 'medcard[cli]'"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: Capture) -> None:
    assert command_module(command).run
    assert main([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage: medcard {command}")
    assert "SUPPRESS" not in out


def test_the_overview_lists_every_command(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {command}" in out for command in COMMANDS)
    assert main([]) == 2


def test_the_version_is_printed(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("medcard 0.")


def program(*argv: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-m", "medcard", *argv], env={**clean, **env}, capture_output=True, check=False
    )


def test_the_bytes_are_the_same_in_every_locale() -> None:
    runs = [
        program("regions", "海口", LC_ALL="C"),
        program("regions", "海口", LC_ALL="C.UTF-8"),
        program("regions", "haikou", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
    ]
    assert {run.stdout for run in runs} == {"460100\t海南省海口市\tHaikou Shi\t+\n".encode()}
    assert {run.returncode for run in runs} == {0}


def test_a_closed_pipe_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "medcard", "regions"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("argv", "absent"),
    [
        (["--version"], ["attrs", "yaml", "cattrs", "medcard.regions"]),
        (["regions", "460100"], ["yaml", "cattrs", "medcard.packs", "medcard.plan", "chinese_calendar"]),
        (["facts"], ["yaml", "cattrs", "chinese_calendar", "medcard.planner"]),
        (["solve", "/nowhere"], ["yaml", "cattrs", "chinese_calendar", "medcard.packs", "medcard.plan"]),
        (["plan", "lost", "--region", "000000", "--on", "2026-11-24"], ["cattrs", "shtab", "typing_extensions"]),
    ],
)
def test_a_command_imports_only_what_it_needs(argv: list[str], absent: list[str]) -> None:
    code = f"import sys; from medcard.cli import main; main({argv!r}); sys.stderr.write('\\n' + ' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert set(absent) & set(run.stderr.decode().split()) == set()
