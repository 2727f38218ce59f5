"""Builds the redirects of `content/redirects.toml` into the site, so that they work from disk and without script."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from sipcodes.pages.templating import Templates
from sipcodes.plan import REDIRECT, Page


def moved_pages(redirects: Mapping[str, str], languages: Sequence[str]) -> Iterator[Page]:
    """Yield a page for each address that has moved."""
    for old, new in redirects.items():
        if "#" not in old and old.endswith(".html"):
            language = next((tag for tag in languages if old.startswith(f"{tag}/")), languages[0])
            yield Page(old, REDIRECT, language, {}, new)


def moved_fragments(redirects: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return for each page its old fragments, each with the address that it leads to now."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for old, new in redirects.items():
        address, mark, fragment = old.partition("#")
        if mark:
            found[address][fragment] = new
    return found


def answer_fragments(tree: LexborHTMLParser, page: Page, fragments: Mapping[str, str], templates: Templates) -> None:
    """Put what answers old fragments into a page: an anchor where the text is now, or a link to another page."""
    for old, new in fragments.items():
        address, _, fragment = new.partition("#")
        if address != page.address:
            shown = Page(page.address, page.kind, page.language, page.alternates, new, page.key)
            note = LexborHTMLParser(templates.render("partials/moved", shown, old=old)).css_first("p")
            main = tree.css_first("main")
            if note is not None and main is not None:
                main.insert_child(note)
        # a target that is not there is named by the check of the promise
        elif (element := tree.css_first(f'[id="{fragment}"]')) is not None:
            place = (element.css_first("th, td") or element) if element.tag == "tr" else element
            anchor = tree.create_node("span")
            anchor.attrs["id"] = old
            if place.child is None:
                place.insert_child(anchor)
            else:
                place.child.insert_before(anchor)
