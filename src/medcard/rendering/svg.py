"""Shapes and words of a picture (SVG 1.1): measured by rule, so that no font decides where a box ends.

A Chinese letter and every mark that Chinese fonts draw as wide count 1 em, small Latin letters and digits 0.55 em,
broad and capital ones more. All coordinates are whole pixels. Every string passes through :func:`escaped`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs

from medcard.record import Record
from medcard.rendering.breaks import column, lines_of
from medcard.rendering.words import Words, language

FONTS = (
    "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
)
INK, MUTED, LINE, PAPER, BAND = "#17202a", "#4b5563", "#6b7280", "#ffffff", "#f5f6f8"
SIZE, SMALL = 14, 12
_LEADING = 140
"""A line's height in hundredths of its letters' size."""
_WIDE, _CAPITAL, _BROAD, _USUAL, _FOREIGN = 100, 72, 95, 55, 80


@lru_cache(4096)
def measure(letter: str) -> int:
    """How wide a letter is, in hundredths of an em.

    >>> measure("社"), measure("a"), measure("W"), measure("…")
    (100, 55, 95, 100)
    """
    if letter.isascii():
        return _BROAD if letter in "mwMW@%" else _CAPITAL if letter.isupper() else _USUAL
    if unicodedata.east_asian_width(letter) == "A":
        return _WIDE
    return (0, _FOREIGN, _WIDE)[column(letter)]


def width(text: str, size: int) -> int:
    """How many pixels a text takes, rounded up."""
    return -(-size * sum(map(measure, text)) // 100)


def leading(size: int) -> int:
    """The height of one line in pixels."""
    return size * _LEADING // 100


def fitted(text: str, room: int, size: int) -> list[str]:
    """``text`` in lines of at most ``room`` pixels."""
    return lines_of(text, room * 100 // size, measure=measure)


@attrs.frozen(eq=False, repr=False)
class Style(Record):
    """How a box looks."""

    fill: str
    stroke: str
    ink: str = INK
    dash: str = ""
    radius: int = 6
    thick: int = 1


WAIT = Style("#fff7d6", "#8a6d00", radius=14)
END = Style("#e5e7eb", "#374151", radius=16)
ASIDE = Style(PAPER, LINE, MUTED, "4 3")
ACTORS = {
    "self": Style("#e6f0fb", "#1f5fa8"),
    "guardian": Style("#fdf0e3", "#9a5200"),
    "agent": Style("#f3ecfa", "#6b3fa0"),
    "employer": Style("#e5f4ec", "#1d6b45"),
    "school": Style("#fdeaf0", "#a3264f"),
}


def actor(name: str) -> Style:
    """The look of what one actor does."""
    return ACTORS.get(name, Style("#f3f4f6", MUTED))


@attrs.frozen(eq=False, repr=False)
class Lines(Record):
    """Lines of one size, already broken."""

    lines: tuple[str, ...]
    size: int = SMALL
    bold: bool = False

    @property
    def height(self) -> int:
        """How high they are together."""
        return leading(self.size) * len(self.lines)


def set_in(text: str, room: int, size: int = SMALL, *, bold: bool = False) -> Lines:
    """A text broken to ``room`` pixels; bold letters are given a tenth more."""
    return Lines(tuple(fitted(text, room * 10 // 11 if bold else room, size)), size, bold)


def text(x: int, y: int, block: Lines, ink: str = INK) -> str:
    """Lines whose first one's upper edge is ``y``."""
    weight = ' font-weight="600"' if block.bold else ""
    step = leading(block.size)
    base = y + (step + block.size * 7 // 10) // 2
    return "".join(
        f'<text x="{x}" y="{base + step * number}" font-size="{block.size}" fill="{ink}"{weight}>{escaped(line)}</text>'
        for number, line in enumerate(block.lines)
        if line
    )


def rect(x: int, y: int, wide: int, high: int, style: Style) -> str:
    """A box's frame."""
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    dash += f' stroke-width="{style.thick}"' if style.thick > 1 else ""
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{style.radius}" '
        f'fill="{style.fill}" stroke="{style.stroke}"{dash}/>'
    )


def area(x: int, y: int, wide: int, high: int, fill: str) -> str:
    """A filled area without a frame."""
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}"/>'


def polyline(points: Sequence[tuple[int, int]], stroke: str = MUTED, *, dash: str = "", thick: int = 1) -> str:
    """A line through points."""
    path = " ".join(f"{x},{y}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{thick}"{dashed}/>'


def polygon(points: Iterable[tuple[int, int]], fill: str, stroke: str = "none") -> str:
    """A filled shape."""
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polygon points="{path}" fill="{fill}" stroke="{stroke}"/>'


def diamond(x: int, y: int, half: int, fill: str, stroke: str = "none") -> str:
    """A diamond around a point."""
    return polygon(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), fill, stroke)


def picture(name: str, lang: str, size: tuple[int, int], words: tuple[str, str], parts: Iterable[str]) -> str:
    """The whole file; ``words`` are its title and its description for who cannot see it."""
    wide, high = size
    title, description = map(escaped, words)
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" xml:lang="{language(lang)}" font-family="{FONTS}">',
        f'<title id="{name}-title">{title}</title>',
        f'<desc id="{name}-desc">{description}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
        *(part for part in parts if part),
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def escaped(words: str) -> str:
    """``words`` as character data of XML, on one line.

    >>> escaped('a<b> & "c"')
    'a&lt;b&gt; &amp; &quot;c&quot;'
    """
    plain = Words.plain(words)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
