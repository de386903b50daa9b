"""The nearest fixes in words: what would open a channel or a way, who can bring it about, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from medcard.assembly import wording
from medcard.assembly.named import Names
from medcard.bringing import BIRTH, Change, How
from medcard.grounding.grounded import Reason
from medcard.model import Text
from medcard.nearest import Changes, Found, Nearest
from medcard.plan import Fix, FixChange, Plan, RejectedChannel

CHANNEL = (Text("就能走这条路", "this way is open"), Text("才能走这条路", "this way is open"))
PLAN = (Text("就有办法", "there is a way"), Text("才有办法", "there is a way"))
HOPELESS = {
    Reason.CONDITION: Text(
        "您这边改变什么都走不了这条路", "nothing that could change on your side would open this way"
    ),
    Reason.WITHDRAWN: Text(
        "已经停办，改变什么都没有用", "it has been withdrawn; nothing on your side would bring it back"
    ),
    Reason.NOT_STATED: Text("这里没有这条路", "there is no such way here"),
    Reason.DONE: Text("办过了，不用再办", "it is done and need not be done again"),
    Reason.TURNED_AWAY: Text("换个渠道，或者先打电话问清楚", "take another channel, or call and ask first"),
}
FINAL = (Reason.NOT_STATED, Reason.DONE, Reason.TURNED_AWAY)
"""Reasons that no change of facts would remove."""
TOO_FAR = Text("要同时变的太多，走不了这条路", "too much would have to change at once")


class Fixing:
    """Puts the fixes for one person into words."""

    def __init__(self, nearest: Nearest, names: Names) -> None:
        self.nearest = nearest
        self.names = names

    def plan(self, plan: Plan) -> Plan:
        """``plan`` with the nearest fix of every rejected channel."""
        return attrs.evolve(plan, rejected=self.channels(plan.rejected))

    def channels(self, rejected: Iterable[RejectedChannel]) -> tuple[RejectedChannel, ...]:
        """Each with its nearest fix, or with why nothing helps; what is only worse needs none."""
        return tuple(each if each.reason == Reason.DOMINATED else self._channel(each) for each in rejected)

    def _channel(self, rejected: RejectedChannel) -> RejectedChannel:
        if rejected.reason in FINAL:
            return attrs.evolve(rejected, hopeless=HOPELESS[Reason(rejected.reason)])
        found = self.nearest.of_channel(rejected.procedure, rejected.channel)
        if found.fixes:
            return attrs.evolve(rejected, fix=self._fix(found.fixes[0], CHANNEL))
        return attrs.evolve(rejected, hopeless=HOPELESS[Reason(rejected.reason)] if found.exact else TOO_FAR)

    def ways(self, found: Found) -> tuple[Fix, ...]:
        """Fixes with which there would be a plan."""
        return tuple(self._fix(changes, PLAN) for changes in found.fixes)

    def _fix(self, changes: Changes, then: tuple[Text, Text]) -> Fix:
        made = tuple(self._change(change) for change in changes)
        return Fix(changes=made, text=_said(made, *then))

    def _change(self, change: Change) -> FixChange:
        fact, value = change
        acts = self.nearest.bringing.acts(change)
        return FixChange(
            fact=fact,
            value=value,
            by=self.nearest.bringing.how(change).value,
            procedure=acts[0] if len(acts) == 1 else None,
            text=self._act(acts[0]) if len(acts) == 1 else self._clause(fact, value),
        )

    def _act(self, procedure: str) -> Text:
        name = self.names.procedure(procedure)
        return Text(f"先办好“{name.zh}”", f"“{name.get('en')}” is done first")

    def _clause(self, fact: str, value: str) -> Text:
        if fact in BIRTH:
            number, older = int(value), self.nearest.bringing.how((fact, value)) is How.TIME
            return wording.number(fact, number if older else 0, None if older else number)
        return wording.case(fact, (value,), self.names.facts)


def _said(changes: Sequence[FixChange], then: Text, only: Text) -> Text:
    """One sentence: what must be so, what follows, and whether nobody can change it."""
    ordered = sorted(changes, key=lambda change: change.procedure is None)
    zh, en = _together(ordered)
    if any(change.by == "nobody" for change in changes):
        return Text(f"只有{zh}，{only.zh}；您不是这种情况", f"{only.get('en')} only if {en}; that is not your case")
    if any(change.by == "time" for change in changes):
        return Text(f"要等到{zh}，{only.zh}", f"{only.get('en')} once {en}")
    lead = "" if ordered[0].procedure else "如果"
    return Text(f"{lead}{zh}，{then.zh}", f"{then.get('en')} if {en}")


def _together(changes: Sequence[FixChange]) -> tuple[str, str]:
    """Several clauses as one, Chinese and English."""
    *first, last = [change.text for change in changes]
    if not first:
        return last.zh, last.get("en")
    zh, en = "，".join(text.zh for text in first), ", ".join(text.get("en") for text in first)
    return f"{zh}，而且{last.zh}", f"{en} and {last.get('en')}"
