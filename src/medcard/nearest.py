"""The nearest fix: the smallest change of facts with which a channel, or a plan, would be possible.

A change gives a fact another value; all else stays as told, and what is assumed stays assumed. To turn a refusal
round at least one fact must change that the refusal looked at, so only these are tried, one fact after the other:
the search is exact, and it ends by itself where nothing helps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from heapq import heappop, heappush
from typing import cast

import attrs

from medcard.bringing import BIRTH, Bringing, Change, How
from medcard.catalogue import AnyStatement
from medcard.choosing import Remembered, ranked
from medcard.conditions import (
    NOBODY,
    Born,
    Condition,
    Has,
    Known,
    Truth,
    Within,
    born_between,
    fact_of,
    leaves,
    truth,
)
from medcard.grounding.acts import Acts
from medcard.grounding.admission import Admission
from medcard.grounding.grounded import Cause, Grounding
from medcard.grounding.holding import Holding
from medcard.inquiry import Inquiry
from medcard.known import with_fact
from medcard.model import FieldName, Need, members
from medcard.record import Record
from medcard.schedule import is_possible, timeless

MOST_OF_A_CHANNEL = 2_000
MOST_OF_A_PLAN = 200
"""How many changes are tried at most before the search is given up."""


STATED = {"procedure": FieldName.ONLY_IF, "channel": FieldName.ONLY_IF, "start": FieldName.NEEDS}
"""The checks that refuse for a stated condition, and the field that states it."""
FOLLOWING = BIRTH | {"acts"}
"""Who acts for somebody follows from the age where nobody told."""

Changes = tuple[Change, ...]
Leaf = Has | Within | Born
Rank = tuple[int, int, tuple[tuple[int, int], ...]]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Against(Record):
    """A refusal: one of the facts that ``read`` tells must change.

    ``leaves``: if there are any, so that one of these conditions on single facts turns. ``part``: if it is there, so
    that it may hold, whatever else it reads.
    """

    read: Callable[[], frozenset[str]]
    leaves: tuple[Leaf, ...] = ()
    part: Condition | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Bounds(Record):
    """Which changes are looked at: not of the facts that are ``settled``, only such as come about in these ``ways``."""

    settled: frozenset[str] = frozenset()
    ways: frozenset[How] = frozenset(How)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Found(Record):
    """The smallest changes that help, the easiest first; without any nothing helps, or, if not ``exact``, much must."""

    fixes: tuple[Changes, ...] = ()
    exact: bool = True


class Nearest:
    """Looks for fixes for one person.

    ``known``: the facts with what is assumed filled in; ``taken``: which of them are assumed; ``only``: the facts
    that may be assumed, None for all.
    """

    def __init__(self, inquiry: Inquiry, known: Known, taken: Mapping[str, str], only: Sequence[str] | None) -> None:
        self.inquiry = inquiry
        self.known = known
        self.only = only
        self.taken = taken
        self._follows_age = {"acts"} & taken.keys()
        self._at: dict[Changes, Known] = {(): known}
        self._order = {name: place for place, name in enumerate(inquiry.facts)}
        """The place of every fact in the vocabulary; others have no values to try."""
        self.bringing = Bringing(inquiry.rules, known, inquiry.facts, cache(self._can_do))
        self._values: dict[tuple[str, tuple[Leaf, ...], Condition | None], tuple[str, ...]] = {}

    def of_channel(self, procedure: str, channel: str) -> Found:
        """The changes with which ``channel`` would be open to this person."""
        return self._search(partial(self._against, procedure, channel), Bounds(), MOST_OF_A_CHANNEL, wanted=1)

    def of_plan(self) -> Found:
        """The changes with which there would be a plan, without those that nobody can bring about.

        What the scenario itself says stays.
        """
        settled = frozenset(fact for fact, _ in self.inquiry.scenario.facts)
        bounds = Bounds(settled=settled, ways=frozenset(How) - {How.NOBODY})
        return self._search(self._in_the_way, bounds, MOST_OF_A_PLAN, wanted=MOST_OF_A_PLAN)

    def _can_do(self, procedure: str) -> bool:
        """Whether a channel of ``procedure`` is open to this person as things are."""
        channels = self.inquiry.rules.channels.get(procedure, ())
        return any(self._against(procedure, channel, ()) is None for channel in channels)

    def _search(self, against: Callable[[Changes], Against | None], within: Bounds, most: int, *, wanted: int) -> Found:
        """By number of facts, the easiest first; ``against`` tells what refuses, None for nothing."""
        edge: list[tuple[Rank, Changes]] = [(self._rank(()), ())]
        met: set[Changes] = {()}
        while edge:
            found: list[Changes] = []
            refused: list[tuple[Changes, Against]] = []
            while edge and len(found) < wanted:
                _, changes = heappop(edge)
                why = against(changes)
                if why is None:
                    found.append(changes)
                    continue
                refused.append((changes, why))
                for same in self._in_days(changes, why, within):
                    if same not in met:
                        met.add(same)
                        heappush(edge, (self._rank(same), same))
            if found:
                return Found(fixes=self._nearest(found))
            beyond = {more for changes, why in refused for more in self._further(changes, why, within)} - met
            met |= beyond
            if len(met) > most:
                return Found(exact=False)
            edge = sorted((self._rank(more), more) for more in beyond)
        return Found()

    def _in_days(self, changes: Changes, refused: Against, within: Bounds) -> Iterator[Changes]:
        """The same with an age in days for one in years, which says less, where days count."""
        rest = tuple(change for change in changes if change[0] != "age")
        if rest != changes and not BIRTH & within.settled and "age-days" in refused.read():
            yield from self._with("age-days", rest, None, within)

    def _further(self, changes: Changes, refused: Against, within: Bounds) -> Iterator[Changes]:
        """``changes`` and one more, of a fact that the refusal turned on; the ages are one fact."""
        done = {fact for fact, _ in changes} | within.settled
        if done & BIRTH:
            done |= BIRTH
        facts = refused.read()
        for name in (facts | ({"age"} if facts & FOLLOWING else set[str]())) - done:
            yield from self._with(name, changes, refused if name in facts else None, within)

    def _with(self, name: str, changes: Changes, refused: Against | None, within: Bounds) -> Iterator[Changes]:
        for value in self._others(name, refused):
            if self.bringing.how((name, value)) not in within.ways:
                continue
            yield tuple(sorted((*changes, (name, value)), key=lambda change: self._order[change[0]]))

    def _others(self, name: str, refused: Against | None) -> tuple[str, ...]:
        """The other values of a fact; with ``refused`` only those that can make a difference to it."""
        turning = refused.leaves if refused else ()
        part = refused.part if refused else None
        key = (name, turning, part)
        if key not in self._values:
            values = self.inquiry.completions.others(name, self.known) if name in self.inquiry.facts else ()
            nobody = Known(on=self.known.on, born=born_between(0, NOBODY, self.known.on))
            alone = ((value, with_fact(nobody, name, value)) for value in values)
            same = BIRTH if name in BIRTH else {name}
            mine = [leaf for leaf in turning if fact_of(leaf) in same]
            self._values[key] = tuple(
                value
                for value, known in alone
                if (not mine or any(truth(leaf, known) is not truth(leaf, self.known) for leaf in mine))
                and (part is None or truth(part, known) is not Truth.NO)
            )
        return self._values[key]

    def _nearest(self, found: Iterable[Changes]) -> tuple[Changes, ...]:
        """The easiest first; of those that give the person another age only the one with the nearest."""
        nearest: dict[Changes, Changes] = {}
        for changes in found:
            same = tuple(("age", "") if fact in BIRTH else (fact, value) for fact, value in changes)
            nearest.setdefault(same, changes)
        return tuple(nearest.values())

    def _rank(self, changes: Changes) -> Rank:
        """What can be done before what takes time, before what nobody can change; then by declaration and distance."""
        ways = [self.bringing.how(change) for change in changes]
        given, time = ways.count(How.NOBODY), ways.count(How.TIME)
        return given, time, tuple((self._order[fact], self._distance(fact, value)) for fact, value in changes)

    def _distance(self, fact: str, value: str) -> int:
        values = self.inquiry.facts[fact].values
        return values.index(value) if value in values else abs(int(value) - self.bringing.number(fact))

    def _changed(self, changes: Changes) -> Known:
        """What is known after ``changes``; what was assumed because of the age is assumed anew."""
        if changes not in self._at:
            known = self.known
            for fact, value in changes:
                if fact in BIRTH:
                    rest = {name: said for name, said in known.values.items() if name not in self._follows_age}
                    known = attrs.evolve(known, values=rest, born=born_between(0, NOBODY, known.on))
                known = with_fact(known, fact, value)
            self._at[changes] = known
        return self._at[changes]

    def _against(self, procedure: str, channel: str, changes: Changes) -> Against | None:
        """What the first check that refuses this person turned on; None when none does."""
        known = self._changed(changes)
        while (found := self._refusal(procedure, channel, known)) is not None:
            name, seen = found
            values = self.inquiry.assumable(known, seen.open, self.only)
            if not values:
                return self._turning_on(name, procedure, channel, seen)
            for fact, value in values.items():
                known = with_fact(known, fact, value)
            self._at[changes] = known
        return None

    def _refusal(self, procedure: str, channel: str, known: Known) -> tuple[str, Remembered] | None:
        """The first check that refuses, or that cannot say as a fact is open."""
        chooser = self.inquiry.chooser(known)
        for name, check in Admission(chooser, Holding(chooser, self.inquiry.calendars)).checks():
            of = "" if name == "procedure" else channel  # what the procedure asks for is the same for all its channels
            seen = chooser.look(("check", name, procedure, of), partial(check, procedure, channel))
            if seen.made or seen.open:
                return name, seen
        return None

    def _turning_on(self, name: str, procedure: str, channel: str, seen: Remembered) -> Against:
        """Of a stated condition its first part that does not hold must change, or what the choice of it turns on."""
        causes = cast("tuple[Cause, ...]", seen.made)
        part = causes[0].condition if causes else None
        if part is None or name not in STATED:
            return Against(read=lambda: frozenset(seen.facts))
        rules = self.inquiry.rules
        stated = ranked(rules, procedure, STATED[name], None if name == "procedure" else channel, None)
        about = tuple(leaf for _, statement in stated for leaf in _choosing(statement))
        facts = rules.facts_in(part).union(map(fact_of, about))
        if name == "start" and "acts" in facts:  # what is needed turns on who acts, which turns on much else
            return Against(read=lambda: frozenset(seen.facts))
        return Against(read=lambda: facts, leaves=(*about, *leaves(part)), part=None if about else part)

    def _in_the_way(self, changes: Changes) -> Against | None:
        """The facts that what leads to the goal turns on; None when there is a plan."""
        known, grounding, _ = self.inquiry.completed(self._changed(changes), self.only)
        self._at[changes] = known
        if not grounding.open and is_possible(grounding.problem):
            return None
        if grounding.open or is_possible(timeless(grounding.problem)):
            return Against(read=lambda: frozenset(grounding.read))
        return Against(read=cache(lambda: self._structure(known, grounding)))

    def _structure(self, known: Known, grounding: Grounding) -> frozenset[str]:
        """The facts on which it turns whether acts are open, what they need and give, and what holds or is wanted."""
        chooser = self.inquiry.chooser(known)
        holding = Holding(chooser, self.inquiry.calendars)
        acts = Acts(chooser, self.inquiry.calendars, holding)
        for rejected in grounding.rejected:
            acts.act(rejected.procedure, rejected.channel)
        for act in grounding.acts:
            acts.links(act.procedure, act.channel, act.actor)
        wanted = (*grounding.problem.goal, *(m for group in grounding.problem.urgent for m in group))
        for milestone in {*wanted, *(need for act in grounding.acts for need in act.needs)}:
            holding.since_start(milestone)
        for need in (*self.inquiry.scenario.goal, *(n for group in self.inquiry.scenario.urgent for n in group)):
            chooser.holds(need.when)
        return frozenset(chooser.looked_at)


def _choosing(statement: AnyStatement) -> Iterator[Leaf]:
    """The conditions on single facts by which a statement, or a need that it states, concerns somebody."""
    yield from leaves(statement.about)
    for need in members(statement.value, Need):
        yield from leaves(need.when)
