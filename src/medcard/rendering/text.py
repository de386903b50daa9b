"""Plain text for a terminal or a message: 80 columns, in which a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.plan import Answer
from medcard.rendering.breaks import columns, lines_of
from medcard.rendering.document import Block, Detail, Document, Entry, Line, Table
from medcard.rendering.explanations import Explained
from medcard.rendering.sections import document

COLUMNS = 80
_ADDRESS = ("http://", "https://")


def render(answer: Answer | Explained, *, lang: str = "zh") -> str:
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

    A word that is too long for a line is cut, an address of the web never.

    >>> wrap("a" * 5 + " " + "b" * 80, "- ", "  ")[0]
    '- aaaaa'
    """
    return lines_of(text, COLUMNS, first=first, rest=rest, whole=_ADDRESS)
