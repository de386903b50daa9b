"""Answers as text and Markdown: everything is there, nothing is too wide, nothing is mistaken for markup."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
import sys
import unicodedata
from datetime import date
from importlib.resources import files
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import medcard.rendering
from medcard import plan as p
from medcard.answer_json import to_json
from medcard.answer_reader import from_json
from medcard.known import from_facts
from medcard.model import Text
from medcard.planner import decide, load_catalogue
from medcard.rendering import FORMATS, PLAN_ONLY, render
from medcard.rendering.breaks import columns
from medcard.rendering.markdown import escaped
from medcard.rendering.text import COLUMNS, aligned, wrap
from medcard.rendering.words import LANGUAGES, words
from strategies.plans import answers, make, plans

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LANGS = st.sampled_from(LANGUAGES)


def width(line: str) -> int:
    """Columns by the standard's own table; what combines takes none."""
    shown = [c for c in line if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown)


def without_breaks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown_in(text: str, part: str) -> bool:
    """Whether the words stand in the text, wherever its lines are broken."""
    return without_breaks(words("zh").plain(part)) in without_breaks(text)


@SLOW
@given(answers(), LANGS)
def test_no_line_is_wider_than_a_terminal(answer: p.Answer, lang: str) -> None:
    wide = [line for line in render(answer, "text", lang).splitlines() if width(line) > COLUMNS]
    assert [line for line in wide if not line.strip().startswith("https://")] == []


@SLOW
@given(plans(), LANGS)
def test_every_step_says_what_when_where_and_which_papers(plan: p.Plan, lang: str) -> None:
    plan = unique_steps(plan)
    text = render(plan, "text", lang)
    for step in plan.steps:
        assert shown_in(text, step.name.get(lang))
        assert shown_in(text, words(lang).day(step.on.latest))
        assert shown_in(text, words(lang).actor(step.actor))
        assert all(shown_in(text, paper.name.get(lang)) for paper in step.requirements)
        assert all(shown_in(text, result.name.get(lang)) for result in step.results)


@SLOW
@given(plans(), LANGS)
def test_what_stands_beside_the_steps_is_shown(plan: p.Plan, lang: str) -> None:
    text = render(plan, "text", lang)
    assert all(shown_in(text, source.title) for source in plan.sources)
    assert all(shown_in(text, words(lang).day(source.checked_on)) for source in plan.sources)
    assert all(shown_in(text, dispute.what.get(lang)) for dispute in plan.disputes)
    assert all(shown_in(text, side.value.get(lang)) for dispute in plan.disputes for side in dispute.others)
    assert all(shown_in(text, each.text.get(lang)) for each in (*plan.assumptions, *plan.questions, *plan.warnings))
    assert all(shown_in(text, each.lost.get(lang)) for each in plan.timeline.deadlines)
    assert all(shown_in(text, option.name.get(lang)) for option in plan.options)
    assert all(shown_in(text, step.name.get(lang)) for each in plan.alternatives for step in each.steps)
    assert all(shown_in(text, visit.place_name.get(lang)) for visit in plan.visits)


@SLOW
@given(make(p.NoPlan), LANGS)
def test_a_no_says_why_and_what_would_help(answer: p.NoPlan, lang: str) -> None:
    text = render(answer, "text", lang)
    assert all(shown_in(text, cause.name.get(lang)) for cause in answer.causes)
    assert all(shown_in(text, fix.text.get(lang)) for fix in answer.fixes)


@SLOW
@given(make(p.Undecided), LANGS)
def test_questions_come_with_their_answers(answer: p.Undecided, lang: str) -> None:
    text = render(answer, "text", lang)
    assert all(shown_in(text, ask.text.get(lang)) for ask in answer.questions)
    assert all(shown_in(text, value) for ask in answer.questions for value, _ in ask.options)
    assert all(shown_in(text, paper.name.get(lang)) for paper in answer.common_materials)


@SLOW
@given(answers(), st.sampled_from(sorted(set(FORMATS) - set(PLAN_ONLY))), LANGS)
def test_equal_answers_give_equal_text_that_ends_in_one_line_break(answer: p.Answer, name: str, lang: str) -> None:
    text = render(answer, name, lang)
    assert text == render(attrs.evolve(answer), name, lang)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@SLOW
