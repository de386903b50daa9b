"""Answers as JSON: ``medcard/plan/1``, ``medcard/undecided/1`` and ``medcard/no-plan/1``.

Keys are the names of the fields, in their order, with three exceptions: the parts of the question stand at the
top, facts are an object, and what is common to all completions of an undecided question stands in ``common``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import cast

import attrs

from medcard import plan as p
from medcard.arguments import expect
from medcard.errors import WrongArgument, brief
from medcard.explaining.values import SCHEMA, Explanation
from medcard.model import Text

SCHEMAS: dict[type, str] = {
    p.Plan: p.SCHEMA_PLAN,
    p.Undecided: p.SCHEMA_UNDECIDED,
    p.NoPlan: p.SCHEMA_NO_PLAN,
}
PAIRS: dict[tuple[object, str], tuple[str, str]] = {
    (p.RegionRef, "chain"): ("code", "name"),
    (p.Ask, "options"): ("value", "text"),
}
"""Fields that hold pairs, and the keys that a pair's parts have in JSON."""
COMMON = {"common_steps": "steps", "common_materials": "materials"}


def to_json(answer: p.Answer | Explanation, lang: str | None = None) -> str:
    """The answer as JSON text, the same bytes for equal answers, without a line break at the end.

    With ``lang`` None every text is ``{"zh": …, "en": …}`` and :func:`medcard.from_json` reads an equal one back; with
    ``zh`` or ``en`` it is plain words in that language.
    """
    return json.dumps(to_value(answer, lang), ensure_ascii=False, indent=2)


def to_value(answer: p.Answer | Explanation, lang: str | None = None) -> dict[str, object]:
    """What :func:`to_json` writes, as dicts, lists, texts and numbers."""
    if lang not in (None, "zh", "en"):
        raise WrongArgument("lang", brief(lang), "'zh', 'en' or None for both")
    accepted = "a Plan, an Undecided, a NoPlan or an Explanation"
    expect("answer", answer, p.Plan | p.Undecided | p.NoPlan | Explanation, accepted)
    if isinstance(answer, Explanation):
        return {"schema": SCHEMA, **_fields(answer, lang)}
    return _answer(answer, lang)


def _answer(answer: p.Answer, lang: str | None) -> dict[str, object]:
    written: dict[str, object] = {"schema": SCHEMAS[type(answer)]}
    for name, value in _fields(answer, lang).items():
        if name == "question":
            written.update(_fields(answer.question, lang))
        elif name in COMMON:
            common = cast("dict[str, object]", written.setdefault("common", {}))
            common[COMMON[name]] = value
        else:
            written[name] = value
    return written


def data_fields(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """The names of the fields that are data: what does not count for equality ties an answer to a planner."""
    return tuple(field.name for field in attrs.fields(cls) if field.eq)


def _fields(value: attrs.AttrsInstance, lang: str | None) -> dict[str, object]:
    return {name: _field(value, name, lang) for name in data_fields(type(value))}


def _field(owner: object, name: str, lang: str | None) -> object:
    value = getattr(owner, name)
    if isinstance(owner, p.Question) and name == "facts":
        return dict(owner.facts)
    keys = PAIRS.get((type(owner), name))
    if keys is not None:
        return [dict(zip(keys, (_value(part, lang) for part in pair), strict=True)) for pair in value]
    return _value(value, lang)


def _value(value: object, lang: str | None) -> object:
    match value:
        case Text():
            return {"zh": value.zh, "en": value.en} if lang is None else value.get(lang)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [_value(item, lang) for item in cast("Sequence[object]", value)]
        case p.Plan():
            return _answer(value, lang)
        case _ if attrs.has(type(value)):
            return _fields(cast("attrs.AttrsInstance", value), lang)
        case _:
            return value
