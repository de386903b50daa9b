"""From what somebody tells to what conditions can read: typed classes, checked together, ages instead of dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import cast

import attrs

from medcard.applicant import Applicant, Whereabouts
from medcard.arguments import expect, expect_all
from medcard.conditions import NOBODY, Known, born_between
from medcard.errors import InvalidFacts, brief
from medcard.facts import Fact, Kind, declared, to_yes_no
from medcard.model import ScenarioRule, Text
from medcard.regions import Level, Region, region
from medcard.scenario import CardScenario

APPLICANT_FACTS = declared(Applicant)
SCENARIO_FACTS = declared(CardScenario)
FACTS = {fact.name: fact for fact in (*APPLICANT_FACTS, *SCENARIO_FACTS)}
BIRTH = ("birth-date", "age", "age-days")
SHOWN_IN_DAYS = 3
"""Below this age in years a plan shows the age in days, since rules for small children count days."""

MUNICIPALITIES = ("11", "12", "31", "50")

Told = str | int | bool | date


def from_facts(facts: Mapping[str, Told], *, asks: Iterable[Fact] = ()) -> tuple[Applicant, CardScenario]:
    """The applicant and the scenario that ``facts`` describe, by the names that packs and the command line use.

    ``scenario`` names the scenario and must be there; None is not told. ``asks`` are the yes/no facts that packs ask
    for beside the vocabulary. Raises InvalidFacts with every problem, WrongArgument for what is no mapping.

    >>> applicant, scenario = from_facts({"scenario": "lost", "insured-as": "employee", "age": "35"})
    >>> applicant.age, scenario.id
    (35, 'lost')
    """
    expect("facts", facts, Mapping, "a mapping of names to values, such as {'scenario': 'lost'}")
    local = {fact.name for fact in expect_all("asks", asks, Fact, "the facts that packs ask for: catalogue.asks")}
    problems: list[str] = []
    parts: dict[str, dict[str, object]] = {"applicant": {}, "scenario": {}, "local": {}}
    for name, value in by_name(facts, problems).items():
        if name == "scenario":
            parts["scenario"]["id"] = value
        elif name in FACTS:
            _convert(name, value, parts, problems)
        elif name in local:
            _convert_local(name, value, parts["local"], problems)
        else:
            near = get_close_matches(name[:40].lower(), sorted({*FACTS, *local}), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "; 'medcard facts' lists them"
            problems.append(f"{brief(name)[1:-1]}: there is no such fact{hint}")
    if not isinstance(parts["scenario"].get("id"), str):
        problems.append("scenario: missing; give the id of a scenario, such as 'lost'")
    if problems:
        raise InvalidFacts(problems)
    return Applicant(**parts["applicant"], local=parts["local"]), CardScenario(**parts["scenario"])  # type: ignore[arg-type]


def by_name(told: Mapping[str, Told], problems: list[str]) -> dict[str, Told]:
    """The values by kebab-case name; a name that is no text or stands in both spellings is a problem."""
    found: dict[str, Told] = {}
    for spelling, value in cast("Mapping[object, Told]", told).items():
        if not isinstance(spelling, str):
            problems.append(f"{brief(spelling)}: is no name; name facts by text, such as 'age'")
            continue
        name = spelling.replace("_", "-")
        if name in found and found[name] != value:
            problems.append(f"{name}: given as {brief(found[name])} and as {brief(value)}; give it once")
        found[name] = value
    return found


def _convert(name: str, value: Told, parts: dict[str, dict[str, object]], problems: list[str]) -> None:
    mine = any(fact.name == name for fact in APPLICANT_FACTS)
    field = getattr(attrs.fields(Applicant if mine else CardScenario), name.replace("-", "_"))
    try:
        parts["applicant" if mine else "scenario"][field.name] = field.converter(value, None, field)
    except InvalidFacts as error:
        problems.extend(error.problems)


def _convert_local(name: str, value: Told, into: dict[str, object], problems: list[str]) -> None:
    try:
        said = to_yes_no(value)
    except ValueError as error:
        problems.append(f"{name}: {error}")
    else:
        if said is not None:
            into[name] = said


def understand(
    applicant: Applicant, scenario: CardScenario, rule: ScenarioRule, where: Region, on: date, asks: Iterable[Fact]
) -> Known:
    """What is known on the planning day ``on``; the scenario's own facts hold unless the caller says otherwise.

    Raises InvalidFacts with every problem: ages that disagree, a birth after ``on``, facts that no pack asks for.
    """
    problems: list[str] = []
    values = dict(rule.facts)
    dates: dict[str, date] = {}
    for holder, facts in ((applicant, APPLICANT_FACTS), (scenario, SCENARIO_FACTS)):
        for fact in facts:
            value = getattr(holder, fact.name.replace("-", "_"))
            if value is None or fact.name in (*BIRTH, "region-now"):
                continue
            if fact.kind is Kind.DATE:
                dates[fact.name] = value
            else:
                values[fact.name] = ("yes" if value else "no") if isinstance(value, bool) else str(value.value)
    for name in ("applied-on", "hired-on"):
        if name in dates and dates[name] > on:
            problems.append(f"{name}: {dates[name]} is after the day of planning, {on}; give the day it happened")
    asked = {fact.name for fact in asks}
    for name, said in applicant.local:
        if name not in asked:
            problems.append(f"{name}: no pack of this region asks for it; leave it out")
        values[name] = "yes" if said else "no"
    if applicant.region_now is not None:
        _locate(applicant.region_now, where, values, problems)
    born = _born(applicant, on, problems)
    if problems:
        raise InvalidFacts(problems)
    return Known(on=on, values=values, dates=dates, born=born)


def _born(applicant: Applicant, on: date, problems: list[str]) -> tuple[date, date]:
    """First and last birth date that agree with everything told."""
    first, last = born_between(0, NOBODY, on)
    told: list[tuple[str, tuple[date, date]]] = []
    if applicant.birth_date is not None:
        told.append(("birth-date", (applicant.birth_date, applicant.birth_date)))
    if applicant.age_days is not None and applicant.age_days < on.toordinal() - first.toordinal():
        birth = date.fromordinal(on.toordinal() - applicant.age_days)
        told.append(("age-days", (birth, birth)))
    elif applicant.age_days is not None:
        problems.append(f"age-days: {applicant.age_days} days is more than {NOBODY} years; give the days since birth")
    if applicant.age is not None and applicant.age <= NOBODY:
        told.append(("age", born_between(applicant.age, applicant.age, on)))
    elif applicant.age is not None:
        problems.append(f"age: {applicant.age} is more than {NOBODY} years; give the age in full years")
    for name, (low, high) in told:
        if low > on:
            problems.append(f"{name}: the birth lies after the day of planning, {on}; give a day that has come")
        elif max(first, low) > min(last, high):
            others = ", ".join(other for other, _ in told if other != name)
            against = f"does not agree with {others} on {on}; give one of them"
            long_ago = f"is more than {NOBODY} years before {on}; give the day of birth"
            problems.append(f"{name}: {against if others else long_ago}")
        else:
            first, last = max(first, low), min(last, high)
    return first, last


def _locate(code: str, where: Region, values: dict[str, str], problems: list[str]) -> None:
    """Where the person is, seen from the place of insurance: by prefecture, else by province."""
    try:
        now = region(code)
    except LookupError as error:
        problems.append(f"region-now: {error}")
        return
    if now.level is Level.NATION:
        problems.append(f"region-now: {now.name} does not say where; give a province, a city or a county")
        return
    here, there = [r.code for r in where.chain], [r.code for r in now.chain]
    depth = 2 if where.code[:2] in MUNICIPALITIES else 3
    if now.code in here or where.code in there or here[:depth] == there[:depth]:
        seen = Whereabouts.SAME_AREA
    elif here[:2] == there[:2]:
        seen = Whereabouts.SAME_PROVINCE
    else:
        seen = Whereabouts.OTHER_PROVINCE
    told = values.get("now-in")
    if told is not None and told != seen.value:
        problems.append(f"now-in: {told} does not agree with region-now ({now.full_name}); give one of them")
    values["now-in"] = seen.value


def shown(known: Known, assumed: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """The known facts by name in the order of the vocabulary, the birth date as an age, without ``assumed`` ones."""
    skip = set(assumed)
    found = {name: value for name, value in known.values.items() if name not in skip}
    found.update({name: day.isoformat() for name, day in known.dates.items() if name not in skip})
    low, high = known.ages
    if known.birth_known and low < SHOWN_IN_DAYS and not skip & set(BIRTH):
        found["age-days"] = str(known.ages_in_days[0])
    elif low == high and not skip & set(BIRTH):
        found["age"] = str(low)
    order = {name: index for index, name in enumerate(FACTS)}
    return tuple(sorted(found.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def local(known: Known, asks: Iterable[Fact]) -> tuple[tuple[str, Text], ...]:
    """What is known of the facts that only packs ask for, as clauses, by name."""
    told = [(fact.name, fact, (known.values[fact.name],)) for fact in asks if fact.name in known.values]
    return tuple(sorted((name, Text(fact.case(value), fact.case(value, "en"))) for name, fact, value in told))


def with_fact(known: Known, name: str, value: str) -> Known:
    """The same knowledge with one more closed fact, or with an age (in years or days) as its text."""
    if name == "age":
        first, last = born_between(int(value), int(value), known.on)
        return attrs.evolve(known, born=(max(first, known.born[0]), min(last, known.born[1])))
    if name == "age-days":
        birth = date.fromordinal(known.on.toordinal() - int(value))
        return attrs.evolve(known, born=(birth, birth))
    return attrs.evolve(known, values={**known.values, name: value})
