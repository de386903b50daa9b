"""Pairs of completions that show which facts matter where there are too many completions to look at all of them.

What a plan may turn on is known beforehand (:mod:`medcard.turning`). For each such fact a condition that reads it is
looked at in a plan that has to do with it: the other facts of the condition are chosen so that it holds or not as the
fact is, all else stays as it is in that plan. Each plan found on the way is a place to look from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product

import attrs

from medcard.completions import AGES
from medcard.conditions import Known, Truth
from medcard.inquiry import Inquiry
from medcard.known import with_fact
from medcard.leaf import Leaf
from medcard.plan import Aspect
from medcard.readings import Point
from medcard.turning import Turning

MOST_LOOKS = 300
"""Completions that are looked at."""
MOST_TRIES = 600
"""Conditions that are looked at, each in one plan."""
MOST_BASES = 3
MOST_SWITCHES = 3
MOST_COMBINED = 400

Values = dict[str, str]


class Witnesses:
    """Looks for two completions for each fact that may matter. ``leaves``: all that were looked at."""

    def __init__(
        self, inquiry: Inquiry, known: Known, aspects: Sequence[Aspect], skipped: Collection[str] = ()
    ) -> None:
        self.inquiry = inquiry
        self.known = known
        self.aspects = aspects
        self.skipped = skipped
        self.turning = Turning(inquiry, self._at(self._typical(skipped)))
        self.left = dict.fromkeys(name for name in self.turning.facts if name not in skipped)
        self.leaves: list[Leaf] = []
        self._found: dict[frozenset[tuple[str, str]], Leaf] = {}
        self._with: dict[str, list[Leaf]] = {}
        self._fresh: list[tuple[Leaf, tuple[str, ...]]] = []
        self._kinds: dict[object, Leaf] = {}
        self._tried: set[tuple[str, int, int]] = set()

    def run(self) -> None:
        """Look until every fact that may matter was seen to matter, or as long as it is worth while."""
        usual = self._leaf({})
        for fact in tuple(self.left):
            if fact in usual.values:
                self._vary(fact, usual)
        first = 0
        while self._searching:
            before = len(self._tried)
            self._look_on(())
            if len(self._tried) > before or self._go_on():
                continue
            some = list(self._kinds.values())[first : first + MOST_BASES]
            first += MOST_BASES
            self._look_on(some)
            if not some:
                first = len(self._kinds)
                self._cross()
                if first == len(self._kinds):
                    self._date()
                    return

    @property
    def _searching(self) -> bool:
        """Whether something is still to be found, and may be looked for."""
        dated = {name for leaf in self.leaves for name in leaf.undated}
        found = not self.left and dated.issuperset(set(self.turning.dates) - set(self.skipped))
        return not found and len(self.leaves) < MOST_LOOKS and len(self._tried) < MOST_TRIES

    def _look_on(self, some: Sequence[Leaf]) -> None:
        for fact in tuple(self.left):
            self._look(fact, some)

    def _go_on(self) -> bool:
        """From a plan with a procedure that none had before change what its likes and what it needs turn on.

        False if there is none that has to do with what is still to be found.
        """
        concerned = {each for point in self._reading(self.left) for each in point.procedures}
        for number, (leaf, procedures) in enumerate(self._fresh):
            beside = {each for one in procedures for each in self._likes(one)}
            if self.left and concerned.isdisjoint(beside):
                continue
            del self._fresh[number]
            for fact in self._facts(beside):
                if self._searching:
                    self._vary(fact, leaf)
            return True
        return False

    def _date(self) -> None:
        """Look for dates that are still to be found: change all that procedures and their likes turn on."""
        for procedure, (leaf, *_) in tuple(self._with.items()):
            for fact in self._facts(set(self._likes(procedure))):
                for value in self._values(fact, leaf.values) if self._searching else ():
                    self._leaf(self._changed(leaf.values, {fact: value}))

    def _facts(self, procedures: set[str]) -> tuple[str, ...]:
        """What some procedures turn on, and may be changed."""
        points = (point for point in self.turning.points if not procedures.isdisjoint(point.procedures))
        found = dict.fromkeys(name for point in points for name in point.open(self.turning.known))
        return tuple(name for name in found if name not in self.skipped)

    def _reading(self, facts: Collection[str]) -> list[Point]:
        """The points that read some of the facts."""
        wanted, known = set(facts), self.turning.known
        return [point for point in self.turning.points if not wanted.isdisjoint(point.open(known))]

    def _cross(self) -> None:
        """Look from every plan once more, as far as it goes together with one for which a fact is read."""
        usual, kinds = self.leaves[0].values, list(self._kinds.values())
        for fact in tuple(self.left):
            for read in [leaf.values for leaf in kinds if fact in leaf.values] or [usual]:
                unusual = {name: value for name, value in read.items() if usual.get(name) != value and name != fact}
                for leaf in kinds:
                    if fact in self.left and self._searching:
                        self._vary(fact, self._leaf(self._changed(leaf.values, unusual)))

    def _vary(self, fact: str, leaf: Leaf) -> None:
        """Change one fact of a completion; once it is known to matter only to values that surely lead elsewhere."""
        for value in self._values(fact, leaf.values):
            changed = self._changed(leaf.values, {fact: value})
            if fact in self.left or self.inquiry.spoils(self._at(changed), leaf.outcome):
                self._compare(fact, leaf, self._leaf(changed))

    def _likes(self, procedure: str) -> Iterator[str]:
        """A procedure and those that give something that it gives too."""
        yield procedure
        for beside in self.inquiry.rules.givers.values():
            if procedure in beside:
                yield from beside

    def _look(self, fact: str, some: Sequence[Leaf]) -> None:
        """Try every condition that reads a fact from plans that have to do with it, and from ``some``."""
        for number, point in enumerate(self.turning.points):
            if fact not in point.open(self.turning.known):
                continue
            for base in (*self._bases(point), *some):
                tried = (fact, number, id(base))
                if tried in self._tried or len(self.leaves) >= MOST_LOOKS or len(self._tried) >= MOST_TRIES:
                    continue
                self._tried.add(tried)
                for one, other in islice(self._switches(point, fact, base.values), MOST_SWITCHES):
                    self._compare(fact, self._leaf(one), self._leaf(other))
                    if fact not in self.left:
                        return

    def _bases(self, point: Point) -> list[Leaf]:
        """Plans with a procedure that a condition concerns, or with another one for the same."""
        found = dict[int, Leaf]()
        for procedure in point.procedures:
            found.update((id(leaf), leaf) for leaf in self._with.get(procedure, [])[:MOST_BASES])
        for procedure in dict.fromkeys(each for one in point.procedures for each in self._likes(one)):
            found.update((id(leaf), leaf) for leaf in self._with.get(procedure, [])[:1])
        return list(found.values())

    def _switches(self, point: Point, fact: str, base: Mapping[str, str]) -> Iterator[tuple[Values, Values]]:
        """Completions in which a condition holds and does not, as the fact is; the nearest to ``base`` first."""
        others = [name for name in point.open(self.turning.known) if name != fact and name not in self.skipped]
        options = [self._values(name, base) for name in others]
        combined = [dict(zip(others, each, strict=True)) for each in islice(product(*options), MOST_COMBINED)]
        combined.sort(key=lambda values: sum(base.get(name) != value for name, value in values.items()))
        for values in combined:
            told: dict[Truth, Values] = {}
            for value in self._values(fact, base):
                changed = self._changed(base, {**values, fact: value})
                told.setdefault(point.truth(self._at(changed)), changed)
            if Truth.YES in told and Truth.NO in told:
                yield told[Truth.YES], told[Truth.NO]

    def _compare(self, fact: str, one: Leaf, other: Leaf) -> None:
        """Whether two completions show that a fact matters; all without a plan are alike."""
        plans = one.outcome.choice, other.outcome.choice
        if fact in self.left and plans != (None, None) and one.signature != other.signature and one.only(other) == fact:
            del self.left[fact]

    def _leaf(self, values: Mapping[str, str]) -> Leaf:
        """What a person comes to of whom these values are known; all else is typical."""
        key = frozenset(values.items())
        if key not in self._found:
            known, grounding, taken = self.inquiry.completed(self._at({**values, **self._typical(self.skipped)}))
            while grounding.open:
                fact = grounding.open[0]
                taken[fact] = self._values(fact, values)[0]
                known, grounding, more = self.inquiry.completed(with_fact(known, fact, taken[fact]))
                taken.update(more)
            outcome = self.inquiry.outcome(known, grounding)
            asked = {name: value for name, value in taken.items() if name not in self.skipped}
            leaf = Leaf(
                values={**values, **asked},
                taken={name: value for name, value in taken.items() if name in self.skipped},
                outcome=outcome,
                signature=outcome.signature(self.aspects),
            )
            self._found[key] = self._noted(leaf)
        return self._found[key]

    def _noted(self, leaf: Leaf) -> Leaf:
        """The leaf, or the same that was found before; a new plan is a place to look from."""
        same = self._found.setdefault(frozenset(leaf.values.items()), leaf)
        if same is leaf:
            self.leaves.append(leaf)
            if leaf.signature not in self._kinds:
                self._kinds[leaf.signature] = leaf
                procedures = tuple(dict.fromkeys(act.procedure for act in leaf.outcome.acts()))
                fresh = tuple(procedure for procedure in procedures if procedure not in self._with)
                self._fresh += [(leaf, fresh)] if fresh and len(self.leaves) > 1 else []
                for procedure in procedures:
                    self._with.setdefault(procedure, []).append(leaf)
        return same

    def _changed(self, values: Mapping[str, str], changes: Mapping[str, str]) -> Values:
        """``values`` with ``changes``; another age has other days."""
        gone = {"age-days"} if "age" in changes and "age-days" not in changes else set[str]()
        return {name: value for name, value in {**values, **changes}.items() if name not in gone}

    def _at(self, values: Mapping[str, str]) -> Known:
        """What is known together with ``values``."""
        closed = {name: value for name, value in values.items() if name not in AGES}
        known = attrs.evolve(self.known, values={**self.known.values, **closed})
        for name in AGES:
            known = with_fact(known, name, values[name]) if name in values else known
        return known

    def _values(self, fact: str, base: Mapping[str, str]) -> tuple[str, ...]:
        """The values that rules may tell apart."""
        if fact not in AGES:
            return self.inquiry.facts[fact].values
        known = self._at({"age": base["age"]} if fact == "age-days" and "age" in base else {})
        return self.inquiry.completions.values(fact, known)

    def _typical(self, names: Collection[str]) -> Values:
        """The typical values of closed facts, where there are any."""
        typical = ((name, self.inquiry.completions.typical(name, self.known)) for name in names if name not in AGES)
        return {name: value for name, value in typical if value is not None and name not in self.known.values}
