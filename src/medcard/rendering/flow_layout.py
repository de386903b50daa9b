"""Where the boxes and lines of a flow chart go: days from top to bottom, what runs side by side beside each other.

Boxes stand in the cells of a grid. A line leaves its box at the bottom, runs in the gap below a row or in the gutter
beside a column, and enters the next box from above, so that no line crosses a box and no two boxes touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import attrs

from medcard.record import Record
from medcard.rendering.chart import Chart, Kind, Node
from medcard.rendering.svg import SIZE, SMALL, Lines, set_in

WIDE, PAD = 220, 10
_TRACK, _CLEAR, _ARROW, _PORT = 8, 12, 16, 16


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Box(Record):
    """A node in its cell: ``words`` in the frame, ``asides`` in a second one that hangs below it."""

    node: Node
    row: int
    column: int
    words: tuple[Lines, ...]
    asides: tuple[Lines, ...]

    @property
    def frame(self) -> int:
        """The height of the upper frame."""
        return 2 * PAD + sum(block.height for block in self.words)

    @property
    def hanging(self) -> int:
        """The height of the lower frame; 0 without one."""
        return 2 * PAD + sum(block.height for block in self.asides) if self.asides else 0

    @property
    def height(self) -> int:
        """Both together."""
        return self.frame + self.hanging


Points = tuple[tuple[int, int], ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Laid(Record):
    """The chart in pixels: boxes with their upper left corners, lines, and the days with their upper and lower edge."""

    width: int
    height: int
    boxes: tuple[tuple[Box, int, int], ...]
    lines: tuple[Points, ...]
    days: tuple[tuple[date, int, int], ...]


def lay_out(chart: Chart, left: int, top: int) -> Laid:
    """The chart with its upper left corner at ``left``, ``top``."""
    boxes = _boxes(chart)
    edges = [(one, other) for one, other in chart.edges if boxes[one].row < boxes[other].row]
    return _Layout(boxes, edges, left, top).laid()


def _boxes(chart: Chart) -> list[Box]:
    rows = _rows(chart)
    columns = _columns(chart, rows)
    return [_box(node, rows[place], columns[place]) for place, node in enumerate(chart.nodes)]


def _box(node: Node, row: int, column: int) -> Box:
    room = WIDE - 2 * PAD
    size = SIZE if node.kind is Kind.STEP else SMALL
    bold = node.kind in (Kind.STEP, Kind.WAIT)
    words = [set_in(node.title, room, size, bold=bold), *(set_in(line, room) for line in node.lines)]
    return Box(
        node=node,
        row=row,
        column=column,
        words=tuple(words),
        asides=tuple(set_in(line, room) for line in node.asides),
    )


def _rows(chart: Chart) -> list[int]:
    """A row for each day and, within it, for what must come one after the other; waits stand right below their step."""
    keys: list[tuple[date, int, int]] = []
    for place, node in enumerate(chart.nodes):
        match node.kind:
            case Kind.START:
                keys.append((date.min, 0, 0))
            case Kind.FINISH:
                keys.append((date.max, 0, 0))
            case Kind.STEP | Kind.WAIT:
                waits = int(node.kind is Kind.WAIT)
                before = [keys[one] for one, other in chart.edges if other == place]
                depths = [depth for day, depth, _ in before if day == node.day]
                keys.append((node.day, max(depths, default=-1) + 1 - waits, waits))
    order = {key: row for row, key in enumerate(sorted(set(keys)))}
    return [order[key] for key in keys]


def _columns(chart: Chart, rows: Sequence[int]) -> list[int]:
    """Each box below what it follows, as far as its row has room."""
    members = [[place for place, at in enumerate(rows) if at == row] for row in range(max(rows) + 1)]
    most = max(map(len, members))
    columns = [(most - 1) // 2] * len(rows)
    for row in members:
        wanted = {place: _wanted(chart, columns, place) for place in row}
        ordered = sorted(row, key=lambda place: (wanted[place], place))
        free = 0
        for place in ordered:
            columns[place] = max(free, (wanted[place] + 50) // 100)
            free = columns[place] + 1
        for left, place in enumerate(reversed(ordered), 1):
            columns[place] = min(columns[place], most - left)
    return columns


def _wanted(chart: Chart, columns: Sequence[int], place: int) -> int:
    """The middle of the boxes before, in hundredths of a column."""
    before = [columns[one] for one, other in chart.edges if other == place]
    return 100 * sum(before) // len(before) if before else 100 * columns[place]


class _Layout:
    def __init__(self, boxes: Sequence[Box], edges: Sequence[tuple[int, int]], left: int, top: int) -> None:
        self.boxes = boxes
        self.edges = edges
        self.left = left
        self.top = top
        self.cells = {(box.row, box.column) for box in boxes}
        self.gaps: list[list[object]] = [[] for _ in range(max(box.row for box in boxes) + 1)]
        self.gutters: list[list[int]] = [[] for _ in range(max(box.column for box in boxes) + 2)]
        self.ports: dict[tuple[int, int], int] = {}

    def laid(self) -> Laid:
        for edge in self.edges:
            self._reserve(edge)
        self._enter()
        lines = tuple(self._line(edge) for edge in self.edges)
        return Laid(
            width=self._gutter(len(self.gutters) - 1) + _gutter_width(self.gutters[-1]),
            height=self._row(len(self.gaps) - 1) + self._tall(len(self.gaps) - 1),
            boxes=tuple((box, self._column(box.column), self._row(box.row)) for box in self.boxes),
            lines=lines,
            days=tuple(self._days()),
        )

    def _free(self, edge: tuple[int, int]) -> bool:
        """Whether nothing stands between, above the target."""
        one, other = self.boxes[edge[0]], self.boxes[edge[1]]
        return not any((row, other.column) in self.cells for row in range(one.row + 1, other.row))

    def _straight(self, edge: tuple[int, int]) -> bool:
        return self.boxes[edge[0]].column == self.boxes[edge[1]].column and self._free(edge)

    def _reserve(self, edge: tuple[int, int]) -> None:
        """A track in each gap and gutter that the line runs along; lines from one box share theirs."""
        if self._straight(edge):
            return
        one, other = edge
        _once(self.gaps[self.boxes[one].row], one)
        if not self._free(edge):
            _once(self.gutters[self._beside(edge)], one)
            _once(self.gaps[self.boxes[other].row - 1], edge)

    def _beside(self, edge: tuple[int, int]) -> int:
        """The gutter next to the target, on the side that the line comes from."""
        one, other = self.boxes[edge[0]].column, self.boxes[edge[1]].column
        return other if one < other else other + 1

    def _enter(self) -> None:
        """Where on the upper side of its target each line enters: straight ones in the middle, the others beside it."""
        for place, box in enumerate(self.boxes):
            coming = [edge for edge in self.edges if edge[1] == place and not self._straight(edge)]
            left = [edge for edge in coming if self.boxes[edge[0]].column < box.column]
            for side, edges in ((-1, left), (1, [edge for edge in coming if edge not in left])):
                for number, edge in enumerate(edges, 1):
                    self.ports[edge] = side * min(number * _PORT, WIDE // 2 - _PORT)

    def _line(self, edge: tuple[int, int]) -> Points:
        one, other = self.boxes[edge[0]], self.boxes[edge[1]]
        start = self._column(one.column) + WIDE // 2
        end = self._column(other.column) + WIDE // 2 + self.ports.get(edge, 0)
        first, last = (start, self._row(one.row) + one.height), (end, self._row(other.row))
        if self._straight(edge):
            return (first, last)
        lane = self._lane(one.row, edge[0])
        if self._free(edge):
            return (first, (start, lane), (end, lane), last)
        beside = self._beside(edge)
        across = self._gutter(beside) + _CLEAR + _TRACK * self.gutters[beside].index(edge[0])
        lower = self._lane(other.row - 1, edge)
        return (first, (start, lane), (across, lane), (across, lower), (end, lower), last)

    def _lane(self, row: int, track: object) -> int:
        return self._row(row) + self._tall(row) + _CLEAR + _TRACK * self.gaps[row].index(track)

    def _row(self, row: int) -> int:
        """The upper edge of a row."""
        return self.top + sum(self._tall(above) + self._gap(above) for above in range(row))

    def _tall(self, row: int) -> int:
        return max(box.height for box in self.boxes if box.row == row)

    def _gap(self, row: int) -> int:
        return _CLEAR + _TRACK * len(self.gaps[row]) + _ARROW

    def _gutter(self, column: int) -> int:
        """The left edge of the gutter to the left of a column."""
        return self.left + sum(_gutter_width(self.gutters[before]) + WIDE for before in range(column))

    def _column(self, column: int) -> int:
        return self._gutter(column) + _gutter_width(self.gutters[column])

    def _days(self) -> list[tuple[date, int, int]]:
        found: dict[date, tuple[int, int]] = {}
        for box in self.boxes:
            if box.node.kind in (Kind.STEP, Kind.WAIT):
                top, end = self._row(box.row), self._row(box.row) + self._tall(box.row)
                known = found.get(box.node.day, (top, end))
                found[box.node.day] = (min(top, known[0]), max(end, known[1]))
        return [(day, *edges) for day, edges in sorted(found.items())]


_Track = TypeVar("_Track")


def _once(tracks: list[_Track], track: _Track) -> None:
    if track not in tracks:
        tracks.append(track)


def _gutter_width(tracks: Sequence[object]) -> int:
    return 2 * _CLEAR + _TRACK * max(len(tracks) - 1, 0)
