"""What prose may become: nothing that runs, loads or styles."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

_ELEMENTS = {
    *("p", "ol", "ul", "li", "blockquote", "hr", "br", "pre", "code", "a", "strong", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"id", "href", "title", "class", "start"}


def outlandish(html: str) -> Iterator[tuple[str, str]]:
    """Yield name and message of each element or attribute that prose must not become, whichever extension made it."""
    for node in LexborHTMLParser(html).css("body *:not(img)"):  # a picture is told by its Markdown
        if node.tag not in _ELEMENTS:
            yield str(node.tag), f"makes an element `{node.tag}`, which no page has a place for"
        for name in node.attributes.keys() - _ATTRIBUTES:
            yield name, f"gives `{node.tag}` an attribute `{name}`, which no page has a place for"
