"""Going on from a plan: what went as promised changes nothing, what did not changes what it must, and says why."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import test_acceptance as seeds
from laws import Asked
from medcard import Applicant, CardScenario, Progress, Report, ask_again, make_plan, replan
from medcard.answer_json import to_json
from medcard.answers import from_json
from medcard.begun import Begun
from medcard.errors import InvalidProgress, WrongArgument
from medcard.keeping import keep
from medcard.plan import Outcome, Plan, Step, StepChange
from medcard.problem import Choice, Initial, Prefer, Problem
from medcard.schedule import solve
from oracle.brute import Brute, Vector
from strategies.problems import problems
from test_plan_laws import PAIRS, of_bundled, questions

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ONE_DAY = timedelta(days=1)

SEEDS: dict[str, Callable[[], Plan]] = {
    "A1": lambda: seeds.plan("newborn", on=seeds.ASKED_ON, **seeds.NEWBORN),
    "A2": lambda: seeds.plan("lost", **seeds.LOST, **{"needed-on": seeds.TOMORROW}),
    "A3": lambda: seeds.plan("employer-batch", **seeds.HIRED),
    "A4": lambda: seeds.plan("first-card", prefer="fewest-visits", smartphone="no", **seeds.FLEXIBLE),
    "A5": lambda: seeds.plan("first-card", prefer="fewest-visits", **seeds.ELDER),
    "A6": lambda: seeds.plan("damaged", age=50),
    "A7": lambda: seeds.plan("lost", age=35, **{"insured-as": "employee", "region-now": "440100"}),
    "A8": lambda: seeds.plan("details-changed", age=30, changed="name", **{"insured-as": "employee"}),
    "A9": lambda: seeds.plan("plastic-from-electronic", age=30),
    "A10": lambda: seeds.plan("damaged", on="2026-09-30", age=50, smartphone="no"),
}
"""The situations of the seed articles, as in the acceptance tests."""


@cache
def seed_plan(seed: str) -> Plan:
    """The first plan of one of them."""
    return SEEDS[seed]()


def accepted(steps: Sequence[Step]) -> Progress:
    """Every step done on the day that the plan counts on."""
    return Progress(reports=[Report(step=step.id, outcome="accepted", on=step.on.latest) for step in steps])


def told(*rows: tuple[str, str] | tuple[str, str, date] | tuple[str, str, date, str]) -> Progress:
    """Reports as (step, outcome, day, paper)."""
    return Progress(
        reports=[
            Report(step=row[0], outcome=row[1], on=row[2] if len(row) > 2 else None, papers=row[3:4]) for row in rows
        ]
    )


def gone_on(plan: Plan, progress: Progress, on: date) -> Plan:
    """The plan from here."""
    answer = replan(plan, progress, on=on)
    assert isinstance(answer, Plan)
    return answer


def days(steps: Sequence[Step]) -> list[tuple[str, date]]:
    return [(step.id, step.on.latest) for step in steps]


def change(plan: Plan, id_: str) -> StepChange:
    """What became of one step."""
    assert plan.changes is not None
    (found,) = (each for each in plan.changes.steps if each.id == id_)
    return found


# ---- all went as promised --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_interrupted_at_every_step_what_is_left_stays_as_it_was(seed: str) -> None:
    """Gone on with on the day of the last step done, or not before the next."""
    first = seed_plan(seed)
    for count in range(len(first.steps) + 1):
        done, left = first.steps[:count], first.steps[count:]
        last = done[-1].on.latest if done else first.question.on
        next_day = left[0].on.latest if left else first.timeline.finish.latest
        plan = gone_on(first, accepted(done), last if count % 2 else next_day)
        assert days(plan.steps) == days(left)
        assert plan.timeline.finish.latest == first.timeline.finish.latest
        assert plan.changes is not None
        assert [each.change for each in plan.changes.steps] == ["done"] * len(done) + ["kept"] * len(left)
        assert plan.changes.finish_days == 0


@pytest.mark.extra
@pytest.mark.parametrize(("region", "scenario"), PAIRS[::29])
def test_interrupted_at_every_step_of_many_plans(region: str, scenario: str) -> None:
    """What is left is as it was or better in the order of the objectives; where it is no better, it is kept."""
    asked = of_bundled(region, scenario, {"age": 35, "insured-as": "employee"}, MONDAY)
    first = asked.answer()
    assert isinstance(first, Plan)
    for count in range(1, len(first.steps)):
        done, left = first.steps[:count], first.steps[count:]
        on = done[-1].on.latest
        plan = replan(first, accepted(done), on=on, catalogue=asked.catalogue)
        assert isinstance(plan, Plan)
        kept = days(plan.steps) == days(left)
        sooner = (plan.cost.lost, plan.timeline.finish.latest) < (first.cost.lost, first.timeline.finish.latest)
        assert kept or sooner


def test_step_by_step_through_json_is_the_same_as_all_at_once() -> None:
    first = seed_plan("A8")
    plan = first
    for step in first.steps[:4]:
        read = from_json(to_json(plan))
        assert read == plan
        assert isinstance(read, Plan)
        plan = gone_on(read, accepted([step]), step.on.latest)
    at_once = gone_on(first, accepted(first.steps[:4]), first.steps[3].on.latest)
    assert days(plan.steps) == days(at_once.steps)
    assert plan.cost == at_once.cost
    assert plan.question.case is not None
    assert at_once.question.case is not None
    assert plan.question.case.done == at_once.question.case.done
    assert plan.question.case.began == first.question.on


def test_an_answer_to_the_question_of_a_plan_from_here_is_that_plan() -> None:
    plan = gone_on(seed_plan("A2"), told(("loss-report-formal@window", "accepted", MONDAY)), TUESDAY)
    assert ask_again(plan.question) == plan
    assert ask_again(from_json(to_json(plan, "zh")).question).question.case is not None


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(), st.data())
def test_on_random_packs_a_plan_from_here_is_no_later_and_reads_back_equal(asked: Asked, data: st.DataObject) -> None:
    soonest = attrs.evolve(asked, prefer="soonest")
    first = soonest.answer()
    assume(isinstance(first, Plan) and first.steps)
    assert isinstance(first, Plan)
    done = first.steps[: data.draw(st.integers(0, len(first.steps)))]
    on = max([first.question.on, *(step.on.latest for step in done)])
    plan = replan(first, accepted(done), on=on, catalogue=asked.catalogue)
    assert isinstance(plan, Plan)
    assert (plan.cost.lost, plan.cost.finish) <= (first.cost.lost, max(first.cost.finish, on))
    assert from_json(to_json(plan)) == plan
    assert ask_again(plan.question, catalogue=asked.catalogue) == plan


# The same law on random problems, where the oracle knows every plan


@attrs.frozen(kw_only=True)
class Interrupted:
    """A plan of which a part is done: the problem that is left, and the case."""

    rest: Problem
    begun: Begun
    left: dict[str, date]
    prefer: Prefer


def in_order(problem: Problem, choice: Choice) -> list[str]:
    """The acts of a plan in an order in which they can be done."""
    brute, waiting = Brute(problem), {act.id: act.on for act in choice.actions}
    placed: dict[str, date] = {}
    while waiting:
        day = min(waiting.values())
        ready = [name for name, on in waiting.items() if on == day and brute.can_follow(placed, [name], day)]
        placed[ready[0]] = waiting.pop(ready[0])
    return list(placed)


def reached(problem: Problem, done: dict[str, date]) -> tuple[Initial, ...]:
    """What done acts have given or are to give."""
    longest, shortest = Brute(problem), Brute(problem, "least")
    found = []
    for name, on in done.items():
        for milestone, spans in longest.actions[name].gives:
            earliest, latest = shortest.end(spans, on), longest.end(spans, on)
            if earliest is not None and latest is not None:
                found.append(Initial(milestone=milestone, earliest=earliest, latest=latest))
    return tuple(found)


@st.composite
def interrupted(draw: st.DrawFn) -> Interrupted:
    problem, prefer = draw(problems(least=3, most=4)), draw(st.sampled_from(Prefer))
    front = solve(problem)
    chosen = keep(problem, front, prefer, Begun())
    assume(chosen is not None and len(chosen.actions) > 1)
    assert chosen is not None
    dates = {act.id: act.on for act in chosen.actions}
    names = in_order(problem, chosen)[: draw(st.integers(1, len(dates) - 1))]
    done = {name: dates[name] for name in names}
    on, actions = max(done.values()), {action.id: action for action in problem.actions}
    barred = {entry for name in done for entry in actions[name].once}
    begun = Begun(
        reached=reached(problem, done),
        done=tuple(done),
        former=tuple(dates.items()),
        visited=tuple((a.who, a.place) for n, a in actions.items() if a.place and done.get(n) == on),
    )
    rest = attrs.evolve(
        problem,
        start=on,
        initial=begun.initial(problem.initial, on),
        actions=tuple(a for a in problem.actions if a.id not in done and barred.isdisjoint(a.once)),
    )
    return Interrupted(rest=rest, begun=begun, left={n: d for n, d in dates.items() if n not in done}, prefer=prefer)


def place(case: Interrupted, plan: dict[str, date]) -> tuple[object, ...]:
    """How good a plan of what is left is, counted by the oracle: visits to where one is that day are free."""
    brute = Brute(case.rest)
    vector = brute.vector(plan)
    assert vector is not None
    lost, covered, finish, visits, fee, papers = vector
    acts = [brute.actions[name] for name, day in plan.items() if day == case.rest.start]
    free = len({(a.who, a.place) for a in acts if a.place} & set(case.begun.visited))
    assert isinstance(visits, int)
    first: Vector = {
        Prefer.SOONEST: (),
        Prefer.FEWEST_VISITS: (visits - free,),
        Prefer.CHEAPEST: (fee,),
        Prefer.FEWEST_PAPERS: (papers,),
    }[case.prefer]
    return (lost, *first, covered, finish, visits - free, fee, papers, len(plan))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(interrupted())
def test_what_is_left_is_kept_unless_something_better_exists(case: Interrupted) -> None:
    assert Brute(case.rest).is_plan(case.left)
    chosen = keep(case.rest, solve(case.rest), case.prefer, case.begun)
    assert chosen is not None
    plan = {act.id: act.on for act in chosen.actions}
    assert Brute(case.rest).is_plan(plan)
    assert plan == case.left or place(case, plan) < place(case, case.left)


# ---- not all went as promised ----------------------------------------------------------------------------------

REISSUE, COLLECT = "card-reissue@bank", "card-collect@bank"
REPORTS = (
    ("bank-loss-report-formal@bank", "accepted", MONDAY),
    ("loss-report-formal@window", "accepted", MONDAY),
    ("medical-code-activate@app", "accepted", MONDAY),
)


@pytest.fixture(scope="module")
def lost() -> Plan:
    return seed_plan("A2")


@pytest.fixture(scope="module")
def applied(lost: Plan) -> Plan:
    """Two days later than planned the new card was applied for."""
    return gone_on(lost, told(*REPORTS, (REISSUE, "accepted", date(2026, 11, 25))), date(2026, 11, 25))


def promised(plan: Plan) -> date:
    """The last day on which the card is to be ready."""
    assert plan.question.case is not None
    (done,) = (each for each in plan.question.case.done if each.step == REISSUE)
    return max(each.promised.latest for each in done.results)


def test_what_was_done_later_than_planned_moves_what_waits_for_it(lost: Plan, applied: Plan) -> None:
    moved = change(applied, COLLECT)
    assert moved.change == "moved"
    assert moved.now is not None
    assert moved.now.latest == promised(applied) > seeds.step(lost, COLLECT).on.latest
    assert moved.why


def test_a_step_that_was_refused_is_done_again_with_the_missing_papers(lost: Plan) -> None:
    plan = gone_on(lost, told(*REPORTS, (REISSUE, "refused", MONDAY, "photo")), TUESDAY)
    assert change(plan, REISSUE).change == "moved"
    assert seeds.step(plan, REISSUE).on.latest == TUESDAY
    assert plan.changes is not None
    (missing,) = plan.changes.to_bring
    assert (missing.step, [paper.id for paper in missing.papers], missing.listed) == (REISSUE, ["photo"], ("photo",))
    assert [caution.step for caution in plan.warnings if caution.code == "paper-missing"] == [REISSUE]


def test_a_paper_that_no_list_asks_for_is_told_apart(lost: Plan) -> None:
    plan = gone_on(lost, told(*REPORTS, (REISSUE, "refused", MONDAY, "passport")), TUESDAY)
    assert plan.changes is not None
    (missing,) = plan.changes.to_bring
    assert ([paper.id for paper in missing.papers], missing.listed) == (["passport"], ())


def test_where_it_is_not_done_is_never_planned_again(lost: Plan) -> None:
    plan = gone_on(lost, told(*REPORTS, (REISSUE, "turned-away", MONDAY)), TUESDAY)
    later = gone_on(plan, Progress(), TUESDAY + ONE_DAY)
    for each in (plan, later):
        assert not seeds.has(each, REISSUE)
        assert seeds.has(each, "card-reissue@*")
        assert seeds.refused(each, REISSUE, "turned-away")
    assert change(plan, REISSUE).change == "dropped"
    assert [each.change for each in plan.changes.steps if each.id.startswith("card-reissue@w")] == ["added"]  # type: ignore[union-attr]


def test_what_is_ready_early_is_used_at_once(applied: Plan) -> None:
    early = date(2026, 12, 1)
    plan = gone_on(applied, told((REISSUE, "ready", early)), early)
    assert seeds.step(plan, COLLECT).on.latest == early
    assert plan.changes is not None
    assert plan.changes.finish_days < 0


def test_what_is_late_says_whom_to_call_and_what_the_promise_rests_on(applied: Plan) -> None:
    on = promised(applied) + 4 * ONE_DAY
    plan = gone_on(applied, told((REISSUE, "late")), on)
    assert plan.changes is not None
    (late,) = plan.changes.overdue
    assert (late.step, late.milestone, late.promised, late.days) == (REISSUE, "card-ready", promised(applied), 4)
    assert late.call is not None
    assert (late.call.authority, late.call.phone) == ("hrss", "12333")
    assert late.sources
    assert set(late.sources) <= {source.id for source in plan.sources}
    assert "overdue" in {caution.code for caution in plan.warnings}
    assert seeds.step(plan, COLLECT).on.earliest == on
    assert seeds.step(plan, COLLECT).on.latest > on


def test_what_is_late_by_a_time_that_was_only_assumed_says_so() -> None:
    first = seeds.plan("lost", region="450000", age=30)
    applied = gone_on(first, accepted(first.steps[:-3]), first.steps[-3].on.latest)
    assert applied.question.case is not None
    due = max(each.holds.latest for done in applied.question.case.done for each in done.results)
    step = applied.question.case.done[-1].step
    plan = gone_on(applied, told((step, "late")), due + ONE_DAY)
    assert plan.changes is not None
    assert [late.sources for late in plan.changes.overdue] == [()]


def test_a_day_that_has_passed_without_a_word_is_kept_as_promised(applied: Plan) -> None:
    plan = gone_on(applied, Progress(), promised(applied) + 9 * ONE_DAY)
    assert plan.changes is not None
    assert plan.changes.overdue == ()
    assert seeds.step(plan, COLLECT).on.earliest == seeds.step(plan, COLLECT).on.latest


@pytest.mark.parametrize("seed", ["A1", "A3", "A6"])
def test_a_card_that_was_made_wrong_is_replaced_and_its_holder_is_not_to_blame(seed: str) -> None:
    first = seed_plan(seed)
    (maker,) = (step for step in first.steps if any("making" in w.stages for r in step.results for w in r.waits))
    until = first.steps.index(maker) + 2
    done = gone_on(first, accepted(first.steps[:until]), first.steps[until - 1].on.latest)
    on = first.timeline.finish.latest
    plan = gone_on(done, told((maker.id, "wrong", on)), on)
    facts = dict(plan.question.facts)
    assert (facts["card-state"], facts["defect-cause"]) == ("damaged", "quality")
    assert seeds.has(plan, "card-replace@*")
    assert seeds.has(plan, "card-activate-social@*")
    assert not seeds.has(plan, "enrol-*@*", "loss-report-*@*", "card-first-issue@*", "card-reissue@*")
    again = seeds.step(plan, "card-replace@*")
    assert change(plan, again.id).change == "added"
    made = gone_on(plan, accepted([again]), again.on.latest)
    twice = gone_on(made, told((again.id, "wrong")), again.holds.latest)
    assert seeds.has(twice, "card-replace@*")


def test_a_wrong_card_of_a_package_leaves_the_rest_of_the_package_done() -> None:
    married: seeds.Facts = {
        "born-in-guangdong-hospital": "yes",
        "parents-married-guangdong-households": "yes",
        "first-certificate-family-household": "yes",
    }
    first = seeds.plan(
        "newborn", region="440000", on=seeds.ASKED_ON, prefer="fewest-visits", **seeds.NEWBORN, **married
    )
    package = seeds.step(first, "newborn-package@*")
    at = first.steps.index(package) + 1
    done = gone_on(first, accepted(first.steps[:at]), package.on.latest)
    plan = gone_on(done, told((package.id, "wrong")), package.holds.latest)
    assert seeds.has(plan, "card-replace@*")
    assert not seeds.has(plan, "household-registration@*", "enrol-newborn@*", "newborn-package@*")


def test_what_lapsed_or_came_to_nothing_is_done_again(applied: Plan) -> None:
    plan = gone_on(applied, told((REISSUE, "lapsed", date(2026, 12, 1))), date(2026, 12, 1))
    assert change(plan, REISSUE).change == "added"
    assert seeds.step(plan, REISSUE).on.latest == date(2026, 12, 1)


def test_what_rests_on_something_that_lapsed_is_done_again_too() -> None:
    first = seed_plan("A9")
    done = gone_on(first, accepted(first.steps), first.timeline.finish.latest)
    assert done.steps == ()
    plan = gone_on(done, told((first.steps[0].id, "lapsed")), first.timeline.finish.latest)
    assert [step.procedure for step in plan.steps] == [step.procedure for step in first.steps]


# ---- deadlines of a case under way ---------------------------------------------------------------------------------


def test_a_card_that_is_being_made_is_not_begun_again_each_time_somebody_asks() -> None:
    reported = CardScenario(id="found", card_state="formal-lost", card_reissue_applied="yes")  # nobody knows since when
    first = make_plan(Applicant(age=30), reported, region="海口", on=MONDAY, assume="typical")
    later = gone_on(first, Progress(), MONDAY + 3 * ONE_DAY)
    assert later.timeline.finish == first.timeline.finish
    assert days(later.steps) == days(first.steps)


def test_a_deadline_stays_until_everything_that_it_asks_for_is_reached() -> None:
    first = seeds.plan("newborn", region="420000", on=seeds.ASKED_ON, **seeds.NEWBORN)
    (window,) = (each for each in first.timeline.deadlines if each.id == "enrol-newborn")
    assert set(window.milestones) == {"enrolled", "premium-paid"}
    at = {step.procedure: number for number, step in enumerate(first.steps)}
    enrolled = gone_on(
        first, accepted(first.steps[: at["enrol-newborn"] + 1]), first.steps[at["enrol-newborn"]].on.latest
    )
    assert ("enrol-newborn", window.by) in [(each.id, each.by) for each in enrolled.timeline.deadlines]
    assert "household-registration" not in [each.id for each in enrolled.timeline.deadlines]
    paid = gone_on(first, accepted(first.steps), first.timeline.finish.latest)
    assert paid.timeline.deadlines == ()


def test_a_day_by_which_it_was_needed_is_over_once_it_works(lost: Plan) -> None:
    plan = gone_on(lost, told(*REPORTS), TUESDAY + 9 * ONE_DAY)
    assert plan.timeline.deadlines == ()
    assert plan.cost.lost == 0


def test_a_day_that_a_case_of_its_own_keeps_is_over_too() -> None:
    first = seeds.plan("use-today", age=30, **{"medical-code": "yes", "needed-on": "2026-11-25"})
    assert first.cost.lost == 0
    assert gone_on(first, Progress(), date(2026, 12, 1)).cost.lost == 0


SATURDAY = date(2026, 11, 21)


def test_a_report_by_phone_lapses_counted_from_the_day_on_which_it_was_made() -> None:
    first = seeds.plan("lost", region="140000", on=SATURDAY.isoformat(), age=30)
    phone = seeds.step(first, "loss-report-temporary@*")
    plan = gone_on(first, accepted([phone]), date(2026, 11, 25))
    (term,) = (term for term in plan.timeline.terms if term.of == "loss-reported-temporary")
    assert (term.since, term.by, term.kept) == (SATURDAY, SATURDAY + 7 * ONE_DAY, True)
    assert not seeds.has(plan, phone.id)


def test_a_report_that_has_lapsed_is_made_again_though_nobody_says_so() -> None:
    first = seeds.plan("lost", region="140000", on=SATURDAY.isoformat(), age=30)
    phone = seeds.step(first, "loss-report-temporary@*")
    saturday = SATURDAY + 14 * ONE_DAY
    plan = gone_on(first, accepted([phone]), saturday)
    assert seeds.step(plan, phone.id).on.latest == saturday
    assert change(plan, phone.id).change == "moved"
    assert plan.timeline.covered[0].latest == saturday
    formal = gone_on(first, accepted([phone, seeds.step(first, "loss-report-formal@*")]), saturday)
    assert not seeds.has(formal, phone.id)


def test_a_child_grows_older_between_two_visits() -> None:
    first = seed_plan("A1")
    plan = gone_on(first, accepted(first.steps[:1]), first.question.on + 14 * ONE_DAY)
    ages = [int(dict(each.question.facts)["age-days"]) for each in (first, plan)]
    assert ages[1] - ages[0] == 14


# ---- what cannot be ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            (("card-reissue@bnak", "late"),),
            "card-reissue@bnak: is no step of this plan; did you mean 'card-reissue@bank'?",
        ),
        (((REISSUE, "late"),), f"{REISSUE}: cannot be late before it is done; tell when it was accepted"),
        (((REISSUE, "wrong"),), f"{REISSUE}: cannot be wrong before it is done; tell when it was accepted"),
        (((REISSUE, "lapsed"),), f"{REISSUE}: cannot be lapsed before it is done; tell when it was accepted"),
        (
            ((REISSUE, "accepted", TUESDAY + ONE_DAY),),
            f"{REISSUE}: 2026-11-25 is after the day of planning, 2026-11-24; give the day it happened",
        ),
        (
            (*REPORTS, (COLLECT, "accepted", MONDAY)),
            f"{COLLECT}: cannot be done without {REISSUE}; tell when that was done",
        ),
        (
            (*REPORTS, REPORTS[0]),
            "bank-loss-report-formal@bank: was done on 2026-11-23; tell what came of it: ready, late, wrong or lapsed",
        ),
        (
            (*REPORTS, (REPORTS[0][0], "refused", MONDAY, "photo")),
            "bank-loss-report-formal@bank: was done on 2026-11-23; tell what came of it: ready, late, wrong or lapsed",
        ),
        (
            ((REISSUE, "refused"),),
            f"{REISSUE}: name the paper that was missing: card-form, resident-id, photo",
        ),
        (
            ((REISSUE, "refused", MONDAY, "foto"),),
            f"{REISSUE}: 'foto' is no paper: did you mean 'photo'? It asks for card-form, resident-id, photo",
        ),
        (
            (*REPORTS, (REPORTS[1][0], "wrong")),
            "loss-report-formal@window: makes no card; name the step that had it made: none is done",
        ),
        (
            (*REPORTS, (REISSUE, "accepted", MONDAY), (REISSUE, "late")),
            f"{REISSUE}: is promised by 2027-01-26, which has not passed on 2026-11-24; wait until then",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_line(lost: Plan, rows: tuple[tuple[str, str]], said: str) -> None:
    with pytest.raises(InvalidProgress) as caught:
        replan(lost, told(*rows), on=TUESDAY)
    assert list(caught.value.problems) == [said]


def test_everything_that_cannot_be_is_said_at_once(lost: Plan) -> None:
    with pytest.raises(InvalidProgress) as caught:
        replan(lost, told(("nothing", "late"), (REISSUE, "late"), (COLLECT, "accepted", TUESDAY)), on=TUESDAY)
    assert len(caught.value.problems) == 3


def test_a_plan_is_not_gone_on_with_before_it_begins(lost: Plan) -> None:
    with pytest.raises(WrongArgument, match=r"^on: got .* from the day of the plan, 2026-11-23, on$"):
        replan(lost, Progress(), on=MONDAY - ONE_DAY)


@pytest.mark.parametrize("argument", ["plan", "progress"])
def test_arguments_of_another_kind_are_refused_by_name(lost: Plan, argument: str) -> None:
    given: dict[str, object] = {"plan": lost, "progress": Progress(), argument: "x"}
    with pytest.raises(WrongArgument, match=f"^{argument}: got 'x'; give a"):
        replan(given["plan"], given["progress"], on=MONDAY)  # type: ignore[arg-type]


# ---- progress as JSON --------------------------------------------------------------------------------------------

REPORT = st.builds(
    Report,
    step=st.sampled_from([REISSUE, COLLECT]),
    outcome=st.sampled_from(Outcome),
    on=st.none() | st.dates(),
    papers=st.lists(st.sampled_from(["photo", "card-form"]), max_size=2),
)


@given(st.builds(Progress, reports=st.lists(REPORT, max_size=3)))
def test_progress_reads_back_equal(progress: Progress) -> None:
    assert Progress.from_json(progress.to_json()) == progress


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": "medcard/progress/2"}, '$.schema: got "medcard/progress/2"; use one of medcard/progress/1'),
        ({"reports": {}}, "$.reports: got {}; write a list"),
        ({"reports": [{"step": "x"}]}, '$.reports[0]: key "outcome" is missing; write it'),
        ({"reports": [{"step": "", "outcome": "late"}]}, '$.reports[0].step: got ""; write non-empty printable text'),
        (
            {"reports": [{"step": "x", "outcome": "late", "on": "2026-02-30"}]},
            '$.reports[0].on: got "2026-02-30"; write a date as YYYY-MM-DD',
        ),
        (
            {"reports": [{"step": "x", "outcome": "late", "papers": "photo"}]},
            '$.reports[0].papers: got "photo"; write a list',
        ),
        (
            {"reports": [{"step": "x", "outcome": "late", "day": 1}]},
            "$.reports[0].day: unknown key; use step, outcome, on, papers",
        ),
        ({"more": 1}, "$.more: unknown key; use schema, reports"),
    ],
)
def test_what_is_no_progress_is_refused_in_one_line(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidProgress) as caught:
        Progress.from_json(json.dumps({"schema": "medcard/progress/1", "reports": [], **changes}))
    assert list(caught.value.problems) == [said]


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, '{"schema": NaN}'])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(InvalidProgress):
        Progress.from_json(text)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Report(step=1, outcome="late"),  # type: ignore[arg-type]
        lambda: Report(step="x", outcome="gone"),
        lambda: Report(step="x", outcome="late", on="2026-11-23"),  # type: ignore[arg-type]
        lambda: Report(step="x", outcome="refused", papers="photo"),  # type: ignore[arg-type]
        lambda: Progress(reports=[("x", "late")]),  # type: ignore[list-item]
    ],
)
def test_a_report_of_something_else_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(WrongArgument):
        wrong()
