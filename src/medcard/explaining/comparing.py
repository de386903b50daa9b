"""What the plan would be that must do one more act: the answer to "why not that way?" where it is possible."""

from __future__ import annotations

import attrs

from medcard.assembly import reasons
from medcard.assembly.alternatives import alternative
from medcard.assembly.named import Names
from medcard.deciding import Deciding
from medcard.model import Text
from medcard.plan import AlternativePlan, Plan
from medcard.problem import Problem
from medcard.schedule import choose, solve

DONE = "(done)"
"""A milestone that no pack can name: it holds once the act is done."""


def instead(deciding: Deciding, plan: Plan, act: str) -> AlternativePlan | tuple[Text, ...]:
    """The best plan by the preference of ``plan`` that does ``act``, against ``plan``.

    If no plan can do it: what would have to be so and cannot, perhaps nothing that has a name.
    """
    grounding = deciding.grounding()
    problem = doing(grounding.problem, act)
    front = solve(problem)
    choice = choose(front, plan.question.prefer)
    names = Names(deciding.inquiry.rules, deciding.inquiry.facts)
    if choice is None:
        return tuple(names.milestone(cause.milestone) for cause in front.causes if cause.milestone != DONE)
    words = {each.id: reasons.named(each.procedure, each.channel, names) for each in grounding.acts}
    return alternative(choice, plan.cost, problem, words, goals=grounding.problem.goal)


def doing(problem: Problem, act: str) -> Problem:
    """``problem`` whose every plan does ``act``: a goal that nothing else reaches."""
    actions = tuple(
        attrs.evolve(action, gives=(*action.gives, (DONE, ()))) if action.id == act else action
        for action in problem.actions
    )
    return attrs.evolve(problem, goal=(*problem.goal, DONE), actions=actions)
