"""A whole pack file: what its statements say, who says so, in which order; and that nothing else comes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.conditions import AllOf, Born, Has
from medcard.errors import InvalidPack
from medcard.facts import Kind
from medcard.model import (
    NO_PAPER,
    Field,
    FieldName,
    Need,
    Pack,
    SourceKind,
    Special,
    Statement,
    Text,
    Wait,
)
from medcard.packs.discover import bundled
from medcard.packs.load import load_pack
from medcard.problem import Unit

EXAMPLE = Path(__file__).parent / "packs" / "460100.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
HEAD = """\
pack: medcard/pack/1
region: 460100
checked: 2026-11-20
sources: {page: {kind: secondary, title: 转载}, other: {kind: seed, title: 网文}}
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(TEXT, file="460100.yaml")


def said(
    pack: Pack, owner: str, name: FieldName, channel: str | None = None, line: str | None = None
) -> list[Statement[object]]:
    """The statements of a pack on one field."""
    return [s for s in pack.statements if s.field == Field(owner, name, channel, line)]


def load(body: str) -> Pack:
    return load_pack(HEAD + body, file="460100.yaml")


def test_the_head_and_the_sources(pack: Pack) -> None:
    assert (pack.region, pack.checked_on, pack.file) == ("460100", date(2026, 11, 20), "460100.yaml")
    sources = {source.id: source for source in pack.sources}
    assert sources["jingyanla"].stated is None
    assert sources["jingyanla"].checked_on == date(2026, 11, 20)
    assert (sources["hnykt-2024"].kind, sources["hnykt-2024"].via) == (
        SourceKind.OFFICIAL,
        SourceKind.SECONDARY,
    )
    assert (sources["jy-2025"].stated, sources["jy-2025"].stated_on) == ("2025-02", date(2025, 2, 1))
    assert sources["jy-2025"].checked_on == date(2026, 11, 22)


def test_every_statement_has_a_line_and_stands_in_the_order_of_the_file(pack: Pack) -> None:
    lines = TEXT.splitlines()
    assert all(earlier.origin.line <= later.origin.line for earlier, later in pairwise(pack.statements))
    for statement in pack.statements:
        field = statement.field
        parts = (field.owner, field.name, field.line or "", "value:", "complete", field.channel or "")
        assert any(part and part in lines[statement.origin.line - 1] for part in parts)
        assert (statement.origin.region, statement.origin.file) == ("460100", "460100.yaml")


def test_claims_keep_every_source(pack: Pack) -> None:
    claims = said(pack, "card-reissue", FieldName.WAIT, line="review+making")
    assert [(claim.source.id, claim.value) for claim in claims] == [
        ("jingyanla", Wait(least=45, most=45, unit=Unit.WORKING)),
        ("seed-003", Wait(least=3, most=7, unit=Unit.WORKING)),
    ]
    none, original = said(pack, "card-first-issue", FieldName.REQUIREMENTS, line="agent-proof")
    assert (none.value, none.source.id, original.source.id) == (NO_PAPER, "yjbys-2024", "jingyanla")


def test_a_statement_says_whom_it_is_about_and_from_when(pack: Pack) -> None:
    (wait,) = said(pack, "card-replace", FieldName.WAIT, line="review+making")
    assert (wait.about, wait.first, wait.until) == (
        Has(fact="changed", values=("bank",)),
        date(2024, 3, 1),
        None,
    )
    (deadline,) = said(pack, "enrol-newborn", FieldName.DEADLINE)
    assert deadline.about == Born(first=date(2025, 1, 1), last=None)
    assert deadline.source.id == "jy-2025"
    (note,) = said(pack, "pay-premium", FieldName.NOTE)
    assert (note.value, note.until, note.fixed) == (Text("逾期不补", "no later"), date(2027, 12, 31), True)


def test_channels_are_statements_and_their_fields_take_their_source(pack: Pack) -> None:
    (there,) = said(pack, "card-replace", FieldName.CHANNEL, "app:hainan-yikatong")
    (gone,) = said(pack, "card-replace", FieldName.CHANNEL, "app")
    assert (there.value, there.source.id) == (True, "hnykt-2024")
    assert (gone.value, gone.source.id) == (Special.WITHDRAWN, "yjbys-2024")
    (wait,) = said(pack, "card-replace", FieldName.WAIT, "app:hainan-yikatong", "delivery")
    assert (wait.value, wait.source.id) == (Special.UNKNOWN, "hnykt-2024")
    (instant,) = said(pack, "card-replace", FieldName.WAIT, "bank:zsrcb", "review+making")
    assert instant.value == Wait(least=0, most=0, unit=Unit.CALENDAR)


