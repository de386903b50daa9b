"""The files with which a new pack begins: a pack and a case that pass, with examples to uncomment, and the schemas."""

from __future__ import annotations

import json
from datetime import date

from medcard import bundle
from medcard.regions import Region
from medcard.schemas import schema

SCHEMAS = {"pack": "medcard-pack.schema.json", "cases": "medcard-cases.schema.json"}
"""Schema → the name of its file beside the pack, as the first line of the skeletons has it."""


def skeleton(region: Region, today: date) -> dict[str, str]:
    """File name → text of a new pack of ``region`` and its cases, checked ``today``.

    In the texts, lines with ``##`` explain and those with ``#`` are examples; with all examples uncommented both
    files pass too.
    """
    names = {"pack": f"{region.code}.yaml", "cases": f"{region.code}.cases.yaml"}
    return {file: _filled(name, region, today) for name, file in names.items()}


def schema_files() -> dict[str, str]:
    """File name → text of the schemas to which the first lines of the skeletons point."""
    return {file: json.dumps(schema(name), ensure_ascii=False) + "\n" for name, file in SCHEMAS.items()}


def _filled(name: str, region: Region, today: date) -> str:
    text = bundle.read("skeleton", f"{name}.yaml").decode("utf-8")
    for mark, word in {"@CODE@": region.code, "@NAME@": region.full_name, "@TODAY@": today.isoformat()}.items():
        text = text.replace(mark, word)
    return text
