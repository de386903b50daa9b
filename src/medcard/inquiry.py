"""One question, grounded and solved for whatever completes it: each distinct problem is solved once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from medcard.begun import FRESH, Begun
from medcard.calendars import WorkCalendar
from medcard.catalogue import Rules
from medcard.choosing import Chooser, Memory
from medcard.completions import Completions
from medcard.conditions import Known
from medcard.facts import Fact
from medcard.grounding.acts import Acts
from medcard.grounding.calendars import Calendars
from medcard.grounding.ground import ground
from medcard.grounding.grounded import GroundedAct, Grounding, Rejected
from medcard.grounding.holding import Holding
from medcard.keeping import keep
from medcard.known import FACTS, with_fact
from medcard.model import DeadlineRule, ScenarioRule
from medcard.plan import Aspect
from medcard.problem import Choice, Front, Prefer, Problem
from medcard.record import Record
from medcard.schedule import choose, solve

Signature = tuple[object, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Outcome(Record):
    """What one completion of the known facts leads to; ``choice`` is None when there is no plan."""

    known: Known
    grounding: Grounding
    front: Front
    choice: Choice | None

    def signature(self, aspects: Sequence[Aspect] = tuple(Aspect)) -> Signature:
        """What must be equal for two plans to count as the same, by the aspects that count.

        Steps: what is done by whom. Channels: how and where. Dates: of acts, results and deadlines, and what is lost.
        Papers: what is asked for. Fee: of each act that costs something. Where there is no plan: its causes.
        """
        if self.choice is None:
            return ("no plan", *self.front.causes)
        return tuple(self._seen(aspect, self.choice) for aspect in aspects)

    def _seen(self, aspect: Aspect, choice: Choice) -> Signature:
        """One aspect, act by act in the order of their procedures, each of which a plan does once."""
        dated = {act.id: (act.on, act.earliest) for act in choice.actions}
        acts = sorted(self.acts(), key=lambda act: act.id)
        match aspect:
            case Aspect.STEPS:
                return tuple((act.procedure, act.actor) for act in acts)
            case Aspect.CHANNELS:
                return tuple((act.id, act.place.id) for act in acts)
            case Aspect.DATES:
                vector, deadlines = choice.vector, tuple((d.id, d.by, d.milestones) for d in self.grounding.deadlines)
                days = tuple((dated[act.id], act.action.gives) for act in acts)
                return vector.lost, vector.covered, vector.finish, deadlines, days, *self._terms(acts)
            case Aspect.PAPERS:
                return choice.vector.materials, *map(_asked_for, acts)
            case Aspect.FEE:
                return tuple(act.fee for act in acts if act.fee.most)

    def _terms(self, acts: Sequence[GroundedAct]) -> Iterator[Signature]:
        """The terms of acts that run from a milestone, with what is known of the day from which they do."""
        for act in acts:
            rule = act.deadline.value
            if isinstance(rule, DeadlineRule) and rule.milestone is not None:
                held = tuple(each for each in self.grounding.problem.initial if each.milestone == rule.milestone)
                yield act.id, rule, held, self.grounding.undated

    def acts(self) -> tuple[GroundedAct, ...]:
        """The chosen acts, in the order of the plan; none where there is no plan."""
        acts = {act.id: act for act in self.grounding.acts}
        return tuple(acts[act.id] for act in self.choice.actions) if self.choice else ()

    def papers(self) -> frozenset[str]:
        """The lines of papers that the chosen acts ask for."""
        return frozenset(demand.line for act in self.acts() for demand in act.demands)


def _shown(act: GroundedAct) -> Signature:
    return act.actor, act.place.id, act.fee, act.action.gives, _asked_for(act)


def _asked_for(act: GroundedAct) -> Signature:
    return tuple((d.line, d.alternatives, d.counted, d.chosen.value) for d in act.demands)


class Inquiry:
    """Grounds and solves one question; keeps what it has solved.

    ``beside``: a question of another scenario by the same rules, from the same day, with the same known dates and
    preference; what that one has worked out is not worked out again.
    """

    def __init__(
        self,
        rules: Rules,
        scenario: ScenarioRule,
        working: WorkCalendar,
        start: date,
        prefer: Prefer,
        asks: Iterable[Fact],
        begun: Begun = FRESH,
        beside: Inquiry | None = None,
    ) -> None:
        self.begun = begun
        self.rules = rules
        self.scenario = scenario
        self.prefer = prefer
        self.facts = {**FACTS, **{ask.name: ask for ask in asks}}
        self.calendars: Calendars = Calendars(working, start, begun.since) if beside is None else beside.calendars
        self.completions = Completions(rules, scenario, self.facts)
        self._memory: Memory = {} if beside is None else beside._memory
        self._solved: dict[Problem, tuple[Front, Choice | None]] = {} if beside is None else beside._solved

    def ground(self, known: Known) -> Grounding:
        """The grounding of what is known; final only when nothing in it is open."""
        return ground(self.rules, self.scenario, known, self.calendars, self._memory, self.begun)

    def outcome(self, known: Known, grounding: Grounding) -> Outcome:
        """The plan of a grounding in which nothing is open."""
        problem = grounding.problem
        if problem not in self._solved:
            front = solve(problem)
            choice = keep(problem, front, self.prefer, self.begun) if self.begun.former else choose(front, self.prefer)
            self._solved[problem] = front, choice
        front, choice = self._solved[problem]
        return Outcome(known=known, grounding=grounding, front=front, choice=choice)

    def spoils(self, known: Known, outcome: Outcome) -> bool:
        """Whether ``known``, whatever else turns out, makes an act of the plan impossible or another one.

        A quick look before all else is grounded: true is certain, false says nothing.
        """
        return any(self._spoils(known, act) for act in outcome.acts())

    def _spoils(self, known: Known, act: GroundedAct) -> bool:
        chooser = self.chooser(known)
        now = Acts(chooser, self.calendars, Holding(chooser, self.calendars)).act(act.procedure, act.channel)
        return not chooser.open and (isinstance(now, Rejected) or _shown(now) != _shown(act))

    def completed(self, known: Known, only: Sequence[str] | None = None) -> tuple[Known, Grounding, dict[str, str]]:
        """``known`` with typical values for what is open (for ``only`` these facts), its grounding, what was taken."""
        taken: dict[str, str] = {}
        grounding = self.ground(known)
        while values := self.assumable(known, grounding.open, only):
            taken.update(values)
            for name, value in values.items():
                known = with_fact(known, name, value)
            grounding = self.ground(known)
        return known, grounding, taken

    def assumable(self, known: Known, names: Sequence[str], only: Sequence[str] | None) -> dict[str, str]:
        """The typical values of those of ``names`` that may be assumed (all, or ``only`` these)."""
        values = {
            name: value
            for name in names
            if (only is None or name in only) and (value := self.completions.typical(name, known)) is not None
        }
        if len(values) > 1:
            values.pop("age-days", None)  # the age comes first; it may settle the days
        return values

    def chooser(self, known: Known) -> Chooser:
        """A chooser for somebody else who asks the same question."""
        return Chooser(self.rules, known, self._memory)
