"""Markdown (CommonMark with tables) that shows words as they are: whatever could be markup is escaped."""

from __future__ import annotations

import re

from medcard.plan import Answer
from medcard.rendering.document import Block, Document, Entry, Line, Table
from medcard.rendering.explanations import Explained
from medcard.rendering.sections import document

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]")
_STARTS = re.compile(r"^([#+=-]|\d+(?=[.)]))")
_NOT_IN_ADDRESS = re.compile(r"[<>\s\\|]")


def render(answer: Answer | Explained, *, lang: str = "zh") -> str:
    """The answer as Markdown, ending in a line break."""
    return layout(document(answer, lang))


def layout(doc: Document) -> str:
    """A document as Markdown."""
    parts = [f"# {escaped(doc.title)}", *map(escaped, doc.lead)]
    for part in doc.sections:
        parts.append(f"## {escaped(part.title)}")
        parts += _blocks(part.blocks)
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    """One part a line or table, and one for all entries that follow each other, as they are one list."""
    parts: list[str] = []
    items: list[str] = []
    for block in blocks:
        match block:
            case Entry():
                items += _entry(block)
                continue
            case Line(text=text):
                made = escaped(text)
            case Table(head=head, rows=rows):
                made = "\n".join([_row(head), "|" + " --- |" * len(head), *map(_row, rows)])
        parts += ["\n".join(items), made]
        items = []
    return [*parts, "\n".join(items)]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def _entry(entry: Entry) -> list[str]:
    mark = "- " if entry.number is None else f"{entry.number}. "
    gap = " " * len(mark)
    title = escaped(entry.title) or "-"
    if entry.number is not None:
        title = f"**{title}**"
    elif entry.ref is not None:
        title = rf"\[{entry.ref}\] {title}"
    lines = [mark + title]
    for part in entry.details:
        label = f"**{escaped(part.label)}** " if part.label else ""
        if len(part.lines) == 1 or not label:
            lines += [f"{gap}- {label}{_line(line)}" for line in part.lines]
        else:
            lines.append(f"{gap}- {label.rstrip()}")
            lines += [f"{gap}  - {_line(line)}" for line in part.lines]
    return lines


def _line(text: str) -> str:
    if text.startswith(("http://", "https://")):
        return f"<{_NOT_IN_ADDRESS.sub(lambda found: f'%{ord(found[0]):02X}', text)}>"
    return escaped(text)


def escaped(text: str) -> str:
    r"""``text`` so that Markdown shows it letter by letter.

    >>> escaped("a|b <i> `x` *y*"), escaped("1. a"), escaped("# b")
    ('a\\|b \\<i\\> \\`x\\` \\*y\\*', '1\\. a', '\\# b')
    """
    text = _MARKUP.sub(lambda found: "\\" + found[0], text)
    start = _STARTS.match(text)
    if start is None:
        return text
    return f"{start[0]}\\{text[start.end() :]}" if start[0].isdecimal() else "\\" + text
