"""Values and conditions as packs write them, on one line: what the readers beside this module read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.model import (
    Alternative,
    Copies,
    DeadlineRule,
    Event,
    Fee,
    Give,
    Lead,
    Need,
    Opening,
    Special,
    Text,
    Wait,
    Window,
    Yearly,
    members,
)
from medcard.packs.days import DAYS
from medcard.packs.values import SAME_DAY

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:,\[\]{}#]*(?<!\s)")


def written(value: object) -> str:
    """The value of a statement, as it may stand after the field's name.

    >>> from medcard.problem import Unit
    >>> written(Wait(least=3, most=7, unit=Unit.WORKING)), written(Fee(least=0, most=2050))
    ('3..7 working', '0..20.50 yuan')
    >>> written(Has(fact="person", values=("mainland",))), written(Copies(original=True, copies=1))
    ('{person: mainland}', 'original + 1 copy')
    """
    match value:
        case Special():
            return "yes" if value is Special.COMPLETE else value.value
        case Wait():
            return f"{{value: {_wait(value)}, from: next-month}}" if value.from_next_month else _wait(value)
        case Fee():
            return _fee(value)
        case Copies():
            return _copies(value)
        case Opening():
            return _opening(value)
        case DeadlineRule():
            return _deadline(value)
        case Text():
            return _text(value)
        case AllOf() | AnyOf() | Not() | Has() | Within() | Born():
            return condition(value)
        case bool():
            return "{}"
        case _:
            return _members(value)


def _members(value: object) -> str:
    gives = members(value, Give)
    if gives:
        return _block({give.milestone: _give(give) for give in gives})
    found = [
        *(_when(need.milestone, need.when, "milestone") for need in members(value, Need)),
        *(_alternative(each) for each in members(value, Alternative)),
        *(_window(each) for each in members(value, Window)),
        *(_window(each) for each in members(value, Lead)),
    ]
    return _list(found) if isinstance(value, tuple) else scalar(str(value))


def _block(items: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def scalar(text: str) -> str:
    """Text as one value of a flow, in quotes where it would be read otherwise."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _text(text: Text) -> str:
    both = {"zh": scalar(text.zh)} | ({"en": scalar(text.en)} if text.en is not None else {})
    return _block(both)


def _wait(wait: Wait) -> str:
    if (wait.least, wait.most, wait.unit) == (SAME_DAY.least, SAME_DAY.most, SAME_DAY.unit):
        return "same day"
    unit = wait.unit.value
    if wait.most is None:
        return f"{wait.least}+ {unit}"
    if wait.least == wait.most:
        return f"{wait.least} {unit}"
    return f"within {wait.most} {unit}" if wait.least == 0 else f"{wait.least}..{wait.most} {unit}"


def _fee(fee: Fee) -> str:
    least, most = (_yuan(fen) for fen in (fee.least, fee.most))
    return f"{most} yuan" if fee.least == fee.most else f"{least}..{most} yuan"


def _yuan(fen: int) -> str:
    return str(fen // 100) if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02}"


def _copies(asked: Copies) -> str:
    number = f"{asked.copies} {'print' if asked.prints else 'copy'}" if asked.copies == 1 else f"{asked.copies} copies"
    if asked.prints and asked.copies != 1:
        number = f"{asked.copies} prints"
    parts = [*(["original"] if asked.original else []), *([number] if asked.copies else [])]
    items = {"value": " + ".join(parts) or "none"}
    if asked.one_of:
        items["one-of"] = _list(_alternative(each) for each in asked.one_of)
    if asked.when != ALWAYS:
        items["when"] = condition(asked.when)
    if asked.from_person:
        items["from-person"] = "yes"
    return _block(items) if len(items) > 1 else items["value"]


def _alternative(each: Alternative) -> str:
    return each.paper if each.when == ALWAYS else f"{each.paper}: {condition(each.when)}"


def _when(name: str, when: Condition, key: str) -> str:
    return name if when == ALWAYS else _block({key: name, "when": condition(when)})


def _give(give: Give) -> str:
    stages = _list(give.stages)
    return stages if give.when == ALWAYS else _block({"stages": stages, "when": condition(give.when)})


def _deadline(rule: DeadlineRule) -> str:
    match rule.of:
        case Event():
            of = rule.of.value
        case Yearly(month=month, day=day):
            of = _day((month, day))
        case date():
            of = rule.of.isoformat()
        case str():
            of = rule.of
    items = {"within": f"{rule.count} {rule.unit.value}", "of": of}
    if rule.milestones:
        items["milestones"] = _list(rule.milestones)
    return _block({**items, "lost": _text(rule.lost)})


def _window(window: Window | Lead) -> str:
    if isinstance(window, Lead):
        return _block({"before": f"{window.count} {window.unit.value}", "of": window.of.value})
    return _block({"from": _day(window.first), "to": _day(window.last)})


def _opening(opening: Opening) -> str:
    days = opening.name or _weekdays(opening.weekdays)
    if opening.season is None:
        return days
    first, last = opening.season
    items = {"days": days, "season": f"{_day(first)}..{_day(last)}"}
    return _block(items | ({"else": _opening(opening.otherwise)} if opening.otherwise is not None else {}))


def _weekdays(days: tuple[int, ...]) -> str:
    names = [DAYS[day - 1] for day in days]
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{names[0]}..{names[-1]}"
    return names[0] if len(names) == 1 else _list(names)


def _day(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"


def condition(value: Condition) -> str:
    """A condition; ``any`` for the one that always holds."""
    if value == ALWAYS:
        return "any"
    if (
        isinstance(value, AllOf)
        and len(value.parts) > 1
        and len({_key(part) for part in value.parts}) == len(value.parts)
    ):
        return _block({_key(part): _meant(part) for part in value.parts})
    return _block({_key(value): _meant(value)})


def _key(value: Condition) -> str:
    match value:
        case AllOf():
            return "all"
        case AnyOf():
            return "any"
        case Not():
            return "not"
        case Born():
            return "born"
        case Has(fact=fact) | Within(fact=fact):
            return fact


def _meant(value: Condition) -> str:
    """What stands after the key of a condition."""
    match value:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return _list(condition(part) for part in parts)
        case Not(part=part):
            return condition(part)
        case Has(values=values):
            return values[0] if len(values) == 1 else _list(values)
        case Within(least=least, most=most):
            if most is None:
                return f"{least}+"
            if least == 0:
                return f"under {most + 1}"
            return str(least) if least == most else f"{least}..{most}"
        case Born(first=first, last=last):
            return first.isoformat() if first and first == last else f"{first or ''}..{last or ''}"
