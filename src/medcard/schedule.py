"""The exact front of a problem, its plans with their days, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.problem import Act, Choice, Front, Problem, Vector
from medcard.search.archive import Flat
from medcard.search.instance import Instance
from medcard.search.labels import Search
from medcard.search.visits import earliest

DEFAULT_BUDGET = 1_000_000


def solve(problem: Problem, *, budget: int | None = None) -> Front:
    """The front of ``problem``: every vector that no plan beats, each with its chosen plan."""
    instance = Instance(problem)
    search = Search(instance, DEFAULT_BUDGET if budget is None else budget)
    search.run()
    shortest = Instance(problem, longest=False)
    choices = tuple(
        _choice(instance, shortest, vector, [divmod(entry, len(instance.actions)) for entry in listing])
        for vector, listing in sorted(search.archive.plans.items())
    )
    return Front(proven=search.proven, front=choices)


def _choice(instance: Instance, shortest: Instance, vector: Flat, listing: Sequence[tuple[int, int]]) -> Choice:
    clock = instance.clock
    lost, *covered, finish, visits, fee, materials = vector
    first = _earliest(shortest, listing)
    return Choice(
        vector=Vector(
            lost=lost,
            covered=tuple(clock.date(day) for day in covered),
            finish=clock.date(finish),
            visits=visits,
            fee=fee,
            materials=materials,
        ),
        actions=tuple(
            Act(id=instance.actions[act].id, on=clock.date(day), earliest=clock.date(first[act]))
            for day, act in listing
        ),
    )


def _earliest(shortest: Instance, listing: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The earliest day of each act when those that share a visit in the plan are kept together."""
    groups: dict[tuple[int, int], list[int]] = {}
    for day, act in listing:
        key = shortest.keys[act]
        groups.setdefault((key, day) if key >= 0 else (-1 - act, 0), []).append(act)
    together = [tuple(group) for group in groups.values()]
    plan = earliest(shortest, together)
    if plan is None:
        raise AssertionError("the plan itself keeps the shorter waits")
    return {act: day for group, day in zip(together, plan[0], strict=True) for act in group}
