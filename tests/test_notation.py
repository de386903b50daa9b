"""What is written of a value reads back as that value: every one that bundled packs state, and random ones."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Not
from medcard.model import Field, FieldName, Special, Text
from medcard.packs.discover import bundled, bundled_pack
from medcard.packs.load import load_pack
from medcard.packs.notation import condition, scalar, written
from strategies.packs import LEAVES, LOCAL

HEAD = """\
pack: medcard/pack/1
region: "460100"
checked: 2026-11-20
sources: {s: {kind: seed, title: 网文}}
by: s
"""
LINES = {FieldName.REQUIREMENTS, FieldName.WHO, FieldName.WAIT}


def read_back(said: Iterable[tuple[FieldName, object]], asks: Iterable[str]) -> list[object]:
    """The values of a pack in which each is written as a field of a procedure of its own, in order."""
    rows: list[str] = []
    papers: list[str] = []
    for index, (name, value) in enumerate(said):
        text = "{value: " + written(value) + "}" if isinstance(value, Special | Text) else written(value)
        if name is FieldName.ONE_OF:
            papers.append(f"  p{index}: {{zh: 纸, one-of: {text}}}")
            continue
        key = {FieldName.REQUIREMENTS: "paper", FieldName.WHO: "self", FieldName.WAIT: "review"}.get(name)
        rows.append(f"  p{index}: {{zh: 事, {name}: {f'{{{key}: {text}}}' if key else text}}}")
    facts = "".join(f"  {ask}: {{zh: 问}}\n" for ask in asks)
    body = f"asks:\n{facts}" if facts else ""
    body += "evidence:\n" + "\n".join(papers) + "\n" if papers else ""
    body += "procedures:\n" + "\n".join(rows) + "\n" if rows else ""
    pack = load_pack(HEAD + body, file="a.yaml", proven=True)
    return [each.value for each in sorted(pack.statements, key=lambda each: int(each.field.owner[1:]))]


def plain(field: Field) -> bool:
    """Whether values stand after the field's name; channels and assumptions have another place."""
    return field.name not in (FieldName.CHANNEL, FieldName.ASSUMED) and field.line != "*"


def test_every_value_of_the_bundled_packs_reads_back() -> None:
    packs = [pack for code in bundled() if (pack := bundled_pack(code)) is not None]
    said = dict.fromkeys(
        (each.field.name, each.value) for pack in packs for each in pack.statements if plain(each.field)
    )
    asks = sorted({ask.name for pack in packs for ask in pack.asks})
    assert read_back(said, asks) == [value for _, value in said]
    assert len(said) > 500


SAYABLE: st.SearchStrategy[Condition] = st.recursive(
    LEAVES.filter(lambda leaf: leaf != Born(first=None, last=None)),
    lambda inner: st.one_of(
        st.builds(AllOf, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, part=inner),
    ),
    max_leaves=4,
)
"""Packs have no conjunction of less than two conditions."""


@settings(max_examples=40, deadline=None)
@given(SAYABLE)
def test_random_conditions_read_back(said: Condition) -> None:
    assert read_back([(FieldName.ONLY_IF, said)], [LOCAL]) == [said]


def test_what_always_holds_is_any() -> None:
    assert condition(ALWAYS) == "any"


@pytest.mark.parametrize("text", [" a", "a: b", "-x", "{", "a #b", "a,b", "'", '"', "yes,", "*", "中文：好", "20 元"])
def test_text_is_quoted_where_it_must_be(text: str) -> None:
    pack = load_pack(f"{HEAD}places: {{p: {{zh: {scalar(text)}}}}}\n", file="a.yaml")
    assert pack.places[0].name == Text(text)
