"""Whether one channel of one procedure is for this person, and all that stands against it if not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from medcard.catalogue import Rules
from medcard.choosing import NOTHING, Chooser, Chosen
from medcard.conditions import Condition, Has, Within, failing
from medcard.grounding.grounded import Cause, Demand
from medcard.grounding.holding import Holding
from medcard.grounding.papers import demand, lacking
from medcard.model import FieldName, Need, Special, Text, members

BODILESS = frozenset({"bank-phone", "phone", "app", "mini-program", "website", "mail", "home", "hospital"})
"""Kinds of channel that cost the person no visit."""
INSTITUTIONS = {"employer": "employer", "school": "school"}
"""Kinds of channel whose act is not the person's own."""
UNDER_16 = Within(fact="age", least=0, most=15)
CAN_TRAVEL = Has(fact="can-travel", values=("yes",))
IN_COUNTRY = Has(fact="now-in", values=("same-area", "same-province", "other-province"))
TO_GO_ONESELF = (CAN_TRAVEL, IN_COUNTRY)
"""What must be so of a person who goes to a counter."""

NO_PAPER_FITS = Text("这里列出的证件，您一样都没有", "none of the accepted papers fits this person")
NOBODY_MAY = Text("您和能替您去的人，都不能走这个渠道", "nobody who can go may use this channel")
ENDED = Text("这个渠道在当地已经停办", "this channel has been withdrawn here")

Causes = tuple[Cause, ...]
Check = Callable[[str, str], Causes]


