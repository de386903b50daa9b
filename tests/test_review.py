"""What is remarked about packs that can be used as they are, and which statement of a field comes first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from medcard.catalogue import Catalogue
from medcard.choosing import CRITERIA, rank
from medcard.model import Field, FieldName, Pack, Special
from medcard.packs.discover import bundled_pack
from medcard.packs.drafts import read_drafts
from medcard.packs.load import load_pack
from medcard.packs.problems import Code
from medcard.planner import load_catalogue
from medcard.review.reach import reachable
from medcard.review.remarks import remarks
from medcard.review.winners import Contest, contest_on, contests

ON = date(2026, 11, 28)
HEAD = """\
pack: medcard/pack/1
region: {region}
checked: {checked}
sources:
  page: {{kind: official, stated: {stated}, title: {title}, url: "https://example.gov.cn/1"}}
by: page
"""
NATION = """\
milestones: {ready: {zh: 好, en: ready}, held: {zh: 有, en: held}}
evidence: {photo: {zh: 照片, en: photo}, proof: {zh: 证明, en: proof}}
scenarios: {want: {zh: 要, en: want, goal: [held], options: [look]}}
procedures:
  make: {zh: 做, en: make, authority: hrss, gives: {ready: []}, fee: 5 yuan, channels: {window: {}}}
  take: {zh: 拿, en: take, authority: hrss, needs: [ready], gives: {held: []}, channels: {window: {}}}
  look: {zh: 看, en: look, authority: hrss, channels: {window: {}}}
"""


def pack(
    body: str, region: str = "460100", *, stated: str = "2026-01-05", checked: str = "2026-11-20", title: str = "页"
) -> Pack:
    """A pack of one source."""
    head = HEAD.format(region=f'"{region}"', stated=stated, checked=checked, title=title)
    return load_pack(head + body, file=f"{region}.yaml")


def said(body: str, **of: str) -> list[tuple[int, Code]]:
    """Line and code of every remark about a city's pack under the small nation."""
    nation = pack(NATION, "000000", title="国家的页")
    return [(each.line, each.code) for each in remarks((nation, pack(body, **of)), ON)]


def test_a_plain_pack_earns_no_remark() -> None:
    assert said("procedures: {make: {fee: 6 yuan, wait: {review: 3 working}}}\n") == []


def test_the_small_nation_earns_none() -> None:
    assert remarks((pack(NATION, "000000"),), ON) == ()


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("procedures: {stamp: {zh: 盖章, authority: hrss, fee: 1 yuan}}\n", 7, Code.UNREACHABLE),
        ("procedures: {make: {fee: {value: 1 yuan, for: {age: under 6, born: ..1990-01-01}}}}\n", 7, Code.NEVER_HOLDS),
        ("procedures: {make: {only-if: {all: [{age: 16+}, {age: under 16}]}}}\n", 7, Code.NEVER_HOLDS),
        (
            "procedures:\n  make:\n    requirements:\n"
            "      photo: {value: original, for: {smartphone: no}, when: {smartphone: yes}}\n",
            10,
            Code.NEVER_HOLDS,
        ),
        (
            "evidence:\n  proof:\n    one-of: [photo: {all: [{person: taiwan}, {person: macau}]}]\n",
            9,
            Code.NEVER_HOLDS,
        ),
        (
            "procedures:\n  make:\n    only-if: {age: under 16}\n    channels:\n      app: {only-if: {age: 16+}}\n",
            11,
            Code.COVERS_NOBODY,
        ),
        ("procedures: {make: {fee: 5 yuan}}\n", 7, Code.AS_INHERITED),
    ],
)
def test_each_code_has_its_place(body: str, line: int, code: Code) -> None:
    title = "国家的页" if code is Code.AS_INHERITED else "页"
    assert (line, code) in said(body, title=title)


def test_a_channel_closed_to_some_is_no_mistake() -> None:
    assert said("procedures: {make: {only-if: {value: {not: {person: macau}}, for: {person: macau}}}}\n") == []


