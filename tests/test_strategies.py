"""The random packs and people vary in everything: a field left at its default would hide a bug for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from medcard import conditions, faults, model
from medcard.applicant import Applicant
from medcard.conditions import Known
from medcard.model import Pack
from medcard.scenario import CardScenario
from strategies.packs import VALUES, chains
from strategies.people import APPLICANT, SCENARIOS, Told, applicants, wishes

QUICK = settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ENOUGH = 2
OF_NO_PACK = {Known, model.FieldName, model.Special, model.Event}
TYPES = {
    each
    for module in (model, conditions, faults)
    for each in vars(module).values()
    if isinstance(each, type) and attrs.has(each) and each.__module__ == module.__name__
} - OF_NO_PACK


def parts(value: object) -> Iterator[object]:
    """Every attrs value inside a value."""
    members = value if isinstance(value, tuple) else [getattr(value, f.name) for f in _fields(value)]
    yield from [value] * attrs.has(type(value))
    for member in members:
        yield from parts(member)


def _fields(value: object) -> tuple[attrs.Attribute[object], ...]:
    return getattr(type(value), "__attrs_attrs__", ())


@pytest.fixture(scope="module")
def seen() -> Mapping[tuple[type, str], set[str]]:
    """Two values that each field of each type takes over some draws; one where it takes no other."""
    found: dict[tuple[type, str], set[str]] = defaultdict(set)

    @QUICK
    @given(chains(8))
    def draw(drawn: tuple[Pack, ...]) -> None:
        for part in parts(drawn):
            for field in _fields(part):
                values = found[type(part), field.name]
                if len(values) < ENOUGH:
                    values.add(repr(getattr(part, field.name)))

    draw()
    return found


@pytest.mark.parametrize(
    ("cls", "name"),
    sorted(((cls, field.name) for cls in TYPES for field in attrs.fields(cls)), key=str),
    ids=lambda each: getattr(each, "__name__", each),
)
def test_every_field_of_every_type_takes_several_values(
    cls: type, name: str, seen: Mapping[tuple[type, str], set[str]]
) -> None:
    assert len(seen[cls, name]) == ENOUGH


def test_every_field_of_statements_has_values_of_its_own() -> None:
    assert {*VALUES, model.FieldName.ASSUMED} == set(model.FieldName)


@pytest.mark.parametrize(("told", "cls"), [(APPLICANT, Applicant), (SCENARIOS, CardScenario)])
def test_every_fact_is_named(told: Told, cls: type[attrs.AttrsInstance]) -> None:
    assert list(told) == [field.name for field in attrs.fields(cls)]


@pytest.fixture(scope="module")
def told() -> Mapping[tuple[type, str], set[object]]:
    """The values that each fact takes over some draws."""
    found: dict[tuple[type, str], set[object]] = defaultdict(set)

    @QUICK
    @given(applicants(), wishes())
    def draw(person: Applicant, wanted: CardScenario) -> None:
        for part in (person, wanted):
            for field in _fields(part):
                found[type(part), field.name].add(getattr(part, field.name))

    draw()
    return found


@pytest.mark.parametrize(
    ("cls", "name"),
    [*((Applicant, name) for name in APPLICANT), *((CardScenario, name) for name in SCENARIOS if name != "id")],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_every_fact_takes_several_values(cls: type, name: str, told: Mapping[tuple[type, str], set[object]]) -> None:
    assert told[cls, name] & {None, ()}
    assert len(told[cls, name]) > 2
