"""A finished page, parsed once: what other parts ask of it."""

from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes.checks.wellformed import unbalanced
from sipcodes.plan import Page

OUTLINE = ("main", "h1", "main h1", "html[lang]", "body[data-page]", "title")
"""What every page has once."""


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
    """What is not closed where it was opened, or is not whole: line and message."""


_NEEDED = 'link:is([rel~="icon"], [rel="stylesheet"], [rel="search"], [rel="alternate"][type])'


def facts(page: Page, html: str, tree: LexborHTMLParser) -> Facts:
    """Look at a page once."""
    ids = Counter(node.attributes["id"] or "" for node in tree.css("[id]"))
    links = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
    links += [node.attributes.get("href") or "" for node in tree.css(_NEEDED)]
    links += [node.attributes.get("src") or "" for node in tree.css("[src]")]
    links = list(dict.fromkeys(links))
    promised = tree.css("main [id]:not(svg *, .search *)") if page.kind.name != "single" else ()
    alternates = tree.css('link[rel="alternate"][hreflang]')
    title = tree.css_first("head > title")
    return Facts(
        page=page,
        outline=tuple(len(tree.css(selector)) for selector in OUTLINE),
        ids=ids,
        promised=tuple(dict.fromkeys(node.attributes["id"] or "" for node in promised)),
        links=tuple(links),
        alternates=tuple((_attribute(node, "hreflang"), _attribute(node, "href")) for node in alternates),
        title=title.text() if title else "",
        # the one-file copy is made from a tree, not from text
        malformed=tuple(unbalanced(html)) if page.kind.name != "single" else (),
    )


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes[name] or ""
