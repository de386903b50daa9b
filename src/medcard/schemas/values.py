"""The values of statements as schemas: waits, fees, papers, openings, deadlines, what is needed and given."""

from __future__ import annotations

from medcard.model import Event, FieldName
from medcard.packs.days import BEFORE, DAY_OF_YEAR, DAYS, LEAD, LEADS, NAMED, OPENING, WINDOW
from medcard.packs.shape import KEBAB, WORDS, Keys
from medcard.packs.statements import AROUND
from medcard.packs.values import COPIES, DEADLINE, FEE, GIVE, NEED, ORIGINAL, PRINTS, STAGES, UNITS, WAIT
from medcard.schemas.conditions import CONDITION, condition_block
from medcard.schemas.parts import (
    DAY,
    ID,
    TEXT,
    YES_NO,
    Schema,
    block,
    described,
    either,
    id_in,
    listed,
    matching,
    one_of,
    ref,
    set_of,
)

Known = dict[str, dict[str, str]]
"""Section of a pack → ids that are declared above, with their words."""

AROUND_KEYS: dict[str, Schema] = {
    "by": described(ID, "谁说的：sources 里的代号"),
    "for": ref(CONDITION, "这句话是对谁说的"),
    "from": described(DAY, "从哪天起施行（含）"),
    "until": described(DAY, "到哪天为止（含）"),
    "fixed": described(YES_NO, "全国性法规，地方不能改"),
}
BOTH = {"zh": described(TEXT, "中文"), "en": described(TEXT, "英文")}
TEXT_OR_WORDS = either(TEXT, block(WORDS, BOTH))
_SPAN = matching(WAIT.pattern.replace("[a-z-]+", f"(?:{'|'.join(UNITS)})"))
WAITS = described(
    either(one_of(["same day"]), _SPAN),
    "多久：3..7 working（工作日）、within 15 working、5+ working、2 calendar（天）、1 month、same day（当场）",
)
FEES = matching(FEE, description="费用：0 yuan、20 yuan、0..20 yuan")


def field_values(known: Known) -> dict[FieldName, list[Schema]]:
    """How the value of each field may be written; a block of keys may have those around a statement inside."""
    return {
        FieldName.ONLY_IF: [listed(ref(CONDITION), minItems=1), condition_block(AROUND_KEYS)],
        FieldName.NEEDS: [set_of(ref("need"))],
        FieldName.GIVES: [_gives(known)],
        FieldName.AT: [id_in("places", "服务点")],
        FieldName.OPEN: [
            _days(),
            _seasonal(),
        ],
        FieldName.FEE: [FEES],
        FieldName.DEADLINE: [block(_with_around(DEADLINE), {**_deadline(known), **AROUND_KEYS})],
        FieldName.WINDOWS: [listed(either(block(WINDOW, {"from": _day_of_year(), "to": _day_of_year()}), _lead()))],
        FieldName.NOTE: [TEXT, block(_with_around(WORDS), {**BOTH, **AROUND_KEYS})],
        FieldName.WHO: [one_of(["any"], "谁都行"), listed(ref(CONDITION), minItems=1), condition_block(AROUND_KEYS)],
        FieldName.REQUIREMENTS: [_copies()],
        FieldName.WAIT: [WAITS],
        FieldName.ONE_OF: [ref("alternatives")],
    }


def _with_around(keys: Keys) -> Keys:
    return Keys((*keys.known, *AROUND), required=keys.required)


def need() -> Schema:
    """A milestone, plain or with the condition under which it is wanted."""
    milestone = id_in("milestones", "状态")
    return either(milestone, block(NEED, {"milestone": milestone, "when": ref(CONDITION, "只对谁要求")}))


def _gives(known: Known) -> Schema:
    offered = {id_: ref("give", zh) for id_, zh in known["milestones"].items()}
    return {"type": "object", "properties": {**AROUND_KEYS, **offered}, "additionalProperties": ref("give")}


def give() -> Schema:
    """The stages that pass before a milestone holds, plain or with the people for whom it does."""
    stages = set_of(one_of(STAGES))
    return either(stages, block(GIVE, {"stages": stages, "when": ref(CONDITION, "只对谁")}))


def _copies() -> Schema:
    zh = "怎么带：original（原件）、original + 1 copy、2 copies（复印件）、1 print（照片）、form（填表）、none（不要）"
    return described(either(one_of(["original", "form", "none"]), matching(ORIGINAL, COPIES, PRINTS)), zh)


def alternatives() -> Schema:
    """Papers any of which will do, each plain or with the people for whom it counts."""
    paper = id_in("evidence", "材料")
    single: Schema = {"type": "object", "additionalProperties": ref(CONDITION), "minProperties": 1, "maxProperties": 1}
    return set_of(either(paper, single), minItems=1)


def _days() -> Schema:
    zh = "哪些天开门：working（工作日，含调休）、weekdays、daily、mon..sat、[mon, wed]"
    span = matching(rf"(?:{'|'.join(DAYS)})\.\.(?:{'|'.join(DAYS)})")
    return described(either(one_of([*NAMED, *DAYS]), span, set_of(one_of(DAYS), minItems=1)), zh)


def _day_of_year() -> Schema:
    return matching(DAY_OF_YEAR, description="月-日，如 09-01")


def _lead() -> Schema:
    before = matching(BEFORE, description="提前多久，如 60 calendar、2 months")
    return block(LEAD, {"before": before, "of": one_of([event.value for event in LEADS], "什么事之前")})


def _seasonal() -> Schema:
    season = matching(rf"{DAY_OF_YEAR.pattern}\.\.{DAY_OF_YEAR.pattern}", description="一年里的一段，如 05-01..09-30")
    otherwise = described(either(_days(), {"type": "object"}), "其他时候")
    named = {"days": _days(), "season": season, "else": otherwise, **AROUND_KEYS}
    return block(_with_around(OPENING), named, dependentRequired={"else": ["season"]})


def _deadline(known: Known) -> dict[str, Schema]:
    milestones = known["milestones"]
    since = either(
        one_of([*(event.value for event in Event), *milestones]),
        DAY,
        matching(DAY_OF_YEAR),
        matching(rf"(?![0-9]){KEBAB.pattern}"),
    )
    return {
        "within": matching(rf"\d{{1,4}} (?:{'|'.join(UNITS)})|same day", description="多长，如 90 calendar"),
        "of": described(
            since, "从什么算起：birth 出生、hired 入职、applied 申请、expires 卡到期、一个日期、每年的一天、一个状态"
        ),
        "milestones": described(set_of(id_in("milestones", "状态")), "期限内要做到什么"),
        "lost": described(TEXT_OR_WORDS, "过了期限会失去什么"),
    }
