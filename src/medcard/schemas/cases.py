"""The schema of the cases beside a pack."""

from __future__ import annotations

from medcard.case_reader import CASE, EXPECT, GIVEN, OUTCOMES
from medcard.packs.conditions import vocabulary
from medcard.packs.shape import DATE, KEBAB
from medcard.plan import Prefer
from medcard.planner import TYPICAL
from medcard.schemas.facts import fact_value
from medcard.schemas.pack import REGION, known_ids
from medcard.schemas.parts import DAY, ID, TEXT, YES_NO, Schema, block, described, id_in, ids, listed, matching, one_of
from medcard.schemas.values import Known


def schema() -> dict[str, object]:
    """The schema without its dialect."""
    known = known_ids()
    named = {
        "name": described(TEXT, "这个案例说的是什么"),
        "given": described(block(GIVEN, _given()), "问什么"),
        "expect": described(block(EXPECT, _expect(known)), "应当得到什么；没写的不看"),
    }
    cases = listed(block(CASE, named))
    return {"title": "medcard cases", "description": "数据包旁边的案例", **cases, "$defs": ids(known)}


def _given() -> dict[str, Schema]:
    facts: Schema = {
        "type": "object",
        "properties": {fact.name: fact_value(fact) for fact in vocabulary().values()},
        "additionalProperties": described(YES_NO, "本数据包 asks 里自己的事实"),
        "propertyNames": matching(KEBAB),
    }
    return {
        "scenario": id_in("scenarios", "情形"),
        "on": described(DAY, "从哪天开始办"),
        "as-of": described(DAY, "按哪天的规定，默认同 on"),
        "assume": one_of([TYPICAL, "none"], "typical：没说的按一般情况；none：不假定（默认）"),
        "prefer": one_of(Prefer, "按什么挑选"),
        "region": described(REGION, "问哪个地区，默认数据包的地区"),
        "facts": described(facts, "知道的事实"),
    }


def _expect(known: Known) -> dict[str, Schema]:
    days = matching(rf"{DATE.pattern}(?:\.\.{DATE.pattern})?", description="最早..最晚，如 2026-11-30..2026-12-02")
    ready: Schema = {
        "type": "object",
        "properties": {id_: described(days, zh) for id_, zh in known["milestones"].items()},
        "additionalProperties": days,
        "propertyNames": matching(KEBAB),
    }
    return {
        "outcome": one_of(OUTCOMES, "plan 有方案；undecided 要先问；no-plan 办不成"),
        "steps": described(listed(TEXT), "按顺序要有这些步骤：事项@渠道，可以用 *"),
        "exact": described(YES_NO, "yes：只有这些步骤"),
        "papers": described(listed(id_in("evidence", "材料")), "要带这些材料"),
        "not-papers": described(listed(id_in("evidence", "材料")), "不用带这些材料"),
        "never": described(listed(TEXT), "不能出现的步骤或材料，可以用 *"),
        "ready": described(ready, "哪天做到"),
        "asks": described(listed(ID), "会问这些事实"),
        "disputes": described(listed(TEXT), "说法不一的地方：事项.项，如 card-reissue.fee"),
    }
