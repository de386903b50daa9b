"""Where a line may break: at spaces and beside Chinese characters, never before a closing or after an opening mark.

Terminals count columns and pictures count parts of an em; both measure letter by letter and break alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

Measure = Callable[[str], int]
"""How wide one letter is, in any unit."""

_NOT_FIRST = "，。、；：？！）】》”’…—～·,.;:?!)]}%"
_NOT_LAST = "（【《“‘([{"


def columns(text: str) -> int:
    """How many columns a terminal gives to ``text``.

    >>> columns("社保卡 2026")
    11
    """
    return sum(map(column, text))


@lru_cache(4096)
def column(letter: str) -> int:
    """How many columns a terminal gives to one letter: two to a Chinese one, none to what combines."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def lines_of(
    text: str,
    room: int,
    *,
    first: str = "",
    rest: str = "",
    measure: Measure = column,
    whole: tuple[str, ...] = (),
) -> list[str]:
    """``text`` in lines as wide as ``room`` at most, behind ``first`` on the first line and ``rest`` on the others.

    A word that is too long for a line is cut, one that begins with one of ``whole`` never.

    >>> lines_of("社保卡丢了，先挂失。", 10)
    ['社保卡丢', '了，先挂', '失。']
    """

    def wide(part: str) -> int:
        return sum(map(measure, part))

    lines: list[str] = []
    line, used = first, wide(first)
    empty = True
    for word in _words(text, whole):
        if not empty and used + wide(word.rstrip()) > room:
            lines.append(line.rstrip())
            line, used, empty = rest, wide(rest), True
        for piece in _pieces(word, room - used, measure, whole):
            if not empty and used + wide(piece) > room and piece is not word:
                lines.append(line.rstrip())
                line, used = rest, wide(rest)
            line, used, empty = line + piece, used + wide(piece), False
    return [*lines, line.rstrip()]


def _pieces(word: str, room: int, measure: Measure, whole: tuple[str, ...]) -> Iterator[str]:
    """The word, or parts of it where it is wider than the room of a line."""
    if sum(map(measure, word.rstrip())) <= room or word.startswith(whole):
        yield word
        return
    part, used = "", 0
    for letter in word:
        if part and used + measure(letter) > room:
            yield part
            part, used = "", 0
        part, used = part + letter, used + measure(letter)
    yield part


def _words(text: str, whole: tuple[str, ...]) -> Iterator[str]:
    """The parts of ``text`` between which a line may break; spaces stay behind a part."""
    part = ""
    for letter in text:
        if part and _breaks(part[-1], letter) and (" " in part or not part.startswith(whole)):
            yield part
            part = ""
        part += letter
    if part:
        yield part


def _breaks(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or column(before) == 2 or column(after) == 2
