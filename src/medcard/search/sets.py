"""Every set of acts that may be a plan, found backwards from what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medcard.search.archive import Archive, Flat, Listing
from medcard.search.covering import Covering
from medcard.search.instance import Instance, bits
from medcard.search.nodes import BudgetEnded, Nodes
from medcard.search.visits import Group, earliest
from medcard.timing import NEVER


class Search:
    """Branch and bound over who gives what; each set met is scheduled in all its groupings."""

    def __init__(self, instance: Instance, budget: int) -> None:
        self.instance = instance
        self.archive = Archive()
        self.proven = True
        self._nodes = Nodes(budget)
        self._covering = Covering(self._nodes)
        self._seen: set[int] = set()
        self._givers: list[list[int]] = [[] for _ in instance.milestones]
        for act, gives in enumerate(instance.gives):
            for milestone, _ in gives:
                self._givers[milestone].append(act)

    def run(self) -> None:
        """Fill the archive; ``proven`` is false afterwards when the budget ended first."""
        try:
            goals = self.instance.goal
            if not goals:
                self._set(0)
                return
            pursued = self.instance.deadlines
            for choice in range((1 << len(pursued)) - 1, -1, -1):
                wanted = 0
                for milestone in goals:
                    wanted |= 1 << milestone
                for number in bits(choice):
                    for milestone in pursued[number][0]:
                        wanted |= 1 << milestone
                self._branch(0, 0, wanted, 0)
        except BudgetEnded:
            self.proven = False

    def _branch(self, chosen: int, barred: int, wanted: int, settled: int) -> None:
        self._nodes.spend()
        holds = self._soonest(barred)
        if any(holds[m] >= NEVER for m in bits(wanted)):
            return
        acts = bits(chosen)
        if self.archive.beaten(self._vector(acts, holds, self._keys(acts)), len(acts)):
            return
        open_ = wanted & ~settled
        if not open_:
            self._set(chosen)
            return
        milestone = open_.bit_length() - 1
        settled |= 1 << milestone
        givers = self._givers[milestone]
        if self.instance.initial[milestone] < NEVER or any(chosen >> act & 1 for act in givers):
            self._branch(chosen, barred, wanted, settled)
        for act in givers:
            if not (chosen | barred) >> act & 1:
                needs = 0
                for need in self.instance.needs[act]:
                    needs |= 1 << need
                self._branch(chosen | 1 << act, barred | self.instance.clashes[act], wanted | needs, settled)

    def _keys(self, acts: Sequence[int]) -> int:
        return len({self.instance.keys[act] for act in acts if self.instance.keys[act] >= 0})

    def _soonest(self, barred: int) -> list[int]:
        groups = [(act,) for act in range(len(self.instance.actions)) if not barred >> act & 1]
        return soonest(self.instance, groups)

    def _vector(self, acts: Sequence[int], holds: Sequence[int], visits: int) -> Flat:
        instance = self.instance
        lost = sum(1 for needed, by in instance.deadlines if any(holds[m] > by for m in needed))
        covered = [max(holds[m] for m in group) for group in instance.urgent]
        finish = max((holds[m] for m in instance.goal), default=0)
        fee = sum(instance.fees[act] for act in acts)
        materials = self._covering.least(group for act in acts for group in instance.materials[act])
        return (lost, *covered, finish, visits, fee, materials)

    def _set(self, chosen: int) -> None:
        if chosen in self._seen:
            return
        self._seen.add(chosen)
        acts = bits(chosen)
        for groups in groupings(acts, self.instance.keys):
            self._nodes.spend()
            plan = earliest(self.instance, groups)
            if plan is None:
                continue
            days, holds = plan
            if any(holds[m] >= NEVER for m in self.instance.goal):
                continue
            listing: Listing = tuple(
                sorted((day, act) for day, group in zip(days, groups, strict=True) for act in group)
            )
            visits = len(
                {(self.instance.keys[act], day) for day, act in listing if self.instance.keys[act] >= 0}
            )
            self.archive.offer(self._vector(acts, holds, visits), listing)


def groupings(acts: Sequence[int], keys: Sequence[int]) -> Iterator[list[Group]]:
    """Every way to put acts of one (who, place) together."""
    if not acts:
        yield []
        return
    first, *rest = acts
    for groups in groupings(rest, keys):
        yield [(first,), *groups]
        for number, group in enumerate(groups):
            if keys[first] >= 0 and keys[group[0]] == keys[first]:
                yield [*groups[:number], (first, *group), *groups[number + 1 :]]


def soonest(instance: Instance, groups: Sequence[Group]) -> list[int]:
    """When each milestone holds if all of ``groups`` that can be done are done as early as they can."""
    holds = list(instance.initial)
    left = list(groups)
    while True:
        best = NEVER
        for group in left:
            ready = max((holds[m] for m in instance.needs[group[0]]), default=0)
            best = min(best, instance.opening[group[0]][ready] if ready < NEVER else NEVER)
        if best >= NEVER:
            return holds
        for group in list(left):
            ready = max((holds[m] for m in instance.needs[group[0]]), default=0)
            if ready < NEVER and instance.opening[group[0]][ready] == best:
                left.remove(group)
                for milestone, wait in instance.gives[group[0]]:
                    holds[milestone] = min(holds[milestone], wait[best])
