"""Planning problems, their fronts and errors as schemas: what other solvers and programs exchange with medcard."""

from __future__ import annotations

from medcard.error_json import SCHEMA as ERROR_SCHEMA
from medcard.front_json import FRONT_SCHEMA
from medcard.problem import WORKING, Unit, Why
from medcard.problem_json import PROBLEM_SCHEMA
from medcard.schemas.parts import Schema, either, exactly, listed

NAME: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "format": "date"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NULL: Schema = {"type": "null"}
NAMES = listed(NAME)
SOME_NAMES = listed(NAME, minItems=1)
WEEKDAYS = listed({"type": "integer", "minimum": 1, "maximum": 7})

SPAN = either(
    exactly({"unit": {"enum": [unit for unit in Unit if unit != Unit.NOT_BEFORE]}, "least": COUNT, "most": COUNT}),
    exactly({"unit": {"const": Unit.NOT_BEFORE.value}, "date": DAY}),
)
ACTION = exactly(
    {"id": NAME, "who": NAME, "open": NAME, "gives": {"type": "object", "additionalProperties": listed(SPAN)}},
    {
        "once": NAMES,
        "place": either(NAME, NULL),
        "windows": listed(listed(DAY, minItems=2, maxItems=2)),
        "needs": NAMES,
        "fee": {**COUNT, "description": "分 (fen)"},
        "materials": listed(SOME_NAMES),
    },
)
CHOICE = exactly(
    {
        "lost": COUNT,
        "covered": listed(DAY),
        "finish": DAY,
        "visits": COUNT,
        "fee": {**COUNT, "description": "分 (fen)"},
        "materials": COUNT,
        "actions": listed(exactly({"id": NAME, "on": DAY, "earliest": DAY})),
    }
)


def problem() -> Schema:
    """What ``medcard problem`` writes and ``medcard solve`` reads."""
    calendar = exactly({"weekdays": WEEKDAYS}, {"minus": listed(DAY), "plus": listed(DAY)})
    return exactly(
        {
            "schema": {"const": PROBLEM_SCHEMA},
            "start": DAY,
            "calendars": {"type": "object", "additionalProperties": calendar, "required": [WORKING]},
            "goal": NAMES,
            "actions": listed(ACTION),
        },
        {
            "known_until": either(DAY, NULL),
            "initial": {
                "type": "object",
                "additionalProperties": either(NULL, exactly({"earliest": DAY, "latest": DAY})),
            },
            "urgent": listed(SOME_NAMES),
            "deadlines": listed(exactly({"id": NAME, "milestones": SOME_NAMES, "by": DAY})),
        },
    )


def front() -> Schema:
    """What ``medcard solve`` writes."""
    cause = exactly({"milestone": NAME, "why": {"enum": list(Why)}, "actions": NAMES})
    required: dict[str, Schema] = {
        "schema": {"const": FRONT_SCHEMA},
        "proven": {"type": "boolean"},
        "front": listed(CHOICE),
    }
    return exactly(required, {"causes": listed(cause)})


def error() -> Schema:
    """What :func:`medcard.error_json.error_to_value` makes."""
    return exactly({"schema": {"const": ERROR_SCHEMA}, "code": NAME, "problems": listed(NAME, minItems=1)})
