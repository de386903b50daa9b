"""Random people and what they want: every field of ``Applicant`` and ``CardScenario`` is named and varies.

What is told about age and place agrees, as the library asks for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from medcard.applicant import Actor, Applicant, Benefits, IdStatus, InSchool, InsuredAs, Person, Whereabouts
from medcard.conditions import completed_years
from medcard.facts import Choice
from medcard.scenario import CardScenario, CardState, CareNeeded, Changed, DefectCause, LossKind, PasswordOf
from strategies.packs import LOCAL, SCENARIO, START

Told = dict[str, st.SearchStrategy[Any]]

YES_NO = st.sampled_from([None, True, False])


def _one_of(choices: type[Choice]) -> st.SearchStrategy[Choice | None]:
    return st.sampled_from([None, *choices])


def _lately(on: date) -> st.SearchStrategy[date | None]:
    return st.none() | st.integers(0, 40).map(lambda days: on - timedelta(days=days))


def _birthday(days: int) -> date:
    """A day that no pack names, see ``strategies.packs.DAYS``."""
    day = START - timedelta(days=days)
    return day.replace(day=11 + day.day % 18)


APPLICANT: Told = {
    "insured_as": _one_of(InsuredAs),
    "birth_date": st.none() | st.integers(90, 90 * 365).map(_birthday),
    "age": st.none() | st.integers(0, 90),
    "age_days": st.none() | st.integers(0, 90 * 365),
    "person": _one_of(Person),
    "acts": st.sampled_from([None, Actor.SELF, Actor.GUARDIAN, Actor.AGENT, Actor.EMPLOYER, Actor.SCHOOL]),
    "household_registered": YES_NO,
    "local_household": YES_NO,
    "residence_permit": YES_NO,
    "enrolled": YES_NO,
    "employer_enrolled": YES_NO,
    "premium_paid": YES_NO,
    "in_school": _one_of(InSchool),
    "id_status": _one_of(IdStatus),
    "photo_on_record": YES_NO,
    "bank_active": YES_NO,
    "medical_code": YES_NO,
    "electronic_card": YES_NO,
    "benefits": _one_of(Benefits),
    "smartphone": YES_NO,
    "can_travel": YES_NO,
    "region_now": st.sampled_from([None, "460100", "460200", "440100", "110101"]),
    "now_in": _one_of(Whereabouts),
    "local": st.sampled_from([(), ((LOCAL, True),), ((LOCAL, False),)]),
}

SCENARIOS: Told = {
    "id": st.sampled_from([SCENARIO]),
    "card_state": _one_of(CardState),
    "card_reissue_applied": YES_NO,
    "loss_kind": _one_of(LossKind),
    "defect_cause": _one_of(DefectCause),
    "changed": _one_of(Changed),
    "password_of": _one_of(PasswordOf),
    "care_needed": _one_of(CareNeeded),
    "care_place": _one_of(Whereabouts),
    "remote_record": YES_NO,
    "needed_on": st.none() | st.integers(-3, 60).map(lambda days: START + timedelta(days=days)),
    "applied_on": _lately(START),
    "expires_on": st.none() | st.integers(-30, 200).map(lambda days: START + timedelta(days=days)),
    "hired_on": _lately(START),
}


@st.composite
def applicants(draw: st.DrawFn) -> Applicant:
    """People whose ages agree with their birth dates, and who are in one place only."""
    told = {name: draw(strategy) for name, strategy in APPLICANT.items()}
    birth = told["birth_date"]
    if birth is not None:
        told["age"] = draw(st.sampled_from([None, completed_years(birth, START)]))
        told["age_days"] = draw(st.sampled_from([None, (START - birth).days]))
    elif told["age_days"] is not None:
        told["age"] = None
    if told["region_now"] is not None:
        told["now_in"] = None
    return Applicant(**told)


def wishes() -> st.SearchStrategy[CardScenario]:
    """What somebody wants and what has happened."""
    return st.builds(CardScenario, **SCENARIOS)
