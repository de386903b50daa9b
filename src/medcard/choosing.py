"""The published rule by which one of several statements on a field is used, and what loses to it.

The rule is that of ``docs/pack-format.md``, "Choosing"; :func:`rank` is the rule, one line a criterion.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

import attrs

from medcard.catalogue import AnyStatement, Rules
from medcard.conditions import ALWAYS, Condition, Known, Truth, open_facts, truth
from medcard.model import (
    NATION,
    Copies,
    DeadlineRule,
    Fee,
    Field,
    FieldName,
    SourceKind,
    Special,
    Statement,
    Text,
    Wait,
)
from medcard.problem import Unit
from medcard.record import Record

KINDS = tuple(SourceKind)
STRONG = (SourceKind.LAW, SourceKind.MINISTRY, SourceKind.OFFICIAL)
ROUGH_DAYS = {Unit.WORKING: 1.4, Unit.CALENDAR: 1.0, Unit.MONTH: 30.0, Unit.NEXT_MONTH: 30.0}
ENDLESS = 1e6

Value = TypeVar("Value", covariant=True)
Made = TypeVar("Made")
Rank = tuple[Any, ...]
Ranked = tuple[Rank, AnyStatement]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Chosen(Record, Generic[Value]):
    """What a field says for one person: the value, the statement that won, those that lost and differ.

    Without any statement ``statement`` is None and ``value`` is ``Special.UNKNOWN``.
    """

    value: Value | Special
    statement: Statement[Value] | None = None
    losers: tuple[Statement[Value], ...] = ()
    rank: Rank = ()

    @property
    def stated(self) -> bool:
        """Whether there is a value: something was stated, and it is neither unknown nor withdrawn."""
        return not isinstance(self.value, Special)


NOTHING: Chosen[Any] = Chosen(value=Special.UNKNOWN)


def caution(value: object) -> float:
    """How cautious a value is: the longer wait, the dearer fee, the more papers, the earlier deadline."""
    match value:
        case Wait(most=most, unit=unit):
            return ENDLESS if most is None else most * ROUGH_DAYS[unit]
        case Fee(most=most):
            return most
        case Copies(original=original, copies=copies):
            return original + copies
        case DeadlineRule(count=count, unit=unit):
            return -count * ROUGH_DAYS[unit]
        case _:
            return 0.0


CRITERIA = (
    Text("全国统一规定，地方不能改", "fixed national law"),
    Text("不是网文", "not a web article"),
    Text("专讲这个地区的，先于讲全国的", "stated for a region over the nation"),
    Text("法规、部委、官方，先于媒体、转载", "law, ministry, official over media, secondary"),
    Text("有日期的，先于没日期的", "dated over undated"),
    Text("地区更近", "nearer region"),
    Text("渠道更具体", "named channel over kind over procedure"),
    Text("日期更晚", "later"),
    Text("依据种类更强", "stronger kind of source"),
    Text("更稳妥的值（时间长、费用高、材料多、期限早）", "the more cautious value"),
    Text("依据代号在前", "smaller source id"),
    Text("地区代码在前", "smaller region code"),
    Text("写在前面", "earlier line"),
)
"""The published rule in words, criterion by criterion in the order of :func:`rank`."""
BY_CHANCE = [each.en for each in CRITERIA].index("smaller source id")
"""From this criterion on only ids and lines differ, which say nothing about who is right."""


def rank(statement: AnyStatement, rules: Rules) -> Rank:
    """The place of a statement among the candidates of one field; the smallest is used. One member a criterion."""
    source, field = statement.source, statement.field
    nation = statement.origin.region == NATION
    procedure = rules.procedures.get(field.owner)
    banks = procedure is not None and procedure.authority == "bank"
    strong = source.kind in STRONG or (banks and source.kind is SourceKind.BANK)
    return (
        not (nation and statement.fixed),
        source.kind is SourceKind.SEED,
        nation,
        not strong,
        source.stated_on is None,
        -rules.chain.index(statement.origin.region),
        -specific(field.channel),
        -source.stated_on.toordinal() if source.stated_on else 0,
        KINDS.index(source.kind),
        -caution(statement.value),
        source.id,
        source.region,
        statement.origin.line,
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Remembered(Record):
    """Something made for one person, the facts that were looked at, and those of them that were open."""

    facts: tuple[str, ...]
    open: tuple[str, ...]
    made: object


Memory = dict[Hashable, dict[tuple[str, ...], dict[tuple[object, ...], Remembered]]]
"""What was made, by its name, then by the facts that were looked at, then by their values."""


def in_order(statements: Iterable[AnyStatement], rules: Rules) -> tuple[Ranked, ...]:
    """Statements with their ranks, the strongest first."""
    return tuple(sorted(((rank(s, rules), s) for s in statements), key=itemgetter(0)))


class Chooser:
    """Chooses for one person, and notes which unknown facts a choice turned on.

    ``open`` holds these facts in the order in which they were met; while it is empty every choice is final.
    """

    def __init__(self, rules: Rules, known: Known, memory: Memory | None = None) -> None:
        self.rules = rules
        self.known = known
        self.open: dict[str, None] = {}
        self.memory: Memory = {} if memory is None else memory
        self._read: set[str] = set()
        self._looked_up = {**known.values, "age": known.born, "age-days": known.born}.get

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The facts that were looked at so far, sorted."""
        return tuple(sorted(self._read))

    def reads(self, *facts: str) -> None:
        """Note that the value of ``facts`` was looked at."""
        self._read.update(facts)

    def recall(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` makes, once for all people who are alike in every fact that it looks at.

        ``key`` names what is made; the rules and the dates are the same for all uses of one memory.
        """
        return cast("Made", self.look(key, make).made)

    def look(self, key: Hashable, make: Callable[[], object]) -> Remembered:
        """As :meth:`recall`, with the facts that were looked at and those of them that were open."""
        kept = self.memory.setdefault(key, {})
        for facts, alike in kept.items():
            found = alike.get(tuple(map(self._looked_up, facts)))
            if found is not None:
                self._read.update(facts)
                if found.open:
                    self.open.update(dict.fromkeys(found.open))
                return found
        read, opened = self._read, self.open
        self._read, self.open = set(), {}
        made = make()
        facts = tuple(sorted(self._read))
        found = Remembered(facts=facts, open=tuple(self.open), made=made)
        kept.setdefault(facts, {})[tuple(map(self._looked_up, facts))] = found
        self._read, self.open = read | self._read, {**opened, **self.open}
        return found

    def holds(self, condition: Condition, known: Known | None = None) -> bool:
        """Whether a condition holds; unknown counts as no and is noted."""
        if condition is ALWAYS:
            return True
        self._read.update(self.rules.facts_in(condition))
        result = truth(condition, known or self.known)
        if result is Truth.UNKNOWN:
            self.open.update(dict.fromkeys(open_facts(condition, known or self.known)))
        return result is Truth.YES

    def one(
        self,
        owner: str,
        name: FieldName,
        channel: str | None = None,
        line: str | None = None,
        *,
        known: Known | None = None,
    ) -> Chosen[Any]:
        """The value of one field; of a line of papers also whether a full list elsewhere has ended it."""
        return self.among(ranked(self.rules, owner, name, channel, line), known)

    def of_channel(self, owner: str, name: FieldName, channel: str) -> Chosen[Any]:
        """The value that statements on a kind of channel or on the named channel give, the procedure's left out."""
        own = ranked(self.rules, owner, name, channel, None)
        return self.among(tuple(pair for pair in own if pair[1].field.channel is not None))

    def among(self, ranked: Sequence[Ranked], known: Known | None = None) -> Chosen[Any]:
        """The value that wins among statements in the order of their ranks.

        A statement after the winner can only be a dispute, so its facts are not noted as open.
        """
        unpublished: Ranked | None = None
        for index, (place, statement) in enumerate(ranked):
            if not self.holds(statement.about, known):
                continue
            if statement.value is Special.UNKNOWN:
                unpublished = unpublished or (place, statement)
                continue
            losers = tuple(
                other
                for _, other in ranked[index + 1 :]
                if other.value != statement.value
                and other.value is not Special.UNKNOWN
                and self._surely(other.about, known or self.known)
            )
            return Chosen(value=statement.value, statement=statement, losers=losers, rank=place)
        if unpublished is None:
            return NOTHING
        place, statement = unpublished
        return Chosen(value=statement.value, statement=statement, rank=place)

    def _surely(self, condition: Condition, known: Known) -> bool:
        """Whether a condition holds, without asking for what is unknown."""
        if condition is ALWAYS:
            return True
        self._read.update(self.rules.facts_in(condition))
        return truth(condition, known) is Truth.YES


def ranked(rules: Rules, owner: str, name: FieldName, channel: str | None, line: str | None) -> tuple[Ranked, ...]:
    """The candidates of one field in the order of their ranks, worked out once for all people."""
    key = (owner, name, channel, line)
    if key not in rules.ranked:
        stated = rules.candidates(*key)
        ended = _ended(rules, owner, channel, line, stated) if name is FieldName.REQUIREMENTS and line else ()
        rules.ranked[key] = in_order((*stated, *ended), rules)
    return rules.ranked[key]


def _ended(
    rules: Rules, owner: str, channel: str | None, line: str, stated: tuple[AnyStatement, ...]
) -> tuple[AnyStatement, ...]:
    """What full lists of papers say of a line that they leave out."""
    return tuple(
        attrs.evolve(full, field=attrs.evolve(full.field, line=line), value=Special.WITHDRAWN)
        for full in rules.candidates(owner, FieldName.REQUIREMENTS, channel, "*")
        if _ends(full.field, full.origin.region, stated)
    )


def _ends(full: Field, region: str, stated: tuple[AnyStatement, ...]) -> bool:
    """Whether a full list leaves a line out: no statement beside it or nearer the channel repeats it."""
    near = specific(full.channel)
    return not any(s.origin.region == region and specific(s.field.channel) >= near for s in stated)


def specific(channel: str | None) -> int:
    """How near a statement stands to one channel: 0 the procedure, 1 a kind of channel, 2 a named channel."""
    return 0 if channel is None else 2 if ":" in channel else 1
