"""Whether a page is written as its template means it: every element closed where it was opened, every attribute whole.

A browser mends in silence what a template has wrong, in its own way; so this reads strictly what it would read kindly.
"""

import re
from collections.abc import Iterator

_ATTRIBUTES = r"""(?:\s++[a-zA-Z][\w:.-]*+(?:=(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?+)*+"""
_TAG = re.compile(
    rf"<(?P<raw>script|style){_ATTRIBUTES}>[^<]*+(?:<(?!/(?P=raw)>)[^<]*+)*+</(?P=raw)>|<!--.*?-->|<!(?i:doctype) html>"
    rf"|<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*+){_ATTRIBUTES}\s*+(?P<alone>/?)>|<",
    re.DOTALL,
)
"""A tag, with all within it where that is no HTML. Nothing is tried twice: what fits one part of it fits no other."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end (HTML Standard §13.1.2)."""


def unbalanced(html: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of the first thing that is not well-formed; what follows from it is not told."""
    open_tags: list[tuple[str, int]] = []
    for found in _TAG.finditer(html):
        name, at = found["name"], found.start()
        if not name:
            if found[0] == "<":
                source = html[at : at + 40].partition("\n")[0]
                yield _line(html, at), f"`{source}` is no tag, a whole one is wanted"
                return
            continue
        if found["closing"]:
            opened, where = open_tags.pop() if open_tags else ("", 0)
            if opened != name:
                wanted = f"`</{opened}>` for that of line {_line(html, where)}" if opened else "none"
                yield _line(html, at), f"`</{name}>` closes here, {wanted} is wanted"
                return
        elif name not in _VOID and not found["alone"]:
            open_tags.append((name, at))
    for name, at in open_tags[-1:]:
        yield _line(html, at), f"`<{name}>` is not closed, `</{name}>` is wanted"


def _line(html: str, at: int) -> int:
    return html.count("\n", 0, at) + 1
