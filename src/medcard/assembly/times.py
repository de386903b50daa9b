"""Days, waits and events of packs in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from medcard.model import Event, Lead, Text, Window, Yearly
from medcard.problem import Unit

UNITS = {
    Unit.WORKING: Text("个工作日", "working days"),
    Unit.CALENDAR: Text("天", "days"),
    Unit.MONTH: Text("个月", "months"),
    Unit.NEXT_MONTH: Text("个月后的 1 日", "months ahead, on the 1st"),
    Unit.NOT_BEFORE: Text("", ""),
}
WEEK = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip(
        "一二三四五六日", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True
    )
)
EVENTS = {
    Event.BIRTH: Text("出生", "birth"),
    Event.HIRED: Text("入职", "the first day of work"),
    Event.APPLIED: Text("申请", "the application"),
    Event.EXPIRES: Text("卡到期", "the end of the card's term"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written(moment: date | None) -> Text:
    """A date without its weekday; None is written by nobody."""
    if moment is None:
        return Text("", "")
    zh = f"{moment.year}年{moment.month}月{moment.day}日"
    return Text(zh, f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}")


def day(moment: date) -> Text:
    """A date with its weekday.

    >>> day(date(2026, 11, 23)).zh, day(date(2026, 11, 23)).en
    ('2026年11月23日（周一）', 'Mon 23 Nov 2026')
    """
    week = WEEK[moment.weekday()]
    return Text(
        f"{moment.year}年{moment.month}月{moment.day}日（{week.zh}）",
        f"{week.get('en')[:3]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}",
    )


def wait(least: int, most: int | None, unit: Unit) -> Text:
    """A wait: ``3 到 7 个工作日``."""
    words = UNITS[unit]
    if most == 0:
        return Text("当场", "at once")
    if most is None:
        return Text(f"{least} {words.zh}以上", f"{least} {words.en} or more")
    one = words.en.removesuffix("s") if most == 1 and words.en else words.get("en")
    if least == most:
        return Text(f"{most} {words.zh}", f"{most} {one}")
    if least == 0:
        return Text(f"{most} {words.zh}以内", f"within {most} {one}")
    return Text(f"{least} 到 {most} {words.zh}", f"{least} to {most} {one}")


def event(of: Event | date | Yearly | str, names: Callable[[str], Text]) -> Text:
    """What a term runs from."""
    match of:
        case Event():
            return EVENTS[of]
        case Yearly(month=month, day=day):
            return yearly((month, day))
        case date():
            return written(of)
        case str():
            return names(of)


def yearly(day: tuple[int, int]) -> Text:
    """A day of every year."""
    month, number = day
    return Text(f"每年 {month} 月 {number} 日", f"every year's {month:02}-{number:02}")


def window(window: Window | Lead) -> Text:
    """When something is accepted at all."""
    if isinstance(window, Lead):
        ahead, event = wait(window.count, window.count, window.unit), EVENTS[window.of]
        return Text(f"{event.zh}前 {ahead.zh}起", f"from {ahead.get('en')} before {event.get('en')} on")
    first, last = yearly(window.first), window.last
    return Text(f"{first.zh}至 {last[0]} 月 {last[1]} 日", f"{first.get('en')} to {last[0]:02}-{last[1]:02}")
