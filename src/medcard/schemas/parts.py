"""The small parts of schemas: text, ids, dates, blocks of the keys that readers declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from medcard.packs.shape import DATE, KEBAB, Keys

Schema = dict[str, object]

# Editors take 2024 for a number and true for a truth value; readers take every value for the text that it is.
TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
YES_NO: Schema = {"enum": ["yes", "no"]}
YES: Schema = {"enum": ["yes"]}


def matching(*patterns: re.Pattern[str] | str, **more: object) -> Schema:
    """Text that fits one of the readers' patterns as a whole."""
    return {"type": "string", "pattern": _whole(patterns), **more}


def _whole(patterns: Iterable[re.Pattern[str] | str]) -> str:
    """The patterns as one in the dialect of JSON Schema, which has groups without names only."""
    texts = (each if isinstance(each, str) else each.pattern for each in patterns)
    return "^(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(", text) for text in texts) + ")$"


ID = matching(KEBAB)
DAY = matching(DATE, format="date", description="日期，如 2026-11-23")


def described(schema: Schema, zh: str) -> Schema:
    """The schema with a description for people."""
    return {**schema, "description": zh}


def one_of(words: Iterable[str], zh: str = "") -> Schema:
    """One of some words."""
    made: Schema = {"enum": list(words)}
    return described(made, zh) if zh else made


def either(*schemas: Schema) -> Schema:
    """Any of several."""
    return {"anyOf": list(schemas)}


def listed(member: Schema, **more: object) -> Schema:
    """A list."""
    return {"type": "array", "items": member, **more}


def set_of(member: Schema, **more: object) -> Schema:
    """A list in which nothing stands twice."""
    return listed(member, uniqueItems=True, **more)


def ref(name: str, zh: str = "") -> Schema:
    """Another part of the same schema."""
    made: Schema = {"$ref": f"#/$defs/{name}"}
    return described(made, zh) if zh else made


def block(keys: Keys, named: Mapping[str, Schema], *, also: Iterable[str] = (), **more: object) -> Schema:
    """A block of exactly the keys that its reader knows; ``also``: further ones that it cannot do without.

    ``named`` describes each key. Raises KeyError for a key without a description, ValueError for one too many.
    """
    strange = named.keys() - set(keys.known)
    if strange:
        raise ValueError(f"the reader knows no {', '.join(sorted(strange))}")
    made: Schema = {
        "type": "object",
        "properties": {key: named[key] for key in keys.known},
        "additionalProperties": False,
    }
    required = [*keys.required, *also]
    if required:
        made["required"] = required
    if "en" in keys.known and "zh" not in required:
        made["dependentRequired"] = {"en": ["zh"]}
    return {**made, **more}


def exactly(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None, **more: object) -> Schema:
    """An object with these keys and no others."""
    return {
        **more,
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def entries(member: Schema, known: Mapping[str, str], reserved: Mapping[str, object] | None = None) -> Schema:
    """A block whose keys are the author's ids; ``known`` are ids that editors offer, with what they are."""
    offered = {id_: described(member, zh) for id_, zh in known.items()}
    return {
        "type": "object",
        "properties": {**(reserved or {}), **offered},
        "additionalProperties": member,
        "propertyNames": matching(KEBAB),
    }


def ids(known: Mapping[str, Mapping[str, str]]) -> dict[str, Schema]:
    """An id of each section, as ``<section>-id``; editors offer those that are declared above."""
    return {f"{section}-id": either(one_of(declared), ID) for section, declared in known.items()}


def id_in(section: str, zh: str) -> Schema:
    """An id of an entry of a section, see ``ids``."""
    return ref(f"{section}-id", zh)
