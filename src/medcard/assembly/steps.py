"""The steps and visits of a plan from the chosen acts and what was grounded for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medcard.assembly.dates import depends
from medcard.assembly.materials import fewest, paper_of
from medcard.assembly.named import Names
from medcard.assembly.rules import Rules
from medcard.assembly.timeline import Timing
from medcard.choosing import Chooser, Chosen
from medcard.grounding.grounded import Demand, Given, GroundedAct, StageWait
from medcard.model import Copies, Fee, Opening, Special, Text
from medcard.plan import Money, Named, Point, Requirement, Result, Span, Step, Visit, WaitPart, Why, carried
from medcard.problem import Act

SOMEBODY_ELSE = ("employer", "school")


class Steps:
    """Builds the steps of one plan."""

    def __init__(self, names: Names, timing: Timing, acts: Mapping[str, GroundedAct], chooser: Chooser) -> None:
        self.names = names
        self.rules = Rules(names, chooser)
        self.timing = timing
        self.days = days = timing.days
        self.acts = acts
        self.goals = timing.wanted
        self.actions = {action.id: action for action, _ in days.chosen}
        self.before = depends(self.actions)
        self.papers = fewest([group for action, _ in days.chosen for group in action.materials])

    def all(self) -> tuple[Step, ...]:
        """Every step, in the order in which to do them."""
        return tuple(self._step(self.acts[act.id], act) for _, act in self.days.in_order(self.goals))

    def _step(self, act: GroundedAct, chosen: Act) -> Step:
        results = tuple(self._result(given, act, chosen) for given in act.gives)
        on = Span(earliest=chosen.earliest, latest=chosen.on)
        holds = Span(
            earliest=max((r.holds.earliest for r in results), default=on.earliest),
            latest=max((r.holds.latest for r in results), default=on.latest),
        )
        requirements = tuple(self._requirement(demand, act) for demand in act.demands)
        fee, why = self._fee(act), self._why(act, requirements)
        return Step(
            id=act.id,
            procedure=act.procedure,
            name=self.names.procedure(act.procedure),
            authority=self.names.rules.procedures[act.procedure].authority or "",
            channel=act.channel,
            channel_name=self.names.channel(act.procedure, act.channel),
            actor=act.actor,
            place=act.place.id if act.visit else None,
            place_name=act.place.name,
            points=self._points(act),
            opening=act.action.open,
            opening_source=self._opening_source(act),
            on=on,
            do_by=self.timing.do_by[act.id],
            slack_days=self.timing.slack(act.id),
            holds=holds,
            fee_fen=fee,
            requirements=requirements,
            needs=act.action.needs,
            results=results,
            parallel=self._parallel(act.id, on, holds),
            note=act.note.value if isinstance(act.note.value, Text) else None,
            note_source=self.names.cited_by(act.note) if isinstance(act.note.value, Text) else None,
            why=why,
            sources=self._sources(act, results, requirements, fee, why),
        )

    def _points(self, act: GroundedAct) -> tuple[Point, ...]:
        """The real places of an act that costs a visit."""
        return tuple(
            Point(
                name=point.name,
                address=point.address,
                phone=point.phone,
                hours=point.hours.words if point.hours else None,
                open_hours=point.hours.rules if point.hours else (),
                source=self.names.cite(point.source),
            )
            for point in (act.place.points if act.visit else ())
        )

    def _opening_source(self, act: GroundedAct) -> str | None:
        """Who says when the place of a visit is open; None where that is assumed."""
        stated = act.visit and isinstance(act.opening_chosen.value, Opening)
        return self.names.cited_by(act.opening_chosen) if stated else None

    def _result(self, given: Given, act: GroundedAct, chosen: Act) -> Result:
        day = self.days.result(act.action, chosen, given.milestone)
        return Result(
            milestone=given.milestone,
            name=self.names.milestone(given.milestone),
            holds=Span(earliest=day.earliest, latest=day.latest),
            waits=tuple(part for wait in given.waits for part in self._parts(wait)),
        )

    def _parts(self, wait: StageWait) -> list[WaitPart]:
        source = self.names.cited_by(wait.chosen)
        return [
            WaitPart(
                stages=wait.stages,
                least=span.least,
                most=span.most,
                unit=span.unit.value,
                assumed=wait.assumed,
                source=source,
            )
            for span in wait.spans
        ]

    def _requirement(self, demand: Demand, act: GroundedAct) -> Requirement:
        counted = demand.counted in act.action.materials
        evidence = paper_of(demand.counted, self.papers) if counted else self._at_hand(demand)
        copies = demand.chosen.value
        assert isinstance(copies, Copies)
        return Requirement(
            evidence=evidence,
            name=self.names.paper(evidence),
            original=copies.original,
            copies=copies.copies,
            line=demand.line,
            alternatives=tuple(
                Named(id=paper, name=self.names.paper(paper)) for paper in demand.alternatives if paper != evidence
            ),
            prints=copies.prints,
            supplied=self._supplied(evidence, demand),
            source=self.names.cited_by(demand.chosen),
        )

    def _at_hand(self, demand: Demand) -> str:
        """Of papers that do not count: what the counter hands out, else what is offered first."""
        declared = self.names.rules.papers
        forms = (paper for paper in demand.alternatives if paper in declared and declared[paper].from_counter)
        return next(forms, (demand.counted or demand.alternatives)[0])

    def _supplied(self, evidence: str, demand: Demand) -> str:
        declared = self.names.rules.papers.get(evidence)
        if declared is not None and declared.from_counter:
            return "counter"
        return "person" if demand.counted else "step"

    def _fee(self, act: GroundedAct) -> Money:
        stated = isinstance(act.fee_chosen.value, Fee)
        return Money(
            least=act.fee.least,
            most=act.fee.most,
            assumed=not stated,
            source=self.names.cited_by(act.fee_chosen) if stated else None,
        )

    def _parallel(self, id_: str, on: Span, holds: Span) -> tuple[str, ...]:
        """Steps that can be done while this one's result is awaited."""
        if holds.latest <= on.latest:
            return ()
        return tuple(
            act.id
            for _, act in self.days.chosen
            if act.id != id_
            and on.latest <= act.on <= holds.latest
            and id_ not in self.before[act.id]
            and act.id not in self.before[id_]
        )

    def _why(self, act: GroundedAct, requirements: Sequence[Requirement]) -> Why:
        given = {given.milestone for given in act.gives}
        needed_by = {
            other.id: [need for need in other.needs if need in given]
            for other in self.actions.values()
            if other.id != act.id
        }
        goals = tuple(goal for goal in self.goals if goal in given)
        steps = tuple(id_ for id_, needs in needed_by.items() if needs)
        milestones = tuple(dict.fromkeys((*goals, *(need for needs in needed_by.values() for need in needs))))
        return Why(
            milestones=milestones,
            goals=goals,
            steps=steps,
            text=self._reason(goals, steps, milestones),
            rules=self.rules.of(act, requirements),
        )

    def _reason(self, goals: Sequence[str], steps: Sequence[str], milestones: Sequence[str]) -> Text:
        if goals:
            names = [self.names.milestone(goal) for goal in goals]
            return Text(
                "办完就能做到：" + "、".join(n.zh for n in names), "with it: " + ", ".join(n.get("en") for n in names)
            )
        names = [self.names.milestone(milestone) for milestone in milestones]
        later = [self.names.procedure(self.acts[step].procedure) for step in steps]
        return Text(
            f"“{'、'.join(n.zh for n in later)}”要先有“{'、'.join(n.zh for n in names)}”",
            f"{', '.join(n.get('en') for n in later)} needs: {', '.join(n.get('en') for n in names)}",
        )

    def _sources(
        self, act: GroundedAct, results: Sequence[Result], papers: Sequence[Requirement], fee: Money, why: Why
    ) -> tuple[str, ...]:
        found = [self.names.cited_by(chosen) for chosen in used(act)]
        found += [part.source for result in results for part in result.waits]
        found += [paper.source for paper in papers]
        found += [fee.source, *(rule.source for rule in why.rules)]
        return tuple(sorted({key for key in found if key is not None}))


def used(act: GroundedAct) -> tuple[Chosen[object], ...]:
    """Every chosen value of an act that some statement gives."""
    waits = tuple(wait.chosen for given in act.gives for wait in given.waits)
    papers = tuple(demand.chosen for demand in act.demands)
    chosen = (*act.used, act.opening_chosen, act.fee_chosen, act.deadline, act.note, *waits, *papers)
    return tuple(each for each in chosen if each.statement is not None and each.value is not Special.WITHDRAWN)


def visits(steps: Sequence[Step]) -> tuple[Visit, ...]:
    """All acts of one person at one place on one day, with one carry list each."""
    groups: dict[tuple[str, str, object], list[Step]] = {}
    for step in steps:
        if step.place is not None:
            groups.setdefault((step.actor, step.place, step.on.latest), []).append(step)
    return tuple(
        Visit(
            place=place,
            place_name=group[0].place_name or Text(place, place),
            who=who,
            on=Span(earliest=max(s.on.earliest for s in group), latest=group[0].on.latest),
            steps=tuple(step.id for step in group),
            carry=carried(r for step in group for r in step.requirements),
        )
        for (who, place, _), group in groups.items()
    )
