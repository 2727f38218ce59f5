"""The server for assistants, asked by the official client."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import anyio
import pytest
from mcp import Client

from sip_terminal.assistant import server
from sip_terminal.holdings import Holdings

R = TypeVar("R")


def _run(asked: Callable[[], Awaitable[R]]) -> R:
    """Wait for what is asked, in a thread: one that drives a browser has a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asked).result()


async def _asked(holdings: Holdings) -> dict[str, str]:
    found = {}
    async with Client(server(holdings)) as client:
        tools = await client.list_tools()
        found["tools"] = " ".join(sorted(tool.name for tool in tools.tools))
        for name, arguments in (
            ("look_up", {"code": "486", "language": "nl"}),
            ("search", {"query": "geen geluid", "language": "nl"}),
            ("explain", {"trace": "SIP/2.0 486 Busy Here"}),
        ):
            said = await client.call_tool(name, arguments)
            found[name] = "\n".join(getattr(part, "text", "") for part in said.content)
    return found


def test_an_assistant_looks_up_searches_and_explains(holdings: Holdings) -> None:
    found = _run(partial(_asked, holdings))
    assert found["tools"] == "explain look_up search"
    assert found["look_up"].startswith("# 486 Busy Here: toestel in gesprek\n")
    assert '"symptom-no-sound"' in found["search"]
    assert found["explain"]


@pytest.mark.parametrize("code", ["../nl/486", "/etc/passwd", "nothing"])
def test_what_is_not_there_is_said(holdings: Holdings, code: str) -> None:
    async def asked() -> str:
        async with Client(server(holdings)) as client:
            said = await client.call_tool("look_up", {"code": code})
            return "\n".join(getattr(part, "text", "") for part in said.content)

    assert _run(asked) == f"Nothing is known by '{code}'; search finds what has another name."
