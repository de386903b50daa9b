"""From a region's rules, one scenario and the known facts to the ``Problem``: only what the goal can need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from medcard.begun import FRESH, Begun
from medcard.catalogue import Rules
from medcard.choosing import Chooser, Chosen, Memory
from medcard.conditions import Known
from medcard.grounding.acts import Acts
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import Cause, GroundedAct, GroundedDeadline, Grounding, Reason, Rejected
from medcard.grounding.holding import Holding
from medcard.model import DeadlineRule, Event, FieldName, Lead, Need, ScenarioRule, Text, Yearly, members
from medcard.problem import Deadline, Initial, Problem

Deadlines = tuple[GroundedDeadline, ...]

NEEDED_ON = "needed-on"
IS_DONE = Text("这件事已经办过了", "this has been done already")
NOT_THERE = Text("去过了，这里办不了", "it was tried, and it cannot be done there")
NOT_BY_THEN = Text("到这一天还用不上", "it will not work by the day on which it is needed")


def ground(
    rules: Rules,
    scenario: ScenarioRule,
    known: Known,
    calendars: Calendars,
    memory: Memory | None = None,
    begun: Begun = FRESH,
) -> Grounding:
    """The problem of one person in one scenario, with every value chosen and every rejection explained.

    Procedures are looked at from the goal backwards, in the order of their ids; what no goal can need is left
    out, so that an unrelated procedure changes nothing. ``memory`` may be shared by groundings of one question
    (the same rules, calendars and dates): what two completions have in common is then resolved once. Of a case under
    way (``begun``) nothing is looked at otherwise, but what is done is not done again and what it gave holds.
    """
    return _Ground(scenario, Chooser(rules, known, memory), calendars, begun).run()


class _Ground:
    def __init__(self, scenario: ScenarioRule, chooser: Chooser, calendars: Calendars, begun: Begun) -> None:
        self.rules = chooser.rules
        self.scenario = scenario
        self.known = chooser.known
        self.calendars = calendars
        self.chooser = chooser
        self.holding = Holding(self.chooser, calendars)
        self.grounder = Acts(self.chooser, calendars, self.holding)
        self.begun = begun
        self.done = {entry for act in begun.done for entry in self._once(act)}
        self.undated: dict[str, None] = {}
        self.given: dict[str, dict[str, None]] = {}
        self.usable: dict[str, GroundedAct] = {}
        self.acts: dict[str, GroundedAct] = {}
        self.rejected: dict[str, Rejected] = {}

    def run(self) -> Grounding:
        goal = self._wanted(self.scenario.goal)
        urgent = tuple(filter(None, (self._wanted(group) for group in self.scenario.urgent)))
        milestones = dict.fromkeys((*goal, *(milestone for group in urgent for milestone in group)))
        self._relevant(milestones)
        procedures, served = self._serving((*goal, *(milestone for group in urgent for milestone in group)), milestones)
        for act in self.usable.values():
            if act.procedure in procedures:
                self._note_leads(act)
        deadlines = (*self._deadlines(procedures), *self._needed(milestones))
        acts = tuple(act for _, act in sorted(self.acts.items()))
        due = tuple(milestone for deadline in deadlines for milestone in deadline.milestones)
        looked_at = dict.fromkeys((*milestones, *due))
        options = self._options()
        initial = self.begun.initial(self.holding.initial(looked_at), self.calendars.start)
        deadlines = self._unmet(deadlines, initial)
        problem = Problem(
            start=self.calendars.start,
            known_until=self.calendars.known_until,
            calendars=self.calendars.used(act.action.open for act in acts),
            initial=initial,
            goal=goal,
            urgent=urgent,
            deadlines=tuple(Deadline(id=d.id, milestones=d.milestones, by=d.by) for d in deadlines),
            actions=tuple(act.action for act in acts),
        )
        return Grounding(
            problem=problem,
            acts=acts,
            rejected=tuple(rejected for _, rejected in sorted(self.rejected.items())),
            deadlines=deadlines,
            options=options,
            open=tuple(self.chooser.open),
            read=self.chooser.looked_at,
            undated=self._to_date((*served, *due)),
        )

    def _wanted(self, needs: Iterable[Need]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(need.milestone for need in needs if self.chooser.holds(need.when)))

    def _relevant(self, milestones: dict[str, None]) -> None:
        """Ground every procedure that can serve ``milestones``, which grow by what the acts need."""
        queue, procedures = list(milestones), dict[str, None]()
        while queue:
            milestone = queue.pop(0)
            if self.holding.since_start(milestone):
                continue
            for procedure in self.rules.givers.get(milestone, ()):
                if procedure in procedures:
                    continue
                procedures[procedure] = None
                for needed in self._ground(procedure):
                    if needed not in milestones:
                        milestones[needed] = None
                        queue.append(needed)

    def _serving(self, wanted: Iterable[str], milestones: Iterable[str]) -> tuple[set[str], tuple[str, ...]]:
        """The procedures that can serve what is wanted, and the milestones on the way; what leads nowhere is left out.

        An act leads nowhere if something that it needs can never hold: its deadline is none of this person's.
        """
        holding = {each.milestone for each in (*self.holding.initial(milestones), *self.begun.reached)}
        acts = able(list(self.usable.values()), holding)
        queue, found = list(dict.fromkeys(wanted)), set[str]()
        for milestone in queue:
            if self.holding.since_start(milestone):
                continue
            for act in acts:
                if any(given.milestone == milestone for given in act.gives):
                    found.add(act.procedure)
                    queue += [need for need in act.needs if need not in queue]
        return found, tuple(queue)

    def _ground(self, procedure: str) -> tuple[str, ...]:
        """Ground the channels of one procedure; what its acts need."""
        needed: dict[str, None] = {}
        for act in self.grounder.acts(procedure):
            if isinstance(act, Rejected):
                self.rejected[act.id] = act
                continue
            self.given.setdefault(procedure, {}).update(dict.fromkeys(given.milestone for given in act.gives))
            self.usable[act.id] = act
            tried = self._tried(act)
            if tried is not None:
                self.rejected[act.id] = tried
            else:
                self.acts[act.id] = act
                needed.update(dict.fromkeys(act.needs))
        return tuple(needed)

    def _note_leads(self, act: GroundedAct) -> None:
        """Note the days that nobody told and before which an act is not accepted."""
        windows = self.chooser.one(act.procedure, FieldName.WINDOWS, act.channel, known=self.known.acting(act.actor))
        for lead in members(windows.value, Lead):
            if lead.of.fact not in self.known.dates:
                self.undated[lead.of.fact] = None

    def _tried(self, act: GroundedAct) -> Rejected | None:
        """Why an act is out of the question in a case under way: it is done, or it turned out to be impossible."""
        done = not self.done.isdisjoint(act.action.once)
        if not done and act.id not in self.begun.closed:
            return None
        return Rejected(
            procedure=act.procedure,
            channel=act.channel,
            reason=Reason.DONE if done else Reason.TURNED_AWAY,
            causes=(Cause(condition=None, text=IS_DONE if done else NOT_THERE),),
        )

    def _once(self, act: str) -> tuple[str, ...]:
        """What is not done again after an act: its procedure and all that it joins."""
        procedure = self.rules.procedures.get(act.partition("@")[0])
        return () if procedure is None else (procedure.id, *procedure.joins)

    def _to_date(self, milestones: Iterable[str]) -> tuple[str, ...]:
        """The dates that nobody told: of terms, and of cases under way for what no done act has given or is to give."""
        reached = {each.milestone for each in self.begun.reached}
        waiting = (milestone for milestone in dict.fromkeys(milestones) if milestone not in reached)
        return tuple(dict.fromkeys((*self.holding.undated(waiting), *self.undated)))

    def _options(self) -> tuple[GroundedAct, ...]:
        """What is worth knowing though no plan needs it: every act that this person can use."""
        found: list[GroundedAct] = []
        for procedure in self.scenario.options:
            for act in self.grounder.acts(procedure):
                if isinstance(act, GroundedAct) and act.id not in self.acts:
                    found.append(act)
        return tuple(found)

    def _deadlines(self, procedures: Iterable[str]) -> tuple[GroundedDeadline, ...]:
        """The deadlines that run from a fact or a date; those that run from a step stay with their act."""
        found: list[GroundedDeadline] = []
        for procedure in sorted(self.given.keys() & set(procedures)):
            chosen: Chosen[DeadlineRule] = self.chooser.one(procedure, FieldName.DEADLINE)
            if not isinstance(chosen.value, DeadlineRule):
                continue
            event = self._event(chosen.value)
            if event is None:
                continue
            milestones = chosen.value.milestones or tuple(self.given[procedure])
            if milestones:
                by = self.calendars.due(event, chosen.value.count, chosen.value.unit)
                found.append(
                    GroundedDeadline(id=procedure, milestones=milestones, by=by, lost=chosen.value.lost, chosen=chosen)
                )
        return tuple(found)

    def _unmet(self, deadlines: Deadlines, initial: Iterable[Initial]) -> Deadlines:
        """Of a case under way those that are not over: something that they ask for does not hold yet."""
        if self.begun.since is None:
            return deadlines
        start = self.calendars.start
        over = {each.milestone for each in initial if each.latest is None or each.latest <= start}
        return tuple(each for each in deadlines if not over.issuperset(each.milestones))

    def _event(self, rule: DeadlineRule) -> date | None:
        """The day a deadline runs from; None for a milestone, and for a date that nobody knows (noted)."""
        if isinstance(rule.of, date):
            return rule.of
        if isinstance(rule.of, Yearly):
            return self.calendars.next_of(rule.of)
        if rule.of is Event.BIRTH:
            if self.known.birth_known:
                return self.known.born[0]
            self.undated["birth-date"] = None
        elif isinstance(rule.of, Event):
            fact = rule.of.fact
            if fact in self.known.dates:
                return self.known.dates[fact]
            self.undated[fact] = None
        return None

    def _needed(self, milestones: Iterable[str]) -> tuple[GroundedDeadline, ...]:
        """The day by which the person needs the result, as a deadline like any other."""
        by = self.known.dates.get(NEEDED_ON)
        needed = tuple(m for m in self.scenario.needed if m in milestones) or self.scenario.needed
        if by is None or not needed:
            return ()
        return (GroundedDeadline(id=NEEDED_ON, milestones=needed, by=by, lost=NOT_BY_THEN, chosen=None),)


def able(acts: Iterable[GroundedAct], holding: Iterable[str]) -> list[GroundedAct]:
    """Those of ``acts`` whose needs hold or are given by others of them, whatever the days."""
    reached, left, found = set(holding), list(acts), list[GroundedAct]()
    while ready := [act for act in left if reached.issuperset(act.needs)]:
        found += ready
        left = [act for act in left if not reached.issuperset(act.needs)]
        reached.update(given.milestone for act in ready for given in act.gives)
    return found
