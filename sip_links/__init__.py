"""Python-Markdown extension: `SIP 486` becomes a link to that code, `RFC 3261 §21.4.24` one to that section.

Our own prose uses it, and so can any support article (docs/linking.md):

    markdown.markdown(text, extensions=[SipLinks(language="nl", base_url="https://…/")])

A link has the plain meaning as its title. Text in links and code stays as it is, written as Markdown or as HTML.
"""

import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from sip_links.mentions import CITATION, CODE, Mention, mentions
from sip_links.targets import Targets

_HERE = Path(__file__).parent


class SipLinks(Extension):
    """Links codes and RFC sections."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Python-Markdown passes options of any type
        """Take the options of docs/linking.md. Raises ValueError for one that is unknown or cannot be."""
        self.config = {
            "base_url": ["", "The address of the reference"],
            "language": ["", "The language to link to and to give the meaning in; the pages in all if left out"],
            "titles": [True, "Whether to know the codes: the forms that people write, with the meaning as title"],
            "first_only": [False, "Whether to link the first mention of each code only"],
            "css_class": ["", "A class of the links"],
        }
        for name in options:
            if name not in self.config:
                near = get_close_matches(name, self.config, n=1, cutoff=0)
                raise ValueError(f"sip_links: unknown option '{name}'; did you mean '{near[0]}'?")
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Link when all else is known: behind Markdown's own inline step, which has priority 20."""
        base_url, language = str(self.getConfig("base_url")), str(self.getConfig("language"))
        targets = _targets(base_url, language) if self.getConfig("titles") else None
        css_class = str(self.getConfig("css_class"))
        md.treeprocessors.register(
            _Links(md, targets, base_url, css_class, first_only=bool(self.getConfig("first_only"))), "sip-links", 15
        )


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


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, targets: Targets | None, start: str, css_class: str, *, first_only: bool) -> None:
        super().__init__(md)
        self.targets = targets
        self.start = start
        self.css_class = css_class
        self.first_only = first_only
        self.seen: set[str] = set()

    def run(self, root: ET.Element) -> None:
        self.seen = set()
        self._within(root, 0)

    def _within(self, element: ET.Element, shut: int) -> int:
        """Link what is in an element; `shut` counts the raw tags that are open and keep their text as it is."""
        if element.tag in {"a", "code", "pre", "script", "style"}:
            return shut
        before, element.text = element.text, None
        parts, shut = self._parts(before, shut)
        children = list(element)
        for child in children:
            element.remove(child)
        _put(element, parts)
        for child in children:
            tail, child.tail = child.tail, None
            element.append(child)
            shut = self._within(child, shut)
            parts, shut = self._parts(tail, shut)
            _put(element, parts)
        return shut

    def _parts(self, text: str | None, shut: int) -> tuple[list[str | ET.Element], int]:
        """Cut a text into text and links."""
        if not text or isinstance(text, AtomicString):
            return [text] if text else [], shut
        parts: list[str | ET.Element] = []
        place = 0
        for raw in HTML_PLACEHOLDER_RE.finditer(text):
            parts += [text[place : raw.start()]] if shut else self._linked(text[place : raw.start()])
            parts.append(raw[0])
            place = raw.end()
            shut = max(0, shut + _opened(str(self.md.htmlStash.rawHtmlBlocks[int(raw[1])])))
        parts += [text[place:]] if shut else self._linked(text[place:])
        return parts, shut

    def _linked(self, text: str) -> Iterator[str | ET.Element]:
        """Yield a text in pieces, its mentions and citations as links."""
        place = 0
        for start, end, link in sorted([*self._codes(text), *_citations(text)], key=lambda found: found[0]):
            yield text[place:start]
            yield link
            place = end
        yield text[place:]

    def _codes(self, text: str) -> Iterator[tuple[int, int, ET.Element]]:
        for found in self._mentions(text):
            target = self.targets.of(found.number) if self.targets else (f"{self.start}sip-{found.number}.html", "")
            if target is None or (self.first_only and found.number in self.seen):
                continue
            self.seen.add(found.number)
            shown = text[found.start : found.end]
            link = _link(target[0], shown.replace(" ", "\u00a0") if re.fullmatch(CODE, shown) else shown)
            if target[1]:
                link.set("title", target[1])
            if self.css_class:
                link.set("class", self.css_class)
            yield found.start, found.end, link

    def _mentions(self, text: str) -> Iterator[Mention]:
        if self.targets:
            return mentions(text, self.targets.phrases)
        return (Mention(match.start(), match.end(), match[1]) for match in re.finditer(CODE, text))


def _opened(tag: str) -> int:
    """Return whether a raw tag opens (1) or closes (-1) what keeps its text as it is."""
    match = re.match(r"<(/?)(?:a|code|pre)\b", tag, re.IGNORECASE)
    return 0 if match is None else -1 if match[1] else 1


def _put(element: ET.Element, parts: list[str | ET.Element]) -> None:
    """Add text and links behind what an element holds."""
    for part in parts:
        if isinstance(part, ET.Element):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part


def _citations(text: str) -> Iterator[tuple[int, int, ET.Element]]:
    for match in re.finditer(CITATION, text):
        shown = f"RFC\u00a0{match[1]}\u00a0§{match[2]}"
        yield match.start(), match.end(), _link(section_url(match[1], match[2]), shown)


def _link(href: str, text: str) -> ET.Element:
    element = ET.Element("a", {"href": href})
    element.text = text
    return element


def section_url(rfc: str, section: str) -> str:
    """Return the address of a section at the RFC Editor, who keeps such addresses."""
    kind = "section" if section[0].isdigit() else "appendix"
    return f"https://www.rfc-editor.org/rfc/rfc{rfc}#{kind}-{section}"


def makeExtension(**options: Any) -> SipLinks:  # noqa: ANN401, N802 - the hook by which Python-Markdown finds us
    """Make the extension from its options, for tools that name it as text."""
    return SipLinks(**options)
