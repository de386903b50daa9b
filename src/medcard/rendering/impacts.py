"""What a change of packs changes, as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medcard.impact.compare import Bounded, Change, Impact
from medcard.impact.differences import OUTCOME, Difference
from medcard.model import Text
from medcard.plan import Aspect

IMPACT_SCHEMA = "medcard/diff/1"
SHOWN = 3
ASPECTS = {
    OUTCOME: Text("结果", "outcome"),
    Aspect.STEPS: Text("步骤", "step"),
    Aspect.CHANNELS: Text("渠道", "channel"),
    Aspect.DATES: Text("日期", "date"),
    Aspect.PAPERS: Text("材料", "paper"),
    Aspect.FEE: Text("费用", "fee"),
}
WHERE = {"finish": Text("办完", "finish"), "lost": Text("误期的期限数", "deadlines missed")}
NOTHING = Text("无", "none")


def impact_text(impact: Impact, lang: str) -> str:
    """A line for each change with its people and regions, the question below it; what was left out; the sum."""
    return "".join(f"{line}\n" for line in _lines(impact, lang))


def _lines(impact: Impact, lang: str) -> Iterator[str]:
    for codes, said in ((impact.packs_gone, PACKS_GONE), (impact.packs_new, PACKS_NEW)):
        if codes:
            yield said.get(lang) + ", ".join(codes)
    for change in impact.changes:
        yield _change(change, lang)
        yield f"    {change.witness.python()}"
    for scenarios, said in ((impact.scenarios_gone, GONE), (impact.scenarios_new, ADDED)):
        for each in scenarios:
            yield f"{each.scenario}: {said.get(lang)} [{_regions(each.regions, lang)}]"
    yield from _left_out(impact.bounded, lang)
    yield _sum(impact).get(lang)


PACKS_GONE = Text("不再有自己数据包的地区: ", "regions without a pack of their own now: ")
PACKS_NEW = Text("新有自己数据包的地区: ", "regions with a pack of their own now: ")
GONE = Text("这个情形没有了", "this scenario is gone")
ADDED = Text("新的情形", "a new scenario")
ANYBODY = Text("一般的人", "typical people")


def _change(change: Change, lang: str) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in change.witness.facts)
    who = f"{{{facts}}}" if facts else ANYBODY.get(lang)
    what = "; ".join(_difference(each, lang) for each in change.differences)
    classes = Text(f"{change.classes} 类人", _many(change.classes, "class", "classes"))
    return f"{change.scenario}, {who}: {what} [{_regions(change.regions, lang)}; {classes.get(lang)}]"


def _difference(difference: Difference, lang: str) -> str:
    where = WHERE[difference.where].get(lang) if difference.where in WHERE else difference.where
    values = (NOTHING.get(lang) if each is None else each for each in (difference.old, difference.new))
    return " ".join(filter(None, (ASPECTS[difference.aspect].get(lang), where, " → ".join(values))))


def _regions(codes: Sequence[str], lang: str) -> str:
    if len(codes) <= SHOWN:
        return ", ".join(codes)
    more = len(codes) - SHOWN
    return ", ".join(codes[:SHOWN]) + Text(f" 等 {len(codes)} 个地区", f" and {more} more").get(lang)


def _left_out(bounded: Sequence[Bounded], lang: str) -> Iterator[str]:
    """A line for each number of classes after which the rest was left out, with the scenarios and the regions."""
    found: dict[int, list[Bounded]] = {}
    for each in bounded:
        found.setdefault(each.classes, []).append(each)
    for classes, alike in sorted(found.items()):
        where = tuple(dict.fromkeys(code for each in alike for code in each.regions))
        what = Text(
            f"每种情形只比了最常见的 {classes} 类人" if classes else "没有比，要比的太多了",
            f"only the most typical {_many(classes, 'class', 'classes')} of each compared"
            if classes
            else "too many to compare",
        )
        scenarios = ", ".join(sorted({each.scenario for each in alike}))
        yield f"{LEFT_OUT.get(lang)}{what.get(lang)} ({scenarios}) [{_regions(where, lang)}]"


LEFT_OUT = Text("没比完: ", "not all compared: ")


def _sum(impact: Impact) -> Text:
    """How much changed for whom, and whether that is certain."""
    regions, classes = len(impact.regions), impact.classes
    found = len(impact.changes) + len(impact.scenarios_gone) + len(impact.scenarios_new)
    where = Text(
        f"{regions} 个地区，{impact.on} 起办事的人", f"{_many(regions, 'region')}, those who begin on {impact.on}"
    )
    if found:
        what = Text(
            f"{found} 处变化，比了 {classes} 类人",
            f"{_many(found, 'change')}, {_many(classes, 'class', 'classes')} compared",
        )
    elif impact.bounded:
        what = Text(
            f"比了 {classes} 类人，办法都没有变；没有比的不能保证",
            f"{_many(classes, 'class', 'classes')} compared, nothing changes for them; the others were not looked at",
        )
    elif classes:
        what = Text(
            f"规定有改动的 {classes} 类人都比了，办法都没有变",
            f"{_many(classes, 'class', 'classes')} with other rules, all compared: nothing changes for anybody",
        )
    else:
        what = Text("对谁都没有变化", "nothing changes for anybody")
    return Text(f"{where.zh}：{what.zh}", f"{where.get('en')}: {what.get('en')}")


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"


def impact_json(impact: Impact) -> dict[str, object]:
    """The same as a value, see ``medcard schema diff``: days are ISO dates, values are as packs write them."""
    return {
        "schema": IMPACT_SCHEMA,
        "on": impact.on.isoformat(),
        "changed": impact.changed,
        "regions": list(impact.regions),
        "packs_gone": list(impact.packs_gone),
        "packs_new": list(impact.packs_new),
        "classes": impact.classes,
        "changes": [
            {
                "scenario": change.scenario,
                "regions": list(change.regions),
                "classes": change.classes,
                "facts": dict(change.witness.facts),
                "differences": [
                    {"aspect": each.aspect, "where": each.where, "old": each.old, "new": each.new}
                    for each in change.differences
                ],
                "witness": change.witness.python(),
            }
            for change in impact.changes
        ],
        "scenarios_gone": [{"scenario": e.scenario, "regions": list(e.regions)} for e in impact.scenarios_gone],
        "scenarios_new": [{"scenario": e.scenario, "regions": list(e.regions)} for e in impact.scenarios_new],
        "bounded": [
            {"scenario": each.scenario, "regions": list(each.regions), "classes": each.classes}
            for each in impact.bounded
        ],
    }
