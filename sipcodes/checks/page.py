"""What every finished page owes to its readers. Each check's docstring is its rule."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from selectolax.lexbor import LexborHTMLParser

from sipcodes import addresses
from sipcodes.checks.parsed import OUTLINE, Facts
from sipcodes.plan import Page
from sipcodes.problems import Problem, did_you_mean

BUDGET = 14_600
"""Bytes of a page after brotli: what a server may send in the first round trip (ten segments, RFC 6928 §2)."""
ROOM = 60
"""Bytes of that which a host's own address takes, in a folder: it stands some twenty times on a page."""
_HEADING, _HEAVIEST = "main h2[id]", 3
"""Which sections are named where a page is too large, and how many."""
_OF_LINE = re.compile(r" of line \d+")
WITHOUT_BUDGET = {"single"}
"""Kinds of page that are made to be kept, not to be fetched in a hurry."""


@dataclass(frozen=True)
class Checked:
    """A finished site as the checks see it."""

    facts: Mapping[str, Facts]
    """What stands on each page, by its address."""
    files: Mapping[str, bytes]
    base_url: str
    budget: int
    """Bytes that a page may have after brotli: at our own address some are left for a longer one."""
    origin: Callable[[Page, int], tuple[Path, int] | None]
    """Where the templates have what stands in a line of a page."""

    def problem(self, address: str, message: str, near: str = "") -> Problem:
        """Make a problem that points at the line on which `near` first stands."""
        html = self.files[address]
        place = html.find(near.encode()) if near else 0
        return Problem(Path(address), html.count(b"\n", 0, max(place, 0)) + 1, message)


def broken_pages(site: Checked) -> Iterator[Problem]:
    """Yield everything that is wrong with the pages of a site; of the copies only what is wrong with them alone."""
    copies = {address for address, facts in site.facts.items() if facts.page.kind.name in WITHOUT_BUDGET}
    pages = sorted(site.facts.keys() - copies)
    found = [*_at_templates(site, pages), *(problem for address in pages for problem in _of_page(site, address))]
    yield from found or (
        problem for address in copies for check in (_written, _of_page) for problem in check(site, address)
    )
    yield from _titles(site)
    for name in site.files:
        if name.endswith("/404.html"):
            yield Problem(Path(name), 1, "hosts would show this page for every error, another name is wanted")


