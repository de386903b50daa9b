"""The proof of some packs: every finding that no pack accepts, and every acceptance that no finding needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import groupby
from operator import itemgetter

import attrs

from medcard.catalogue import Catalogue
from medcard.faults import Accepted, Fault
from medcard.model import Origin, Pack, ScenarioRule, Text
from medcard.packs.drafts import is_brought
from medcard.people import People
from medcard.proofs import gaps, sayings
from medcard.proofs.chain import Chain, Country
from medcard.proofs.suspect import Suspect
from medcard.proofs.witness import Witness
from medcard.proofs.words import said
from medcard.record import Record
from medcard.regions import region
from medcard.somebody import somebody


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Finding(Record):
    """One fault of one pack over its chain, at a line of its file, and somebody who shows it.

    ``against``: the statement that this one stands against, where there is one.
    """

    fault: Fault
    where: str
    region: str
    file: str
    line: int
    against: Origin | None
    text: Text
    witness: Witness


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stale(Record):
    """An acceptance that takes out nothing any more."""

    file: str
    accepted: Accepted


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Proof(Record):
    """What was found in ``packs`` packs from the day ``on`` on; ``accepted``: how many findings they leave."""

    on: date
    packs: int
    findings: tuple[Finding, ...]
    accepted: int
    stale: tuple[Stale, ...]


def prove(catalogue: Catalogue, regions: Iterable[str], on: date, *, watch: Watch = iter) -> Proof:
    """The proof of the packs of ``regions``, each over the packs of its chain, for everybody who begins on ``on``.

    Statements that begin or end later are looked at on that day too. ``catalogue`` holds the packs of every chain.
    Findings stand in the order of regions and lines. ``watch`` may count the looks that it takes. Raises TooTangled.
    """
    packs = [pack for code in dict.fromkeys(regions) for pack in catalogue.packs if pack.region == code]
    judged = [_Judged(catalogue, pack) for pack in packs]
    days = sorted({on, *(day for pack in packs for day in changes(pack, on))})
    looks = [(day, each) for day in days for each in judged if day == on or day in each.days(on)]
    for day, on_day in groupby(watch(looks), key=itemgetter(0)):
        country = Country(catalogue.packs, day)
        for _, each in on_day:
            each.look(country)
    return Proof(
        on=on,
        packs=len(packs),
        findings=tuple(finding for each in judged for finding in each.findings()),
        accepted=sum(len(each.accepted) for each in judged),
        stale=tuple(stale for each in judged for stale in each.stale()),
    )


def changes(pack: Pack, after: date) -> set[date]:
    """The days after ``after`` on which statements of a pack come into force or have ended."""
    begin = {statement.first for statement in pack.statements if statement.first is not None}
    end = {statement.until + timedelta(days=1) for statement in pack.statements if statement.until is not None}
    return {day for day in begin | end if day > after}


class _Judged:
    """One pack while it is looked at, day by day."""

    def __init__(self, catalogue: Catalogue, pack: Pack) -> None:
        self.catalogue = catalogue
        self.pack = pack
        self.codes = tuple(each.code for each in region(pack.region).chain)
        self.packs = tuple(each for each in catalogue.packs if each.region in self.codes)
        self.found: dict[tuple[Fault, str], Finding] = {}
        self.accepted: set[tuple[Fault, str]] = set()
        self._used: set[Accepted] = set()

    def days(self, on: date) -> set[date]:
        """The days after ``on`` on which the chain says something else."""
        return {day for pack in self.packs for day in changes(pack, on)}

    def look(self, country: Country) -> None:
        """Add what is found on one day."""
        chain = country.chain(self.catalogue, self.codes)
        above = country.chain(self.catalogue, self.codes[:-1]) if len(self.codes) > 1 else None
        for suspect in _suspects(chain, above, self.pack):
            left = self._left(chain, suspect)
            key = suspect.fault, suspect.where
            if not left:
                self.accepted.add(key)
            elif key not in self.found:
                self.found[key] = self._finding(chain, attrs.evolve(suspect, people=left))

    def _left(self, chain: Chain, suspect: Suspect) -> People:
        """Those who show it and for whom no pack of the chain accepts it."""
        people = suspect.people
        for pack in self.packs:
            for accepted in pack.assumes:
                if accepted.fault is suspect.fault and fnmatchcase(suspect.where, accepted.where):
                    taken = chain.population.of(accepted.about)
                    if taken & suspect.people:
                        self._used.add(accepted)
                    people -= taken
        return people

    def findings(self) -> tuple[Finding, ...]:
        """What no pack accepts, in the order of the file."""
        return tuple(sorted(self.found.values(), key=lambda each: (each.line, each.fault, each.where)))

    def stale(self) -> Iterator[Stale]:
        """What the pack accepts and nothing needs."""
        for accepted in self.pack.assumes:
            if accepted not in self._used:
                yield Stale(file=self.pack.file, accepted=accepted)

    def _finding(self, chain: Chain, suspect: Suspect) -> Finding:
        scenario, facts = _shown(chain, suspect)
        witness = Witness(
            region=self.pack.region,
            on=chain.country.day,
            scenario=scenario.id,
            facts=tuple((name, value) for name, value in facts if (name, value) not in scenario.facts),
            packs=tuple(pack.file for pack in self.packs if not is_brought(pack)),
        )
        return Finding(
            fault=suspect.fault,
            where=suspect.where,
            region=self.pack.region,
            file=self.pack.file,
            line=self._line(suspect),
            against=suspect.against.origin if suspect.against else None,
            text=said(suspect, facts),
            witness=witness,
        )

    def _line(self, suspect: Suspect) -> int:
        """Where to look first: the statement, else the pack's first word on the procedure, else its first line."""
        if suspect.statement is not None:
            return suspect.statement.origin.line
        if suspect.procedure is not None:
            return self.pack.place_of("procedures", suspect.procedure)[0]
        return self.pack.place_of("scenarios", suspect.scenario or suspect.where)[0]


