"""The timeline of a plan (SVG): real days with those on which nobody works shaded, what is done when, and deadlines.

Each row has the days that the plan counts on above and, where all could go faster, the earliest ones below. No words
stand among the bars, so none can collide with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from medcard.plan import Answer
from medcard.rendering import svg
from medcard.rendering.agenda import Agenda, Mark, Row, agenda
from medcard.rendering.drawable import the_plan
from medcard.rendering.svg import LINE, PAPER, SIZE, SMALL, Lines, Style, set_in
from medcard.rendering.words import Words, words

_MARGIN, _LABEL, _CHART, _PAD = 16, 250, 430, 8
_DAY_AT_MOST, _NUMBER, _BAR, _MONTH = 26, 20, 12, 64
_OFF, _ASSUMED = "#e3e6ea", "#8a6d00"
_DIAMONDS = {Mark.COVERED: "#1d6b45", Mark.DEADLINE: svg.INK, Mark.RISK: "#b45309", Mark.MISSED: "#b3261e"}


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The picture as an SVG file. WrongArgument for an answer that is no plan."""
    return _Timeline(agenda(the_plan(answer), lang), words(lang)).picture()


class _Timeline:
    def __init__(self, drawn: Agenda, w: Words) -> None:
        self.drawn = drawn
        self.words = w
        self.days = (drawn.last - drawn.first).days + 1
        self.chart = min(_CHART, max(self.days * _DAY_AT_MOST, _CHART // 3))
        self.left = 2 * _MARGIN + _LABEL
        self.wide = self.left + self.chart + _MARGIN
        self.end = 0
        """The lower edge of what is drawn so far."""

    def picture(self) -> str:
        """Title, legend, axis and rows, one below the other; what is shaded lies behind."""
        head = [*self._title(), *self._legend(), *self._axis()]
        top = self.end
        rows = [part for number, row in enumerate(self.drawn.rows) for part in self._row(number, row)]
        parts = [*head, *self._shades(top), *rows, *self._finish(top), *self._notes()]
        said = (self.drawn.title, self.drawn.description)
        return svg.picture("medcard-timeline", self.words.lang, (self.wide, self.end + _MARGIN), said, parts)

    def x(self, day: date, part: int = 0) -> int:
        """The left edge of a day; with ``part`` in hundredths of a day further right."""
        return self.left + ((day - self.drawn.first).days * 100 + part) * self.chart // (self.days * 100)

    def _title(self) -> Iterator[str]:
        block = set_in(self.drawn.title, self.wide - 2 * _MARGIN, SIZE + 2, bold=True)
        yield svg.text(_MARGIN, _MARGIN, block)
        self.end = _MARGIN + block.height + _PAD

    def _legend(self) -> Iterator[str]:
        x, y = _MARGIN, self.end
        for key in self._keys():
            block = set_in(self.words(f"agenda.key-{key}"), self.wide - 2 * _MARGIN - 40)
            taken = 30 + max(svg.width(line, SMALL) for line in block.lines) + 2 * _PAD
            if x > _MARGIN and x + taken > self.wide - _MARGIN:
                x, y = _MARGIN, self.end
            yield _sample(key, x, y + 9) + svg.text(x + 30, y, block)
            x, self.end = x + taken, max(self.end, y + block.height + 4)

    def _keys(self) -> list[str]:
        """What the legend explains, as far as the picture has it."""
        rows = self.drawn.rows
        steps = [row for row in rows if row.mark is Mark.STEP]
        shown = {
            "act": bool(steps),
            "wait": any(row.on.latest < row.holds.latest for row in steps),
            "fast": any(map(_faster, steps)),
            "slack": any(row.do_by > row.on.latest for row in steps),
            "covered": any(row.mark is Mark.COVERED for row in rows),
            "deadline": any(row.mark is Mark.DEADLINE for row in rows),
            "risk": any(row.mark is Mark.RISK for row in rows),
            "missed": any(row.mark is Mark.MISSED for row in rows),
            "off": bool(self.drawn.off),
            "finish": True,
        }
        return [key for key, there in shown.items() if there]

    def _axis(self) -> Iterator[str]:
        """Months, and below them days: all of them where they have room, else Mondays, else none."""
        top = self.end + _PAD
        self.end = top + 2 * svg.leading(SMALL) + 4
        yield from self._months(top)
        daily, weekly = (
            number * self.chart // self.days >= room for number, room in ((1, _NUMBER), (7, _NUMBER + _PAD))
        )
        for day in self._every():
            shown = daily or (weekly and day.weekday() == 0)
            if shown and self.x(day) + _NUMBER <= self.left + self.chart + _MARGIN:
                yield svg.text(self.x(day) + 2, top + svg.leading(SMALL), Lines((str(day.day),)))

    def _months(self, top: int) -> Iterator[str]:
        free = self.left
        for day in self._every():
            first = day.day == 1 or day == self.drawn.first
            said = self.words.month(day)
            room = svg.width(said, SMALL)
            if first and self.x(day) >= free and self.x(day) + room <= self.wide:
                yield svg.text(self.x(day) + 2, top, Lines((said,)))
                free = self.x(day) + max(room + _PAD, _MONTH)

    def _every(self) -> Iterator[date]:
        return (self.drawn.first + timedelta(days=number) for number in range(self.days))

    def _shades(self, top: int) -> Iterator[str]:
        """Days on which nobody works, the line after which days are assumed, and a rule at each first of a month."""
        high = self.end - top
        for first, last in _stretches(self.drawn.off):
            yield svg.area(self.x(first), top, self.x(last, 100) - self.x(first), high, _OFF)
        for day in self._every():
            if day.day == 1:
                yield svg.polyline(((self.x(day), top), (self.x(day), self.end)), "#c3c8cf")
        if self.drawn.first <= self.drawn.announced < self.drawn.last:
            x = self.x(self.drawn.announced, 100)
            yield svg.polyline(((x, top), (x, self.end)), _ASSUMED, dash="2 3", thick=2)
        yield svg.polyline(((self.left, top), (self.left + self.chart, top)), LINE)

    def _row(self, number: int, row: Row) -> Iterator[str]:
        """A label at the left and its marks at the right."""
        blocks = [set_in(row.title, _LABEL, bold=True), *(set_in(line, _LABEL) for line in row.lines)]
        top = self.end
        self.end = top + max(sum(block.height for block in blocks) + 2 * _PAD, 3 * _BAR + 2 * _PAD)
        if number:
            yield svg.polyline(((_MARGIN, top), (self.wide - _MARGIN, top)), "#d5d9de")
        yield f"<g>{svg.rect(_MARGIN, top + 1, _LABEL + _PAD, self.end - top - 2, Style(PAPER, 'none', radius=0))}"
        at = top + _PAD
        for block in blocks:
            yield svg.text(_MARGIN, at, block)
            at += block.height
        yield "</g>"
        yield from self._marks(row, top + _PAD + 2)

    def _marks(self, row: Row, top: int) -> Iterator[str]:
        middle = top + _BAR // 2
        if row.mark is not Mark.STEP:
            yield svg.diamond(self.x(row.on.latest, 50), middle, _BAR // 2 + 1, _DIAMONDS[row.mark])
            return
        style = svg.actor(row.actor)
        yield from self._bar(row.on.latest, row.holds.latest, top, _BAR, Style(style.stroke, style.stroke, radius=2))
        if row.do_by > row.on.latest:
            yield _slack(self.x(row.on.latest, 100), self.x(row.do_by, 100), top - 4, style.stroke)
        if _faster(row):
            faster = Style(PAPER, style.stroke, radius=2)
            yield from self._bar(row.on.earliest, row.holds.earliest, top + _BAR + 6, _BAR // 2, faster)

    def _bar(self, on: date, holds: date, top: int, high: int, style: Style) -> Iterator[str]:
        """The act on its day and the wait until the result holds."""
        left, right = self.x(on), max(self.x(on, 100), self.x(on) + 4)
        if holds > on:
            waiting = Style(svg.WAIT.fill, style.stroke, radius=2)
            yield svg.rect(left, top + high // 4, max(self.x(holds, 100) - left, 2), high - 2 * (high // 4), waiting)
        yield svg.rect(left, top, right - left, high, style)

    def _finish(self, top: int) -> Iterator[str]:
        x = self.x(self.drawn.finish.latest, 100)
        yield svg.polyline(((x, top), (x, self.end)), svg.INK, thick=2)

    def _notes(self) -> Iterator[str]:
        """What the dotted line means, where there is one."""
        if not self.drawn.first <= self.drawn.announced < self.drawn.last:
            return
        said = self.words("agenda.assumed", until=self.words.day(self.drawn.announced))
        block = set_in(said, self.wide - 2 * _MARGIN)
        yield svg.text(_MARGIN, self.end + _PAD, block, svg.MUTED)
        self.end += _PAD + block.height


def _slack(left: int, right: int, y: int, stroke: str) -> str:
    """A dotted line until the last day on which an act may still be done."""
    end = svg.polyline(((right, y - 3), (right, y + 3)), stroke, thick=2)
    return svg.polyline(((left, y), (right, y)), stroke, dash="2 2", thick=2) + end


def _faster(row: Row) -> bool:
    return row.on.earliest < row.on.latest or row.holds.earliest < row.holds.latest


def _sample(key: str, x: int, y: int) -> str:
    """How something looks, for the legend, around the height ``y``."""
    act = svg.actor("self")
    match key:
        case "act":
            return svg.rect(x + 6, y - 6, 12, 12, Style(act.stroke, act.stroke, radius=2))
        case "wait":
            return svg.rect(x, y - 3, 24, 6, Style(svg.WAIT.fill, act.stroke, radius=2))
        case "fast":
            return svg.rect(x + 6, y - 3, 12, 6, Style(PAPER, act.stroke, radius=2))
        case "slack":
            return _slack(x, x + 24, y, act.stroke)
        case "off":
            return svg.area(x, y - 7, 24, 14, _OFF)
        case "finish":
            return svg.polyline(((x + 12, y - 8), (x + 12, y + 8)), svg.INK, thick=2)
        case _:
            return svg.diamond(x + 12, y, 7, _DIAMONDS[Mark(key)])


def _stretches(days: tuple[date, ...]) -> list[tuple[date, date]]:
    """Days that follow each other as first and last day."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
