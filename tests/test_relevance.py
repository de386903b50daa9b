"""On random packs: what plans may turn on holds every fact that looking at all completions finds to matter."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from medcard.catalogue import Catalogue
from medcard.completions import AGES
from medcard.known import from_facts
from medcard.model import Pack
from medcard.plan import Aspect
from medcard.planner import decide, reopened
from medcard.relevance import Explored, explore
from medcard.witnesses import Witnesses
from strategies.packs import CITY, CLOSED, SCENARIO, START, chains
from test_plan_laws import LAWS, everything

OPEN = (*CLOSED, "can-travel", "acts", "birth-date", "hired-on", "applied-on")


@st.composite
def some_told(draw: st.DrawFn) -> dict[str, str]:
    """All facts but some of those that the packs read."""
    facts = draw(everything())
    left = draw(st.lists(st.sampled_from(OPEN), min_size=1, max_size=5, unique=True))
    return {name: value for name, value in facts.items() if name not in left}


def ages_as_one(facts: Iterable[str]) -> set[str]:
    """The facts; years and days of age are one thing, of which either may be asked first."""
    return {"age" if fact in AGES else fact for fact in facts}


def same_without_looking_at_all(packs: tuple[Pack, ...], facts: dict[str, str]) -> None:
    catalogue = Catalogue.of(packs)
    told = {**facts, **dict(next(s.facts for pack in packs for s in pack.scenarios if s.id == SCENARIO))}
    applicant, wanted = from_facts({**told, "scenario": SCENARIO}, asks=catalogue.asks)
    answer = decide(applicant, wanted, region=CITY, on=START, catalogue=catalogue)
    asking = reopened(answer.question, catalogue=catalogue)
    explored: Explored = explore(asking.inquiry, asking.known)
    assume(explored.complete and any(leaf.outcome.choice for leaf in explored.leaves))
    witnesses = Witnesses(asking.inquiry, asking.known, tuple(Aspect))
    may = ages_as_one(witnesses.left)
    matter = ages_as_one(explored.relevant())
    assert matter <= may
    assert set(explored.dates) <= set(witnesses.turning.dates)
    witnesses.run()
    assert may - ages_as_one(witnesses.left) <= matter


@LAWS
@given(chains(4), some_told())
def test_few_completions_tell_what_all_of_them_tell(packs: tuple[Pack, ...], facts: dict[str, str]) -> None:
    same_without_looking_at_all(packs, facts)


@pytest.mark.extra
@settings(LAWS, max_examples=2000)
@given(chains(4), some_told())
def test_few_completions_tell_what_all_of_them_tell_at_length(packs: tuple[Pack, ...], facts: dict[str, str]) -> None:
    same_without_looking_at_all(packs, facts)
