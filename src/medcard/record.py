"""What every frozen value has: equality, hash and repr by its fields, written once for all classes.

attrs would write and compile these methods for each class: 0.4 ms of every start a class, and there are a hundred.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import attrs


class Record:
    """The base of attrs classes made with ``eq=False, repr=False``; ``eq`` and ``repr`` of each field count.

    >>> @attrs.frozen(eq=False, repr=False)
    ... class Point(Record):
    ...     x: int
    ...     label: str = attrs.field(default="", eq=False)
    >>> Point(1), Point(1, "a") == Point(1), Point(1) == Point(2), len({Point(1), Point(1, "a")})
    (Point(x=1, label=''), True, False, 1)
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = _values(self.__class__)
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash(_values(self.__class__)(self))

    def __repr__(self) -> str:
        cls: Any = self.__class__
        said = (f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(cls) if field.repr)
        return f"{cls.__qualname__.rpartition('>.')[2]}({', '.join(said)})"


_VALUES: dict[type, attrgetter[Any]] = {}


def _values(cls: Any) -> attrgetter[Any]:
    """What reads the fields of ``cls`` that count for equality."""
    if cls not in _VALUES:
        _VALUES[cls] = attrgetter(*(field.name for field in attrs.fields(cls) if field.eq))
    return _VALUES[cls]
