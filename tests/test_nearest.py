"""The nearest fix of what is refused, against brute force: it helps, and no smaller change of facts does.

The oracle changes what a person tells, as a person would, and grounds anew; it shares no step with the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, product

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings

from laws import Asked
from medcard.calendars import work_calendar
from medcard.conditions import AnyOf, Born, Has, Known, Within, born_by, leaves
from medcard.grounding.acts import Acts
from medcard.grounding.grounded import GroundedAct, Grounding
from medcard.grounding.holding import Holding
from medcard.inquiry import Inquiry
from medcard.known import understand, with_fact
from medcard.plan import Answer, Fix, NoPlan, Plan, RejectedChannel, Undecided
from medcard.problem import Prefer
from medcard.regions import region as region_of
from medcard.schedule import solve
from strategies.packs import START
from test_plan_laws import PAIRS, of_bundled, questions

LAWS = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
BIRTH = ("birth-date", "age", "age-days")
Changes = Mapping[str, str]


class Oracle:
    """One question, asked again with other facts."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.where = region_of(asked.region)
        self.rules = asked.catalogue.rules([each.code for each in self.where.chain], asked.on)
        self.scenario = self.rules.scenarios[asked.scenario.id]
        working = work_calendar()
        self.inquiry = Inquiry(self.rules, self.scenario, working, asked.on, Prefer.SOONEST, asked.catalogue.asks)
        self.grounded: dict[tuple[tuple[str, str], ...], tuple[Known, Grounding]] = {}

    def told(self, changes: Changes) -> Asked:
        """The question of a person of whom ``changes`` are true instead."""
        applicant, wanted = self.asked.applicant, self.asked.scenario
        local = dict(applicant.local)
        for fact, value in changes.items():
            name = fact.replace("-", "_")
            match fact:
                case "age" | "age-days":
                    nothing = {"birth_date": None, "age": None, "age_days": None}
                    applicant = attrs.evolve(applicant, **{**nothing, name: value})
                case "now-in":
                    applicant = attrs.evolve(applicant, region_now=None, now_in=value)
                case _ if hasattr(applicant, name):
                    applicant = attrs.evolve(applicant, **{name: value})
                case _ if hasattr(wanted, name):
                    wanted = attrs.evolve(wanted, **{name: value})
                case _:
                    local[fact] = value == "yes"
        applicant = attrs.evolve(applicant, local=tuple(local.items()))
        return attrs.evolve(self.asked, applicant=applicant, scenario=wanted)

    def known(self, changes: Changes) -> Known:
        again = self.told(changes)
        asks = self.asked.catalogue.asks
        return understand(again.applicant, again.scenario, self.scenario, self.where, self.asked.on, asks)

    def ground(self, changes: Changes) -> tuple[Known, Grounding]:
        """The facts of the person with typical values for all that is not told, and their grounding."""
        key = tuple(sorted(changes.items()))
        if key not in self.grounded:
            known, grounding, _ = self.inquiry.completed(self.known(changes))
            self.grounded[key] = known, grounding
        return self.grounded[key]

    def is_open(self, procedure: str, channel: str, changes: Changes) -> bool:
        """Whether the channel is open to the person."""
        known = self.ground(changes)[0]
        while True:
            chooser = self.inquiry.chooser(known)
            act = Acts(chooser, self.inquiry.calendars, Holding(chooser, self.inquiry.calendars)).act(
                procedure, channel
            )
            more = self.inquiry.assumable(known, tuple(chooser.open), None)
            if not more:
                return isinstance(act, GroundedAct)
            for fact, value in more.items():
                known = with_fact(known, fact, value)

    def has_plan(self, changes: Changes) -> bool:
        """Whether there is a plan for the person."""
        grounding = self.ground(changes)[1]
        return not grounding.open and bool(solve(grounding.problem).front)

    def single(self, settled: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
        """Every other value that a fact of some condition might have; of ages those next to where conditions cut."""
        conditions = {leaf for each in self.inquiry.rules.conditions() for leaf in leaves(each)}
        names = {getattr(leaf, "fact", "age-days") for leaf in conditions} | {"acts", "age", "can-travel", "now-in"}
        known = self.ground({})[0]
        found = [
            (fact, value)
            for fact in sorted(names - {*BIRTH} - settled)
            for value in self.inquiry.facts[fact].values
            if known.values.get(fact) != value
        ]
        years = {16, *(n for leaf in conditions if isinstance(leaf, Within) and leaf.fact == "age" for n in ends(leaf))}
        days = {n for leaf in conditions if isinstance(leaf, Within) and leaf.fact == "age-days" for n in ends(leaf)}
        births = {day for leaf in conditions if isinstance(leaf, Born) for day in (leaf.first, leaf.last) if day}
        days |= {(self.asked.on - day).days + n for day in births for n in (0, 1)}
        days |= {
            (self.asked.on - born_by(year, self.asked.on)).days - n for year in years if year < 120 for n in (0, 1)
        }
        ages = chain(
            (("age", str(n)) for year in years for n in (year, year - 1) if 0 <= n < 120),
            (("age-days", str(n)) for day in days for n in (day, day - 1) if 0 <= n < 120 * 365),
        )
        return [*found, *sorted(set(ages))] if "age" not in settled else found

    def changes(self, size: int, settled: frozenset[str] = frozenset()) -> Iterator[Changes]:
        """Every change of so many facts."""
        by_fact: dict[str, list[tuple[str, str]]] = {}
        for fact, value in self.single(settled):
            by_fact.setdefault("age" if fact in BIRTH else fact, []).append((fact, value))
        for facts in combinations(by_fact.values(), size):
            yield from map(dict, product(*facts))


def ends(leaf: Within) -> tuple[int, ...]:
    return (leaf.least,) if leaf.most is None else (leaf.least, leaf.most + 1)


def changed(fix: Fix) -> Changes:
    return {change.fact: change.value for change in fix.changes}


def refused(answer: Answer) -> Iterator[RejectedChannel]:
    match answer:
        case Plan():
            yield from answer.rejected
        case NoPlan():
            yield from (each for cause in answer.causes for each in cause.rejected)
        case Undecided():
            raise AssertionError("all is assumed")


def wrong_channels(asked: Asked, answer: Answer, most: int) -> Iterator[str]:
    """What is wrong with the fixes of channels; of hopeless ones changes of at most so many facts are tried."""
    oracle = Oracle(asked)
    for each in refused(answer):
        if each.reason in ("dominated", "not-stated"):
            if each.fix is not None or (each.hopeless is None) != (each.reason == "dominated"):
                yield f"{each.id} is {each.reason} and has a fix, or no word why not"
            continue
        if (each.fix is None) == (each.hopeless is None):
            yield f"{each.id}: neither a fix nor why there is none, or both"
        if oracle.is_open(each.procedure, each.channel, {}):
            yield f"{each.id} is refused and open"
        if each.fix is not None and not oracle.is_open(each.procedure, each.channel, changed(each.fix)):
            yield f"{each.id}: {changed(each.fix)} does not help"
        smaller = most if each.fix is None else min(most, len(each.fix.changes) - 1)
        yield from (
            f"{each.id}: {other} is smaller than {each.fix and changed(each.fix)}"
            for size in range(1, smaller + 1)
            for other in oracle.changes(size)
            if oracle.is_open(each.procedure, each.channel, other)
        )


def at_will(oracle: Oracle, fact: str, value: str) -> bool:
    """Whether somebody, an open act or time can bring the change about: nobody undoes anything, or goes away for it."""
    if fact in BIRTH:
        known = oracle.ground({})[0]
        return int(value) > (known.ages if fact == "age" else known.ages_in_days)[0]
    declared, now = oracle.inquiry.facts[fact], oracle.ground({})[0].values.get(fact)
    away = declared.near_first and now in declared.values[: declared.values.index(value)]
    acts = [
        givers
        for milestone, givers in oracle.rules.givers.items()
        if (holds := oracle.rules.milestones[milestone].holds) is not None
        and Has(fact=fact, values=(value,)) in (holds.parts if isinstance(holds, AnyOf) else (holds,))
    ]
    if acts:
        return any(
            oracle.is_open(procedure, channel, {})
            for procedure in min(acts, key=len)
            for channel in oracle.rules.channels.get(procedure, ())
        )
    return value not in declared.given and not away


def wrong_ways(asked: Asked, answer: NoPlan, most: int) -> Iterator[str]:
    """What is wrong with the fixes where there is no plan: one that does not help, or a smaller one that does."""
    oracle = Oracle(asked)
    yield from (f"nobody can bring about {c.fact}" for fix in answer.fixes for c in fix.changes if c.by == "nobody")
    settled = frozenset(fact for fact, _ in oracle.scenario.facts)
    sizes = {len(fix.changes) for fix in answer.fixes}
    if len(sizes) > 1:
        yield f"fixes of {sizes} facts"
    yield from (f"{changed(fix)} opens no way" for fix in answer.fixes if not oracle.has_plan(changed(fix)))
    yield from (
        f"{other} opens a way"
        for size in range(1, min([most, *(size - 1 for size in sizes)]) + 1)
        for other in oracle.changes(size, settled)
        if all(at_will(oracle, *change) for change in other.items()) and oracle.has_plan(other)
    )


# ---- random packs -----------------------------------------------------------------------------------------------


@LAWS
@given(questions())
def test_the_nearest_fix_of_a_channel_helps_and_nothing_smaller_does(asked: Asked) -> None:
    assert list(wrong_channels(asked, asked.answer(), 1)) == []


@pytest.mark.extra
@settings(LAWS, max_examples=300)
@given(questions())
def test_the_nearest_fix_of_many_channels(asked: Asked) -> None:
    assert list(wrong_channels(asked, asked.answer(), 2)) == []


@settings(LAWS, max_examples=8)
@given(questions())
def test_the_smallest_fixes_open_a_way_and_nothing_smaller_does(asked: Asked) -> None:
    answer = asked.answer()
    assume(isinstance(answer, NoPlan))
    assert isinstance(answer, NoPlan)
    assert list(wrong_ways(asked, answer, 1)) == []


@pytest.mark.extra
@settings(LAWS, max_examples=60)
@given(questions())
def test_many_smallest_fixes_open_a_way(asked: Asked) -> None:
    answer = asked.answer()
    assume(isinstance(answer, NoPlan))
    assert isinstance(answer, NoPlan)
    assert list(wrong_ways(asked, answer, 2)) == []


# ---- bundled packs ----------------------------------------------------------------------------------------------

PEOPLE: tuple[Mapping[str, str | int], ...] = (
    {"age": 12},
    {"age": 35, "insured-as": "employee", "smartphone": "no", "now-in": "other-province"},
    {"age": 78, "insured-as": "resident", "smartphone": "no", "can-travel": "no"},
    {"age": 30, "person": "foreigner", "insured-as": "flexible", "enrolled": "no"},
)
SEEN = [(region, scenario, who) for n, (region, scenario) in enumerate(PAIRS) for who in (n % len(PEOPLE),)]


@pytest.mark.parametrize(("region", "scenario", "who"), SEEN[::331])
def test_fixes_on_bundled_packs(region: str, scenario: str, who: int) -> None:
    asked = of_bundled(region, scenario, PEOPLE[who], START)
    assert list(wrong_channels(asked, asked.answer(), 1)) == []


@pytest.mark.extra
@pytest.mark.parametrize(("region", "scenario", "who"), SEEN[::7])
def test_many_fixes_on_bundled_packs(region: str, scenario: str, who: int) -> None:
    asked = of_bundled(region, scenario, PEOPLE[who], START)
    answer = asked.answer()
    assert list(wrong_channels(asked, answer, 1)) == []
    assert list(wrong_ways(asked, answer, 1) if isinstance(answer, NoPlan) else ()) == []


def fix(scenario: str, channel: str, facts: Mapping[str, str | int]) -> Fix | None:
    (found,) = (
        each.fix for each in refused(of_bundled("460100", scenario, facts, START).answer()) if each.id == channel
    )
    return found


def test_a_child_waits_for_the_age_and_says_so() -> None:
    found = fix("first-card", "enrol-flexible@window", {"age": 12, "enrolled": "no", "insured-as": "flexible"})
    assert found is not None
    assert [(change.fact, change.value, change.by) for change in found.changes] == [("age", "16", "time")]
    assert "16 周岁" in found.text.zh


def test_nobody_gets_younger_and_the_fix_says_so() -> None:
    found = fix("first-card", "enrol-newborn@window", {"age": 30, "enrolled": "no", "insured-as": "flexible"})
    assert found is not None
    assert [(change.fact, change.by) for change in found.changes] == [("age", "nobody")]


def test_an_act_that_would_open_a_channel_is_named() -> None:
    facts = {"age": 30, "enrolled": "no", "insured-as": "employee", "employer-enrolled": "no"}
    found = fix("first-card", "enrol-employee@employer", facts)
    assert found is not None
    assert [(change.fact, change.procedure) for change in found.changes] == [
        ("employer-enrolled", "employer-registration")
    ]


def test_the_way_of_a_person_without_a_smartphone_is_a_smartphone_or_to_come_back() -> None:
    answer = of_bundled("460100", "lost", PEOPLE[1], START).answer()
    assert isinstance(answer, NoPlan)
    assert [changed(each) for each in answer.fixes] == [
        {"smartphone": "yes"}, {"now-in": "same-area"}, {"now-in": "same-province"},
    ]  # fmt: skip


def test_nobody_is_told_to_fall_ill_to_go_away_or_to_lose_a_card() -> None:
    for scenario, channel in (
        ("not-collected", "card-collect@home"),
        ("lost", "card-reissue@app:national"),
        ("expired", "card-reissue@bank"),
        ("expired", "card-first-issue@bank"),
    ):
        found = fix(scenario, channel, {"age": 35, "smartphone": "yes"})
        assert found is not None
        assert "nobody" in [change.by for change in found.changes]


def test_somebody_abroad_is_told_to_come_back_and_nothing_else() -> None:
    answer = of_bundled("220100", "not-collected", {"age": 35, "now-in": "abroad"}, START).answer()
    assert isinstance(answer, NoPlan)
    assert [changed(each) for each in answer.fixes] == [{"now-in": "same-area"}, {"now-in": "same-province"}]


def test_nobody_abroad_goes_to_a_counter() -> None:
    answer = of_bundled("460100", "password", {"age": 35, "now-in": "abroad"}, START).answer()
    assert isinstance(answer, NoPlan)
    assert {"now-in"} == {change.fact for each in answer.fixes for change in each.changes}


def test_an_act_that_is_not_open_is_no_fix() -> None:
    """A card that is not lost cannot be reported lost, so that this would open nothing."""
    found = fix("expired", "card-reissue@window", {"age": 35})
    assert found is not None
    assert [change.procedure for change in found.changes] == [None]


@pytest.mark.parametrize("state", ["sealed", "expiring", "expired", "damaged", "lost", "temp-lost", "formal-lost"])
def test_nobody_with_a_card_is_offered_a_first_one(state: str) -> None:
    answer = of_bundled("460100", "damaged", {"age": 35, "card-state": state}, START).answer()
    assert isinstance(answer, Plan)
    offered = [*(step.procedure for step in answer.steps), *(each.procedure for each in answer.options)]
    worse = [each.procedure for each in answer.rejected if each.reason == "dominated"]
    assert "card-first-issue" not in [*offered, *worse]