def test_declarations(pack: Pack) -> None:
    procedures = {procedure.id: procedure for procedure in pack.procedures}
    assert procedures["pay-premium"].name == Text("缴纳医保费")
    assert procedures["pay-premium"].authority == "tax"
    assert procedures["newborn-package"].joins == ("enrol-newborn", "card-first-issue")
    assert [channel.id for channel in procedures["card-replace"].channels] == [
        "app:hainan-yikatong",
        "bank:zsrcb",
    ]
    assert [(ask.name, ask.kind, ask.typical, ask.ask_zh) for ask in pack.asks] == [
        ("public-services-here", Kind.YES_NO, "yes", "在海口就业、参保或居住吗？")
    ]
    papers = {paper.id: paper for paper in pack.papers}
    assert papers["card-form"].from_counter
    assert papers["new-card"].comes_with == "card-collected"
    places = {place.id: place for place in pack.places}
    assert places["bank-bank"].same_as == "card-bank"
    (point,) = places["card-bank"].points
    assert (point.phone, point.hours and point.hours.words.zh, point.source.id, point.origin.line) == (
        "65303495",
        "22:00 前",
        "yjbys-2024",
        21,
    )
    assert [(day.on.isoformat(), day.source.id) for day in (*pack.closed, *pack.opened)] == [
        ("2026-04-20", "yjbys-2024"),
        ("2026-05-09", "jingyanla"),
    ]
    assert [(contact.authority, contact.phone) for contact in pack.contacts] == [("hrss", "12333")]


def test_scenarios_milestones_and_assumptions(pack: Pack) -> None:
    (scenario,) = pack.scenarios
    assert scenario.typical == (("insured-as", "employee"), ("age", "35"))
    assert scenario.goal[1] == Need(milestone="bank-usable", when=Has(fact="bank-active", values=("yes",)))
    assert len(scenario.urgent) == 2
    assert (scenario.asks, scenario.options) == (("loss-kind", "public-services-here"), ("police-report",))
    (milestone,) = pack.milestones
    assert milestone.running is not None
    assert (milestone.running.since, milestone.running.like) == ("applied-on", "card-first-issue")
    (fee,) = said(pack, "fee", FieldName.ASSUMED)
    assert fee.source.id == "seed-003"
    assert said(pack, "making", FieldName.ASSUMED)[0].value == Wait(least=10, most=30, unit=Unit.WORKING)


@pytest.mark.parametrize(
    "written",
    [
        "by: page\nprocedures: {p: {fee: 1 yuan}}",
        "by: other\nprocedures: {p: {by: page, fee: 1 yuan}}",
        "procedures: {by: page, p: {fee: 1 yuan}}",
        "by: other\nprocedures: {p: {fee: {value: 1 yuan, by: page}}}",
        "by: other\nprocedures: {p: {fee: {by: page, claims: [1 yuan]}}}",
        "by: other\nprocedures: {p: {fee: {claims: [{value: 1 yuan, by: page}]}}}",
        "procedures: {p: {requirements: {by: page, photo: none}}}",
        "procedures: {p: {wait: {by: page, review: unknown}}}",
        "procedures: {p: {wait: {value: {review: unknown}, by: page}}}",
        "procedures: {p: {who: {claims: [{self: any, by: page}]}}}",
        "procedures: {p: {deadline: {within: 1 month, of: birth, lost: 钱, by: page}}}",
        "procedures: {p: {only-if: {smartphone: yes, by: page}}}",
        "procedures: {p: {channels: {app: {by: page}}}}",
        "procedures: {p: {channels: {by: page, app: withdrawn}}}",
        "procedures: {p: {channels: {app: {value: withdrawn, by: page}}}}",
        "places: {a: {open: {days: daily, by: page}}}",
        "evidence: {a: {one-of: {value: [b], by: page}}}",
        "assumed: {by: page, fee: 1 yuan}",
    ],
)
def test_the_nearest_enclosing_source_counts(written: str) -> None:
    (statement,) = load(written + "\n").statements
    assert statement.source.id == "page"


def test_conditions_of_the_blocks_around_add_up() -> None:
    channel = "for: {smartphone: yes}, fee: {value: 1 yuan, for: {enrolled: yes}}"
    body = f"procedures: {{p: {{by: page, channels: {{app: {{{channel}}}}}}}}}\n"
    fee, there = sorted(load(body).statements, key=lambda s: s.field.name is FieldName.CHANNEL)
    smart, enrolled = Has(fact="smartphone", values=("yes",)), Has(fact="enrolled", values=("yes",))
    assert there.about == smart
    assert fee.about == AllOf(parts=(smart, enrolled))


