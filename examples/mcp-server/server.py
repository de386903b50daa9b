"""An MCP server: a language model asks medcard, and medcard asks back only what can change the plan.

    pip install . "mcp>=2,<3"
    python examples/mcp-server/server.py

speaks MCP on standard input and output, as desktop clients start it. The tools, their schemas and their errors are
medcard's own (``medcard.tool_schemas``); none of them takes a name or an identity number.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from mcp import types
from mcp.server import Server
from mcp.server.stdio import stdio_server

from medcard import call_tool, tool_schemas


async def list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
    functions: list[Any] = [tool["function"] for tool in tool_schemas()]
    return types.ListToolsResult(
        tools=[
            types.Tool(name=f["name"], description=f["description"], input_schema=f["parameters"]) for f in functions
        ]
    )


async def on_call(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
    value = call_tool(params.name, params.arguments or {})
    text = json.dumps(value, ensure_ascii=False)
    failed = value.get("schema") == "medcard/error/1"
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=value, is_error=failed)


server = Server("medcard", on_list_tools=list_tools, on_call_tool=on_call)


async def main() -> None:
    async with stdio_server() as (reader, writer):
        await server.run(reader, writer, server.create_initialization_options())


if __name__ == "__main__":
    asyncio.run(main())
