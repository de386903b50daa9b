"""Packs merged: the union of their statements, and what of it is in force for one region on one day.

Merging is the union of the statements of any packs (associative, idempotent, free of order), each tagged with
its region, file and line. :mod:`medcard.choosing` picks among them afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain as one_after_another
from typing import Any, TypeVar

import attrs

from medcard.arguments import expect, expect_all
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Not, Within, fact_of, leaves
from medcard.facts import Fact
from medcard.model import (
    Alternative,
    Copies,
    Field,
    FieldName,
    Give,
    Milestone,
    Need,
    Pack,
    Paper,
    Place,
    Procedure,
    ScenarioRule,
    Statement,
    members,
)
from medcard.record import Record

AnyStatement = Statement[object]
FieldKey = tuple[str, FieldName, str | None, str | None]
KEPT = 16
Declared = TypeVar("Declared", bound=Procedure | Paper | Place | Milestone | ScenarioRule)


def _packs(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    return expect_all("packs", packs, Pack, "packs; medcard.load_catalogue reads them")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Catalogue(Record):
    """The union of some packs: of one region's chain, or of the whole country.

    ``packs`` are sorted by region and file, each once, whatever order they came in.
    """

    packs: tuple[Pack, ...] = attrs.field(converter=_packs)
    _rules: dict[tuple[tuple[str, ...], date], Rules] = attrs.field(
        factory=dict[tuple[tuple[str, ...], date], "Rules"], eq=False, repr=False, init=False
    )

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Catalogue:
        """The merged packs; one pack given twice counts once. WrongArgument for anything else."""
        unique = {(pack.region, pack.file): pack for pack in _packs(packs)}
        return cls(packs=tuple(unique[key] for key in sorted(unique)))

    def merge(self, other: Catalogue) -> Catalogue:
        """The union of two catalogues."""
        expect("other", other, Catalogue, "a Catalogue")
        return Catalogue.of((*self.packs, *other.packs))

    @property
    def asks(self) -> tuple[Fact, ...]:
        """The yes/no facts that packs ask for beside the closed vocabulary, by name."""
        return tuple({ask.name: ask for pack in self.packs for ask in pack.asks}.values())

    def rules(self, chain: Sequence[str], as_of: date) -> Rules:
        """What holds on ``as_of`` for the region whose codes from the nation down are ``chain``.

        The last ``KEPT`` are kept, as an application asks about few regions and one day.
        """
        key = tuple(chain), as_of
        kept = self._rules.get(key)
        if kept is None:
            depth = {code: index for index, code in enumerate(chain)}
            packs = sorted((p for p in self.packs if p.region in depth), key=lambda p: (depth[p.region], p.file))
            kept = Rules.of(tuple(packs), *key)
            for oldest in list(self._rules)[: -KEPT + 1]:
                self._rules.pop(oldest, None)
            self._rules[key] = kept
        return kept


def _declared(packs: Sequence[Pack], section: Callable[[Pack], Sequence[Declared]]) -> dict[str, Declared]:
    found: dict[str, list[Declared]] = defaultdict(list)
    for pack in packs:
        for declared in section(pack):
            found[declared.id].append(declared)
    return {id_: _merged(parts) for id_, parts in found.items()}


def _merged(declared: Sequence[Declared]) -> Declared:
    """One declaration out of several: the nearest region's word for each part that it has."""
    result = declared[0]
    for nearer in declared[1:]:
        stated: dict[str, Any] = {}
        for field in attrs.fields(type(nearer)):
            value = getattr(nearer, field.name)
            if value is not None and value != field.default:
                adds_up = field.name in ("points", "channels")
                stated[field.name] = (*getattr(result, field.name), *value) if adds_up else value
        result = attrs.evolve(result, **stated)
    return result


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rules(Record):
    """The declarations and the statements in force for one region's chain, ready for choosing.

    Declarations are merged with the nearest word for each label; service points add up. ``ranked`` keeps the order
    of candidates that :mod:`medcard.choosing` works out, since it is the same for everybody.
    """

    chain: tuple[str, ...]
    as_of: date
    packs: tuple[Pack, ...]
    statements: dict[Field, tuple[AnyStatement, ...]]
    procedures: dict[str, Procedure]
    papers: dict[str, Paper]
    places: dict[str, Place]
    milestones: dict[str, Milestone]
    scenarios: dict[str, ScenarioRule]
    channels: dict[str, tuple[str, ...]]
    givers: dict[str, tuple[str, ...]]
    line_index: dict[tuple[str, FieldName], dict[str, set[str | None]]]
    ranked: dict[FieldKey, tuple[tuple[Any, AnyStatement], ...]] = attrs.field(
        factory=dict["FieldKey", tuple[tuple[Any, AnyStatement], ...]], eq=False, repr=False
    )
    _facts_in: dict[int, frozenset[str]] = attrs.field(factory=dict[int, frozenset[str]], eq=False, repr=False)
    _kept: list[Condition] = attrs.field(factory=list["Condition"], eq=False, repr=False)

    @classmethod
    def of(cls, packs: tuple[Pack, ...], chain: tuple[str, ...], as_of: date) -> Rules:
        """Index the packs of one chain, which stand in the order of ``chain``."""
        grouped: dict[Field, list[AnyStatement]] = defaultdict(list)
        channels: dict[str, dict[str, None]] = defaultdict(dict)
        for pack in packs:
            for statement in pack.statements:
                if not statement.in_force(as_of):
                    continue
                field = statement.field
                grouped[field].append(statement)
                if field.name is FieldName.CHANNEL and field.channel is not None:
                    channels[field.owner][field.channel] = None
        procedures = _declared(packs, lambda pack: pack.procedures)
        return cls(
            chain=chain,
            as_of=as_of,
            packs=packs,
            statements={field: tuple(found) for field, found in grouped.items()},
            procedures=procedures,
            papers=_declared(packs, lambda pack: pack.papers),
            places=_declared(packs, lambda pack: pack.places),
            milestones=_declared(packs, lambda pack: pack.milestones),
            scenarios=_declared(packs, lambda pack: pack.scenarios),
            channels={owner: tuple(sorted(found)) for owner, found in channels.items()},
            givers=_givers(procedures, grouped),
            line_index=_index_lines(grouped),
        )

    @cached_property
    def on_ages(self) -> tuple[Within | Born, ...]:
        """The conditions on an age or a birth date that these rules write, each once."""
        written = (leaf for condition in self.conditions() for leaf in leaves(condition))
        return tuple(dict.fromkeys(leaf for leaf in written if not isinstance(leaf, Has)))

    def conditions(self) -> Iterator[Condition]:
        """Every condition that these rules write: of statements, milestones and scenarios."""
        stated = one_after_another.from_iterable(self.statements.values())
        declared: Iterable[AnyStatement | Milestone | ScenarioRule] = one_after_another(
            stated, self.milestones.values(), self.scenarios.values()
        )
        return one_after_another.from_iterable(map(conditions_of, declared))

    def facts_in(self, condition: Condition) -> frozenset[str]:
        """The facts that a condition of these rules looks at."""
        found = self._facts_in.get(id(condition))
        if found is None:
            found = frozenset(fact_of(leaf) for leaf in leaves(condition))
            self._kept.append(condition)  # so that no other condition can get its id
            self._facts_in[id(condition)] = found
        return found

    @staticmethod
    def levels(channel: str | None) -> tuple[str | None, ...]:
        """Where statements on a channel may stand: the procedure, the channel's kind, the channel itself."""
        if channel is None:
            return (None,)
        kind = channel.partition(":")[0]
        return (None, kind) if kind == channel else (None, kind, channel)

    def candidates(
        self, owner: str, name: FieldName, channel: str | None = None, line: str | None = None
    ) -> tuple[AnyStatement, ...]:
        """The statements in force on one field, from the procedure's to the named channel's."""
        return tuple(
            statement
            for level in self.levels(channel)
            for statement in self.statements.get(Field(owner, name, level, line), ())
        )

    def lines(self, owner: str, name: FieldName, channel: str | None) -> tuple[str, ...]:
        """The lines that any statement names for a field with lines, sorted."""
        levels = self.levels(channel)
        stated = self.line_index.get((owner, name), {})
        return tuple(sorted(line for line, at in stated.items() if not at.isdisjoint(levels)))


