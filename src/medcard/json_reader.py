"""A strict walk through a JSON value that collects every problem, each one line that says where.

``problem_json`` walks with it; ``answer_json`` reads with it. A node that is wrong yields a harmless value, so
that the walk goes on.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeGuard

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KEY = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_LONGEST_SHOWN = 60


def parse_json(text: str, problems: list[str]) -> object:
    """The value written in ``text``; duplicate keys and what is not JSON go to ``problems``."""

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(items)
        if len(value) < len(items):
            counts = Counter(name for name, _ in items)
            problems.extend(
                f"$: key {shown(name)} is written {count} times in one object; keep one"
                for name, count in counts.items()
                if count > 1
            )
        return value

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=_no_constant)
    except RecursionError:
        problems.append("$: nested too deeply; a problem needs 7 levels")
    except ValueError as error:
        problems.append(f"$: not JSON: {str(error).partition('; use sys.')[0]}; write one JSON object")
    return None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def shown(value: object) -> str:
    """``value`` as one line of ASCII JSON, cut when long."""
    try:
        text = json.dumps(value, default=repr)
    except (TypeError, ValueError, RecursionError):
        text = json.dumps(type(value).__name__)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


class Node:
    """A JSON value and where it stands; each method reads it as one type."""

    __slots__ = ("at", "problems", "value")

    def __init__(self, value: object, at: str, problems: list[str]) -> None:
        self.value = value
        self.at = at
        self.problems = problems

    def wrong(self, expected: str) -> None:
        """Note that this value is not what is ``expected`` (said as what to write)."""
        self.problems.append(f"{self.at}: got {shown(self.value)}; {expected}")

    def _child(self, key: object, value: object) -> Node:
        name = str(key)
        step = f".{name}" if _KEY.fullmatch(name) else f"[{shown(name)}]"
        return Node(value, self.at + step, self.problems)

    def member(self, name: str) -> object:
        """What an object holds under ``name``; None where there is none."""
        return self.value.get(name) if _is_object(self.value) else None

    def holds(self, name: str) -> bool:
        """Whether this is an object with the member ``name``."""
        return _is_object(self.value) and name in self.value

    def entries(self) -> list[tuple[str, Node]]:
        """The members of an object, names as written."""
        if not _is_object(self.value):
            self.wrong("write an object")
            return []
        members: list[tuple[str, Node]] = []
        for key, value in self.value.items():
            child = self._child(key, value)
            if is_name(key):
                members.append((key, child))
            else:
                self.problems.append(f"{child.at}: got the name {shown(key)}; write non-empty printable text")
        return members

    def fields(self, required: Sequence[str], optional: Mapping[str, object] | None = None) -> dict[str, Node]:
        """Every member of an object with a closed set of names; ``optional`` are names and their defaults.

        A required one that is missing is noted once, and whatever is read from it is noted no more.
        """
        optional = optional or {}
        found = dict.fromkeys(required, Node(None, self.at, []))
        found |= {name: self._child(name, default) for name, default in optional.items()}
        if not _is_object(self.value):
            self.wrong(f"write an object with {', '.join(required)}")
            return found
        members = self.value
        for name in required:
            if name not in members:
                self.problems.append(f"{self.at}: key {shown(name)} is missing; write it")
        for key, value in members.items():
            if isinstance(key, str) and key in found:
                found[key] = self._child(key, value)
            else:
                at = self._child(key, value).at
                self.problems.append(f"{at}: unknown key; use {', '.join(found)}")
        return found

    def items(self, *, empty: str | None = None) -> list[Node]:
        """The items of a list; ``empty`` is what to do when there are none, None if that is fine."""
        if not _is_list(self.value):
            self.wrong("write a list")
            return []
        if empty is not None and not self.value:
            self.wrong(empty)
        return [Node(value, f"{self.at}[{i}]", self.problems) for i, value in enumerate(self.value)]

    def text(self) -> str:
        """Text that is not empty and fits on one line."""
        if is_name(self.value):
            return self.value
        self.wrong("write non-empty printable text")
        return ""

    def texts(self, *, empty: str | None = None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(node.text() for node in self.items(empty=empty))

    def one_of(self, names: Collection[str]) -> str | None:
        """One of ``names``; None when it is another value."""
        if isinstance(self.value, str) and self.value in names:
            return self.value
        self.wrong(f"use one of {', '.join(names)}")
        return None

    def whole(self, *, least: int = 0, most: int | None = None) -> int:
        """A whole number (true and 1.0 are none) within ``least``..``most``."""
        value = self.value
        if isinstance(value, int) and value is not True and value is not False:
            fits = value >= least and (most is None or value <= most)
            if fits:
                return value
        top = "or more" if most is None else f"to {most}"
        self.wrong(f"write a whole number, {least} {top}")
        return least

    def truth(self) -> bool:
        """true or false."""
        if isinstance(self.value, bool):
            return self.value
        self.wrong("write true or false")
        return False

    def day(self) -> date | None:
        """A date that exists, as YYYY-MM-DD."""
        if isinstance(self.value, str) and _DATE.fullmatch(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.wrong("write a date as YYYY-MM-DD")
        return None

    def days(self) -> tuple[date, ...]:
        """A list of dates; those that are wrong are left out."""
        found = (node.day() for node in self.items())
        return tuple(day for day in found if day is not None)


def is_name(value: object) -> TypeGuard[str]:
    """Whether ``value`` is text that is not empty and has nothing unprintable in it."""
    return isinstance(value, str) and value != "" and value.isprintable()


def _is_object(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)
