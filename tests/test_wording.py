"""What packs say in words: clauses of facts, conditions, who imposed a rule, opening days."""

from __future__ import annotations

from datetime import date

import pytest

from medcard.assembly import wording
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.facts import Fact, yes_no
from medcard.known import FACTS
from medcard.model import DeadlineRule, Event, Opening, Text
from medcard.packs.discover import bundled, load_chain
from medcard.problem import Unit

CLOSED = [fact for fact in FACTS.values() if fact.values]


@pytest.mark.parametrize("fact", CLOSED, ids=lambda fact: fact.name)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_value_of_every_fact_is_a_clause_of_its_own(fact: Fact, lang: str) -> None:
    said = [fact.case((value,), lang) for value in fact.values]
    assert len(set(said)) == len(said)
    assert not [each for each in said if not each or "{" in each]
    both = fact.case(fact.values[:2], lang)
    assert all(fact.label(value, lang) in both or fact.case((value,), lang) in both for value in fact.values[:2])


def test_a_fact_of_a_pack_is_told_by_its_question() -> None:
    fact = yes_no("lives-here", zh="现在住在这里吗", en="Does the person live here")
    assert (fact.case(("yes",)), fact.case(("no",))) == ("“现在住在这里吗？”答“是”", "“现在住在这里吗？”答“否”")


SMART, OUT = Has(fact="smartphone", values=("yes",)), Has(fact="can-travel", values=("no",))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (SMART, "会用智能手机"),
        (Not(part=SMART), "不会用智能手机"),
        (Has(fact="now-in", values=("same-area", "abroad")), "人在参保地或境外"),
        (Not(part=Has(fact="card-state", values=("normal",))), "并非卡的状态是“正常”"),
        (AllOf(parts=(SMART, OUT)), "会用智能手机，而且本人出不了门"),
        (AnyOf(parts=(SMART, AllOf(parts=(SMART, OUT)))), "会用智能手机，或者（会用智能手机，而且本人出不了门）"),
        (Within(fact="age", least=6, most=15), "6 到 15 周岁"),
        (Within(fact="age-days", least=0, most=27), "出生不满 28 天"),
        (Born(first=date(2025, 1, 1), last=None), "2025年1月1日以后出生"),
        (Born(first=None, last=date(2025, 1, 1)), "2025年1月1日以前出生"),
        (AllOf(parts=()), "不限"),
    ],
    ids=str,
)
def test_conditions_are_clauses(condition: Condition, said: str) -> None:
    assert wording.condition(condition, FACTS).zh == said


def test_no_condition_of_a_bundled_pack_shows_an_id() -> None:
    for code in list(bundled())[::29]:
        pack = load_chain([code])[0]
        facts = {**FACTS, **{ask.name: ask for ask in pack.asks}}
        for statement in pack.statements:
            said = wording.condition(statement.about, facts)
            assert "{" not in said.zh + said.get("en")


def test_who_imposed_a_rule() -> None:
    assert wording.imposed("law", None, weak=False).zh == "国家法律法规规定"
    assert wording.imposed("region", "海口市", weak=False).zh == "海口市规定"
    assert wording.imposed("region", "海口市", weak=True).zh == "海口市的资料说"
    assert wording.imposed("data", "海口市", weak=True) == wording.imposed("data", None, weak=False)


def test_openings_and_terms() -> None:
    summer = Opening(name="weekdays", season=((6, 1), (9, 30)), otherwise=Opening(weekdays=(1, 6)))
    assert wording.opening(summer).zh.startswith("6 月 1 日到 9 月 30 日周一至周五")
    assert wording.opening(summer).zh.endswith("其余时间周一、周六")
    rule = DeadlineRule(count=90, unit=Unit.CALENDAR, of=Event.BIRTH, milestones=(), lost=Text("晚了"))
    assert wording.value(rule, FACTS, Text).zh == "出生后 90 天以内"
