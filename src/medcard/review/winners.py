"""Field by field, which statements of a chain come first, for whom, and by which criterion the others lose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from medcard.catalogue import AnyStatement, Rules
from medcard.choosing import CRITERIA, Rank, Ranked, ranked
from medcard.conditions import ALWAYS, Condition
from medcard.model import Field, FieldName, Special, Text
from medcard.record import Record

Said = tuple[Any, Condition]
"""A value and whom it is about."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Loser(Record):
    """A statement that is never used, and why: ``by``, the first criterion in which a winner is better."""

    statement: AnyStatement
    by: Text


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contest(Record):
    """The statements on one field at one level.

    ``winners`` are used, each for those whom it is about and whom no earlier one is about; after one about everybody
    none can be. ``unpublished``: what looked for a value and found none, which beats nothing.
    """

    field: Field
    winners: tuple[AnyStatement, ...]
    losers: tuple[Loser, ...]
    unpublished: tuple[AnyStatement, ...]

    @property
    def statements(self) -> tuple[AnyStatement, ...]:
        """All of them: winners, losers, unpublished."""
        return (*self.winners, *(loser.statement for loser in self.losers), *self.unpublished)

    @property
    def used(self) -> tuple[AnyStatement, ...]:
        """The winners; where there is none the first that found nothing published."""
        return self.winners or self.unpublished[:1]

    @property
    def outcome(self) -> tuple[Said, ...]:
        """What comes out for whom, whoever says so."""
        return _outcome(self.used)

    def without(self, statement: AnyStatement) -> tuple[Said, ...]:
        """The outcome if one statement were not there."""
        left = [each for each in (*self.winners, *(loser.statement for loser in self.losers)) if each is not statement]
        return _outcome(_winning(left) or [each for each in self.unpublished if each is not statement][:1])


def contests(rules: Rules) -> Iterator[Contest]:
    """Every field at every level on which something is said: of procedures, then channel by channel; sorted."""
    fields = set(rules.statements)
    for owner, name, _, line in {(f.owner, f.name, f.channel, f.line) for f in rules.statements}:
        if name is not FieldName.CHANNEL:
            fields.update(Field(owner, name, channel, line) for channel in rules.channels.get(owner, ()))
    for field in sorted(fields, key=reading_order):
        contest = contest_on(rules, field)
        if contest is not None:
            yield contest


def reading_order(field: Field) -> tuple[str, str, str, str]:
    """By owner, what holds for all channels first, then by field and line."""
    return field.owner, field.channel or "", field.name, field.line or ""


def on_field(field: Field, named: str) -> bool:
    """Whether a field is what somebody names: an owner, an owner's channel, a field of either, or one of its lines.

    A field named without a channel is meant on every channel.

    >>> field = Field("card-reissue", FieldName.WAIT, "bank", "review")
    >>> [on_field(field, name) for name in ("card-reissue", "card-reissue@bank", "card-reissue.wait", "card")]
    [True, True, True, False]
    """
    whole = str(field)
    short = str(attrs.evolve(field, channel=None)) if field.name is not FieldName.CHANNEL else field.owner
    return any(text == named or text.startswith((f"{named}.", f"{named}@")) for text in (whole, short))


def contest_on(rules: Rules, field: Field) -> Contest | None:
    """The statements on one field; None where the level above has the same ones, or there are none."""
    places = _places(rules, field)
    above = rules.levels(field.channel)[:-1]
    same = above and places == _places(rules, attrs.evolve(field, channel=above[-1]))
    return None if same or not places else contest_at(rules, field)


def contest_at(rules: Rules, field: Field) -> Contest:
    """The statements on one field, whether they stand at its level or above, or nowhere."""
    places = _places(rules, field)
    unpublished = tuple(statement for _, statement in places if statement.value is Special.UNKNOWN)
    said = [(place, statement) for place, statement in places if statement.value is not Special.UNKNOWN]
    winners = _winning([statement for _, statement in said])
    losers = (
        Loser(statement=statement, by=_criterion(said[len(winners) - 1][0], place))
        for place, statement in said[len(winners) :]
    )
    return Contest(field=field, winners=tuple(winners), losers=tuple(losers), unpublished=unpublished)


def winners_of_channel(rules: Rules, field: Field) -> Sequence[AnyStatement]:
    """The winners among what is said of the channel itself: its admission is chosen beside the procedure's."""
    said = (statement for _, statement in _places(rules, field) if statement.field.channel is not None)
    return _winning([each for each in said if each.value is not Special.UNKNOWN])


def _places(rules: Rules, field: Field) -> tuple[Ranked, ...]:
    return ranked(rules, field.owner, field.name, field.channel, field.line)


def _winning(said: Sequence[AnyStatement]) -> Sequence[AnyStatement]:
    """Of statements in the order of their ranks those up to the first about everybody."""
    last = next((index for index, statement in enumerate(said) if statement.about == ALWAYS), len(said))
    return said[: last + 1]


def _outcome(winners: Iterable[AnyStatement]) -> tuple[Said, ...]:
    return tuple(dict.fromkeys((each.value, each.about) for each in winners))


def _criterion(better: Rank, worse: Rank) -> Text:
    differing = (words for words, one, other in zip(CRITERIA, better, worse, strict=True) if one != other)
    return next(differing, CRITERIA[-1])
