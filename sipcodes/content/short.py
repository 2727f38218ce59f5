"""Short texts of data files: words, codes, citations and `code`, in one line."""

import re
from functools import cache
from html import escape
from itertools import chain, zip_longest

from markupsafe import Markup

from sip_links.linker import Link, Linker
from sipcodes.content.markup import Converter

_LINKER = Linker("", "", titles=False)
_IN_LINE = {"backtick", "escape", "entity", "em_strong"}
"""What a short text may hold."""
_SIMPLE = re.compile(r"(?! )(?:[^\W_]|[ ,.;:/%()'\"=?!#+\u00a7\u2013\u201c\u201d-]|`[^`\\\n]+`(?!`))+(?<! )")
"""A line that holds words, `code` and mentions alone, as most short texts do."""


@cache
def inline(text: str) -> Markup:
    """Convert a short text of a data file: codes, citations and `code`, without the paragraph around it."""
    if _SIMPLE.fullmatch(text):
        return Markup(_simple(text))  # noqa: S704 - what code holds is escaped, and words are no HTML
    html = _short_converter().reset().convert(text)
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - raw HTML comes out escaped


def _simple(text: str) -> str:
    """Convert a line of words, code and mentions, as Markdown would in ten times as long."""
    words, codes = (text.split("`")[place::2] for place in (0, 1))
    if "SIP" in text or "RFC" in text:
        words = ["".join(map(_anchored, _LINKER.cut(piece))) for piece in words]
    spans = (f"<code>{escape(code.strip(), quote=False)}</code>" for code in codes)
    return "".join(chain.from_iterable(zip_longest(words, spans, fillvalue="")))


def _anchored(piece: str | Link) -> str:
    return piece if isinstance(piece, str) else f'<a href="{piece.href}">{piece.text}</a>'


@cache
def _short_converter() -> Converter:
    """Return what converts one paragraph: no links but ours, no pictures, no blocks, no attributes."""
    converter = Converter()
    for registry, kept in (
        (converter.parser.blockprocessors, {"empty", "paragraph"}),
        (converter.inlinePatterns, _IN_LINE),
        (converter.preprocessors, {"normalize_whitespace"}),
        (converter.treeprocessors, {"inline", "prettify", "unescape", "sip-links"}),
    ):
        names = {item.name for item in registry._priority}  # type: ignore[union-attr] # noqa: SLF001 - told nowhere else
        for name in names - kept:
            registry.deregister(name)
    return converter
