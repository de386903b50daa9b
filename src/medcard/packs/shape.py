"""Small readers over positioned nodes: text, blocks with known keys, lists, ids, dates, labels.

Every reader returns a value of its type even where the file is wrong: it notes the problem and returns a
placeholder, so that everything else in the file is still read and all problems are said at once. No pack is
made from a file with problems, so no placeholder leaves this package. Who must know whether something went
wrong compares ``Reading.noted`` before and after.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

import attrs

from medcard.facts import Fact
from medcard.model import NATION, Source, SourceKind, Statement, Text
from medcard.packs.nodes import Mapping, Node, Scalar, Sequence, as_mapping
from medcard.packs.problems import Code, HasPosition, Position, Problems, few, shown, suggest
from medcard.record import Record

_YEARS = range(1900, 2200)
NO_DATE = date(_YEARS[0], 1, 1)
NO_TEXT = Text("")
NO_SOURCE = Source(region=NATION, id="", kind=SourceKind.SEED, title="", checked_on=NO_DATE)

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Reading:
    """One pack being read: what its statements may name, what they say so far, and what is wrong.

    ``noted`` counts every problem, also those that ``problems`` no longer keeps. ``stated`` holds each sound
    statement with the place to which a later complaint would point.
    """

    __slots__ = ("checked_on", "facts", "file", "noted", "problems", "region", "sources", "stated")

    def __init__(self, problems: Problems, facts: dict[str, Fact]) -> None:
        self.problems = problems
        self.file = problems.file
        self.noted = 0
        self.region = ""
        self.checked_on = NO_DATE
        self.sources: dict[str, Source] = {}
        self.facts = facts
        self.stated: list[tuple[Statement[object], Position]] = []

    def add(self, at: HasPosition | Position, code: Code, message: str) -> None:
        """Note a problem."""
        self.noted += 1
        self.problems.add(at, code, message)

    def unknown(self, at: HasPosition | Position, code: Code, word: str, known: Iterable[str]) -> None:
        """Note a word that is not among ``known``, with the nearest one."""
        self.noted += 1
        self.problems.unknown(at, code, word, known)


def place(node: Node) -> Position:
    """Line and column of a node."""
    return node.line, node.col


def text(reading: Reading, node: Node) -> str:
    """The text of a node; empty after a problem."""
    if not isinstance(node, Scalar):
        what = "a block of keys" if isinstance(node, Mapping) else "a list"
        reading.add(node, Code.NOT_TEXT, f"expected text, found {what}")
        return ""
    if not node.text:
        reading.add(node, Code.NOT_TEXT, "expected text, found nothing")
    return node.text


@attrs.frozen(eq=False, repr=False)
class Keys(Record):
    """The keys that a block may have, and those that it must have; readers and the schema for editors go by it."""

    known: tuple[str, ...]
    required: tuple[str, ...] = attrs.field(default=(), kw_only=True)


WORDS = Keys(("zh", "en"), required=("zh",))


def block(reading: Reading, node: Node, keys: Keys | None = None) -> Mapping:
    """The node as a block of ``keys``, or of keys of the author's. Empty after a problem."""
    found = as_mapping(node, reading.problems)
    if found is None:
        reading.noted += 1
        return Mapping(node.line, node.col)
    if keys is None:
        return found
    only(reading, found, keys.known)
    for key in keys.required:
        if key not in found.items:
            reading.add(found, Code.MISSING_KEY, f"'{key}:' is missing here; add it")
    return found


def only(reading: Reading, found: Mapping, known: Collection[str]) -> None:
    """Note every key that is not among ``known``."""
    for key in found.items:
        if key not in known:
            reading.unknown(found.key_at[key], Code.UNKNOWN_KEY, key, known)


def without(found: Mapping, keys: Collection[str]) -> Mapping:
    """The same block less some keys."""
    rest = Mapping(found.line, found.col)
    rest.key_at = found.key_at
    rest.items = {key: node for key, node in found.items.items() if key not in keys}
    return rest


def listing(reading: Reading, node: Node) -> list[Node]:
    """The members of a list; none after a problem."""
    if isinstance(node, Sequence):
        return node.items
    found = "a block of keys" if isinstance(node, Mapping) else shown(node.text) if node.text else "nothing"
    reading.add(node, Code.NOT_A_LIST, f"expected a list, found {found}; put it in [ ]")
    return []


