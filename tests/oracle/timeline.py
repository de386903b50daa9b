"""The days that the solvers of the second opinion may use, as whole numbers from the start of the problem."""

from __future__ import annotations

from datetime import timedelta

from medcard.problem import Problem
from oracle.brute import Brute


class Timeline:
    """Which days an act may be done on, and when what it gives holds; days on which nothing begins are left out.

    Only for problems in which all acts of one (who, place) are open on the same days, or none shares a place.
    """

    def __init__(self, problem: Problem, last: int = 1096) -> None:
        """``last``: a day by which every plan of the front is known to be finished; it only saves time."""
        self.problem = problem
        self.brute = Brute(problem, groups=False)
        days = self.brute.days_to_try()
        number = {day: (day - problem.start).days for day in days}
        self.acts = {
            action.id: [number[day] for day in days if number[day] <= last and self.brute.may_act(action, day)]
            for action in problem.actions
        }
        self.initial = {name: (day - problem.start).days for name, day in self.brute.initial.items()}

    def end(self, action_id: str, milestone: str, day: int) -> int | None:
        """The day a milestone holds when the act is done on ``day``; None when that is never."""
        spans = dict(self.brute.actions[action_id].gives)[milestone]
        end = self.brute.end(spans, self.problem.start + timedelta(days=day))
        return None if end is None else (end - self.problem.start).days
