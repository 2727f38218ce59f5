"""Markdown to HTML: sections, links and ids, each with its line. Nothing else imports the Markdown library."""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from sip_links import SipLinks
from sip_links.mentions import CITATION, CODE
from sipcodes.content.inert import outlandish
from sipcodes.content.plain import plain
from sipcodes.content.remnants import remnants, unpaired
from sipcodes.content.sections import split
from sipcodes.content.slips import slips
from sipcodes.content.toml import foreign
from sipcodes.memo import Memo, Share
from sipcodes.problems import Problem

if TYPE_CHECKING:
    from markdown.extensions import Extension

K = TypeVar("K")
_COUNTED = ("p", "li", "tr")
_OPENS = re.compile(r"[\\`*_\[\]!<>&{}\x02\x03]|  \n|SIP|RFC")
"""What all in line has: code, links, emphasis, escapes, ids, mentions, and the controls that Markdown puts there."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the prose: where it goes and the line it stands on."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article under its `## ` line, or the whole of one that has no parts."""

    line: int
    """The first line of its body."""
    source: str
    html: Markup
    first: Markup
    """What it says first: the first item of its list or its first paragraph, without the tags around."""
    opens: str
    """The tag of its first block: `p`, `ol`; empty where there is none."""
    counts: Mapping[str, int]
    """How many paragraphs, list items and table rows it has: `p`, `li`, `tr`."""
    links: tuple[Link, ...]
    text: str
    """The words alone."""
    plain: str
    """The words as plain text, in lines."""
    signs: frozenset[str]
    """Every sign of its source that is not ASCII."""


@dataclass(frozen=True, slots=True)
class Article:
    """A Markdown file in one language: its sections by key, in order; without sections the key is empty."""

    sections: Mapping[str, Section]
    ids: Mapping[str, int]
    """Every id that the prose sets, with its line."""
    faults: tuple[tuple[int, str], ...]
    """What is wrong with it: line and message."""
    digest: str
    """What tells its text from others."""
    path: Path = field(default=Path())

    @property
    def html(self) -> Markup:
        """The whole of an article that has no sections."""
        return self.sections[""].html

    @property
    def links(self) -> Iterator[Link]:
        """Every link, in order."""
        for section in self.sections.values():
            yield from section.links

    def problem(self, line: int, message: str) -> Problem:
        """Make a problem that points at a line of this article."""
        return Problem(self.path, line, message)


def read_articles(
    texts: Mapping[K, tuple[Path, str, tuple[str, ...]]], problems: list[Problem], memo: Memo, share: Share
) -> dict[K, Article]:
    """Convert Markdown files: path, text, and the keys of its `## ` sections in order, none for plain prose."""
    made = memo.each([(article, (text, wanted)) for _, text, wanted in texts.values()], share)
    found = {key: replace(one, path=texts[key][0]) for key, one in zip(texts, made, strict=True)}
    problems += [one.problem(line, message) for one in found.values() for line, message in one.faults]
    return found


def article(text: str, wanted: tuple[str, ...]) -> Article:
    """Convert a text; what is wrong with it lands in `faults`."""
    faults: list[tuple[int, str]] = []
    sections: dict[str, Section] = {}
    ids: dict[str, int] = {}
    pieces = split(text, wanted, faults)
    faults += [(line, message) for line, message in remnants(text) if line not in dict(faults)]
    for key, (line, body) in pieces.items():
        converter = _converter()
        html = Markup()
        try:
            html = Markup(converter.reset().convert(body))  # noqa: S704 - what is not of our Markdown is told below
        except RecursionError:
            faults.append((line + _deepest(body), "is nested too deep, a few levels are wanted"))
            _converter.cache_clear()  # one that stopped halfway remembers where it was
        seen = converter.collector
        faults += [(line + _first_line(body, name), message) for name, message in outlandish(html)]
        if not body.strip():
            here = min(line, text.count("\n") + 1)
            faults.append((here, f"section '{key}' is empty, prose is wanted" if key else "is empty"))
        links = tuple(Link(target, line + below) for target, below in _placed(body, seen.targets))
        first = Markup(seen.first)  # noqa: S704 - of the same tree
        sections[key] = Section(
            *(line, body, html, first, seen.opens, dict(seen.counts), links, html.striptags(), plain(html)),
            foreign(body),
        )
        for name in seen.ids:
            here = line + body.count("\n", 0, max(body.find(f"#{name}"), 0))
            if name in ids or name in pieces:
                faults.append((here, f"id '{name}' stands here twice, each id is wanted once"))
            ids[name] = here
    faults += [] if faults else [*slips(text), *unpaired(text)]
    return Article(sections, ids, tuple(faults), hashlib.sha256(text.encode()).hexdigest())