def test_a_channel_that_some_statement_opens_covers_somebody() -> None:
    whole = "only-if: {value: {age: under 16}, for: {person: taiwan}}"
    assert said(f"procedures: {{make: {{{whole}, channels: {{app: {{only-if: {{age: 16+}}}}}}}}}}\n") == []


def test_what_another_text_confirms_is_no_copy() -> None:
    assert said("procedures: {make: {fee: 5 yuan}}\n") == []


def test_a_copy_that_keeps_another_statement_from_winning_is_needed() -> None:
    body = "procedures: {make: {fee: 9 yuan, channels: {window: {fee: 5 yuan}}}}\n"
    nation = NATION.replace("fee: 5 yuan, channels: {window: {}}", "channels: {window: {fee: 5 yuan}}")
    chain = (pack(nation, "000000", title="页"), pack(body))
    assert remarks(chain, ON) == ()
    alone = pack(body.replace("fee: 9 yuan, ", ""))
    assert [each.code for each in remarks((chain[0], alone), ON)] == [Code.AS_INHERITED]


def test_a_line_of_a_full_list_is_needed() -> None:
    nation = NATION.replace("fee: 5 yuan", "requirements: {photo: original}")
    body = "procedures: {make: {requirements: {complete: yes, photo: original}}}\n"
    assert remarks((pack(nation, "000000", title="页"), pack(body)), ON) == ()


@pytest.mark.parametrize(
    ("stated", "on", "old"),
    [("2023-12-31", ON, True), ("2024-01-01", ON, False), ("2024", date(2027, 1, 1), True)],
)
def test_a_text_is_old_by_its_year(stated: str, on: date, old: bool) -> None:
    city = pack("procedures: {make: {fee: 6 yuan}}\n", stated=stated)
    assert [(each.line, each.code) for each in remarks((pack(NATION, "000000"), city), on)] == [(5, Code.STALE)] * old


def test_an_undated_text_is_as_old_as_its_check_and_a_law_is_never_old() -> None:
    body = "procedures: {make: {fee: 6 yuan}}\n"
    text = HEAD.format(region="460100", checked="2020-01-01", stated="2019", title="页") + body
    undated = load_pack(text.replace("stated: 2019, ", ""), file="a.yaml")
    assert [each.message.partition(";")[0] for each in remarks((pack(NATION, "000000"), undated), ON)] == [
        "page is undated, checked on 2020-01-01"
    ]
    law = load_pack(text.replace("kind: official", "kind: law"), file="a.yaml")
    assert remarks((pack(NATION, "000000"), law), ON) == ()


def test_a_source_that_nothing_rests_on_is_noted_where_it_stands() -> None:
    assert said("contacts: {hrss: {zh: 电话, phone: '12333'}}\n") == []
    assert said("places: {hrss-window: {points: [{zh: 大厅}]}}\n") == []
    assert said("calendar: {closed: [{on: 2026-04-20}]}\n") == []
    assert said("places: {hrss-window: {open: daily}}\nasks:\n  lives-here: {zh: 住在这里吗?}\n") == [(9, Code.UNUSED)]
    used = (
        "places: {hrss-window: {open: {value: daily, for: {lives-here: no}}}}\nasks: {lives-here: {zh: 住在这里吗?}}\n"
    )
    assert said(used) == []
    assert said("asks: {lives-here: {zh: 住在这里吗?}}\n") == [(5, Code.UNUSED), (7, Code.UNUSED)]


def test_a_place_where_nothing_is_done_and_a_paper_that_nobody_asks_for_are_noted() -> None:
    assert said("places:\n  hrss-windw: {zh: 窗口, points: [{zh: 大厅}]}\n") == [(8, Code.UNUSED)]
    assert said("places: {hall: {zh: 大厅, points: [{zh: 大厅}]}}\nprocedures: {make: {at: hall}}\n") == []
    form = "evidence:\n  local-form: {zh: 表}\nprocedures: {make: {fee: 6 yuan%s}}\n"
    assert said(form % "") == [(8, Code.UNUSED)]
    assert said(form % ", requirements: {local-form: form}") == []


