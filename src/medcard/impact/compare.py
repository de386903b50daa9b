"""Two sets of packs compared, region by region and scenario by scenario; equal changes of several regions are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import attrs

from medcard.catalogue import Catalogue
from medcard.impact.differences import Difference
from medcard.impact.looking import Beside, Changed, Looked, Side
from medcard.impact.sharing import sharing
from medcard.impact.touched import Touched
from medcard.model import Pack
from medcard.packs.drafts import is_brought
from medcard.people import People
from medcard.problem import Prefer
from medcard.proofs.chain import Country
from medcard.proofs.witness import Witness
from medcard.record import Record
from medcard.regions import region

IN_ALL = 800
"""So many classes are looked at in all: where many regions are concerned, fewer in each."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Change(Record):
    """What differs for some people of a scenario, in ``regions`` alike; ``classes``: for how many classes it was seen.

    ``witness`` is one of those who are told by the fewest facts; ``differences`` are theirs (days differ by region).
    """

    scenario: str
    regions: tuple[str, ...]
    differences: tuple[Difference, ...]
    classes: int
    witness: Witness


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Bounded(Record):
    """A scenario of some regions of which only so many classes were looked at, the most typical."""

    scenario: str
    regions: tuple[str, ...]
    classes: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OneSided(Record):
    """A scenario that some regions have by the packs of one side only."""

    scenario: str
    regions: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Impact(Record):
    """What another set of packs changes for those who begin on a day, in the order of scenarios.

    ``regions``: those that were compared; ``packs_gone`` and ``packs_new``: those of them with a pack of their own by
    one side only. ``scenarios_gone`` and ``scenarios_new``: what can be asked by one side only. ``classes``: how many
    were looked at. ``bounded``: where some were left out; where there are none, nobody else is concerned.
    """

    on: date
    regions: tuple[str, ...]
    packs_gone: tuple[str, ...]
    packs_new: tuple[str, ...]
    changes: tuple[Change, ...]
    scenarios_gone: tuple[OneSided, ...]
    scenarios_new: tuple[OneSided, ...]
    classes: int
    bounded: tuple[Bounded, ...]

    @property
    def changed(self) -> bool:
        """Whether anybody who was looked at gets something else."""
        return bool(self.changes or self.scenarios_gone or self.scenarios_new)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Question(Record):
    """One scenario of one region, with the sets of those whom the change can concern; ``usual``: some as it says."""

    region: str
    scenario: str
    aims: tuple[People, ...]
    usual: bool


Watch = Callable[[Sequence[_Question]], Iterable[_Question]]


