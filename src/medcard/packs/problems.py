"""What can be wrong with a pack, where, and how it is said: closed codes, positions, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from attrs import evolve, frozen

from medcard.errors import InvalidPack
from medcard.packs.codes import Code as Code
from medcard.record import Record

MOST_PROBLEMS = 200
"""How many problems of one file are kept; a file with more is not being corrected line by line."""
LONGEST_SHOWN = 40
"""How many characters of the author's text a message quotes."""
MOST_LISTED = 10
"""How many allowed words a message lists."""
_NEAR = 0.75  # 'guard' is near 'guardian'; 'parent', who is none, is not near 'agent'

Position = tuple[int, int]
"""Line and column, both counted from 1, columns in characters."""


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
        remark = "remark: " if self.code.is_remark else ""
        return f"{self.file}:{self.line}:{self.col}: {remark}{self.code}: {self.message}"

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
        """Note a word that is not among ``known``, with the nearest one or, if few, all; the code names its kind."""
        if self.full:  # comparing words is the slow part, and nobody would read the result
            self._left_out = True
            return
        kind = code.removeprefix("unknown-")
        self.add(at, code, f"unknown {kind} {shown(word)}{suggest(word, known) or few(sorted(set(known)))}")

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

    near = get_close_matches(word.replace("_", "-"), sorted(set(known)), n=1, cutoff=_NEAR)
    return f"; did you mean '{near[0]}'?" if near else ""


def few(allowed: Iterable[str]) -> str:
    """``"; write a, b or c"`` where that is short enough to read.

    >>> few(["yes", "no"])
    '; write yes or no'
    """
    words = list(allowed)
    if not 1 <= len(words) <= MOST_LISTED:
        return ""
    if len(words) == 1:
        return f"; write {words[0]}"
    return f"; write {', '.join(words[:-1])} or {words[-1]}"


def shown(text: str) -> str:
    """The author's text in quotes, cut to a readable length, with nothing that could break the line.

    >>> shown("20 yuan"), shown("a" * 1_000_000)
    ("'20 yuan'", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'")
    """
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")
