"""Problems with one part of DESIGN §3 taken out, to see whether that part mattered."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from medcard.problem import Action, Initial, Problem, Unit

Removal = Callable[[Problem], Problem]


def _actions(problem: Problem, change: Callable[[Action], Action]) -> Problem:
    return attrs.evolve(problem, actions=tuple(change(action) for action in problem.actions))


def _without_unit(unit: Unit) -> Removal:
    def shorter(action: Action) -> Action:
        gives = tuple((name, tuple(span for span in spans if span.unit != unit)) for name, spans in action.gives)
        return attrs.evolve(action, gives=gives)

    return lambda problem: _actions(problem, shorter)


def _own_place(action: Action) -> Action:
    return action if action.place is None else attrs.evolve(action, place=action.id)


def _first_material(action: Action) -> Action:
    return attrs.evolve(action, materials=tuple(group[:1] for group in action.materials))


def _no_circle(problem: Problem) -> Problem:
    """Every need of a milestone that is given only by this act or later ones is dropped."""
    given: set[str] = {entry.milestone for entry in problem.initial}
    actions: list[Action] = []
    for action in problem.actions:
        actions.append(attrs.evolve(action, needs=tuple(name for name in action.needs if name in given)))
        given |= {name for name, _ in action.gives}
    return attrs.evolve(problem, actions=tuple(actions))


def _from_the_start(problem: Problem) -> Problem:
    return attrs.evolve(problem, initial=tuple(Initial(milestone=entry.milestone) for entry in problem.initial))


REMOVALS: dict[str, Removal] = {
    "shared visits": lambda problem: _actions(problem, _own_place),
    "who": lambda problem: _actions(problem, lambda action: attrs.evolve(action, who="self")),
    "windows": lambda problem: _actions(problem, lambda action: attrs.evolve(action, windows=())),
    "calendars": lambda problem: _actions(problem, lambda action: attrs.evolve(action, open="working")),
    "one of several materials": lambda problem: _actions(problem, _first_material),
    "once": lambda problem: _actions(problem, lambda action: attrs.evolve(action, once=())),
    "fees": lambda problem: _actions(problem, lambda action: attrs.evolve(action, fee=0)),
    "urgent": lambda problem: attrs.evolve(problem, urgent=()),
    "goal": lambda problem: attrs.evolve(problem, goal=()),
    "deadlines": lambda problem: attrs.evolve(problem, deadlines=()),
    "initial intervals": _from_the_start,
    "initial": lambda problem: attrs.evolve(problem, initial=()),
    "circles": _no_circle,
    **{f"unit {unit.value}": _without_unit(unit) for unit in Unit},
}