def compare(
    old: Catalogue,
    new: Catalogue,
    regions: Iterable[str],
    on: date,
    *,
    most: int,
    prefer: Prefer = Prefer.SOONEST,
    watch: Watch = iter,
) -> Impact:
    """What differs between the plans of ``old`` and ``new`` packs for regions, by code, from the day ``on``.

    Only people whom a changed statement can concern are looked at, class by class, at most ``most`` in one scenario of
    one region; what was left out is told. ``watch`` may count the scenarios of regions. Raises TooTangled.
    """
    codes = tuple(dict.fromkeys(regions))
    country = Country((*old.packs, *new.packs), on)
    sides = old, sharing(old, new)
    questions = [each for code in codes for each in _questions(country, sides, code)]
    looked = list(_looked(country, sides, questions, _Limits(on=on, prefer=prefer, most=most), watch))
    own = [{pack.region for pack in packs.packs} & {*codes} for packs in sides]
    gone, begun = _one_sided(sides, codes), _one_sided((sides[1], sides[0]), codes)
    return Impact(
        on=on,
        regions=codes,
        packs_gone=tuple(sorted(own[0] - own[1])),
        packs_new=tuple(sorted(own[1] - own[0])),
        changes=tuple(_grouped(looked, sides[1], on)),
        scenarios_gone=gone,
        scenarios_new=begun,
        classes=sum(found.classes for _, found in looked),
        bounded=tuple(_bounded(looked)),
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Limits(Record):
    """How questions are asked: from which day, by which preference, for how many classes each."""

    on: date
    prefer: Prefer
    most: int


def _looked(
    country: Country, sides: tuple[Catalogue, Catalogue], questions: Sequence[_Question], limits: _Limits, watch: Watch
) -> Iterator[tuple[_Question, Looked]]:
    """What was seen of each question, region by region; where there are too many, first of all those as they say."""
    likely = sorted(questions, key=lambda question: not question.usual)
    kept = {(each.region, each.scenario) for each in likely[:IN_ALL]}
    most = max(1, min(limits.most, IN_ALL // max(1, len(questions))))
    for code, of_region in groupby(watch(questions), key=lambda question: question.region):
        chains = [country.chain(packs, _chain(code)) for packs in sides]
        asks = tuple({ask.name: ask for chain in chains for pack in chain.rules.packs for ask in pack.asks}.values())
        old, new = (Side(chain.rules, code, limits.on, limits.prefer, asks) for chain in chains)
        for each in of_region:
            allowed = most if (code, each.scenario) in kept else 0
            yield each, Beside(old, new, each.scenario).look(each.aims, allowed)


def _chain(code: str) -> tuple[str, ...]:
    return tuple(each.code for each in region(code).chain)


def _one_sided(sides: tuple[Catalogue, Catalogue], codes: Iterable[str]) -> tuple[OneSided, ...]:
    """The scenarios that regions have by the first side and not by the other."""
    found: dict[str, list[str]] = {}
    for code in codes:
        here, there = (_scenarios(packs, code) for packs in sides)
        for scenario in sorted(here - there):
            found.setdefault(scenario, []).append(code)
    return tuple(OneSided(scenario=scenario, regions=tuple(where)) for scenario, where in sorted(found.items()))


def _scenarios(packs: Catalogue, code: str) -> set[str]:
    return {scenario.id for pack in _packs(packs, _chain(code)) for scenario in pack.scenarios}


def _questions(country: Country, sides: tuple[Catalogue, Catalogue], code: str) -> Iterator[_Question]:
    """The scenarios of a region whose plans may differ for somebody."""
    codes = _chain(code)
    if _packs(sides[0], codes) == _packs(sides[1], codes):
        return
    before, after = (country.chain(packs, codes) for packs in sides)
    touched = Touched(before, after)
    for scenario, rule in after.rules.scenarios.items():
        aims = touched.by(scenario)
        if aims:
            usual = any(people & after.usual(rule) for people in aims)
            yield _Question(region=code, scenario=scenario, aims=aims, usual=usual)


def _packs(packs: Catalogue, codes: Sequence[str]) -> list[Pack]:
    return [pack for pack in packs.packs if pack.region in codes]


def _grouped(looked: Iterable[tuple[_Question, Looked]], new: Catalogue, on: date) -> Iterator[Change]:
    """Differences of one kind in one scenario are one change, whatever the region; the most typical people show it."""
    places: dict[tuple[str, object], list[tuple[str, list[Changed]]]] = {}
    for question, found in looked:
        for kind, alike in _alike(found.changed).items():
            places.setdefault((question.scenario, kind), []).append((question.region, alike))
    for (scenario, _), found_in in places.items():
        code, alike = min(found_in, key=lambda place: len(place[1][0].facts))
        one = alike[0]
        yield Change(
            scenario=scenario,
            regions=tuple(region for region, _ in found_in),
            differences=one.differences,
            classes=sum(len(each) for _, each in found_in),
            witness=Witness(region=code, on=on, scenario=scenario, facts=one.facts, packs=_files(new, code)),
        )


def _alike(changed: Iterable[Changed]) -> Mapping[object, list[Changed]]:
    """The classes to which the same happens, those with the fewest facts first."""
    found: dict[object, list[Changed]] = {}
    for each in sorted(changed, key=lambda each: len(each.facts)):
        found.setdefault(tuple(difference.kind for difference in each.differences), []).append(each)
    return found


def _files(packs: Catalogue, code: str) -> tuple[str, ...]:
    """The files of a region's chain that medcard does not bring itself."""
    return tuple(pack.file for pack in _packs(packs, _chain(code)) if not is_brought(pack))


def _bounded(looked: Iterable[tuple[_Question, Looked]]) -> Iterator[Bounded]:
    found: dict[tuple[str, int], list[str]] = {}
    for question, each in looked:
        if not each.exact:
            found.setdefault((question.scenario, each.classes), []).append(question.region)
    for (scenario, classes), regions in found.items():
        yield Bounded(scenario=scenario, regions=tuple(regions), classes=classes)
