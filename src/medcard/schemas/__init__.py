"""JSON Schemas (draft 2020-12) of what people write and programs exchange, made from what the readers go by.

Editors complete and check with them; the readers say more, since a schema cannot look names up or compare dates.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from medcard.arguments import expect_one_of

NAMES = {
    "pack": "一个地区的数据包 (a region's pack)",
    "cases": "数据包旁边的案例 (the cases beside a pack)",
    "question": "一个问题 (a question: one row of plan_many)",
    "answer": "任何一种回答 (any answer: plan, undecided or no-plan)",
    "plan": "办事方案 (a plan)",
    "undecided": "还要问的问题 (questions that matter)",
    "no-plan": "没有办法和原因 (no plan, and why)",
    "explanation": "为什么 (an explanation)",
    "problem": "规划问题 (a planning problem)",
    "front": "规划问题的解 (the front of a problem)",
    "diff": "数据包改动的影响 (what other packs change for whom)",
    "error": "出错 (an error)",
}
"""Name → what it describes."""
_HOMES = {
    "pack": ("pack", "schema"),
    "cases": ("cases", "schema"),
    "question": ("questions", "question"),
    "answer": ("answers", "answer"),
    "plan": ("answers", "plan"),
    "undecided": ("answers", "undecided"),
    "no-plan": ("answers", "no_plan"),
    "explanation": ("answers", "explanation"),
    "problem": ("problems", "problem"),
    "front": ("problems", "front"),
    "diff": ("impacts", "impact"),
    "error": ("problems", "error"),
}
"""Name → the module that makes it and the function in it."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, object]:
    """The schema called ``name``, one of ``NAMES``; WrongArgument for another.

    >>> schema("pack")["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    expect_one_of("name", name, NAMES)
    module, function = _HOMES[name]
    made = cast("dict[str, object]", getattr(import_module(f"medcard.schemas.{module}"), function)())
    return {"$schema": DIALECT, **made}
