"""A finished page, parsed once: what other parts ask of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes.checks.wellformed import malformed
from sipcodes.plan import Page

OUTLINE = ("main", "h1", "main h1", "html[lang]", "body[data-page]", "title")
"""What every page has once."""
_NEEDED = 'link:is([rel~="icon"], [rel="stylesheet"], [rel="search"], [rel="alternate"][type])'


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks of a site must know of one page."""

    page: Page
    outline: tuple[int, ...]
    """How often each part of OUTLINE stands on it."""
    ids: Counter[str]
    """Every id with how often it stands there."""
    promised: tuple[str, ...]
    """The ids that others may link to."""
    links: tuple[str, ...]
    """Every address that it leads to or needs, each once."""
    alternates: tuple[tuple[str, str], ...]
    """Language to the absolute address that `hreflang` gives for it."""
    title: str
    malformed: tuple[tuple[int, str], ...]
    """What is not closed where it was opened, is not whole, has no words, or browsers refuse: line and message."""


@dataclass(frozen=True, slots=True)
class Woven:
    """How a part of a page hangs together with the rest, and with other pages."""

    ids: tuple[str, ...]
    links: tuple[str, ...]
    """Every address that it leads to or needs."""


def woven(root: LexborHTMLParser | LexborNode) -> Woven:
    """Look at a page, or at a part of it."""
    links = [_attribute(node, "href") for node in root.css("a[href]")]
    links += [_attribute(node, "href") for node in root.css(_NEEDED)]
    links += [_attribute(node, "src") for node in root.css("[src]")]
    return Woven(tuple(_attribute(node, "id") for node in root.css("[id]")), tuple(links))


def facts(page: Page, html: str, tree: LexborHTMLParser, within: Sequence[Woven] = ()) -> Facts:
    """Look at a page once; `within` are parts of it that were looked at before they came into it."""
    parts = (woven(tree), *within)
    promised = tree.css("main [id]:not(svg *, .search *)") if page.kind.name != "single" else ()
    alternates = tree.css('link[rel="alternate"][hreflang]')
    title = tree.css_first("head > title")
    return Facts(
        page=page,
        outline=tuple(len(tree.css(selector)) for selector in OUTLINE),
        ids=Counter(name for part in parts for name in part.ids),
        promised=tuple(dict.fromkeys(node.attributes["id"] or "" for node in promised)),
        links=tuple(dict.fromkeys(link for part in parts for link in part.links)),
        alternates=tuple((_attribute(node, "hreflang"), _attribute(node, "href")) for node in alternates),
        title=title.text() if title else "",
        # the one-file copy is made from a tree, not from text
        malformed=tuple(malformed(html)) if page.kind.name != "single" else (),
    )


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