def test_files_without_cases_and_beside_bundled_packs_are_noted(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text('pack: medcard/pack/1\nregion: "460100"\nchecked: 2026-11-20\n')
    assert [each.code for each in read_drafts([tmp_path]).remarks()] == [Code.NO_CASES, Code.SECOND_PACK]
    (tmp_path / "mine.cases.yaml").write_text("[]")
    (tmp_path / "mine.yaml").write_text(
        'pack: medcard/pack/1\nregion: "460100"\nchecked: 2026-11-20\nreplaces: 460100.yaml\n'
    )
    assert read_drafts([tmp_path]).remarks() == ()


def test_packages_are_reached_with_what_they_join() -> None:
    chain = (pack(NATION, "000000"), pack("procedures: {both: {zh: 一起办, joins: [make, take]}}\n"))
    assert reachable(chain) == {"make", "take", "look", "both"}
    assert reachable((pack(NATION.replace("goal: [held]", "goal: [ready]"), "000000"),)) == {"make", "look"}


# winners


def fees(*claims: str) -> Contest:
    """The contest of a fee on which a city's claims disagree."""
    body = f"procedures: {{make: {{fee: {{claims: [{', '.join(claims)}]}}}}}}\n"
    sources = "  later: {kind: official, stated: 2026-06-01, title: 新}\n  web: {kind: seed, title: 网文}\n"
    sources = sources.replace("title: 新", 'title: 新, number: "1"')
    text = HEAD.format(region="460100", checked="2026-11-20", stated="2026-01-05", title="页")
    city = load_pack(text.replace("by: page\n", sources + "by: page\n") + body, file="city.yaml")
    rules = Catalogue.of((pack(NATION, "000000"), city)).rules(("000000", "460100"), ON)
    contest = contest_on(rules, Field("make", FieldName.FEE))
    assert contest is not None
    return contest


def test_the_loser_is_told_the_first_criterion_that_it_misses() -> None:
    contest = fees("{value: 6 yuan}", "{value: 7 yuan, by: later}", "{value: 8 yuan, by: web}")
    assert [each.source.id for each in contest.winners] == ["later"]
    assert [(each.statement.origin.region, each.by.get("en")) for each in contest.losers] == [
        ("460100", "later"),
        ("000000", "stated for a region over the nation"),
        ("460100", "not a web article"),
    ]


def test_a_statement_about_some_lets_the_next_one_win_for_the_others() -> None:
    contest = fees("{value: 7 yuan, by: later, for: {age: under 16}}", "{value: 6 yuan}")
    assert [each.source.id for each in contest.winners] == ["later", "page"]
    assert [each.statement.origin.region for each in contest.losers] == ["000000"]
    assert len(contest.outcome) == 2


def test_what_is_not_published_beats_nothing_but_is_told() -> None:
    contest = fees("unknown")
    assert [each.origin.region for each in contest.winners] == ["000000"]
    assert [each.value for each in contest.unpublished] == [Special.UNKNOWN]


def test_there_is_a_criterion_for_each_member_of_a_rank() -> None:
    rules = load_catalogue("460100").rules(("000000", "460000", "460100"), ON)
    statement = bundled_pack("460100").statements[0]  # type: ignore[union-attr]
    assert len(rank(statement, rules)) == len(CRITERIA)


def test_channels_are_told_only_where_they_differ_from_what_is_above() -> None:
    city = pack("procedures: {make: {fee: 6 yuan, channels: {app: {}, app:x: {fee: 7 yuan}}}}\n")
    rules = Catalogue.of((pack(NATION, "000000"), city)).rules(("000000", "460100"), ON)
    assert [str(each.field) for each in contests(rules) if each.field.name is FieldName.FEE] == [
        "make.fee",
        "make@app:x.fee",
    ]
