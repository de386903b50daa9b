"""The flow chart of a plan (SVG): who acts, what waits, what runs in parallel, what was not taken."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from medcard.plan import Answer
from medcard.rendering import svg
from medcard.rendering.chart import Chart, Kind, chart
from medcard.rendering.drawable import the_plan
from medcard.rendering.flow_layout import PAD, WIDE, Box, Laid, Points, lay_out
from medcard.rendering.svg import ASIDE, END, SIZE, SMALL, WAIT, Style, set_in
from medcard.rendering.words import Words, words

_MARGIN, _DAY, _APART = 16, 84, 8


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The picture as an SVG file. WrongArgument for an answer that is no plan."""
    return _Flow(chart(the_plan(answer), lang), words(lang)).picture()


class _Flow:
    def __init__(self, drawn: Chart, w: Words) -> None:
        self.chart = drawn
        self.words = w
        self.end = 0
        """The lower edge of what is drawn so far."""

    def picture(self) -> str:
        """Title, legend, chart, and the plans that were not chosen, one below the other."""
        wide = lay_out(self.chart, _DAY, 0).width + _MARGIN
        head = [*self._title(wide), *self._legend(wide)]
        laid = lay_out(self.chart, _DAY, self.end + _MARGIN + _APART)
        self.end = laid.height
        parts = [*head, *self._days(laid, wide), *map(_arrow, laid.lines), *_boxes(laid), *self._others(wide)]
        said = (self.chart.title, self.chart.description)
        return svg.picture("medcard-flow", self.words.lang, (wide, self.end + _MARGIN), said, parts)

    def _title(self, wide: int) -> Iterator[str]:
        block = set_in(self.chart.title, wide - 2 * _MARGIN, SIZE + 2, bold=True)
        yield svg.text(_MARGIN, _MARGIN, block)
        self.end = _MARGIN + block.height

    def _legend(self, wide: int) -> Iterator[str]:
        """What each kind of box is, as far as the chart has it."""
        w, nodes = self.words, self.chart.nodes
        acting = dict.fromkeys(node.actor for node in nodes if node.kind is Kind.STEP)
        entries = [(w("chart.who", who=w.actor(name)), svg.actor(name)) for name in acting]
        thick = Style(svg.PAPER, svg.MUTED, thick=3)
        entries += [(w("chart.legend-critical"), thick)] if any(node.critical for node in nodes) else []
        entries += [(w("chart.legend-wait"), WAIT)] if any(node.kind is Kind.WAIT for node in nodes) else []
        entries += [(w("chart.legend-not"), ASIDE)] if any(node.asides for node in nodes) else []
        x, y = _MARGIN, self.end + _APART
        for said, style in entries:
            block = set_in(said, wide - 2 * _MARGIN - 2 * PAD)
            taken = max(svg.width(line, SMALL) for line in block.lines) + 2 * PAD
            if x > _MARGIN and x + taken > wide - _MARGIN:
                x, y = _MARGIN, self.end + _APART
            yield _framed(x, y, taken, block.height + _APART, (block,), style, _APART // 2)
            x, self.end = x + taken + _APART, max(self.end, y + block.height + _APART)

    def _days(self, laid: Laid, wide: int) -> Iterator[str]:
        """A band for each day with its date at the left."""
        for number, (day, top, end) in enumerate(laid.days):
            if number % 2 == 0:
                yield svg.area(0, top - _APART, wide, end - top + 2 * _APART, svg.BAND)
            for line, said in enumerate(self.words.stacked(day)):
                yield svg.text(_MARGIN, top + line * svg.leading(SMALL), set_in(said, _DAY - _MARGIN))

    def _others(self, wide: int) -> Iterator[str]:
        for other in self.chart.others:
            block = set_in(other, wide - 2 * _MARGIN - 2 * PAD)
            top = self.end + _APART
            yield _framed(_MARGIN, top, wide - 2 * _MARGIN, block.height + 2 * PAD, (block,), ASIDE, PAD)
            self.end = top + block.height + 2 * PAD


def _boxes(laid: Laid) -> Iterator[str]:
    for box, x, y in laid.boxes:
        yield _framed(x, y, WIDE, box.frame, box.words, _style(box), PAD)
        if box.asides:
            yield _framed(x, y + box.frame, WIDE, box.hanging, box.asides, ASIDE, PAD)


def _style(box: Box) -> Style:
    match box.node.kind:
        case Kind.STEP:
            style = svg.actor(box.node.actor)
            return attrs.evolve(style, thick=3) if box.node.critical else style
        case Kind.WAIT:
            return WAIT
        case Kind.START | Kind.FINISH:
            return END


def _framed(x: int, y: int, wide: int, high: int, blocks: tuple[svg.Lines, ...], style: Style, pad: int) -> str:
    """Words in a frame, as one group."""
    parts, at = [svg.rect(x, y, wide, high, style)], y + pad
    for block in blocks:
        parts.append(svg.text(x + PAD, at, block, style.ink))
        at += block.height
    return f"<g>{''.join(parts)}</g>"


def _arrow(points: Points) -> str:
    x, y = points[-1]
    head = svg.polygon(((x, y), (x - 4, y - 8), (x + 4, y - 8)), svg.MUTED)
    return svg.polyline((*points[:-1], (x, y - 6))) + head
