"""A finished page as it stands in a copy.

The promise: a copy asks nothing of any network. What it does not hold itself it links to by its hosted address, says of
which version and day it is and where the newest is, and asks search engines to pass it by.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes import addresses
from sipcodes.checks.parsed import Woven, woven
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page, pages
from sipcodes.problems import ContentError, Problem

_HEADING = re.compile(r"<(/?)h([1-5])\b")
_ABSOLUTE = re.compile(r"[a-z]+:")
_REFERRING = ("for", "headers", "aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns")
"""Attributes that name ids of the same page (HTML, WAI-ARIA 1.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a part of the one-file copy."""

    id: str
    code: str
    phrase: str
    html: Markup
    woven: Woven
    """What the checks of the copy must know of it."""


def anchor(address: str, fragment: str = "") -> str:
    """Return the id that a page or a fragment of it has in the one-file copy: `sip-486`, `sip-486-causes`."""
    name = basename(address).removesuffix(".html")
    return f"{name}-{fragment}" if fragment else name


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links of a copy lead."""

    base_url: str
    held: Collection[str]
    """The addresses of the pages that stand in the one-file copy."""

    def target(self, start: str, link: str) -> str:
        """Return where a link on a page leads in the one-file copy."""
        if _ABSOLUTE.match(link):
            return link
        address, fragment = addresses.resolve(start, link)
        if address == start and start not in self.held:
            return link
        if address in self.held:
            return "#" + (fragment if fragment.startswith("q=") else anchor(address, fragment))
        return self.base_url + address + (f"#{fragment}" if fragment else "")


def entry(tree: LexborHTMLParser, page: Page, links: Links, data_url: Callable[[str], str]) -> Entry:
    """Take the main part of a page: ids become unique, links lead to fragments, headings go one step down."""
    main, body = tree.css_first("main"), tree.body
    if main is None or body is None:
        raise ContentError([Problem(Path(page.address), 1, "0 times `main`, one is wanted")])
    _make_ids_unique(main, page.address)
    for node in main.css('[role="search"]'):
        node.decompose()  # the copy has one search field, in its header
    if page.kind.name in {"overview", "category"}:
        for row in main.css("tr[data-code]"):
            del row.attrs["data-code"]  # the entry of the code carries it
    for node in main.css("link"):
        node.decompose()  # the copy has all style within
    for button in main.css("[data-copy-link]:not([data-copy])"):
        button.attrs["data-copy"] = links.base_url + page.address
    for link in main.css('a.anchor[href^="#"]'):
        link.attrs["data-copy"] = f"{links.base_url}{page.address}{link.attributes['href']}"
    lead(main, page.address, links, data_url)
    seen = woven(main)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", main.inner_html or "")
    code = body.attributes.get("data-code") or ""
    return Entry(anchor(page.address), code, body.attributes.get("data-phrase") or "", Markup(html), seen)  # noqa: S704 - rendered by us


def lead(root: LexborNode, start: str, links: Links, data_url: Callable[[str], str]) -> None:
    """Let links and pictures below a node lead where they do in the one-file copy."""
    for node in root.css("a[href]"):
        node.attrs["href"] = links.target(start, node.attributes["href"] or "")
    for node in root.css("img[src], source[src]"):
        if not (node.attributes["src"] or "").startswith("data:"):
            node.attrs["src"] = data_url(addresses.resolve(start, node.attributes["src"] or "")[0])


def _make_ids_unique(main: LexborNode, address: str) -> None:
    """Give every id its page's name, and those that refer to it as well."""
    for key in ("id", *_REFERRING):
        for node in main.css(f"[{key}]"):
            names = (node.attributes[key] or "").split()
            node.attrs[key] = " ".join(anchor(address, name) for name in names)


def offline_notes(templates: Templates) -> dict[str, str]:
    """Return what a page of a copy says of itself, in each language: the same on every page."""
    starts = {page.language: page for page in pages(templates.reference) if page.kind.name == "overview"}
    return {language: templates.render("partials/offline", page) for language, page in starts.items()}


def standalone(
    tree: LexborHTMLParser, page: Page, base_url: str, kept: Collection[str], notes: Mapping[str, str]
) -> bytes:
    """Return a page as it stands in a folder of `kept` files: it has its note and links the rest where hosted."""
    for node in tree.css("a[href]"):
        link = node.attributes["href"] or ""
        address, fragment = addresses.resolve(page.address, link)
        if not _ABSOLUTE.match(link) and address not in kept:
            node.attrs["href"] = f"{base_url}{address}{'#' * bool(fragment)}{fragment}"
    for node in tree.css('link[rel="search"], link[rel="alternate"][type]'):
        node.decompose()
    for node in tree.css('meta[name="viewport"]'):
        node.insert_before(_made(tree, "meta", {"name": "robots", "content": "noindex"}))
        node.insert_before("\n")
    for node in tree.css("body > footer"):
        for language in notes if page.kind.neutral else (page.language,):
            note = LexborHTMLParser(notes[language]).css_first("p")
            if note is not None:
                node.insert_child(note)
    return f"{tree.html}\n".encode()


def _made(tree: LexborHTMLParser, tag: str, attributes: Mapping[str, str]) -> LexborNode:
    node = tree.create_node(tag)
    for name, value in attributes.items():
        node.attrs[name] = value
    return node
