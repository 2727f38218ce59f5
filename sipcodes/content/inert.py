"""What prose may become: nothing that runs, loads or styles."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

_ELEMENTS = {
    *("p", "ol", "ul", "li", "blockquote", "hr", "br", "pre", "code", "a", "strong", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"id", "href", "title", "class", "start"}
_HARMLESS = re.compile(rf"""</?(?:{"|".join(_ELEMENTS)})(?: (?:{"|".join(_ATTRIBUTES)})="[^"<>]*")*>""")


def outlandish(html: str) -> Iterator[tuple[str, str]]:
    """Yield name and message of each element or attribute that prose must not become, whichever extension made it."""
    if len(_HARMLESS.findall(html)) == html.count("<"):
        return  # nothing else begins a tag: to parse it would take ten times as long
    for node in LexborHTMLParser(html).css("body *:not(img)"):  # a picture is told by its Markdown
        if node.tag not in _ELEMENTS:
            yield str(node.tag), f"makes an element `{node.tag}`, which no page has a place for"
        for name in node.attributes.keys() - _ATTRIBUTES:
            yield name, f"gives `{node.tag}` an attribute `{name}`, which no page has a place for"
