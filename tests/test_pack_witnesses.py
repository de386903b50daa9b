"""The search for somebody who meets a condition, against trying everybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Known, Not, Truth, Within, truth
from medcard.packs.conditions import vocabulary
from medcard.packs.witnesses import Patience, TooTangledError, witness

DAY = timedelta(days=1)
FIRST = date(2027, 12, 20)
LAST = date(2028, 3, 5)  # over a leap day

FACTS = {name: vocabulary()[name] for name in ("smartphone", "defect-cause")}
AGES = st.integers(0, 2)
DAYS = st.integers(0, 800)
BIRTHS = st.dates(date(2026, 1, 1), date(2028, 3, 10))

LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Has, fact=st.just("smartphone"), values=st.sampled_from([("yes",), ("no",), ("yes", "no")])),
    st.builds(Has, fact=st.just("defect-cause"), values=st.sampled_from([("quality",), ("user",)])),
    st.builds(Within, fact=st.just("age"), least=AGES, most=st.none() | AGES),
    st.builds(Within, fact=st.just("age-days"), least=DAYS, most=st.none() | DAYS),
    st.builds(Born, first=st.none() | BIRTHS, last=st.none() | BIRTHS),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, parts=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, parts=st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, part=inner),
    ),
    max_leaves=5,
)


def somebody(condition: Condition, first: date, last: date) -> bool:
    """Whether anybody at all, born in the last three years, meets the condition on any of the days."""
    return any(
        truth(
            condition,
            Known(on=on, values={"smartphone": phone, "defect-cause": cause}, born=(birth, birth)),
        )
        is Truth.YES
        for on in (first + DAY * more for more in range((last - first).days + 1))
        for birth in (on - DAY * age for age in range(1200))
        for phone in ("yes", "no")
        for cause in ("quality", "user")
    )


@settings(max_examples=40, deadline=None)
@given(CONDITIONS)
def test_somebody_is_found_exactly_if_there_is_anybody(condition: Condition) -> None:
    found = witness(condition, FACTS, (LAST - DAY * 5, LAST), Patience())
    assert (found is not None) == somebody(condition, LAST - DAY * 5, LAST)


@settings(max_examples=200, deadline=None)
@given(CONDITIONS, st.sampled_from([(FIRST, LAST), (LAST, LAST)]))
def test_whoever_has_a_witness_has_one_against_the_denial_or_always_holds(
    condition: Condition, days: tuple[date, date]
) -> None:
    found = witness(condition, FACTS, days, Patience())
    denied = witness(Not(part=condition), FACTS, days, Patience())
    assert found is not None or denied is not None


def test_the_leap_day_counts() -> None:
    a_year_old_but_not_in_years = AllOf(
        parts=(Within(fact="age", least=0, most=0), Within(fact="age-days", least=365, most=None))
    )
    found = witness(a_year_old_but_not_in_years, {}, (FIRST, LAST), Patience())
    assert str(found) == "age: 0, age-days: 365 on 2028-02-29"
    assert witness(a_year_old_but_not_in_years, {}, (FIRST, date(2028, 2, 28)), Patience()) is None


def test_patience_ends() -> None:
    with pytest.raises(TooTangledError):
        witness(Born(first=FIRST, last=None), {}, (FIRST, LAST), Patience(1))
