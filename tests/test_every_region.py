"""Every code of the region table is answered, and by nothing but the packs of its chain.

Codes with the same packs share their answers: each distinct set of packs, planned once for each scenario, stands for
all codes that have it. That they do share them is tested too, on one further code of each set here and on every code in
the long run. What is a code's own is its name and where it lies, seen from another; that is tested on every code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import chain

import attrs
import pytest

from laws import Asked, Judged, broken
from medcard.applicant import Applicant
from medcard.known import FACTS, from_facts, understand
from medcard.packs.discover import bundled, load_chain
from medcard.plan import Answer, Plan, RegionRef
from medcard.planner import decide, load_catalogue
from medcard.regions import Level, Region, all_regions, region
from medcard.rendering import render
from medcard.scenario import CardScenario

ON = date(2026, 11, 23)
NATION = load_catalogue("000000")
RULES = {rule.id: rule for pack in NATION.packs for rule in pack.scenarios}
EVERY = all_regions()
PROVINCES = [code for code in bundled() if code.endswith("0000") and code != "000000"]
FOUR = ("first-card", "newborn", "lost", "details-changed")


def _alike() -> Mapping[tuple[str, ...], list[Region]]:
    """The places that have the same packs, by the regions of these from the nation down."""
    found: dict[tuple[str, ...], list[Region]] = defaultdict(list)
    for place in (region("000000"), *EVERY):
        found[tuple(above.code for above in place.chain if above.code in bundled())].append(place)
    return found


GROUPS = _alike()
HEIRS = {packs[-1]: [each for each in group if each.code != packs[-1]] for packs, group in GROUPS.items()}
"""By a pack's region, the places without a pack of their own whose nearest pack it is."""


NAMING = {"inherited", "no-card-here"}
"""The warnings that hang on the place itself, not on its packs."""


def told(code: str, scenario: str) -> Asked:
    """A person there of whom every fact is typical, but a newborn is one who has nothing yet."""
    catalogue = load_catalogue(code)
    facts = {fact.name: fact.typical for fact in chain(FACTS.values(), catalogue.asks) if fact.typical is not None}
    nothing = {"household-registered": "no", "enrolled": "no", "premium-paid": "no"}
    of_scenario: dict[str, dict[str, str]] = {
        "newborn": {"birth-date": "2026-11-10", **nothing},
        "employer-batch": {"insured-as": "employee", "hired-on": "2026-11-16", "applied-on": "2026-11-18"},
    }
    more = of_scenario.get(scenario, {})
    born = {"age"} if "birth-date" in more else set[str]()
    known = {name: value for name, value in facts.items() if name not in {*RULES[scenario].facts, *born}}
    applicant, wanted = from_facts({**known, **more, "scenario": scenario}, asks=catalogue.asks)
    return Asked(applicant=applicant, scenario=wanted, region=code, on=ON, catalogue=catalogue)


def reset(code: str) -> Plan:
    """The plan that takes least time."""
    answer = told(code, "password").answer()
    assert isinstance(answer, Plan)
    return answer


def without_the_name(answer: Plan) -> Plan:
    """The answer as it is for any place with these packs: it calls the place nothing, and does not say who inherits."""
    nowhere = RegionRef(code="", name="", chain=(), packs=answer.question.region.packs)
    warnings = tuple(each for each in answer.warnings if each.code not in NAMING)
    return attrs.evolve(answer, question=attrs.evolve(answer.question, region=nowhere), warnings=warnings)


# ---- codes -----------------------------------------------------------------------------------------------------


def test_every_code_has_the_packs_of_its_chain_and_first_the_nations() -> None:
    loaded = {each.code: [pack.region for pack in load_chain([above.code for above in each.chain])] for each in EVERY}
    expected = {each.code: list(packs) for packs, group in GROUPS.items() for each in group}
    del expected["000000"]
    assert loaded == expected
    assert {packs[0] for packs in GROUPS} == {"000000"}


def test_every_set_of_packs_is_that_of_one_region_with_a_pack() -> None:
    assert sorted(packs[-1] for packs in GROUPS) == list(bundled())
    assert [packs for packs, group in GROUPS.items() if packs[-1] not in {each.code for each in group}] == []


