"""What ``medcard diff --format json`` writes, as a schema."""

from __future__ import annotations

from medcard.impact.differences import OUTCOME
from medcard.plan import Aspect
from medcard.rendering.impacts import IMPACT_SCHEMA
from medcard.schemas.parts import Schema, described, either, exactly, listed

NAME: Schema = {"type": "string", "minLength": 1}
REGIONS = listed({"type": "string", "pattern": "^[0-9]{6}$"})
COUNT: Schema = {"type": "integer", "minimum": 0}
VALUE = described(either({"type": "string"}, {"type": "null"}), "和数据包里一样写；没有就是 null (as packs write it)")


def impact() -> Schema:
    """Which classes of people get something else from other packs, and where not all of them were looked at."""
    difference = exactly(
        {
            "aspect": {"enum": [OUTCOME, *Aspect]},
            "where": described({"type": "string"}, "哪个事项、材料、日期 (which procedure, paper or date)"),
            "old": VALUE,
            "new": VALUE,
        }
    )
    change = exactly(
        {
            "scenario": NAME,
            "regions": REGIONS,
            "classes": described(COUNT, "看到这样变的有几类人 (for how many classes it was seen)"),
            "facts": {"type": "object", "additionalProperties": NAME},
            "differences": listed(difference, minItems=1),
            "witness": described(NAME, "可以直接粘贴的一问 (the question in Python)"),
        }
    )
    one_sided = listed(exactly({"scenario": NAME, "regions": REGIONS}))
    return exactly(
        {
            "schema": {"const": IMPACT_SCHEMA},
            "on": {"type": "string", "format": "date"},
            "changed": {"type": "boolean"},
            "regions": REGIONS,
            "packs_gone": REGIONS,
            "packs_new": REGIONS,
            "classes": COUNT,
            "changes": listed(change),
            "scenarios_gone": one_sided,
            "scenarios_new": one_sided,
            "bounded": described(
                listed(exactly({"scenario": NAME, "regions": REGIONS, "classes": COUNT})),
                "没有比完的；空的就是都比了 (where not all classes were compared; empty: all were)",
            ),
        }
    )
