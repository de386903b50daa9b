"""Sets of people told apart by the facts that conditions read: exact, and small where conditions are few.

A set is a decision diagram: closed facts in one fixed order above, bit sets over the classes of birth dates below.
Equal sets are one node, so that sets are compared at once and whatever was combined before is found again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from medcard.births import DAY, Measured, Patience, classes, measured
from medcard.conditions import AllOf, AnyOf, Condition, Has, Known, Not, Truth, born_between, leaves, truth
from medcard.errors import TooTangled
from medcard.facts import Fact

AND, OR, LESS = range(3)
NOBODY, EVERYBODY = 0, 1
MOST_FACTS = 300
"""Sets are combined fact by fact, one call inside the other."""


class People:
    """A set of people of one :class:`Population`: ``&`` both, ``|`` either, ``-`` without, ``<=`` all of them in.

    False if it is empty.
    """

    __slots__ = ("_node", "population")

    def __init__(self, population: Population, node: int) -> None:
        self.population = population
        self._node = node

    def __and__(self, other: People) -> People:
        return People(self.population, self.population.combined(AND, self._node, other._node))

    def __or__(self, other: People) -> People:
        return People(self.population, self.population.combined(OR, self._node, other._node))

    def __sub__(self, other: People) -> People:
        return People(self.population, self.population.combined(LESS, self._node, other._node))

    def __le__(self, other: People) -> bool:
        return not self - other

    def __bool__(self) -> bool:
        return self._node != NOBODY

    def __eq__(self, other: object) -> bool:
        return isinstance(other, People) and (self.population, self._node) == (other.population, other._node)

    def __hash__(self) -> int:
        return hash(self._node)

    def whatever(self, fact: str) -> People:
        """Everybody who would be one of these with some value of ``fact``."""
        return People(self.population, self.population.freed(self._node, fact))

    def first(self, typical: Mapping[str, str]) -> tuple[dict[str, str], tuple[int, ...]]:
        """The values of closed facts, as ``typical`` as can be, with which some are in the set, and their births.

        Births are indices of the population's classes. The set must not be empty.
        """
        return self.population.down(self._node, typical)


class Population:
    """All people there can be on the planning ``days``, as far as ``facts`` and ``measured`` tell them apart.

    ``births``: planning day and birth date of one of each class that the conditions ``measured`` tell apart. Sets of
    one population can be combined; TooTangled is raised where that takes more than ``patience``.
    """

    def __init__(
        self, facts: Iterable[Fact], measured: Iterable[Measured], days: tuple[date, date], patience: Patience
    ) -> None:
        self.facts = tuple(facts)
        if len(self.facts) > MOST_FACTS:
            raise TooTangled
        self.measured = tuple(measured)
        found = classes(self.measured, days, patience)
        self.births = tuple(found.values())
        self.days = tuple(dict.fromkeys(on for on, _ in self.births))
        self._classes = {told: index for index, told in enumerate(found)}
        self._of_age: dict[tuple[int, date], frozenset[int]] = {}
        self._patience = patience
        self._level = {fact.name: level for level, fact in enumerate(self.facts)}
        self._bottom = len(self.facts)
        self._levels: list[int] = []
        self._below: list[tuple[int, ...]] = []
        self._bits: list[int] = []
        self._made: dict[tuple[int, tuple[int, ...] | int], int] = {}
        self._combined: dict[tuple[int, int, int], int] = {}
        self._freed: dict[tuple[int, int], int] = {}
        self._read: dict[tuple[int, str | None], tuple[People, Condition]] = {}
        self.nobody = People(self, self._births(0))
        self.everybody = People(self, self._births((1 << len(self.births)) - 1))

    @classmethod
    def telling_apart(
        cls,
        conditions: Iterable[Condition],
        facts: Mapping[str, Fact],
        days: tuple[date, date],
        patience: Patience | None = None,
    ) -> Population:
        """The population whose classes are those that ``conditions`` tell apart on the days, first to last.

        Facts stand in the order of ``facts``; all that the conditions read must be among them.
        """
        read = tuple(conditions)
        named = {leaf.fact for each in read for leaf in _closed(each)}
        told = (fact for name, fact in facts.items() if name in named)
        return cls(told, measured(read), days, patience or Patience())

    def of(self, condition: Condition, acting: str | None = None) -> People:
        """Everybody who meets ``condition``; ``acting``: who acts for them, whoever else could (the fact ``acts``)."""
        key = (id(condition), acting)
        if key not in self._read:
            found = self._of(condition, acting)
            self._read[key] = found, condition  # kept, so that no other condition can get its id
        return self._read[key][0]

    def _of(self, condition: Condition, acting: str | None) -> People:
        found = self.everybody
        match condition:
            case AllOf(parts=parts):
                for part in parts:
                    found &= self.of(part, acting)
            case AnyOf(parts=parts):
                found = self.nobody
                for part in parts:
                    found |= self.of(part, acting)
            case Not(part=part):
                found = self.everybody - self.of(part, acting)
            case Has(fact="acts", values=values) if acting is not None:
                return self.everybody if acting in values else self.nobody
            case Has(fact=fact, values=values):
                return self.having(fact, values)
            case _:
                known = (Known(on=on, born=(birth, birth)) for on, birth in self.births)
                bits = sum(1 << i for i, each in enumerate(known) if truth(condition, each) is Truth.YES)
                return People(self, self._births(bits))
        return found

    def having(self, fact: str, values: Iterable[str]) -> People:
        """Everybody who has one of ``values`` of a closed fact."""
        level = self._level[fact]
        kept = set(values)
        below = tuple(EVERYBODY if value in kept else NOBODY for value in self.facts[level].values)
        return People(self, self._node(level, below))

    def born(self, births: Iterable[int]) -> People:
        """Everybody of these classes of birth."""
        return People(self, self._births(sum(1 << index for index in set(births) if index >= 0)))

    def of_age(self, age: int, on: date) -> frozenset[int]:
        """The classes of birth of all who are of an age in years on a day; -1: older than anybody lives to be."""
        if (age, on) not in self._of_age:
            first, last = born_between(age, age, on)
            births = [(first, last)]
            if Truth.UNKNOWN in self._told(on, first, last):
                births = [(birth, birth) for birth in (first + DAY * more for more in range((last - first).days + 1))]
            found = (self._classes.get(self._told(on, *born), -1) for born in births)
            self._of_age[age, on] = frozenset(found)
        return self._of_age[age, on]

    def _told(self, on: date, first: date, last: date) -> tuple[Truth, ...]:
        """What is true on a day of those who were born between two days."""
        known = Known(on=on, born=(first, last))
        return tuple(truth(leaf, known) for leaf in self.measured)

    def _births(self, bits: int) -> int:
        return self._make(self._bottom, bits)

    def _node(self, level: int, below: tuple[int, ...]) -> int:
        return below[0] if below.count(below[0]) == len(below) else self._make(level, below)

    def _make(self, level: int, below: tuple[int, ...] | int) -> int:
        key = (level, below)
        node = self._made.get(key)
        if node is None:
            self._patience.spend(1)
            node = self._made[key] = len(self._levels)
            self._levels.append(level)
            self._below.append(() if isinstance(below, int) else below)
            self._bits.append(below if isinstance(below, int) else 0)
        return node

    def combined(self, how: int, one: int, other: int) -> int:
        """The node of two sets combined by ``AND``, ``OR`` or ``LESS``."""
        found = _at_once(how, one, other)
        if found is not None:
            return found
        key = (how, one, other) if how == LESS or one < other else (how, other, one)
        found = self._combined.get(key)
        if found is None:
            found = self._combined[key] = self._combine(how, one, other)
        return found

    def _combine(self, how: int, one: int, other: int) -> int:
        level, beside = self._levels[one], self._levels[other]
        if level == beside == self._bottom:
            here, there = self._bits[one], self._bits[other]
            return self._births(here & there if how == AND else here | there if how == OR else here & ~there)
        if level == beside:
            below = [self.combined(how, a, b) for a, b in zip(self._below[one], self._below[other], strict=True)]
        elif level < beside:
            below = [self.combined(how, a, other) for a in self._below[one]]
        else:
            below = [self.combined(how, one, b) for b in self._below[other]]
        return self._node(min(level, beside), tuple(below))

    def freed(self, node: int, fact: str) -> int:
        """The node of everybody who would be in the set with some value of ``fact``."""
        level = self._level.get(fact, self._bottom)
        if self._levels[node] > level or self._levels[node] == self._bottom:
            return node
        key = (node, level)
        if key not in self._freed:
            below = self._below[node]
            if self._levels[node] == level:
                found = NOBODY
                for each in below:
                    found = self.combined(OR, found, each)
            else:
                found = self._node(self._levels[node], tuple([self.freed(each, fact) for each in below]))
            self._freed[key] = found
        return self._freed[key]

    def down(self, node: int, typical: Mapping[str, str]) -> tuple[dict[str, str], tuple[int, ...]]:
        """The values on the way down from a node to somebody, and the classes of birth that are left there."""
        chosen: dict[str, str] = {}
        while self._levels[node] != self._bottom:
            fact = self.facts[self._levels[node]]
            below = dict(zip(fact.values, self._below[node], strict=True))
            wanted = typical.get(fact.name, fact.typical)
            likely = [wanted] if wanted in below else []
            chosen[fact.name] = next(each for each in (*likely, *fact.values) if below[each] != NOBODY)
            node = below[chosen[fact.name]]
        return chosen, tuple(index for index in range(len(self.births)) if self._bits[node] >> index & 1)


def _at_once(how: int, one: int, other: int) -> int | None:
    """What needs no look inside: one set is empty or everybody, or both are the same."""
    if how == AND:
        if other in (one, EVERYBODY):
            return one
        return other if one == EVERYBODY else NOBODY if NOBODY in (one, other) else None
    if how == OR:
        if other in (one, NOBODY):
            return one
        return other if one == NOBODY else EVERYBODY if EVERYBODY in (one, other) else None
    if one in (other, NOBODY) or other == EVERYBODY:
        return NOBODY
    return one if other == NOBODY else None


def _closed(condition: Condition) -> Iterator[Has]:
    return (leaf for leaf in leaves(condition) if isinstance(leaf, Has))
