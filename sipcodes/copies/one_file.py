"""The reference in one file per language, to mail or to keep on a stick; search included."""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from sipcodes import addresses
from sipcodes.artifact import Artifact
from sipcodes.checks.wellformed import unbalanced
from sipcodes.copies.copied_page import Entry, Links, lead
from sipcodes.pages.origin import Origins
from sipcodes.pages.templating import Templates
from sipcodes.plan import SINGLE, Page
from sipcodes.problems import ContentError, Problem

_MARK = re.compile(r"<!--entry (\d+)-->")


def one_file_page(templates: Templates, language: str) -> Page:
    """Return the page that the copy of a language is."""
    alternates = {tag: addresses.single(tag) for tag in templates.reference.languages}
    return Page(addresses.single(language), SINGLE, language, alternates, addresses.START)


def one_file(frame: str, entries: Sequence[Entry]) -> bytes:
    """Return the copy of a language: the main parts of all pages in a frame that has everything they need."""
    return _MARK.sub(lambda mark: entries[int(mark[1])].html, frame).encode()


def framed(
    templates: Templates, page: Page, entries: Sequence[Entry], links: Links, data_url: Callable[[str], str]
) -> str:
    """Return the copy of a language with a mark in the place of each part."""
    # the links of the parts lead where they shall: only what is around them is parsed
    marks = [replace(entry, html=Markup(f"<!--entry {place}-->")) for place, entry in enumerate(entries)]  # noqa: S704 - ours

    def made(templates: Templates, page: Page) -> str:
        return templates.render("single", page, copied(templates, page.language), entries=marks)

    html = made(templates, page)
    if faults := list(unbalanced(html)):
        origins = Origins(templates, made)
        places = [origins.of(page, line) or (Path(page.address), line) for line, _ in faults]
        raise ContentError([Problem(*place, message) for place, (_, message) in zip(places, faults, strict=True)])
    tree = LexborHTMLParser(html)
    for node in tree.css('link[rel="search"], link[rel="manifest"], link[rel="preload"]'):
        node.decompose()
    for node in tree.css("link[rel~=icon], link[rel=apple-touch-icon]"):
        node.attrs["href"] = data_url(addresses.resolve(page.address, node.attributes["href"] or "")[0])
    if root := tree.root:
        lead(root, page.address, links, data_url)
    for node in tree.css("a[data-lang-switch]"):
        # the copies lie beside each other, on a host and on a stick; the hosted one is no way without a network
        node.attrs["href"] = addresses.single(node.attributes["hreflang"] or "")
    return f"{tree.html}\n"


def copied(templates: Templates, language: str) -> dict[str, str]:
    """Return what the other pages load: their scripts, the index of the search, the words of the explainer."""
    indexes = (f"{name}.{language}.js" for name in ("search", "search-more", "trace"))
    names = (*indexes, "site.js", "trace.js")
    # what begins with a bracket would call what ends without a semicolon
    scripts = ";\n".join(map(templates.assets.text, names))
    # what would end the element, or begin a comment in which another script may begin (HTML Standard §13.1.1.2)
    return {"script": scripts.replace("</", "<\\/").replace("<!--", "<\\!--")}


def data_url(artifact: Artifact) -> str:
    """Return an artifact as an address that holds it (RFC 2397)."""
    return f"data:{artifact.media_type.name};base64,{b64encode(artifact.data).decode()}"
