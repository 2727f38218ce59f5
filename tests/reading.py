"""A finished page as tests read it: with a parser of their own, apart from what the build knows of it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class RenderedPage:
    """One page as a browser would see it."""

    address: str
    html: bytes

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        return LexborHTMLParser(self.html)

    @cached_property
    def kind(self) -> str:
        """The value of `data-page`."""
        body = self.tree.body
        return (body.attributes.get("data-page") or "") if body else ""

    @cached_property
    def language(self) -> str:
        """The value of `lang` on the whole."""
        root = self.tree.root
        return (root.attributes.get("lang") or "") if root else ""

    @cached_property
    def ids(self) -> Counter[str]:
        """Every id with how often it stands there."""
        return Counter(node.attributes["id"] or "" for node in self.tree.css("[id]"))

    @cached_property
    def links(self) -> list[str]:
        """Every address that the page itself leads to or needs."""
        found = [node.attributes.get("href") or "" for node in self.tree.css("a[href]")]
        found += [node.attributes.get("href") or "" for node in self.tree.css('link[rel~="icon"], link[rel="search"]')]
        return found + [node.attributes.get("src") or "" for node in self.tree.css("[src]")]

    def one(self, selector: str) -> LexborNode:
        """Return the first node that a selector finds; raise LookupError when there is none."""
        node = self.tree.css_first(selector)
        if node is None:
            raise LookupError(f"no `{selector}` on {self.address}")
        return node

    def alternates(self) -> dict[str, str]:
        """Language to the absolute address that `hreflang` gives for it."""
        nodes = self.tree.css('link[rel="alternate"][hreflang]')
        return {node.attributes["hreflang"] or "": node.attributes["href"] or "" for node in nodes}


_CONTROLS = ".script-only, .screen-only, .legend, nav, svg, .anchor, [aria-hidden], .search, noscript, form"
_BLOCK = re.compile(
    r"</?(?:p|ul|ol|li|table|thead|tbody|tr|td|th|dl|dt|dd|h[1-6]|pre|div|section|details|summary|figure|figcaption"
    r"|blockquote|article|hr|br)\b[^>]*>"
)


def said(html: str, *besides: str) -> list[str]:
    """Return the texts of what is said, block by block, without controls, ways to other places, and what is named."""
    tree = LexborHTMLParser(html)
    for node in tree.css(", ".join([_CONTROLS, *besides])):
        node.decompose()
    main = tree.css_first("main") or tree.body
    pieces = _BLOCK.split((main and main.inner_html) or "")
    texts = (" ".join(unescape(re.sub(r"<[^>]+>", "", piece)).replace("\u00ad", "").split()) for piece in pieces)
    return [text for text in texts if text]


def rendered(files: Mapping[str, bytes]) -> dict[str, RenderedPage]:
    """Return the pages among the files of a site."""
    return {name: RenderedPage(name, data) for name, data in files.items() if name.endswith(".html")}