def conditions_of(declared: AnyStatement | Milestone | ScenarioRule) -> Iterator[Condition]:
    """Every condition that a statement or a declaration writes; of a statement first whom it is about."""
    match declared:
        case Statement():
            yield declared.about
            yield from conditions_in(declared.value)
        case Milestone(holds=holds, running=running):
            yield from filter(None, (holds, running.when if running else None))
        case ScenarioRule(goal=goal, urgent=urgent):
            yield from (need.when for need in (*goal, *(need for group in urgent for need in group)))


def conditions_in(value: object) -> Iterator[Condition]:
    """Every condition inside a value."""
    match value:
        case AllOf() | AnyOf() | Not() | Has() | Within() | Born():
            yield value
        case Copies(when=when, one_of=one_of):
            yield when
            yield from (alternative.when for alternative in one_of)
        case _:
            yield from (need.when for need in members(value, Need))
            yield from (give.when for give in members(value, Give))
            yield from (alternative.when for alternative in members(value, Alternative))


def _index_lines(fields: Iterable[Field]) -> dict[tuple[str, FieldName], dict[str, set[str | None]]]:
    index: dict[tuple[str, FieldName], dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for field in fields:
        if field.line is not None:
            index[field.owner, field.name][field.line].add(field.channel)
    return index


def _givers(procedures: dict[str, Procedure], grouped: dict[Field, list[AnyStatement]]) -> dict[str, tuple[str, ...]]:
    """Milestone → the procedures that may give it, by any statement of any channel, and their packages."""
    found: dict[str, set[str]] = defaultdict(set)
    for field, statements in grouped.items():
        if field.name is FieldName.GIVES:
            for statement in statements:
                for give in members(statement.value, Give):
                    found[give.milestone].add(field.owner)
    for package in procedures.values():
        for joined in package.joins:
            for givers in found.values():
                if joined in givers:
                    givers.add(package.id)
    return {milestone: tuple(sorted(givers)) for milestone, givers in found.items()}
