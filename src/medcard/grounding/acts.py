"""One channel of one procedure resolved for one person: an act, or the reason why it is not for them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from medcard.choosing import Chooser, Chosen
from medcard.conditions import Known
from medcard.grounding.admission import BODILESS, INSTITUTIONS, Admission, missing
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import Demand, Given, GroundedAct, Reason, Rejected, Terms
from medcard.grounding.holding import Holding
from medcard.grounding.waits import waits
from medcard.model import Copies, Fee, FieldName, Give, Lead, Need, Opening, Place, Special, Window, members
from medcard.problem import Action, Span

ROUND_THE_CLOCK = frozenset({"bank-phone", "phone", "app", "mini-program", "website"})
FREE = Fee(least=0, most=0)


class Acts:
    """Resolves channels for one person."""

    def __init__(self, chooser: Chooser, calendars: Calendars, holding: Holding) -> None:
        self.chooser = chooser
        self.rules = chooser.rules
        self.calendars = calendars
        self.gate = Admission(chooser, holding)

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
        causes = missing(papers)
        if causes:
            return Rejected(procedure=procedure, channel=channel, reason=Reason.CONDITION, causes=causes)
        return self._build(procedure, channel, actor, papers)

    def admission(self, procedure: str, channel: str) -> str | Rejected:
        """Who does the act where the channel is there and admits the person, else why it is not for them."""
        return self.chooser.recall(("who", procedure, channel), lambda: self._admission(procedure, channel))

    def _admission(self, procedure: str, channel: str) -> str | Rejected:
        ended = self.gate.ended(procedure, channel)
        if ended:
            return Rejected(procedure=procedure, channel=channel, reason=Reason.WITHDRAWN, causes=ended)
        causes = (
            *self.gate.refused_by_procedure(procedure, channel),
            *self.gate.refused_by_channel(procedure, channel),
        )
        actor = self.gate.actor(procedure, channel)
        more = self.gate.refused_by_start(procedure, channel) if isinstance(actor, str) else actor
        causes = (*causes, *more)
        if isinstance(actor, str) and not causes:
            return actor
        return Rejected(procedure=procedure, channel=channel, reason=Reason.CONDITION, causes=causes)

    def papers(self, procedure: str, channel: str, actor: str) -> dict[str, Demand]:
        """What is asked for when ``actor`` does the act, by line."""
        return self.gate.papers(procedure, channel, actor)

    def paper(self, procedure: str, channel: str, actor: str, line: str) -> Demand | None:
        """What one line asks for when ``actor`` does the act; None where it asks for nothing."""
        return self.gate.paper(procedure, channel, actor, line)

    def terms(self, procedure: str, channel: str, actor: str) -> Terms:
        """Where and when ``actor`` can do the act, at what fee, and what it gives."""
        return self.chooser.recall(("terms", procedure, channel, actor), lambda: self._terms(procedure, channel, actor))

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
            windows=self.calendars.windows(
                members(windows.value, Window), members(windows.value, Lead), self.chooser.known.dates
            ),
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

    def links(self, procedure: str, channel: str, actor: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The milestones that an act needs and those that it gives, in its windows."""
        known = self.chooser.known.acting(actor)
        self.chooser.one(procedure, FieldName.WINDOWS, channel, known=known)
        needs = self._milestones(self.chooser.one(procedure, FieldName.NEEDS, channel, known=known), known)
        return needs, tuple(given.milestone for given in self._gives(procedure, channel, known)[1])

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