@pytest.mark.parametrize(
    "claims",
    [
        "{value: 0 yuan, for: {age: under 16}}, {value: 1 yuan, for: {age: 16+}}",
        "{value: 0 yuan, for: {defect-cause: quality}}, {value: 1 yuan, for: {not: {defect-cause: quality}}}",
        "{value: 0 yuan, until: 2025-12-31}, {value: 1 yuan, from: 2026-01-01}",
        "{value: 0 yuan, for: {born: ..2024-12-31}}, {value: 1 yuan, for: {born: 2025-01-01..}}",
        "{value: 0 yuan, for: {born: 2025-01-01..}}, {value: 1 yuan, for: {age: 60+}}",
        "{value: 0 yuan}, {value: 1 yuan, by: other}",
        "{value: 0 yuan}, {value: unknown}",
        "{value: 0 yuan}, {value: 0..0 yuan}",
        "{value: 0 yuan, for: {person: [taiwan, macau]}}, {value: 1 yuan, for: {all: [{person: mainland}]}}",
    ],
)
def test_statements_for_different_people_times_or_sources_are_no_contradiction(claims: str) -> None:
    assert len(load(f"by: page\nprocedures: {{p: {{fee: {{claims: [{claims}]}}}}}}\n").statements) == 2


def test_a_contradiction_names_somebody_for_whom_both_hold() -> None:
    claims = "{value: 0 yuan, for: {age: under 16, changed: bank}}, {value: 1 yuan, for: {age: 15+}}"
    with pytest.raises(InvalidPack) as caught:
        load(f"by: page\nprocedures: {{p: {{fee: {{claims: [{claims}]}}}}}}\n")
    (problem,) = caught.value.problems
    assert "both hold for changed: bank, age: 15 on 2026-11-20" in problem
    assert "'page' says something else at 6:33" in problem


def test_conditions_too_tangled_to_compare_are_refused() -> None:
    names = [f"{side}-{i}" for side in ("here", "there") for i in range(20)]
    asks = ", ".join(f"{name}: {{zh: 是吗?}}" for name in names)
    alike = ", ".join(
        f"{{any: [{{here-{i}: yes, there-{i}: yes}}, {{here-{i}: no, there-{i}: no}}]}}" for i in range(20)
    )
    claims = f"{{value: 0 yuan, for: {{all: [{alike}]}}}}, 1 yuan"
    with pytest.raises(InvalidPack, match="bad-condition: cannot tell whether this contradicts"):
        load(f"by: page\nasks: {{{asks}}}\nprocedures: {{p: {{fee: {{claims: [{claims}]}}}}}}\n")


@pytest.mark.parametrize("code", bundled())
def test_every_bundled_pack_loads(code: str) -> None:
    resource = bundled()[code]
    assert load_pack(resource.read_bytes(), file=resource.name).region == code


# Fuzz: whatever is done to a good pack, it is a pack or an InvalidPack with places.

LINES = TEXT.splitlines(keepends=True)
VALUE_WORDS = """
    any not value claims by for from until unknown withdrawn yes age born 2026-01-01 next-month [] {} [a,a] '' #
    99999+ 0..99999 1900-01-01.. ..2199-12-31 2000-02-29 {a:} 0..20&yuan 3&working under&16
"""
WORDS = st.sampled_from([word.replace("&", " ") for word in VALUE_WORDS.split()])


def outcome(text: str) -> Iterator[object]:
    """The pack, or its problems; anything else fails the test."""
    try:
        yield load_pack(text, file="fuzz.yaml")
    except InvalidPack as error:
        yield from error.found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), WORDS | st.text(max_size=3)), max_size=4))
def test_a_damaged_pack_is_refused_or_read(cuts: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for at, length, word in cuts:
        text = text[:at] + word + text[at + length :]
    assert list(outcome(text))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_pack_with_lines_out_of_place_is_refused_or_read(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        taken = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), taken)
    assert list(outcome("".join(lines)))


SCALARS = WORDS.map(repr) | st.sampled_from(
    ["review", "card-lost", "original", "page", "other", "self", "window", "app:x", "lost", "person", "mainland"]
)
KEY_WORDS = """
    by for from value claims fee wait who requirements channels only-if needs gives at open deadline windows
    note joins authority zh en points one-of all any not age born person review self window complete photo days
    stages when milestone within of lost season else since like running holds facts typical goal urgent needed
    asks options closed phone same-as fixed
"""
KEYS = st.sampled_from(KEY_WORDS.split())
FLOW = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
        | st.dictionaries(KEYS, inner, max_size=4).map(
            lambda items: "{" + ", ".join(f"{key}: {part}" for key, part in items.items()) + "}"
        )
    ),
    max_leaves=12,
)
SECTIONS = ["asks", "contacts", "calendar", "places", "evidence", "procedures", "milestones", "assumed", "scenarios"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(SECTIONS), FLOW | FLOW.map(lambda part: f"{{p: {part}}}"), max_size=3))
def test_any_structure_is_refused_or_read(sections: dict[str, str]) -> None:
    body = "".join(f"{section}: {part}\n" for section, part in sections.items())
    assert list(outcome(HEAD + "by: page\n" + body))
