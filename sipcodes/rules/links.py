"""A link in the prose leads to https, or to a page and fragment of this site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial

from sipcodes import addresses
from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article, Link
from sipcodes.content.reference import Reference
from sipcodes.plan import pages
from sipcodes.problems import Problem, did_you_mean

_ARTICLE = re.compile(r"(?:.*/)?(\d{3})\.\w+\.md")
_FOLDER = re.compile(r"(?:\.\./)?/?([a-z]{2,3})/([^#]+)")
Targets = Mapping[str, set[str] | None]
"""Addresses that prose may link to, with their ids where the content decides on these."""


def links_lead_somewhere(loaded: Loaded) -> Iterator[Problem]:
    """A link in the prose leads to https, or to a page and fragment of this site."""
    known = targets(loaded)
    alive: set[tuple[str, str]] = set()
    for prose in loaded.reference.prose.values():
        for (_, language), article in prose.items():
            for link in article.links:
                if (language, link.target) in alive:
                    continue  # most links stand in several articles
                if message := _dead(article, link, known, language) or _own(loaded, link, language):
                    yield article.problem(link.line, f"link '{link.target}'{message}")
                elif not link.target.startswith("#"):
                    alive.add((language, link.target))


def _dead(article: Article, link: Link, targets: Targets, language: str) -> str:
    """Return what is wrong with a link, or an empty text."""
    scheme, colon, _ = link.target.partition(":")
    if colon and scheme.isalpha():
        return "" if scheme == "https" else f" starts with {scheme}:, https: or a page is wanted"
    if message := _otherwise(link.target, targets, language):
        return message
    address, fragment = addresses.resolve(f"{language}/index.html", link.target)
    if link.target.startswith("#"):
        known = {*article.ids, *article.sections}
        return "" if fragment in known else f": no id '{fragment}' here{did_you_mean(fragment, known)}"
    if address not in targets:
        return f": no page '{address}'{did_you_mean(address, targets)}"
    ids = targets[address]
    if fragment and ids is not None and fragment not in ids:
        return f": no id '{fragment}' on '{address}'{did_you_mean(fragment, ids)}"
    return ""


def _otherwise(target: str, targets: Targets, language: str) -> str:
    """Return how an address is written here that somebody has written as it is elsewhere, or an empty text."""
    if target.startswith("www."):
        return f": an address elsewhere is written whole, 'https://{target}'"
    if markdown := _ARTICLE.fullmatch(target):
        return f": a page is linked to, 'sip-{markdown[1]}.html', not the file that it is made from"
    if (other := _FOLDER.match(target)) and {f"{other[1]}/{other[2]}", f"{language}/{other[2]}"} <= targets.keys():
        return f" names a language, '{other[2]}' alone is wanted"
    return ""


def _own(loaded: Loaded, link: Link, language: str) -> str:
    """Return what is wrong with a link to this site by its whole address: it would break offline and elsewhere."""
    base_url = loaded.reference.settings.base_url
    if not link.target.startswith(base_url):
        return ""
    address = addresses.relative(addresses.page(language, "index"), link.target.removeprefix(base_url))
    return f" leads to this site by its whole address, '{address}' is wanted"


def targets(loaded: Loaded) -> Targets:
    """Return every address that prose may link to, with the ids there; None where the template alone decides."""
    reference = loaded.reference
    # a page of a broken entry is there as well: its mistake is told where it is made
    tables = {"code": "codes.toml", "category": "categories.toml", "symptom": "symptoms.toml"}
    keys = {per: tuple(loaded.known(name)) for per, name in tables.items()}
    found: dict[str, set[str] | None] = {}
    ids = cache(partial(_ids, reference))
    for page in pages(_Everything(reference.languages, {**reference.keys, **keys})):
        if not page.kind.hosted_only:
            found[page.address] = ids(page.kind.name, page.language)
    files = [addresses.ZIP, addresses.DOCSET, addresses.DOCSET_FEED, *addresses.DATA]
    for of_language in (addresses.single, addresses.links, addresses.feed):
        files += map(of_language, reference.languages)
    return {**found, **dict.fromkeys((*files, *(f"sip-{number}.json" for number in keys["code"])))}


class _Everything:
    """What the plan asks of the content."""

    def __init__(self, languages: tuple[str, ...], keys: Mapping[str, tuple[str, ...]]) -> None:
        self.languages = languages
        self.keys = keys


def _ids(reference: Reference, kind: str, language: str) -> set[str] | None:
    """Return the ids that a kind of page has by its content; None where the template alone decides."""
    if kind in {"start", "card", "print", "data", "changes"}:
        return None
    prose = reference.prose["pages"].get((kind, language))
    own = {*prose.ids, *prose.sections} - {""} if prose else set()
    made: dict[str, Iterable[str]] = {
        "code": addresses.SECTIONS,
        "symptom": ("caller", "causes", "admin", "reply", "known", "prints"),
        "software": ("rows", "prints"),
        "cases": ("known",),
        "overview": (*(f"sip-{number}" for number in reference.codes), *reference.categories),
        "q850": (f"cause-{cause}" for cause in reference.causes),
        "other": (other.id for other in reference.others.values()),
        "symptoms": reference.symptoms,
    }
    return own | set(made.get(kind, ()))


RULES = (links_lead_somewhere,)
