"""The tree of a pack file: three kinds of node that know their places, and nothing of YAML.

Plain classes with slots, because a file has thousands of nodes and each attrs class costs start-up time.
Treat them as read-only.
"""

from __future__ import annotations

import re

from medcard.packs.problems import Code, Position, Problems, shown

_SLIP = r"[\w-]+(?P<colon>：|:(?P<space>[\u00a0\u3000])?(?=\S|\Z|[\u00a0\u3000]))"  # only a faulty file needs it


class Scalar:
    """Text as written; ``quoted`` tells ``"no"`` or a block of text from a bare word."""

    __slots__ = ("col", "line", "quoted", "text")

    def __init__(self, text: str, quoted: bool, line: int, col: int) -> None:
        self.text = text
        self.quoted = quoted
        self.line = line
        self.col = col

    def __repr__(self) -> str:
        return f"Scalar({self.text!r}, {self.quoted}, {self.line}, {self.col})"


class Mapping:
    """A block of keys in the order written; ``key_at`` gives the line and column of each key."""

    __slots__ = ("col", "items", "key_at", "line")

    def __init__(self, line: int, col: int) -> None:
        self.items: dict[str, Node] = {}
        self.key_at: dict[str, Position] = {}
        self.line = line
        self.col = col

    def __repr__(self) -> str:
        return f"Mapping({self.items!r}, {self.line}, {self.col})"


class Sequence:
    """A list in the order written."""

    __slots__ = ("col", "items", "line")

    def __init__(self, line: int, col: int) -> None:
        self.items: list[Node] = []
        self.line = line
        self.col = col

    def __repr__(self) -> str:
        return f"Sequence({self.items!r}, {self.line}, {self.col})"


Node = Scalar | Mapping | Sequence


def as_mapping(node: Node, problems: Problems) -> Mapping | None:
    """The node if it is a block of keys; otherwise None, with the likeliest slip added to ``problems``.

    Text such as ``天数：3`` is legal as a value; only where a block was expected is it a slip.

    >>> problems = Problems("a.yaml")
    >>> as_mapping(Scalar("天数：3", False, 4, 7), problems)
    >>> print(problems.found()[0])
    a.yaml:4:9: full-width-colon: full-width colon after '天数'; write ':' and a space
    """
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Sequence):
        problems.add(node, Code.NOT_A_MAPPING, "expected a block of keys, found a list")
        return None
    slip = None if node.quoted else re.match(_SLIP, node.text)
    if slip is None:
        found = shown(node.text) if node.text or node.quoted else "nothing"
        problems.add(node, Code.NOT_A_MAPPING, f"expected a block of keys, found {found}")
        return None
    word = shown(node.text[: slip.start("colon")])
    at = node.line, node.col + slip.start("space" if slip["space"] else "colon")
    if slip["colon"] == "：":
        problems.add(at, Code.FULL_WIDTH_COLON, f"full-width colon after {word}; write ':' and a space")
    elif slip["space"]:
        problems.add(at, Code.BAD_SPACE, f"the space after {word}: is not an ordinary one; type it again")
    else:
        problems.add(at, Code.NO_SPACE_AFTER_COLON, f"no space after the colon of {word}; put one there")
    return None