def _at_templates(site: Checked, pages: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the text of pages: where a template has it that can be said, there and once."""
    told: dict[tuple[Path, int, str], list[Problem]] = defaultdict(list)
    for address in pages:
        for problem in _written(site, address):
            if place := site.origin(site.facts[address].page, problem.line):
                told[(*place, _OF_LINE.sub("", problem.message))].append(problem)
            else:
                yield problem
    for (path, line, _), (first, *others) in told.items():
        more = f", and {len(others)} more alike" if others else ""
        yield Problem(path, line, f"{first.message} (line {first.line} of {first.path}{more})")


def _written(site: Checked, address: str) -> Iterator[Problem]:
    facts = site.facts[address]
    yield from _wellformed(address, facts)
    yield from _unique_ids(site, address, facts)
    yield from _links(site, address, facts)


def _of_page(site: Checked, address: str) -> Iterator[Problem]:
    facts = site.facts[address]
    yield from _outline(site, address, facts)
    yield from _alternates(site, address, facts)
    yield from _budget(site, address, facts)


def _wellformed(address: str, facts: Facts) -> Iterator[Problem]:
    """Every element is closed where it was opened, every attribute is whole, nothing is there that browsers refuse."""
    for line, message in facts.malformed:
        yield Problem(Path(address), line, message)


def _outline(site: Checked, address: str, facts: Facts) -> Iterator[Problem]:
    """A page has one `main` with one `h1`, a language and a kind."""
    wrong = {selector for selector, count in zip(OUTLINE, facts.outline, strict=True) if count != 1}
    for selector, count in zip(OUTLINE, facts.outline, strict=True):
        if selector in wrong and not (selector == "title" and count) and not (selector == "main h1" and "h1" in wrong):
            yield site.problem(address, f"{count} times `{selector}`, one is wanted")


def _unique_ids(site: Checked, address: str, facts: Facts) -> Iterator[Problem]:
    """An id stands once on a page."""
    for name, count in facts.ids.items():
        if count > 1:
            yield site.problem(address, f"id '{name}' stands here {count} times, once is wanted", f'id="{name}"')


def _links(site: Checked, address: str, facts: Facts) -> Iterator[Problem]:
    """A link leads to a file of the site and an id on it, to https, or to a mail address."""
    base_path = urlsplit(site.base_url).path
    for link in facts.links:
        if link.startswith(site.base_url):
            target, _, fragment = link.removeprefix(site.base_url).partition("#")
        elif link.startswith(("https://", "data:", "mailto:")):
            continue
        elif facts.page.kind.hosted_only and link.startswith(base_path):
            target, _, fragment = link.removeprefix(base_path).partition("#")
        else:
            target, fragment = addresses.resolve(address, link)
        if target not in site.files:
            yield site.problem(address, f"link '{link}' is dead{did_you_mean(target, site.files)}", link)
        elif fragment and target in site.facts and fragment not in site.facts[target].ids:
            hint = did_you_mean(fragment, site.facts[target].ids)
            yield site.problem(address, f"link '{link}': no id '{fragment}' on {target}{hint}", link)


def _alternates(site: Checked, address: str, facts: Facts) -> Iterator[Problem]:
    """A page and those it names by `hreflang` name each other."""
    for language, url in facts.alternates:
        twin = site.facts.get(url.removeprefix(site.base_url))
        if twin is None:
            yield site.problem(address, f"hreflang '{language}' leads to {url}, which is no page of the site", url)
        elif twin.alternates != facts.alternates and not facts.page.kind.neutral and language != "x-default":
            message = f"hreflang '{language}' leads to {url}, which does not name this page back"
            yield site.problem(address, message, url)


def _budget(site: Checked, address: str, facts: Facts) -> Iterator[Problem]:
    """A page arrives in one round trip; of one that does not, the heaviest sections are named."""
    if facts.page.kind.name not in WITHOUT_BUDGET and len(site.files[address]) > site.budget:
        size = len(site.files[f"{address}.br"])
        if size > site.budget:
            weights = sorted(_weights(site.files[address]), key=lambda weight: -weight[1])[:_HEAVIEST]
            most = ", ".join(f"'{name}' ({weight})" for name, weight in weights)
            told = f"is {size} bytes after brotli, at most {site.budget} are wanted: {size - site.budget} are to go"
            yield site.problem(address, f"{told}, most stand in {most}" if most else told)


def _weights(html: bytes) -> Iterator[tuple[str, int]]:
    """Yield the id of each section of a page, and how many bytes brotli saves without it."""
    whole = LexborHTMLParser(html)
    size = _size(whole)
    for place, heading in enumerate(whole.css(_HEADING)):
        rest = LexborHTMLParser(html)
        part = rest.css(_HEADING)[place].parent
        while part is not None and part.tag not in {"section", "details"}:
            part = part.parent
        if part is not None:
            part.decompose()
            yield heading.attributes["id"] or "", size - _size(rest)


def _size(tree: LexborHTMLParser) -> int:
    return len(brotli.compress((tree.html or "").encode(), quality=9))


def _titles(site: Checked) -> Iterator[Problem]:
    """No two pages of a language have the same title."""
    owners: dict[tuple[str, str], str] = {}
    for address, facts in site.facts.items():
        if facts.title:
            key = (facts.page.language, facts.title)
            if key in owners:
                message = f"title '{facts.title}' is that of {owners[key]} too, each is wanted once"
                yield site.problem(address, message, "<title>")
            owners[key] = address
