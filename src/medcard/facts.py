"""The closed vocabulary: every fact that can change an answer, its values, its question, its typical value.

A fact is declared once, as a field of :class:`medcard.applicant.Applicant` or
:class:`medcard.scenario.CardScenario`; this module says what such a declaration is.
Names are kebab-case in packs and on the command line and snake_case in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from enum import Enum, StrEnum
from typing import Any, Self

import attrs

from medcard.errors import InvalidFacts, brief
from medcard.record import Record

KEY = "medcard.fact"
MOST_NUMBER = 60_000
"""No age in days is greater."""

_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Choice(StrEnum):
    """A closed set of values, each with its label in Chinese and English."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        self = str.__new__(cls, value)
        self._value_ = value
        self.zh = zh
        self.en = en
        return self


class Kind(Enum):
    """What the values of a fact are."""

    CHOICE = "choice"
    YES_NO = "yes-no"
    INTEGER = "integer"
    DATE = "date"
    REGION = "region"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fact(Record):
    """One named, typed, closed-valued thing known or unknown about applicant or scenario.

    ``values`` holds the closed values in declaration order (``yes``, ``no`` for a yes/no fact; empty for
    integers, dates and regions). ``typical`` may be assumed when the caller allows it; None: nothing may be
    assumed. ``found_by`` names the procedure that tells a person who does not know. ``cases``: clauses, Chinese and
    English, that say that the fact has a value: one for each of ``values``, or one for all with ``{}`` for the label.
    ``given``: the values that nobody can bring about at will: what somebody is, what has happened or cannot be undone.
    ``near_first``: the values say how far away something is; nobody goes further away to be served.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    value_zh: tuple[str, ...] = ()
    value_en: tuple[str, ...] = ()
    zh: str
    en: str
    ask_zh: str
    ask_en: str
    typical: str | None = None
    found_by: str | None = None
    cases: tuple[tuple[str, str], ...]
    given: tuple[str, ...] = ()
    near_first: bool = False

    def label(self, value: str, lang: str = "zh") -> str:
        """The words for one of ``values``; other values (numbers, dates) stand for themselves."""
        labels = self.value_zh if lang == "zh" else self.value_en
        return labels[self.values.index(value)] if value in self.values else value

    def case(self, values: Sequence[str], lang: str = "zh") -> str:
        """The clause that says that the fact has one of ``values``, such as ``人在外省``."""
        zh, either = lang == "zh", "，或者" if lang == "zh" else " or "
        said = [case[0 if zh else 1] for case in self.cases]
        if len(said) > 1:
            return either.join(said[self.values.index(value)] for value in values if value in self.values)
        opening, closing = ("“", "”") if "“{}”" in said[0] else ("", "")
        labels = [f"{opening}{self.label(value, lang)}{closing}" for value in values]
        comma, last = ("、", "或") if zh else (", ", " or ")
        listed = last.join(filter(None, (comma.join(labels[:-1]), labels[-1] if labels else "")))
        return said[0].replace(f"{opening}{{}}{closing}", listed)


YES_NO = ("yes", "no")
YES_NO_ZH = ("是", "否")


def yes_no(name: str, *, zh: str, en: str, typical: str | None = None) -> Fact:
    """A yes/no fact that a pack asks for beside the closed vocabulary.

    >>> yes_no("public-services-here", zh="在海口就业", en="works in Haikou", typical="yes").values
    ('yes', 'no')
    """
    return Fact(
        name=name,
        kind=Kind.YES_NO,
        values=YES_NO,
        value_zh=YES_NO_ZH,
        value_en=YES_NO,
        zh=zh,
        en=en,
        ask_zh=zh + "？",
        ask_en=en + "?",
        typical=typical,
        cases=tuple(
            (f"“{zh}？”答“{said}”", f"“{en}?” is answered “{value}”")
            for value, said in zip(YES_NO, YES_NO_ZH, strict=True)
        ),
        given=("no",),
    )


def _plain_case(zh: str, en: str) -> tuple[tuple[str, str], ...]:
    """The clause of a fact that declares none: its name and the value."""
    return ((f"“{zh}”是“{{}}”", f"“{en}” is “{{}}”"),)


def _hint(value: object, known: Sequence[str]) -> str:
    near = get_close_matches(value.lower(), known, n=1) if isinstance(value, str) and len(value) < 40 else ()
    return f"; did you mean {near[0]!r}?" if near else ""


def _to_choice(choices: type[Choice]) -> Any:
    def convert(value: str | None) -> Choice | None:
        if value is None or isinstance(value, choices):
            return value
        for choice in choices:
            if value == choice.value:
                return choice
        known = [choice.value for choice in choices]
        raise ValueError(f"{brief(value)} is not one of {', '.join(known)}{_hint(value, known)}")

    return convert


def to_yes_no(value: object) -> bool | None:
    """True or False from itself or from ``yes`` or ``no``; ValueError says what is wrong with anything else."""
    if value is None or isinstance(value, bool):
        return value
    if value in YES_NO:
        return value == "yes"
    raise ValueError(f"{brief(value)} is not yes or no")


def _to_integer(value: object) -> int | None:
    if value is None:
        return None
    number = int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_NUMBER:
        raise ValueError(f"{brief(value)} is not a whole number from 0 to {MOST_NUMBER}")
    return number


def to_date(value: object) -> date | None:
    """An ISO date from a date or its text; ValueError says what is wrong with anything else."""
    if value is None or type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):  # fromisoformat reads weeks too
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{brief(value)} is not a date; write it as 2026-11-23")


def _to_region(value: object) -> str | None:
    if value is None or (isinstance(value, str) and len(value) == 6 and value.isascii() and value.isdigit()):
        return value
    raise ValueError(f"{brief(value)} is not a six-digit region code")


CONVERTERS = {Kind.YES_NO: to_yes_no, Kind.INTEGER: _to_integer, Kind.DATE: to_date, Kind.REGION: _to_region}


def _labelled(what: Kind | type[Choice]) -> list[tuple[str, str, str]]:
    """The closed values with their Chinese and English labels."""
    if isinstance(what, Kind):
        return list(zip(YES_NO, YES_NO_ZH, YES_NO, strict=True)) if what is Kind.YES_NO else []
    return [(choice.value, choice.zh, choice.en) for choice in what]


def fact(
    what: Kind | type[Choice],
    zh: str,
    en: str,
    *,
    ask: tuple[str, str],
    typical: str | None = None,
    found_by: str | None = None,
    cases: tuple[tuple[str, str], ...] = (),
    given: bool | tuple[str, ...] | None = None,
    near_first: bool = False,
    secret: bool = False,
) -> Any:
    """Declare a fact: the attrs field that holds it, unknown (None) unless given.

    ``what`` is a closed set of choices or one of the open kinds; ``ask`` is the question in Chinese and
    English, ``cases``, ``given`` (True: all values; by default none, of a yes/no fact ``no``) and ``near_first`` as in
    :class:`Fact`; a ``secret`` fact stays out of ``repr``. A bad value raises InvalidFacts with the fact's name.
    """
    labelled = _labelled(what)
    made = Fact(
        name="",
        kind=what if isinstance(what, Kind) else Kind.CHOICE,
        values=tuple(value for value, _, _ in labelled),
        value_zh=tuple(label for _, label, _ in labelled),
        value_en=tuple(label for _, _, label in labelled),
        zh=zh,
        en=en,
        ask_zh=ask[0],
        ask_en=ask[1],
        typical=typical,
        found_by=found_by,
        cases=cases or _plain_case(zh, en),
        given=_given(given, tuple(value for value, _, _ in labelled)),
        near_first=near_first,
    )
    convert = CONVERTERS[what] if isinstance(what, Kind) else _to_choice(what)
    metadata: dict[object, object] = {KEY: made}
    converter: Any = attrs.Converter(_naming(convert), takes_field=True)
    return attrs.field(default=None, converter=converter, repr=not secret, metadata=metadata)


def _given(given: bool | tuple[str, ...] | None, values: tuple[str, ...]) -> tuple[str, ...]:
    if given is None:
        return ("no",) if values == YES_NO else ()
    return given if isinstance(given, tuple) else values if given else ()


def _naming(convert: Callable[[Any], object]) -> Callable[[object, attrs.Attribute[object]], object]:
    """``convert`` with errors that name the fact."""

    def named(value: object, field: attrs.Attribute[object]) -> object:
        try:
            return convert(value)
        except ValueError as error:
            raise InvalidFacts([f"{field.name.replace('_', '-')}: {error}"]) from None

    return named


def declared(cls: type[attrs.AttrsInstance]) -> tuple[Fact, ...]:
    """The facts declared by the fields of ``cls``, in order, each under its kebab-case name."""
    found: list[Fact] = []
    for field in attrs.fields(cls):
        made = field.metadata.get(KEY)
        if isinstance(made, Fact):
            found.append(attrs.evolve(made, name=field.name.replace("_", "-")))
    return tuple(found)
