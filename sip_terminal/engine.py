"""The scripts of the site in an engine of their own: the search and the explainer of traces, not a copy of them."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# the module in C: what is around it starts threads, which a command of a moment has no use for
import _quickjs

from sip_terminal.holdings import Holdings

_SHIFT = 256
_UP = {byte: byte + _SHIFT for byte in range(_SHIFT)}
_DOWN = {sign: byte for byte, sign in _UP.items()}
"""Bytes travel as texts, a sign for each, none of which ends a text in C: `templates/scripts/terminal/encoding.js`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the search, as its line on the site has it."""

    code: str
    kind: str
    number: str
    phrase: str
    remark: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found, best first."""

    answers: tuple[Answer, ...]
    is_sure: bool
    """Whether the query names what is first: a number, a status line, a cause."""
    is_unsure: bool
    """Whether it was a paste in which nothing is certain."""


class Engine:
    """Answers in one language; what it needs is loaded when it is first asked."""

    def __init__(self, holdings: Holdings, language: str) -> None:
        """Take the files of the reference."""
        self._holdings = holdings
        self._language = language

    @cached_property
    def _context(self) -> Any:  # noqa: ANN401 - the module has no types
        context = _quickjs.Context()
        context.add_callable("lentDecode", _decoded)
        context.add_callable("lentEncode", _encoded)
        context.eval("globalThis.window = globalThis")
        for name in ("search", "search-more", "trace"):
            context.eval(self._holdings.text(f"{name}.{self._language}.js"))
        context.eval(self._holdings.text("terminal.js"))
        return context

    def search(self, query: str) -> Found:
        """Return the answers to what would be typed or pasted on the site."""
        said = json.loads(self._context.get("search")(query.replace("\0", "")))
        answers = tuple(Answer(**answer) for answer in said["answers"])
        return Found(answers, said["isSure"], said["isUnsure"])

    def explain(self, trace: bytes) -> dict[str, Any]:
        """Return what happened in a trace: its calls, each with its verdict."""
        said: dict[str, Any] = json.loads(self._context.get("explain")(_signs(trace)))
        return said


def _signs(data: bytes) -> str:
    return data.decode("latin-1").translate(_UP)


def _decoded(signs: str, label: str) -> str:
    """Decode as browsers do (Encoding Standard §8.1): without a mark of byte order, with U+FFFD for what is no text."""
    text = signs.translate(_DOWN).encode("latin-1").decode(label, "replace").removeprefix("\ufeff")
    return text.replace("\0", "\ufffd")


def _encoded(text: str) -> str:
    return _signs(text.encode("utf-8", "replace"))
