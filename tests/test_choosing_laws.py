"""Merging is a union; choosing is one published rule (docs/pack-format.md, "Choosing"), criterion by criterion."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcard.calendars import work_calendar
from medcard.catalogue import Catalogue, Rules
from medcard.choosing import Chooser, Chosen
from medcard.conditions import ALWAYS, Condition, Has, Known
from medcard.grounding.calendars import Calendars
from medcard.grounding.holding import Holding
from medcard.grounding.papers import demand
from medcard.model import (
    NATION,
    NO_PAPER,
    Copies,
    DeadlineRule,
    Fee,
    Field,
    FieldName,
    Origin,
    Pack,
    Procedure,
    Source,
    SourceKind,
    Special,
    Statement,
    Text,
    Wait,
)
from medcard.packs.load import load_pack
from medcard.problem import Unit
from strategies.packs import CHAIN, CITY, PROVINCE, START, fields, packs

LAWS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(LAWS, max_examples=10)
"""For laws of whole catalogues, which take long to draw."""
SOMEBODY = Known(on=START, born=(date(1990, 1, 1), date(1990, 1, 1)), values={"person": "mainland"})
OWNER = "apply"
FEE = Field(OWNER, FieldName.FEE)
CHEAP, DEAR = Fee(least=0, most=500), Fee(least=0, most=2000)


def say(
    value: object,
    *,
    field: Field = FEE,
    region: str = CITY,
    kind: SourceKind = SourceKind.OFFICIAL,
    stated: date | None = date(2024, 1, 1),
    id_: str = "m",
    about: Condition = ALWAYS,
    line: int = 5,
    **more: Any,
) -> Statement[object]:
    """One statement, plain where nothing else is said."""
    source = Source(region=region, id=id_, kind=kind, title="甲", stated_on=stated, checked_on=START)
    origin = Origin(region=region, file=f"{region}.yaml", line=line)
    return Statement(field=field, value=value, source=source, origin=origin, about=about, **more)


def rules(*said: Statement[object], authority: str = "hrss") -> Rules:
    """The rules of a chain whose packs say this."""
    procedure = Procedure(id=OWNER, authority=authority)
    made = [
        Pack(
            region=region,
            file=f"{region}.yaml",
            checked_on=START,
            procedures=(procedure,) if region == NATION else (),
            statements=tuple(s for s in said if s.origin.region == region),
        )
        for region in CHAIN
    ]
    return Catalogue.of(made).rules(CHAIN, START)


def choose(*said: Statement[object], channel: str | None = None, authority: str = "hrss") -> Chosen[Any]:
    """What is chosen of statements on one field, whatever their order."""
    field = said[0].field
    found = [
        Chooser(rules(*order, authority=authority), SOMEBODY).one(field.owner, field.name, channel, field.line)
        for order in permutations(said)
    ]
    assert all((each.value, each.statement) == (found[0].value, found[0].statement) for each in found)
    return found[0]


# ---- merging ---------------------------------------------------------------------------------------------------

CATALOGUES = st.lists(st.one_of(*(packs(region, 2) for region in CHAIN)), max_size=3).map(Catalogue.of)


@FEW
@given(CATALOGUES, CATALOGUES, CATALOGUES)
def test_merging_is_associative(a: Catalogue, b: Catalogue, c: Catalogue) -> None:
    regions = [{pack.region for pack in each.packs} for each in (a, b, c)]
    b = Catalogue.of(pack for pack in b.packs if pack.region not in regions[0])
    c = Catalogue.of(pack for pack in c.packs if pack.region not in regions[0] | regions[1])
    assert a.merge(b).merge(c) == a.merge(b.merge(c))


@FEW
@given(CATALOGUES, CATALOGUES)
def test_merging_is_commutative(a: Catalogue, b: Catalogue) -> None:
    b = Catalogue.of(pack for pack in b.packs if pack.region not in {pack.region for pack in a.packs})
    assert a.merge(b) == b.merge(a)


@FEW
@given(CATALOGUES)
def test_merging_is_idempotent_and_the_empty_catalogue_is_neutral(a: Catalogue) -> None:
    assert a.merge(a) == a
    assert a.merge(Catalogue.of([])) == a == Catalogue.of([]).merge(a)


@LAWS
@given(st.tuples(*(packs(region, 8) for region in CHAIN)), fields(), st.randoms())
def test_choosing_is_free_of_the_order_of_packs_and_statements(
    made: tuple[Pack, ...], field: Field, random: Any
) -> None:
    mixed = [attrs.evolve(p, statements=tuple(random.sample(p.statements, len(p.statements)))) for p in made]
    random.shuffle(mixed)
    one, other = (
        Chooser(Catalogue.of(each).rules(CHAIN, START), SOMEBODY).one(
            field.owner, field.name, field.channel, field.line
        )
        for each in (made, mixed)
    )
    assert (one.value, one.statement, one.losers) == (other.value, other.statement, other.losers)


def test_the_order_of_keys_in_a_file_changes_nothing() -> None:
    head = "pack: medcard/pack/1\nregion: 460100\nchecked: 2026-11-20\n"
    head += "sources: {a: {kind: secondary, title: 甲}, b: {kind: secondary, title: 乙}}\nby: a\n"
    body = ["fee: {claims: [{value: 5 yuan}, {value: 20 yuan, by: b}]}", "wait: {review: 3 working}", "at: hall"]
    chosen = []
    for lines in permutations(body):
        text = head + "procedures:\n  apply:\n" + "".join(f"    {line}\n" for line in lines)
        chooser = Chooser(Catalogue.of([load_pack(text, file="460100.yaml")]).rules(CHAIN, START), SOMEBODY)
        chosen.append(
            [
                chooser.one(OWNER, FieldName.FEE).value,
                chooser.one(OWNER, FieldName.WAIT, None, "review").value,
                chooser.one(OWNER, FieldName.AT).value,
            ]
        )
    assert chosen == [chosen[0]] * 6
    assert chosen[0] == [Fee(least=2000, most=2000), Wait(least=3, most=3, unit=Unit.WORKING), "hall"]


# ---- the rule, criterion by criterion --------------------------------------------------------------------------
# In each pair the first wins by its criterion, although the second is better by every criterion after it.

BEST_AFTER: dict[str, tuple[Statement[object], Statement[object]]] = {
    "a fixed national statement beats all": (
        say(CHEAP, kind=SourceKind.SEED, stated=None, id_="z", region=NATION, fixed=True),
        say(DEAR, kind=SourceKind.LAW, stated=date(2026, 1, 1), id_="a"),
    ),
    "not a seed": (
        say(CHEAP, region=NATION, kind=SourceKind.SECONDARY, stated=None, id_="z"),
        say(DEAR, kind=SourceKind.SEED, stated=date(2026, 1, 1), id_="a"),
    ),
    "stated for a region over the nation": (
        say(CHEAP, region=PROVINCE, kind=SourceKind.SECONDARY, stated=None, id_="z"),
        say(DEAR, region=NATION, kind=SourceKind.LAW, stated=date(2026, 1, 1), id_="a"),
    ),
    "strong kinds over media and secondary": (
        say(CHEAP, region=PROVINCE, kind=SourceKind.OFFICIAL, stated=None, id_="z"),
        say(DEAR, region=CITY, kind=SourceKind.MEDIA, stated=date(2026, 1, 1), id_="a"),
    ),
    "dated over undated": (
        say(CHEAP, region=PROVINCE, kind=SourceKind.OFFICIAL, stated=date(2020, 1, 1), id_="z"),
        say(DEAR, region=CITY, kind=SourceKind.LAW, stated=None, id_="a"),
    ),
    "nearer region": (
        say(CHEAP, region=CITY, kind=SourceKind.OFFICIAL, stated=date(2020, 1, 1), id_="z"),
        say(
            DEAR,
            region=PROVINCE,
            kind=SourceKind.LAW,
            stated=date(2026, 1, 1),
            id_="a",
            field=Field(OWNER, FieldName.FEE, "app:x"),
        ),
    ),
    "named channel over kind": (
        say(
            CHEAP,
            kind=SourceKind.OFFICIAL,
            stated=date(2020, 1, 1),
            id_="z",
            field=Field(OWNER, FieldName.FEE, "app:x"),
        ),
        say(DEAR, kind=SourceKind.LAW, stated=date(2026, 1, 1), id_="a", field=Field(OWNER, FieldName.FEE, "app")),
    ),
    "kind of channel over procedure": (
        say(
            CHEAP, kind=SourceKind.OFFICIAL, stated=date(2020, 1, 1), id_="z", field=Field(OWNER, FieldName.FEE, "app")
        ),
        say(DEAR, kind=SourceKind.LAW, stated=date(2026, 1, 1), id_="a"),
    ),
    "later stated": (
        say(CHEAP, kind=SourceKind.OFFICIAL, stated=date(2025, 1, 2), id_="z"),
        say(DEAR, kind=SourceKind.LAW, stated=date(2025, 1, 1), id_="a"),
    ),
    "order of kinds": (say(CHEAP, kind=SourceKind.LAW, id_="z"), say(DEAR, kind=SourceKind.MINISTRY, id_="a")),
    "the cautious value": (say(DEAR, id_="z"), say(CHEAP, id_="a")),
    "smaller source id": (say(Fee(least=1, most=9), id_="a"), say(Fee(least=2, most=9), id_="b")),
}


@pytest.mark.parametrize("criterion", BEST_AFTER)
def test_the_first_difference_decides(criterion: str) -> None:
    winner, loser = BEST_AFTER[criterion]
    chosen = choose(winner, loser, channel="app:x")
    assert chosen.statement == winner
    assert chosen.losers == (loser,)


@pytest.mark.parametrize(("authority", "used"), [("bank", CHEAP), ("hrss", DEAR)])
def test_a_bank_is_strong_for_the_banks_half_only(authority: str, used: Fee) -> None:
    of_bank = say(CHEAP, kind=SourceKind.BANK, stated=date(2020, 1, 1))
    of_press = say(DEAR, kind=SourceKind.MEDIA, stated=date(2026, 1, 1))
    assert choose(of_bank, of_press, authority=authority).value == used


@pytest.mark.parametrize(
    ("cautious", "bold"),
    [
        (Wait(least=0, most=None, unit=Unit.WORKING), Wait(least=9, most=90, unit=Unit.CALENDAR)),
        (Wait(least=0, most=1, unit=Unit.MONTH), Wait(least=9, most=20, unit=Unit.WORKING)),
        (Wait(least=0, most=5, unit=Unit.WORKING), Wait(least=3, most=5, unit=Unit.CALENDAR)),
    ],
)
def test_the_longer_wait_is_the_cautious_one(cautious: Wait, bold: Wait) -> None:
    field = Field(OWNER, FieldName.WAIT, None, "review")
    assert choose(say(cautious, field=field, id_="z"), say(bold, field=field, id_="a")).value == cautious


def test_more_papers_are_the_cautious_value() -> None:
    field = Field(OWNER, FieldName.REQUIREMENTS, None, "photo")
    more = Copies(original=True, copies=1)
    assert choose(say(more, field=field, id_="z"), say(NO_PAPER, field=field, id_="a")).value == more


def test_the_earlier_deadline_is_the_cautious_one() -> None:
    field = Field(OWNER, FieldName.DEADLINE)
    soon, late = (
        DeadlineRule(count=count, unit=unit, of="applied", milestones=(), lost=Text("失效"))
        for count, unit in ((2, Unit.WORKING), (7, Unit.CALENDAR))
    )
    assert choose(say(soon, field=field, id_="z"), say(late, field=field, id_="a")).value == soon


def test_a_year_counts_as_its_first_day() -> None:
    head = "pack: medcard/pack/1\nregion: 460100\nchecked: 2026-11-20\nsources:\n"
    sources = "  a: {kind: secondary, title: 甲, stated: 2025}\n  b: {kind: secondary, title: 乙, stated: 2025-01-02}\n"
    body = "procedures: {apply: {fee: {claims: [{value: 20 yuan, by: a}, {value: 5 yuan, by: b}]}}}\n"
    made = Catalogue.of([load_pack(head + sources + body, file="460100.yaml")]).rules(CHAIN, START)
    assert Chooser(made, SOMEBODY).one(OWNER, FieldName.FEE).value == Fee(least=500, most=500)


# ---- unknown, withdrawn, complete, for, from and until --------------------------------------------------------


def test_unknown_beats_nothing() -> None:
    unknown = say(Special.UNKNOWN, kind=SourceKind.LAW, stated=date(2026, 1, 1))
    seed = say(CHEAP, region=NATION, kind=SourceKind.SEED, stated=None)
    assert choose(unknown, seed).value == CHEAP
    assert choose(unknown, seed).losers == ()
    assert choose(unknown).value is Special.UNKNOWN


def test_withdrawn_ends_what_is_inherited() -> None:
    inherited = say(DEAR, region=NATION, kind=SourceKind.LAW, stated=date(2026, 1, 1))
    chosen = choose(say(Special.WITHDRAWN, kind=SourceKind.SECONDARY, stated=None), inherited)
    assert chosen.value is Special.WITHDRAWN
    assert not chosen.stated


def test_withdrawn_does_not_end_what_is_fixed() -> None:
    fixed = say(DEAR, region=NATION, fixed=True)
    assert choose(say(Special.WITHDRAWN), fixed).value == DEAR


def lines(*said: Statement[object], channel: str = "window") -> tuple[str, ...]:
    """The lines of papers that somebody is asked for."""
    chooser = Chooser(rules(*said), SOMEBODY)
    holding = Holding(chooser, Calendars(work_calendar(), START))
    lines = [line for line in chooser.rules.lines(OWNER, FieldName.REQUIREMENTS, channel) if line != "*"]
    return tuple(line for line in lines if demand(chooser, OWNER, channel, line, SOMEBODY, holding) is not None)


def paper(
    line: str, value: object = Copies(original=True, copies=0), channel: str | None = None, **more: Any
) -> Statement[object]:
    return say(value, field=Field(OWNER, FieldName.REQUIREMENTS, channel, line), **more)


def test_a_full_list_ends_the_inherited_lines_that_it_does_not_repeat() -> None:
    inherited = [paper(line, region=NATION) for line in ("form", "id", "photo")]
    assert lines(*inherited, paper("id")) == ("form", "id", "photo")
    assert lines(*inherited, paper("id"), paper("*", Special.COMPLETE)) == ("id",)
    assert lines(*inherited, paper("id", Special.UNKNOWN), paper("*", Special.COMPLETE)) == ("id",)
    assert lines(*inherited, paper("*", Special.COMPLETE, region=NATION)) == ("form", "id", "photo")


def test_a_full_list_of_a_channel_ends_lines_of_that_channel_only() -> None:
    inherited = [paper(line, region=NATION) for line in ("form", "id")]
    full = paper("*", Special.COMPLETE, channel="app")
    assert lines(*inherited, full, paper("id", channel="app"), channel="app") == ("id",)
    assert lines(*inherited, full, paper("id", channel="app"), channel="window") == ("form", "id")


def test_a_weaker_full_list_does_not_end_a_stronger_line() -> None:
    fixed = paper("id", region=NATION, fixed=True)
    assert lines(fixed, paper("form", region=NATION), paper("*", Special.COMPLETE)) == ("id",)


@pytest.mark.parametrize(("person", "used"), [("mainland", DEAR), ("foreigner", CHEAP)])
def test_a_statement_counts_only_for_those_it_is_about(person: str, used: Fee) -> None:
    made = rules(say(DEAR, about=Has(fact="person", values=("mainland",))), say(CHEAP, region=NATION))
    known = attrs.evolve(SOMEBODY, values={"person": person})
    assert Chooser(made, known).one(OWNER, FieldName.FEE).value == used


def test_whom_it_is_about_matters_where_that_is_unknown() -> None:
    made = rules(say(DEAR, about=Has(fact="enrolled", values=("yes",))), say(CHEAP, region=NATION))
    chooser = Chooser(made, SOMEBODY)
    chooser.one(OWNER, FieldName.FEE)
    assert list(chooser.open) == ["enrolled"]


@pytest.mark.parametrize(
    ("as_of", "used"),
    [
        (date(2026, 2, 28), CHEAP),
        (date(2026, 3, 1), DEAR),
        (date(2026, 6, 30), DEAR),
        (date(2026, 7, 1), CHEAP),
    ],
)
def test_a_statement_holds_from_its_first_to_its_last_day(as_of: date, used: Fee) -> None:
    timed = say(DEAR, first=date(2026, 3, 1), until=date(2026, 6, 30))
    made = [
        Pack(region=r, file=f"{r}.yaml", checked_on=START, statements=(s,))
        for r, s in ((CITY, timed), (NATION, say(CHEAP, region=NATION)))
    ]
    chosen = Chooser(Catalogue.of(made).rules(CHAIN, as_of), SOMEBODY).one(OWNER, FieldName.FEE)
    assert chosen.value == used


def test_the_published_rule_names_the_criteria_in_this_order() -> None:
    text = (Path(__file__).parents[1] / "docs" / "pack-format.md").read_text(encoding="utf-8")
    rule = " ".join(text.split("## Choosing")[1].split())
    words = [
        "`fixed` beats all", "not a seed", "stated for a region", "kind in {law, ministry, official; bank",
        "dated over undated", "nearer region", "named channel over kind over procedure", "later `stated`",
        "order of kinds", "the cautious value", "smaller source id",
    ]  # fmt: skip
    at = [rule.index(each) for each in words]
    assert at == sorted(at)
