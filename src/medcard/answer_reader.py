"""JSON text → answers, strictly, through cattrs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeGuard, cast, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from medcard import plan as p
from medcard.answer_json import COMMON, PAIRS, SCHEMAS, data_fields
from medcard.arguments import expect
from medcard.errors import InvalidAnswer
from medcard.json_reader import parse_json, shown
from medcard.model import Text

Step = str | int
Path = tuple[Step, ...]
Hook = Callable[[Any, Any], Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_QUESTION = "(question)"  # no key of a file: where the parts of the question wait to be read together


class _Wrong(ValueError):
    """A value that is not what it should be, and what to write instead."""

    def __init__(self, value: object, advice: str) -> None:
        self.value = value
        self.advice = advice
        super().__init__(advice)


def from_json(text: str) -> p.Answer:
    """The answer written in ``text``. Raises ``InvalidAnswer`` with every problem, one line each; WrongArgument.

    A text that is one plain string, as ``to_json`` writes it for one language, is read as Chinese without English.

    >>> from_json('{"schema": "medcard/plan/2"}')
    Traceback (most recent call last):
    ...
    medcard.errors.InvalidAnswer: $.schema: got "medcard/plan/2"; use one of medcard/plan/1, medcard/undecided/1, \
medcard/no-plan/1
    """
    expect("text", text, str, "the JSON text of an answer")
    problems: list[str] = []
    value = parse_json(text, problems)
    if problems:
        raise InvalidAnswer(problems)
    return read_answer(value)


def read_answer(value: object) -> p.Answer:
    """The answer that a JSON value describes. Raises ``InvalidAnswer`` with every problem."""
    if not _is_object(value):
        raise InvalidAnswer([f"$: got {shown(value)}; write an object with a schema"])
    by_schema = {schema: cls for cls, schema in SCHEMAS.items()}
    schema = value.get("schema")
    if not isinstance(schema, str) or schema not in by_schema:
        raise InvalidAnswer([f"$.schema: got {shown(schema)}; use one of {', '.join(by_schema)}"])
    try:
        answer = cast("p.Answer", _converter().structure(value, by_schema[schema]))
    except BaseValidationError as error:
        raise InvalidAnswer([f"{_at(path)}: {words}" for path, words in _problems(error)]) from None
    return answer


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(p.Prefer, _closed)
    converter.register_structure_hook(p.Aspect, _closed)
    converter.register_structure_hook(p.Doubt, _closed)
    converter.register_structure_hook(p.Outcome, _closed)

    @converter.register_structure_hook_factory(_is_tuple)
    def tuples(cls: Any) -> Hook:  # pyright: ignore[reportUnusedFunction]
        return _tuple_hook(cls, converter)

    @converter.register_structure_hook_factory(attrs.has)
    def objects(cls: type[attrs.AttrsInstance]) -> Hook:  # pyright: ignore[reportUnusedFunction]
        return _object_hook(cls, converter)

    return converter


def _text(value: object, _: object) -> str:
    if isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value):
        return value
    raise _Wrong(value, "write text")


def _whole(value: object, _: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _Wrong(value, "write a whole number")


def _truth(value: object, _: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong(value, "write true or false")


def _day(value: object, _: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _Wrong(value, "write a date as YYYY-MM-DD")


def _closed(value: object, kind: type[StrEnum]) -> StrEnum:
    if isinstance(value, str) and value in tuple(kind):
        return kind(value)
    raise _Wrong(value, f"use one of {', '.join(kind)}")


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, dict)


def _is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _tuple_hook(cls: Any, converter: Converter) -> Hook:
    item: Any = get_args(cls)[0]
    items: Any = list[item]
    base = converter.get_structure_hook(items)

    def structure(value: object, _: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _Wrong(value, "write a list")  # cattrs would take a text apart
        return tuple(base(value, items))

    return structure


def _object_hook(cls: type[attrs.AttrsInstance], converter: Converter) -> Hook:
    changes = {name: override(rename=f"common.{key}") for name, key in COMMON.items()}
    changes["question"] = override(rename=_QUESTION)
    changes.update((name, _pairs(keys, converter)) for (owner, name), keys in PAIRS.items() if owner is cls)
    if cls is p.Question:
        changes["facts"] = override(struct_hook=_facts_hook(converter))
    fields = [field.name for field in attrs.fields(cls)]
    changes.update((name, override(omit=True)) for name in fields if name not in data_fields(cls))
    mine: dict[str, Any] = {name: change for name, change in changes.items() if name in fields}
    base = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **mine)

    def structure(value: object, _: object) -> object:
        if cls is Text and isinstance(value, str):
            return Text(_text(value, str))
        if not _is_object(value):
            raise _Wrong(value, "write an object")
        return base(_nested(value, cls) if cls in SCHEMAS else value, cls)

    return structure


def _nested(value: Mapping[str, object], cls: type) -> dict[str, object]:
    """The members as the class has them: the question's parts together, ``common`` taken apart."""
    if value.get("schema") != SCHEMAS[cls]:
        raise _Wrong(value.get("schema"), f"write the schema {SCHEMAS[cls]}")
    parts = {field.name for field in attrs.fields(p.Question)}
    rest = {key: item for key, item in value.items() if key not in parts and key != "schema"}
    common = rest.get("common")
    if cls is p.Undecided and _is_object(common):
        del rest["common"]
        rest.update({f"common.{key}": item for key, item in common.items()})
    rest[_QUESTION] = {key: item for key, item in value.items() if key in parts}
    return rest


def _facts_hook(converter: Converter) -> Hook:
    base = converter.get_structure_hook(dict[str, str])

    def structure(value: object, _: object) -> tuple[tuple[str, str], ...]:
        if not _is_object(value):
            raise _Wrong(value, "write an object")
        return tuple(base(value, dict[str, str]).items())

    return structure


def _pairs(keys: tuple[str, str], converter: Converter) -> Any:
    """Objects of two keys read as pairs; the second part of an option is a text, all else is words."""
    second = Text if keys[1] == "text" else str
    pair = attrs.make_class("Pair", {keys[0]: attrs.field(type=str), keys[1]: attrs.field(type=second)})
    read = _tuple_hook(tuple.__class_getitem__((pair, ...)), converter)

    def structure(value: object, _: object) -> tuple[tuple[object, ...], ...]:
        return tuple(tuple(getattr(found, key) for key in keys) for found in read(value, None))

    return override(struct_hook=structure)


def _problems(error: BaseException, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every leaf of cattrs' tree of errors with the path to it."""
    if isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield (*path, key), "unknown key; leave it out"
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _step(inner))
    elif isinstance(error, KeyError):
        yield path[:-1], f"key {shown(error.args[0])} is missing; write it"
    elif isinstance(error, _Wrong):
        yield path, f"got {shown(error.value)}; {error.advice}"
    else:
        yield path, str(error)


def _step(error: BaseException) -> Path:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            name = note.name
            return () if name == "question" else (f"common.{COMMON[name]}" if name in COMMON else name,)
    return ()


def _at(path: Path) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
