"""The MCP example answers through the SDK's own client, in a process of its own, with only the needed questions."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="install it: pip install --group examples")

SERVER = Path(__file__).parents[1] / "examples" / "mcp-server" / "server.py"
A2 = {"scenario": "lost", "region": "海口", "on": "2026-11-23", "age": 35, "insured-as": "employee"}
SAID = {"care-needed": "outpatient", "loss-kind": "stolen", "smartphone": "yes", "medical-code": "no"}
"""What the person answers; to all else with the first option."""


async def talk() -> tuple[list[Any], list[str], dict[str, Any], Any]:
    """The tools, the facts asked for one after the other, the last answer, and what a wrong call gives."""
    from mcp.client.stdio import StdioServerParameters, stdio_client

    parameters = StdioServerParameters(command=sys.executable, args=["-X", "utf8", str(SERVER)])
    async with mcp.Client(stdio_client(parameters)) as client:
        tools = (await client.list_tools()).tools
        told: dict[str, Any] = dict(A2)
        asked: list[str] = []
        answer = (await client.call_tool("plan", told)).structured_content
        while answer["schema"] == "medcard/undecided/1":
            ask = answer["questions"][0]
            asked.append(ask["fact"])
            told[ask["fact"]] = SAID.get(ask["fact"], ask["options"][0]["value"])
            answer = (await client.call_tool("plan", told)).structured_content
        wrong = await client.call_tool("plan", {**A2, "insured-as": "employe"})
    return tools, asked, answer, wrong


@pytest.fixture(scope="module")
def talked() -> tuple[list[Any], list[str], dict[str, Any], Any]:
    return asyncio.run(talk())


def test_the_tools_take_nothing_personal(talked: tuple[list[Any], Any, Any, Any]) -> None:
    taken = {field for tool in talked[0] for field in tool.input_schema["properties"]}
    assert [tool.name for tool in talked[0]] == ["find_region", "plan", "why_not"]
    assert not taken & {"name", "id-number", "id", "phone", "card-number"}


def test_a_lost_card_and_a_doctor_tomorrow_is_planned_with_the_needed_questions(
    talked: tuple[Any, list[str], dict[str, Any], Any],
) -> None:
    asked, answer = talked[1], talked[2]
    steps = [step["procedure"] for step in answer["steps"]]
    assert answer["schema"] == "medcard/plan/1"
    assert len(asked) == len(set(asked))
    assert not set(asked) & {*A2, "defect-cause", "changed", "hired-on"}
    assert steps.index("loss-report-formal") < steps.index("card-reissue")
    assert "medical-code-activate" in steps


def test_a_wrong_call_tells_the_model_what_to_mend(talked: tuple[Any, Any, Any, Any]) -> None:
    assert talked[3].is_error
    assert "employee" in talked[3].structured_content["problems"][0]
