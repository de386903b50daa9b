"""Which procedures a scenario can use in a region, by what the scenario itself says and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from medcard.conditions import AllOf, Condition, Known, Truth, truth
from medcard.model import DeadlineRule, FieldName, Give, Need, Pack, ScenarioRule, Statement, members

OLDEST_YEARS = 150
Wanted = tuple[str, Condition]
"""A milestone and the condition under which it is needed, given or asked for."""


class Usable:
    """The acts of one chain by what they need and give, whoever wins; looks from scenarios' goals backwards."""

    def __init__(self, chain: Sequence[Pack], on: date) -> None:
        self.on = on
        self.holds = {each.id: each.holds for pack in chain for each in pack.milestones if each.holds is not None}
        self.gives: dict[str, list[tuple[str, Condition]]] = defaultdict(list)
        self.needs: dict[str, list[Wanted]] = defaultdict(list)
        self.admits: dict[str, list[Condition]] = defaultdict(list)
        for pack in chain:
            for statement in pack.statements:
                if statement.in_force(on):
                    self._read(statement)
        self.packages: dict[str, list[str]] = defaultdict(list)
        for pack in chain:
            for each in pack.procedures:
                for joined in each.joins:
                    self.packages[joined].append(each.id)
                    self.needs[each.id] += self.needs[joined]

    def _read(self, statement: Statement[object]) -> None:
        field, value, about = statement.field, statement.value, statement.about
        for give in members(value, Give):
            self.gives[give.milestone].append((field.owner, AllOf(parts=(about, give.when))))
        self.needs[field.owner] += [(need.milestone, AllOf(parts=(about, need.when))) for need in members(value, Need)]
        if isinstance(value, DeadlineRule):
            self.needs[field.owner] += [(milestone, about) for milestone in value.milestones]
        if field.name is FieldName.ONLY_IF and field.channel is None and isinstance(value, Condition):
            self.admits[field.owner].append(AllOf(parts=(about, value)))

    def by(self, scenario: ScenarioRule) -> frozenset[str]:
        """The procedures that may serve what the scenario wants, or that it offers.

        Left out is what its facts rule out for everybody: an act that none of its own admissions admits, a need or
        a result whose condition fails, and whatever only brings about what holds already.
        """
        looking = _Looking(self, scenario)
        wanted = [(need.milestone, need.when) for need in (*scenario.goal, *(n for g in scenario.urgent for n in g))]
        looking.want([*wanted, *((milestone, AllOf(parts=())) for milestone in scenario.needed)])
        looking.reach(scenario.options)
        return frozenset(looking.reached)


class _Looking:
    """One scenario's way backwards."""

    def __init__(self, usable: Usable, scenario: ScenarioRule) -> None:
        self.usable = usable
        on = usable.on
        born = (date(on.year - OLDEST_YEARS, 1, 1), on)
        self.known = Known(on=on, values=dict(scenario.facts), born=born)
        self.reached: set[str] = set()
        self._truths: dict[int, Truth] = {}

    def truth(self, condition: Condition) -> Truth:
        if id(condition) not in self._truths:  # kept alive by the packs and by ``usable``
            self._truths[id(condition)] = truth(condition, self.known)
        return self._truths[id(condition)]

    def want(self, milestones: Iterable[Wanted]) -> None:
        for milestone, when in milestones:
            holds = self.usable.holds.get(milestone)
            if truth(when, self.known) is Truth.NO or (holds is not None and self.truth(holds) is Truth.YES):
                continue
            givers = [owner for owner, given in self.usable.gives[milestone] if self.truth(given) is not Truth.NO]
            self.reach(each for owner in givers for each in (owner, *self.usable.packages[owner]))

    def reach(self, procedures: Iterable[str]) -> None:
        for procedure in procedures:
            if procedure not in self.reached and self._admitted(procedure):
                self.reached.add(procedure)
                self.want(self.usable.needs[procedure])

    def _admitted(self, procedure: str) -> bool:
        admissions = self.usable.admits[procedure]
        return not admissions or any(self.truth(each) is not Truth.NO for each in admissions)
