"""What is left of a former plan, kept where nothing better exists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import attrs

from medcard.begun import Begun
from medcard.problem import Choice, Front, Prefer, Problem
from medcard.schedule import preference, redated


def keep(problem: Problem, front: Front, prefer: Prefer, begun: Begun) -> Choice | None:
    """The plan that ``prefer`` puts first, among equals what is left of the former plan; None when there is no plan.

    What is left: the former acts that are not done, each as early as it can now be, those that shared a visit still
    together. A visit of the day of planning to a place where the person is that day anyhow counts as none.
    """
    left = [(act, day) for act, day in begun.former if act not in begun.done]
    former = _left(problem, left) if left else None
    candidates = [*([former] if former else []), *front.front]
    return min(candidates, key=lambda choice: _order(problem, choice, prefer, begun.visited), default=None)


def _left(problem: Problem, left: Sequence[tuple[str, date]]) -> Choice | None:
    known = {action.id for action in problem.actions}
    return redated(problem, left) if all(act in known for act, _ in left) else None


def _order(
    problem: Problem, choice: Choice, prefer: Prefer, visited: Collection[tuple[str, str]]
) -> tuple[object, ...]:
    """The place of a plan: its objectives, then the fewest acts; what comes first of equals is kept."""
    actions = {action.id: action for action in problem.actions}
    today = {
        (action.who, action.place)
        for act in choice.actions
        if act.on == problem.start and (action := actions[act.id]).place is not None
    }
    free = len(today & set(visited))
    vector = attrs.evolve(choice.vector, visits=choice.vector.visits - free)
    return (*preference(vector, prefer), len(choice.actions))
