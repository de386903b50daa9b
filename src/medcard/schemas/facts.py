"""Facts as schemas: what may be told of a person in cases and scenarios."""

from __future__ import annotations

from medcard.facts import MOST_NUMBER, Fact, Kind
from medcard.schemas.parts import DAY, Schema, described, one_of


def told(fact: Fact) -> str:
    """A fact and its values in words."""
    values = "、".join(f"{value} {zh}" for value, zh in zip(fact.values, fact.value_zh, strict=True))
    return f"{fact.zh}：{values}" if values else fact.zh


def fact_value(fact: Fact) -> Schema:
    """One value of a fact."""
    return described(_of_kind(fact), told(fact))


def _of_kind(fact: Fact) -> Schema:
    match fact.kind:
        case Kind.DATE:
            return DAY
        case Kind.INTEGER:
            return {"type": ["integer", "string"], "minimum": 0, "maximum": MOST_NUMBER, "pattern": "^[0-9]{1,5}$"}
        case Kind.REGION:
            return {"type": ["integer", "string"], "pattern": "^[0-9]{6}$", "minimum": 0, "maximum": 999999}
        case Kind.CHOICE | Kind.YES_NO:
            return one_of(fact.values)