class Admission:
    """Looks at what stands against a channel of a procedure, one check after the other."""

    def __init__(self, chooser: Chooser, holding: Holding) -> None:
        self.chooser = chooser
        self.rules = chooser.rules
        self.holding = holding

    def checks(self) -> tuple[tuple[str, Check], ...]:
        """Every check by name, in order: a channel is for this person if none finds a cause.

        Each takes procedure and channel; the papers are looked at only for somebody who may act.
        """
        return (
            ("ended", self.ended),
            ("procedure", self.refused_by_procedure),
            ("channel", self.refused_by_channel),
            ("actor", self.nobody_may),
            ("start", self.refused_by_start),
            ("papers", self.no_paper_fits),
        )

    def ended(self, procedure: str, channel: str) -> Causes:
        """That the channel has been withdrawn."""
        exists = self.chooser.one(procedure, FieldName.CHANNEL, channel)
        return (_cause(None, ENDED, exists),) if exists.value is Special.WITHDRAWN else ()

    def refused_by_procedure(self, procedure: str, _: str) -> Causes:
        """What the procedure asks for, whatever the channel, and this person does not meet."""
        return self._unmet(self.chooser.one(procedure, FieldName.ONLY_IF))

    def refused_by_channel(self, procedure: str, channel: str) -> Causes:
        """What this channel asks for and this person does not meet."""
        return self._unmet(self.chooser.of_channel(procedure, FieldName.ONLY_IF, channel))

    def nobody_may(self, procedure: str, channel: str) -> Causes:
        """Why neither the person nor anybody who is there may act."""
        actor = self.actor(procedure, channel)
        return actor if isinstance(actor, tuple) else ()

    def refused_by_start(self, procedure: str, channel: str) -> Causes:
        """Of what the act needs, that which no act of any pack brings about and which is not so for this person."""
        actor = self.actor(procedure, channel)
        return () if isinstance(actor, tuple) else self._never_so(procedure, channel, actor)

    def _never_so(self, procedure: str, channel: str, actor: str) -> Causes:
        known = self.chooser.known.acting(actor)
        chosen: Chosen[tuple[Need, ...]] = self.chooser.one(procedure, FieldName.NEEDS, channel, known=known)
        found: list[Cause] = []
        for need in members(chosen.value, Need):
            start = only_at_start(self.rules, need.milestone)
            if start and self.chooser.holds(need.when, known) and not self.holding.since_start(need.milestone):
                found.append(_cause(start, Text(""), chosen))
        return tuple(found)

    def no_paper_fits(self, procedure: str, channel: str) -> Causes:
        """The papers asked for of which this person has none."""
        actor = self.actor(procedure, channel)
        if isinstance(actor, tuple):
            return ()
        lines = self.rules.lines(procedure, FieldName.REQUIREMENTS, channel)
        doubtful = (line for line in lines if line != "*" and self._may_be_lacking(procedure, line))
        asked = (self.paper(procedure, channel, actor, line) for line in doubtful)
        return missing(demand for demand in asked if demand is not None)

    def _may_be_lacking(self, procedure: str, line: str) -> bool:
        """Whether there could be somebody who has none of the papers of a line; for most lines everybody has one."""
        return self.chooser.recall(("lacking", procedure, line), lambda: lacking(self.chooser, procedure, line))

    def papers(self, procedure: str, channel: str, actor: str) -> dict[str, Demand]:
        """What is asked for when ``actor`` does the act, by line."""
        lines = (line for line in self.rules.lines(procedure, FieldName.REQUIREMENTS, channel) if line != "*")
        found = ((line, self.paper(procedure, channel, actor, line)) for line in lines)
        return {line: asked for line, asked in found if asked is not None}

    def paper(self, procedure: str, channel: str, actor: str, line: str) -> Demand | None:
        """What one line asks for when ``actor`` does the act; None where it asks for nothing."""
        known = self.chooser.known.acting(actor)
        return self.chooser.recall(
            ("paper", procedure, channel, actor, line),
            lambda: demand(self.chooser, procedure, channel, line, known, self.holding),
        )

    def _unmet(self, chosen: Chosen[Condition]) -> Causes:
        """The parts of a stated condition that this person does not meet."""
        condition = chosen.value
        if isinstance(condition, Special) or self.chooser.holds(condition):
            return ()
        parts = failing(condition, self.chooser.known) or (condition,)
        return tuple(_cause(part, Text(""), chosen) for part in parts)

    def actor(self, procedure: str, channel: str) -> str | Causes:
        """Who does the act, or why nobody may: who is available first, then the person concerned.

        Where no line of ``who`` speaks of the person or the guardian, the person concerned may (the guardian
        of somebody under 16).
        """
        kind = channel.partition(":")[0]
        lines = self.rules.lines(procedure, FieldName.WHO, channel)
        if kind in INSTITUTIONS:
            actor = INSTITUTIONS[kind]
            return self._refusal(procedure, channel, actor, lines, stated_only=False) or actor
        concerned = "guardian" if self.chooser.holds(UNDER_16) else "self"
        self.chooser.reads("acts")
        available = self.chooser.known.values.get("acts")
        refusals: list[Cause] = []
        for candidate in dict.fromkeys((available, concerned)):
            if candidate is None or candidate in INSTITUTIONS.values():
                continue
            own_line_needed = candidate != concerned or bool({"self", "guardian"} & set(lines))
            refusal = self._refusal(procedure, channel, candidate, lines, stated_only=own_line_needed)
            if candidate == "self" and kind not in BODILESS:
                refusal += tuple(_cause(each, Text(""), None) for each in TO_GO_ONESELF if not self.chooser.holds(each))
            if not refusal:
                return candidate
            refusals += refusal
        return tuple(refusals)

    def _refusal(self, procedure: str, channel: str, actor: str, lines: Sequence[str], *, stated_only: bool) -> Causes:
        """Why ``actor`` may not do it; empty if they may. Without a line, only the person concerned may."""
        chosen = self.chooser.one(procedure, FieldName.WHO, channel, actor) if actor in lines else NOTHING
        if not chosen.stated:
            if stated_only or chosen.value is Special.WITHDRAWN:
                return (_cause(Has(fact="acts", values=tuple(lines)), NOBODY_MAY, chosen),)
            return ()
        return self._unmet(chosen)


def only_at_start(rules: Rules, milestone: str) -> Condition | None:
    """The condition with which a milestone holds that no act of any pack brings about; None for any other."""
    declared = rules.milestones.get(milestone)
    if declared is None or declared.running is not None or rules.givers.get(milestone):
        return None
    return declared.holds


def missing(papers: Iterable[Demand]) -> Causes:
    """The demands that this person cannot meet, as causes."""
    return tuple(_cause(None, NO_PAPER_FITS, paper.chosen) for paper in papers if not paper.alternatives)


def _cause(condition: Condition | None, text: Text, chosen: Chosen[Any] | None) -> Cause:
    statement = chosen.statement if chosen else None
    return Cause(
        condition=condition,
        text=text,
        source=statement.source if statement else None,
        origin=statement.origin if statement else None,
        region=statement.origin.region if statement else None,
    )


def stated(chooser: Chooser, procedure: str, channel: str, actor: str) -> tuple[Chosen[Condition], ...]:
    """What is said of whom the procedure and the channel admit, and of whether ``actor`` may act."""
    return (
        chooser.one(procedure, FieldName.ONLY_IF),
        chooser.of_channel(procedure, FieldName.ONLY_IF, channel),
        chooser.one(procedure, FieldName.WHO, channel, actor),
    )