def _suspects(chain: Chain, above: Chain | None, pack: Pack) -> Iterator[Suspect]:
    """What is suspicious in a chain and was not without its last pack; nothing where there is no scenario to ask in."""
    if not chain.rules.scenarios:
        return
    yield from sayings.of_pack(chain, pack)
    for procedure in sorted(chain.rules.channels):
        known = procedure in above.rules.procedures if above else False
        if above and known and above.key(procedure) == chain.key(procedure):
            continue
        before = gaps.of_procedure(above, procedure) if above and known else ()
        yield from _new(gaps.of_procedure(chain, procedure), before)
    yield from _new(tuple(gaps.of_scenarios(chain)), tuple(gaps.of_scenarios(above)) if above else ())


def _new(suspects: Sequence[Suspect], before: Sequence[Suspect]) -> Iterator[Suspect]:
    """Those of whom more people are now than before, with the new ones only."""
    known = {(suspect.fault, suspect.where): suspect.people for suspect in before}
    for suspect in suspects:
        old = known.get((suspect.fault, suspect.where))
        people = suspect.people if old is None else suspect.people - old
        if people:
            yield attrs.evolve(suspect, people=people)


def _shown(chain: Chain, suspect: Suspect) -> tuple[ScenarioRule, tuple[tuple[str, str], ...]]:
    """The scenario in which to show it, and somebody in it who does: the most usual question of those that can.

    Its own scenario; else one that can need the procedure, whose own facts such people have, with the fewest more.
    """
    scenarios = chain.rules.scenarios
    own = [scenarios[suspect.scenario]] if suspect.scenario is not None else list(scenarios.values())
    found: list[tuple[tuple[bool, bool, bool, int], ScenarioRule, tuple[tuple[str, str], ...]]] = []
    for index, scenario in enumerate(own):
        people = suspect.people & chain.fixed(scenario)
        usual = people & chain.usual(scenario)
        one = somebody(suspect.people, dict(scenario.typical), usual or people or suspect.people)
        facts = one.facts if one else ()
        more = sum(fact not in scenario.facts for fact in facts)
        needing = suspect.scenario is not None or suspect.procedure in (*chain.serving(scenario), *scenario.options)
        found.append(((not people, not (needing and usual), not needing, more * len(own) + index), scenario, facts))
    return min(found, key=itemgetter(0))[1:]


Look = tuple[date, _Judged]
Watch = Callable[[Sequence[Look]], Iterable[Look]]
