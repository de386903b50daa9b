"""A question as a schema: what :func:`medcard.plan_many` takes as one row, and the arguments of a tool for agents."""

from __future__ import annotations

from medcard.facts import Fact, Kind
from medcard.known import FACTS
from medcard.model import NATION
from medcard.packs.discover import bundled_pack
from medcard.plan import Aspect, Prefer
from medcard.planner import TYPICAL
from medcard.schemas.facts import fact_value, told
from medcard.schemas.parts import Schema, described, listed

DAY: Schema = {"type": "string", "format": "date"}
TRUTH: Schema = {"enum": ["yes", "no", True, False]}


def question() -> Schema:
    """Facts by name, the scenario, the region, the day, and how to choose; nothing personal has a place in it."""
    return {
        "type": "object",
        "properties": {
            "scenario": {"type": "string", "description": _scenarios()},
            "region": {"type": "string", "description": "地区名称或六位代码 (a region's name or six-digit code)"},
            "on": described(DAY, "从哪天开始办 (the day to start)"),
            "as-of": described(DAY, "按哪天的规定，默认同 on (whose day's rules hold)"),
            "prefer": {"enum": list(Prefer), "description": "按什么挑选方案 (which plan to choose)"},
            "assume": {"enum": [TYPICAL], "description": "没说的按一般情况算，并列出来 (assume what is typical)"},
            "aspects": listed({"enum": list(Aspect)}, description="方案的哪些方面要紧 (what of the plan counts)"),
            **{fact.name: _value(fact) for fact in FACTS.values()},
        },
        "required": ["scenario", "region", "on"],
        "additionalProperties": described(TRUTH, "某地数据包自己问的是非题 (a yes/no fact of a region's pack)"),
    }


def _scenarios() -> str:
    pack = bundled_pack(NATION)
    rules = pack.scenarios if pack else ()
    return "情形 (the situation): " + "；".join(
        f"{rule.id} {rule.name.zh}" for rule in sorted(rules, key=lambda r: r.id)
    )


def _value(fact: Fact) -> Schema:
    return described(TRUTH, told(fact)) if fact.kind is Kind.YES_NO else fact_value(fact)
