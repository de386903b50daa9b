"""Statements as schemas: the three ways to write one, and the keys around it."""

from __future__ import annotations

from medcard.model import FieldName
from medcard.packs.shape import Keys
from medcard.packs.statements import AROUND, NEXT_MONTH, RULES, Rule
from medcard.schemas.conditions import CONDITION
from medcard.schemas.parts import DAY, TEXT, YES_NO, Schema, block, described, either, listed, one_of, ref
from medcard.schemas.values import AROUND_KEYS, Known, alternatives, field_values, give, need

SPECIAL: Schema = {
    "enum": ["unknown", "withdrawn"],
    "description": "unknown：找过，没有公布；withdrawn：不再要求或已停办（要有依据）",
}
_ABOUT = {
    FieldName.ONLY_IF: "谁能办",
    FieldName.NEEDS: "办之前要先做到的状态",
    FieldName.GIVES: "办了之后成立的状态 → 之前要经过的环节",
    FieldName.AT: "在哪个服务点办；同一个服务点算一趟",
    FieldName.OPEN: "哪些天开门",
    FieldName.FEE: "费用",
    FieldName.DEADLINE: "期限：多长、从什么算起、过期失去什么",
    FieldName.WINDOWS: "每年能办的那一段日子",
    FieldName.NOTE: "给办事人的话，用自己的话写",
    FieldName.WHO: "谁能去办",
    FieldName.REQUIREMENTS: "怎么带这样材料",
    FieldName.WAIT: "这些环节要多久",
    FieldName.ONE_OF: "几样里有一样就行，先写的先用",
}


def statements(known: Known) -> dict[str, Schema]:
    """Each field by its name, and what it refers to: ``-value``, the plain value, ``-claim``, one claim."""
    made: dict[str, Schema] = {"need": need(), "give": give(), "alternatives": alternatives()}
    for name, plain in field_values(known).items():
        rule = RULES[name]
        made[f"{name}-value"] = either(*plain, *([SPECIAL] if rule.special else []))
        made[f"{name}-claim"] = either(ref(f"{name}-value"), _beside(name, rule))
        made[name.value] = described(either(ref(f"{name}-claim"), several(ref(f"{name}-claim"))), _ABOUT[name])
    return made


def _beside(name: FieldName, rule: Rule) -> Schema:
    """The block of a value with ``by``, ``for`` and the like beside it."""
    further: dict[str, Schema] = {
        "when": ref(CONDITION, "只在什么情况下要这样材料"),
        "one-of": ref("alternatives", "这几样里有一样就行"),
        "from-person": described(YES_NO, "别人去办，但材料由本人交"),
    }
    around = {**AROUND_KEYS, "from": either(one_of([NEXT_MONTH]), DAY)} if rule.clock else AROUND_KEYS
    keys = Keys(("value", *AROUND, *rule.beside), required=("value",))
    return block(keys, {"value": ref(f"{name}-value"), **around, **{key: further[key] for key in rule.beside}})


def several(claim: Schema) -> Schema:
    """Claims that disagree, or hold for different people, each with its own source."""
    claims = described(listed(claim, minItems=1), "几个依据说法不一：都写上，各写 by")
    return block(Keys(("claims", *AROUND), required=("claims",)), {"claims": claims, **AROUND_KEYS})


def assumed(value: Schema, zh: str) -> Schema:
    """A planning assumption: a value, or a block with its source and why it is assumed."""
    keys = Keys(("value", *AROUND, "zh", "en"), required=("value",))
    return described(either(value, block(keys, {"value": value, **AROUND_KEYS, "zh": TEXT, "en": TEXT})), zh)
