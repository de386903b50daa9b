"""How far plans can slip: equal to trying every day, and shown with the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from medcard import make_plan
from medcard.known import from_facts
from medcard.leeway import Leeway, bet
from medcard.plan import Plan
from medcard.problem import Action, Calendar, Choice, Deadline, Prefer, Problem, Span, Unit
from medcard.schedule import solve
from oracle.brute import ONE_DAY, Brute
from oracle.leeway import can_start, keeps, last_days
from strategies.problems import problems

START = date(2026, 11, 23)
FEW_DAYS = timedelta(days=10)
EXACT = settings(max_examples=35, deadline=None, derandomize=True)


def limits_of(problem: Problem, choice: Choice) -> tuple[Deadline, ...]:
    """What one plan keeps: its deadlines, its urgent groups, its finish."""
    brute, plan = Brute(problem), {act.id: act.on for act in choice.actions}
    kept = [each for each in problem.deadlines if keeps(brute, plan, [each])]
    groups = zip(problem.urgent, choice.vector.covered, strict=True)
    covered = [Deadline(id=str(n), milestones=group, by=by) for n, (group, by) in enumerate(groups)]
    wanted = (*problem.goal, *(m for group in problem.urgent for m in group))
    return (*kept, *covered, Deadline(id="finish", milestones=wanted, by=choice.vector.finish))


@st.composite
def slipping(draw: st.DrawFn, most: int) -> tuple[Problem, Choice, tuple[Deadline, ...]]:
    """A plan of some front with what it keeps, all within few days."""
    problem = draw(problems(least=2, most=most))
    front = solve(problem).front
    assume(front)
    choice = draw(st.sampled_from(front))
    limits = limits_of(problem, choice)
    assume(choice.actions)
    assume(max(each.by for each in limits) <= problem.start + FEW_DAYS)
    return problem, choice, limits


@EXACT
@given(slipping(most=3))
def test_the_last_days_equal_trying_every_schedule(case: tuple[Problem, Choice, tuple[Deadline, ...]]) -> None:
    problem, choice, limits = case
    assert Leeway(problem, choice.actions).last_days(limits) == last_days(problem, choice.actions, limits)


@settings(EXACT, max_examples=25)
@given(slipping(most=3), st.data())
def test_the_last_start_equals_trying_every_plan(
    case: tuple[Problem, Choice, tuple[Deadline, ...]], data: st.DataObject
) -> None:
    problem, choice, limits = case
    some = data.draw(st.lists(st.sampled_from(limits), min_size=1, max_size=2, unique=True))
    found = Leeway(problem, choice.actions).last_start(some)
    assert can_start(problem, some, found)
    assert found == max(each.by for each in some) or not can_start(problem, some, found + ONE_DAY)
    assert problem.start <= found


@pytest.mark.extra
@settings(max_examples=800, deadline=None)
@given(slipping(most=4))
def test_leeway_equals_brute_force_at_length(case: tuple[Problem, Choice, tuple[Deadline, ...]]) -> None:
    problem, choice, limits = case
    leeway = Leeway(problem, choice.actions)
    assert leeway.last_days(limits) == last_days(problem, choice.actions, limits)
    for limit in limits:
        found = leeway.last_start([limit])
        assert can_start(problem, [limit], found)
        assert found == limit.by or not can_start(problem, [limit], found + ONE_DAY)


# What is shown with a plan


def plan(scenario: str, region: str = "460100", **told: str | int) -> Plan:
    """The plan of somebody about whom the rest is typical."""
    applicant, wanted = from_facts({**told, "scenario": scenario})
    return make_plan(applicant, wanted, region=region, on=START, assume="typical")


def needed(on: date) -> Plan:
    """The first card of an adult in Haikou who must use it on a day."""
    return plan("first-card", age=30, **{"needed-on": on.isoformat()})


def test_what_waits_for_something_else_has_slack_and_the_rest_has_none() -> None:
    newborn = plan("newborn", **{"age-days": 12})
    slack = {step.procedure: step.slack_days for step in newborn.steps}
    assert slack["card-first-issue"] > 0
    assert slack["pay-premium"] == slack["household-registration"] == 0
    assert "pay-premium@app" in newborn.timeline.critical


def test_a_case_under_way_lets_everything_wait() -> None:
    waiting = plan("not-collected", age=30, **{"card-state": "in-production", "applied-on": "2026-11-02"})
    assert waiting.timeline.slack_days == (waiting.steps[0].on.latest - START).days > 0


def test_a_day_that_is_needed_is_kept_at_risk_or_missed() -> None:
    finish = plan("first-card", age=30).timeline.finish
    assert finish.earliest < finish.latest - ONE_DAY
    outcomes = []
    for day in (finish.earliest - ONE_DAY, finish.earliest, finish.latest - ONE_DAY, finish.latest):
        (deadline,) = needed(day).timeline.deadlines
        outcomes.append((deadline.kept, deadline.at_risk, deadline.latest_start is not None))
    assert outcomes == [(False, False, False), (False, True, False), (False, True, False), (True, False, True)]


def test_at_risk_is_said_otherwise_than_missed() -> None:
    finish = plan("first-card", age=30).timeline.finish
    codes = [{caution.code for caution in needed(day).warnings} for day in (START, finish.earliest, finish.latest)]
    told = [each & {"deadline-missed", "deadline-at-risk"} for each in codes]
    assert told == [{"deadline-missed"}, {"deadline-at-risk"}, set()]


def test_another_plan_that_may_just_keep_a_day_is_offered_with_its_days() -> None:
    hangzhou = plan("first-card", "330100", age=30, **{"insured-as": "employee", "needed-on": "2026-11-25"})
    (deadline,) = hangzhou.timeline.deadlines
    assert not deadline.at_risk
    assert deadline.bet[0].id == "employer-batch-issue@employer"
    assert deadline.bet[-1].on.earliest <= deadline.by < deadline.bet[-1].on.latest


def test_the_latest_start_takes_another_plan_if_that_is_faster() -> None:
    """The plan asked for is cheap and slow; who starts late may still take the dear and fast way."""
    working = Calendar(weekdays=(1, 2, 3, 4, 5))
    post, courier = (
        Action(
            id=f"send@{name}", once=("send",), who="self", place=None, open="working", fee=fee,
            gives=(("sent", (Span(unit=Unit.WORKING, least=1, most=most),)),),
        )
        for name, fee, most in (("post", 0, 5), ("courier", 900, 1))
    )  # fmt: skip
    by = Deadline(id="due", milestones=("sent",), by=date(2026, 12, 4))
    problem = Problem(
        start=START, calendars=(("working", working),), goal=("sent",), deadlines=(by,), actions=(post, courier)
    )
    cheap = next(choice for choice in solve(problem).front if choice.vector.fee == 0)
    leeway = Leeway(problem, cheap.actions)
    assert leeway.last_start([by]) == date(2026, 12, 3)
    assert leeway.last_days([by]) == {"send@post": date(2026, 11, 27)}


def test_a_bet_counts_on_the_shortest_waits_and_shows_the_longest() -> None:
    working = Calendar(weekdays=(1, 2, 3, 4, 5))
    sure, quick = (
        Action(
            id=f"make@{name}", once=("make",), who="self", place=None, open="working",
            gives=(("made", (Span(unit=Unit.WORKING, least=least, most=most),)),),
        )
        for name, least, most in (("sure", 4, 5), ("quick", 1, 9))
    )  # fmt: skip
    fetch = Action(
        id="fetch", once=("fetch",), who="self", place=None, open="working", needs=("made",), gives=(("had", ()),)
    )
    problem = Problem(start=START, calendars=(("working", working),), goal=("had",), actions=(sure, quick, fetch))
    days = [(act.id, act.earliest.day, act.on.day) for act in bet(problem, Prefer.SOONEST)]
    assert days == [("make@quick", 23, 23), ("fetch", 24, 4)]


# Terms that run from something


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ({"card-state": "in-production", "applied-on": "2026-11-02"}, True),
        ({"card-state": "in-production"}, False),
        ({"card-state": "made-uncollected"}, False),
    ],
)
def test_a_collection_term_is_dated_where_somebody_told_since_when(told: dict[str, str], since: bool) -> None:
    waiting = plan("not-collected", "340200", age=30, **told)
    codes = {caution.code for caution in waiting.warnings if caution.step and caution.step.startswith("card-collect@")}
    assert bool(waiting.timeline.terms) == since
    assert ("do-soon" in codes, "do-by" in codes) == (not since, since)


def test_a_case_that_was_ready_long_ago_is_counted_from_then() -> None:
    long_ago = plan("not-collected", "340200", age=30, **{"card-state": "in-production", "applied-on": "2026-01-05"})
    (term,) = long_ago.timeline.terms
    assert term.since < START
    assert not term.kept
    assert "lapses" in {caution.code for caution in long_ago.warnings}


# The end of a card's term, and the enrolment period of the year


def renewal(expires: str, region: str = "460100") -> Plan:
    """The renewal of a card that is about to expire, at counters."""
    told = {"card-state": "expiring", "expires-on": expires, "smartphone": "no", "bank-active": "no"}
    return plan("expired", region, age=50, **told)


def test_a_card_is_renewed_from_sixty_days_before_the_end_of_its_term() -> None:
    early, late = renewal("2027-03-31"), renewal("2026-12-20")
    assert early.steps[0].on.latest == date(2027, 2, 1)  # 30 January is a Saturday
    assert late.steps[0].on.latest == START


def test_a_region_may_open_the_renewal_sooner() -> None:
    assert renewal("2027-03-31", "370600").steps[0].on.latest == date(2026, 12, 31)


@pytest.mark.parametrize(("expires", "kept"), [("2027-06-30", True), ("2026-11-26", False)])
def test_the_end_of_the_term_is_a_deadline(expires: str, kept: bool) -> None:
    (deadline,) = renewal(expires).timeline.deadlines
    assert (deadline.id, deadline.by, deadline.kept) == ("card-replace", date.fromisoformat(expires), kept)
    assert deadline.source
    assert (deadline.latest_start is not None) == kept


def test_an_unknown_end_of_the_term_is_asked_for() -> None:
    unknown = plan("expired", age=50, **{"card-state": "expiring"})
    assert "expires-on" in [ask.fact for ask in unknown.questions]
    assert unknown.steps[0].on.latest == START
    assert "expires-on" not in [ask.fact for ask in plan("expired", age=50).questions]


@pytest.mark.parametrize(("on", "by"), [("2026-11-23", "2026-12-31"), ("2027-01-05", "2027-12-31")])
def test_the_enrolment_period_ends_every_year(on: str, by: str) -> None:
    applicant, wanted = from_facts({"scenario": "first-card", "age": 40, "insured-as": "resident", "enrolled": "no"})
    harbin = make_plan(applicant, wanted, region="230100", on=date.fromisoformat(on), assume="typical")
    assert ("pay-premium", date.fromisoformat(by)) in [(each.id, each.by) for each in harbin.timeline.deadlines]
