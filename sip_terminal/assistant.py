"""A server for assistants (Model Context Protocol): look up, search, explain. It reads and sends nothing but that."""

from dataclasses import asdict
from typing import Annotated, Any

from mcp.server import MCPServer
from pydantic import Field

from sip_terminal.engine import Engine
from sip_terminal.holdings import Holdings
from sip_terminal.trace import told

_INSTRUCTIONS = """Explains SIP response codes, Q.850 causes, complaints of callers and SIP traces, from a checked
reference with its sources. Look up what is known by its number; search what is not. A code is known by its number,
never by its text."""


def server(holdings: Holdings | None = None) -> MCPServer:
    """Return the server with its three tools."""
    held = holdings or Holdings()
    engines = {tag: Engine(held, tag) for tag in held.languages}
    made = MCPServer("sipcodes", instructions=_INSTRUCTIONS, log_level="WARNING")
    spoken = " or ".join(held.languages)

    @made.tool(
        name="look_up",
        description="The whole page of a SIP response code (486), a class (4xx), a Q.850 cause"
        " (q850-17), or a complaint as search names it (symptom-no-sound), as Markdown",
    )
    def look_up(code: str, language: Annotated[str, Field(description=spoken)] = "en") -> str:
        return held.page(code.strip().lower().removeprefix("sip-"), _known(language)) or _absent(code)

    @made.tool(
        name="search",
        description="Answers to a number, phrase, log line or complaint in plain words, best"
        " first; look_up tells more of each code",
    )
    def search(query: str, language: Annotated[str, Field(description=spoken)] = "en") -> list[dict[str, Any]]:
        return [asdict(answer) for answer in engines[_known(language)].search(query).answers]

    @made.tool(
        name="explain",
        description="What happened in a SIP trace or log that is given as text: the verdict on"
        " each call, how sure it is, what to do, and the ladder",
    )
    def explain(trace: str, language: Annotated[str, Field(description=spoken)] = "en") -> str:
        explained = engines[_known(language)].explain(trace.encode())
        return told(explained) if explained["calls"] else "No SIP message was found in it."

    def _known(language: str) -> str:
        return language if language in engines else "en"

    return made


def _absent(code: str) -> str:
    return f"Nothing is known by '{code}'; search finds what has another name."


def serve() -> None:
    """Serve one assistant over standard input and output, until it leaves."""
    server().run("stdio")