@given(plans(), st.sampled_from(PLAN_ONLY), LANGS)
def test_equal_plans_give_equal_pictures_and_calendars(plan: p.Plan, name: str, lang: str) -> None:
    text = render(plan, name, lang)
    assert text == render(attrs.evolve(plan), name, lang)
    assert text.endswith("\n")


@SLOW
@given(answers(), LANGS)
def test_markdown_shows_words_and_no_markup_of_theirs(answer: p.Answer, lang: str) -> None:
    for line in render(answer, "markdown", lang).splitlines():
        address = re.sub(r"<https?://[^<> ]*>$", "", line)
        bare = re.sub(r"\\[\\`*_\[\]<>|~&#+=.)-]", "", address)
        ours = bare.lstrip(" ").replace("**", "")
        assert not re.search(r"[`*_\[\]<>~]", ours), line
        assert line.startswith("|") or "|" not in ours, line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<b>", r"\<b\>"),
        ("`x`", r"\`x\`"),
        ("2. x", r"2\. x"),
        ("- x", r"\- x"),
        ("# x", r"\# x"),
        ("&lt;", r"\&lt;"),
        ("a\\", "a\\\\"),
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_markup_is_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(max_size=300), st.integers(0, 20))
def test_wrapping_loses_no_letter(text: str, indent: int) -> None:
    plain = words("zh").plain(text)
    lines = wrap(plain, "- ", " " * indent)
    assert without_breaks("".join(lines)) == "-" + without_breaks(plain)
    assert all(width(line) <= COLUMNS for line in lines if "http" not in line)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = wrap("“办完（今天）”，再去。" * 40)
    assert not [line for line in lines if line[0] in "，。）”" or line[-1] in "（“"]


def test_a_long_word_is_cut_and_an_address_is_not() -> None:
    assert [width(line) for line in wrap("x" * 200)] == [80, 80, 40]
    address = "https://example.org/文件/" + "a" * 100
    assert wrap(f"见 {address}") == ["见", address]


def test_cells_stand_below_each_other() -> None:
    lines = aligned([("办法", "天"), ("a", "12"), ("跑得最少", "3")])
    assert len({columns(line[: line.index(mark)]) for line, mark in zip(lines, "天13", strict=True)}) == 1


@pytest.mark.parametrize(
    ("money", "zh", "en"),
    [
        (p.Money(least=0, most=0), "免费", "free"),
        (p.Money(least=2000, most=2000), "20 元", "20 yuan"),
        (p.Money(least=0, most=2550), "0～25.50 元", "0 to 25.50 yuan"),
        (p.Money(least=5, most=5), "0.05 元", "0.05 yuan"),
    ],
)
def test_money_is_exact(money: p.Money, zh: str, en: str) -> None:
    assert (words("zh").money(money), words("en").money(money)) == (zh, en)


@pytest.mark.parametrize(
    ("wait", "zh", "en"),
    [
        ((3, 7, "working"), "3～7 个工作日", "3 to 7 working days"),
        ((1, 1, "working"), "1 个工作日", "1 working day"),
        ((0, 5, "calendar"), "5 天以内", "up to 5 days"),
        ((0, 0, "calendar"), "当场", "at once"),
        ((2, 2, "month"), "2 个月", "2 months"),
        ((1, 1, "next-month"), "到下个月 1 日", "until the 1st of next month"),
        ((0, 0, "not-before"), "到规定的日期", "until the day set by the rules"),
    ],
)
def test_waits_are_said_in_their_unit(wait: tuple[int, int, str], zh: str, en: str) -> None:
    assert (words("zh").count(*wait), words("en").count(*wait)) == (zh, en)


@pytest.mark.parametrize("text", ["2025-13", "spring", "", "2025-11-04-1", "-"])
def test_a_date_that_is_none_is_shown_as_it_is(text: str) -> None:
    assert words("en").stated(text) == text


