"""The text of a pack to a tree of nodes that know their places; the only module that sees YAML.

A strict subset, read from PyYAML's *events*: they are lazy and iterative, so a hostile file is refused where
its limit is passed, whereas ``load`` and ``compose`` recurse (50,000 brackets end the process inside
libyaml), guess types (``no``, ``010``) and let the last of two equal keys win. Every scalar stays text; what
it means is decided where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from medcard.packs.characters import bad_characters, characters, places
from medcard.packs.nodes import Mapping, Node, Scalar, Sequence, as_mapping
from medcard.packs.problems import Code, HasPosition, Position, Problems, shown

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "as_mapping", "read", "read_into", "read_node"]

MOST_NODES = 50_000
MOST_DEPTH = 24
_TOO_MANY = f"more than {MOST_NODES:,} keys and values; split the file"

_Level = tuple[dict[str, Node] | None, dict[str, Position], list[Node], str | None]
_LOADER: type[Any] = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
# Strings, not compiled: only a faulty file needs them.
_DIRECTIVE = "(?:^|(?<=[\r\n]))%"
_NO_KEYS: dict[str, Position] = {}  # what a list has of keys, and a block of members; never written to
_NO_MEMBERS: list[Node] = []
_SLIPS_IN_KEYS = {
    "：": (Code.FULL_WIDTH_COLON, "full-width colon in a key; write ':' and a space"),
    "\u00a0": (Code.BAD_SPACE, "no-break space in a key; type an ordinary one, or none"),
    "\u3000": (Code.BAD_SPACE, "full-width space in a key; type an ordinary one, or none"),
    ":{": (Code.NO_SPACE_AFTER_COLON, "no space between ':' and '{'; put one there"),
    ":[": (Code.NO_SPACE_AFTER_COLON, "no space between ':' and '['; put one there"),
}
_ODD_KEYS = frozenset({"", "<<"})
_WRONG_COLON = r"(?P<key>[\w-]{1,99})(?P<colon>：|:)"
# Words of libyaml and of the pure parser, and what helps; the first that fits is said.
_HINTS = (
    ("mapping values are not allowed", "quote the text that holds ': ', or check the indentation"),
    ("could not find expected ':'", "this line is not 'key: value'"),
    ("unexpected ':'", "put a space after the colon, or quote the text that holds it"),
    ("unexpected end of stream", "the quotation mark here is never closed"),
    ("cannot start any token", "indent with spaces, not tabs; quote text that begins with '@', '`' or '%'"),
    ("comment or line break", "quote text that begins with '>' or '|'"),
    ("chomping or indentation", "quote text that begins with '>' or '|'"),
    ("alphabetic or numeric", "quote text that begins with '*' or '&'"),
    ("but got '?'", "quote text that holds '?'"),
    ("or ']'", "close the bracket, separate with ', ' and use no full-width signs"),
    ("or '}'", "close the brace, separate with ', ' and use no full-width signs"),
    ("escape c", "in double quotes a backslash begins an escape; use single quotes"),
    ("expected key", "indent this line like the keys beside it"),
    ("<block end>", "indent this line like the lines beside it"),
    ("'-' indicator", "every line of a list begins with '- '"),
)


class _StopReading(Exception):
    """The rest of the file cannot be read; the reason is already among the problems."""


def read(text: str | bytes, *, file: str) -> Mapping:
    """The tree of one pack file; ``file`` is the name that problems bear.

    Raises ``InvalidPack`` with every problem of the file.

    >>> root = read("region: 010100\\nwho: {self: no, guardian: 是}\\n", file="010100.yaml")
    >>> root.items["region"], root.key_at["who"]
    (Scalar('010100', False, 1, 9), (2, 1))
    >>> read("fee: 0\\nfee: 20\\nwait: *same\\n", file="010100.yaml")
    Traceback (most recent call last):
    medcard.errors.InvalidPack: 010100.yaml:2:1: duplicate-key: key 'fee' stands already at 1:1; keep one
    010100.yaml:3:7: alias: alias 'same'; write it out again
    """
    problems = Problems(file)
    root = read_into(problems, text)
    problems.raise_if_any()
    assert root is not None, "a file that cannot be read has a problem"
    return root


def read_into(problems: Problems, text: str | bytes) -> Mapping | None:
    """The tree of one pack file, its problems added to ``problems``; None where no tree can be trusted.

    A tree comes back in spite of problems that leave no hole in it (duplicate keys: the last one stands), so
    that the caller can go on and report what else is wrong. Raises nothing.
    """
    root = read_node(problems, text)
    return None if root is None else as_mapping(root, problems)


def read_node(problems: Problems, text: str | bytes) -> Node | None:
    """Like ``read_into``, for files whose top may also be a list (``*.cases.yaml``)."""
    whole = characters(text, problems)
    if whole is None:
        return None
    reading = _Reading(problems)
    try:
        root = reading.tree(whole)
    except _StopReading:
        return None
    if reading.has_hole:
        return None
    if root is None or (isinstance(root, Scalar) and not root.text and not root.quoted):
        problems.add((1, 1), Code.EMPTY, "the file says nothing")
        return None
    return root


class _Reading:
    """One reading of one text: the faults that do not end it are noted and the next event is taken."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.has_hole = False
        self.documents = 0

    def tree(self, text: str) -> Node | None:
        """The root, or None where there is none; ``_StopReading`` when the rest cannot be read."""
        if text.startswith("%") or "\n%" in text or "\r%" in text:
            self._refuse_directive(text)
        loader: Any = None
        try:
            loader = _LOADER(text)
            return self._build(loader.get_event)
        except yaml.MarkedYAMLError as error:
            self.problems.add(*_syntax(error, text))
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the pure parser on "\\UFFFFFFFF"
            mark: Any = loader.get_mark() if isinstance(loader, yaml.BaseLoader) else None
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.problems.add(place, Code.SYNTAX, f"cannot be read: {error}")
        raise _StopReading

    def _build(self, next_event: Callable[[], Any]) -> Node | None:
        """The tree; one loop over classes and local names, because the command line waits for it."""
        items: dict[str, Node] | None = None  # of the block that we are in; None in a list
        key_at: dict[str, Position] = {}
        top: list[Node] = []  # around the root, a list of one
        members = top  # of the list that we are in
        key: str | None = None  # the key whose value comes next
        stack: list[_Level] = []
        left = MOST_NODES
        while (kind := (event := next_event()).__class__) is not StreamEndEvent:
            if kind is ScalarEvent:
                left -= 1
                text, style, mark = event.value, event.style, event.start_mark
                if style == '"' or event.tag is not None or event.anchor is not None or left < 0:
                    self._check_scalar(event, left)
                if items is None:
                    members.append(Scalar(text, bool(style), mark.line + 1, mark.column + 1))
                elif key is None:
                    if text in items or text in _ODD_KEYS or not text.isascii() or ":{" in text or ":[" in text:
                        self._check_key(event, key_at)
                    key = text
                    key_at[text] = mark.line + 1, mark.column + 1
                else:
                    items[key] = Scalar(text, bool(style), mark.line + 1, mark.column + 1)
                    key = None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                items, key_at, members, key = stack.pop()
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                left -= 1
                wants_key = items is not None and key is None
                node = self._block(event, wants_key, len(stack), left)
                if items is None:
                    members.append(node)
                elif key is not None:
                    items[key] = node
                stack.append((items, key_at, members, "" if wants_key else None))
                items, key_at, members, key = _inside(node)
            else:
                key = self._other(event, key)
        return top[0] if top else None

    def _block(self, event: Any, as_key: bool, depth: int, left: int) -> Mapping | Sequence:
        """The still empty block or list that the event begins."""
        line, col = _place(event)
        node = Mapping(line, col) if event.__class__ is MappingStartEvent else Sequence(line, col)
        if left < 0:
            self._stop(node, Code.TOO_MANY_NODES, _TOO_MANY)
        if depth >= MOST_DEPTH:
            self._stop(node, Code.TOO_DEEP, f"more than {MOST_DEPTH} blocks inside each other")
        if event.tag is not None or event.anchor is not None:
            self._check_properties(event)
        if as_key:
            self._note(node, Code.COMPLEX_KEY, "a block or a list cannot be a key; a key is plain text")
        return node

    def _other(self, event: Any, key: str | None) -> str | None:
        """What is neither text nor block; returns the key whose value comes after it."""
        if isinstance(event, AliasEvent):
            self._note(_place(event), Code.ALIAS, f"alias {shown(event.anchor or '')}; write it out again")
            return "" if key is None else None  # it takes the place of a key or of a value
        if isinstance(event, DocumentStartEvent):
            if self.documents:
                self._stop(_place(event), Code.TWO_DOCUMENTS, "a second document; one file is one document")
            self.documents += 1
        return None

    def _refuse_directive(self, text: str) -> None:
        """``_StopReading`` before the parser sees it: many %TAG lines cost it quadratic time."""
        start = next(re.finditer(_DIRECTIVE, text)).start()
        message = "a line that begins with '%'; delete it, or indent the text"
        self._stop(next(places(text, [start])), Code.DIRECTIVE, message)

    def _check_properties(self, event: Any) -> None:
        if event.tag is not None:
            message = f"tag {shown(event.tag)}; quote text that begins with '!'"
            self._note(_place(event), Code.TAG, message)
        if event.anchor is not None:
            message = f"anchor {shown(event.anchor)}; quote text that begins with '&'"
            self._note(_place(event), Code.ANCHOR, message)

    def _check_scalar(self, event: Any, left: int) -> None:
        if left < 0:
            self._stop(_place(event), Code.TOO_MANY_NODES, _TOO_MANY)
        self._check_properties(event)
        bad = bad_characters(event.value)  # written as escapes, since the file itself holds none
        if bad:
            message = f"the escape of character U+{ord(event.value[bad[0]]):04X}, which is not text; delete it"
            self._note(_place(event), Code.BAD_CHARACTER, message)

    def _check_key(self, event: Any, key_at: dict[str, Position]) -> None:
        text: str = event.value
        line, col = _place(event)
        if text in key_at:
            first, at = key_at[text]
            message = f"key {shown(text)} stands already at {first}:{at}; keep one"
            self._note((line, col), Code.DUPLICATE_KEY, message)
        if text == "<<":
            self._note((line, col), Code.MERGE_KEY, "merge key '<<'; write the keys out again")
        elif not text:
            self._note((line, col), Code.EMPTY_KEY, "no key stands before the colon")
        for sign, (code, message) in _SLIPS_IN_KEYS.items():
            if sign in text:
                place = line, col if event.style else col + text.index(sign)
                self._note(place, code, message)

    def _note(self, at: HasPosition | Position, code: Code, message: str) -> None:
        """One fault after which reading goes on; all but a duplicate key leave a hole in the tree."""
        self.problems.add(at, code, message)
        if self.problems.full:
            raise _StopReading
        self.has_hole = self.has_hole or code is not Code.DUPLICATE_KEY

    def _stop(self, at: HasPosition | Position, code: Code, message: str) -> NoReturn:
        self.problems.add(at, code, message)
        raise _StopReading


def _place(event: Any) -> Position:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _inside(node: Mapping | Sequence) -> _Level:
    """Where the next nodes go: the keys of a block, or the end of a list."""
    if isinstance(node, Mapping):
        return node.items, node.key_at, _NO_MEMBERS, None
    return None, _NO_KEYS, node.items, None


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[Position, Code, str]:
    """Place, code and words of a syntax error: where the author must look, and what mostly helps."""
    said = error.problem or error.context or "not YAML"
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and ("could not find" in said or "unexpected end" in said):
        mark = error.context_mark  # the line or the quotation mark that is at fault, not where it shows
    line, col = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if mark and "could not find" in said:
        slip = re.match(_WRONG_COLON, text[mark.index : mark.index + 100])
        if slip is not None:
            at = line, col + slip.end("key")
            word = shown(slip["key"])
            if slip["colon"] == "：":
                return at, Code.FULL_WIDTH_COLON, f"full-width colon after {word}; write ':' and a space"
            return at, Code.NO_SPACE_AFTER_COLON, f"no space after the colon of {word}; put one there"
    hint = next((f"; {words}" for sign, words in _HINTS if sign in said), "")
    return (line, col), Code.SYNTAX, said + hint
