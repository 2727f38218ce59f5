"""Which pages there are, and the rendering of each through its template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sipcodes import addresses, flows, messages
from sipcodes.reference import Reference
from sipcodes.templating import Templates


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address, what a template needs to show it, and the same page in the other languages."""

    address: str
    kind: str
    """The value of `data-page`, and the name of the template."""
    language: str
    alternates: Mapping[str, str]
    """Language to address, the page's own included."""
    neutral: str
    """The address for readers of any other language (`x-default`)."""
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def anywhere(self) -> bool:
        """Whether hosts show it at any address: the error page."""
        return self.kind == "missing"


def pages(reference: Reference) -> Iterator[Page]:
    """Yield every page of the site, in the order of the site map."""
    first = reference.languages[0]
    overviews = {language: addresses.page(language, "index") for language in reference.languages}
    yield Page(addresses.START, "start", first, overviews, addresses.START)
    yield Page(addresses.MISSING, "missing", first, overviews, addresses.START)
    for language, address in overviews.items():
        yield Page(address, "overview", language, overviews, addresses.START)
    for category in reference.categories.values():
        yield from _in_every_language(reference, category.key, "category", {"category": category})
    for number, code in reference.codes.items():
        alternates = {language: addresses.code(language, number) for language in reference.languages}
        yield Page(addresses.card(number), "card", first, alternates, addresses.card(number), {"code": code})
        before, after = reference.neighbours(number)
        for language, address in alternates.items():
            data = {
                "code": code,
                "before": before,
                "after": after,
                "drawing": flows.drawing(reference.flows, number, code.phrase, language),
                "request": messages.request(reference.examples, number),
                "response": messages.response(reference.examples, number, code.phrase),
                "look": reference.examples.codes[number].look,
            }
            yield Page(address, "code", language, alternates, addresses.card(number), data)
    for name in ("symptoms", "q850", "other", "about", "print"):
        yield from _in_every_language(reference, name, name, {})


def _in_every_language(reference: Reference, name: str, kind: str, data: Mapping[str, object]) -> Iterator[Page]:
    alternates = {language: addresses.page(language, name) for language in reference.languages}
    for language, address in alternates.items():
        # no page of these belongs to all languages, so the first language stands for the rest
        yield Page(address, kind, language, alternates, alternates[reference.languages[0]], data)


def render(reference: Reference, templates: Templates) -> dict[str, bytes]:
    """Render every page: address to UTF-8 bytes."""
    return {page.address: templates.render(page.kind, page.language, page=page).encode() for page in pages(reference)}
