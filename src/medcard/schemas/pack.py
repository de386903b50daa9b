"""The schema of a pack, ``medcard/pack/1``; editors are offered the ids that the national pack declares."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.facts import Kind
from medcard.faults import OF_NOBODY, Fault
from medcard.model import NATION, SourceKind, Text
from medcard.packs.accepted import ACCEPTED, WHERE
from medcard.packs.conditions import vocabulary
from medcard.packs.declarations import CALENDAR, CONTACT, DAY_OFF, PAPER, PLACE, POINT
from medcard.packs.discover import bundled_pack
from medcard.packs.load import FORMAT, PACK
from medcard.packs.procedures import AUTHORITIES
from medcard.packs.situations import MILESTONE, RUNNING, SCENARIO
from medcard.packs.sources import ASK, SOURCE, STATED
from medcard.packs.values import STAGES
from medcard.schemas.conditions import condition
from medcard.schemas.facts import fact_value
from medcard.schemas.parts import (
    DAY,
    ID,
    TEXT,
    YES_NO,
    Schema,
    block,
    described,
    entries,
    id_in,
    ids,
    listed,
    matching,
    one_of,
    ref,
    set_of,
)
from medcard.schemas.procedures import procedures
from medcard.schemas.statements import assumed, statements
from medcard.schemas.values import AROUND_KEYS, BOTH, FEES, TEXT_OR_WORDS, WAITS, Known

BY = {"by": AROUND_KEYS["by"]}
REGION: Schema = {"type": ["string", "integer"], "pattern": "^[0-9]{6}$", "minimum": 0, "maximum": 999999}
_STAGES = "|".join(STAGES)
_COMMON_SPANS = (*STAGES, "review+making", "review+making+delivery")


def schema() -> dict[str, object]:
    """The schema without its dialect."""
    known = known_ids()
    return {
        "title": "medcard/pack/1",
        "description": "一个地区的说法：每一句都要有依据。写法见 docs/add-a-region.md。",
        **block(PACK, {**_head(), **_sections(known)}),
        "$defs": {
            "condition": condition(),
            **ids(known),
            "source": _source(),
            "place": _place(),
            "paper": _paper(),
            "scenario": _scenario(),
            "contact": block(CONTACT, {**BOTH, "phone": described(TEXT, "电话"), **BY}, also=["zh"]),
            **statements(known),
            **procedures(known),
        },
    }


def known_ids() -> Known:
    """The ids that the nation declares, with their words."""
    nation = bundled_pack(NATION)
    assert nation is not None
    return {
        "milestones": {each.id: each.name.zh for each in nation.milestones},
        "evidence": _named((each.id, each.name) for each in nation.papers),
        "places": _named((each.id, each.name) for each in nation.places),
        "procedures": _named((each.id, each.name) for each in nation.procedures),
        "scenarios": {each.id: each.name.zh for each in nation.scenarios},
    }


def _named(declared: Iterable[tuple[str, Text | None]]) -> dict[str, str]:
    return {id_: words.zh if words else id_ for id_, words in declared}


def _head() -> dict[str, Schema]:
    ask = block(ASK, {**BOTH, "typical": described(YES_NO, "没人说的时候按哪个")}, also=["zh"])
    return {
        "pack": one_of([FORMAT], "写法的版本"),
        "region": described(REGION, "六位地区代码；medcard regions 查"),
        "checked": described(DAY, "哪天核对的：没有自己写 checked 的依据都按这一天"),
        "by": described(ID, "下面的话默认出自哪个依据（sources 里的代号）"),
        "replaces": described(TEXT, "代替同一地区的另一个数据包：它的文件名或地区代码"),
        "sources": described(entries(ref("source"), {}), "依据：代号 → 谁写的、标题、日期、网址"),
        "asks": described(entries(ask, {}), "只有本地用得着的是非问题"),
        "assumes": described(listed(_accepted()), "medcard check --prove 发现的、知道并留着的地方"),
    }


def _accepted() -> Schema:
    named = {
        "code": one_of(Fault, "、".join(f"{fault.value} {fault.zh}" for fault in Fault)),
        "where": described(matching(WHERE), "在哪里：照抄代号后面的那一段，可以用 *"),
        "for": ref("condition", "只对哪些人留着"),
        **BOTH,
    }
    of_some = [fault.value for fault in Fault if fault not in OF_NOBODY]
    for_some: list[Schema] = [{"properties": {"code": {"enum": of_some}}}, {"properties": {"for": False}}]
    return block(ACCEPTED, named, also=["zh"], anyOf=for_some)


def _source() -> Schema:
    kinds = "、".join(f"{kind.value} {kind.zh}" for kind in SourceKind)
    free = [kind.value for kind in (SourceKind.SECONDARY, SourceKind.SEED)]
    addressed = [{"required": ["url"]}, {"required": ["number"]}, {"properties": {"kind": {"enum": free}}}]
    named: dict[str, Schema] = {
        "kind": one_of(SourceKind, f"谁写的：{kinds}"),
        "via": one_of(SourceKind, "谁转载的"),
        "stated": {
            "type": ["string", "integer"],
            "pattern": f"^{STATED.pattern}$",
            "minimum": 1900,
            "maximum": 2199,
            "description": "页面上的日期：2024、2024-05 或 2024-05-10；没有就不写",
        },
        "checked": described(DAY, "哪天核对的"),
        "title": described(TEXT, "标题"),
        "publisher": described(TEXT, "发布单位"),
        "url": described({"type": "string", "pattern": "^https?://"}, "网址"),
        "number": described(TEXT, "文号"),
    }
    return block(SOURCE, named, anyOf=addressed)


def _sections(known: Known) -> dict[str, Schema]:
    asked: dict[str, str] = dict.fromkeys((*AUTHORITIES, "government"), "主管部门的电话")
    return {
        "contacts": described({**entries(ref("contact"), asked, BY), "additionalProperties": False}, "问谁"),
        "calendar": described(_calendar(), "本地的放假日和上班日"),
        "places": described(entries(ref("place"), known["places"], AROUND_KEYS), "服务点"),
        "evidence": described(entries(ref("paper"), known["evidence"], {**AROUND_KEYS, "complete": False}), "材料"),
        "procedures": described(entries(ref("procedure"), known["procedures"], AROUND_KEYS), "事项"),
        "milestones": described(entries(_milestone(), {}), "状态（一般只有全国的数据包写）"),
        "assumed": described(_assumed(), "没人公布时按多少估（只有全国的数据包写）"),
        "scenarios": described(entries(ref("scenario"), known["scenarios"]), "情形（一般只有全国的数据包写）"),
    }


def _calendar() -> Schema:
    days = listed(block(DAY_OFF, {"on": DAY, **BOTH, **BY}))
    return block(CALENDAR, {"closed": described(days, "放假"), "open": described(days, "上班"), **BY})


def _place() -> Schema:
    point = block(
        POINT,
        {
            **BOTH,
            "address": described(TEXT, "地址"),
            "phone": described(TEXT, "电话"),
            "hours": described(
                TEXT_OR_WORDS, "几点开门：周一至周五 8:30-12:00、14:00-17:30；周六 9:00-12:00（要预约）；没有钟点就照写"
            ),
            "url": described(TEXT, "网址"),
            **BY,
        },
        also=["zh"],
    )
    named = {
        **BOTH,
        "open": ref("open"),
        "same-as": id_in("places", "和哪个服务点是同一个地方"),
        "points": described(listed(point), "具体的网点"),
    }
    return block(PLACE, {**named, **AROUND_KEYS})


def _paper() -> Schema:
    named = {
        **BOTH,
        "one-of": ref("one-of"),
        "supplied": one_of(["counter"], "窗口给的表"),
        "comes-with": id_in("milestones", "由哪个状态带来（如受理单、新卡）"),
    }
    return block(PAPER, {**named, **AROUND_KEYS})


def _milestone() -> Schema:
    dates = [fact.name for fact in vocabulary().values() if fact.kind is Kind.DATE]
    running = {
        "when": ref("condition", "什么时候算正在办"),
        "since": one_of(dates, "从哪个日期算起"),
        "like": id_in("procedures", "时限和哪个事项一样"),
    }
    named = {
        **BOTH,
        "holds": ref("condition", "凭哪些事实算已经做到"),
        "running": described(block(RUNNING, running), "正在办的情形"),
    }
    return block(MILESTONE, named, also=["zh"])


def _assumed() -> Schema:
    stages = {stage: assumed(WAITS, "这个环节没人公布时按多久估") for stage in STAGES}
    properties = {**AROUND_KEYS, **stages, "fee": assumed(FEES, "费用没人公布时按多少估")}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _scenario() -> Schema:
    facts: Schema = {
        "type": "object",
        "properties": {fact.name: fact_value(fact) for fact in vocabulary().values()},
        "additionalProperties": YES_NO,
    }
    milestones, options = set_of(id_in("milestones", "状态")), set_of(id_in("procedures", "事项"))
    named = {
        **BOTH,
        "facts": described(facts, "这个情形本身说明的事实"),
        "typical": described(facts, "这个情形里通常怎样"),
        "goal": described(listed(ref("need")), "要做到什么"),
        "urgent": described(listed(listed(ref("need"))), "先要做到什么"),
        "needed": described(milestones, "到 needed-on 那天要做到什么"),
        "asks": described(set_of(ID), "属于这个情形的事实"),
        "options": described(options, "可以顺便知道的事项"),
    }
    return block(SCENARIO, named, also=["zh"])
