"""From what somebody tells to what conditions can read: typed classes, checked together, ages instead of dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

import attrs

from medcard.applicant import Applicant, Whereabouts
from medcard.conditions import NOBODY, Known, born_between
from medcard.errors import InvalidFacts
from medcard.facts import Fact, Kind, declared
from medcard.model import ScenarioRule
from medcard.regions import Region, region
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

    ``scenario`` names the scenario and must be there. ``asks`` are the yes/no facts that packs ask for beside the
    vocabulary. Raises InvalidFacts with every problem.

    >>> applicant, scenario = from_facts({"scenario": "lost", "insured-as": "employee", "age": "35"})
    >>> applicant.age, scenario.id
    (35, 'lost')
    """
    local = {fact.name: fact for fact in asks}
    problems: list[str] = []
    parts: dict[str, dict[str, object]] = {"applicant": {}, "scenario": {}, "local": {}}
    for given, value in facts.items():
        name = given.replace("_", "-")
        if name == "scenario":
            parts["scenario"]["id"] = value
        elif name in FACTS or name in local:
            part = "local" if name in local else _part(name)
            _convert(FACTS.get(name) or local[name], value, parts[part], problems)
        else:
            near = get_close_matches(name, sorted({*FACTS, *local}), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "; 'medcard facts' lists them"
            problems.append(f"{given}: there is no such fact{hint}")
    if not isinstance(parts["scenario"].get("id"), str):
        problems.append("scenario: missing; give the id of a scenario, such as 'lost'")
    if problems:
        raise InvalidFacts(problems)
    local_facts = {name: value is True for name, value in parts["local"].items()}
    return Applicant(**parts["applicant"], local=local_facts), CardScenario(**parts["scenario"])  # type: ignore[arg-type]


def _part(name: str) -> str:
    return "applicant" if any(fact.name == name for fact in APPLICANT_FACTS) else "scenario"


def _convert(fact: Fact, value: Told, into: dict[str, object], problems: list[str]) -> None:
    owner = Applicant if fact in APPLICANT_FACTS else CardScenario
    try:
        if fact.name in FACTS:
            field = getattr(attrs.fields(owner), fact.name.replace("-", "_"))
            assert field.converter is not None
            into[field.name] = field.converter(value)
        elif value in (True, "yes"):
            into[fact.name] = True
        elif value in (False, "no"):
            into[fact.name] = False
        else:
            raise ValueError(f"{value!r} is not yes or no")
    except ValueError as error:
        near = get_close_matches(str(value), fact.values, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        problems.append(f"{fact.name}: {error}{hint}")


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
            others = ", ".join(other for other, _ in told if other != name) or f"an age of at most {NOBODY}"
            problems.append(f"{name}: does not agree with {others} on {on}; give one of them")
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


def with_fact(known: Known, name: str, value: str) -> Known:
    """The same knowledge with one more closed fact, or with an age (in years or days) as its text."""
    if name == "age":
        first, last = born_between(int(value), int(value), known.on)
        return attrs.evolve(known, born=(max(first, known.born[0]), min(last, known.born[1])))
    if name == "age-days":
        birth = date.fromordinal(known.on.toordinal() - int(value))
        return attrs.evolve(known, born=(birth, birth))
    return attrs.evolve(known, values={**known.values, name: value})
