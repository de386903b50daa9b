"""Conditions over the closed facts, as a schema."""

from __future__ import annotations

from medcard.facts import Fact
from medcard.packs.conditions import AGE_RANGE, AGES, BORN, vocabulary
from medcard.packs.shape import DATE
from medcard.schemas.facts import told
from medcard.schemas.parts import YES_NO, Schema, described, either, listed, matching, one_of, ref, set_of

CONDITION = "condition"

_AGES = {"age": "年龄（周岁）：under 16、6..15、60+、7", "age-days": "出生后的天数：under 90、30+"}
_BIRTHS = rf"{DATE.pattern}(?:\.\.(?:{DATE.pattern})?)?|\.\.{DATE.pattern}"
_WHOLE: Schema = {"type": "integer", "minimum": 0}


def condition() -> Schema:
    """A block, all of whose keys must hold, or a list, one of whose members must."""
    return either(condition_block(), listed(ref(CONDITION), minItems=1))


def condition_block(beside: dict[str, Schema] | None = None) -> Schema:
    """A condition as a block of keys, with further keys beside it."""
    members = listed(ref(CONDITION), minItems=1)
    named: dict[str, Schema] = {
        "all": described(listed(ref(CONDITION)), "每一个都要成立"),
        "any": described(members, "有一个成立就行"),
        "not": ref(CONDITION, "不成立"),
        **{key: described(_or_list(either(matching(AGE_RANGE), _WHOLE)), _AGES[key]) for key in AGES},
        BORN: described(_or_list(matching(_BIRTHS)), "出生日期：2025-01-01..、..2024-12-31、2025-01-01..2025-12-31"),
        **{fact.name: described(_or_list(one_of(fact.values)), told(fact)) for fact in _closed()},
    }
    return {
        "type": "object",
        "properties": {**named, **(beside or {})},
        "additionalProperties": described(_or_list(YES_NO), "本数据包 asks 里自己的事实：yes 或 no"),
        "minProperties": 1,
    }


def _closed() -> list[Fact]:
    """The facts that conditions can read by value."""
    return [fact for fact in vocabulary().values() if fact.values]


def _or_list(one: Schema) -> Schema:
    return either(one, set_of(one, minItems=1))
