"""What each way of writing a value means: waits, fees, papers, days, conditions."""

from __future__ import annotations

from datetime import date

import pytest

from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.errors import InvalidPack
from medcard.model import (
    NO_PAPER,
    Alternative,
    Copies,
    DeadlineRule,
    Event,
    Fee,
    Give,
    Need,
    Opening,
    Special,
    Statement,
    Text,
    Wait,
    Window,
)
from medcard.packs.load import load_pack
from medcard.problem import Unit

HEAD = """\
pack: medcard/pack/1
region: 460100
checked: 2026-11-20
by: page
sources: {page: {kind: secondary, title: 转载}, other: {kind: seed, title: 网文}}
asks: {works-here: {zh: 在这里工作吗?}}
"""


def statements(line: str) -> list[Statement[object]]:
    """The statements of one line of a procedure."""
    return list(load_pack(f"{HEAD}procedures: {{card-reissue: {{{line}}}}}\n", file="a.yaml").statements)


def value(line: str) -> object:
    """The value of the only statement of one line of a procedure."""
    (statement,) = statements(line)
    return statement.value


def condition(written: str) -> object:
    """The condition that is written so."""
    return value(f"only-if: {written}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3..7 working", Wait(least=3, most=7, unit=Unit.WORKING)),
        ("within 15 working", Wait(least=0, most=15, unit=Unit.WORKING)),
        ("7 working", Wait(least=7, most=7, unit=Unit.WORKING)),
        ("5+ working", Wait(least=5, most=None, unit=Unit.WORKING)),
        ("same day", Wait(least=0, most=0, unit=Unit.CALENDAR)),
        ("2 calendar", Wait(least=2, most=2, unit=Unit.CALENDAR)),
        ("1 month", Wait(least=1, most=1, unit=Unit.MONTH)),
        ("1 next-month", Wait(least=1, most=1, unit=Unit.NEXT_MONTH)),
        ("unknown", Special.UNKNOWN),
        ("withdrawn", Special.WITHDRAWN),
    ],
)
def test_waits(written: str, meant: object) -> None:
    assert value(f"wait: {{review: {written}}}") == meant


def test_a_wait_may_begin_with_the_next_month_or_be_in_force_from_a_date() -> None:
    (statement,) = statements("wait: {effect: {value: same day, from: next-month}}")
    assert statement.value == Wait(least=0, most=0, unit=Unit.CALENDAR, from_next_month=True)
    assert statement.first is None
    (statement,) = statements("wait: {effect: {value: same day, from: 2026-01-01}}")
    assert statement.value == Wait(least=0, most=0, unit=Unit.CALENDAR)
    assert statement.first == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("0 yuan", 0, 0),
        ("20 yuan", 2000, 2000),
        ("0..20 yuan", 0, 2000),
        ("1.5 yuan", 150, 150),
        ("0.29..4.35 yuan", 29, 435),
    ],
)
def test_fees_are_exact_in_fen(written: str, least: int, most: int) -> None:
    assert value(f"fee: {written}") == Fee(least=least, most=most)


@pytest.mark.parametrize(
    ("written", "original", "copies"),
    [
        ("original", True, 0),
        ("original + 1 copy", True, 1),
        ("original+2 copies", True, 2),
        ("2 copies", False, 2),
        ("1 copy", False, 1),
        ("form", True, 0),
        ("none", False, 0),
    ],
)
def test_papers(written: str, original: bool, copies: int) -> None:
    assert value(f"requirements: {{photo: {written}}}") == Copies(original=original, copies=copies)


def test_prints_of_a_photo_are_told_from_copies() -> None:
    assert value("requirements: {photo: 3 prints}") == Copies(original=False, copies=3, prints=True)


def test_a_line_of_papers_takes_its_condition_its_group_and_who_hands_it_over() -> None:
    line = "requirements: {p: {value: 1 copy, when: {acts: agent}, one-of: [a, b: {age: 7}], from-person: yes}}"
    assert value(line) == Copies(
        original=False,
        copies=1,
        when=Has(fact="acts", values=("agent",)),
        one_of=(Alternative(paper="a"), Alternative(paper="b", when=Within(fact="age", least=7, most=7))),
        from_person=True,
    )
    assert value("requirements: {photo: none}") == NO_PAPER


def test_the_full_list_is_the_line_of_a_star() -> None:
    complete, photo = statements("requirements: {complete: yes, photo: 1 print}")
    assert (complete.field.line, complete.value) == ("*", Special.COMPLETE)
    assert photo.field.line == "photo"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("working", Opening(name="working")),
        ("daily", Opening(name="daily")),
        ("mon..sat", Opening(weekdays=(1, 2, 3, 4, 5, 6))),
        ("[wed, mon]", Opening(weekdays=(1, 3))),
        ("sun", Opening(weekdays=(7,))),
        (
            "{days: mon..sat, season: 05-01..09-30, else: working}",
            Opening(weekdays=(1, 2, 3, 4, 5, 6), season=((5, 1), (9, 30)), otherwise=Opening(name="working")),
        ),
        ("unknown", Special.UNKNOWN),
    ],
)
def test_openings(written: str, meant: object) -> None:
    assert value(f"open: {written}") == meant


def test_windows_may_run_over_the_end_of_the_year() -> None:
    assert value("windows: [{from: 09-01, to: 02-29}]") == (Window(first=(9, 1), last=(2, 29)),)


