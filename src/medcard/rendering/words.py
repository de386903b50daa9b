"""The words that all renderers share: interface strings, dates, money, waits, facts, in Chinese or English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from medcard import bundle
from medcard.applicant import Actor, Applicant
from medcard.assembly import times
from medcard.assembly.times import MONTHS as _MONTHS_EN
from medcard.errors import WrongArgument, brief
from medcard.facts import Fact, Kind, declared
from medcard.model import SourceKind, Text
from medcard.plan import Money, Span
from medcard.scenario import CardScenario
from medcard.source import Doubt

LANGUAGES = ("zh", "en")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@cache
def messages(lang: str) -> Mapping[str, str]:
    """The interface strings of one language by key."""
    return json.loads(bundle.read("messages", f"{lang}.json"))  # type: ignore[no-any-return]


def language(lang: str) -> str:
    """The language as documents name it (BCP 47)."""
    return {"zh": "zh-Hans"}.get(lang, lang)


@cache
def facts() -> Mapping[str, Fact]:
    """The closed vocabulary by name."""
    return {fact.name: fact for fact in (*declared(Applicant), *declared(CardScenario))}


@cache
def words(lang: str) -> Words:
    """The words of one language. WrongArgument for a language that is not ``zh`` or ``en``."""
    if lang not in LANGUAGES:
        raise WrongArgument("lang", brief(lang), "'zh' or 'en'")
    return Words(lang)


class Words:
    """One language's words; ``words(lang)`` hands out the one of its language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._messages = messages(lang)

    def __call__(self, key: str, /, **fields: object) -> str:
        """The interface string ``key`` with its fields filled in."""
        return self._messages[key].format(**fields)

    def known(self, key: str, otherwise: str) -> str:
        """The interface string ``key``, or ``otherwise`` where there is none."""
        return self._messages.get(key, otherwise)

    def of(self, text: Text) -> str:
        """A text on one line: what could break or colour a line becomes a space."""
        return self.plain(text.get(self.lang))

    @staticmethod
    def plain(text: str) -> str:
        """Any text on one line, without control characters."""
        return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())

    def several(self, items: Iterable[str]) -> str:
        """Several things beside each other."""
        return self("list.and").join(item for item in items if item)

    def clauses(self, items: Iterable[str]) -> str:
        """Several statements beside each other."""
        return self("list.semi").join(item for item in items if item)

    def day(self, day: date) -> str:
        """A date with its weekday.

        >>> words("zh").day(date(2026, 11, 23)), words("en").day(date(2026, 11, 23))
        ('2026年11月23日（周一）', 'Mon 23 Nov 2026')
        """
        return times.day(day).get(self.lang)

    def stacked(self, day: date) -> tuple[str, str, str]:
        """A date in three short lines.

        >>> words("zh").stacked(date(2026, 11, 23)), words("en").stacked(date(2026, 11, 23))
        (('11月23日', '周一', '2026年'), ('23 Nov', 'Mon', '2026'))
        """
        if self.lang == "zh":
            return (f"{day.month}月{day.day}日", f"周{_DAYS_ZH[day.weekday()]}", f"{day.year}年")
        return (f"{day.day} {_MONTHS_EN[day.month - 1]}", _DAYS_EN[day.weekday()], str(day.year))

    def month(self, day: date) -> str:
        """The month of a date, with its year.

        >>> words("zh").month(date(2026, 11, 23)), words("en").month(date(2026, 11, 23))
        ('2026年11月', 'Nov 2026')
        """
        if self.lang == "zh":
            return f"{day.year}年{day.month}月"
        return f"{_MONTHS_EN[day.month - 1]} {day.year}"

    def stated(self, text: str) -> str:
        """The date of a source as it gives it: a year, a month or a day.

        >>> words("zh").stated("2025-11"), words("en").stated("2025-11-04"), words("zh").stated("2025")
        ('2025年11月', '4 Nov 2025', '2025年')
        """
        parts = [int(part) for part in text.split("-") if part.isdecimal()]
        if len(parts) != text.count("-") + 1 or len(parts) > 3 or not 1 <= [*parts, 1][1] <= 12:
            return self.plain(text)
        if self.lang == "zh":
            return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
        year, *rest = parts
        named = [str(rest[1])] if len(rest) == 2 else []
        return " ".join([*named, *([_MONTHS_EN[rest[0] - 1]] if rest else []), str(year)])

    def span(self, span: Span) -> str:
        """A day, or the two days between which it lies."""
        if span.earliest == span.latest:
            return self.day(span.latest)
        return self("span.within", earliest=self.day(span.earliest), latest=self.day(span.latest))

    def days(self, earliest: date, latest: date) -> str:
        """As :meth:`span`, of two dates."""
        return self.span(Span(earliest=earliest, latest=latest))

    def planned(self, span: Span) -> str:
        """The day that a plan counts on, and the earlier one if all goes fast."""
        if span.earliest == span.latest:
            return self.day(span.latest)
        return self("date.sooner", earliest=self.day(span.earliest), latest=self.day(span.latest))

    def money(self, money: Money) -> str:
        """An interval of money in yuan.

        >>> words("zh").money(Money(least=0, most=2550)), words("en").money(Money(least=0, most=0))
        ('0～25.50 元', 'free')
        """
        if money.most == 0:
            said = self("money.free")
        elif money.least == money.most:
            said = self("money.one", least=yuan(money.least))
        else:
            said = self("money.span", least=yuan(money.least), most=yuan(money.most))
        return self("money.assumed", money=said) if money.assumed else said

    def count(self, least: int, most: int, unit: str) -> str:
        """A stretch of time.

        >>> words("zh").count(3, 7, "working"), words("en").count(1, 1, "calendar"), words("zh").count(0, 0, "month")
        ('3～7 个工作日', '1 day', '当场')
        """
        if unit == "not-before":
            return self("wait.not-before")
        if most == 0:
            return self("wait.none")
        if unit == "next-month":
            return self._months(least, most)
        name = self.known(f"unit.{unit}-one" if most == 1 else f"unit.{unit}", unit)
        if least == most:
            return self("wait.count", count=most, unit=name)
        return self("wait.span" if least else "wait.within", least=least, most=most, unit=name)

    def _months(self, least: int, most: int) -> str:
        if least != most:
            return self("wait.next-month-span", least=least, most=most)
        return self("wait.next-month-one" if most == 1 else "wait.next-month", count=most)

    def actor(self, actor: str) -> str:
        """Who does an act."""
        return next((self._choice(each) for each in Actor if each.value == actor), actor)

    def source_kind(self, kind: str) -> str:
        """Who wrote a source."""
        return next((self._choice(each) for each in SourceKind if each.value == kind), kind)

    def doubt(self, doubt: Doubt) -> str:
        """Why what a source says is not confirmed."""
        return self._choice(doubt)

    def _choice(self, choice: Actor | SourceKind | Doubt) -> str:
        return choice.zh if self.lang == "zh" else choice.en

    def fact(self, name: str, value: str) -> str:
        """A fact and its value; one that only a pack knows stands under its own name."""
        fact = facts().get(name)
        if fact is None:
            said = self.known(f"value.{value}", self.plain(value))
            return f"{name}{self('list.colon')}{said}"
        if fact.kind is Kind.YES_NO and value in fact.values:
            return self.plain(fact.case((value,), self.lang))
        label = fact.zh if self.lang == "zh" else fact.en
        said = self.plain(fact.label(value, self.lang))
        if fact.kind is Kind.DATE and _ISO.fullmatch(value):
            said = self.stated(value)
        return f"{label}{self('list.colon')}{said}"

    def opening(self, name: str) -> str:
        """The days on which a place is open; empty for what is too involved for one phrase."""
        simple = self.known(f"opening.{name}", "")
        days = [self.known(f"opening.{day}", "") for day in name.split("-")]
        return simple or (self.several(days) if all(days) else "")


def yuan(fen: int) -> str:
    """Whole yuan without decimals, else with two.

    >>> yuan(2000), yuan(150), yuan(5)
    ('20', '1.50', '0.05')
    """
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)
