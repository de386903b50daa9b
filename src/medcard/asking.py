"""The questions of an undecided answer: the best one first, why each is asked, what hangs on each answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medcard.assembly import reasons
from medcard.assembly.named import Names
from medcard.completions import AGES
from medcard.conditions import Known
from medcard.facts import Fact
from medcard.inquiry import Inquiry, Outcome
from medcard.leaf import Leaf
from medcard.model import Text
from medcard.plan import Ask, Aspect, Hanging, Named
from medcard.relevance import Explored

MOST_EXACT = 6
"""With so many open facts at most the order is the best there is; beyond, each question is the best next one."""

CHANGES = {
    Aspect.STEPS: Text("要办哪些事", "what has to be done"),
    Aspect.CHANNELS: Text("去哪里办", "where it is done"),
    Aspect.DATES: Text("哪天办完", "when it is done"),
    Aspect.PAPERS: Text("带什么材料", "which papers to bring"),
    Aspect.FEE: Text("交多少钱", "what it costs"),
}
WHETHER = Text("办不办得成", "whether there is a way at all")


def asked(fact: Fact) -> Ask:
    """The question for ``fact`` by itself."""
    return Ask(
        fact=fact.name,
        text=Text(fact.ask_zh, fact.ask_en),
        kind=fact.kind.value,
        options=tuple((v, Text(fact.label(v, "zh"), fact.label(v, "en"))) for v in fact.values),
        found_by=fact.found_by,
    )


class Asking:
    """The questions about ``known`` that the explored completions leave."""

    def __init__(self, inquiry: Inquiry, known: Known, explored: Explored, aspects: Sequence[Aspect]) -> None:
        self.inquiry = inquiry
        self.known = known
        self.explored = explored
        self.aspects = tuple(aspects)
        self.changes = self._changes()
        self.relevant = tuple(self.changes)
        self.tree = Tree(explored, inquiry, known, self.relevant)
        self.names = Names(inquiry.rules, inquiry.facts)

    def facts(self) -> tuple[str, ...]:
        """The facts that matter, the one to ask first at the front.

        With at most ``MOST_EXACT`` of them, and all completions looked at: the fewest further questions in the worst
        case, then the fewest different plans left in the worst case, then the order of declaration. Else: the fewest
        plans left, then that order.
        """
        declared = {name: index for index, name in enumerate(self.inquiry.facts)}
        exact = self.explored.complete and len(self.relevant) <= MOST_EXACT

        def rank(fact: str) -> tuple[int, int, int]:
            return self.tree.further(fact) if exact else 0, self.tree.left(fact), declared[fact]

        return tuple(sorted(self.relevant, key=rank))

    def ask(self, name: str) -> Ask:
        """The question for one fact, with why it is asked and what hangs on each answer."""
        plain = asked(self.inquiry.facts[name])
        if name not in self.relevant:
            return plain
        values = self.inquiry.completions.values(name, self.known)
        hanging = tuple(self._hanging(name, value) for value in values)
        return Ask(
            fact=plain.fact,
            text=plain.text,
            kind=plain.kind,
            options=plain.options,
            found_by=plain.found_by,
            why=self._why(name),
            hanging=hanging,
        )

    def _changes(self) -> dict[str, set[Aspect | None]]:
        """Each fact that matters, with what changes with it alone; None: whether there is a plan at all."""
        parts: dict[int, dict[Aspect | None, object]] = {}
        found: dict[str, set[Aspect | None]] = {}
        for fact in self.explored.relevant():
            changed = found[fact] = set()
            for pair in self.explored.apart[fact]:
                mine, theirs = (parts.setdefault(id(leaf), self._parts(leaf)) for leaf in pair)
                changed |= {key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
        return found

    def _parts(self, leaf: Leaf) -> dict[Aspect | None, object]:
        """What is seen of an outcome, aspect by aspect; of none where there is no plan."""
        if leaf.outcome.choice is None:
            return {None: leaf.signature}
        return {aspect: leaf.outcome.signature((aspect,)) for aspect in self.aspects}

    def _why(self, name: str) -> Text:
        """What changes with the fact alone: first whether there is a plan, then its aspects in their order."""
        changed = self.changes[name]
        said = [WHETHER] * (None in changed) + [CHANGES[aspect] for aspect in self.aspects if aspect in changed]
        zh, en = "、".join(text.zh for text in said), ", ".join(text.get("en") for text in said)
        return Text(f"回答不同，{zh}就不同", f"the answer decides {en}")

    def _hanging(self, name: str, value: str) -> Hanging:
        mine = [leaf for leaf in self.explored.leaves if leaf.values.get(name, value) == value]
        outcomes = [leaf.outcome for leaf in mine]
        days = [outcome.choice.vector.finish for outcome in outcomes if outcome.choice]
        everybody = [leaf.outcome for leaf in self.explored.leaves]
        return Hanging(
            value=value,
            name=self._value_name(name, value),
            plans=len({leaf.signature for leaf in mine}),
            first=min(days, default=None),
            last=max(days, default=None),
            steps=self._without(self.common_steps(outcomes), self.common_steps(everybody)),
            papers=self._without(self.common_papers(outcomes), self.common_papers(everybody)),
        )

    def _value_name(self, name: str, value: str) -> Text:
        fact = self.inquiry.facts[name]
        if name in AGES:
            return Text(
                f"从 {value} {'天' if name == 'age-days' else '岁'}起",
                f"from {value} {'days' if name == 'age-days' else 'years'}",
            )
        return Text(fact.label(value, "zh"), fact.label(value, "en"))

    def common_steps(self, outcomes: Sequence[Outcome] | None = None) -> tuple[Named, ...]:
        """The acts that all of ``outcomes`` (by default all completions) lead to, in the order of the first.

        None of them unless all completions were looked at.
        """
        if not self.explored.complete:
            return ()
        if outcomes is None:
            outcomes = [leaf.outcome for leaf in self.explored.leaves]
        chosen = [[act.id for act in o.choice.actions] if o.choice else [] for o in outcomes]
        acts = {act.id: act for o in outcomes for act in o.grounding.acts}
        found = ((id_, acts[id_]) for id_ in _common(chosen))
        return tuple(Named(id=id_, name=reasons.named(act.procedure, act.channel, self.names)) for id_, act in found)

    def common_papers(self, outcomes: Sequence[Outcome] | None = None) -> tuple[Named, ...]:
        """The papers that all of ``outcomes`` (by default all completions) ask for; as with :meth:`common_steps`."""
        if not self.explored.complete:
            return ()
        if outcomes is None:
            outcomes = [leaf.outcome for leaf in self.explored.leaves]
        found = _common([sorted(o.papers()) for o in outcomes])
        return tuple(Named(id=id_, name=self.names.paper(id_)) for id_ in found)

    @staticmethod
    def _without(some: Iterable[Named], known: Iterable[Named]) -> tuple[Named, ...]:
        ids = {each.id for each in known}
        return tuple(each for each in some if each.id not in ids)


class Tree:
    """The completions as sets of bits, and how many questions or plans an answer leaves in the worst case."""

    def __init__(self, explored: Explored, inquiry: Inquiry, known: Known, facts: Sequence[str]) -> None:
        kinds: dict[object, int] = {}
        self._all = (1 << len(explored.leaves)) - 1
        self._plans: list[int] = []
        for number, leaf in enumerate(explored.leaves):
            kind = kinds.setdefault(leaf.signature, len(kinds))
            if kind == len(self._plans):
                self._plans.append(0)
            self._plans[kind] |= 1 << number
        self._with: dict[str, list[int]] = {}
        for fact in facts:
            for value in inquiry.completions.values(fact, known):
                has = (n for n, leaf in enumerate(explored.leaves) if leaf.values.get(fact, value) == value)
                self._with.setdefault(fact, []).append(sum(1 << n for n in has))
        self._depths: dict[int, int] = {}

    def left(self, fact: str) -> int:
        """How many different plans are left after the worst answer."""
        return max(self._count(part) for part in self._with[fact])

    def further(self, fact: str) -> int:
        """How many more questions there are after the worst answer, if each next one is the best."""
        return max(self._depth(part) for part in self._with[fact])

    def _count(self, part: int) -> int:
        return sum(1 for plan in self._plans if plan & part)

    def _depth(self, part: int) -> int:
        if part not in self._depths:
            self._depths[part] = 0 if self._count(part) <= 1 else 1 + self._best(part)
        return self._depths[part]

    def _best(self, part: int) -> int:
        splits = ([part & each for each in parts] for parts in self._with.values())
        return min(max(self._depth(each) for each in parts) for parts in splits if part not in parts)


def _common(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What is in every list, in the order of the first."""
    if not lists:
        return ()
    shared = set[str](lists[0]).intersection(*lists[1:])
    return tuple(each for each in lists[0] if each in shared)
