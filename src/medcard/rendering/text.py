"""Plain text for a terminal or a message: 80 columns, in which a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from medcard.plan import Answer
from medcard.rendering.document import Block, Detail, Document, Entry, Line, Table
from medcard.rendering.sections import document

COLUMNS = 80
_NOT_FIRST = "，。、；：？！）】》”’…—～·,.;:?!)]}%"
_ADDRESS = ("http://", "https://")
_NOT_LAST = "（【《“‘([{"


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The answer as text, ending in a line break. No line is wider than 80 columns but for long addresses."""
    return layout(document(answer, lang))


def layout(doc: Document) -> str:
    """A document as text."""
    lines = [*wrap(doc.title), "=" * min(COLUMNS, columns(doc.title))]
    lines += [line for lead in doc.lead for line in wrap(lead)]
    for part in doc.sections:
        lines += ["", *wrap(f"■ {part.title}")]
        for block in part.blocks:
            lines += _block(block)
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Line(text=text):
            return wrap(text)
        case Table(head=head, rows=rows):
            return ["  " + line for line in aligned((head, *rows))]
        case Entry():
            return _entry(block)


def _entry(entry: Entry) -> list[str]:
    mark = f"[{entry.ref}] " if entry.ref else f"{entry.number}. " if entry.number else "- "
    gap = " " * len(mark)
    label = max((columns(each.label) for each in entry.details), default=0)
    lines = [] if entry.number in (None, 1) else [""]
    lines += wrap(entry.title, mark, gap)
    for each in entry.details:
        lines += _detail(each, gap, label)
    return lines


def _detail(part: Detail, gap: str, width: int) -> list[str]:
    first = gap + (padded(part.label, width) + "  " if width else "")
    rest = " " * columns(first)
    found: list[str] = []
    for number, line in enumerate(part.lines):
        mark = "· " if len(part.lines) > 1 and width else ""
        start = first if number == 0 else rest
        found += wrap(line, start + mark, rest + " " * len(mark))
    return found


def columns(text: str) -> int:
    """How many columns a terminal gives to ``text``.

    >>> columns("社保卡 2026")
    11
    """
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def padded(text: str, width: int) -> str:
    """``text`` filled up with spaces to ``width`` columns."""
    return text + " " * (width - columns(text))


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as lines with their cells below each other, two spaces apart.

    >>> aligned([("办法", "几趟"), ("跑得最少", "1")])
    ['办法      几趟', '跑得最少  1']
    """
    table = list(rows)
    widths = [max(map(columns, cells)) for cells in zip(*table, strict=True)]
    return ["  ".join(map(padded, row, widths)).rstrip() for row in table]


def wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    """``text`` in lines of at most 80 columns, behind ``first`` on the first line and ``rest`` on the others.

    Breaks at spaces and beside Chinese characters, never before a closing or after an opening mark; a word that
    is too long for a line is cut, an address of the web never.

    >>> wrap("a" * 5 + " " + "b" * 80, "- ", "  ")[0]
    '- aaaaa'
    """
    lines: list[str] = []
    line, used = first, columns(first)
    empty = True
    for word in _words(text):
        width = columns(word.rstrip())
        if not empty and used + width > COLUMNS:
            lines.append(line.rstrip())
            line, used, empty = rest, columns(rest), True
        for piece in _pieces(word, COLUMNS - used):
            if not empty and used + columns(piece) > COLUMNS and piece is not word:
                lines.append(line.rstrip())
                line, used = rest, columns(rest)
            line, used, empty = line + piece, used + columns(piece), False
    return [*lines, line.rstrip()]


def _pieces(word: str, room: int) -> Iterator[str]:
    """The word, or parts of it where it is wider than the room of a line."""
    if columns(word.rstrip()) <= room or word.startswith(_ADDRESS):
        yield word
        return
    part, used = "", 0
    for letter in word:
        if part and used + _columns(letter) > room:
            yield part
            part, used = "", 0
        part, used = part + letter, used + _columns(letter)
    yield part


def _words(text: str) -> Iterator[str]:
    """The parts of ``text`` between which a line may break; spaces stay behind a part."""
    part = ""
    for letter in text:
        if part and _breaks(part[-1], letter) and (" " in part or not part.startswith(_ADDRESS)):
            yield part
            part = ""
        part += letter
    if part:
        yield part


def _breaks(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or _columns(before) == 2 or _columns(after) == 2
