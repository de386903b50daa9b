"""A problem as numbers: days, milestones and acts by index, acts in the order of their ids.

Everything the search asks often is a look-up here. The day on which an act may be done and the day on which its
milestone holds are computed once and remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from medcard.problem import HORIZON_DAYS, WORKING, Action, Problem, Span
from medcard.timing import NEVER, Clock, open_days, within


class Opening(dict[int, int]):
    """For a day the first open day on it or after, NEVER when there is none."""

    __slots__ = ("days",)

    def __init__(self, days: Sequence[int]) -> None:
        self.days = days

    def __missing__(self, day: int) -> int:
        index = bisect_left(self.days, day)
        self[day] = found = self.days[index] if index < len(self.days) else NEVER
        return found


class Wait(dict[int, int]):
    """For the day of an act the day on which its milestone holds, NEVER after last."""

    __slots__ = ("_clock", "_longest", "_spans", "counts", "positive")

    def __init__(self, clock: Clock, spans: tuple[Span, ...], longest: bool) -> None:
        self._clock = clock
        self._spans = spans
        self._longest = longest
        self.counts = [(span, span.most if longest else span.least) for span in spans]
        """Each span with the count that it is given."""
        self.positive = any(count > 0 for _, count in self.counts)
        """Whether the milestone always holds later than the act."""

    def __missing__(self, day: int) -> int:
        self[day] = found = self._clock.end(self._spans, day, longest=self._longest)
        return found


class Instance:
    """One problem, counted on its longest or on its shortest waits."""

    __slots__ = (
        "actions",
        "acts",
        "clashes",
        "clock",
        "deadlines",
        "fees",
        "gives",
        "goal",
        "initial",
        "keys",
        "materials",
        "milestones",
        "needs",
        "opening",
        "urgent",
    )

    def __init__(self, problem: Problem, *, longest: bool = True) -> None:
        calendars = dict(problem.calendars)
        self.clock = Clock(problem.start, calendars[WORKING])
        self.actions: list[Action] = sorted(problem.actions, key=lambda action: action.id)
        self.acts: list[int] = list(range(len(self.actions)))
        """The acts that matter, by number; ``prune`` drops the others."""
        index: dict[str, int] = {}
        self._read_wanted(problem, index)
        self._read_acts(problem, index, longest=longest)
        self.milestones: list[str] = list(index)
        self.initial: list[int] = [NEVER] * len(index)
        for entry in problem.initial:
            moment = entry.latest if longest else entry.earliest
            number = index.get(entry.milestone)
            if number is not None:
                self.initial[number] = 0 if moment is None else self.clock.day(moment)

    def _read_wanted(self, problem: Problem, index: dict[str, int]) -> None:
        """Goals, urgent groups and deadlines; a deadline's day may be negative (before the start)."""
        base = problem.start.toordinal()
        self.urgent: list[tuple[int, ...]] = [_numbers(group, index) for group in problem.urgent]
        whole = dict.fromkeys(number for group in self.urgent for number in group)
        whole |= dict.fromkeys(_numbers(problem.goal, index))
        self.goal: tuple[int, ...] = tuple(whole)
        self.deadlines: list[tuple[tuple[int, ...], int]] = [
            (_numbers(deadline.milestones, index), min(deadline.by.toordinal() - base, HORIZON_DAYS))
            for deadline in problem.deadlines
        ]

    def _read_acts(self, problem: Problem, index: dict[str, int], *, longest: bool) -> None:
        calendars = {name: open_days(calendar, problem.start) for name, calendar in problem.calendars}
        openings: dict[object, Opening] = {}
        waits: dict[tuple[Span, ...], Wait] = {}
        keys: dict[tuple[str, str], int] = {}
        materials: dict[str, int] = {}
        self.opening: list[Opening] = []
        self.gives: list[tuple[tuple[int, Wait], ...]] = []
        for act in self.actions:
            days = within(calendars[act.open], act.windows, problem.start)
            self.opening.append(openings.setdefault((act.open, act.windows), Opening(days)))
            self.gives.append(
                tuple(
                    (
                        index.setdefault(name, len(index)),
                        waits.setdefault(spans, Wait(self.clock, spans, longest)),
                    )
                    for name, spans in act.gives
                )
            )
        self.needs: list[tuple[int, ...]] = [_numbers(act.needs, index) for act in self.actions]
        self.keys: list[int] = [
            -1 if act.place is None else keys.setdefault((act.who, act.place), len(keys)) for act in self.actions
        ]
        self.fees: list[int] = [act.fee for act in self.actions]
        self.materials: list[tuple[int, ...]] = [
            tuple(_mask(_numbers(group, materials)) for group in act.materials) for act in self.actions
        ]
        self._read_clashes()

    def _read_clashes(self) -> None:
        """For each act the acts (as bits) that may not be chosen beside it."""
        shared: dict[str, int] = {}
        for number, act in enumerate(self.actions):
            for entry in act.once:
                shared[entry] = shared.get(entry, 0) | 1 << number
        self.clashes: list[int] = []
        for number, act in enumerate(self.actions):
            mask = 0
            for entry in act.once:
                mask |= shared[entry]
            self.clashes.append(mask & ~(1 << number))


def _numbers(names: Sequence[str], index: dict[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(index.setdefault(name, len(index)) for name in names))


def _mask(numbers: Sequence[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def bits(mask: int) -> list[int]:
    """The numbers of the bits set in ``mask``, ascending."""
    found: list[int] = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