def identifier(reading: Reading, at: HasPosition | Position, word: str) -> str:
    """The word if it is an id, in ASCII kebab-case; empty after a problem."""
    if KEBAB.fullmatch(word):
        return word
    listed = "" if word.isascii() else "; 'medcard pack show 全国' lists the nation's"
    reading.add(at, Code.BAD_ID, f"{shown(word)} is not an id; write small letters, digits and hyphens{listed}")
    return ""


def entries(reading: Reading, node: Node, reserved: Collection[str] = ()) -> Iterator[tuple[str, Node, Position]]:
    """The entries of a block whose keys are ids of the author's, each with the place of its key."""
    found = block(reading, node)
    for key, member in found.items.items():
        if key not in reserved:
            identifier(reading, found.key_at[key], key)
            yield key, member, found.key_at[key]


def an_id(reading: Reading, node: Node) -> str:
    """The id that the node's text is; empty after a problem."""
    word = text(reading, node)
    return identifier(reading, node, word) if word else ""


def ids(reading: Reading, node: Node) -> tuple[str, ...]:
    """The ids of a list, each once."""
    found: dict[str, None] = {}
    for member in listing(reading, node):
        once(reading, member, an_id(reading, member), found)
    return tuple(found)


def once(reading: Reading, at: HasPosition | Position, word: str, seen: dict[str, None]) -> None:
    """Add the word to those seen; a problem if it is among them."""
    if word and word in seen:
        reading.add(at, Code.DUPLICATE, f"{shown(word)} stands here twice; keep one")
    seen[word] = None


def choice(reading: Reading, node: Node, allowed: Iterable[str], what: str, code: Code = Code.BAD_VALUE) -> str:
    """The node's text, one of ``allowed``; empty after a problem. ``what`` names the thing in the message."""
    word = text(reading, node)
    if not word or word in allowed:
        return word
    reading.add(node, code, f"{shown(word)} is no {what}{suggest(word, allowed) or few(allowed)}")
    return ""


def yes(reading: Reading, node: Node) -> bool:
    """True for ``yes``, False for ``no``."""
    return choice(reading, node, ("yes", "no"), "answer") == "yes"


def a_date(reading: Reading, node: Node) -> date:
    """A day as YYYY-MM-DD."""
    word = text(reading, node)
    return day_of(reading, node, word) if word else NO_DATE


def day_of(reading: Reading, at: HasPosition | Position, word: str) -> date:
    """The day that the word is."""
    if DATE.fullmatch(word) and word.isascii():
        try:
            day = date.fromisoformat(word)
        except ValueError:
            reading.add(at, Code.BAD_DATE, f"{shown(word)} is not in the calendar")
            return NO_DATE
        if day.year not in _YEARS:  # so that dates may be reckoned with and never leave the calendar
            reading.add(at, Code.BAD_DATE, f"{shown(word)} is not in {_YEARS[0]}..{_YEARS[-1]}")
            return NO_DATE
        return day
    reading.add(at, Code.BAD_DATE, f"{shown(word)} is not a date; write it as 2026-11-23")
    return NO_DATE


def label(reading: Reading, found: Mapping, *, required: bool = False) -> Text | None:
    """The words ``zh`` and ``en`` of a block, None where it has neither; the nation's have both."""
    items = found.items
    if "zh" not in items:
        if required or "en" in items:
            reading.add(found, Code.MISSING_KEY, "'zh:' is missing here; add the Chinese words")
        return NO_TEXT if required or "en" in items else None
    zh = text(reading, items["zh"])
    if "en" in items:
        return Text(zh, text(reading, items["en"]))
    if reading.region == NATION:
        reading.add(found.key_at["zh"], Code.MISSING_KEY, "the national pack is bilingual; add 'en:'")
    return Text(zh)


def name(reading: Reading, found: Mapping) -> Text:
    """The words of a block that must have some."""
    return label(reading, found, required=True) or NO_TEXT


def words(reading: Reading, node: Node) -> Text:
    """Words for people: a block of ``zh`` and ``en``, or plain Chinese text."""
    if isinstance(node, Mapping):
        only(reading, node, WORDS.known)
        return name(reading, node)
    zh = text(reading, node)
    if zh and reading.region == NATION:
        reading.add(node, Code.MISSING_KEY, "the national pack is bilingual; write {zh: …, en: …}")
    return Text(zh)