def _deepest(body: str) -> int:
    """Return how many lines below the start of a body its most nested line stands."""
    lines = body.split("\n")
    return max(range(len(lines)), key=lambda number: len(lines[number]) - len(lines[number].lstrip(" >-*[")))


def _first_line(body: str, text: str) -> int:
    """Return how many lines below the start of a body a text first stands."""
    return body.count("\n", 0, max(body.find(text), 0))


class Converter(Markdown):
    """Our Markdown: no raw HTML, links to codes and sections, explicit ids."""

    def __init__(self) -> None:
        # attr_list gives headings their explicit ids; sane_lists keeps "1." from joining a list of dashes
        ours: list[str | Extension] = ["attr_list", "fenced_code", "tables", "sane_lists", SipLinks(titles=False)]
        self.collector = _Collector(self)
        super().__init__(extensions=ours, output_format="html")
        self.treeprocessors.register(_Plain(self), "plain", 21)  # before Markdown's own inline step, which has 20
        self.preprocessors.deregister("html_block")
        self.inlinePatterns.deregister("html")
        self.treeprocessors.register(self.collector, "collector", 0)

    def reset(self) -> Self:
        """Make ready for another text."""
        super().reset()
        self.collector.clear()
        return self


@cache
def _converter() -> Converter:
    return Converter()


class _Plain(Treeprocessor):
    """Has the texts passed over in which nothing in line can begin: each pattern would look for itself otherwise."""

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.text and not _OPENS.search(element.text):
                element.text = AtomicString(element.text)


class _Collector(Treeprocessor):
    """Looks at the finished tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.clear()

    def clear(self) -> None:
        """Forget: a text without words never comes to `run`."""
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.counts: Counter[str] = Counter()
        self.opens = self.first = ""

    def run(self, root: ET.Element) -> None:
        elements = list(root.iter())
        self.targets = [element.get("href", "") for element in elements if element.tag == "a"]
        self.ids = [name for element in elements if (name := element.get("id"))]
        self.counts = Counter(element.tag for element in elements if element.tag in _COUNTED)
        self.opens = str(next((element.tag for element in root), ""))
        step = next((element for element in elements if element.tag in {"li", "p"}), None)
        inner = None if step is None else next(step.iter("p"), step)
        self.first = "" if inner is None else self._inner_html(inner)

    def _inner_html(self, element: ET.Element) -> str:
        html = self.md.serializer(element)
        for step in self.md.postprocessors:
            html = step.run(html)
        return html[html.find(">") + 1 : html.rfind("</")].strip()


def _placed(body: str, targets: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each link with the number of lines below the start of a body at which its target is first written."""
    mentioned: dict[str, int] = {}
    for pattern, address in ((CODE, "sip-{}.html"), (CITATION, "rfc{}#section-{}")) if targets else ():
        for match in re.finditer(pattern, body):
            mentioned.setdefault(address.format(*match.groups()), match.start())
    for target in targets:
        place = body.find(f"]({target}")
        if place < 0:
            place = mentioned.get(target.rpartition("/")[2], 0)
        yield target, body.count("\n", 0, place)
