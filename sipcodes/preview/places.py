"""Where each section of a page is written: what an editor opens to change what the preview shows."""

from collections.abc import Iterable, Iterator, Mapping

from sipcodes.content.fields import Record
from sipcodes.content.reference import Reference
from sipcodes.plan import Page
from sipcodes.problems import from_here

_FOLDERS = {"code": "codes", "category": "categories", "symptom": "symptoms"}
"""Where the prose of a kind of page stands, if not among that of single pages."""


def places(reference: Reference, page: Page) -> Mapping[str, str]:
    """Return file and line of each section by its id, the head of the page by an empty one: `content/x.toml:12`."""
    found: dict[str, list[str]] = {}
    for name, place in [*_records(reference, page), *_prose(reference, page)]:
        found.setdefault(name, []).append(place)
    return {name: "\n".join(dict.fromkeys(lines)) for name, lines in found.items()}


def _prose(reference: Reference, page: Page) -> Iterator[tuple[str, str]]:
    key = page.key or page.kind.name
    if article := reference.prose[_FOLDERS.get(page.kind.name, "pages")].get((key, page.language)):
        for name, section in article.sections.items():
            yield name, f"{from_here(str(article.path))}:{section.line}"


def _records(reference: Reference, page: Page) -> Iterator[tuple[str, str]]:
    match page.kind.name:
        case "code" | "card":
            number = int(page.key)
            yield from _at("", [reference.codes[number]])
            yield from _at("known", reference.known_of.get(page.key, ()))
            yield from _at("flow", [reference.flows.codes[number]])
            yield from _at("example", [reference.examples.codes[number]])
            rules, rows = reference.headers_of.get(page.key, ()), reference.causes_to.get(page.key, ())
            yield from _at("technical", [*rules, *rows, *reference.causes_from.get(page.key, ())])
            yield from _at("similar", [pair for _, pair in reference.similar(number)])
        case "category":
            yield from _at("", [reference.categories[page.key]])
        case "symptom":
            yield from _at("", [reference.symptoms[page.key]])
            yield from _at("known", reference.known_of.get(page.key, ()))
            yield from _at("prints", reference.prints_of.get(page.key, ()))
        case "cases":
            yield from _at("known", reference.known_of.get(page.key, ()))
        case "software":
            yield from _at("rows", reference.rows_of.get(page.key, ()))
            yield from _at("prints", reference.prints_of.get(page.key, ()))


def _at(name: str, records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for record in records:
        place = record.problem((), "")
        yield name, f"{from_here(str(place.path))}:{place.line}"
