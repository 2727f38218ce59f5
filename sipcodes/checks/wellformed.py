"""Whether a page is written as its template means it: every element closed where it was opened, every attribute whole.

A browser mends in silence what a template has wrong, in its own way; so this reads strictly what it would read kindly.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator

_ATTRIBUTES = r"""(?:\s++[a-zA-Z][\w:.-]*+(?:=(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?+)*+"""
_TAG = re.compile(
    rf"<(?P<raw>script|style)(?P<of_raw>{_ATTRIBUTES})>[^<]*+(?:<(?!/(?P=raw)>)[^<]*+)*+</(?P=raw)>"
    r"|<!--.*?-->|<!(?i:doctype) html>"
    rf"|<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*+)(?P<attributes>{_ATTRIBUTES})\s*+(?P<alone>/?)>|<",
    re.DOTALL,
)
"""A tag, with all within it where that is no HTML. Nothing is tried twice: what fits one part of it fits no other."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end (HTML Standard §13.1.2)."""
_ONCE = {"html", "head", "body"}
"""Elements of which browsers drop a second one (HTML Standard §13.2.6.4.7)."""

_WORDLESS = (
    (
        re.compile(r"<img\b(?![^>]*\salt\b)[^>]*>"),
        'has no alt: what it shows is wanted there, or alt="" for an ornament',
    ),
    (
        re.compile(r"<(button|a(?=[^>]* href))\b(?![^>]*\s(?:aria-label|aria-labelledby|title)=)[^>]*>\s*</\1>"),
        "has no words, some are wanted in it or in aria-label",
    ),
)
_SIGN = re.compile(r"""\s(?i:on[a-z]+=|style=|src=["']?(?:https?:)?//)""")
"""What one of them holds at least: to look for these takes a third of the time of each tag."""
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:.-]*)(?:=("[^"]*"|'[^']*'|\S+))?""")
_RUNS = re.compile(r"(?i:style|on[a-z]+)")
_ELSEWHERE = re.compile(r"""["']?(?:https?:)?//""")
_PLACES = "a file in templates/styles or templates/scripts"


def malformed(html: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of everything that a page may not be: not whole, refused by browsers, without words."""
    yield from unbalanced(html)
    yield from forbidden(html)
    yield from wordless(html)


def unbalanced(html: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of the first thing that is not well-formed; what follows from it is not told."""
    open_tags: list[tuple[str, int]] = []
    once: dict[str, int] = {}
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
                if any(outer == name for outer, _ in open_tags):
                    before = f"`</{opened}>` before the `</{name}>` of line {_line(html, at)}"
                    yield _line(html, where), f"`<{opened}>` is not closed, {before} is wanted"
                else:
                    yield _line(html, at), f"`</{name}>` closes nothing, it is to go or to be opened"
                return
        elif name in _ONCE and name in once:
            yield (
                _line(html, at),
                f"`<{name}>` stands here again, that of line {_line(html, once[name])} alone is wanted",
            )
            return
        elif name not in _VOID and not found["alone"]:
            once.setdefault(name, at)
            open_tags.append((name, at))
    for name, at in open_tags[-1:]:
        yield _line(html, at), f"`<{name}>` is not closed, `</{name}>` is wanted"


def forbidden(html: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of what a browser would refuse to run or load by the policy of the page."""
    for tag in _TAG.finditer(html) if _SIGN.search(html) else ():
        for found in _ATTRIBUTE.finditer(html, *tag.span("of_raw" if tag["raw"] else "attributes")):
            name, value = found.groups()
            loads = name.lower() == "src" and _ELSEWHERE.match(value or "")
            if loads or _RUNS.fullmatch(name):
                told = found[0] if loads else f"{name}="
                yield _line(html, found.start()), f"`{told}` is refused by browsers, {_PLACES} is wanted"
    for name in ("script", "style"):
        start = html.find(f"<{name}>")
        while start >= 0:
            end = html.find(f"</{name}>", start)
            text = html[start + len(name) + 2 : end]
            source = b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if html.find(source, 0, start) < 0:
                yield _line(html, start), f"a `<{name}>` of its own is refused by browsers, {_PLACES} is wanted"
            start = html.find(f"<{name}>", end)


def wordless(html: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of what cannot be read out: a picture without `alt`, a button without words."""
    for pattern, wanted in _WORDLESS:
        for found in pattern.finditer(html):
            yield _line(html, found.start()), f"`{found[0][:60]}` {wanted}"


def _line(html: str, at: int) -> int:
    return html.count("\n", 0, at) + 1
