"""How fast the front is found, beside clingo (full front) and CP-SAT (one optimum), in one interleaved run.

Only the ratios mean anything: absolute times of short runs vary by a factor of two with what else the machine
does. Both solvers are told a day by which every plan of the front is finished, which spares them most days.
Every line also checks that the answers agree.

    python benchmarks/front.py [first seed] [last seed]     growth alone: python benchmarks/front.py growth
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import exp, log
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from problems import realistic

from medcard.problem import Problem
from medcard.schedule import solve

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
T = TypeVar("T")
RUNS = 5


def timed(run: Callable[[], T], times: int = 1) -> tuple[T, float]:
    """What ``run`` returns and the median of its times in milliseconds."""
    taken: list[float] = []
    for _ in range(times):
        start = perf_counter()
        result = run()
        taken.append(1000 * (perf_counter() - start))
    return result, median(taken)


def vectors(problem: Problem) -> list[tuple[int, ...]]:
    """Our front as the oracles write it."""
    found: list[tuple[int, ...]] = []
    for choice in solve(problem).front:
        v = choice.vector
        days = [(day - problem.start).days for day in (*v.covered, v.finish)]
        found.append((v.lost, *days, v.visits, v.fee, v.materials))
    return found


def compare(first: int, last: int) -> None:
    """One line a problem, then medians and geometric means of the ratios."""
    from oracle.clingo_oracle import clingo_front
    from oracle.cpsat_oracle import cpsat_soonest

    print("seed procedures channels front steps |  medcard ms  clingo ms  cp-sat ms (one) | clingo / medcard")
    ours: list[float] = []
    ratios: list[float] = []
    for seed in range(first, last):
        problem = realistic(seed)
        front, mine = timed(lambda problem=problem: solve(problem), RUNS)  # type: ignore[misc]
        plain = vectors(problem)
        end = max(vector[-4] for vector in plain)
        theirs, clingo = timed(lambda problem=problem, end=end: clingo_front(problem, end))  # type: ignore[misc]
        one, cpsat = timed(lambda problem=problem, end=end: cpsat_soonest(problem, end))  # type: ignore[misc]
        agree = "" if theirs == plain and one == plain[0] else "  DISAGREE"
        steps = max(len(choice.actions) for choice in front.front)
        sizes = (
            f"{seed:4} {len({a.once for a in problem.actions}):10} {len(problem.actions):8} {len(plain):5} {steps:5}"
        )
        print(f"{sizes} | {mine:11.1f} {clingo:10.0f} {cpsat:16.0f} | {clingo / mine:8.1f}{agree}", flush=True)
        ours.append(mine)
        ratios.append(clingo / mine)
    print(
        f"median {median(ours):.1f} ms; clingo / medcard: geometric mean {exp(sum(map(log, ratios)) / len(ratios)):.1f},"
    )
    print(f"least {min(ratios):.1f}, most {max(ratios):.1f}")


def growth() -> None:
    """How the time grows with the number of procedures, and of acts that must go to one hall."""
    for name, sizes in (("procedures", (4, 8, 12, 16, 20, 24)), ("same_place", (0, 2, 4, 6, 8, 10))):
        print(f"{name:>10}   ms (median of 5 seeds)   largest front   all proven")
        for size in sizes:
            times: list[float] = []
            fronts: list[int] = []
            proven = True
            for seed in range(5):
                how = {name: size} if name == "procedures" else {name: size, "procedures": 12}
                front, taken = timed(lambda seed=seed, how=how: solve(realistic(seed, **how)))  # type: ignore[misc]
                times.append(taken)
                fronts.append(len(front.front))
                proven = proven and front.proven
            print(f"{size:10} {median(times):10.1f} {max(fronts):28} {proven!s:>12}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["growth"]:
        growth()
    else:
        bounds = [int(argument) for argument in sys.argv[1:]] or [0, 12]
        compare(*bounds)
