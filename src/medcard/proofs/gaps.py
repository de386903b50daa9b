"""People whom the rules leave out: admitted and yet not served, or with nothing stated for them."""

from __future__ import annotations

from collections.abc import Iterator

from medcard.choosing import ranked
from medcard.faults import Fault
from medcard.model import FieldName, Give, Special, members
from medcard.packs.values import STAGES
from medcard.people import People
from medcard.proofs.chain import Chain
from medcard.proofs.offers import Offer, union
from medcard.proofs.reach import given
from medcard.proofs.shares import shares
from medcard.proofs.suspect import Suspect

MEANS = ("acts", "smartphone", "can-travel", "now-in")
"""Facts about how somebody can go, not about who they are: everybody is granted the value that helps.

Whoever cannot use a channel for want of these is told so by the channel's own condition.
"""


def with_means(people: People) -> People:
    """Everybody who would be one of ``people`` with other means."""
    for fact in MEANS:
        people = people.whatever(fact)
    return people


def of_procedure(chain: Chain, procedure: str) -> tuple[Suspect, ...]:
    """Everything that a procedure leaves open, alike for all chains that say the same about it."""
    key = ("gaps", chain.key(procedure), tuple(_assumed(chain, stage) for stage in STAGES))
    return chain.country.recall(key, lambda: tuple(_of_procedure(chain, procedure)))


def _of_procedure(chain: Chain, procedure: str) -> Iterator[Suspect]:
    offers = [offer for offer in chain.all_offers(procedure) if offer.there]
    if not offers:
        return
    admitted = chain.admitted(procedure)
    for offer in offers:
        if not offer.used & admitted:
            yield _suspect(Fault.IDLE_CHANNEL, offer, "", chain.population.everybody)
        yield from _papers(offer, admitted)
        yield from _values(chain, offer, admitted)
    yield from _left_out(chain, procedure, offers, admitted)


def _left_out(chain: Chain, procedure: str, offers: list[Offer], admitted: People) -> Iterator[Suspect]:
    """Those whom the procedure admits and no channel serves, by what keeps them out: channels, or actors.

    Those whom only a paper keeps out are told with the paper.
    """
    nobody = chain.population.nobody
    let_in = with_means(union(nobody, (offer.admitted for offer in offers)))
    acting = with_means(union(nobody, (people for offer in offers for _, people in offer.acting)))
    for fault, people in ((Fault.NO_CHANNEL, admitted - let_in), (Fault.NO_ACTOR, (admitted & let_in) - acting)):
        if people:
            yield Suspect(fault=fault, where=procedure, people=people, procedure=procedure)


def _papers(offer: Offer, admitted: People) -> Iterator[Suspect]:
    """Lines of papers for which somebody who may act, or is acted for, has nothing."""
    for lack in offer.lacking:
        if lack.people & admitted:
            where = f".{FieldName.REQUIREMENTS}.{lack.line}"
            yield _suspect(Fault.NO_PAPER, offer, where, lack.people & admitted)


def _values(chain: Chain, offer: Offer, admitted: People) -> Iterator[Suspect]:
    """A fee stated for some who can use the channel and not for others; a wait stated nowhere and not assumed."""
    people = offer.used & admitted
    found = shares(chain.population, ranked(chain.rules, offer.procedure, FieldName.FEE, offer.channel, None))
    silent = union(chain.population.nobody, (share.people for share in found if share.statement is None)) & people
    if silent and len(found) > 1:
        yield _suspect(Fault.NO_VALUE, offer, f".{FieldName.FEE}", silent)
    for stage, who in _unassumed(chain, offer):
        if who & admitted:
            yield _suspect(Fault.NO_VALUE, offer, f".{FieldName.WAIT}.{stage}", who & admitted)


def _unassumed(chain: Chain, offer: Offer) -> Iterator[tuple[str, People]]:
    """Stages that somebody waits for, timed by no statement and no assumption."""
    for actor, people in offer.able:
        for share in given(chain.rules, chain.population, offer.procedure, offer.channel, actor):
            for give in members(share.value, Give):
                who = people & share.people & chain.population.of(give.when, actor)
                for stage in give.stages:
                    if not _assumed(chain, stage):
                        yield stage, who - _timed(chain, offer, stage, frozenset(give.stages), actor)


def _assumed(chain: Chain, stage: str) -> bool:
    return any(
        not isinstance(statement.value, Special) for statement in chain.rules.candidates(stage, FieldName.ASSUMED)
    )


def _timed(chain: Chain, offer: Offer, stage: str, stages: frozenset[str], actor: str) -> People:
    """Those for whom a statement times the stage, alone or with others of ``stages``."""
    found = chain.population.nobody
    for line in chain.rules.lines(offer.procedure, FieldName.WAIT, offer.channel):
        if stage in line.split("+") and stages.issuperset(line.split("+")):
            candidates = ranked(chain.rules, offer.procedure, FieldName.WAIT, offer.channel, line)
            timed = (s.people for s in shares(chain.population, candidates, actor) if not isinstance(s.value, Special))
            found = union(found, timed)
    return found


def _suspect(fault: Fault, offer: Offer, field: str, people: People) -> Suspect:
    where = f"{offer.procedure}@{offer.channel}{field}"
    return Suspect(fault=fault, where=where, people=people, procedure=offer.procedure)


def of_scenarios(chain: Chain) -> Iterator[Suspect]:
    """What scenarios want and some people can never have, whatever their means."""
    nobody = chain.population.nobody
    for scenario in chain.rules.scenarios.values():
        fixed = chain.fixed(scenario)
        for need in (*scenario.goal, *(need for group in scenario.urgent for need in group)):
            served = with_means(fixed & chain.reached.get(need.milestone, nobody))
            people = (fixed & chain.population.of(need.when)) - served
            if people:
                where = f"{scenario.id}.{need.milestone}"
                yield Suspect(fault=Fault.UNSERVED, where=where, people=people, scenario=scenario.id)
