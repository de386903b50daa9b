"""The values of packs in words, Chinese and English: waits, fees, papers, conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from medcard.assembly.times import WEEK, event, wait, window, written
from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.facts import Fact
from medcard.model import (
    Copies,
    DeadlineRule,
    Fee,
    Give,
    Lead,
    Need,
    Opening,
    Special,
    Text,
    Wait,
    Window,
    members,
)

STAGES = {
    "review": Text("审核", "review"),
    "making": Text("制卡", "making"),
    "delivery": Text("寄送", "delivery"),
    "effect": Text("生效", "taking effect"),
}
SPECIAL = {
    Special.UNKNOWN: Text("没有公布", "not published"),
    Special.WITHDRAWN: Text("不再要求或已停办", "no longer asked for or withdrawn"),
    Special.COMPLETE: Text("不在当地的材料清单里", "not on the local list of papers"),
}
OPENINGS = {
    "working": Text("工作日（调休上班的日子也开）", "working days, make-up days too"),
    "weekdays": Text("周一至周五，放假和调休的日子不开", "Monday to Friday, not on holidays or make-up days"),
    "daily": Text("每天", "every day"),
}
NO_CONDITION = Text("不限", "always")

IMPOSED = {
    "law": (Text("国家法律法规规定", "by national law"), Text("{}的法规规定", "by law of {}")),
    "ministry": (Text("国家部委规定", "by rule of a ministry"),) * 2,
    "region": (Text("全国统一规定", "by national rule"), Text("{}规定", "by rule of {}")),
    "told": (Text("公开的资料说", "as public texts say"), Text("{}的资料说", "as texts about {} say")),
    "bank": (Text("银行规定", "by rule of the bank"),) * 2,
    "data": (Text("没查到规定，我们推定", "no rule was found; we assume"),) * 2,
}
"""Who says so, in the whole nation and in a region."""

Words = Callable[[str], Text]


def imposed(by: str, region: str | None, *, weak: bool) -> Text:
    """Who made a rule; ``region``: its name, None for the nation; ``weak``: known only from a reprint or the press."""
    national, regional = IMPOSED.get("told" if weak and by == "region" else by, IMPOSED["region"])
    said = national if region is None else regional
    return Text(said.zh.format(region), said.get("en").format(region))


def stages(names: tuple[str, ...]) -> Text:
    """The stages that a wait times."""
    known = [STAGES.get(name, Text(name, name)) for name in names]
    return Text("和".join(stage.zh for stage in known), " and ".join(stage.get("en") for stage in known))


def money(fen: int) -> str:
    """An amount in yuan, without needless zeros.

    >>> money(2000), money(150)
    ('20', '1.5')
    """
    yuan, rest = divmod(fen, 100)
    return str(yuan) if rest == 0 else f"{yuan}.{rest:02}".rstrip("0")


def fee(value: Fee) -> Text:
    """A fee or an interval of fees."""
    if value.most == 0:
        return Text("免费", "free")
    if value.least == value.most:
        return Text(f"{money(value.most)} 元", f"{money(value.most)} yuan")
    return Text(f"{money(value.least)} 到 {money(value.most)} 元", f"{money(value.least)} to {money(value.most)} yuan")


def copies(value: Copies) -> Text:
    """How a paper is asked for."""
    zh = ["原件"] if value.original else []
    en = ["original"] if value.original else []
    if value.copies:
        zh.append(f"{value.copies} 张" if value.prints else f"{value.copies} 份复印件")
        what = "print" if value.prints else "copy" if value.copies == 1 else "copie"
        en.append(f"{value.copies} {what}" + ("" if value.copies == 1 else "s"))
    return Text(" + ".join(zh) or "不需要", " + ".join(en) or "not needed")


def number(fact: str, least: int, most: int | None) -> Text:
    """An age in ``least``..``most``.

    >>> number("age", 16, None).zh, number("age-days", 0, 89).zh, number("age", 0, 0).en
    ('满 16 周岁', '出生不满 90 天', 'under 1 year old')
    """
    born, zh, en = ("", "周岁", "year") if fact == "age" else ("出生", "天", "day")
    if least == 0 and most is not None:
        return Text(f"{born}不满 {most + 1} {zh}", f"under {_aged(most + 1, en)}")
    if most is None:
        return Text(f"{born}满 {least} {zh}", f"at least {_aged(least, en)}")
    if least == most:
        return Text(f"{born} {least} {zh}".strip(), _aged(least, en))
    return Text(f"{born} {least} 到 {most} {zh}".strip(), f"{least} to {_aged(most, en)}")


def _aged(count: int, unit: str) -> str:
    return f"{count} {unit} old" if count == 1 else f"{count} {unit}s old"


def case(name: str, values: Sequence[str], facts: Mapping[str, Fact]) -> Text:
    """The clause that says that a fact has one of ``values``."""
    fact = facts.get(name)
    if fact is None or not values:
        return Text(f"{name}: {' / '.join(values)}", f"{name}: {' / '.join(values)}")
    return Text(fact.case(values), fact.case(values, "en"))


def condition(value: Condition, facts: Mapping[str, Fact]) -> Text:
    """A condition as a clause; ``facts`` are the vocabulary and the packs' own yes/no facts."""
    match value:
        case AllOf(parts=()):
            return NO_CONDITION
        case AllOf(parts=parts):
            return _joined(parts, facts, Text("，而且", " and "), AnyOf)
        case AnyOf(parts=parts):
            return _joined(parts, facts, Text("，或者", " or "), AllOf)
        case Not(part=Has(fact=name, values=values)) if name in facts and _few_others(facts[name], values):
            return case(name, tuple(other for other in facts[name].values if other not in values), facts)
        case Not(part=part):
            inner = condition(part, facts)
            return Text(f"并非{inner.zh}", f"not so that {inner.get('en')}")
        case Within(fact=name, least=least, most=most):
            return number(name, least, most)
        case Born(first=first, last=None):
            return Text(f"{written(first).zh}以后出生", f"born on {written(first).en} or later")
        case Born(first=None, last=last):
            return Text(f"{written(last).zh}以前出生", f"born on {written(last).en} or earlier")
        case Born(first=first, last=last):
            return Text(
                f"{written(first).zh}至{written(last).zh}出生", f"born from {written(first).en} to {written(last).en}"
            )
        case Has(fact=name, values=values):
            return case(name, values, facts)


