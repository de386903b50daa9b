"""A plan as a graph: steps and waits as nodes, what must come before what as edges. Pictures are drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

import attrs

from medcard.plan import Plan, RejectedChannel, Result, Step
from medcard.record import Record
from medcard.rendering.asides import Asides
from medcard.rendering.names import Names
from medcard.rendering.sections import title
from medcard.rendering.steps import Steps
from medcard.rendering.words import words

_SHOWN = 3
"""How many channels not taken are named; the others are counted."""


class Kind(StrEnum):
    """What a node is."""

    START = "start"
    STEP = "step"
    WAIT = "wait"
    FINISH = "finish"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Node(Record):
    """One box: its words, whose act it is, the day on which the plan counts for it.

    ``asides`` are the channels that were not taken, a line for each reason. ``critical``: it cannot wait by a day,
    while others can.
    """

    kind: Kind
    title: str
    lines: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    actor: str = ""
    day: date
    critical: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Chart(Record):
    """Nodes in such an order that edges, pairs of their places, run forward; an edge that others imply is left out.

    ``others``: the plans that were not chosen, a line each. ``description`` says in words what the picture shows.
    """

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]
    others: tuple[str, ...]


def chart(plan: Plan, lang: str) -> Chart:
    """The graph of a plan in words of one language."""
    return _Charting(plan, lang).chart()


class _Charting:
    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.words = words(lang)
        self.names = Names(self.words, plan.question, plan)
        self.steps = Steps(self.names, plan)
        self.nodes: list[Node] = []
        self.edges: set[tuple[int, int]] = set()
        self.given: dict[str, list[tuple[date, int]]] = {}
        self.told: list[str] = []

    def chart(self) -> Chart:
        w, plan = self.words, self.plan
        on, finish = plan.question.on, plan.timeline.finish.latest
        self.nodes.append(Node(kind=Kind.START, title=w("chart.start", on=w.day(on)), day=on))
        for number, step in enumerate(plan.steps, 1):
            self._step(number, step)
        ends = [place for place in range(len(self.nodes)) if not any(one == place for one, _ in self.edges)]
        said = w("chart.finish", latest=w.day(finish)) if plan.steps else w("lead.nothing")
        self.nodes.append(Node(kind=Kind.FINISH, title=said, day=max([finish, *(node.day for node in self.nodes)])))
        self.edges |= {(place, len(self.nodes) - 1) for place in ends}
        asides = Asides(self.names)
        return Chart(
            title=w("chart.title", title=title(plan, w)),
            description=w.clauses([self.nodes[0].title, *self.told, said]),
            nodes=tuple(self.nodes),
            edges=tuple(sorted(reduced(self.edges))),
            others=tuple(
                w("chart.other", prefer=asides.preferred(each), compared=asides.compared(each.compared))
                for each in plan.alternatives
            ),
        )

    def _step(self, number: int, step: Step) -> None:
        place = len(self.nodes)
        before = sorted({giver for need in step.needs for giver in self._giver(need, step)})
        self.edges |= {(giver, place) for giver in before or [0]}
        self.nodes.append(self._node(number, step))
        after = dict.fromkeys(self.nodes[giver].title for giver in before if self.nodes[giver].kind is Kind.STEP)
        waited = dict.fromkeys(self.nodes[giver].title for giver in before if self.nodes[giver].kind is Kind.WAIT)
        self.told.append(self._told(step, [*after, *waited], place))
        for day, results in _by_day(step):
            at = place
            if day > step.on.latest:
                at = len(self.nodes)
                self.nodes.append(self._wait(step, day, results))
                self.edges.add((place, at))
            for result in results:
                self.given.setdefault(result.milestone, []).append((day, at))

    def _giver(self, need: str, step: Step) -> list[int]:
        """The node after which ``need`` holds in time for ``step``: the first, as the milestone holds from then."""
        known = [each for each in self.given.get(need, ()) if each[0] <= step.on.latest]
        return [min(known)[1]] if known else []

    def _node(self, number: int, step: Step) -> Node:
        w = self.words
        place = w.of(step.place_name) if step.place_name else w.plain(step.place or "")
        trip = w("chart.trip", place=place) if step.place is not None else w("chart.no-trip")
        early = w("chart.early", earliest=w.day(step.on.earliest)) if step.on.earliest < step.on.latest else ""
        slack = w("chart.do-by", date=w.day(step.do_by)) if step.do_by > step.on.latest else ""
        lines = (w.of(step.channel_name), trip, w("chart.who", who=w.actor(step.actor)), early, slack)
        critical = self.plan.timeline.critical
        return Node(
            kind=Kind.STEP,
            title=w("chart.step", number=number, name=w.of(step.name)),
            lines=tuple(line for line in lines if line),
            asides=tuple(self._not_taken(step)),
            actor=step.actor,
            day=step.on.latest,
            critical=step.id in critical and len(critical) < len(self.plan.steps),
        )

    def _wait(self, step: Step, day: date, results: Sequence[Result]) -> Node:
        w = self.words
        waits = dict.fromkeys(self.steps.stretch(part) for result in results for part in result.waits)
        names = w.several(dict.fromkeys(w.of(result.name) for result in results))
        earliest = min(result.holds.earliest for result in results)
        dates = (
            w("chart.early", earliest=w.day(earliest)) if earliest < day else "",
            w("chart.late", latest=w.day(day)),
        )
        return Node(
            kind=Kind.WAIT,
            title=w("chart.wait", name=names),
            lines=tuple(line for line in (w.several(waits), *dates) if line),
            actor=step.actor,
            day=step.on.latest,
        )

    def _not_taken(self, step: Step) -> Iterator[str]:
        """The other channels of a step's procedure, those that would have done first."""
        groups: dict[str, list[RejectedChannel]] = {}
        for each in self.plan.rejected:
            if each.procedure == step.procedure and each.id != step.id:
                groups.setdefault(each.reason, []).append(each)
        for reason in ("dominated", "condition", "withdrawn", "turned-away", "not-stated"):
            channels = list(dict.fromkeys(self.words.of(each.channel_name) for each in groups.get(reason, ())))
            if channels:
                yield self.words(f"chart.not-{reason}", channels=self._some(channels))

    def _some(self, items: Sequence[str]) -> str:
        if len(items) <= _SHOWN + 1:
            return self.words.several(items)
        return self.words("list.more", items=self.words.several(items[:_SHOWN]), count=len(items))

    def _told(self, step: Step, before: Iterable[str], place: int) -> str:
        w = self.words
        told = w("chart.told", step=self.nodes[place].title, who=w.actor(step.actor), date=w.day(step.on.latest))
        after = w.several(before)
        return told + (w("chart.after", steps=after) if after else "")


def _by_day(step: Step) -> list[tuple[date, list[Result]]]:
    """Results by the day on which they hold, the first day first."""
    days: dict[date, list[Result]] = {}
    for result in step.results:
        days.setdefault(max(result.holds.latest, step.on.latest), []).append(result)
    return sorted(days.items(), key=lambda each: each[0])


def reduced(edges: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The edges that no longer way implies; every edge runs from a smaller to a larger number.

    >>> sorted(reduced([(0, 1), (1, 2), (0, 2)]))
    [(0, 1), (1, 2)]
    """
    after: dict[int, set[int]] = {}
    for one, other in edges:
        after.setdefault(one, set()).add(other)
    beyond: dict[int, set[int]] = {}
    for one in sorted(after, reverse=True):
        beyond[one] = after[one].union(*(beyond.get(other, set()) for other in after[one]))
    return {
        (one, other)
        for one, others in after.items()
        for other in others
        if not any(other in beyond.get(between, ()) for between in others)
    }
