"""What the rules say of one act or one milestone for everybody who may be meant, and which conditions are open in it.

As :mod:`medcard.grounding` reads it for one person; where a condition is open, what follows either way is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from medcard.choosing import ranked
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Known, Not, Truth, Within, open_facts, truth
from medcard.grounding.acts import Acts
from medcard.grounding.admission import BODILESS, CAN_TRAVEL, INSTITUTIONS, UNDER_16
from medcard.grounding.holding import Holding
from medcard.grounding.papers import DEEPEST
from medcard.inquiry import Inquiry
from medcard.model import Alternative, Copies, DeadlineRule, FieldName, Give, Lead, Need, Place, Special, members
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Point(Record):
    """A condition that is open: it concerns ``procedures``, and is seen by ``acting`` if that counts."""

    condition: Condition
    procedures: tuple[str, ...]
    acting: str | None

    def truth(self, known: Known) -> Truth:
        """Whether the condition holds for somebody."""
        return truth(self.condition, known if self.acting is None else known.acting(self.acting))

    def open(self, known: Known) -> tuple[str, ...]:
        """The facts that leave it open."""
        return open_facts(self.condition, known if self.acting is None else known.acting(self.acting))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Way(Record):
    """An act that somebody may do. ``must``: what it needs whoever does it; ``may``: what it needs for somebody.

    ``points``: all that is open in what is said of it; ``brought``: what hands out papers that it asks for;
    ``dates``: those that it turns on and that nobody told.
    """

    procedure: str
    must: frozenset[str]
    may: tuple[str, ...]
    gives: tuple[str, ...]
    points: tuple[Point, ...]
    brought: tuple[str, ...]
    dates: tuple[str, ...]


class Reading:
    """Reads rules for everybody who may be meant by what is known.

    ``anybody``: whether anybody at all may act. What is open is noted until it is :meth:`taken`, with the procedures
    that it concerns; so are the ``dates`` that nobody told.
    """

    def __init__(self, inquiry: Inquiry, known: Known, *, anybody: bool) -> None:
        self.inquiry = inquiry
        self.rules = inquiry.rules
        self.known = known
        self.anybody = anybody
        self.concerned: tuple[str, ...] = ()
        self.dates: dict[str, None] = {}
        self._brought: dict[str, None] = {}
        self._noted: dict[tuple[int, tuple[str, ...], str | None], Point] = {}

    def taken(self) -> tuple[Point, ...]:
        """What was noted since the last time."""
        noted, self._noted = self._noted, {}
        return tuple(noted.values())

    def way(self, procedure: str, channel: str) -> Iterator[Way]:
        """The act of a channel, unless it is certain that nobody can do it."""
        chooser = self.inquiry.chooser(self.known)
        gate = Acts(chooser, self.inquiry.calendars, Holding(chooser, self.inquiry.calendars)).gate
        for _, check in gate.checks():
            chooser.open.clear()
            if check(procedure, channel) and not chooser.open:
                return
        self.taken()
        self.concerned, self.dates, self._brought = (procedure,), {}, {}
        self.values(procedure, FieldName.CHANNEL, channel)
        self._admitted(procedure, FieldName.ONLY_IF)
        self._admitted(procedure, FieldName.ONLY_IF, channel)
        must, may, gives = list[set[str]](), dict[str, None](), dict[str, None]()
        for actor in self._actors(procedure, channel):
            self._papers(procedure, channel, actor)
            self._terms(procedure, channel, actor)
            needs = self.values(procedure, FieldName.NEEDS, channel, acting=actor)
            perhaps = [need for value in needs for need in members(value, Need)]
            may.update(dict.fromkeys(self.needed(perhaps, actor)))
            seen = self.known.acting(actor)
            sure = {need.milestone for need in perhaps if truth(need.when, seen) is Truth.YES}
            must.append(sure if len(needs) == 1 else set())
            gives.update(dict.fromkeys(self._given(procedure, channel, actor)))
        self.concerned = ()
        yield Way(
            procedure=procedure,
            must=frozenset(set[str].intersection(*must)) if must else frozenset(),
            may=tuple(may),
            gives=tuple(gives),
            points=self.taken(),
            brought=tuple(self._brought),
            dates=tuple(self.dates),
        )

    def _actors(self, procedure: str, channel: str) -> tuple[str, ...]:
        """Everybody who may do the act, with what is said of them."""
        kind = channel.partition(":")[0]
        lines = self.rules.lines(procedure, FieldName.WHO, channel)
        if kind in INSTITUTIONS:
            actors = [INSTITUTIONS[kind]]
        else:
            young = self.ask(UNDER_16)
            actors = [*["guardian"] * (young is not Truth.NO), *["self"] * (young is not Truth.YES)]
            actors += [self.known.values["acts"]] if "acts" in self.known.values else []
            actors += self.inquiry.facts["acts"].values if self.anybody else ()
            if "self" in actors and kind not in BODILESS:
                self.ask(CAN_TRAVEL)
        for actor in dict.fromkeys(actors):
            for value in self.values(procedure, FieldName.WHO, channel, actor) if actor in lines else ():
                self._met(value)
        return tuple(dict.fromkeys(actors))

    def _papers(self, procedure: str, channel: str, actor: str) -> None:
        for line in self.rules.lines(procedure, FieldName.REQUIREMENTS, channel):
            for value in self.values(procedure, FieldName.REQUIREMENTS, channel, line, actor) if line != "*" else ():
                if isinstance(value, Copies) and self.ask(value.when, actor) is not Truth.NO:
                    for each in value.one_of or (Alternative(paper=line),):
                        self._paper(each, actor, DEEPEST)

    def _paper(self, alternative: Alternative, actor: str, depth: int) -> None:
        if depth == 0 or self.ask(alternative.when, actor) is Truth.NO:
            return
        declared = self.rules.papers.get(alternative.paper)
        if declared is not None and declared.comes_with is not None:
            self._brought[declared.comes_with] = None
        for value in self.values(alternative.paper, FieldName.ONE_OF, acting=actor):
            for inner in members(value, Alternative):
                self._paper(inner, actor, depth - 1)

    def _terms(self, procedure: str, channel: str, actor: str) -> None:
        for name in (FieldName.OPEN, FieldName.FEE):
            self.values(procedure, name, channel, acting=actor)
        for value in self.values(procedure, FieldName.WINDOWS, channel, acting=actor):
            leads = (lead.of.fact for lead in members(value, Lead))
            self.dates.update(dict.fromkeys(fact for fact in leads if fact not in self.known.dates))
        if any(_runs_from_an_act(s.value) for _, s in ranked(self.rules, procedure, FieldName.DEADLINE, channel, None)):
            self.values(procedure, FieldName.DEADLINE, channel, acting=actor)
        self.values("fee", FieldName.ASSUMED)
        usual = f"{self.rules.procedures[procedure].authority}-{channel.partition(':')[0]}"
        for value in (*self.values(procedure, FieldName.AT, channel, acting=actor), usual):
            place, seen = value if isinstance(value, str) else usual, set[str]()
            while place not in seen:
                seen.add(place)
                self.values(place, FieldName.OPEN, acting=actor)
                place = self.rules.places.get(place, Place(id=place)).same_as or place

    def _given(self, procedure: str, channel: str, actor: str) -> Iterator[str]:
        """What the act may give; a package all that it joins too."""
        own = self.values(procedure, FieldName.GIVES, channel, acting=actor)
        for joined in self.rules.procedures[procedure].joins:
            own += self.values(joined, FieldName.GIVES, acting=actor)
        for give in (give for value in own for give in members(value, Give)):
            if self.ask(give.when, actor) is not Truth.NO:
                yield give.milestone
                self._waits(procedure, channel, give.stages, actor)

    def _waits(self, procedure: str, channel: str | None, stages: Iterable[str], actor: str | None) -> None:
        for line in self.rules.lines(procedure, FieldName.WAIT, channel):
            self.values(procedure, FieldName.WAIT, channel, line, actor)
        for stage in stages:
            self.values(stage, FieldName.ASSUMED)

    def holds(self, milestone: str) -> Truth:
        """Whether a milestone holds without any act, from the start or after a while (that is open)."""
        declared = self.rules.milestones.get(milestone)
        if declared is None:
            return Truth.NO
        held = Truth.NO if declared.holds is None else self.ask(declared.holds)
        running = declared.running
        if held is Truth.YES or running is None or self.ask(running.when) is Truth.NO:
            return held
        for value in self.values(running.like, FieldName.GIVES):
            for give in members(value, Give):
                self._waits(running.like, None, give.stages, None)
        if running.since not in self.known.dates:
            self.dates[running.since] = None
        return Truth.UNKNOWN

    def needed(self, needs: Iterable[Need], actor: str | None = None) -> tuple[str, ...]:
        """The milestones that somebody may need."""
        return tuple(need.milestone for need in needs if self.ask(need.when, actor) is not Truth.NO)

    def _admitted(self, procedure: str, name: FieldName, channel: str | None = None) -> None:
        """Whom the procedure, or else the channel beside it, admits."""
        for _, statement in ranked(self.rules, procedure, name, channel, None):
            if channel is None or statement.field.channel is not None:
                told = self.ask(statement.about)
                if told is not Truth.NO:
                    self._met(statement.value)
                if told is Truth.YES and statement.value is not Special.UNKNOWN:
                    return

    def _met(self, value: object) -> None:
        if isinstance(value, AllOf | AnyOf | Not | Has | Within | Born):
            self.ask(value)

    def values(
        self,
        owner: str,
        name: FieldName,
        channel: str | None = None,
        line: str | None = None,
        acting: str | None = None,
    ) -> list[object]:
        """Every value of a field that may be used for somebody, up to the first that is sure."""
        found: list[object] = []
        for _, statement in ranked(self.rules, owner, name, channel, line):
            told = self.ask(statement.about, acting)
            if told is not Truth.NO:
                found.append(statement.value)
            if told is Truth.YES and statement.value is not Special.UNKNOWN:
                break
        return found

    def ask(self, condition: Condition, acting: str | None = None) -> Truth:
        """Whether a condition holds; notes it where that is open."""
        told = truth(condition, self.known if acting is None else self.known.acting(acting))
        if told is Truth.UNKNOWN:
            point = Point(condition=condition, procedures=self.concerned, acting=acting)
            self._noted.setdefault((id(condition), self.concerned, acting), point)
        return told


def _runs_from_an_act(deadline: object) -> bool:
    return isinstance(deadline, DeadlineRule) and deadline.milestone is not None
