"""The exact front of a problem, its plans with their days, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from medcard.problem import Act, Choice, Front, Prefer, Problem, Vector
from medcard.search.archive import Flat, Listing
from medcard.search.causes import find_causes, is_feasible
from medcard.search.covering import cover
from medcard.search.instance import Instance
from medcard.search.labels import Search
from medcard.search.nodes import Nodes
from medcard.search.regroup import count_visits, vector_dates
from medcard.search.visits import earliest, kept_together, visits_of
from medcard.timing import NEVER

DEFAULT_BUDGET = 300_000
"""Nodes: some seconds at the very worst. Realistic problems take a few thousand."""
_CAUSES_BUDGET = 20_000
"""Causes are looked for with at least so many nodes, however few the search was given."""


def solve(problem: Problem, *, budget: int | None = None) -> Front:
    """The front of ``problem``: every vector that no plan beats, each with its chosen plan, by vector.

    The chosen plan of a vector has the fewest acts, and among those the smallest list of (date, id). When there
    is no plan, ``causes`` say why. ``budget`` (in search nodes, never in time) may end the search before the
    front is proven: then ``proven`` is false, the plans are valid, and better ones may exist. ``problem`` must be
    well formed, as ``problem_from_json`` makes sure.

    >>> from datetime import date
    >>> from medcard.problem import Action, Calendar
    >>> report = Action(id="report@phone", once=("report",), who="self", place=None, open="working",
    ...                 gives=(("reported", ()),))
    >>> front = solve(Problem(start=date(2026, 11, 21), calendars=(("working", Calendar(weekdays=(1, 2))),),
    ...                       goal=("reported",), actions=(report,)))
    >>> front.proven, [(act.id, act.on.isoformat()) for act in front.front[0].actions]
    (True, [('report@phone', '2026-11-23')])
    """
    return _solve(problem, problem, budget)


def solve_at_risk(problem: Problem, *, budget: int | None = None) -> Front:
    """As ``solve``, but counting on the shortest waits: what to offer *at risk* when ``solve`` finds no plan."""
    return _solve(hopeful(problem), problem, budget)


def is_possible(problem: Problem, *, budget: int | None = None) -> bool:
    """Whether ``problem`` has any plan; much quicker than its front."""
    return is_feasible(problem, DEFAULT_BUDGET if budget is None else budget)


def timeless(problem: Problem) -> Problem:
    """``problem`` without windows and waits: what has no plan even so fails for want of an act, not of time."""
    acts = (
        attrs.evolve(action, windows=(), gives=tuple((milestone, ()) for milestone, _ in action.gives))
        for action in problem.actions
    )
    initial = tuple(attrs.evolve(entry, earliest=None, latest=None) for entry in problem.initial)
    return attrs.evolve(problem, initial=initial, deadlines=(), actions=tuple(acts))


def choose(front: Front, prefer: Prefer) -> Choice | None:
    """The plan of ``front`` that ``prefer`` puts first; None when the front is empty."""
    return min(front.front, key=lambda choice: preference(choice.vector, prefer), default=None)


def alternatives(front: Front, prefer: Prefer) -> tuple[Choice, ...]:
    """The distinct choices of the other ``Prefer`` values, in their order, without the choice of ``prefer``."""
    chosen = choose(front, prefer)
    others = [choice for other in Prefer if (choice := choose(front, other)) is not None]
    return tuple(choice for n, choice in enumerate(others) if choice != chosen and choice not in others[:n])


def preference(vector: Vector, prefer: Prefer) -> tuple[object, ...]:
    """What to sort vectors by so that the one that ``prefer`` chooses comes first."""
    first = {
        Prefer.SOONEST: 0,
        Prefer.FEWEST_VISITS: vector.visits,
        Prefer.CHEAPEST: vector.fee,
        Prefer.FEWEST_PAPERS: vector.materials,
    }[prefer]
    return (vector.lost, first, vector)


def redated(problem: Problem, dated: Sequence[tuple[str, date]]) -> Choice | None:
    """The plan of some acts, each given with a day, done as early as they can be; None when they are none.

    Acts of one person at one place whose given days are equal share a visit in the plan too. No other plan need be
    worse, and no act need be of use.
    """
    only = {act for act, _ in dated}
    actions = tuple(action for action in problem.actions if action.id in only)
    instance = Instance(attrs.evolve(problem, actions=actions))
    if not instance.goal:
        return None
    number = {action.id: act for act, action in enumerate(instance.actions)}
    visits = visits_of(instance, [(day.toordinal(), number[act]) for act, day in dated])
    plan = earliest(instance, visits)
    if plan is None or any(plan[1][milestone] >= NEVER for milestone in instance.goal):
        return None
    days = {act: day for day, visit in zip(plan[0], visits, strict=True) for act in visit}
    groups = {group for act in days for group in instance.materials[act]}
    counted = count_visits(instance, days.items()), sum(instance.fees), cover(groups, Nodes(DEFAULT_BUDGET))
    vector = (*vector_dates(instance, plan[1]), *counted)
    listing = tuple(sorted(day * len(instance.actions) + act for act, day in days.items()))
    return _choice(instance, Instance(attrs.evolve(problem, actions=actions), longest=False), vector, listing)


def hopeful(problem: Problem) -> Problem:
    """``problem`` with every wait and every initial milestone at its shortest."""
    return attrs.evolve(
        problem,
        initial=tuple(attrs.evolve(entry, latest=entry.earliest) for entry in problem.initial),
        actions=tuple(
            attrs.evolve(
                action,
                gives=tuple(
                    (milestone, tuple(attrs.evolve(span, most=span.least) for span in spans))
                    for milestone, spans in action.gives
                ),
            )
            for action in problem.actions
        ),
    )


def _solve(counted: Problem, problem: Problem, budget: int | None) -> Front:
    nodes = DEFAULT_BUDGET if budget is None else budget
    instance = Instance(counted)
    search = Search(instance, nodes)
    search.run()
    plans = search.archive.plans
    if not plans:
        causes = find_causes(counted, max(nodes, _CAUSES_BUDGET)) if search.proven else ()
        return Front(proven=search.proven, front=(), causes=causes)
    shortest = Instance(problem, longest=False)
    choices = tuple(_choice(instance, shortest, vector, plans[vector]) for vector in sorted(plans))
    return Front(proven=search.proven, front=choices)


def _choice(instance: Instance, shortest: Instance, vector: Flat, listing: Listing) -> Choice:
    clock = instance.clock
    dated = [divmod(entry, len(instance.actions)) for entry in listing]
    first = kept_together(shortest, dated)
    if first is None:
        raise AssertionError("the plan itself keeps the shorter waits")
    lost, *covered, finish, visits, fee, materials = vector
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
            Act(id=instance.actions[act].id, on=clock.date(day), earliest=clock.date(first[act])) for day, act in dated
        ),
    )
