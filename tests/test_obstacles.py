"""Where there is no plan: minimal causes, at most five lines that explain every channel, who imposed each, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from laws import Asked
from medcard.catalogue import Catalogue
from medcard.conditions import Has
from medcard.errors import NotAPlan
from medcard.known import from_facts
from medcard.model import (
    NATION,
    Field,
    FieldName,
    Milestone,
    Need,
    Pack,
    Procedure,
    ScenarioRule,
    Statement,
    Text,
    Wait,
    Window,
)
from medcard.obstacles import MOST_LINES, fewest
from medcard.packs.discover import bundled
from medcard.plan import NoPlan, NoPlanCause, RejectedChannel
from medcard.planner import make_plan
from medcard.problem import Initial, Problem, Unit
from medcard.rendering import render
from medcard.schedule import is_possible
from strategies.packs import MILESTONES, PROCEDURES, SCENARIO, STAGES, START, skeleton
from test_plan_laws import LATEST, law, of_bundled, questions

LAWS = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
HAIKOU, REGIONS = "460100", list(bundled())
FAR: Mapping[str, str | int] = {"age": 35, "smartphone": "no", "now-in": "other-province"}
HOMEBOUND: Mapping[str, str | int] = {"age": 40, "smartphone": "no", "can-travel": "no"}


def with_milestones(problem: Problem, names: set[str]) -> Problem:
    rest = tuple(entry for entry in problem.initial if entry.milestone not in names)
    return attrs.evolve(problem, initial=(*rest, *(Initial(milestone=name) for name in sorted(names))))


def wrong_causes(answer: NoPlan, problem: Problem) -> Iterator[str]:
    """Removing all causes makes a plan possible, removing all but any one does not."""
    names = {cause.milestone for cause in answer.causes}
    if not answer.causes:
        yield "there is no cause"
    if not is_possible(with_milestones(problem, names)):
        yield f"without {names} there is still no plan"
    yield from (f"{name} is no cause" for name in names if is_possible(with_milestones(problem, names - {name})))


def near(cause: NoPlanCause) -> list[RejectedChannel]:
    """The channels that something would open which can change; if there are none, all."""
    changing = [each for each in cause.rejected if each.fix and all(c.by != "nobody" for c in each.fix.changes)]
    return changing or list(cause.rejected)


def wrong_lines(answer: NoPlan) -> Iterator[str]:
    if len(answer.obstacles) > MOST_LINES:
        yield f"{len(answer.obstacles)} lines"
    known = {source.id for source in answer.sources}
    for cause in answer.causes[:MOST_LINES]:
        lines = [each for each in answer.obstacles if each.milestone == cause.milestone]
        conditions = [asks.zh for line in lines for asks in line.conditions]
        if not lines:
            yield f"{cause.milestone} has no line"
        if len(set(conditions)) != len(conditions):
            yield f"{cause.milestone}: a condition is named twice"
        asked = {each.id: {one.condition.zh for one in each.causes} for each in near(cause)}
        yield from (f"{id_} is not explained" for id_, asks in asked.items() if asks.isdisjoint(conditions))
        for each in conditions:
            rest = set(conditions) - {each}
            if asked and all(not asks.isdisjoint(rest) for asks in asked.values()):
                yield f"{cause.milestone}: {each} is named in vain"
        yield from (f"{line.text.zh} cites {id_}" for line in lines for id_ in line.sources if id_ not in known)
    cited = {one.source for cause in answer.causes for each in cause.rejected for one in each.causes if one.source}
    yield from (f"{id_} is cited and not listed" for id_ in cited - known)


@LAWS
@given(questions())
def test_causes_are_minimal_and_lines_explain_them(asked: Asked) -> None:
    answer = asked.answer()
    assume(isinstance(answer, NoPlan))
    assert isinstance(answer, NoPlan)
    assert list(wrong_causes(answer, asked.problem())) == []
    assert list(wrong_lines(answer)) == []


@pytest.mark.parametrize(
    ("region", "scenario", "facts"),
    [
        *((region, "lost", FAR) for region in REGIONS[::37]),
        *((region, "first-card", FAR) for region in REGIONS[9::53]),
        *((region, "password", HOMEBOUND) for region in REGIONS[20::61]),
    ],
)
def test_bundled_causes_are_minimal_and_lines_explain_them(
    region: str, scenario: str, facts: Mapping[str, str | int]
) -> None:
    asked = of_bundled(region, scenario, facts, START)
    answer = asked.answer()
    assert isinstance(answer, NoPlan)
    assert [*wrong_causes(answer, asked.problem()), *wrong_lines(answer)] == []


def no_way(scenario: str, facts: Mapping[str, str | int]) -> NoPlan:
    answer = of_bundled(HAIKOU, scenario, facts, START).answer()
    assert isinstance(answer, NoPlan)
    return answer


def test_a_shared_condition_is_one_line_for_all_its_channels() -> None:
    answer = no_way("lost", FAR)
    first, second = answer.obstacles[:2]
    assert {"人在参保地" in first.text.zh, "会用智能手机" in second.text.zh} == {True}
    assert {"card-reissue@bank", "card-reissue@window", "card-collect@community"} <= set(first.channels)
    assert "国家法律法规规定" in first.text.zh
    assert "您说人在外省" in first.text.zh


def test_what_nobody_can_bring_about_is_no_cause_where_something_else_is() -> None:
    assert [cause.milestone for cause in no_way("lost", HOMEBOUND).causes] == ["card-ready"]


def test_ways_for_other_people_and_situations_are_left_out() -> None:
    channels = {id_ for line in no_way("lost", FAR).obstacles for id_ in line.channels}
    assert not {id_ for id_ in channels if id_.startswith(("card-first-issue@", "card-replace@", "newborn-package@"))}


def test_text_shows_the_lines_and_the_sources_that_they_cite() -> None:
    answer = no_way("lost", FAR)
    text = render(answer).replace("\n", "").replace(" ", "")
    assert all(line.text.zh.split("：")[1][:12].replace(" ", "") in text for line in answer.obstacles)
    cited = {id_ for line in answer.obstacles for id_ in line.sources}
    titles = {source.title for source in answer.sources if source.id in cited}
    assert titles
    assert all(title.replace(" ", "") in text for title in titles)


def test_the_error_of_make_plan_says_the_lines() -> None:
    asked = of_bundled(HAIKOU, "lost", FAR, START)
    with pytest.raises(NotAPlan) as caught:
        make_plan(asked.applicant, asked.scenario, region=HAIKOU, on=START, assume="typical")
    assert set(caught.value.lines) >= {line.text.zh for line in no_way("lost", FAR).obstacles}


# ---- causes that are no conditions ------------------------------------------------------------------------------


def nation(*said: Statement[object]) -> Asked:
    """A question on a nation that says little: each of four procedures gives what the next one needs."""
    pack = Pack(
        region=NATION,
        file="000000.yaml",
        checked_on=START,
        procedures=tuple(Procedure(id=id_, name=Text(id_), authority="hrss") for id_ in PROCEDURES),
        milestones=tuple(Milestone(id=id_, name=Text(id_)) for id_ in MILESTONES),
        scenarios=(ScenarioRule(id=SCENARIO, name=Text("甲"), goal=(Need(milestone=MILESTONES[1]),)),),
        statements=(*skeleton(LATEST), *said),
    )
    applicant, wanted = from_facts({"scenario": SCENARIO, "age": 30, "can-travel": "yes"})
    return Asked(applicant=applicant, scenario=wanted, region=NATION, on=START, catalogue=Catalogue.of([pack]))


def causes(asked: Asked) -> NoPlan:
    answer = asked.answer()
    assert isinstance(answer, NoPlan)
    assert [*wrong_causes(answer, asked.problem()), *wrong_lines(answer)] == []
    return answer


def test_what_was_only_assumed_is_told_as_such() -> None:
    settled_here = law(Field(PROCEDURES[0], FieldName.ONLY_IF), Has(fact="residence-permit", values=("yes",)))
    assert ["您没说" in line.text.zh for line in causes(nation(settled_here)).obstacles] == [True]


def test_acts_that_wait_for_each_other_are_named() -> None:
    backwards = law(Field(PROCEDURES[0], FieldName.NEEDS), (Need(milestone=MILESTONES[1]),))
    answer = causes(nation(backwards))
    assert [cause.why for cause in answer.causes] == ["circle"]
    assert "apply" in answer.obstacles[0].text.zh
    assert "互相等着" in answer.obstacles[0].text.zh


def test_a_window_in_which_nothing_is_open_is_named_with_its_act() -> None:
    golden_week = law(Field(PROCEDURES[0], FieldName.WINDOWS), (Window(first=(10, 1), last=(10, 3)),))
    answer = causes(nation(golden_week))
    assert [(cause.milestone, cause.why) for cause in answer.causes] == [(MILESTONES[0], "window")]
    assert [act.id for act in answer.causes[0].acts] == ["apply@window"]
    assert "不在受理时间内" in answer.obstacles[0].text.zh


def test_a_wait_beyond_the_horizon_is_named_with_its_act() -> None:
    forever = law(Field(PROCEDURES[0], FieldName.WAIT, None, STAGES[0]), Wait(least=0, most=60, unit=Unit.MONTH))
    answer = causes(nation(forever))
    assert [(cause.milestone, cause.why) for cause in answer.causes] == [(MILESTONES[0], "horizon")]
    assert answer.at_risk is not None
    assert "三年" in answer.obstacles[0].text.zh


def test_where_nothing_helps_somebody_to_ask_is_named() -> None:
    nobody = law(Field(PROCEDURES[0], FieldName.ONLY_IF), Has(fact="person", values=()))
    answer = causes(nation(nobody))
    assert answer.fixes == ()
    assert answer.causes[0].rejected[0].hopeless is not None
    assert "12333" in render(answer)
    assert "12333" in render(answer, lang="en")


SETS = st.dictionaries(
    st.sampled_from("abcdefghijklmnop"), st.frozensets(st.sampled_from("uvwxyz"), min_size=1), min_size=1, max_size=16
)


@given(SETS)
def test_the_fewest_conditions_explain_everything_and_none_is_idle(blocked: dict[str, frozenset[str]]) -> None:
    chosen = fewest(blocked)
    everything = frozenset().union(*blocked.values())
    assert frozenset().union(*(blocked[each] for each in chosen)) == everything
    for each in chosen:
        rest = frozenset().union(*(blocked[other] for other in chosen if other != each))
        assert rest != everything
