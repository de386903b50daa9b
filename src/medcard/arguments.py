"""What a caller passes, refused in words where a type checker would have refused it: not every caller has one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import UnionType
from typing import TypeVar

from medcard.errors import WrongArgument, brief

Value = TypeVar("Value")


def expect(argument: str, value: object, kinds: type | UnionType, accepted: str) -> None:
    """WrongArgument unless ``value`` is one of ``kinds``; ``accepted`` says what to give.

    >>> expect("lang", 3, str, "'zh' or 'en'")
    Traceback (most recent call last):
    medcard.errors.WrongArgument: lang: got 3; give 'zh' or 'en'
    """
    if not isinstance(value, kinds):
        raise WrongArgument(argument, brief(value), accepted)


def expect_one_of(argument: str, value: object, values: Collection[str]) -> None:
    """WrongArgument unless ``value`` is one of the texts ``values``."""
    if not isinstance(value, str) or value not in values:
        raise WrongArgument(argument, brief(value), f"one of {', '.join(values)}")


def expect_all(argument: str, values: Iterable[Value], kinds: type | UnionType, accepted: str) -> tuple[Value, ...]:
    """The ``values``; WrongArgument unless each is one of ``kinds``, or if they are one text or no row at all."""
    row: object = values
    if isinstance(row, str | bytes):
        raise WrongArgument(argument, brief(row), accepted)
    expect(argument, row, Iterable, accepted)
    found = tuple(values)
    for value in found:
        expect(argument, value, kinds, accepted)
    return found
