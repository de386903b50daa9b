"""What the plans of one question may turn on: never fewer facts than matter, and seldom more.

Every statement that may be used for somebody is read, whoever it is for, and every condition in it that is open is
noted. Acts that nobody can do, that nobody can come to or that serve nothing are left out. This takes some
milliseconds, whatever the number of completions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from medcard.conditions import Known, Truth
from medcard.grounding.ground import NEEDED_ON
from medcard.inquiry import Inquiry
from medcard.known import with_fact
from medcard.model import DeadlineRule, Event, FieldName, Yearly
from medcard.readings import Point, Reading, Way


class Turning:
    """The open conditions on which a plan may turn (``points``), and the dates that it may ask for (``dates``)."""

    def __init__(self, inquiry: Inquiry, known: Known) -> None:
        self.inquiry = inquiry
        self.rules = inquiry.rules
        self.known = known
        self.dates: tuple[str, ...] = ()
        self.points: tuple[Point, ...] = ()
        for anybody in (False, True):
            if not anybody or "acts" in self.facts:  # a rule asks who acts: it may be anybody
                self._reading = Reading(inquiry, known, anybody=anybody)
                self._read()

    @property
    def facts(self) -> tuple[str, ...]:
        """The open facts that may matter, in the order in which they were met."""
        return tuple(dict.fromkeys(name for point in self.points for name in point.open(self.known)))

    def _read(self) -> None:
        scenario, reading = self.inquiry.scenario, self._reading
        wanted = reading.needed((*scenario.goal, *(need for group in scenario.urgent for need in group)))
        points = list(reading.taken())
        milestones, used = self._serving(wanted, self._able(self._ways(wanted)))
        reading.taken()
        reading.dates = dict.fromkeys(name for way in used for name in way.dates)
        for procedure in sorted({way.procedure for way in used}):
            due = tuple(self._due(procedure, used))
            served = [m for way in used if way.procedure == procedure for m in way.gives if m in milestones]
            extra = [each for each in due if each not in milestones and self._may_hold(each, served)]
            milestones.update(dict.fromkeys(extra))
        milestones.update(dict.fromkeys(scenario.needed if NEEDED_ON in self.known.dates else ()))
        milestones.update(dict.fromkeys(name for way in used for name in way.brought))
        for milestone in milestones:
            concerned = (way.procedure for way in used if milestone in (*way.may, *way.gives))
            reading.concerned = tuple(dict.fromkeys(concerned))
            reading.holds(milestone)
        points += [point for way in used for point in way.points]
        self.points = (*points, *reading.taken())
        self.dates = tuple(reading.dates)

    def _ways(self, wanted: Iterable[str]) -> tuple[Way, ...]:
        """Every act of a procedure that may give what is wanted or what such an act needs."""
        queue, found = list(dict.fromkeys(wanted)), dict[str, tuple[Way, ...]]()
        for milestone in queue:
            if self._reading.holds(milestone) is Truth.YES:
                continue
            for procedure in self.rules.givers.get(milestone, ()):
                if procedure not in found:
                    channels = self.rules.channels.get(procedure, ())
                    found[procedure] = tuple(way for each in channels for way in self._reading.way(procedure, each))
                    queue += [m for way in found[procedure] for m in dict.fromkeys(way.may) if m not in queue]
        return tuple(way for ways in found.values() for way in ways)

    def _able(self, ways: tuple[Way, ...]) -> tuple[Way, ...]:
        """The ways to which somebody may come: what they need may hold or be given."""
        reached = {each.milestone for each in self.inquiry.begun.reached}
        needed = dict.fromkeys(milestone for way in ways for milestone in way.must)
        reached.update([milestone for milestone in needed if self._reading.holds(milestone) is not Truth.NO])
        left, found = list(ways), list[Way]()
        while ready := [way for way in left if way.must <= reached]:
            found += ready
            left = [way for way in left if not way.must <= reached]
            reached.update(milestone for way in ready for milestone in way.gives)
        return tuple(found)

    def _serving(self, wanted: Iterable[str], ways: tuple[Way, ...]) -> tuple[dict[str, None], tuple[Way, ...]]:
        """The milestones that may be needed, and the ways to them."""
        queue, found = list(dict.fromkeys(wanted)), dict[Way, None]()
        for milestone in queue:
            if self._reading.holds(milestone) is Truth.YES:
                continue
            for way in ways:
                if milestone in way.gives and way not in found:
                    found[way] = None
                    queue += [need for need in dict.fromkeys(way.may) if need not in queue]
        return dict.fromkeys(queue), tuple(found)

    def _due(self, procedure: str, used: Iterable[Way]) -> Iterator[str]:
        """What must hold by the deadline that a procedure may have; nothing where its day cannot be known."""
        self._reading.concerned = (procedure,)
        for value in self._reading.values(procedure, FieldName.DEADLINE):
            if isinstance(value, DeadlineRule) and self._dated(value.of):
                yield from value.milestones or (m for way in used if way.procedure == procedure for m in way.gives)

    def _dated(self, of: date | Yearly | Event | str) -> bool:
        """Whether a term that runs ``of`` a day may be reckoned; notes the date that would have to be asked for."""
        if not isinstance(of, Event):
            return not isinstance(of, str)
        told = self.known.birth_known if of is Event.BIRTH else of.fact in self.known.dates
        if not told:
            self._reading.dates[of.fact] = None
        return told or of is Event.BIRTH  # days of age settle it, too

    def _may_hold(self, milestone: str, without: Iterable[str]) -> bool:
        """Whether a milestone may hold from the start for somebody for whom one of ``without`` does not.

        Else nobody is told of the deadline for it for whom it holds.
        """
        declared = [self.rules.milestones.get(each) for each in (milestone, *without)]
        conditions = [each.holds for each in declared if each is not None and each.running is None and each.holds]
        if len(conditions) < len(declared):
            return True
        own, *others = [Point(condition=each, procedures=(), acting=None) for each in conditions]
        return any(
            own.truth(known) is Truth.YES and any(other.truth(known) is not Truth.YES for other in others)
            for known in self._people([own, *others])
        )

    def _people(self, points: Iterable[Point]) -> Iterator[Known]:
        """Somebody of each kind that the points tell apart."""
        people = [self.known]
        for fact in dict.fromkeys(name for point in points for name in point.open(self.known)):
            values = self.inquiry.completions.values(fact, self.known)
            people = [with_fact(known, fact, value) for known in people for value in values]
        return iter(people)
