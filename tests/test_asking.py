"""What is asked is what trying every answer finds to matter, best question first, with what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import combinations, product
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from medcard.catalogue import Catalogue
from medcard.known import FACTS, from_facts
from medcard.packs.discover import bundled
from medcard.plan import Answer, Aspect, NoPlan, Plan, Step, Undecided
from medcard.planner import decide, load_catalogue, reopened
from medcard.rendering import render
from medcard.witnesses import Witnesses

ON = date(2026, 11, 23)
DATES = {"hired-on": "2026-11-16", "applied-on": "2026-11-16", "acts": "self", "age": "35"}
CLOSED = sorted(name for name, fact in FACTS.items() if fact.values and name not in ("acts", "card-state", "changed"))
SCENARIOS = sorted(rule.id for pack in load_catalogue("000000").packs for rule in pack.scenarios)
MOST_COMPLETIONS = 20

Told = Mapping[str, str]
Case = tuple[str, dict[str, str], tuple[str, ...]]
"""A region, what is told, and the closed facts that are left open."""


@cache
def packs(region: str) -> Catalogue:
    return load_catalogue(region)


def answer_to(region: str, told: Told) -> Answer:
    person, scenario = from_facts(told, asks=packs(region).asks)
    return decide(person, scenario, region=region, on=ON, catalogue=packs(region))


def all_told(region: str, scenario: str) -> dict[str, str]:
    """Every fact that the scenario leaves open, with its typical value or its first."""
    rule = next(rule for pack in packs(region).packs for rule in pack.scenarios if rule.id == scenario)
    facts = (*FACTS.values(), *packs(region).asks)
    told = {fact.name: fact.typical or fact.values[0] for fact in facts if fact.values}
    return {**told, **DATES, **dict(rule.typical), **dict(rule.facts), "age": "35", "scenario": scenario}


def seen(answer: Answer) -> object:
    """What makes two answers different: steps, channels, dates, papers, fees; without a plan its causes."""
    if isinstance(answer, NoPlan):
        return tuple(cause.milestone for cause in answer.causes)
    assert isinstance(answer, Plan)
    return repr(
        (
            sorted(map(repr, map(step_seen, answer.steps))),
            [(limit.id, limit.by, limit.kept) for limit in answer.timeline.deadlines],
        )
    )


def step_seen(step: Step) -> object:
    """What of a step counts, without why it is there and where it is said."""
    results = [(result.milestone, result.holds, result.waits) for result in step.results]
    papers = [
        (need.line, need.original, need.copies, sorted({need.evidence, *(each.id for each in need.alternatives)}))
        for need in step.requirements
    ]
    return step.id, step.actor, step.place, step.on, results, step.fee_fen.least, step.fee_fen.most, papers


class Every:
    """Every completion of the open facts and what it comes to."""

    def __init__(self, region: str, told: Told, open_: tuple[str, ...]) -> None:
        self.open = open_
        self.values = {name: FACTS[name].values for name in open_}
        answers = {
            combo: answer_to(region, {**told, **dict(zip(open_, combo, strict=True))})
            for combo in product(*self.values.values())
        }
        self.planned = any(isinstance(answer, Plan) for answer in answers.values())
        self.found = {combo: self.seen(answer) for combo, answer in answers.items()}

    def seen(self, answer: Answer) -> object:
        """What makes answers different: as long as there may be a plan, all without one are alike."""
        return "no plan" if self.planned and isinstance(answer, NoPlan) else seen(answer)

    def relevant(self) -> set[str]:
        pairs = combinations(self.found, 2)
        apart = (
            [name for name, a, b in zip(self.open, one, other, strict=True) if a != b]
            for one, other in pairs
            if self.found[one] != self.found[other]
        )
        return {names[0] for names in apart if len(names) == 1}

    def depth(self, part: frozenset[Any] | None = None) -> int:
        """How many questions the best order needs in the worst case."""
        part = frozenset(self.found) if part is None else part
        if len({self.found[combo] for combo in part}) == 1:
            return 0
        return min(self.after(name, part) for name in self.open if len({c[self.open.index(name)] for c in part}) > 1)

    def after(self, name: str, part: frozenset[Any] | None = None) -> int:
        """How many it needs when ``name`` is asked first."""
        part = frozenset(self.found) if part is None else part
        at = self.open.index(name)
        groups = [frozenset(c for c in part if c[at] == value) for value in self.values[name]]
        return 1 + max(self.depth(group) for group in groups if group)


@st.composite
def questions(draw: st.DrawFn) -> Case:
    """A region, all that is told, and the closed facts that are left open."""
    region = draw(st.sampled_from(sorted(bundled())))
    scenario = draw(st.sampled_from(SCENARIOS))
    told = all_told(region, scenario)
    rule = next(rule for pack in packs(region).packs for rule in pack.scenarios if rule.id == scenario)
    free = [name for name in CLOSED if name not in dict(rule.facts)]
    open_ = draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True))
    while prod(len(FACTS[name].values) for name in open_) > MOST_COMPLETIONS:
        open_ = open_[:-1]
    return region, {name: value for name, value in told.items() if name not in open_}, tuple(sorted(open_))


def asks_what_matters(case: Case) -> None:
    region, told, open_ = case
    answer = answer_to(region, told)
    every = Every(region, told, open_)
    facts = [ask.fact for ask in answer.questions] if isinstance(answer, Undecided) else []
    assert set(facts) == every.relevant()
    assert [every.after(fact) for fact in facts[:1]] == [every.depth()] * bool(facts)


def few_completions_tell_the_same(case: Case) -> None:
    """Where not all completions are looked at, nothing is asked in vain, and what may be missing is known."""
    region, told, open_ = case
    every = Every(region, told, open_)
    assume(every.planned)
    asking = reopened(answer_to(region, told).question, catalogue=packs(region))
    witnesses = Witnesses(asking.inquiry, asking.known, tuple(Aspect))
    assert every.relevant() <= set(witnesses.left)
    found = set(witnesses.left)
    witnesses.run()
    assert found - set(witnesses.left) <= every.relevant()


@settings(max_examples=10, deadline=None)
@given(questions())
def test_what_plans_may_turn_on_is_what_every_completion_finds_to_matter_or_more(case: Case) -> None:
    few_completions_tell_the_same(case)


@pytest.mark.extra
@settings(max_examples=500, deadline=None)
@given(questions())
def test_what_plans_may_turn_on_at_length(case: Case) -> None:
    few_completions_tell_the_same(case)


@settings(max_examples=10, deadline=None)
@given(questions())
def test_what_is_asked_is_what_every_completion_finds_to_matter(case: Case) -> None:
    asks_what_matters(case)


@pytest.mark.extra
@settings(max_examples=500, deadline=None)
@given(questions())
def test_what_is_asked_at_length(case: Case) -> None:
    asks_what_matters(case)


@settings(max_examples=8, deadline=None)
@given(questions())
def test_a_dialogue_ends_where_telling_all_at_once_ends(case: Case) -> None:
    region, told, open_ = case
    answer, said = answer_to(region, told), dict(told)
    while isinstance(answer, Undecided):
        ask = answer.questions[0]
        said[ask.fact] = ask.options[-1][0]
        answer = answer.answer(ask.fact, said[ask.fact])
    rest = {name: FACTS[name].values[0] for name in open_ if name not in said}
    assert seen(answer) == seen(answer_to(region, {**rest, **said}))


def test_what_is_skipped_is_not_asked_again_and_is_listed_where_it_could_matter() -> None:
    answer = answer_to("460100", {"scenario": "not-enabled", "age": "35", "insured-as": "employee"})
    skipped: list[str] = []
    while isinstance(answer, Undecided):
        skipped.append(answer.questions[0].fact)
        answer = answer.skip(skipped[-1])
        assert len(skipped) == len(set(skipped))
    assert isinstance(answer, Plan)
    listed = {each.what for each in answer.assumptions if each.kind == "fact"}
    assert listed <= set(skipped)
    assert "smartphone" in listed


def test_why_and_what_hangs_on_each_answer_are_told() -> None:
    told = {name: value for name, value in all_told("460100", "not-enabled").items() if name != "smartphone"}
    answer = answer_to("460100", told)
    assert isinstance(answer, Undecided)
    ask = answer.questions[0]
    plans = {value: answer.answer("smartphone", value) for value in ("yes", "no")}
    assert ask.why is not None
    for hanging in ask.hanging:
        plan = plans[hanging.value]
        assert isinstance(plan, Plan)
        assert (hanging.plans, hanging.first, hanging.last) == (
            1,
            plan.timeline.finish.latest,
            plan.timeline.finish.latest,
        )
        assert {step.id for step in hanging.steps} <= {step.id for step in plan.steps}
    text = render(answer)
    assert ask.why.zh[:12] in text
    assert [each.value for each in ask.hanging] == ["yes", "no"]
