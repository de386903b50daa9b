"""Hours of the day as official guides write them: ``周一至周五 8:30-12:00、14:00-17:30；周六 9:00-12:00（要预约）``.

What names no two times of the clock, such as ``晚上十点前``, is words and stays as it is.
"""

from __future__ import annotations

import re

from medcard.model import Hours, OpenHours, Stretch, Text
from medcard.packs.days import DAYS
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, shown
from medcard.packs.shape import Reading, day_of, text, words

_ZH = {f"周{sign}": day for sign, day in zip("一二三四五六日", DAYS, strict=True)}
_NAMED = {"工作日": ("working",), "每天": ("daily",)}
_SIGNS = str.maketrans({"：": ":", "—": "-", "–": "-", "~": "-", "～": "-", "，": "、", ",": "、", ";": "；"})
_CLOCK = r"\d{1,2}:\d\d"
_TO = "(?:-+|至|到)"
_CLOCKS = re.compile(rf"{_CLOCK} *{_TO} *{_CLOCK}", re.ASCII)
_SEASON = re.compile(r"(\d{1,2})月(\d{1,2})日(?:-+|至|到)(\d{1,2})月(\d{1,2})日", re.ASCII)
_RULE = re.compile(
    rf"(?:(?P<season>{_SEASON.pattern}) *)?(?P<days>[一-龥、]*) *"
    rf"(?P<times>{_CLOCKS.pattern}(?: *、 *{_CLOCKS.pattern})*) *(?:[（(](?P<note>[^（）()]+)[）)])?",
    re.ASCII,
)
_HALF = re.compile(
    rf"(?P<half>上午|早上|中午|下午|晚上)[:、 ]*(?P<opens>{_CLOCK})(?P<to> *{_TO} *)(?P<closes>{_CLOCK})", re.ASCII
)
_LATER = ("下午", "晚上")
_ENGLISH = {"working": "working days", "daily": "every day", **{day: day.capitalize() for day in DAYS}}
_FORM = "write '周一至周五 8:30-12:00、14:00-17:30；周六 9:00-12:00', a remark in （） after the times"


def hours(reading: Reading, node: Node) -> Hours:
    """The words, and what they say of the times of the clock; a block of ``zh`` and ``en`` is words alone."""
    if isinstance(node, Mapping):
        return Hours(words=words(reading, node))
    said = text(reading, node)
    plain = _HALF.sub(_whole_day, said.translate(_SIGNS))
    if not _CLOCKS.search(plain):
        return Hours(words=Text(said))
    rules = [_rule(reading, node, part.strip()) for part in plain.split("；")]
    rules_of = tuple(rule for rule in rules if rule is not None)
    return Hours(words=Text(said, "; ".join(map(_english, rules_of))), rules=rules_of)


def _whole_day(found: re.Match[str]) -> str:
    """Times of a half of the day as times of the whole: 下午 2:30-5:30 is 14:30-17:30, and so is 下午 14:30-17:30."""
    times = found["opens"], found["closes"]
    return found["to"].join(_in_the_afternoon(time) if found["half"] in _LATER else time for time in times)


def _in_the_afternoon(time: str) -> str:
    hour, minute = time.split(":")
    return f"{int(hour) + 12}:{minute}" if int(hour) < 12 else time


def _rule(reading: Reading, node: Node, part: str) -> OpenHours | None:
    found = _RULE.fullmatch(part)
    if found is None:
        reading.add(node, Code.BAD_VALUE, f"{shown(part)} are no hours; {_FORM}")
        return None
    return OpenHours(
        days=_days(reading, node, found["days"]),
        times=_times(reading, node, found["times"]),
        season=_season(reading, node, found["season"]) if found["season"] else None,
        note=found["note"],
    )


def _days(reading: Reading, node: Node, said: str) -> tuple[str, ...]:
    """The days in the order of the week; none where the words name none: the days on which the place is open."""
    if not said or said in _NAMED:
        return _NAMED.get(said, ())
    found: set[str] = set()
    for part in said.split("、"):
        first, _, last = part.replace("到", "至").partition("至")
        ends = _ZH.get(first), _ZH.get(last or first)
        if ends[0] is None or ends[1] is None:
            message = f"{shown(part)} are no days; write 工作日, 每天, 周一至周五 or 周六、周日"
            reading.add(node, Code.BAD_VALUE, message)
            return ()
        start, stop = DAYS.index(ends[0]), DAYS.index(ends[1])
        if start > stop:
            reading.add(node, Code.BAD_RANGE, f"{shown(part)}: the week begins with 周一; write the earlier day first")
        found.update(DAYS[start : stop + 1])
    return tuple(day for day in DAYS if day in found)


def _times(reading: Reading, node: Node, said: str) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for part in said.split("、"):
        opens, closes = (_clock(time) for time in re.split(_TO, part.replace(" ", "")))
        before = found[-1].closes if found else "00:00"
        if not before <= opens < closes <= "24:00" or int(opens[3:]) > 59 or int(closes[3:]) > 59:
            message = f"{shown(part)}: times run from 0:00 to 24:00, each after the one before it"
            reading.add(node, Code.BAD_RANGE, message)
        found.append(Stretch(opens=opens, closes=closes))
    return tuple(found)


def _clock(time: str) -> str:
    """``8:30`` as ``08:30``, so that times can be compared as text."""
    return time.rjust(5, "0")


def _season(reading: Reading, node: Node, said: str) -> str:
    """Both ends as packs write seasons, ``07-15..09-30``."""
    found = _SEASON.fullmatch(said)
    assert found is not None
    days = [f"{int(month):02}-{int(day):02}" for month, day in ((found[1], found[2]), (found[3], found[4]))]
    for day in days:
        day_of(reading, node, f"2000-{day}")
    return "..".join(days)


def _english(rule: OpenHours) -> str:
    """
    >>> _english(OpenHours(days=("mon", "tue", "wed"), times=(Stretch(opens="08:30", closes="12:00"),)))
    'Mon-Wed 08:30-12:00'
    """
    season = f"{rule.season.replace('..', ' to ')}: " if rule.season else ""
    times = ", ".join(f"{each.opens}-{each.closes}" for each in rule.times)
    note = f" ({rule.note})" if rule.note else ""
    return season + " ".join(part for part in (_english_days(rule.days), times) if part) + note


def _english_days(days: tuple[str, ...]) -> str:
    named = [_ENGLISH[day] for day in days]
    whole = len(days) > 2 and days == DAYS[DAYS.index(days[0]) : DAYS.index(days[-1]) + 1]
    return f"{named[0]}-{named[-1]}" if whole else ", ".join(named)