@pytest.mark.parametrize(
    ("written", "of"),
    [
        ("birth", Event.BIRTH),
        ("hired", Event.HIRED),
        ("2026-12-31", date(2026, 12, 31)),
        ("enrolled", "enrolled"),
    ],
)
def test_deadlines_run_from_an_event_a_date_or_a_milestone(written: str, of: object) -> None:
    line = f"deadline: {{within: 90 calendar, of: {written}, lost: {{zh: 少, en: less}}, milestones: [a]}}"
    assert value(line) == DeadlineRule(count=90, unit=Unit.CALENDAR, of=of, milestones=("a",), lost=Text("少", "less"))


def test_needs_and_gives() -> None:
    grown = Within(fact="age", least=16, most=None)
    assert value("needs: [a, {milestone: b, when: {age: 16+}}]") == (
        Need(milestone="a"),
        Need(milestone="b", when=grown),
    )
    assert value("gives: {a: [], b: [review, making], c: {stages: [effect], when: {age: 16+}}}") == (
        Give(milestone="a"),
        Give(milestone="b", stages=("review", "making")),
        Give(milestone="c", stages=("effect",), when=grown),
    )


YES_LOCAL = Has(fact="works-here", values=("yes",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{works-here: yes}", YES_LOCAL),
        ("{person: [taiwan, macau]}", Has(fact="person", values=("taiwan", "macau"))),
        ("{now-in: abroad}", Has(fact="now-in", values=("abroad",))),
        ("{age: under 16}", Within(fact="age", least=0, most=15)),
        ("{age: 6..15}", Within(fact="age", least=6, most=15)),
        ("{age: 60+}", Within(fact="age", least=60, most=None)),
        ("{age-days: 7}", Within(fact="age-days", least=7, most=7)),
        (
            "{age: [under 6, 60+]}",
            AnyOf(parts=(Within(fact="age", least=0, most=5), Within(fact="age", least=60, most=None))),
        ),
        ("{born: 2025-01-01..}", Born(first=date(2025, 1, 1), last=None)),
        ("{born: ..2024-12-31}", Born(first=None, last=date(2024, 12, 31))),
        ("{born: 2024-02-29}", Born(first=date(2024, 2, 29), last=date(2024, 2, 29))),
        ("{not: {works-here: yes}}", Not(part=YES_LOCAL)),
        (
            "{works-here: yes, smartphone: no}",
            AllOf(parts=(YES_LOCAL, Has(fact="smartphone", values=("no",)))),
        ),
        (
            "[{works-here: yes}, {smartphone: no}]",
            AnyOf(parts=(YES_LOCAL, Has(fact="smartphone", values=("no",)))),
        ),
        ("{all: [{works-here: yes}]}", AllOf(parts=(YES_LOCAL,))),
    ],
)
def test_conditions(written: str, meant: Condition) -> None:
    assert condition(written) == meant


def test_who_may_be_anybody() -> None:
    assert value("who: {agent: any}") == ALWAYS
    assert value("who: {agent: withdrawn}") is Special.WITHDRAWN


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("only-if: {person: main-land}", "did you mean 'mainland'?"),
        ("only-if: {smart-phone: yes}", "did you mean 'smartphone'?"),
        ("only-if: {smartphone: true}", "write yes or no"),
        ("wait: {revew: 3 working}", "did you mean 'review'?"),
        ("channels: {windows: {}}", "did you mean 'window'?"),
        ("who: {guard: any}", "did you mean 'guardian'?"),
        ("authority: hrs", "did you mean 'hrss'?"),
        ("fee: {value: 1 yuan, by: pages}", "did you mean 'page'?"),
        ("fees: 1 yuan", "did you mean 'fee'?"),
        ("requirements: {photo: {value: 1 print, wenn: {age: 7}}}", "did you mean 'when'?"),
        ("open: workin", "did you mean 'working'?"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(written: str, said: str) -> None:
    with pytest.raises(InvalidPack) as caught:
        statements(written)
    (problem,) = caught.value.problems
    assert said in problem


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("fee: 16元", "write '16 yuan'"),
        ("fee: 16-20元/张", "write '16..20 yuan'"),
        ("fee: 免费", "write '0 yuan'"),
        ("fee: 看情况", "write '20 yuan', '0..20 yuan' or 'unknown'"),
        ("wait: {review: 15个工作日内}", "write 'within 15 working'"),
        ("wait: {review: 3至7个工作日}", "write '3..7 working'"),
        ("wait: {review: 1个月}", "write '1 month'"),
        ("wait: {review: 48小时}", "write '2 calendar'"),
        ("wait: {review: 48 hours}", "a day is '1 calendar'"),
        ("requirements: {photo: 原件和2份复印件}", "write 'original \\+ 2 copies'"),
        ("requirements: {photo: 复印件}", "write '1 copy'"),
        ("who: {parent: any}", "write self, guardian, agent, employer or school"),
        ("who: {self: 16+}", "as in {age: 16\\+}"),
        ("channels: {window: }", "nothing stands here; write {}"),
        ("fee: {value: 20 yuan, by: guide}", "write page or other|write other or page"),
        ("wait:[3 working]", "put a space after the colon"),
    ],
)
def test_what_guides_write_is_answered_with_what_packs_write(line: str, advice: str) -> None:
    with pytest.raises(InvalidPack, match=advice):
        value(line)


def test_a_name_in_chinese_is_answered_with_where_the_ids_are() -> None:
    with pytest.raises(InvalidPack, match="'medcard pack show 全国' lists"):
        load_pack(f"{HEAD}procedures: {{社会保障卡补领: {{fee: 20 yuan}}}}\n", file="a.yaml")