def test_control_characters_do_not_reach_a_terminal() -> None:
    assert words("zh").of(Text("a\x1b[31m\nb\u202ec")) == "a [31m b c"


@pytest.mark.parametrize(("name", "lang"), [("html5", "zh"), ("text", "fr")])
def test_other_formats_and_languages_are_refused(name: str, lang: str) -> None:
    with pytest.raises(ValueError, match="give one of"):
        render(p.Undecided(**UNDECIDED), name, lang)


# Real plans.

CATALOGUE = load_catalogue("海口")
SCENARIOS = sorted({rule.id for pack in CATALOGUE.packs for rule in pack.scenarios})


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_situation_is_answered_in_every_format(scenario: str) -> None:
    applicant, wanted = from_facts({"scenario": scenario})
    asked = {"region": "海口", "on": date(2026, 12, 24), "assume": "typical", "catalogue": CATALOGUE}
    answer = decide(applicant, wanted, **asked)
    assert from_json(to_json(answer)) == answer
    for lang in LANGUAGES:
        lines = render(answer, "text", lang).splitlines()
        assert [line for line in lines if width(line) > COLUMNS and "http" not in line] == []
        assert "None" not in render(answer, "markdown", lang)


# The strings of the interface.


def strings(lang: str) -> dict[str, str]:
    path = files("medcard").joinpath("data", "messages", f"{lang}.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_both_languages_have_the_same_strings_with_the_same_fields() -> None:
    zh, en = strings("zh"), strings("en")
    assert list(zh) == list(en) == sorted(zh)
    assert {key: fields(zh[key]) for key in zh} == {key: fields(en[key]) for key in en}


def used_keys() -> tuple[set[str], set[str]]:
    """(keys written out in the code, beginnings of keys that the code puts together)."""
    whole: set[str] = set()
    starts: set[str] = set()
    for file in Path(medcard.rendering.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, starts


def test_every_string_is_used() -> None:
    whole, starts = used_keys()
    parts = tuple(start for start in starts if "." in start and start.islower())
    assert [key for key in strings("zh") if key not in whole and not key.startswith(parts)] == []


def test_every_string_that_the_code_names_is_there() -> None:
    whole, _ = used_keys()
    areas = {key.partition(".")[0] for key in strings("zh")}
    named = {key for key in whole if re.fullmatch(r"[a-z]+\.[a-z-]*[a-z]", key) and key.partition(".")[0] in areas}
    assert named <= set(strings("zh"))


def test_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import sys; from medcard.answer_reader import from_json; from medcard.rendering import FORMATS, render\n"
        "plan = from_json(sys.stdin.read())\n"
        "sys.stdout.buffer.write(''.join(render(plan, name, 'zh') for name in FORMATS).encode())"
    )
    applicant, wanted = from_facts({"scenario": "newborn"})
    plan = decide(applicant, wanted, region="海口", on=date(2026, 11, 23), assume="typical", catalogue=CATALOGUE)
    assert isinstance(plan, p.Plan)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=to_json(plan).encode(),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert runs == {"".join(render(plan, name, "zh") for name in FORMATS).encode()}


def unique_steps(plan: p.Plan) -> p.Plan:
    """The plan with each step id once, as the planner makes them."""
    return attrs.evolve(plan, steps=tuple({step.id: step for step in plan.steps}.values()))


def _undecided() -> dict[str, object]:
    region = p.RegionRef(code="460100", name="海口市", chain=(("460100", "海口市"),), packs=("460100",))
    question = p.Question(
        region=region,
        scenario="lost",
        scenario_name=Text("卡丢了", "Card lost"),
        on=date(2026, 11, 23),
        as_of=date(2026, 11, 23),
        prefer=p.Prefer.SOONEST,
        facts=(("age", "35"), ("insured-as", "employee"), ("local", "yes")),
        data_version="1",
    )
    ask = p.Ask(fact="acts", text=Text("由谁去办？"), kind="choice", options=(("self", Text("本人")),))
    papers = (p.Named(id="photo", name=Text("照片")),)
    return {"question": question, "questions": (ask,), "common_steps": (), "common_materials": papers}


UNDECIDED = _undecided()
