"""Cuts a text where it mentions a code or a section of an RFC: what is mentioned becomes a link."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sip_links.mentions import CITATION, CODE, Mention, mentions
from sip_links.targets import Targets

_HERE = Path(__file__).parent
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Link:
    """A mention as a link."""

    href: str
    text: str
    title: str = ""
    is_code: bool = True


class Linker:
    """Knows where each mention leads; with `first_only` it links each code once until it forgets."""

    def __init__(self, base_url: str, language: str, *, titles: bool = True, first_only: bool = False) -> None:
        """Take the options of docs/linking.md. Raises ValueError for what cannot be."""
        self._targets = _targets(base_url, language) if titles else None
        self._start = base_url
        self._first_only = first_only
        self._seen: set[str] = set()

    def forget(self) -> None:
        """Begin another text."""
        self._seen = set()

    def cut(self, text: str) -> Iterator[str | Link]:
        """Yield a text in pieces, its mentions and citations as links."""
        if not _DIGIT.search(text):  # as of most texts, nothing is mentioned in it
            yield text
            return
        place = 0
        for start, end, link in sorted([*self._codes(text), *_citations(text)], key=lambda found: found[0]):
            yield text[place:start]
            yield link
            place = end
        yield text[place:]

    def _codes(self, text: str) -> Iterator[tuple[int, int, Link]]:
        for found in self._mentions(text):
            target = self._targets.of(found.number) if self._targets else (f"{self._start}sip-{found.number}.html", "")
            if target is None or (self._first_only and found.number in self._seen):
                continue
            self._seen.add(found.number)
            shown = text[found.start : found.end]
            shown = shown.replace(" ", "\u00a0") if re.fullmatch(CODE, shown) else shown
            yield found.start, found.end, Link(target[0], shown, target[1])

    def _mentions(self, text: str) -> Iterator[Mention]:
        if self._targets:
            return mentions(text, self._targets.phrases)
        return (Mention(match.start(), match.end(), match[1]) for match in re.finditer(CODE, text))


def section_url(rfc: str, section: str) -> str:
    """Return the address of a section at the RFC Editor, who keeps such addresses."""
    kind = "section" if section[0].isdigit() else "appendix"
    return f"https://www.rfc-editor.org/rfc/rfc{rfc}#{kind}-{section}"


def _citations(text: str) -> Iterator[tuple[int, int, Link]]:
    for match in re.finditer(CITATION, text):
        shown = f"RFC\u00a0{match[1]}\u00a0§{match[2]}"
        yield match.start(), match.end(), Link(section_url(match[1], match[2]), shown, is_code=False)


def _targets(base_url: str, language: str) -> Targets:
    """Return where each code is explained."""
    site = _content("site.toml")
    if language and language not in site["languages"]:
        wanted = ", ".join(f"'{tag}'" for tag in site["languages"])
        raise ValueError(f"sip_links: unknown language '{language}', one of {wanted} is wanted")
    start = base_url or site["base_url"]
    if not base_url and str(urlsplit(start).hostname).endswith(".example"):
        raise ValueError("sip_links: base_url is missing, the address of the reference is wanted")
    return Targets(start.rstrip("/") + "/", language, _content("codes.toml"), _content("other.toml"))


@cache
def _content(name: str) -> Mapping[str, Any]:
    """Read a data file: in an installed package it lies beside this module, in a checkout beside the package."""
    folder = next(folder for folder in (_HERE / "content", _HERE.parent / "content") if folder.is_dir())
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))
