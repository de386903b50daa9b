"""The best vector in the order of §3 ("soonest") as OR-Tools CP-SAT finds it, one objective after the other.

Only for problems in which no acts need one another in a circle: nothing here keeps acts of a day from resting on
each other.
"""

from __future__ import annotations

from itertools import chain, combinations

from ortools.sat.python import cp_model

from medcard.problem import Problem
from oracle.timeline import Timeline

LATE = 2000


class Model:
    """One problem as booleans: an act on a day, a milestone resting on an act."""

    def __init__(self, problem: Problem, last: int) -> None:
        self.problem = problem
        self.line = Timeline(problem, last)
        self.model = cp_model.CpModel()
        self.on: dict[str, dict[int, cp_model.IntVar]] = {}
        for action in problem.actions:
            self.on[action.id] = {day: self.model.new_bool_var("") for day in self.line.acts[action.id]}
            self.model.add_at_most_one(self.on[action.id].values())
        for a, b in combinations(problem.actions, 2):
            if set(a.once) & set(b.once):
                self.model.add_at_most_one([*self.on[a.id].values(), *self.on[b.id].values()])
        self.holds: dict[str, cp_model.IntVar] = {}
        self._milestones()
        for action in problem.actions:
            for need in action.needs:
                for day, done in self.on[action.id].items():
                    self.model.add(self.holds[need] <= day).only_enforce_if(done)

    def _milestones(self) -> None:
        """A milestone holds no sooner than what it rests on; resting on nothing it holds too late for all."""
        names = {name for action in self.problem.actions for name in chain(action.needs, dict(action.gives))}
        names |= {*self.problem.goal, *chain(*self.problem.urgent, *(d.milestones for d in self.problem.deadlines))}
        for name in sorted(names):
            day = self.holds[name] = self.model.new_int_var(0, LATE, name)
            rests = [self.model.new_bool_var("")]
            self.model.add(day == LATE).only_enforce_if(rests[0])
            if name in self.line.initial:
                rests.append(self.model.new_bool_var(""))
                self.model.add(day >= self.line.initial[name]).only_enforce_if(rests[-1])
            for action in self.problem.actions:
                if name in dict(action.gives):
                    rests.append(self._rest_on(action.id, name, day))
            self.model.add_exactly_one(rests)

    def _rest_on(self, action_id: str, name: str, holds: cp_model.IntVar) -> cp_model.IntVar:
        rest = self.model.new_bool_var("")
        possible = []
        for day, done in self.on[action_id].items():
            end = self.line.end(action_id, name, day)
            if end is not None:
                possible.append(done)
                self.model.add(holds >= end).only_enforce_if([rest, done])
        self.model.add_bool_or(possible).only_enforce_if(rest)
        return rest

    def objectives(self) -> list[cp_model.LinearExprT]:
        """Lost, covered…, finish, visits, fee, materials."""
        problem, model = self.problem, self.model
        lost = []
        for deadline in problem.deadlines:
            lost.append(model.new_bool_var(""))
            for name in deadline.milestones:
                by = (deadline.by - problem.start).days
                model.add(self.holds[name] <= by).only_enforce_if(lost[-1].negated())
        groups = [*problem.urgent, tuple({*problem.goal, *chain(*problem.urgent)})]
        days = []
        for group in groups:
            days.append(model.new_int_var(0, LATE - 1, ""))
            model.add_max_equality(days[-1], [self.holds[name] for name in group])
        visits: dict[object, cp_model.IntVar] = {}
        bring = {name: model.new_bool_var(name) for a in problem.actions for group in a.materials for name in group}
        for action in problem.actions:
            for day, done in self.on[action.id].items():
                if action.place is not None:
                    visit = visits.setdefault((action.who, action.place, day), model.new_bool_var(""))
                    model.add_implication(done, visit)
            for group in action.materials:
                for done in self.on[action.id].values():
                    model.add_bool_or([bring[name] for name in group]).only_enforce_if(done)
        fee = sum(action.fee * sum(self.on[action.id].values()) for action in problem.actions)
        return [sum(lost), *days, sum(visits.values()), fee, sum(bring.values())]


def cpsat_soonest(problem: Problem, last: int = 1096) -> tuple[int, ...] | None:
    """The first vector of the front (days counted from the start); None when there is no plan."""
    model = Model(problem, last)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    found: list[int] = []
    for objective in model.objectives():
        model.model.minimize(objective)
        if solver.solve(model.model) != cp_model.OPTIMAL:
            return None
        found.append(round(solver.objective_value))
        model.model.add(objective == found[-1])
    return tuple(found)
