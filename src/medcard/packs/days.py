"""On which days: openings of places and procedures, seasons, yearly windows."""

from __future__ import annotations

import re

from medcard.model import Event, Lead, Opening, Window
from medcard.packs.nodes import Mapping, Node, Sequence
from medcard.packs.problems import Code, HasPosition, Position, shown, suggest
from medcard.packs.shape import Keys, Reading, block, day_of, listing, once, text
from medcard.problem import Unit

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMED = ("working", "weekdays", "daily")
OPENING = Keys(("days", "season", "else"), required=("days",))
WINDOW = Keys(("from", "to"), required=("from", "to"))
LEAD = Keys(("before", "of"), required=("before", "of"))
LEADS = (Event.HIRED, Event.APPLIED, Event.EXPIRES)
"""Events of which a person tells the day."""
BEFORE = re.compile(r"([1-9]\d{0,2}) (calendar|month)s?", re.ASCII)

DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def opening(reading: Reading, node: Node) -> Opening:
    """``working``, ``mon..sat``, ``[mon, wed]``, or ``{days, season, else}``."""
    if not isinstance(node, Mapping):
        return _days(reading, node)
    found = block(reading, node, OPENING).items
    days = opening(reading, found["days"]) if "days" in found else Opening()
    season = _season(reading, found["season"]) if "season" in found else None
    otherwise = found.get("else")
    if season is None and otherwise is not None:
        reading.add(otherwise, Code.MISSING_KEY, "'else:' needs a 'season:' beside it")
    return Opening(
        name=days.name,
        weekdays=days.weekdays,
        season=season,
        otherwise=opening(reading, otherwise) if otherwise is not None else None,
    )


def _days(reading: Reading, node: Node) -> Opening:
    if isinstance(node, Sequence):
        seen: dict[str, None] = {}
        for member in node.items:
            once(reading, member, _day(reading, member, text(reading, member)), seen)
        if not node.items:
            reading.add(node, Code.BAD_VALUE, "no day; write 'unknown' where the days are not published")
        return Opening(weekdays=tuple(sorted(DAYS.index(day) + 1 for day in seen if day)))
    word = text(reading, node)
    if word in NAMED:
        return Opening(name=word)
    first, dots, last = word.partition("..")
    if not dots:
        day = _day(reading, node, word)
        return Opening(weekdays=(DAYS.index(day) + 1,) if day else ())
    ends = _day(reading, node, first), _day(reading, node, last)
    if not all(ends):
        return Opening()
    start, stop = DAYS.index(ends[0]) + 1, DAYS.index(ends[1]) + 1
    if start > stop:
        reading.add(node, Code.BAD_RANGE, f"{shown(word)}: the week begins with mon; write the earlier day first")
    return Opening(weekdays=tuple(range(start, stop + 1)))


def _day(reading: Reading, at: HasPosition, word: str) -> str:
    if word in DAYS:
        return word
    if word:
        known = (*NAMED, *DAYS, "unknown")
        help_ = suggest(word, known) or "; write working, weekdays, daily, mon..sat or [mon, wed]"
        reading.add(at, Code.BAD_VALUE, f"{shown(word)} is no opening{help_}")
    return ""


def _season(reading: Reading, node: Node) -> tuple[tuple[int, int], tuple[int, int]]:
    word = text(reading, node)
    first, dots, last = word.partition("..")
    if word and not dots:
        reading.add(node, Code.BAD_DATE, f"{shown(word)} is no season; write '05-01..09-30'")
        return (1, 1), (1, 1)
    return day_of_year(reading, node, first), day_of_year(reading, node, last)


def day_of_year(reading: Reading, at: HasPosition | Position, word: str) -> tuple[int, int]:
    """Month and day of ``09-01``."""
    found = DAY_OF_YEAR.fullmatch(word)
    if found is None:
        reading.add(at, Code.BAD_DATE, f"{shown(word)} is no day of the year; write '09-01'")
        return 1, 1
    day = day_of(reading, at, f"2000-{word}")
    return day.month, day.day


def windows(reading: Reading, node: Node) -> tuple[Window | Lead, ...]:
    """Yearly stretches ``{from: 09-01, to: 12-31}``, and ``{before: 60 calendar, of: expires}``, from that day on."""
    found: list[Window | Lead] = []
    for member in listing(reading, node):
        if isinstance(member, Mapping) and "before" in member.items:
            found += _lead(reading, member)
            continue
        ends = block(reading, member, WINDOW).items
        if len(ends) == 2 and "from" in ends and "to" in ends:
            first = day_of_year(reading, ends["from"], text(reading, ends["from"]))
            found.append(Window(first=first, last=day_of_year(reading, ends["to"], text(reading, ends["to"]))))
    return tuple(found)


def _lead(reading: Reading, node: Node) -> list[Lead]:
    items = block(reading, node, LEAD).items
    if "before" not in items or "of" not in items:
        return []
    before, of = text(reading, items["before"]), text(reading, items["of"])
    span = BEFORE.fullmatch(before)
    if span is None:
        reading.add(items["before"], Code.BAD_WAIT, f"{shown(before)} is no stretch; write '60 calendar' or '2 months'")
    if of not in LEADS:
        reading.add(
            items["of"], Code.BAD_VALUE, f"{shown(of)} is no event whose day is told; write {' or '.join(LEADS)}"
        )
    if span is None or of not in LEADS:
        return []
    return [Lead(count=int(span[1]), unit=Unit(span[2]), of=Event(of))]
