"""Another plan beside the chosen one: its cost, its acts in order, what it gains and costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from medcard.assembly.dates import Days
from medcard.model import Text
from medcard.plan import AlternativePlan, AlternativeStep, Compared, Cost, Prefer, Span
from medcard.problem import Choice, Problem


def alternative(
    choice: Choice,
    mine: Cost,
    problem: Problem,
    names: Mapping[str, Text],
    prefer: tuple[Prefer, ...] = (),
    goals: Collection[str] = (),
) -> AlternativePlan:
    """The plan of ``choice`` against one that costs ``mine``; ``names``: acts by id, ``prefer``: what chooses it."""
    theirs = cost(choice)
    return AlternativePlan(
        prefer=prefer,
        vector=theirs,
        steps=tuple(
            AlternativeStep(id=act.id, name=names[act.id], on=Span(earliest=act.earliest, latest=act.on))
            for _, act in Days(problem, choice.actions).in_order(goals)
        ),
        compared=Compared(
            finish_days=(theirs.finish - mine.finish).days,
            covered_days=tuple((t - m).days for t, m in zip(theirs.covered, mine.covered, strict=True)),
            visits=theirs.visits - mine.visits,
            fee_fen=theirs.fee - mine.fee,
            materials=theirs.materials - mine.materials,
        ),
    )


def cost(choice: Choice) -> Cost:
    """What a choice costs, in the order of the objectives."""
    vector = choice.vector
    return Cost(
        lost=vector.lost,
        covered=vector.covered,
        finish=vector.finish,
        visits=vector.visits,
        fee=vector.fee,
        materials=vector.materials,
    )
