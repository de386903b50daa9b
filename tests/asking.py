"""What the tests of answers share: asking as a person would, and reading a plan's structure, never its prose.

The place is Haikou unless a test says otherwise, because the seed articles speak of it.
"""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from itertools import pairwise

from medcard.applicant import Applicant
from medcard.known import from_facts
from medcard.plan import Dispute, NoPlan, Plan, Step, Undecided
from medcard.planner import decide, load_catalogue, make_plan
from medcard.scenario import CardScenario

HAIKOU, NATION = "460100", "000000"
MONDAY = "2026-11-23"
SEED = "460100-seed-003"
ENROLMENT = ("enrol-employee@*", "enrol-flexible@*", "enrol-resident@*", "enrol-newborn@*")
OTHERS_APPS = ("粤省事", "浙里办", "北京通")


Facts = dict[str, str | int]


def question(scenario: str, told: Facts) -> tuple[Applicant, CardScenario, str, date]:
    """Who asks what, where and when; everything in ``told`` but place, day and preference is a fact."""
    region = str(told.get("region", HAIKOU))
    facts = {name: value for name, value in told.items() if name not in ("region", "on", "prefer")}
    applicant, wanted = from_facts({**facts, "scenario": scenario}, asks=load_catalogue(region).asks)
    return applicant, wanted, region, date.fromisoformat(str(told.get("on", MONDAY)))


def plan(scenario: str, **told: str | int) -> Plan:
    """The plan of a person in Haikou about whom the rest is typical."""
    applicant, wanted, region, on = question(scenario, told)
    prefer = str(told.get("prefer", "soonest"))
    return make_plan(applicant, wanted, region=region, on=on, prefer=prefer, assume="typical")


def refusal(scenario: str, **told: str | int) -> NoPlan:
    """The answer where there must be no plan."""
    applicant, wanted, region, on = question(scenario, told)
    answer = decide(applicant, wanted, region=region, on=on, assume="typical")
    assert isinstance(answer, NoPlan)
    return answer


def asked(scenario: str, **told: str | int) -> tuple[str, ...]:
    """The questions that are asked when nothing may be assumed."""
    applicant, wanted, region, on = question(scenario, told)
    answer = decide(applicant, wanted, region=region, on=on)
    assert isinstance(answer, Undecided)
    return tuple(ask.fact for ask in answer.questions)


def ids(of: Plan) -> list[str]:
    return [step.id for step in of.steps]


def step(of: Plan, pattern: str) -> Step:
    """The one step that fits."""
    (found,) = (each for each in of.steps if fnmatchcase(each.id, pattern))
    return found


def order(of: Plan, *patterns: str) -> bool:
    """Whether each pattern fits exactly one step and these stand in this order."""
    at = [[i for i, id_ in enumerate(ids(of)) if fnmatchcase(id_, pattern)] for pattern in patterns]
    return all(len(found) == 1 for found in at) and all(one < other for one, other in pairwise(at))


def has(of: Plan, *patterns: str) -> bool:
    """Whether a step or a paper fits one of the patterns."""
    words = [*ids(of), *papers(of)]
    return any(fnmatchcase(word, pattern) for word in words for pattern in patterns)


def papers(of: Plan) -> dict[str, tuple[bool, int]]:
    """What the plan's materials are: paper → original, copies."""
    return {carry.evidence: (carry.original, carry.copies) for carry in of.materials}


def usable(of: Plan) -> set[str]:
    """Every channel that this person could use, chosen or not."""
    return {*ids(of), *(each.id for each in of.rejected if each.reason == "dominated")}


def refused(of: Plan, pattern: str, reason: str) -> bool:
    """Whether a channel is refused for this reason, with a cause that names who imposed it."""
    found = [each for each in of.rejected if fnmatchcase(each.id, pattern)]
    return bool(found) and all(each.reason == reason and each.causes[0].imposed_by for each in found)


def offered(of: Plan) -> set[str]:
    return {option.procedure for option in of.options}


def dispute(of: Plan, pattern: str, field: str) -> Dispute:
    (found,) = (each for each in of.disputes if fnmatchcase(each.step, pattern) and each.field == field)
    return found


def sides(of: Dispute) -> list[str]:
    return [of.used.source, *(side.source for side in of.others)]


def waits(of: Step) -> list[tuple[str, int, int, str, str | None]]:
    """The waits of a step's last result: stages, least, most, unit, source."""
    return [("+".join(w.stages), w.least, w.most, w.unit, w.source) for w in of.results[-1].waits]
