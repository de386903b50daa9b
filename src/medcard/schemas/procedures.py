"""Procedures and channels as schemas."""

from __future__ import annotations

from collections.abc import Mapping

from medcard.model import FieldName
from medcard.packs.procedures import ACTORS, AUTHORITIES, CHANNEL, CHANNELS, FIELDS, PROCEDURE
from medcard.packs.shape import KEBAB, Keys
from medcard.packs.statements import AROUND
from medcard.packs.values import STAGES
from medcard.schemas.parts import YES, Schema, block, described, either, id_in, matching, one_of, ref, set_of
from medcard.schemas.statements import several
from medcard.schemas.values import AROUND_KEYS, BOTH, Known

_STAGE = f"(?:{'|'.join(STAGES)})"
_SPANS = rf"{_STAGE}(?:\+{_STAGE})*"
_VALUE = Keys(("value", *AROUND), required=("value",))
_COMMON_SPANS = (*STAGES, "review+making", "review+making+delivery")


def procedures(known: Known) -> dict[str, Schema]:
    """A procedure, a channel, and the fields with lines that both have, by their names."""
    papers = {**known["evidence"], "complete": ""}
    who = _lines(FieldName.WHO, dict.fromkeys(ACTORS, ""), one_of([*ACTORS, *AROUND]))
    wait = _lines(FieldName.WAIT, dict.fromkeys(_COMMON_SPANS, ""), matching(_SPANS, *AROUND))
    return {
        "procedure": _procedure(),
        "channel": _channel(),
        **_whole("who", who, "谁能去办 → 在什么条件下；any 是谁都行"),
        **_whole("wait", wait, "环节 → 多久"),
        **_whole("requirements", _lines(FieldName.REQUIREMENTS, papers, matching(KEBAB)), "材料 → 怎么带"),
    }


def _procedure() -> Schema:
    named = {
        **_body(),
        "authority": one_of(AUTHORITIES, "主管部门"),
        "joins": described(set_of(id_in("procedures", "事项")), "一件事：把哪几个事项一起办"),
        "channels": described(_channels(), "在哪里、用什么办"),
    }
    return block(PROCEDURE, named)


def _channel() -> Schema:
    there: Schema = {"enum": ["yes", "withdrawn"], "description": "withdrawn：已停办（要有依据）"}
    one = block(CHANNEL, {**_body(), "value": there})
    return described(either(there, one, several(either(there, one))), "{}：可以办；withdrawn：已停办；或者写不同之处")


def _channels() -> Schema:
    return {
        "type": "object",
        "properties": {**AROUND_KEYS, **dict.fromkeys(CHANNELS, ref("channel"))},
        "patternProperties": {f"^(?:{'|'.join(CHANNELS)}):{KEBAB.pattern}$": ref("channel")},
        "additionalProperties": False,
    }


def _body() -> dict[str, Schema]:
    """What procedures and channels share."""
    lines = {name: ref(f"{name}-lines") for name in ("who", "wait", "requirements")}
    return {**BOTH, **AROUND_KEYS, **{name.value: ref(name.value) for name in FIELDS}, **lines}


def _lines(name: FieldName, offered: Mapping[str, str], names: Schema) -> Schema:
    own = {line: ref(name.value, zh) if zh else ref(name.value) for line, zh in offered.items()}
    if "complete" in own:
        yes = either(YES, block(_VALUE, {"value": YES, **AROUND_KEYS}))
        own["complete"] = described(yes, "全部材料都在这里：上一级要、这里没写的都不要了")
    return {
        "type": "object",
        "properties": {**AROUND_KEYS, **own},
        "additionalProperties": ref(name.value),
        "propertyNames": names,
    }


def _whole(name: str, lines: Schema, zh: str) -> dict[str, Schema]:
    """A field with lines; the whole block may be a value with its own source, or several claims."""
    one = ref(f"{name}-block")
    valued = block(_VALUE, {"value": one, **AROUND_KEYS})
    return {f"{name}-block": lines, f"{name}-lines": described(either(one, valued, several(one)), zh)}
