"""Three-valued conditions: Kleene's laws, agreement with every completion, ages at birthdays and leap days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcard.conditions import (
    ALWAYS,
    NOBODY,
    AllOf,
    AnyOf,
    Born,
    Condition,
    Has,
    Known,
    Not,
    Truth,
    Within,
    born_between,
    born_by,
    completed_years,
    fact_of,
    failing,
    leaves,
    open_facts,
    truth,
)
from strategies.packs import CLOSED, CONDITIONS, START

DAY = timedelta(days=1)
LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(LAWS, max_examples=50)
"""For laws that look at every completion."""
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
EVER = born_between(0, NOBODY, START)
DATES = st.dates(date(1930, 1, 1), date(2030, 12, 31))


@st.composite
def known(draw: st.DrawFn) -> Known:
    """Somebody about whom anything may be known, the birth date to some days, some years or not at all."""
    values = {fact: draw(st.sampled_from([None, *values])) for fact, values in CLOSED.items()}
    first = draw(st.dates(date(1920, 1, 1), START))
    born = draw(st.sampled_from([EVER, (first, first), (first, min(START, first + 40 * DAY))]))
    return Known(on=START, values={fact: value for fact, value in values.items() if value}, born=born)


def completions(condition: Condition, of: Known) -> Iterator[Known]:
    """Every way in which what the condition reads may turn out; births at all bounds that could matter."""
    read = {leaf.fact for leaf in leaves(condition) if isinstance(leaf, Has)}
    missing = [fact for fact in CLOSED if fact in read and fact not in of.values]
    for chosen in product(*(CLOSED[fact] for fact in missing)):
        values = {**of.values, **dict(zip(missing, chosen, strict=True))}
        for birth in births(condition, of):
            yield attrs.evolve(of, values=values, born=(birth, birth))


def births(condition: Condition, of: Known) -> list[date]:
    """The possible birth dates next to each bound that the condition names."""
    first, last = of.born
    bounds = {first, last}
    for leaf in leaves(condition):
        match leaf:
            case Within(fact="age", least=least, most=most):
                bounds |= {born_by(age, START) for age in (least, (most or least) + 1) if age <= NOBODY}
            case Within(least=least, most=most):
                bounds |= {START - age * DAY for age in (least, (most or least) + 1) if age <= NOBODY * 365}
            case Born(first=begin, last=end):
                bounds |= {each for each in (begin, end) if each}
            case _:
                pass
    near = {day + shift * DAY for day in bounds for shift in (-1, 0, 1)}
    return sorted(day for day in near if first <= day <= last)


# ---- logic ------------------------------------------------------------------------------------------------------

FIXED: dict[Truth, Condition] = {
    NO: Has(fact="person", values=()),
    YES: ALWAYS,
    UNKNOWN: Has(fact="enrolled", values=("yes",)),
}
NOTHING = Known(on=START, values={"person": "mainland"}, born=(START, START))


@pytest.mark.parametrize(("one", "other"), list(product(Truth, Truth)))
def test_all_any_and_not_are_kleenes(one: Truth, other: Truth) -> None:
    both = (FIXED[one], FIXED[other])
    assert truth(AllOf(parts=both), NOTHING) is Truth(min(one.value, other.value))
    assert truth(AnyOf(parts=both), NOTHING) is Truth(max(one.value, other.value))
    assert truth(Not(part=FIXED[one]), NOTHING) is Truth(2 - one.value)


def test_nothing_is_all_of_nothing_and_nobody_any_of_nothing() -> None:
    assert truth(AllOf(parts=()), NOTHING) is YES
    assert truth(AnyOf(parts=()), NOTHING) is NO


@LAWS
@given(CONDITIONS, CONDITIONS, known())
def test_de_morgan_double_negation_and_order(a: Condition, b: Condition, of: Known) -> None:
    neither = AllOf(parts=(Not(part=a), Not(part=b)))
    assert truth(Not(part=AnyOf(parts=(a, b))), of) is truth(neither, of)
    assert truth(Not(part=Not(part=a)), of) is truth(a, of)
    assert truth(AllOf(parts=(a, b)), of) is truth(AllOf(parts=(b, a)), of)
    assert truth(AnyOf(parts=(a, a)), of) is truth(a, of)


@FEW
@given(CONDITIONS, known())
def test_yes_and_no_hold_for_every_completion(condition: Condition, of: Known) -> None:
    said = truth(condition, of)
    found = {truth(condition, each) for each in completions(condition, of)}
    assert found <= {YES, NO}
    assert found
    assert said is UNKNOWN or found == {said}


@LAWS
@given(CONDITIONS, known())
def test_unknown_names_the_facts_that_would_settle_it(condition: Condition, of: Known) -> None:
    unknown = truth(condition, of) is UNKNOWN
    named = open_facts(condition, of)
    assert bool(named) is unknown
    assert set(named) <= {fact_of(leaf) for leaf in leaves(condition)}
    assert not set(named) & set(of.values)


@LAWS
@given(CONDITIONS, known())
def test_more_knowledge_never_takes_an_answer_back(condition: Condition, of: Known) -> None:
    said = truth(condition, of)
    more = [attrs.evolve(of, values={**of.values, fact: value}) for fact in CLOSED for value in CLOSED[fact]]
    more = [each for each in more if of.values.items() <= each.values.items()]
    assert said is UNKNOWN or {truth(condition, each) for each in more} <= {said}


@FEW
@given(CONDITIONS, known())
def test_what_fails_fails_and_only_a_no_has_failures(condition: Condition, of: Known) -> None:
    failed = failing(condition, of)
    assert bool(failed) is (truth(condition, of) is NO)
    assert {truth(each, of) for each in failed} <= {NO}


# ---- ages and dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("2010-11-23", "2026-11-22", 15),
        ("2010-11-23", "2026-11-23", 16),
        ("2010-11-23", "2026-11-24", 16),
        ("2024-02-29", "2025-02-28", 0),
        ("2024-02-29", "2025-03-01", 1),
        ("2024-02-29", "2028-02-28", 3),
        ("2024-02-29", "2028-02-29", 4),
        ("2026-11-23", "2026-11-23", 0),
        ("2025-12-31", "2026-01-01", 0),
        ("2027-01-01", "2026-11-23", 0),
    ],
)
def test_completed_years(birth: str, on: str, years: int) -> None:
    assert completed_years(date.fromisoformat(birth), date.fromisoformat(on)) == years


@LAWS
@given(st.integers(0, NOBODY), DATES | st.sampled_from([date(2024, 2, 29), date(2023, 2, 28), date(2023, 3, 1)]))
def test_born_by_is_the_last_birth_date_of_an_age(age: int, on: date) -> None:
    last = born_by(age, on)
    assert completed_years(last, on) == age
    assert last == on or completed_years(last + DAY, on) == age - 1 or age == 0


@LAWS
@given(st.integers(0, 120), st.integers(0, 30), DATES)
def test_born_between_is_an_age_to_the_day(least: int, more: int, on: date) -> None:
    first, last = born_between(least, least + more, on)
    assert completed_years(first, on) == least + more
    assert completed_years(first - DAY, on) == least + more + 1
    assert completed_years(last, on) == least


def of_birth(first: str, last: str, on: str = "2026-11-23") -> Known:
    return Known(on=date.fromisoformat(on), born=(date.fromisoformat(first), date.fromisoformat(last)))


CHILD, GROWN = Within(fact="age", least=0, most=15), Within(fact="age", least=16, most=None)


@pytest.mark.parametrize(
    ("person", "child", "grown"),
    [
        (of_birth("2010-11-24", "2010-11-24"), YES, NO),
        (of_birth("2010-11-23", "2010-11-23"), NO, YES),
        (of_birth("2010-11-23", "2010-11-24"), UNKNOWN, UNKNOWN),
        (of_birth("2009-11-23", "2010-11-23"), NO, YES),
        (of_birth("2008-02-29", "2008-02-29", "2024-02-28"), YES, NO),
        (of_birth("2008-02-29", "2008-02-29", "2024-02-29"), NO, YES),
    ],
)
def test_an_age_turns_on_the_birthday(person: Known, child: Truth, grown: Truth) -> None:
    assert (truth(CHILD, person), truth(GROWN, person)) == (child, grown)


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (0, 29, NO),
        (0, 30, UNKNOWN),
        (30, 40, YES),
        (31, 40, UNKNOWN),
        (41, None, NO),
        (30, None, YES),
        (40, 40, UNKNOWN),
    ],
)
def test_days_since_birth_are_an_interval(least: int, most: int | None, said: Truth) -> None:
    thirty_to_forty = of_birth("2026-10-14", "2026-10-24")
    assert thirty_to_forty.ages_in_days == (30, 40)
    assert truth(Within(fact="age-days", least=least, most=most), thirty_to_forty) is said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-01-01", None, UNKNOWN),
        ("2024-12-30", None, YES),
        ("2025-01-03", None, NO),
        (None, "2024-12-29", NO),
        (None, "2025-01-02", YES),
        ("2024-12-30", "2025-01-01", UNKNOWN),
        (None, None, YES),
    ],
)
def test_birth_dates_are_an_interval(first: str | None, last: str | None, said: Truth) -> None:
    ends = [date.fromisoformat(each) if each else None for each in (first, last)]
    assert truth(Born(first=ends[0], last=ends[1]), of_birth("2024-12-30", "2025-01-02")) is said


def test_a_child_to_be_born_is_no_day_old() -> None:
    unborn = of_birth("2026-12-24", "2026-12-24")
    assert (unborn.ages, unborn.ages_in_days) == ((0, 0), (0, 0))
