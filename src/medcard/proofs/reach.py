"""Who can reach which milestone: the least sets that hold already, or that some usable act gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from medcard.catalogue import Rules
from medcard.choosing import ranked
from medcard.model import FieldName, Give, Milestone, Need, members
from medcard.people import People, Population
from medcard.proofs.offers import Offer
from medcard.proofs.shares import Share, shares
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Way(Record):
    """One act of one actor, for those who can do it: what it needs and what it gives, each for whom."""

    people: People
    needs: Mapping[str, People]
    gives: Mapping[str, People]


def ways(rules: Rules, population: Population, offer: Offer) -> Iterator[Way]:
    """The acts that a channel comes to, one an actor."""
    for actor, people in offer.able:
        needs: dict[str, People] = {}
        gives: dict[str, People] = {}
        for share in shares(population, ranked(rules, offer.procedure, FieldName.NEEDS, offer.channel, None), actor):
            for need in members(share.value, Need):
                _add(needs, need.milestone, people & share.people & population.of(need.when, actor))
        for share in given(rules, population, offer.procedure, offer.channel, actor):
            for give in members(share.value, Give):
                _add(gives, give.milestone, people & share.people & population.of(give.when, actor))
        yield Way(people=people, needs=needs, gives=gives)


def given(rules: Rules, population: Population, procedure: str, channel: str, actor: str) -> Iterator[Share]:
    """What the act gives to whom; a package without its own word gives all that it joins."""
    for share in shares(population, ranked(rules, procedure, FieldName.GIVES, channel, None), actor):
        if members(share.value, Give):
            yield share
            continue
        for joined in rules.procedures[procedure].joins:
            for part in shares(population, ranked(rules, joined, FieldName.GIVES, None, None), actor):
                yield attrs.evolve(part, people=part.people & share.people)


def _add(found: dict[str, People], milestone: str, people: People) -> None:
    if people:
        found[milestone] = found[milestone] | people if milestone in found else people


def reached(rules: Rules, population: Population, all_ways: Sequence[Way]) -> Mapping[str, People]:
    """Who can reach each milestone. What only facts make true is granted to whoever needs it: it says who they are."""
    granted = {m for m, declared in rules.milestones.items() if declared.holds is not None and m not in rules.givers}
    found = {m: _holding(population, declared) for m, declared in rules.milestones.items()}
    needing: dict[str, list[Way]] = defaultdict(list)
    for way in all_ways:
        for milestone in way.needs:
            needing[milestone].append(way)
    waiting = dict.fromkeys(map(id, all_ways), None)
    open_ways = {id(way): way for way in all_ways}
    while waiting:
        way = open_ways[next(iter(waiting))]
        del waiting[id(way)]
        people = way.people
        for milestone, who in way.needs.items():
            if milestone not in granted:
                people -= who - found.get(milestone, population.nobody)
        for milestone, who in way.gives.items():
            before = found.get(milestone, population.nobody)
            found[milestone] = before | (who & people)
            if found[milestone] != before:
                waiting.update(dict.fromkeys(map(id, needing[milestone])))
    return found


def _holding(population: Population, milestone: Milestone) -> People:
    """Those for whom the milestone holds without any act, or whose case is under way."""
    found = population.nobody
    if milestone.holds is not None:
        found |= population.of(milestone.holds)
    if milestone.running is not None:
        found |= population.of(milestone.running.when)
    return found