@pytest.mark.parametrize("code", [code for code, heirs in HEIRS.items() if heirs])
def test_a_place_without_a_pack_is_answered_as_the_region_whose_pack_is_nearest(code: str) -> None:
    heir = HEIRS[code][-1]
    there, here = reset(code), reset(heir.code)
    assert without_the_name(here) == without_the_name(there)
    assert [len(NAMING & {each.code for each in answer.warnings}) for answer in (there, here)] == [0, 1]
    assert heir.name in render(here)


@pytest.mark.extra
@pytest.mark.parametrize("code", HEIRS)
def test_every_code_is_answered_as_the_region_whose_pack_is_nearest(code: str) -> None:
    there = without_the_name(reset(code))
    assert [heir.code for heir in HEIRS[code] if without_the_name(reset(heir.code)) != there] == []


LONE = [heirs[0] for heirs in HEIRS.values() if heirs]


@pytest.mark.parametrize("scenario", RULES)
def test_places_without_a_pack_plan_every_scenario(scenario: str) -> None:
    first = list(RULES).index(scenario)
    places = [place.code for place in LONE[first :: 2 * len(RULES)]]
    assert len(places) > 3
    assert [code for code in places if not isinstance(told(code, scenario).answer(), Plan)] == []


@pytest.mark.extra
@pytest.mark.parametrize("scenario", RULES)
def test_every_set_of_packs_plans_every_scenario(scenario: str) -> None:
    places = [group[-1].code for group in GROUPS.values()]
    assert [code for code in places if not isinstance(unknown(code, scenario), Plan)] == []


def unknown(code: str, scenario: str) -> Answer:
    """The answer to somebody about whom nothing is known."""
    return decide(Applicant(), scenario, region=code, on=ON, assume="typical")


# ---- the four plans that every region must have -----------------------------------------------------------------


def complaints(code: str, scenario: str) -> list[str]:
    """What is wrong with the plan of a typical person."""
    asked = told(code, scenario)
    answer = asked.answer()
    assert isinstance(answer, Plan)
    return broken(Judged(asked=asked, plan=answer, problem=asked.problem()))


@pytest.mark.parametrize("code", PROVINCES)
@pytest.mark.parametrize("scenario", FOUR)
def test_every_province_has_the_four_plans_and_they_break_no_law(code: str, scenario: str) -> None:
    assert complaints(code, scenario) == []


def test_there_are_31_provinces_with_a_pack() -> None:
    without = [each.name for each in EVERY if each.level is Level.PROVINCE and each.code not in PROVINCES]
    assert (len(PROVINCES), without) == (31, ["台湾省", "香港特别行政区", "澳门特别行政区"])


@pytest.mark.extra
@pytest.mark.parametrize("code", [code for code in bundled() if code not in PROVINCES])
@pytest.mark.parametrize("scenario", FOUR)
def test_every_region_with_a_pack_has_the_four_plans_and_they_break_no_law(code: str, scenario: str) -> None:
    assert complaints(code, scenario) == []


# ---- where a code lies ---------------------------------------------------------------------------------------


HERE = ("110000", "110105", "460000", "460106", "469001", "441900", "810000")


@pytest.mark.parametrize("code", HERE)
def test_every_code_lies_somewhere_seen_from_any_other(code: str) -> None:
    here = region(code)
    seen = {each.code: now_in(here, each) for each in EVERY}
    inside = [each.code for each in EVERY if here in each.chain]
    assert {seen[each] for each in inside} == {"same-area"}
    abroad = {seen[each.code] for each in EVERY if each.chain[1] != here.chain[1]}
    assert abroad == {"other-province"}
    assert set(seen.values()) <= {"same-area", "same-province", "other-province"}


def now_in(here: Region, there: Region) -> str:
    """Where somebody in one place is, seen from the place of insurance."""
    person = Applicant(region_now=there.code)
    return understand(person, CardScenario(id="lost"), RULES["lost"], here, ON, ()).values["now-in"]


# ---- where no card is issued -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["710000", "810000", "820000"])
def test_people_of_taiwan_hong_kong_and_macau_are_told_to_ask_about_the_mainland(code: str) -> None:
    plan = reset(code)
    assert "no-card-here" in {each.code for each in plan.warnings}
    assert "不发社会保障卡" in render(plan)
    assert "mainland" in render(plan, lang="en")
    assert "inherited" not in {each.code for each in plan.warnings}
