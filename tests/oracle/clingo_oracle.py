"""The front as clingo finds it: an answer-set program written from DESIGN §3, Pareto points by improvement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import inf
from time import monotonic

import clingo

from medcard.problem import Problem
from oracle.timeline import Timeline

RULES = """
{ do(A,D) : day(A,D) } 1 :- act(A).
chosen(A) :- do(A,D).
:- once(E,_), #count { A : chosen(A), once(E,A) } > 1.
by(M,T) :- initial(M,T).
by(M,T) :- done(A,D), gives(A,D,M,T).
by(M,T) :- by(M,S), after(S,T).
done(A,D) :- do(A,D), by(M,D) : needs(A,M).
:- do(A,D), not done(A,D).
:- wanted(M), end(T), not by(M,T).
:- do(A,D), needs(A,M), not by(M,D).
covered(J,T) :- time(T), group(J), by(M,T) : member(J,M).
lost(K) :- deadline(K,T), needed(K,M), not by(M,T).
visit(V,D) :- do(A,D), at(A,V).
1 { bring(X) : one_of(A,G,X) } :- chosen(A), asks(A,G).
cost(0,1,K) :- lost(K).
cost(visits,1,(V,D)) :- visit(V,D).
cost(fee,F,A) :- chosen(A), fee(A,F).
cost(materials,1,X) :- bring(X).
#show cost/3.
#show covered/2.
#program sum(o,v,q).
#external query(q).
:- query(q), #sum { W,X : cost(o,W,X) } > v.
less(q) :- #sum { W,X : cost(o,W,X) } < v.
#program day(o,v,q).
#external query(q).
:- query(q), not covered(o,v).
less(q) :- covered(o,S), after(S,v).
#program strict(q).
:- query(q), not less(q).
#program block(q).
:- not less(q).
"""


class Asp:
    """One problem as facts for ``RULES``; objectives are numbered groups, then visits, fee, materials."""

    def __init__(self, problem: Problem, last: int, seconds: float = inf) -> None:
        self.until = monotonic() + seconds
        self.problem = problem
        self.line = Timeline(problem, last)
        wanted = tuple(dict.fromkeys([*problem.goal, *chain(*problem.urgent)]))
        self.groups = [*problem.urgent, wanted]
        count = len(self.groups)
        self.objectives: list[clingo.Symbol] = [
            *(clingo.Number(number) for number in range(count + 1)),
            *(clingo.Function(name) for name in ("visits", "fee", "materials")),
        ]
        self.control = clingo.Control(["--warn=none"])
        self.control.add("base", [], RULES.split("#program")[0] + "\n".join(self._facts(wanted)))
        for part in RULES.split("#program")[1:]:
            head, _, body = part.partition(".\n")
            name, _, parameters = head.strip().partition("(")
            self.control.add(name, parameters.rstrip(")").split(","), body)
        self.control.ground([("base", [])])
        self.queries = 0

    def _facts(self, wanted: Sequence[str]) -> Iterator[str]:
        problem, line = self.problem, self.line
        deadlines = [(deadline.by - problem.start).days for deadline in problem.deadlines]
        times = {0, *line.initial.values(), *deadlines}
        for milestone, day in line.initial.items():
            yield f'initial("{milestone}",{day}).'
        for action in problem.actions:
            yield f'act("{action.id}"). fee("{action.id}",{action.fee}).'
            yield from (f'once("{entry}","{action.id}").' for entry in action.once)
            yield from (f'needs("{action.id}","{name}").' for name in action.needs)
            if action.place is not None:
                yield f'at("{action.id}",("{action.who}","{action.place}")).'
            for number, group in enumerate(action.materials):
                yield f'asks("{action.id}",{number}).'
                yield from (f'one_of("{action.id}",{number},"{name}").' for name in group)
            for day in line.acts[action.id]:
                times.add(day)
                yield f'day("{action.id}",{day}).'
                for milestone, _ in action.gives:
                    end = line.end(action.id, milestone, day)
                    if end is not None:
                        times.add(end)
                        yield f'gives("{action.id}",{day},"{milestone}",{end}).'
        ordered = sorted(times)
        yield from (f"after({a},{b})." for a, b in pairwise(ordered))
        yield from (f"time({day})." for day in ordered)
        yield f"end({ordered[-1]})."
        yield from (f'wanted("{name}").' for name in wanted)
        for number, members in enumerate(self.groups):
            yield f"group({number + 1})."
            yield from (f'member({number + 1},"{name}").' for name in members)
        for deadline in problem.deadlines:
            by = (deadline.by - problem.start).days
            yield f'deadline("{deadline.id}",{by}).'
            yield from (f'needed("{deadline.id}","{name}").' for name in deadline.milestones)
        yield from (f"objective({objective})." for objective in self.objectives)

    def find(self) -> list[int] | None:
        """The costs of some model, in the order of ``objectives``. TimeoutError when the time is up."""
        with self.control.solve(yield_=True, async_=True) as handle:
            while True:
                handle.resume()
                left = self.until - monotonic()
                if not handle.wait(None if left == inf else max(0.0, left)):
                    raise TimeoutError
                model = handle.model()
                if model is None:
                    return None
                costs = dict.fromkeys(self.objectives, 0)
                days: dict[clingo.Symbol, list[int]] = {}
                for atom in model.symbols(shown=True):
                    if atom.name == "cost":
                        costs[atom.arguments[0]] += atom.arguments[1].number
                    else:
                        days.setdefault(atom.arguments[0], []).append(atom.arguments[1].number)
                costs |= {objective: min(found) for objective, found in days.items()}
                return [costs[objective] for objective in self.objectives]

    def improve(self, costs: list[int]) -> list[int]:
        """A Pareto point no worse than ``costs`` in all; every later model must be better in one."""
        while True:
            self.queries += 1
            query = clingo.Number(self.queries)
            timed = range(1, len(self.groups) + 1)
            parts = [
                ("day" if number in timed else "sum", [objective, clingo.Number(cost), query])
                for number, (objective, cost) in enumerate(zip(self.objectives, costs, strict=True))
            ]
            self.control.ground([*parts, ("strict", [query])])
            external = clingo.Function("query", [query])
            self.control.assign_external(external, True)
            found = self.find()
            self.control.release_external(external)
            if found is None:
                self.control.ground([("block", [query])])
                return costs
            costs = found


def clingo_front(problem: Problem, last: int = 1096, *, seconds: float = inf) -> list[tuple[int, ...]]:
    """The vectors of the front ascending: lost, covered… and finish as days from the start, visits, fee, materials.

    TimeoutError when ``seconds`` have passed.
    """
    asp = Asp(problem, last, seconds)
    points: list[tuple[int, ...]] = []
    while (costs := asp.find()) is not None:
        points.append(tuple(asp.improve(costs)))
    return sorted(points)
