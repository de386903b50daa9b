"""What one pack says, judged over its chain: what never counts, what nobody meets, what only chance decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medcard.catalogue import AnyStatement, Rules, conditions_in, conditions_of
from medcard.choosing import BY_CHANCE, Ranked, ranked, specific
from medcard.conditions import AllOf, Condition
from medcard.faults import Fault
from medcard.model import NATION, Copies, FieldName, Milestone, Pack, ScenarioRule, Special
from medcard.people import People
from medcard.proofs.chain import Chain
from medcard.proofs.offers import union
from medcard.proofs.shares import Share, admission, shares
from medcard.proofs.suspect import Suspect

UNSAID = ("self", "guardian", "employer", "school")
"""Actors who may act where no line says so: withdrawing such a line says something even if nothing states it."""
NO_CHOICE = (FieldName.NOTE,)
"""Advice is not a parameter: two pieces of it may both be true."""


class Uses:
    """One statement of a chain's last pack, and everybody divided by what is used instead of it, channel by channel."""

    def __init__(self, chain: Chain, statement: AnyStatement) -> None:
        self.chain = chain
        self.statement = statement
        self.about = chain.population.of(statement.about)
        self.fields = tuple(_fields(chain.rules, statement))
        self.shares = tuple(
            (channel, shares(chain.population, candidates)) for channel, candidates in self.fields if candidates
        )

    @property
    def used(self) -> People:
        """Those for whom it is used, by some channel."""
        mine = (share.people for _, found in self.shares for share in found if share.statement is self.statement)
        return union(self.chain.population.nobody, mine)

    def beaten_by(self) -> Iterator[Share]:
        """Those of whom it speaks and for whom another statement with another value is used."""
        for _, found in self.shares:
            for share in found:
                other = share.statement
                if other is not None and other.value != self.statement.value and share.people & self.about:
                    yield share

    def suspect(self, fault: Fault, people: People, against: AnyStatement | None = None) -> Suspect:
        """The statement as a suspect; of ``people``, whoever can use the channel is the better witness."""
        field = self.statement.field
        procedure = field.owner if field.owner in self.chain.rules.procedures else None
        able = self._able() & people
        return Suspect(
            fault=fault,
            where=str(field),
            people=able or people,
            procedure=procedure,
            statement=self.statement,
            against=against,
        )

    def _able(self) -> People:
        nobody = self.chain.population.nobody
        procedure = self.statement.field.owner
        if procedure not in self.chain.rules.channels:
            return nobody
        admitted = self.chain.admitted(procedure)
        offers = (self.chain.offer(procedure, channel) for channel, _ in self.fields if channel is not None)
        return union(nobody, (offer.used & admitted for offer in offers))


def _fields(rules: Rules, statement: AnyStatement) -> Iterator[tuple[str | None, tuple[Ranked, ...]]]:
    """The candidates among which the statement stands: for each channel of which it speaks, else once."""
    field = statement.field
    channels = rules.channels.get(field.owner, ())
    spoken = [channel for channel in channels if field.channel in rules.levels(channel)]
    if field.name is FieldName.ONLY_IF:
        for channel in spoken if field.channel is not None else (None,):
            yield channel, admission(rules, field.owner, channel)
        return
    for channel in spoken or (field.channel,):
        yield channel, ranked(rules, field.owner, field.name, channel, field.line)


def of_pack(chain: Chain, pack: Pack) -> Iterator[Suspect]:
    """Everything suspicious about the statements and declarations of the last pack of a chain."""
    for statement in pack.statements:
        if statement.in_force(chain.rules.as_of) and statement.value is not Special.COMPLETE:
            yield from _of_statement(Uses(chain, statement))
    yield from _of_declarations(chain, pack)


def _of_statement(uses: Uses) -> Iterator[Suspect]:
    statement, population = uses.statement, uses.chain.population
    for condition in conditions_of(statement):
        if not population.of(condition):
            yield uses.suspect(Fault.DEAD_CONDITION, _nearly(uses.chain, condition))
    yield from _withdrawn(uses)
    if statement.field.name in NO_CHOICE or statement.value is Special.UNKNOWN or not uses.about:
        return
    unlawful = tuple(_unlawful(uses))
    yield from unlawful
    yield from _ties(uses)
    if uses.used:
        yield from _dead_in_place(uses)
    elif not unlawful:
        yield from _never_used(uses)


def _nearly(chain: Chain, condition: Condition) -> People:
    """Those who meet as much of a condition as can be met together: its first parts."""
    found = chain.population.everybody
    for part in condition.parts if isinstance(condition, AllOf) else ():
        met = found & chain.population.of(part)
        found = met or found
    return found


