"""What was read is recorded in one form, and every claim is decided once: in a pack, or left out for a reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from medcard.model import FieldName, Pack, SourceKind, Statement
from medcard.packs.discover import bundled, bundled_pack
from medcard.regions import region

EVIDENCE = Path(__file__).parent.parent / "docs" / "evidence"
RECORDS = [
    json.loads(line) for path in sorted(EVIDENCE.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
]
TABLES = sorted(path.name for path in EVIDENCE.glob("decisions-*.tsv"))
COLUMNS = ("evidence", "pack", "reason", "where")
LEFT_OUT = {
    "duplicate", "elsewhere", "template", "garbled", "vague", "outdated", "refuted", "unsourced", "outweighed",
    "no-field",
}  # fmt: skip
KEYS = {
    "id", "region", "region_name", "topic", "holder", "value", "stated_on", "source", "quote", "full_guide", "note",
}  # fmt: skip


def decisions(table: str) -> list[dict[str, str]]:
    """The lines of one table by column."""
    head, *lines = (EVIDENCE / table).read_text(encoding="utf-8").splitlines()
    assert tuple(head.split("\t")) == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


DECIDED = {table: decisions(table) for table in TABLES}
ALL = [line for table in TABLES for line in DECIDED[table]]


def spelt(statement: Statement[object]) -> str:
    """A statement's place as the tables write it."""
    field = statement.field
    channel = f"@{field.channel}" * (field.channel is not None)
    name = f".{field.name}" * (field.name is not FieldName.CHANNEL)
    return f"{field.owner}{channel}{name}" + f".{field.line}" * (field.line is not None)


def places_in(pack: Pack) -> set[str]:
    """Every place that a table may name in a pack: each statement's, and all that lead to it."""
    full = {spelt(statement) for statement in pack.statements}
    declared = {
        *(f"places.{place.id}" for place in pack.places),
        *(f"contacts.{contact.authority}" for contact in pack.contacts),
        *(f"evidence.{paper.id}" for paper in pack.papers),
    }
    cuts = ({place[:end] for end, sign in enumerate(place) if sign in "@."} for place in full)
    return declared | full | set(chain.from_iterable(cuts))


@pytest.fixture(scope="module")
def known() -> Mapping[str, set[str]]:
    return {code: places_in(pack) for code in bundled() if (pack := bundled_pack(code))}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record["id"]))
def test_a_record_has_its_form(record: dict[str, object]) -> None:
    assert set(record) == KEYS
    source, quote = record["source"], record["quote"]
    assert isinstance(source, dict)
    assert isinstance(quote, str)
    assert region(str(record["region"])).code == record["region"]
    assert str(record["id"]).startswith(f"{record['region']}-{record['topic']}-")
    assert {"url", "title", "publisher", "kind"} <= set(source)
    assert source["title"]
    assert source["kind"] in list(SourceKind)
    assert 0 < len(quote) <= 80


def test_the_ids_of_records_are_unique() -> None:
    assert [name for name, times in Counter(record["id"] for record in RECORDS).items() if times > 1] == []


def test_every_claim_is_decided_once() -> None:
    assert [name for name, times in Counter(line["evidence"] for line in ALL).items() if times > 1] == []


def test_every_record_is_decided() -> None:
    assert sorted({str(record["id"]) for record in RECORDS} - {line["evidence"] for line in ALL}) == []


@pytest.mark.parametrize(
    ("table", "first", "last"), [("decisions-east.tsv", "00", "37"), ("decisions-west.tsv", "41", "65")]
)
def test_each_table_has_its_half_of_the_country(table: str, first: str, last: str) -> None:
    provinces = [line["evidence"][:2] for line in DECIDED[table]]
    assert (min(provinces), max(provinces)) == (first, last)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_in_order(table: str) -> None:
    names = [line["evidence"] for line in DECIDED[table]]
    assert names == sorted(names)


def test_what_is_stated_stands_in_its_pack(known: Mapping[str, set[str]]) -> None:
    stated = [line for line in ALL if line["reason"] == "stated"]
    missing = [
        f"{line['evidence']}: {line['pack']} has no {place}"
        for line in stated
        for place in line["where"].split(" ")
        if place not in known.get(line["pack"], set())
    ]
    assert missing == []


def test_what_is_left_out_has_a_reason() -> None:
    names = {line["evidence"] for line in ALL}
    left = [line for line in ALL if line["reason"] != "stated"]
    assert [line for line in left if line["pack"] != "-" or line["reason"] not in LEFT_OUT] == []
    assert [line for line in left if line["reason"] == "duplicate" and line["where"] not in names] == []
