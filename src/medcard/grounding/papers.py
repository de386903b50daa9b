"""The papers that one person is asked for at one act."""

from __future__ import annotations

from collections.abc import Iterator

from medcard.choosing import Chooser
from medcard.conditions import ALWAYS, Known
from medcard.grounding.grounded import Demand
from medcard.grounding.holding import Holding
from medcard.model import NO_PAPER, Alternative, Copies, Field, FieldName, members

DEEPEST = 6
"""Groups inside groups; deeper ones are circles."""


def demand(chooser: Chooser, owner: str, channel: str, line: str, known: Known, holding: Holding) -> Demand | None:
    """What one line asks of this person at this act; None for nothing.

    A demand without alternatives cannot be met by this person: the act is not for them.
    """
    chosen = chooser.one(owner, FieldName.REQUIREMENTS, channel, line, known=known)
    copies = chosen.value
    if not isinstance(copies, Copies) or copies == NO_PAPER or not chooser.holds(copies.when, known):
        return None
    if copies.one_of:
        papers = tuple(p for each in copies.one_of for p in _expand(chooser, each, known, DEEPEST))
    else:
        papers = tuple(_expand(chooser, Alternative(paper=line), known, DEEPEST))
    papers = tuple(dict.fromkeys(papers))
    brought = tuple(paper for paper in papers if _is_brought(chooser, paper, holding))
    counted = () if any(_from_counter(chooser, paper) for paper in papers) else brought
    return Demand(line=line, alternatives=papers, counted=counted, chosen=chosen)


def lacking(chooser: Chooser, owner: str, line: str) -> bool:
    """Whether some statement on a line may leave somebody without any paper: all that it accepts have conditions."""
    rules = chooser.rules
    levels = rules.line_index.get((owner, FieldName.REQUIREMENTS), {}).get(line, ())
    fields = (Field(owner, FieldName.REQUIREMENTS, channel, line) for channel in levels)
    stated = (statement.value for field in fields for statement in rules.statements.get(field, ()))
    groups = (value.one_of or (Alternative(paper=line),) for value in stated if isinstance(value, Copies))
    return any(all(_conditional(chooser, each, DEEPEST) for each in group) for group in groups)


def _conditional(chooser: Chooser, alternative: Alternative, depth: int) -> bool:
    """Whether there may be somebody whom an alternative gives no paper."""
    if depth == 0 or alternative.when is not ALWAYS:
        return True
    key = ("lacking", alternative.paper, depth)
    return chooser.recall(key, lambda: _has_conditions(chooser, alternative.paper, depth))


def _has_conditions(chooser: Chooser, paper: str, depth: int) -> bool:
    """Whether a group of papers may hold none for somebody; a paper that is no group is had by everybody."""
    stated = chooser.rules.statements.get(Field(paper, FieldName.ONE_OF), ())
    groups = (members(each.value, Alternative) for each in stated)
    return any(group and all(_conditional(chooser, each, depth - 1) for each in group) for group in groups)


def _expand(chooser: Chooser, alternative: Alternative, known: Known, depth: int) -> Iterator[str]:
    """The papers behind one alternative that fit this person, in order of preference."""
    if depth == 0 or not chooser.holds(alternative.when, known):
        return
    group = chooser.one(alternative.paper, FieldName.ONE_OF, known=known)
    inside = members(group.value, Alternative)
    if not inside:
        yield alternative.paper
    for inner in inside:
        yield from _expand(chooser, inner, known, depth - 1)


def _from_counter(chooser: Chooser, paper: str) -> bool:
    """Whether the counter hands the paper out, so that nobody has to bring one."""
    declared = chooser.rules.papers.get(paper)
    return declared is not None and declared.from_counter


def _is_brought(chooser: Chooser, paper: str, holding: Holding) -> bool:
    """Whether the paper can be had beforehand: it is not what a step of the plan hands out."""
    declared = chooser.rules.papers.get(paper)
    return declared is None or declared.comes_with is None or holding.since_start(declared.comes_with)