def _withdrawn(uses: Uses) -> Iterator[Suspect]:
    """A withdrawal of what no statement states."""
    field = uses.statement.field
    if uses.statement.value is not Special.WITHDRAWN or (field.name is FieldName.WHO and field.line in UNSAID):
        return
    others = (statement.value for _, candidates in uses.fields for _, statement in candidates)
    if all(value in (Special.WITHDRAWN, Special.UNKNOWN) for value in others):
        yield uses.suspect(Fault.NOTHING_WITHDRAWN, uses.about)


def _unlawful(uses: Uses) -> Iterator[Suspect]:
    """A region's word against national law that regions may not change."""
    if uses.statement.origin.region == NATION:
        return
    for share in uses.beaten_by():
        law = share.statement
        if law is not None and law.fixed and law.origin.region == NATION:
            yield uses.suspect(Fault.AGAINST_LAW, share.people & uses.about, law)
            return


def _ties(uses: Uses) -> Iterator[Suspect]:
    """Another value for the same people that loses by nothing that says who is right."""
    statement, population = uses.statement, uses.chain.population
    for (_, candidates), (_, found) in zip(uses.fields, uses.shares, strict=True):
        mine = union(population.nobody, (share.people for share in found if share.statement is statement))
        place_ = next(place for place, each in candidates if each is statement)
        for rank, other in candidates:
            if rank[:BY_CHANCE] != place_[:BY_CHANCE] or other.value in (statement.value, Special.UNKNOWN):
                continue
            people = mine & population.of(other.about)
            if people and rank > place_:
                yield uses.suspect(Fault.TIE, people, other)
                return


def _never_used(uses: Uses) -> Iterator[Suspect]:
    """An exception, for fewer people or a nearer channel, that always loses to a rule that is more general.

    A channel that always loses to its withdrawal can be used by nobody.
    """
    field, population = uses.statement.field, uses.chain.population
    for share in uses.beaten_by():
        general = share.statement
        assert general is not None
        if field.name is FieldName.CHANNEL and general.value is Special.WITHDRAWN:
            yield uses.suspect(Fault.IDLE_CHANNEL, share.people & uses.about, general)
            return
        wider = population.of(general.about)
        if specific(general.field.channel) < specific(field.channel) or (uses.about <= wider and uses.about != wider):
            yield uses.suspect(Fault.NEVER_USED, share.people & uses.about, general)
            return


def _dead_in_place(uses: Uses) -> Iterator[Suspect]:
    """Conditions inside the value that somebody meets, but nobody of those for whom the value is used."""
    value, population = uses.statement.value, uses.chain.population
    places = tuple(_places(uses))
    if not isinstance(value, Copies):
        yield from _unmet(uses, conditions_in(value), places)
        return
    yield from _unmet(uses, (value.when,), places)
    asked = tuple((people & population.of(value.when, actor), actor) for people, actor in places)
    yield from _unmet(uses, (alternative.when for alternative in value.one_of), asked)


def _unmet(
    uses: Uses, conditions: Iterable[Condition], places: Iterable[tuple[People, str | None]]
) -> Iterator[Suspect]:
    population = uses.chain.population
    places = tuple((people, actor) for people, actor in places if people)
    for condition in conditions if places else ():
        met = (people & population.of(condition, actor) for people, actor in places)
        if population.of(condition) and not any(met):
            yield uses.suspect(Fault.DEAD_CONDITION, population.of(condition))


def _places(uses: Uses) -> Iterator[tuple[People, str | None]]:
    """Those for whom the statement is used where its conditions are looked at, and who acts for them."""
    chain, statement = uses.chain, uses.statement
    field = statement.field
    if field.owner not in chain.rules.channels:
        return
    admitted = chain.admitted(field.owner)
    for channel, candidates in uses.fields:
        if channel is None:
            continue
        offer = chain.offer(field.owner, channel)
        if field.name is FieldName.WHO:
            mine = (share.people for share in shares(chain.population, candidates) if share.statement is statement)
            yield union(chain.population.nobody, mine) & offer.admitted & admitted, None
        elif field.name in (FieldName.REQUIREMENTS, FieldName.NEEDS, FieldName.GIVES):
            for actor, people in offer.acting:
                divided = shares(chain.population, candidates, actor)
                mine = (share.people for share in divided if share.statement is statement)
                yield union(chain.population.nobody, mine) & people & admitted, actor


def _of_declarations(chain: Chain, pack: Pack) -> Iterator[Suspect]:
    """Conditions of milestones and scenarios that nobody can meet."""
    declared: tuple[Milestone | ScenarioRule, ...] = (*pack.milestones, *pack.scenarios)
    for each in declared:
        for condition in conditions_of(each):
            if not chain.population.of(condition):
                people = _nearly(chain, condition)
                yield Suspect(fault=Fault.DEAD_CONDITION, where=each.id, people=people)
