"""One channel of one procedure resolved for one person: an act, or the reason why it is not for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from medcard.choosing import NOTHING, Chooser, Chosen
from medcard.conditions import Condition, Has, Known, Within, failing
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import Cause, Demand, Given, GroundedAct, Reason, Rejected, Terms
from medcard.grounding.holding import Holding
from medcard.grounding.papers import demand
from medcard.grounding.waits import waits
from medcard.model import Copies, Fee, FieldName, Give, Need, Opening, Place, Special, Text, Window, members
from medcard.problem import Action, Span

BODILESS = frozenset({"bank-phone", "phone", "app", "mini-program", "website", "mail", "home", "hospital"})
"""Kinds of channel that cost the person no visit."""
ROUND_THE_CLOCK = frozenset({"bank-phone", "phone", "app", "mini-program", "website"})
INSTITUTIONS = {"employer": "employer", "school": "school"}
"""Kinds of channel whose act is not the person's own."""
UNDER_16 = Within(fact="age", least=0, most=15)
CAN_TRAVEL = Has(fact="can-travel", values=("yes",))
FREE = Fee(least=0, most=0)

NO_PAPER_FITS = Text("这里列出的证件, 您一样都没有", "none of the accepted papers fits this person")
NOBODY_MAY = Text("您和能替您去的人, 都不能走这个渠道", "nobody who can go may use this channel")
ENDED = Text("这个渠道在当地已经停办", "this channel has been withdrawn here")


