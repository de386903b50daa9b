"""The wait of an act: the best cover of its stages by statements, and assumptions for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from medcard.choosing import NOTHING, Chooser, Chosen
from medcard.conditions import Known
from medcard.errors import MissingAssumption
from medcard.grounding.grounded import StageWait
from medcard.model import FieldName, Wait
from medcard.problem import Span, Unit

Cover = tuple[tuple[tuple[str, ...], Chosen[Wait] | None], ...]


def waits(
    chooser: Chooser, owner: str, channel: str | None, stages: Sequence[str], known: Known
) -> tuple[StageWait, ...]:
    """The waits of ``stages`` in their order.

    Of the statements that cover the stages without overlap (no further one would fit), the cover whose worst
    statement ranks best, then the one with fewest spans, then the smallest by stages. A stage that is left, and
    a missing upper end, take the national planning assumption. Raises MissingAssumption where there is none.
    """
    stated: list[tuple[tuple[str, ...], Chosen[Wait]]] = []
    for line in chooser.rules.lines(owner, FieldName.WAIT, channel):
        covered = tuple(line.split("+"))
        if set(covered) <= set(stages):
            chosen = chooser.one(owner, FieldName.WAIT, channel, line, known=known)
            if chosen.stated:
                stated.append((covered, chosen))
    best = min(_covers(tuple(stages), stated), key=_quality)
    return tuple(_assumed(chooser, part) if chosen is None else _span(chooser, part, chosen) for part, chosen in best)


def _covers(stages: tuple[str, ...], stated: Sequence[tuple[tuple[str, ...], Chosen[Wait]]]) -> Iterator[Cover]:
    """Every way to cover the stages in order, each left-over stage by itself."""
    if not stages:
        yield ()
        return
    first = stages[0]
    for covered, chosen in stated:
        if first in covered and set(covered) <= set(stages):
            rest = tuple(stage for stage in stages if stage not in covered)
            yield from (((covered, chosen), *others) for others in _covers(rest, stated))
    for others in _covers(stages[1:], stated):
        left = {first, *(stage for part, chosen in others if chosen is None for stage in part)}
        if not any(set(covered) <= left for covered, _ in stated):
            yield (((first,), None), *others)


def _quality(cover: Cover) -> tuple[Any, ...]:
    worst = max((chosen.rank for _, chosen in cover if chosen is not None), default=())
    return worst, len(cover), [part for part, _ in cover]


def _span(chooser: Chooser, stages: tuple[str, ...], chosen: Chosen[Wait]) -> StageWait:
    wait = chosen.value
    assert isinstance(wait, Wait)
    most, assumed = wait.most, False
    if most is None:
        assumed = True
        ends = [_assumption(chooser, stage).value for stage in stages]
        most = max(wait.least, sum(end.most or end.least for end in ends if isinstance(end, Wait)))
    spans = [Span(unit=wait.unit, least=wait.least, most=most)]
    if wait.from_next_month:
        spans.insert(0, Span(unit=Unit.NEXT_MONTH, least=1, most=1))
    return StageWait(stages=stages, spans=tuple(spans), chosen=chosen, assumed=assumed)


def _assumed(chooser: Chooser, stages: tuple[str, ...]) -> StageWait:
    chosen = _assumption(chooser, stages[0])
    wait = chosen.value
    assert isinstance(wait, Wait)
    span = Span(unit=wait.unit, least=wait.least, most=wait.least if wait.most is None else wait.most)
    return StageWait(stages=stages, spans=(span,), chosen=chosen, assumed=True)


def _assumption(chooser: Chooser, stage: str) -> Chosen[Any]:
    chosen = chooser.one(stage, FieldName.ASSUMED)
    if chosen is NOTHING or not chosen.stated:
        raise MissingAssumption(stage)
    return chosen
