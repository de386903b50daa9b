"""The values of packs in words, Chinese and English: waits, fees, papers, conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from medcard.conditions import AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.facts import Fact
from medcard.model import Copies, DeadlineRule, Fee, Give, Need, Opening, Special, Text, Wait, members
from medcard.problem import Unit

UNITS = {
    Unit.WORKING: Text("个工作日", "working days"),
    Unit.CALENDAR: Text("天", "days"),
    Unit.MONTH: Text("个月", "months"),
    Unit.NEXT_MONTH: Text("个月后的 1 日", "months ahead, on the 1st"),
    Unit.NOT_BEFORE: Text("", ""),
}
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
NO_CONDITION = Text("不限", "always")

Words = Callable[[str], Text]


def stages(names: tuple[str, ...]) -> Text:
    """The stages that a wait times."""
    known = [STAGES.get(name, Text(name, name)) for name in names]
    return Text("和".join(stage.zh for stage in known), " and ".join(stage.get("en") for stage in known))


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


def _number(span: Within) -> Text:
    unit = Text("周岁", "years") if span.fact == "age" else Text("天", "days")
    if span.least == 0 and span.most is not None:
        return Text(f"不满 {span.most + 1} {unit.zh}", f"under {span.most + 1} {unit.en}")
    if span.most is None:
        return Text(f"满 {span.least} {unit.zh}", f"{span.least} {unit.en} or older")
    if span.least == span.most:
        return Text(f"{span.least} {unit.zh}", f"{span.least} {unit.en}")
    return Text(f"{span.least} 到 {span.most} {unit.zh}", f"{span.least} to {span.most} {unit.en}")


def condition(value: Condition, facts: Mapping[str, Fact]) -> Text:
    """A condition in words; ``facts`` are the vocabulary and the packs' own yes/no facts."""
    match value:
        case AllOf(parts=()):
            return NO_CONDITION
        case AllOf(parts=parts):
            return _joined(parts, facts, Text("，并且", ", and "))
        case AnyOf(parts=parts):
            return _joined(parts, facts, Text("，或者", ", or "))
        case Not(part=part):
            inner = condition(part, facts)
            return Text(f"不是“{inner.zh}”", f"not ({inner.get('en')})")
        case Within():
            age = _number(value)
            return Text(f"年龄{age.zh}", f"age {age.get('en')}")
        case Born(first=first, last=last):
            return Text(f"{first or ''} 至 {last or '今'} 出生", f"born {first or ''} to {last or 'now'}")
        case Has(fact=name, values=values):
            fact = facts.get(name)
            if fact is None:
                return Text(f"{name}: {' / '.join(values)}", f"{name}: {' / '.join(values)}")
            zh = "、".join(fact.label(v, "zh") for v in values)
            return Text(f"{fact.zh}：{zh}", f"{fact.en}: {' or '.join(fact.label(v, 'en') for v in values)}")


def _joined(parts: tuple[Condition, ...], facts: Mapping[str, Fact], by: Text) -> Text:
    said = [condition(part, facts) for part in parts]
    return Text(by.zh.join(part.zh for part in said), by.get("en").join(part.get("en") for part in said))


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
        case Opening(name=name, weekdays=days):
            words = name or ", ".join(str(day) for day in days)
            return Text(words, words)
        case DeadlineRule(count=count, unit=unit):
            return wait(count, count, unit)
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
    paper = getattr(item, "paper", None)
    return names(paper) if isinstance(paper, str) else Text(str(item), str(item))
