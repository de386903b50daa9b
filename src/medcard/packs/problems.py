"""What can be wrong with a pack, where, and how it is said: closed codes, positions, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from attrs import evolve, frozen

from medcard.errors import InvalidPack
from medcard.record import Record

MOST_PROBLEMS = 200
"""How many problems of one file are kept; a file with more is not being corrected line by line."""
LONGEST_SHOWN = 40
"""How many characters of the author's text a message quotes."""

Position = tuple[int, int]
"""Line and column, both counted from 1, columns in characters."""


class Code(StrEnum):
    """The stable name of every kind of problem; ``explanation`` says in one line what it means.

    >>> Code.DUPLICATE_KEY, Code("alias").explanation
    (<Code.DUPLICATE_KEY: 'duplicate-key'>, 'an alias (*name); write the text out again')
    """

    explanation: str

    def __new__(cls, value: str, explanation: str) -> Code:
        member = str.__new__(cls, value)
        member._value_ = value
        member.explanation = explanation
        return member

    # The file and its YAML.
    TOO_LARGE = "too-large", "the file holds more than 1,000,000 bytes"
    NOT_UTF8 = "not-utf-8", "the file holds bytes that are not UTF-8; save it as UTF-8"
    BAD_CHARACTER = "bad-character", "a control or invisible character; delete it"
    SYNTAX = "syntax", "this is not YAML; nothing after it was read"
    EMPTY = "empty", "the file says nothing"
    TWO_DOCUMENTS = "two-documents", "a second document (---) in one file; one file is one document"
    DIRECTIVE = "directive", "a YAML directive (%YAML, %TAG); delete the line"
    TOO_DEEP = "too-deep", "more than 24 blocks inside each other"
    TOO_MANY_NODES = "too-many-nodes", "more than 50,000 keys and values"
    TOO_MANY_PROBLEMS = "too-many-problems", "the file has more problems than are listed"
    TAG = "tag", "a YAML tag (!name); quote text that begins with '!'"
    ANCHOR = "anchor", "an anchor (&name); quote text that begins with '&'"
    ALIAS = "alias", "an alias (*name); write the text out again"
    MERGE_KEY = "merge-key", "a merge key (<<); write the keys out again"
    DUPLICATE_KEY = "duplicate-key", "the same key twice in one block"
    COMPLEX_KEY = "complex-key", "a block or a list used as a key; a key is plain text"
    EMPTY_KEY = "empty-key", "nothing stands before the colon"
    FULL_WIDTH_COLON = "full-width-colon", "the full-width colon ：; write ':' and a space"
    BAD_SPACE = "bad-space", "a no-break or full-width space where an ordinary space belongs"
    NO_SPACE_AFTER_COLON = "no-space-after-colon", "a key and its value without a space after the colon"
    # The shape of a node.
    NOT_A_MAPPING = "not-a-mapping", "a block of keys was expected"
    NOT_A_LIST = "not-a-list", "a list was expected"
    NOT_TEXT = "not-text", "text was expected, not a block or a list"
    UNKNOWN_KEY = "unknown-key", "a key that this block does not have"
    MISSING_KEY = "missing-key", "a key that this block must have"
    # What the words mean.
    BAD_VALUE = "bad-value", "a value that is not one of those allowed here"
    BAD_DATE = "bad-date", "not a date of the calendar, YYYY-MM-DD, or not one in its place"
    BAD_WAIT = "bad-wait", "not a wait such as '3..7 working', 'same day' or 'unknown'"
    BAD_CONDITION = "bad-condition", "not a condition on known facts"
    NO_SOURCE = "no-source", "a statement without a source"
    UNKNOWN_SOURCE = "unknown-source", "a source that the file does not list"
    UNKNOWN_FACT = "unknown-fact", "a fact that is not in the vocabulary"
    UNKNOWN_ID = "unknown-id", "a reference to something that no pack of the chain declares"
    UNKNOWN_REGION = "unknown-region", "a code that is not in the table of regions"
    UNKNOWN_AUTHORITY = "unknown-authority", "an authority that is not one of those known"
    UNKNOWN_CHANNEL = "unknown-channel", "a kind of channel that is not one of those known"
    UNKNOWN_ACTOR = "unknown-actor", "an actor that is not one of those known"
    UNKNOWN_STAGE = "unknown-stage", "a stage of a wait that is not one of those known"
    BAD_ID = "bad-id", "an id is small ASCII letters, digits and hyphens"
    BAD_FEE = "bad-fee", "not a fee such as '20 yuan', '0..20 yuan' or 'unknown'"
    BAD_PAPERS = "bad-papers", "not a way to ask for a paper such as 'original + 1 copy' or 'none'"
    BAD_RANGE = "bad-range", "a range that ends before it begins"
    DUPLICATE = "duplicate", "the same thing twice in one list or block"
    CONTRADICTION = "contradiction", "two statements of one source that cannot both hold"
    # Files beside each other.
    UNREADABLE = "unreadable", "the file or folder is not there or cannot be opened"
    TWO_PACKS = "two-packs", "two packs of one region, and neither says which it replaces"


