"""The front is exact: it equals what trying every plan gives, and it keeps the laws that users rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard.problem import (
    Action,
    Calendar,
    Cause,
    Choice,
    Deadline,
    Front,
    Initial,
    Problem,
    Span,
    Unit,
    Vector,
    Why,
)
from medcard.problem_json import problem_to_json
from medcard.schedule import Prefer, alternatives, choose, solve, solve_at_risk
from oracle.brute import Brute, brute_front
from strategies.problems import problems
from strategies.removals import REMOVALS

START = date(2026, 11, 23)
WORKING = Calendar(weekdays=(1, 2, 3, 4, 5))


def plain(front: Front) -> list[object]:
    """The front in the form of the oracles."""
    return [
        (
            attrs.astuple(choice.vector, recurse=False),
            [(act.id, act.on, act.earliest) for act in choice.actions],
        )
        for choice in front.front
    ]


def agrees_with_brute_force(problem: Problem) -> None:
    front = solve(problem)
    assert front.proven
    assert plain(front) == brute_front(problem)
    assert plain(solve_at_risk(problem)) == brute_front(problem, "least")


def act(name: str, *, needs: str = "", gives: str = "", wait: int = 0, **more: object) -> Action:
    """An act that gives all of ``gives`` after ``wait`` working days."""
    spans = (Span(unit=Unit.WORKING, least=wait, most=wait),) if wait else ()
    usual = {"once": (name,), "who": "self", "place": None, "open": "working"}
    given = tuple((milestone, spans) for milestone in gives.split())
    return Action(id=name, needs=tuple(needs.split()), gives=given, **(usual | more))  # type: ignore[arg-type]


def problem_of(*actions: Action, goal: str, **more: object) -> Problem:
    return Problem(
        start=START,
        calendars=(("working", WORKING), ("mondays", Calendar(weekdays=(1,)))),
        goal=tuple(goal.split()),
        actions=actions,
        **more,  # type: ignore[arg-type]
    )


# Equal to brute force


@settings(max_examples=140, deadline=None, derandomize=True)
@given(problems(least=2, most=3))
def test_the_front_equals_brute_force_on_two_or_three_acts(problem: Problem) -> None:
    agrees_with_brute_force(problem)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(problems(least=4, most=4))
def test_the_front_equals_brute_force_on_four_acts(problem: Problem) -> None:
    agrees_with_brute_force(problem)


@pytest.mark.extra
@settings(max_examples=2_000, deadline=None)
@given(problems(most=5))
def test_the_front_equals_brute_force_at_length(problem: Problem) -> None:
    agrees_with_brute_force(problem)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(most=3))
def test_brute_force_loses_nothing_by_being_lazy(problem: Problem) -> None:
    assert Brute(problem).front() == Brute(problem, lazy=False).front()


# What the random problems cover


def values(node: object) -> Iterator[tuple[str, object]]:
    """Every field of every value within a problem, by class and name."""
    if isinstance(node, tuple):
        for item in node:
            yield from values(item)
    elif attrs.has(type(node)):
        for field in attrs.fields(type(node)):
            value = getattr(node, field.name)
            yield f"{type(node).__name__}.{field.name}", value
            yield from values(value)


def test_the_random_problems_vary_every_field() -> None:
    seen: dict[str, set[object]] = {}

    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(problems())
    def collect(problem: Problem) -> None:
        for name, value in values(problem):
            seen.setdefault(name, set()).add(value)

    collect()
    classes = (Problem, Calendar, Initial, Action, Span, Deadline)
    expected = {f"{kind.__name__}.{field.name}" for kind in classes for field in attrs.fields(kind)}
    assert {name for name in expected if len(seen.get(name, ())) < 2} == set()


def waits_for_a_visit(problem: Problem, front: Front) -> bool:
    """Whether some chosen plan does an act later than it could."""
    alone = attrs.evolve(problem, actions=tuple(attrs.evolve(action, place=None) for action in problem.actions))
    return any(
        Brute(alone).could_go({a.id: a.on for a in choice.actions if a.id != act.id}, [act.id], day)
        for choice in front.front
        for act in choice.actions
        for day in [problem.start + timedelta(days=n) for n in range((act.on - problem.start).days)]
    )


MATTERS: dict[str, Callable[[Problem, Front], bool]] = {
    "waiting": waits_for_a_visit,
    "several plans": lambda _, front: len(front.front) > 1,
    "no plan": lambda _, front: not front.front,
    **{
        name: lambda problem, front, without=without: plain(solve(without(problem))) != plain(front)
        for name, without in REMOVALS.items()
    },
}


def counted(examples: int, enough: int) -> Counter[str]:
    """How many of so many random problems each of their parts matters in; none is counted beyond ``enough``."""
    counts: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    @given(problems(least=2, most=6))
    def count(problem: Problem) -> None:
        front = solve(problem)
        for name, matters in MATTERS.items():
            counts[name] += counts[name] < enough and matters(problem, front)

    count()
    return counts


def test_every_part_of_a_problem_matters_in_some() -> None:
    counts = counted(250, enough=1)
    assert [name for name in MATTERS if not counts[name]] == []


@pytest.mark.extra
def test_every_part_of_a_problem_matters_in_many(record_property: Callable[[str, object], None]) -> None:
    counts = counted(2_000, enough=2_000)
    record_property("mattered in so many of 2,000", dict(counts))
    assert [name for name in MATTERS if counts[name] < 5] == []


# Cases that were once wrong, or easily are


def only(problem: Problem) -> list[tuple[str, str]]:
    """The acts of the only plan, with their days."""
    (choice,) = solve(problem).front
    return [(act.id, act.on.isoformat()) for act in choice.actions]


def test_an_act_waits_to_share_a_visit() -> None:
    first = act("apply", gives="a", place="hall")
    second = act("order", gives="b", wait=2)
    third = act("collect", needs="b", gives="c", place="hall")
    front = solve(problem_of(first, second, third, goal="a c"))
    assert [choice.vector.visits for choice in front.front] == [1]
    assert [(act.id, act.on.day) for act in front.front[0].actions] == [
        ("order", 23),
        ("apply", 25),
        ("collect", 25),
    ]


def test_an_act_waits_only_as_long_as_the_finish_allows() -> None:
    first = act("apply", gives="a", wait=5, place="hall")
    second = act("order", gives="b", wait=2)
    third = act("collect", needs="b", gives="c", place="hall")
    front = solve(problem_of(first, second, third, goal="a c"))
    assert [(choice.vector.finish.isoformat(), choice.vector.visits) for choice in front.front] == [
        ("2026-11-30", 2),
        ("2026-12-02", 1),
    ]


def test_coming_back_on_the_same_day_is_the_same_visit() -> None:
    out = act("apply", gives="a", place="hall")
    elsewhere = act("pay", needs="a", gives="b", place="bank")
    back = act("collect", needs="b", gives="c", place="hall")
    (choice,) = solve(problem_of(out, elsewhere, back, goal="c")).front
    assert (choice.vector.visits, choice.vector.finish) == (2, START)


def test_acts_of_one_day_may_not_follow_each_other_in_a_circle() -> None:
    front = solve(
        problem_of(act("chicken", needs="egg", gives="hen"), act("egg", needs="hen", gives="egg"), goal="hen")
    )
    assert front == Front(proven=True, front=(), causes=(Cause(milestone="egg", why=Why.CIRCLE, actions=("egg",)),))


def test_a_circle_that_something_enters_is_no_circle() -> None:
    circle = (act("chicken", needs="egg", gives="hen"), act("egg", needs="hen", gives="egg"))
    buy = act("buy", gives="egg", wait=1)
    assert only(problem_of(*circle, buy, goal="hen")) == [("buy", "2026-11-23"), ("chicken", "2026-11-24")]


def test_earliest_days_see_what_the_same_visit_gives() -> None:
    """Both acts are one visit on the first day; on the shortest waits ``a`` would hold later than they do it."""
    one = act("apply", gives="a", place="hall")
    two = act("order", needs="a", gives="b", place="hall")
    later = Initial(milestone="a", earliest=START + timedelta(days=3), latest=START + timedelta(days=9))
    (choice,) = solve(problem_of(one, two, goal="b", initial=(later,))).front[:1]
    assert [(act.on, act.earliest) for act in choice.actions] == [(START, START)] * 2


def test_without_anything_wanted_there_are_no_acts() -> None:
    deadline = Deadline(id="entry", milestones=("a",), by=START)
    front = solve(problem_of(act("apply", gives="a"), goal="", deadlines=(deadline,)))
    vector = Vector(lost=1, covered=(), finish=START, visits=0, fee=0, materials=0)
    assert front == Front(proven=True, front=(Choice(vector=vector, actions=()),))


def test_one_paper_may_serve_several_groups() -> None:
    first = act("apply", gives="a", materials=(("form", "photo"), ("id", "photo")))
    second = act("order", needs="a", gives="b", materials=(("photo", "register"),))
    (choice,) = solve(problem_of(first, second, goal="b")).front
    assert choice.vector.materials == 1


def test_what_nobody_gives_never_holds_and_a_deadline_of_it_is_lost() -> None:
    deadline = Deadline(id="entry", milestones=("nobody",), by=START + timedelta(days=99))
    (choice,) = solve(problem_of(act("apply", gives="a"), goal="a", deadlines=(deadline,))).front
    assert choice.vector.lost == 1


def test_a_plan_that_only_the_shortest_waits_allow_is_at_risk() -> None:
    wait = (Span(unit=Unit.WORKING, least=1, most=5),)
    order = attrs.evolve(act("order"), gives=(("a", wait),))
    collect = act("collect", needs="a", gives="b", windows=((START, START + timedelta(days=2)),))
    problem = problem_of(order, collect, goal="b")
    assert solve(problem).front == ()
    (choice,) = solve_at_risk(problem).front
    assert [(act.id, act.on.day, act.earliest.day) for act in choice.actions] == [
        ("order", 23, 23),
        ("collect", 24, 24),
    ]


# Why there is no plan


@pytest.mark.parametrize(
    ("problem", "causes"),
    [
        pytest.param(
            problem_of(act("apply", needs="paper", gives="a"), goal="a"),
            [("paper", "nothing-gives", ())],
            id="nothing gives",
        ),
        pytest.param(
            problem_of(act("apply", gives="a", windows=((START, START),), open="working", needs="late"),
                       act("wait", gives="late", wait=1), goal="a"),
            [("a", "window", ("apply",))],
            id="window",
        ),
        pytest.param(
            problem_of(act("apply", gives="a", wait=2000), goal="a"), [("a", "horizon", ("apply",))], id="horizon"
        ),
        pytest.param(
            problem_of(act("x", gives="a", once=("p",)), act("y", gives="b", once=("p",)), goal="a b"),
            [("a", "nothing-gives", ("x",))],
            id="once",
        ),
        pytest.param(
            problem_of(act("apply", needs="c z", gives="a"), goal="a"),
            [("c", "nothing-gives", ()), ("z", "nothing-gives", ())],
            id="two at once",
        ),
        pytest.param(
            problem_of(act("x", needs="b", gives="a"), act("y", needs="a q", gives="b"), goal="a"),
            [("a", "circle", ("x",))],
            id="circle before what it also needs",
        ),
    ],
)  # fmt: skip
def test_causes(problem: Problem, causes: list[tuple[str, str, tuple[str, ...]]]) -> None:
    front = solve(problem)
    assert front.front == ()
    assert [(cause.milestone, cause.why.value, cause.actions) for cause in front.causes] == causes


def helped(problem: Problem, names: set[str]) -> Problem:
    """The problem with ``names`` holding from the start."""
    rest = tuple(entry for entry in problem.initial if entry.milestone not in names)
    return attrs.evolve(problem, initial=(*rest, *(Initial(milestone=name) for name in sorted(names))))


def causes_are_minimal(problem: Problem) -> bool:
    causes = solve(problem).causes
    names = {cause.milestone for cause in causes}
    if not causes:
        return False
    assert solve(helped(problem, names)).front
    assert all(not solve(helped(problem, names - {name})).front for name in names)
    given = {name for action in problem.actions for name, _ in action.gives}
    assert all((cause.milestone in given) or not cause.actions for cause in causes)
    return True


def test_removing_all_causes_helps_and_all_but_one_does_not() -> None:
    counts: Counter[bool] = Counter()

    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(problems(least=3, most=5))
    def check(problem: Problem) -> None:
        counts[causes_are_minimal(problem)] += 1

    check()
    assert counts[True] > 10, counts


# Laws


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems(most=6), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_written_changes_nothing(problem: Problem, random: object) -> None:
    def mixed(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(items, len(items)))  # type: ignore[attr-defined]

    other = attrs.evolve(
        problem,
        calendars=mixed(problem.calendars),
        initial=mixed(problem.initial),
        goal=mixed(problem.goal),
        deadlines=mixed(problem.deadlines),
        actions=tuple(
            attrs.evolve(
                action,
                needs=mixed(action.needs),
                gives=mixed(action.gives),
                materials=mixed(action.materials),
            )
            for action in mixed(problem.actions)  # type: ignore[union-attr]
        ),
    )
    assert solve(other) == solve(problem)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems(most=5))
def test_an_act_that_serves_nothing_changes_nothing(problem: Problem) -> None:
    extra = act("0-first", gives="unrelated", place="hall")
    assert solve(attrs.evolve(problem, actions=(extra, *problem.actions))).front == solve(problem).front


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(least=2, most=6))
def test_one_more_act_never_makes_a_vector_worse(problem: Problem) -> None:
    better = [attrs.astuple(choice.vector, recurse=False) for choice in solve(problem).front]
    fewer = solve(attrs.evolve(problem, actions=problem.actions[:-1]))
    for choice in fewer.front:
        old = flattened(attrs.astuple(choice.vector, recurse=False))
        assert any(all(a <= b for a, b in zip(flattened(new), old, strict=True)) for new in better)


def flattened(vector: tuple[object, ...]) -> list[object]:
    return [part for item in vector for part in (item if isinstance(item, tuple) else (item,))]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(least=2, most=6), st.integers(0, 12))
def test_a_budget_that_ends_leaves_valid_plans_and_says_so(problem: Problem, budget: int) -> None:
    front = solve(problem, budget=budget)
    exact = solve(problem)
    assert front == exact or not front.proven
    brute = Brute(problem)
    for choice in front.front:
        plan = {act.id: act.on for act in choice.actions}
        assert brute.vector(plan) == attrs.astuple(choice.vector, recurse=False)
        assert brute.is_plan(plan)
    assert bool(front.front) <= bool(exact.front)


def test_a_hash_seed_changes_nothing() -> None:
    problem = problem_of(
        *(act(f"{p}{c}", needs=f"m{p - 1}" if p else "", gives=f"m{p}", wait=(p * 3 + n) % 4, once=(str(p),),
              place=["hall", "bank", None][n], fee=10 * n, materials=((f"x{n}", f"y{p % 2}"),))
          for p in range(5) for n, c in enumerate("abc")),
        goal="m4 m3",
    )  # fmt: skip
    code = (
        "import sys, json; from medcard.problem_json import problem_from_json; from medcard.schedule import solve;"
        "from medcard.front_json import front_to_json; front = solve(problem_from_json(sys.stdin.read()));"
        "print(json.dumps(front_to_json(front)))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(problem_to_json(problem)),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["front"]) > 3


# Choosing


def choice_of(lost: int, finish: int, visits: int, fee: int, materials: int) -> Choice:
    vector = Vector(
        lost=lost,
        covered=(),
        finish=START + timedelta(days=finish),
        visits=visits,
        fee=fee,
        materials=materials,
    )
    return Choice(vector=vector, actions=())


def test_prefer_puts_its_objective_right_after_lost() -> None:
    soon, rare, cheap, light = (
        choice_of(0, 1, 3, 30, 3),
        choice_of(0, 2, 0, 20, 2),
        choice_of(0, 3, 1, 0, 3),
        choice_of(0, 4, 2, 10, 0),
    )
    losing = choice_of(1, 0, 0, 0, 0)
    front = Front(proven=True, front=(soon, rare, cheap, light, losing))
    assert [choose(front, prefer) for prefer in Prefer] == [soon, rare, cheap, light]
    assert alternatives(front, Prefer.CHEAPEST) == (soon, rare, light)


def test_alternatives_are_distinct_and_never_the_choice() -> None:
    best, other = choice_of(0, 1, 1, 0, 1), choice_of(0, 2, 0, 5, 0)
    front = Front(proven=True, front=(best, other))
    assert alternatives(front, Prefer.SOONEST) == (other,)
    assert all(a != b for a, b in combinations(alternatives(front, Prefer.FEWEST_VISITS), 2))


def test_nothing_is_chosen_from_an_empty_front() -> None:
    front = Front(proven=True, front=())
    assert choose(front, Prefer.SOONEST) is None
    assert alternatives(front, Prefer.SOONEST) == ()
