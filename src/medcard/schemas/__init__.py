"""JSON Schemas (draft 2020-12) of the files that people write, made from what their readers go by.

Editors complete and check with them; the readers say more, since a schema cannot look names up or compare dates.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from medcard.arguments import expect_one_of

NAMES = {
    "pack": "一个地区的数据包 (a region's pack)",
    "cases": "数据包旁边的案例 (the cases beside a pack)",
}
"""Name → what it describes; ``medcard.schemas.<name>`` makes it with its function ``schema``."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, object]:
    """The schema called ``name``, one of ``NAMES``; WrongArgument for another.

    >>> schema("pack")["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    expect_one_of("name", name, NAMES)
    made = cast("dict[str, object]", import_module(f"medcard.schemas.{name}").schema())
    return {"$schema": DIALECT, **made}
