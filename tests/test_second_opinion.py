"""Two solvers that know nothing of ours find the same fronts: clingo all of it, OR-Tools CP-SAT its first vector.

They need the dependency group ``extra``; without it these tests are skipped with that advice. Where nothing is wanted
our plan has no acts whatever a deadline would gain, which the solvers are not told: such problems are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings

from medcard.errors import NotAPlan
from medcard.known import from_facts
from medcard.packs.discover import bundled
from medcard.planner import load_catalogue, problem_of
from medcard.problem import Problem
from medcard.schedule import solve
from oracle.brute import Brute
from strategies.problems import problems

pytestmark = pytest.mark.extra

ON = date(2026, 11, 23)
PEOPLE: tuple[dict[str, str | int], ...] = ({}, {"age": 6}, {"age": 35, "insured-as": "employee"})
SCENARIOS = sorted(rule.id for pack in load_catalogue("000000").packs for rule in pack.scenarios)
BEYOND = 14
"""Days after the last finish of our own front in which the solvers may still look for other plans."""
SECONDS = 60

Vectors = list[tuple[int, ...]]


@pytest.fixture(scope="module")
def clingo_front() -> Callable[..., Vectors]:
    pytest.importorskip("clingo", reason="install it: pip install --group extra")
    from oracle.clingo_oracle import clingo_front

    return clingo_front


@pytest.fixture(scope="module")
def cpsat_soonest() -> Callable[..., tuple[int, ...] | None]:
    pytest.importorskip("ortools", reason="install it: pip install --group extra")
    from oracle.cpsat_oracle import cpsat_soonest

    return cpsat_soonest


def ours(problem: Problem) -> Vectors:
    """The vectors of our front, days counted from the start."""
    found: Vectors = []
    for choice in solve(problem).front:
        v = choice.vector
        days = [(day - problem.start).days for day in (*v.covered, v.finish)]
        found.append((v.lost, *days, v.visits, v.fee, v.materials))
    return found


def end(vectors: Vectors) -> int:
    return max((vector[-4] for vector in vectors), default=0) + BEYOND


def one_opening_a_place(problem: Problem) -> bool:
    """Whether all acts at one place are open on the same days, which the solvers take for granted."""
    brute = Brute(problem)
    days = {
        (action.who, action.place, tuple(day for day in brute.days_to_try() if brute.may_act(action, day)))
        for action in problem.actions
        if action.place is not None
    }
    return len(days) == len({(who, place) for who, place, _ in days})


def goes_in_a_circle(problem: Problem) -> bool:
    """Whether some acts need one another."""
    gives = {action.id: {name for name, _ in action.gives} for action in problem.actions}
    before = {a.id: {b.id for b in problem.actions if gives[b.id] & set(a.needs)} for a in problem.actions}
    settled: set[str] = set()
    for _ in problem.actions:
        settled |= {name for name, needs in before.items() if needs <= settled}
    return len(settled) < len(problem.actions)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(least=2, most=5))
def test_clingo_finds_the_front_of_random_problems(clingo_front: Callable[..., Vectors], problem: Problem) -> None:
    assume((problem.goal or problem.urgent) and one_opening_a_place(problem))
    mine = ours(problem)
    assert clingo_front(problem, end(mine)) == mine


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(least=2, most=5))
def test_cp_sat_finds_the_first_vector_of_random_problems(
    cpsat_soonest: Callable[..., tuple[int, ...] | None], problem: Problem
) -> None:
    assume((problem.goal or problem.urgent) and one_opening_a_place(problem) and not goes_in_a_circle(problem))
    mine = ours(problem)
    assert cpsat_soonest(problem, end(mine)) == next(iter(mine), None)


@cache
def bundled_problems() -> dict[Problem, str]:
    """Every distinct problem of a bundled region, a scenario and one of ``PEOPLE``, and the first that has it."""
    found: dict[Problem, str] = {}
    for code in bundled():
        catalogue = load_catalogue(code)
        for scenario, facts in product(SCENARIOS, PEOPLE):
            applicant, wanted = from_facts({**facts, "scenario": scenario})
            try:
                problem = problem_of(applicant, wanted, region=code, on=ON, assume="typical", catalogue=catalogue)
            except NotAPlan:  # a date that nobody told, or no way
                continue
            found.setdefault(problem, f"{code} {scenario} {facts}")
    return found


def of_scenario(scenario: str) -> Iterator[tuple[Problem, str]]:
    return ((problem, name) for problem, name in bundled_problems().items() if name.split()[1] == scenario)


def verdict(clingo_front: Callable[..., Vectors], problem: Problem) -> str:
    """``same``, ``differs`` or ``late``."""
    mine = ours(problem)
    try:
        return "same" if clingo_front(problem, end(mine), seconds=SECONDS) == mine else "differs"
    except TimeoutError:
        return "late"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_clingo_finds_every_front_of_the_bundled_regions(clingo_front: Callable[..., Vectors], scenario: str) -> None:
    said: dict[str, list[str]] = {"same": [], "differs": [], "late": []}
    for problem, name in of_scenario(scenario):
        said[verdict(clingo_front, problem)].append(name)
    late = ", ".join(said["late"]) or "none"
    print(f"{scenario}: {len(said['same'])} confirmed; not within {SECONDS} s: {late}")  # noqa: T201 - shown by -rP
    assert said["differs"] == []
    assert said["same"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_cp_sat_finds_every_first_vector_of_the_bundled_regions(
    cpsat_soonest: Callable[..., tuple[int, ...] | None], scenario: str
) -> None:
    every = [(problem, name) for problem, name in of_scenario(scenario) if not goes_in_a_circle(problem)]
    fronts = [(name, problem, ours(problem)) for problem, name in every[::5]]
    differ = [name for name, p, mine in fronts if cpsat_soonest(p, end(mine)) != next(iter(mine), None)]
    assert fronts
    assert differ == []
