"""Going on from an answer: told, changed, skipped, read back; only what the caller counts is asked."""

from __future__ import annotations

import pickle
from datetime import date

from medcard import (
    Applicant,
    CardScenario,
    NoPlan,
    Plan,
    Undecided,
    decide,
    from_facts,
    from_json,
    load_catalogue,
    next_question,
)
from medcard.answer_json import to_json
from medcard.plan import Answer, Aspect

ON = date(2026, 11, 23)
ADULT = Applicant(age=35, insured_as="employee")
TOLD = {"smartphone": "yes", "can-travel": "yes", "bank-active": "no", "care-needed": "none", "person": "mainland",
        "id-status": "valid", "now-in": "same-area"}  # fmt: skip


def asked(**more: object) -> Answer:
    return decide(ADULT, "not-enabled", region="460100", on=ON, **more)  # type: ignore[arg-type]


def asked_by_the_healthy(**more: object) -> Answer:
    healthy = CardScenario(id="not-enabled", care_needed="none")
    return decide(ADULT, healthy, region="460100", on=ON, **more)  # type: ignore[arg-type]


def told(**changes: str) -> Answer:
    facts = {"scenario": "not-enabled", "age": "35", "insured-as": "employee", **TOLD, **changes}
    applicant, scenario = from_facts(facts)
    return decide(applicant, scenario, region="460100", on=ON)


def test_an_answer_may_be_changed_later_without_losing_the_others() -> None:
    plan = told()
    assert isinstance(plan, Plan)
    changed = plan.answer("smartphone", "no")
    assert changed == told(smartphone="no")
    assert changed != plan
    assert changed.answer("smartphone", "yes") == plan


def unemployed() -> Answer:
    worker = Applicant(age=30, insured_as="employee", enrolled=False, employer_enrolled=False)
    return decide(worker, "first-card", region="460100", on=ON, assume="typical")


def test_even_without_a_plan_an_answer_may_be_changed() -> None:
    nobody = unemployed()
    assert isinstance(nobody, NoPlan)
    assert isinstance(nobody.answer("employer-enrolled", "yes"), Plan)


def test_one_way_to_tell_an_age_replaces_the_others() -> None:
    plan = decide(Applicant(birth_date=date(2026, 11, 2)), "newborn", region="460100", on=ON, assume="typical")
    assert dict(plan.question.facts)["age-days"] == "21"
    assert dict(plan.answer("age", "3").question.facts)["age"] == "3"
    assert dict(plan.answer("birth_date", "2026-11-13").question.facts)["age-days"] == "10"


def test_what_is_skipped_is_forgotten_and_told_again_it_is_no_longer_skipped() -> None:
    plan = told(**{"id-status": "lost"})
    skipped = plan.skip("id-status").skip("id-status")
    assert skipped.question.skipped == ("id-status",)
    assert isinstance(skipped, Plan)
    assert [each.value for each in skipped.assumptions if each.what == "id-status"] == ["valid"]
    assert skipped.answer("id-status", "lost") == plan


def test_every_end_goes_on_after_json_and_after_pickling() -> None:
    for answer in (asked(aspects=["fee"]), told(), unemployed()):
        for again in (from_json(to_json(answer)), pickle.loads(pickle.dumps(answer))):
            assert again == answer
            assert again.answer("smartphone", "no") == answer.answer("smartphone", "no")


def test_the_packs_of_the_first_answer_are_those_of_the_next() -> None:
    nation = load_catalogue("000000")
    first = asked(catalogue=nation)
    assert first.question.region.packs == ("000000",)
    assert first.answer("smartphone", "no").question.region.packs == ("000000",)


def test_the_next_question_is_the_first_and_there_is_none_when_all_is_told() -> None:
    first = asked()
    assert isinstance(first, Undecided)
    assert next_question(first) == first.questions[0]
    assert next_question(told()) is None
    assumed = asked(assume="typical")
    assert isinstance(assumed, Plan)
    assert next_question(assumed) == assumed.questions[0]


def test_what_is_not_counted_is_not_asked_for() -> None:
    everything = asked_by_the_healthy()
    assert isinstance(everything, Undecided)
    assert everything.exact
    whole = {ask.fact for ask in everything.questions}
    for aspect in Aspect:
        one = asked_by_the_healthy(aspects=[aspect.value])
        assert one.question.aspects == (aspect,)
        assert {ask.fact for ask in getattr(one, "questions", ())} <= whole
    fewer, more = ({ask.fact for ask in getattr(each, "questions", ())} for each in (asked(aspects=["fee"]), asked()))
    assert fewer < more


def test_what_counts_stays_the_same_through_the_dialogue_and_through_json() -> None:
    first = asked(aspects=["fee", "steps"])
    assert first.question.aspects == (Aspect.STEPS, Aspect.FEE)
    assert from_json(to_json(first)).answer("smartphone", "no").question.aspects == (Aspect.STEPS, Aspect.FEE)
