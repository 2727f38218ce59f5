"""The command `sipcodes`."""

import argparse
import json
import os
import re
import sys
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from io import TextIOWrapper
from typing import TYPE_CHECKING

from sip_terminal.holdings import Holdings
from sip_terminal.show import BOLD, PLAIN, coloured, harmless, page, shown
from sip_terminal.trace import told

if TYPE_CHECKING:
    from sip_terminal.engine import Engine, Found

FOUND, NOTHING, WRONG, INTERRUPTED = 0, 1, 2, 130
_LARGEST = 50_000_000
"""Bytes of a trace, as on the site."""
_LINES_OF_A_TRACE = 4
_GZIP = b"\x1f\x8b"
_NUMBER = re.compile(r"(?:sip[ -]?)?([1-6]\d\d)", re.IGNORECASE)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0 when something was found, 1 when nothing was, 2 when the command is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    holdings = Holdings()
    options = _options(arguments, holdings.languages)
    try:
        return _run(options, holdings)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # who read has seen enough; Python would complain once more when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND


def _options(arguments: list[str] | None, languages: tuple[str, ...]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sipcodes",
        description="Explain a SIP response code, a Q.850 cause, a complaint in words, a log line or a trace.",
        epilog="Without a query it reads a log line or a trace from standard input: sipcodes < trace.log",
        allow_abbrev=False,
    )
    parser.add_argument("query", nargs="*", help="such as 486, 'q.850 34', busy, or a line of a log")
    parser.add_argument("--lang", choices=languages, help="the language, else that of the locale")
    parser.add_argument("--json", action="store_true", help="print the data instead of the text")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="auto minds NO_COLOR")
    parser.add_argument("--no-pager", action="store_true", help="print long texts at once")
    parser.add_argument("--mcp", action="store_true", help="serve an assistant over standard input (sipcodes[mcp])")
    parser.add_argument("--version", action="store_true", help="print the version")
    options = parser.parse_args(arguments)
    if not (options.query or options.mcp or options.version) and sys.stdin.isatty():
        parser.print_usage(sys.stderr)
        parser.exit(WRONG)
    return options


def _run(options: argparse.Namespace, holdings: Holdings) -> int:
    language = options.lang or _language(holdings.languages)
    if options.version:
        print(f"sipcodes {metadata.version('sipcodes')}")  # noqa: T201 - a command speaks by printing
        return FOUND
    if options.mcp:
        return _serve()
    query = " ".join(options.query)
    # a registered number is its own answer: the search would say the same, a quarter of a second later
    number = _NUMBER.fullmatch(query.strip())
    if number and (text := holdings.page(number[1], language)):
        return _print(options, holdings.record(number[1]) if options.json else None, text)
    from sip_terminal.engine import Engine  # noqa: PLC0415 - a page needs no engine

    engine = Engine(holdings, language)
    trace = b"" if query else _unpacked(sys.stdin.buffer.read(_LARGEST))
    if trace and _is_trace(trace):
        explained = engine.explain(trace)
        if explained["calls"]:
            return _print(options, explained, told(explained))
    query = query or trace.decode(errors="replace")
    if not query.strip():
        return NOTHING
    return _answer(options, holdings, engine, query)


def _answer(options: argparse.Namespace, holdings: Holdings, engine: "Engine", query: str) -> int:
    language = options.lang or _language(holdings.languages)
    found = engine.search(query)
    first = found.answers[0] if found.answers else None
    if first and (found.is_sure or len(found.answers) == 1) and (text := holdings.page(first.code, language)):
        return _print(options, holdings.record(first.code) if options.json else None, text)
    data = [asdict(answer) for answer in found.answers]
    if not found.answers:
        if options.json:
            _print(options, data, "")
        else:
            print(holdings.words(language)["nothing"].format(query=harmless(query.strip())[:80]), file=sys.stderr)  # noqa: T201
        return NOTHING
    if options.json:
        return _print(options, data, "")
    page(_list(found, holdings.words(language), colour=coloured(options.color)), pager=False)
    return FOUND


def _list(found: "Found", words: Mapping[str, str], *, colour: bool) -> str:
    """Return the answers, a line for each, and how to go on."""
    wide = max(len(answer.number) for answer in found.answers)
    lines = [words["unsure"]] if found.is_unsure else []
    for answer in found.answers:
        number = harmless(answer.number).ljust(wide)
        said = "  ".join(filter(None, [answer.phrase, answer.remark]))
        why = f" ({answer.why})" if answer.why else ""
        lines.append(f"{BOLD}{number}{PLAIN}  " if colour else f"{number}  ")
        lines[-1] += harmless(f"{said}{why}")
    return "\n".join([*lines, "", words["more"].format(code=found.answers[0].code)]) + "\n"


def _print(options: argparse.Namespace, data: object, markdown: str) -> int:
    if options.json:
        page(json.dumps(data, ensure_ascii=False, indent=1) + "\n", pager=False)
    else:
        page(shown(markdown, colour=coloured(options.color)), pager=not options.no_pager)
    return FOUND


def _serve() -> int:
    try:
        from sip_terminal.assistant import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("mcp"):
            raise
        print("sipcodes: --mcp needs the extra: pip install 'sipcodes[mcp]'", file=sys.stderr)  # noqa: T201
        return WRONG
    serve()
    return FOUND


def _language(known: tuple[str, ...]) -> str:
    """Return the language of the locale (POSIX locale(7): the first of these that is set), else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    tag = next(filter(None, names), "")[:2].lower()
    return tag if tag in known else "en" if "en" in known else known[0]


def _is_trace(data: bytes) -> bool:
    """Return whether a paste is more than a line of a log: a capture, or as many lines as on the site."""
    return b"\0" in data[:64] or len(data.strip().splitlines()) >= _LINES_OF_A_TRACE


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(data, _LARGEST)
    except zlib.error:
        return data