def _few_others(fact: Fact, values: Sequence[str]) -> bool:
    """Whether it is shorter to name the other values of a fact than to deny these."""
    return 0 < len(set(fact.values).difference(values)) <= max(2, len(values))


def _joined(parts: tuple[Condition, ...], facts: Mapping[str, Fact], by: Text, other: type[Condition]) -> Text:
    """The parts with ``by`` between them; those joined the other way stand in brackets."""
    said: list[Text] = []
    for part in parts:
        words = condition(part, facts)
        bracketed = isinstance(part, other) and len(getattr(part, "parts", ())) > 1
        said.append(Text(f"（{words.zh}）", f"({words.get('en')})") if bracketed else words)
    return Text(by.zh.join(part.zh for part in said), by.get("en").join(part.get("en") for part in said))


def opening(value: Opening) -> Text:
    """On which days a place is open; a season's days stand before the others."""
    named = OPENINGS.get(value.name or "", Text(value.name or "", value.name))
    if value.name is None:
        days = [WEEK[day - 1] for day in value.weekdays]
        named = Text("、".join(day.zh for day in days), ", ".join(day.get("en") for day in days))
    if value.season is None:
        return named
    (month, day), (last, end) = value.season
    other = opening(value.otherwise or Opening(name="working"))
    return Text(
        f"{month} 月 {day} 日到 {last} 月 {end} 日{named.zh}，其余时间{other.zh}",
        f"{named.get('en')} from {month}/{day} to {last}/{end}, else {other.get('en')}",
    )


def value(said: object, facts: Mapping[str, Fact], names: Words) -> Text:
    """Any value of a statement in words; ``names`` gives the words of a milestone or a paper."""
    match said:
        case Special():
            return SPECIAL[said]
        case Wait(least=least, most=most, unit=unit):
            return wait(least, most, unit)
        case Fee():
            return fee(said)
        case Copies(one_of=one_of):
            return _with_papers(copies(said), tuple(names(each.paper) for each in one_of))
        case Opening():
            return opening(said)
        case DeadlineRule(count=0, of=of):
            since = event(of, names)
            return Text(f"{since.zh}当天为止", f"until the day itself: {since.get('en')}")
        case DeadlineRule(count=count, unit=unit, of=of):
            term, since = wait(count, count, unit), event(of, names)
            return Text(f"{since.zh}后 {term.zh}以内", f"within {term.get('en')} of: {since.get('en')}")
        case Text():
            return said
        case AllOf() | AnyOf() | Not() | Has() | Within() | Born():
            return condition(said, facts)
        case _:
            many = members(said, object)
            return _listed(many, names) if many else Text(str(said), str(said))


def _with_papers(form: Text, papers: tuple[Text, ...]) -> Text:
    """A form, and the papers any of which will do."""
    if not papers:
        return form
    zh, en = "或".join(paper.zh for paper in papers), " or ".join(paper.get("en") for paper in papers)
    return Text(f"{zh}：{form.zh}", f"{en}: {form.get('en')}")


def _listed(said: tuple[object, ...], names: Words) -> Text:
    found = [names(item.milestone) if isinstance(item, (Need, Give)) else _plain(item, names) for item in said]
    return Text("、".join(t.zh for t in found) or "无", ", ".join(t.get("en") for t in found) or "none")


def _plain(item: object, names: Words) -> Text:
    if isinstance(item, Window | Lead):
        return window(item)
    paper = getattr(item, "paper", None)
    return names(paper) if isinstance(paper, str) else Text(str(item), str(item))
