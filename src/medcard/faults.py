"""What can be wrong with packs that each of them is well written: closed codes, and what a pack accepts of them."""

from __future__ import annotations

import attrs

from medcard.conditions import ALWAYS, Condition
from medcard.facts import Choice
from medcard.record import Record
from medcard.values import Text


class Fault(Choice):
    """The stable code of every kind of finding of a proof, with what it means in Chinese and English."""

    UNSERVED = (
        "unserved",
        "这种情形要办成的事，有人怎么办都办不成",
        "some people can never reach what the scenario wants",
    )
    NO_CHANNEL = "no-channel", "事项收这些人，渠道却都不收", "a procedure admits people whom no channel of it admits"
    NO_ACTOR = "no-actor", "渠道收这些人，却没有谁可以去办", "a channel admits people for whom nobody may act"
    NO_PAPER = "no-paper", "要一份材料，这些人却没有一样能用", "a paper is asked for of which no alternative fits"
    NO_VALUE = "no-value", "对有的人写了，对这些人什么都没写", "stated for some people, and nothing for others"
    TIE = "tie", "两种说法不分高下，只能按来源编号挑", "two statements differ and only ids of sources decide"
    AGAINST_LAW = "against-law", "和全国不许改的规定不一样，用不上", "differs from national law that may not be changed"
    NEVER_USED = "never-used", "特殊规定总是输给更强的一般规定", "an exception that always loses to a stronger rule"
    DEAD_CONDITION = "dead-condition", "写在这里，没有人符合的条件", "a condition that nobody meets where it stands"
    IDLE_CHANNEL = "idle-channel", "没有人能用的渠道", "a channel that nobody can use"
    NOTHING_WITHDRAWN = "nothing-withdrawn", "要取消的东西本来就没有", "withdraws what nothing states"


OF_NOBODY = (Fault.DEAD_CONDITION, Fault.IDLE_CHANNEL, Fault.NOTHING_WITHDRAWN)
"""Faults that are true of everybody, so that nobody can be taken out of them."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Accepted(Record):
    """A finding that a pack knows of and leaves: its code, where it is, for which people, and why in words.

    ``where`` may be a pattern with ``*``. ``about``: the people for whom it is left. ``line``: where the pack says so.
    """

    fault: Fault
    where: str
    about: Condition = ALWAYS
    why: Text
    line: int