class HasPosition(Protocol):
    """Anything that stands somewhere in a file; the nodes of ``reader`` do."""

    line: int
    col: int


@frozen(kw_only=True, eq=False, repr=False)
class PackProblem(Record):
    """One thing wrong at one place of one file; ``str()`` is the line that editors and people read.

    ``line`` and ``col`` count from 1, ``col`` in characters.

    >>> str(PackProblem(file="460100.yaml", line=3, col=5, code=Code.ALIAS, message="write it out"))
    '460100.yaml:3:5: alias: write it out'
    """

    file: str
    line: int
    col: int
    code: Code
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}: {self.code}: {self.message}"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Reading order: by file, place, code, message."""
        return self.file, self.line, self.col, self.code, self.message


class Problems:
    """The problems of one file, collected so that all can be said at once.

    The first ``MOST_PROBLEMS`` are kept; where there are more, a last line says so.

    >>> problems = Problems("460100.yaml")
    >>> problems.add((7, 3), Code.BAD_VALUE, "expected a whole number, found '二十'")
    >>> problems.unknown((2, 1), Code.UNKNOWN_KEY, "duraton", ["duration", "fee"])
    >>> for problem in problems.found():
    ...     print(problem)
    460100.yaml:2:1: unknown-key: unknown key 'duraton'; did you mean 'duration'?
    460100.yaml:7:3: bad-value: expected a whole number, found '二十'
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[PackProblem] = []
        self._left_out = False

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def full(self) -> bool:
        """True when further problems are no longer kept."""
        return len(self._kept) >= MOST_PROBLEMS

    def add(self, at: HasPosition | Position, code: Code, message: str) -> None:
        """Note one problem at a node, or at a line and column."""
        if self.full:
            self._left_out = True
            return
        line, col = at if isinstance(at, tuple) else (at.line, at.col)
        self._kept.append(PackProblem(file=self.file, line=line, col=col, code=code, message=message))

    def unknown(self, at: HasPosition | Position, code: Code, word: str, known: Iterable[str]) -> None:
        """Note a word that is not among ``known``, with the nearest one; the code names what kind of word."""
        if self.full:  # comparing words is the slow part, and nobody would read the result
            self._left_out = True
            return
        kind = code.removeprefix("unknown-")
        self.add(at, code, f"unknown {kind} {shown(word)}{suggest(word, known)}")

    def found(self) -> tuple[PackProblem, ...]:
        """Every problem once, in reading order."""
        kept = sorted(set(self._kept), key=lambda problem: problem.sort_key)
        if self._left_out:
            last = kept[-1]
            kept.append(evolve(last, code=Code.TOO_MANY_PROBLEMS, message="more follow; correct these first"))
        return tuple(kept)

    def raise_if_any(self) -> None:
        """Do nothing, or raise ``InvalidPack`` with everything ``found``."""
        if self._kept:
            raise InvalidPack(self.found())


def suggest(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for the nearest known word, or nothing when none is near.

    The answer depends on the words only: neither on their order nor, among equals, on chance.

    >>> suggest("damagd", {"lost", "damaged", "info-changed"})
    "; did you mean 'damaged'?"
    >>> suggest("region", ["fee", "wait"])
    ''
    """
    if len(word) > LONGEST_SHOWN:  # difflib is quadratic, and no key is that long
        return ""
    from difflib import get_close_matches  # here, because a start without a misspelt word need not load it

    near = get_close_matches(word.replace("_", "-"), sorted(set(known)), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def shown(text: str) -> str:
    """The author's text in quotes, cut to a readable length, with nothing that could break the line.

    >>> shown("20 yuan"), shown("a" * 1_000_000)
    ("'20 yuan'", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'")
    """
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")
