"""What each region says itself, as text, as a page of Markdown and as JSON; and a summary in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from medcard.coverage import Cell, Coverage, Standing
from medcard.model import Text
from medcard.regions import Region
from medcard.rendering.markdown import escaped
from medcard.rendering.text import aligned

SCHEMA = "medcard/coverage/1"
SIGNS = {Standing.OFFICIAL: "●", Standing.OTHER: "○", Standing.INHERITED: "·"}
NAMES = Mapping[str, Text]
"""Scenario → its words."""

TITLE = "哪里有自己的资料 · What each region says itself"
KEY_ZH = (
    "●：当地有官方的说法；○：当地只有媒体、转载、网文的说法；·：沿用上级。“条数”是当地自己能用上的说法，"
    "“最新”是其中最晚的日期，“不一”是有几处说法不一（输的一方也留着，方案里会写出来）。没列出的地区都沿用上级。"
)
KEY_EN = (
    "●: official statements of the place's own; ○: only press, reprints or web articles about it; ·: inherited from "
    "the level above. Then: how many usable statements the place has, the latest date among them, and on how many "
    "fields texts disagree (plans show the losing side too). Places not listed inherit everything."
)
HEAD = ("地区 region", "条数 own", "最新 newest", "不一 disputed")


def coverages_text(rows: Sequence[Coverage]) -> str:
    """A line a region: how many scenarios stand how, statements, newest date, disputes."""
    head = ("地区 region", *(f"{SIGNS[each]} {each.zh}" for each in Standing), *HEAD[1:])
    lines = [
        (
            row.region.full_name,
            *(str(row.count(each)) for each in Standing),
            str(row.whole.statements),
            _day(row.whole.newest),
            str(row.whole.disputes),
        )
        for row in rows
    ]
    return "".join(f"{line}\n" for line in aligned([head, *lines]))


def coverage_text(row: Coverage, names: NAMES, lang: str) -> str:
    """A line a scenario of one region."""
    head = ("情形 scenario", "说法 whose", *HEAD[1:])
    lines = [(names[cell.scenario].get(lang), *_cells(cell, lang)) for cell in row.cells]
    return "".join(f"{line}\n" for line in aligned([head, *lines]))


def coverage_markdown(row: Coverage, names: NAMES, lang: str) -> str:
    """The same as a table of Markdown."""
    head = ("情形 scenario", "说法 whose", *HEAD[1:])
    lines = [(escaped(names[cell.scenario].get(lang)), *map(escaped, _cells(cell, lang))) for cell in row.cells]
    return f"# {escaped(row.region.full_name)} {row.region.code}\n\n" + _table(head, lines)


def _cells(cell: Cell, lang: str) -> tuple[str, ...]:
    words = cell.standing.zh if lang == "zh" else cell.standing.en
    return (f"{SIGNS[cell.standing]} {words}", str(cell.statements), _day(cell.newest), str(cell.disputes))


def coverages_markdown(rows: Sequence[Coverage], names: NAMES, folder: str = "") -> str:
    """A page with a table a province; with ``folder`` the regions' names link to the packs in it."""
    parts = [f"# {TITLE}", KEY_ZH, KEY_EN, _summary_lines(rows)]
    columns = [*names] if rows else []
    parts.append(_table(("情形 scenario", "", ""), [(names[each].zh, names[each].get("en"), each) for each in columns]))
    for province, group in groupby(rows, key=lambda row: _province(row.region)):
        lines = [_row(row, columns, folder) for row in group]
        parts += [f"## {province.name}", _table((*HEAD, *columns), lines).rstrip("\n")]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _row(row: Coverage, columns: Sequence[str], folder: str) -> tuple[str, ...]:
    region, whole = row.region, row.whole
    name = f"[{escaped(region.name)}]({folder}{region.code}.yaml)" if folder else escaped(region.name)
    signs = {cell.scenario: SIGNS[cell.standing] for cell in row.cells}
    told = (str(whole.statements), _day(whole.newest), str(whole.disputes))
    return (name, *told, *(signs.get(each, "") for each in columns))


def _province(region: Region) -> Region:
    """The province of a region; the nation is its own."""
    return region.chain[1] if len(region.chain) > 1 else region


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return "\n".join([lines[0], "|" + " --- |" * len(head), *lines[1:]]) + "\n"


def summary(rows: Sequence[Coverage]) -> Text:
    """How many regions speak for themselves, how much of it is official, and on how much texts disagree."""
    own = [row for row in rows if len(row.region.chain) > 1]
    provinces = sum(len(row.region.chain) == 2 and row.whole.statements > 0 for row in own)
    statements, cells = sum(row.whole.statements for row in own), sum(len(row.cells) for row in own)
    counts = {each: sum(row.count(each) for row in own) for each in Standing}
    newest = max((row.whole.newest for row in own if row.whole.newest), default=None)
    official, other, inherited = (counts[each] for each in Standing)
    return Text(
        f"{len(own)} 个地区有自己的数据包（{provinces} 个省级），一共 {statements} 条当地的说法，"
        f"最新的是 {_day(newest)}。这些地区的 {cells} 个“地区加情形”里，{official} 个有当地官方的说法，"
        f"{other} 个只有媒体、转载或网文的，{inherited} 个沿用上级。",
        f"{len(own)} regions have a pack of their own ({provinces} of them provinces), "
        f"with {statements} local statements, the newest of {_day(newest)}. Of the {cells} pairs of such a region "
        f"and a situation {official} have official local statements, {other} only press, reprints or web articles, "
        f"and {inherited} inherit from the level above.",
    )


def _summary_lines(rows: Sequence[Coverage]) -> str:
    said = summary(rows)
    return f"{said.zh}\n\n{said.get('en')}"


def coverages_json(rows: Iterable[Coverage], on: date) -> str:
    """``medcard/coverage/1``: every region with every scenario."""
    value = {"schema": SCHEMA, "as_of": on.isoformat(), "regions": [*_regions(rows)]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _regions(rows: Iterable[Coverage]) -> Iterator[dict[str, object]]:
    for row in rows:
        yield {
            "code": row.region.code,
            "name": row.region.full_name,
            "pack": row.own,
            **_told(row.whole),
            "scenarios": [
                {"scenario": cell.scenario, "standing": cell.standing.value, **_told(cell)} for cell in row.cells
            ],
        }


def _told(cell: Cell) -> dict[str, object]:
    newest = cell.newest.isoformat() if cell.newest else None
    return {"statements": cell.statements, "newest": newest, "disputes": cell.disputes}


def _day(day: date | None) -> str:
    return day.isoformat() if day else "-"
