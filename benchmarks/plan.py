"""Answers from a loaded catalogue: what a question takes once the packs are read.

    python benchmarks/plan.py [EVERY]

Over every bundled region (of which each EVERY-th is taken) and every scenario: the front of the problem alone,
``make_plan`` with all facts known, ``make_plan(assume="typical")`` and ``decide`` with nothing known. Medians, the
slowest, and the ten slowest questions. The limits: 60 ms with all facts known, 1 s with assumptions or questions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from time import perf_counter
from typing import TypeVar

from medcard import Applicant, CardScenario, Catalogue, decide, load_catalogue, make_plan, problem_of, solve
from medcard.errors import NotAPlan
from medcard.known import FACTS, from_facts
from medcard.packs.discover import bundled
from medcard.plan import Plan

ON = date(2026, 11, 23)
EVERY = 6
Made = TypeVar("Made")
KINDS = ("front", "all facts known", "assume typical", "nothing known")


def main(every: int) -> None:
    """Print the medians of the four kinds and the ten slowest questions."""
    taken: dict[str, list[tuple[float, str]]] = {kind: [] for kind in KINDS}
    for code in list(bundled())[::every]:
        catalogue = load_catalogue(code)
        for scenario in sorted({rule.id for pack in catalogue.packs for rule in pack.scenarios}):
            for kind, seconds in _measured(catalogue, code, scenario):
                taken[kind].append((seconds, f"{code} {scenario}"))
    print(f"{'':18}{'questions':>10}{'median':>10}{'slowest':>10}")
    for kind, times in taken.items():
        each = [time for time, _ in times]
        print(f"{kind:18}{len(each):10}{median(each) * 1000:7.1f} ms{max(each) * 1000:7.0f} ms")
    print("\nthe ten slowest:")
    slowest = sorted(((time, kind, question) for kind in KINDS for time, question in taken[kind]), reverse=True)
    for time, kind, question in slowest[:10]:
        print(f"{time * 1000:7.0f} ms  {kind:16}{question}")


def _measured(catalogue: Catalogue, code: str, scenario: str) -> Iterator[tuple[str, float]]:
    """How long each kind of answer takes, in seconds; nothing for a kind that this question does not have."""
    nobody, nothing = Applicant(), CardScenario(id=scenario)
    seconds, typical = _timed(
        lambda: decide(nobody, nothing, region=code, on=ON, assume="typical", catalogue=catalogue)
    )
    yield "assume typical", seconds
    seconds, _ = _timed(lambda: decide(nobody, nothing, region=code, on=ON, catalogue=catalogue))
    yield "nothing known", seconds
    if not isinstance(typical, Plan):
        return
    applicant, situation = from_facts(_told(typical, catalogue), asks=catalogue.asks)
    try:
        seconds, _ = _timed(lambda: make_plan(applicant, situation, region=code, on=ON, catalogue=catalogue))
    except NotAPlan:
        return
    yield "all facts known", seconds
    problem = problem_of(applicant, situation, region=code, on=ON, catalogue=catalogue)
    yield "front", _timed(lambda: solve(problem))[0]


def _told(plan: Plan, catalogue: Catalogue) -> dict[str, str]:
    """Every fact: what the plan knows or assumes, and the typical value of what it never looked at."""
    facts = (*FACTS.values(), *catalogue.asks)
    told = {fact.name: fact.typical or fact.values[0] for fact in facts if fact.typical or fact.values}
    told.update((each.what, each.value) for each in plan.assumptions if each.kind == "fact")
    told.update(plan.question.facts)
    if "age-days" in told:
        del told["age"]
    return {**told, "scenario": plan.question.scenario}


def _timed(make: Callable[[], Made]) -> tuple[float, Made]:
    start = perf_counter()
    made = make()
    return perf_counter() - start, made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EVERY)
