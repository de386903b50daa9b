"""What the packs that medcard brings hold as a whole: nothing is said by nobody, every place says something itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import attrs
import pytest

from medcard.case_reader import Case
from medcard.cases import read_cases
from medcard.catalogue import Catalogue
from medcard.model import NATION, Pack, Source, SourceKind, Special
from medcard.packs.discover import bundled, bundled_pack
from medcard.regions import Level, all_regions
from medcard.source import OURSELVES, Doubt

DATA = Path(str(bundled()[NATION])).parent
PACKS = {code: pack for code in bundled() if (pack := bundled_pack(code)) is not None}
REGIONAL = {code: pack for code, pack in PACKS.items() if code != NATION}
NO_PLACE_NEEDED = {SourceKind.SECONDARY, SourceKind.SEED}
LATER = date(2026, 12, 31)


def sources_in(value: object) -> Iterator[tuple[object, object]]:
    """Every value that has a source, at any depth, and that source."""
    if isinstance(value, tuple):
        for each in value:
            yield from sources_in(each)
    elif attrs.has(type(value)) and not isinstance(value, Source):
        owner = cast("attrs.AttrsInstance", value)
        for field in attrs.fields(type(owner)):
            part = getattr(owner, field.name)
            if field.name == "source":
                yield value, part
            yield from sources_in(part)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_value_rests_on_a_source_that_the_pack_lists(pack: Pack) -> None:
    found = list(sources_in(pack))
    assert len(found) >= max(1, len(pack.statements))
    assert [value for value, source in found if source not in pack.sources] == []


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_source_can_be_looked_up_and_none_is_of_a_day_to_come(pack: Pack) -> None:
    assert [each.id for each in pack.sources if each.region != pack.region or not each.title] == []
    assert [each.id for each in pack.sources if not (each.url or each.number or each.kind in NO_PLACE_NEEDED)] == []
    assert [each.id for each in pack.sources if each.stated_on and each.stated_on > each.checked_on] == []
    assert [each.id for each in pack.sources if each.checked_on > LATER] == []


def test_what_we_assume_stands_in_the_nation_only_and_is_marked() -> None:
    assert [code for code, pack in REGIONAL.items() for each in pack.sources if each.publisher == OURSELVES] == []
    ours = [each for each in PACKS[NATION].sources if each.publisher == OURSELVES]
    assert ours
    assert {each.doubts(LATER) for each in ours} == {(Doubt.OURS,)}


def said(pack: Pack) -> list[object]:
    """What a pack itself tells: values and service points, not what is looked for in vain or withdrawn."""
    values = [each for each in pack.statements if not isinstance(each.value, Special)]
    return [*values, *(point for place in pack.places for point in place.points or ())]


def test_at_least_150_regions_say_something_themselves() -> None:
    assert len(REGIONAL) >= 150
    assert [code for code, pack in REGIONAL.items() if not said(pack)] == []


def test_each_of_the_31_provinces_says_something_itself() -> None:
    provinces = {each.code for each in all_regions() if each.level is Level.PROVINCE} - {"710000", "810000", "820000"}
    assert len(provinces) == 31
    assert provinces <= REGIONAL.keys()


def cases_of(code: str) -> tuple[Case, ...]:
    file = DATA / f"{code}.cases.yaml"
    above = [PACKS[code], PACKS[NATION], *(pack for pack in PACKS.values() if pack.region == code[:2] + "0000")]
    return read_cases(file.read_text(encoding="utf-8"), file=file.name, asks=Catalogue.of(above).asks)


def test_there_are_300_cases_and_one_at_least_for_each_pack() -> None:
    many = {code: len(cases_of(code)) for code in PACKS}
    assert min(many.values()) >= 1
    assert sum(many.values()) >= 300
