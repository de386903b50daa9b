"""Answers as schemas, made from the fields of their classes: the same declarations that they are written from."""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin

import attrs

from medcard import plan as p
from medcard.answer_json import COMMON, PAIRS, SCHEMAS, data_fields
from medcard.explaining.values import SCHEMA, Explanation
from medcard.model import Text
from medcard.schemas.parts import Schema, either, exactly, listed, ref

PLAIN: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}
NULL: Schema = {"type": "null"}
WORDS: Schema = either(
    {"type": "string", "description": "一种语言的文字 (words in one language)"},
    {
        "type": "object",
        "properties": {"zh": {"type": "string"}, "en": {"type": ["string", "null"]}},
        "required": ["zh", "en"],
        "additionalProperties": False,
    },
)


def plan() -> Schema:
    """What ``to_json`` writes of a Plan: ``medcard/plan/1``."""
    return _of(p.Plan)


def undecided() -> Schema:
    """What ``to_json`` writes of an Undecided: ``medcard/undecided/1``."""
    return _of(p.Undecided)


def no_plan() -> Schema:
    """What ``to_json`` writes of a NoPlan: ``medcard/no-plan/1``."""
    return _of(p.NoPlan)


def explanation() -> Schema:
    """What ``to_json`` writes of an Explanation: ``medcard/explanation/1``."""
    return _of(Explanation)


def answer() -> Schema:
    """Any of the three."""
    return _of(*SCHEMAS)


def _of(*classes: type) -> Schema:
    parts = _Parts()
    tops = [parts.of(cls) for cls in classes]
    return {**(tops[0] if len(tops) == 1 else either(*tops)), "$defs": dict(sorted(parts.made.items()))}


class _Parts:
    """The schemas of classes, each made once and referred to by the name of its class."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a field's type."""
        if kind in PLAIN:
            return PLAIN[kind]
        if kind is Text:
            self.made.setdefault("Text", WORDS)
            return ref("Text")
        if get_origin(kind) is tuple:
            return listed(self.of(get_args(kind)[0]))
        if isinstance(kind, UnionType):
            return either(*(NULL if each is NoneType else self.of(each) for each in get_args(kind)))
        if issubclass(kind, Enum):
            return {"enum": [each.value for each in kind]}
        if kind.__name__ not in self.made:
            self.made[kind.__name__] = {}  # a plan may hold plans
            self.made[kind.__name__] = self._record(kind)
        return ref(kind.__name__)

    def _record(self, cls: type[attrs.AttrsInstance]) -> Schema:
        """An object with exactly the keys that are written, all of them."""
        properties: dict[str, Schema] = {}
        constant = {**SCHEMAS, Explanation: SCHEMA}.get(cls)
        if constant is not None:
            properties["schema"] = {"const": constant}
        types = {field.name: field.type for field in attrs.fields(attrs.resolve_types(cls))}
        for name in data_fields(cls):
            properties.update(self._field(cls, name, types[name]))
        common = {key: properties.pop(name) for name, key in COMMON.items() if name in properties}
        if common:
            properties["common"] = exactly(common)
        return exactly(properties, description=(cls.__doc__ or "").partition("\n")[0])

    def _field(self, cls: type[attrs.AttrsInstance], name: str, kind: Any) -> dict[str, Schema]:
        if kind is p.Question:
            return _properties(self._record(p.Question))
        if cls is p.Question and name == "facts":
            return {name: {"type": "object", "additionalProperties": PLAIN[str]}}
        if (cls, name) in PAIRS:
            first, second = PAIRS[cls, name]
            words = self.of(Text) if second == "text" else PLAIN[str]
            return {name: listed(exactly({first: PLAIN[str], second: words}))}
        return {name: self.of(kind)}


def _properties(record: Schema) -> dict[str, Schema]:
    return cast("dict[str, Schema]", record["properties"])
