"""Tools for language-model agents: what each one takes, and a call that always gives JSON back.

An agent gets :func:`tool_schemas`, calls :func:`call_tool` with what the model wrote, and passes the result on. No
tool has a field for a name or a number of a person. Errors come back as ``medcard/error/1``, so that the model can
mend its call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import attrs

from medcard.answer_json import to_value
from medcard.arguments import expect, expect_one_of
from medcard.batch import plan_many
from medcard.error_json import error_to_value
from medcard.errors import InvalidFacts, MedcardError, WrongArgument, brief
from medcard.plan import Plan
from medcard.record import Record
from medcard.regions import candidates, find_region
from medcard.schemas import schema

Value = dict[str, object]
LANG: Value = {"enum": ["zh", "en"], "description": "回答用的语言，默认 zh (language of the answer)"}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tool(Record):
    """One tool: its name, what it does, in words for the model, the schema of its arguments, and what runs it."""

    name: str
    description: str
    parameters: Callable[[], Value]
    run: Callable[[Mapping[str, object]], Value]


def tool_schemas() -> list[Value]:
    """The tools in the form that chat APIs take: a function's name, description and parameters.

    >>> [tool["function"]["name"] for tool in tool_schemas()]
    ['find_region', 'plan', 'why_not']
    """
    return [
        {
            "type": "function",
            "function": {"name": tool.name, "description": tool.description, "parameters": tool.parameters()},
        }
        for tool in TOOLS
    ]


def call_tool(name: str, arguments: Mapping[str, object]) -> Value:
    """What the tool ``name`` gives for ``arguments``: an answer's JSON value, or an error's (``medcard/error/1``).

    Raises WrongArgument for a name that is no tool; what is wrong with the arguments comes back as a value.

    >>> call_tool("find_region", {"text": "海口"})["regions"]
    [{'code': '460100', 'name': '海南省海口市'}]
    >>> call_tool("plan", {"scenario": "lost", "region": "海口"})["problems"]
    ['on: missing; give the day of planning, such as 2026-11-23']
    """
    tools = {tool.name: tool for tool in TOOLS}
    expect_one_of("name", name, tools)
    try:
        expect("arguments", arguments, Mapping, "a mapping of names to values")
        return tools[name].run(arguments)
    except MedcardError as error:
        return error_to_value(error)


def _find_region(arguments: Mapping[str, object]) -> Value:
    unknown = [f"{brief(name)}: there is no such argument; give text alone" for name in arguments if name != "text"]
    if unknown:
        raise InvalidFacts(unknown)
    text = _text(arguments, "text")
    found = candidates(text) or (find_region(text),)
    return {"regions": [{"code": each.code, "name": each.full_name} for each in found]}


def _plan(arguments: Mapping[str, object]) -> Value:
    lang, row = _split(arguments)
    answer = plan_many([row])[0]  # type: ignore[list-item]
    if isinstance(answer, MedcardError):
        raise answer
    return to_value(answer, lang)


def _why_not(arguments: Mapping[str, object]) -> Value:
    lang, row = _split(arguments)
    procedure = _text(row, "procedure")
    channel = _text(row, "channel") if "channel" in row else None
    asked = {name: value for name, value in row.items() if name not in ("procedure", "channel")}
    answer = plan_many([asked])[0]  # type: ignore[list-item]
    if isinstance(answer, MedcardError):
        raise answer
    if not isinstance(answer, Plan):
        return to_value(answer, lang)
    ids = {each.id for each in answer.why_not(procedure, channel)}
    rejected = cast("list[Value]", to_value(answer, lang)["rejected"])
    return {"rejected": [each for each in rejected if each["id"] in ids]}


def _split(arguments: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The language, and the question without it."""
    row = dict(arguments)
    lang = row.pop("lang", "zh")
    if lang not in ("zh", "en"):
        raise WrongArgument("lang", brief(lang), "'zh' or 'en'")
    return str(lang), row


def _text(arguments: Mapping[str, object], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str):
        raise WrongArgument(name, brief(value), "text")
    return value


def _question() -> Value:
    return _with(schema("question"), {"lang": LANG})


def _question_and_channel() -> Value:
    procedure: Value = {"type": "string", "description": "事项，如 card-reissue (the procedure)"}
    channel: Value = {"type": "string", "description": "渠道，如 app，可不写 (the channel, if only one is meant)"}
    return _with(_question(), {"procedure": procedure, "channel": channel}, required=["procedure"])


def _with(made: Value, more: Value, required: list[str] | None = None) -> Value:
    properties = cast("Value", made["properties"])
    needed = cast("list[str]", made["required"])
    kept = {key: value for key, value in made.items() if key != "$schema"}
    return {**kept, "properties": {**properties, **more}, "required": [*needed, *(required or [])]}


def _region_text() -> Value:
    text: Value = {"type": "string", "description": "名称、简称、拼音或代码 (name, short name, pinyin or code)"}
    return {"type": "object", "properties": {"text": text}, "required": ["text"], "additionalProperties": False}


TOOLS = (
    Tool(
        name="find_region",
        description="查中国行政区划：名称对应的代码，重名时给出几个候选。(Find a region of China by name.)",
        parameters=_region_text,
        run=_find_region,
    ),
    Tool(
        name="plan",
        description=(
            "社会保障卡（医保卡）怎么办：给出有日期、有出处的办事方案。缺少会改变方案的事实时，返回 questions，"
            "请逐个去问本人，再带上回答重新调用；没有办法时返回 causes 和 fixes。不要传姓名和证件号码。"
            "(A dated, sourced plan; or the questions to ask the person; or why there is none. "
            "Never send names or identity numbers.)"
        ),
        parameters=_question,
        run=_plan,
    ),
    Tool(
        name="why_not",
        description="方案里为什么没有某个事项或渠道，怎样才能用上。(Why a procedure or channel is not in the plan.)",
        parameters=_question_and_channel,
        run=_why_not,
    ),
)
