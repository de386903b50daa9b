"""How fast the front is found, beside clingo (full front) and CP-SAT (one optimum), in one interleaved run.

Only the ratios mean anything: absolute times of short runs vary by a factor of two with what else the machine
does. Both solvers are told a day by which every plan of the front is finished, which spares them most days.
Every line also checks that the answers agree.

    python benchmarks/front.py random [FIRST LAST]   problems of seeds, by default 0 to 11, as large as regions give
    python benchmarks/front.py bundled [EVERY]       every distinct problem of a bundled region and a scenario
    python benchmarks/front.py growth                how the time grows with procedures and with acts at one place
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import exp, log
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from problems import START, realistic

from medcard import Applicant, CardScenario, load_catalogue, problem_of
from medcard.packs.discover import bundled
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


def compare(problems: Iterable[tuple[str, Problem]]) -> None:
    """One line a problem, then medians and geometric means of the ratios, and those that clingo solves sooner."""
    from oracle.clingo_oracle import clingo_front
    from oracle.cpsat_oracle import cpsat_soonest

    print(f"{'':32}acts front steps | medcard  clingo  cp-sat (one), ms | clingo / medcard  cp-sat / medcard")
    ours: list[float] = []
    ratios: dict[str, tuple[float, float]] = {}
    for name, problem in problems:
        front, mine = timed(lambda problem=problem: solve(problem), RUNS)  # type: ignore[misc]
        plain = vectors(problem)
        end = max((vector[-4] for vector in plain), default=0)
        theirs, clingo = timed(lambda problem=problem, end=end: clingo_front(problem, end))  # type: ignore[misc]
        one, cpsat = timed(lambda problem=problem, end=end: cpsat_soonest(problem, end))  # type: ignore[misc]
        agree = "" if theirs == plain and one == next(iter(plain), None) else "  DISAGREE"
        steps = max((len(choice.actions) for choice in front.front), default=0)
        sizes = f"{name:32}{len(problem.actions):4} {len(plain):5} {steps:5}"
        times = f"{mine:7.1f} {clingo:7.0f} {cpsat:7.0f}"
        print(f"{sizes} | {times}           | {clingo / mine:8.1f} {cpsat / mine:17.1f}{agree}", flush=True)
        ours.append(mine)
        ratios[name] = (clingo / mine, cpsat / mine)
    print(f"{len(ours)} problems, medcard's median {median(ours):.1f} ms")
    for number, solver in enumerate(("clingo, full front", "cp-sat, one optimum")):
        each = [ratio[number] for ratio in ratios.values()]
        print(f"{solver} / medcard: geometric mean {exp(sum(map(log, each)) / len(each)):.1f}, ", end="")
        print(f"least {min(each):.1f}, most {max(each):.1f}")
    print("clingo sooner:", ", ".join(name for name, (ratio, _) in ratios.items() if ratio < 1) or "never")


def seeds(first: int, last: int) -> Iterator[tuple[str, Problem]]:
    """Random problems by their seed."""
    return ((f"seed {seed}", realistic(seed)) for seed in range(first, last))


def bundled_problems(every: int) -> Iterator[tuple[str, Problem]]:
    """Every distinct problem of a bundled region and a scenario with typical facts; of these each EVERY-th."""
    seen: dict[Problem, str] = {}
    for code in bundled():
        catalogue = load_catalogue(code)
        for scenario in sorted({rule.id for pack in catalogue.packs for rule in pack.scenarios}):
            applicant, wanted = Applicant(), CardScenario(id=scenario)
            problem = problem_of(applicant, wanted, region=code, on=START, assume="typical", catalogue=catalogue)
            seen.setdefault(problem, f"{code} {scenario}")
    yield from islice(((name, problem) for problem, name in seen.items()), 0, None, every)


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
    match sys.argv[1:]:
        case ["growth"]:
            growth()
        case ["bundled", *every]:
            compare(bundled_problems(*map(int, every or "1")))
        case ["random", *bounds]:
            compare(seeds(*map(int, bounds or (0, 12))))
        case _:
            sys.exit(__doc__)
