"""What a person reads, before it is laid out: a title, leading lines, sections of lines, entries and tables.

:mod:`medcard.rendering.sections` fills it from an answer; ``text`` and ``markdown`` lay it out. All strings are
plain words on one line; each format escapes for itself.
"""

from __future__ import annotations

import attrs

from medcard.record import Record
from medcard.rendering.words import Words


@attrs.frozen(eq=False, repr=False)
class Line(Record):
    """A sentence or two."""

    text: str


@attrs.frozen(eq=False, repr=False)
class Detail(Record):
    """One labelled part of an entry: a single line, or several. ``ticked``: things to tick off one by one."""

    label: str
    lines: tuple[str, ...]
    ticked: bool = False


@attrs.frozen(eq=False, repr=False)
class Entry(Record):
    """One item of a section; ``number`` counts from 1, ``ref`` is what ``[n]`` elsewhere means, else a bullet.

    ``ticked``: something to do or to bring, so that it can be ticked off.
    """

    title: str
    details: tuple[Detail, ...] = ()
    number: int | None = None
    ref: int | None = None
    ticked: bool = False


@attrs.frozen(eq=False, repr=False)
class Table(Record):
    """Rows of cells under a head; short cells only."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Line | Entry | Table


@attrs.frozen(eq=False, repr=False)
class Section(Record):
    """Blocks under a heading; ``key`` is that of the heading's string, for formats that treat some otherwise."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@attrs.frozen(eq=False, repr=False)
class Document(Record):
    """All of it; sections without blocks are left out by whoever makes it."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def detail(label: str, *lines: str) -> tuple[Detail, ...]:
    """The detail of the lines that say something; none when none does."""
    said = tuple(line for line in lines if line)
    return (Detail(label, said),) if said else ()


def section(words: Words, key: str, *blocks: Block) -> tuple[Section, ...]:
    """The section under the heading ``key``, or none without blocks."""
    return (Section(key, words(key), blocks),) if blocks else ()
