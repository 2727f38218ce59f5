"""What every rendered page owes to its readers, checked on the finished files. Each check's docstring is its rule."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes import addresses
from sipcodes.problems import Problem, did_you_mean

BUDGET = 14_600
"""Bytes of a page after brotli: what a server may send in the first round trip (ten segments, RFC 6928 §2)."""
WITHOUT_BUDGET = {"single"}
"""Kinds of page that are made to be kept, not to be fetched in a hurry."""


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

    def problem(self, message: str, near: str = "") -> Problem:
        """Make a problem that points at the line on which `near` first stands."""
        place = self.html.find(near.encode()) if near else 0
        return Problem(Path(self.address), self.html.count(b"\n", 0, max(place, 0)) + 1, message)


def rendered(files: Mapping[str, bytes]) -> dict[str, RenderedPage]:
    """Return the pages among the files of a site."""
    return {name: RenderedPage(name, data) for name, data in files.items() if name.endswith(".html")}


def broken_pages(files: Mapping[str, bytes], base_url: str) -> Iterator[Problem]:
    """Yield everything that is wrong with the files of a site."""
    pages = rendered(files)
    for page in pages.values():
        yield from _outline(page)
        yield from _unique_ids(page)
        yield from _links(page, pages, files, base_url)
        yield from _alternates(page, pages, base_url)
        yield from _budget(page, files)
    yield from _titles(pages)
    for name in files:
        if name.endswith("/404.html"):
            yield Problem(Path(name), 1, "hosts would show this page for every error, another name is wanted")


def _outline(page: RenderedPage) -> Iterator[Problem]:
    """A page has one `main` with one `h1`, a language and a kind."""
    for selector in ("main", "h1", "main h1", "html[lang]", "body[data-page]", "title"):
        if (count := len(page.tree.css(selector))) != 1 and not (selector == "title" and count):
            yield page.problem(f"{count} times `{selector}`, one is wanted")


def _unique_ids(page: RenderedPage) -> Iterator[Problem]:
    """An id stands once on a page."""
    for name, count in page.ids.items():
        if count > 1:
            yield page.problem(f"id '{name}' stands here {count} times, once is wanted", f'id="{name}"')


def _links(
    page: RenderedPage, pages: Mapping[str, RenderedPage], files: Mapping[str, bytes], base_url: str
) -> Iterator[Problem]:
    """A link leads to a file of the site and an id on it, to https, or to a mail address."""
    base_path = "/" + base_url.split("/", 3)[3]
    for link in dict.fromkeys(page.links):
        if link.startswith(base_url):
            address, _, fragment = link.removeprefix(base_url).partition("#")
        elif link.startswith(("https://", "data:", "mailto:")):
            continue
        elif page.kind == "missing" and link.startswith(base_path):
            address, _, fragment = link.removeprefix(base_path).partition("#")
        else:
            address, fragment = addresses.resolve(page.address, link)
        if address not in files:
            yield page.problem(f"link '{link}' is dead{did_you_mean(address, files)}", link)
        elif fragment and address in pages and fragment not in pages[address].ids:
            hint = did_you_mean(fragment, pages[address].ids)
            yield page.problem(f"link '{link}': no id '{fragment}' on {address}{hint}", link)


def _alternates(page: RenderedPage, pages: Mapping[str, RenderedPage], base_url: str) -> Iterator[Problem]:
    """A page and those it names by `hreflang` name each other."""
    named = page.alternates()
    for language, url in named.items():
        twin = pages.get(url.removeprefix(base_url))
        if twin is None:
            yield page.problem(f"hreflang '{language}' leads to {url}, which is no page of the site", url)
        elif twin.alternates() != named and page.kind not in {"card", "start"} and language != "x-default":
            yield page.problem(f"hreflang '{language}' leads to {url}, which does not name this page back", url)


def _budget(page: RenderedPage, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A page arrives in one round trip."""
    if page.kind not in WITHOUT_BUDGET and len(page.html) > BUDGET:
        size = len(files.get(f"{page.address}.br") or brotli.compress(page.html))
        if size > BUDGET:
            yield page.problem(f"is {size} bytes after brotli, at most {BUDGET} are wanted")


def _titles(pages: Mapping[str, RenderedPage]) -> Iterator[Problem]:
    """No two pages of a language have the same title."""
    owners: dict[tuple[str, str], str] = {}
    for page in pages.values():
        node = page.tree.css_first("head > title")
        if node is None:
            continue  # reported as missing
        title = node.text()
        key = (page.language, title)
        if key in owners:
            yield page.problem(f"title '{title}' is that of {owners[key]} too, each is wanted once", "<title>")
        owners[key] = page.address