class Acts:
    """Resolves channels for one person."""

    def __init__(self, chooser: Chooser, calendars: Calendars, holding: Holding) -> None:
        self.chooser = chooser
        self.rules = chooser.rules
        self.calendars = calendars
        self.holding = holding

    def acts(self, procedure: str) -> tuple[GroundedAct | Rejected, ...]:
        """What becomes of every channel of ``procedure``, in the order of their ids."""
        channels = self.rules.channels.get(procedure, ())
        return self.chooser.recall((procedure,), lambda: tuple(self.act(procedure, channel) for channel in channels))

    def act(self, procedure: str, channel: str) -> GroundedAct | Rejected:
        """The act of ``procedure`` by ``channel``, or the rejection with its causes."""
        return self.chooser.recall((procedure, channel), lambda: self._resolve(procedure, channel))

    def _resolve(self, procedure: str, channel: str) -> GroundedAct | Rejected:
        actor = self.admission(procedure, channel)
        if isinstance(actor, Rejected):
            return actor
        papers = tuple(self.papers(procedure, channel, actor).values())
        missing = [paper for paper in papers if not paper.alternatives]
        if missing:
            causes = tuple(self._cause(None, NO_PAPER_FITS, paper.chosen) for paper in missing)
            return Rejected(procedure=procedure, channel=channel, reason=Reason.CONDITION, causes=causes)
        return self._build(procedure, channel, actor, papers)

    def admission(self, procedure: str, channel: str) -> str | Rejected:
        """Who does the act where the channel is there and admits the person, else why it is not for them."""
        return self.chooser.recall(("who", procedure, channel), lambda: self._admission(procedure, channel))

    def _admission(self, procedure: str, channel: str) -> str | Rejected:
        exists = self.chooser.one(procedure, FieldName.CHANNEL, channel)
        if exists.value is Special.WITHDRAWN:
            ended = (self._cause(None, ENDED, exists),)
            return Rejected(procedure=procedure, channel=channel, reason=Reason.WITHDRAWN, causes=ended)
        causes = self._not_admitted(procedure, channel)
        actor = self._actor(procedure, channel)
        if isinstance(actor, str) and not causes:
            return actor
        causes = causes if isinstance(actor, str) else (*causes, *actor)
        return Rejected(procedure=procedure, channel=channel, reason=Reason.CONDITION, causes=causes)

    def papers(self, procedure: str, channel: str, actor: str) -> dict[str, Demand]:
        """What is asked for when ``actor`` does the act, by line."""
        lines = (line for line in self.rules.lines(procedure, FieldName.REQUIREMENTS, channel) if line != "*")
        found = ((line, self.paper(procedure, channel, actor, line)) for line in lines)
        return {line: demand for line, demand in found if demand is not None}

    def paper(self, procedure: str, channel: str, actor: str, line: str) -> Demand | None:
        """What one line asks for when ``actor`` does the act; None where it asks for nothing."""
        known = self.chooser.known.acting(actor)
        return self.chooser.recall(
            ("paper", procedure, channel, actor, line),
            lambda: demand(self.chooser, procedure, channel, line, known, self.holding),
        )

    def terms(self, procedure: str, channel: str, actor: str) -> Terms:
        """Where and when ``actor`` can do the act, at what fee, and what it gives."""
        return self.chooser.recall(("terms", procedure, channel, actor), lambda: self._terms(procedure, channel, actor))

    def _cause(self, condition: Condition | None, text: Text, chosen: Chosen[Any] | None) -> Cause:
        statement = chosen.statement if chosen else None
        return Cause(
            condition=condition,
            text=text,
            source=statement.source if statement else None,
            origin=statement.origin if statement else None,
            region=statement.origin.region if statement else None,
        )

    def _not_admitted(self, procedure: str, channel: str) -> tuple[Cause, ...]:
        """Why the procedure or the channel does not admit this person; both must."""
        causes: list[Cause] = []
        for chosen in (
            self.chooser.one(procedure, FieldName.ONLY_IF),
            self.chooser.of_channel(procedure, FieldName.ONLY_IF, channel),
        ):
            causes += self._unmet(chosen)
        return tuple(causes)

    def _unmet(self, chosen: Chosen[Condition]) -> tuple[Cause, ...]:
        """The parts of a stated condition that this person does not meet."""
        condition = chosen.value
        if isinstance(condition, Special) or self.chooser.holds(condition):
            return ()
        parts = failing(condition, self.chooser.known) or (condition,)
        return tuple(self._cause(part, Text(""), chosen) for part in parts)

    def _actor(self, procedure: str, channel: str) -> str | tuple[Cause, ...]:
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
            if candidate == "self" and kind not in BODILESS and not self.chooser.holds(CAN_TRAVEL):
                refusal = (*refusal, self._cause(CAN_TRAVEL, Text(""), None))
            if not refusal:
                return candidate
            refusals += refusal
        return tuple(refusals)

    def _refusal(
        self, procedure: str, channel: str, actor: str, lines: Sequence[str], *, stated_only: bool
    ) -> tuple[Cause, ...]:
        """Why ``actor`` may not do it; empty if they may. Without a line, only the person concerned may."""
        chosen = self.chooser.one(procedure, FieldName.WHO, channel, actor) if actor in lines else NOTHING
        if not chosen.stated:
            if stated_only or chosen.value is Special.WITHDRAWN:
                return (self._cause(Has(fact="acts", values=tuple(lines)), NOBODY_MAY, chosen),)
            return ()
        return self._unmet(chosen)

    def _build(self, procedure: str, channel: str, actor: str, papers: tuple[Demand, ...]) -> GroundedAct:
        one, known = self.chooser.one, self.chooser.known.acting(actor)
        terms = self.terms(procedure, channel, actor)
        return GroundedAct(
            procedure=procedure,
            channel=channel,
            place=terms.place,
            opening_chosen=terms.opening_chosen,
            fee=terms.fee,
            fee_chosen=terms.fee_chosen,
            demands=papers,
            gives=terms.gives,
            deadline=one(procedure, FieldName.DEADLINE, channel, known=known),
            note=one(procedure, FieldName.NOTE, channel, known=known),
            used=(one(procedure, FieldName.CHANNEL, channel), *terms.used),
            action=attrs.evolve(terms.action, materials=materials(actor, papers)),
        )

    def _terms(self, procedure: str, channel: str, actor: str) -> Terms:
        one, known = self.chooser.one, self.chooser.known.acting(actor)
        declared = self.rules.procedures[procedure]
        kind = channel.partition(":")[0]
        visit = kind not in BODILESS and kind not in INSTITUTIONS
        at = one(procedure, FieldName.AT, channel, known=known)
        place = self._place(at.value if isinstance(at.value, str) else f"{declared.authority}-{kind}")
        opening_chosen = self._opening(procedure, channel, place, known)
        fee_chosen = one(procedure, FieldName.FEE, channel, known=known)
        fee = self._fee(fee_chosen)
        needs_chosen = one(procedure, FieldName.NEEDS, channel, known=known)
        gives_chosen, gives = self._gives(procedure, channel, known)
        windows = one(procedure, FieldName.WINDOWS, channel, known=known)
        action = Action(
            id=f"{procedure}@{channel}",
            once=(procedure, *declared.joins),
            who=actor,
            place=place.id if visit else None,
            open=self.calendars.named(self._days(opening_chosen, kind)),
            windows=self.calendars.windows(members(windows.value, Window)),
            needs=self._milestones(needs_chosen, known),
            gives=_spans(gives),
            fee=fee.most,
        )
        return Terms(
            place=place,
            opening_chosen=opening_chosen,
            fee=fee,
            fee_chosen=fee_chosen,
            gives=gives,
            used=(at, needs_chosen, gives_chosen, windows),
            action=action,
        )

    def _place(self, place_id: str) -> Place:
        place = self.rules.places.get(place_id, Place(id=place_id))
        seen = {place.id}
        while place.same_as is not None and place.same_as not in seen:
            seen.add(place.same_as)
            place = self.rules.places.get(place.same_as, Place(id=place.same_as))
        return place

    def _opening(self, procedure: str, channel: str, place: Place, known: Known) -> Chosen[Opening]:
        own: Chosen[Opening] = self.chooser.one(procedure, FieldName.OPEN, channel, known=known)
        return own if own.statement else self.chooser.one(place.id, FieldName.OPEN, known=known)

    def _days(self, chosen: Chosen[Opening], kind: str) -> Opening:
        if isinstance(chosen.value, Opening):
            return chosen.value
        return Opening(name="daily" if kind in ROUND_THE_CLOCK else "working")

    def _fee(self, chosen: Chosen[Fee]) -> Fee:
        """The fee stated; what is not published takes the national assumption; unmentioned is free."""
        if isinstance(chosen.value, Fee):
            return chosen.value
        if chosen.statement is not None and chosen.value is Special.UNKNOWN:
            assumed = self.chooser.one("fee", FieldName.ASSUMED).value
            if isinstance(assumed, Fee):
                return assumed
        return FREE

    def _milestones(self, chosen: Chosen[tuple[Need, ...]], known: Known) -> tuple[str, ...]:
        needs = members(chosen.value, Need)
        return tuple(dict.fromkeys(need.milestone for need in needs if self.chooser.holds(need.when, known)))

    def _gives(self, procedure: str, channel: str, known: Known) -> tuple[Chosen[tuple[Give, ...]], tuple[Given, ...]]:
        """What the act makes true; a package without its own word gives all that it joins."""
        chosen: Chosen[tuple[Give, ...]] = self.chooser.one(procedure, FieldName.GIVES, channel, known=known)
        gives = list(members(chosen.value, Give))
        if not gives:
            for joined in self.rules.procedures[procedure].joins:
                gives += members(self.chooser.one(joined, FieldName.GIVES, known=known).value, Give)
        held: dict[str, Given] = {}
        for give in gives:
            if self.chooser.holds(give.when, known):
                waiting = waits(self.chooser, procedure, channel, give.stages, known)
                held.setdefault(give.milestone, Given(milestone=give.milestone, waits=waiting))
        return chosen, tuple(held.values())


def _spans(gives: tuple[Given, ...]) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """What an act gives, as the problem writes it."""
    return tuple((given.milestone, tuple(span for wait in given.waits for span in wait.spans)) for given in gives)


def materials(actor: str, papers: Iterable[Demand]) -> tuple[tuple[str, ...], ...]:
    """The groups that count: what the person brings, or hands to the employer or the school."""
    theirs = actor not in INSTITUTIONS.values()
    return tuple(
        paper.counted
        for paper in papers
        if paper.counted and (theirs or (isinstance(paper.chosen.value, Copies) and paper.chosen.value.from_person))
    )
