"""Sets of people against trying everybody: who meets a condition, sets combined, one of a set told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.births import Patience
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Known, Not, Truth, Within, born_between, truth
from medcard.errors import TooTangled
from medcard.facts import yes_no
from medcard.packs.conditions import vocabulary
from medcard.people import MOST_FACTS, People, Population
from medcard.somebody import somebody

DAY = timedelta(days=1)
FIRST = date(2027, 12, 20)
LAST = date(2028, 3, 5)  # over a leap day

FACTS = {name: vocabulary()[name] for name in ("smartphone", "defect-cause", "acts")}
AGES = st.integers(0, 2)
DAYS = st.integers(0, 800)
BIRTHS = st.dates(date(2026, 1, 1), date(2028, 3, 10))

LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Has, fact=st.just("smartphone"), values=st.sampled_from([("yes",), ("no",), ("yes", "no")])),
    st.builds(Has, fact=st.just("defect-cause"), values=st.sampled_from([("quality",), ("user",)])),
    st.builds(Has, fact=st.just("acts"), values=st.sampled_from([("self",), ("guardian", "agent")])),
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


def everybody(first: date, last: date) -> Iterator[Known]:
    """Everybody born in the last three years, on any of the days."""
    names = tuple(FACTS)
    for on in (first + DAY * more for more in range((last - first).days + 1)):
        for birth in (on - DAY * age for age in range(1200)):
            for values in product(("yes", "no"), ("quality", "user"), ("self", "guardian", "employer")):
                yield Known(on=on, values=dict(zip(names, values, strict=True)), born=(birth, birth))


def meets(condition: Condition, known: Known) -> bool:
    return truth(condition, known) is Truth.YES


@settings(max_examples=12, deadline=None)
@given(CONDITIONS)
def test_somebody_is_found_exactly_if_there_is_anybody(condition: Condition) -> None:
    population = Population.telling_apart([condition], FACTS, (LAST - DAY * 3, LAST))
    assert bool(population.of(condition)) == any(meets(condition, known) for known in everybody(LAST - DAY * 3, LAST))


@settings(max_examples=80, deadline=None)
@given(CONDITIONS, st.sampled_from([(FIRST, LAST), (LAST, LAST)]))
def test_whoever_is_told_meets_the_condition_whatever_else_is_true(
    condition: Condition, days: tuple[date, date]
) -> None:
    population = Population.telling_apart([condition], FACTS, days)
    people = population.of(condition)
    assert all(meets(condition, known) for known in told(people))
    assert not any(meets(condition, known) for known in told(population.everybody - people))


def told(people: People) -> Iterator[Known]:
    """All who have the facts that are told of one of the set, none if it is empty."""
    for one in filter(None, [somebody(people)]):
        said = dict(one.facts)
        free = {name: [said[name]] if name in said else fact.values for name, fact in FACTS.items()}
        for on, born in births(said, one.on, people.population):
            for values in product(*free.values()):
                yield Known(on=on, values=dict(zip(free, values, strict=True)), born=born)


def births(said: Mapping[str, str], on: date | None, population: Population) -> list[tuple[date, tuple[date, date]]]:
    """The planning days and birth dates that somebody of whom this is said may have."""
    match said, on:
        case {"age": age}, date():
            return [(on, born_between(int(age), int(age), on))]
        case {"age-days": days}, date():
            return [(on, (on - DAY * int(days), on - DAY * int(days)))]
        case _:
            return [(day, (birth, birth)) for day, birth in population.births]


@settings(max_examples=50, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_equal_sets_are_one_whatever_way_they_are_combined(one: Condition, other: Condition) -> None:
    population = Population.telling_apart([one, other], FACTS, (LAST, LAST))
    a, b, everyone = population.of(one), population.of(other), population.everybody
    assert population.of(AllOf(parts=(one, other))) == a & b == b & a == a - (everyone - b)
    assert population.of(AnyOf(parts=(one, other))) == a | b == everyone - ((everyone - a) & (everyone - b))
    assert population.of(Not(part=one)) == everyone - a
    assert (a <= b) == (a | b == b) == (not a & (everyone - b))


@settings(max_examples=50, deadline=None)
@given(CONDITIONS, st.sampled_from([*FACTS]))
def test_whatever_a_fact_is_somebody_with_some_value_of_it_is_in_the_set(condition: Condition, fact: str) -> None:
    population = Population.telling_apart([condition], FACTS, (LAST, LAST))
    people = population.of(condition)
    found = population.nobody
    for value in FACTS[fact].values:
        found |= population.of(given_that(condition, fact, value))
    assert people <= people.whatever(fact) == found


def given_that(condition: Condition, fact: str, value: str) -> Condition:
    """The condition where the fact has the value."""
    again: Callable[[Condition], Condition] = lambda part: given_that(part, fact, value)  # noqa: E731
    match condition:
        case AllOf(parts=parts):
            return AllOf(parts=tuple(map(again, parts)))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(map(again, parts)))
        case Not(part=part):
            return Not(part=again(part))
        case Has(fact=name, values=values) if name == fact:
            return AllOf(parts=()) if value in values else AnyOf(parts=())
        case _:
            return condition


def test_who_acts_is_who_is_said_to_act() -> None:
    guardian = Has(fact="acts", values=("guardian",))
    population = Population.telling_apart([guardian], FACTS, (LAST, LAST))
    assert population.of(guardian, acting="guardian") == population.everybody
    assert population.of(guardian, acting="self") == population.nobody
    assert population.of(guardian) not in (population.everybody, population.nobody)


def test_the_leap_day_counts() -> None:
    a_year_old_but_not_in_years = AllOf(
        parts=(Within(fact="age", least=0, most=0), Within(fact="age-days", least=365, most=None))
    )

    def found(last: date) -> str:
        population = Population.telling_apart([a_year_old_but_not_in_years], {}, (FIRST, last))
        return str(somebody(population.of(a_year_old_but_not_in_years)))

    assert found(LAST) == "age-days: 365 on 2028-02-29"
    assert found(date(2028, 2, 28)) == "None"


def test_patience_ends() -> None:
    born = Born(first=FIRST, last=None)
    with pytest.raises(TooTangled):
        Population.telling_apart([born], {}, (FIRST, LAST), Patience(1))


def test_more_facts_than_calls_may_nest_are_refused() -> None:
    facts = {f"f-{i}": yes_no(f"f-{i}", zh="事", en="fact", typical="yes") for i in range(MOST_FACTS + 1)}
    with pytest.raises(TooTangled):
        Population.telling_apart([Has(fact=name, values=("yes",)) for name in facts], facts, (LAST, LAST))
