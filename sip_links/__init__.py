"""Python-Markdown extension: `SIP 486` becomes a link to that code, `RFC 3261 §21.4.24` one to that section.

Our own prose uses it, and so can any support article (docs/linking.md):

    markdown.markdown(text, extensions=[SipLinks(language="nl", base_url="https://…/")])

A link has the plain meaning as its title. Text in links and code stays as it is, written as Markdown or as HTML.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from sip_links.linker import Link, Linker, section_url

__all__ = ["SipLinks", "section_url"]


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
        linker = Linker(
            str(self.getConfig("base_url")),
            str(self.getConfig("language")),
            titles=bool(self.getConfig("titles")),
            first_only=bool(self.getConfig("first_only")),
        )
        md.treeprocessors.register(_Links(md, linker, str(self.getConfig("css_class"))), "sip-links", 15)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, linker: Linker, css_class: str) -> None:
        super().__init__(md)
        self.linker = linker
        self.css_class = css_class

    def run(self, root: ET.Element) -> None:
        self.linker.forget()
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
        for piece in self.linker.cut(text):
            yield piece if isinstance(piece, str) else self._element(piece)

    def _element(self, link: Link) -> ET.Element:
        element = ET.Element("a", {"href": link.href})
        element.text = link.text
        if link.title:
            element.set("title", link.title)
        if self.css_class and link.is_code:
            element.set("class", self.css_class)
        return element


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


def makeExtension(**options: Any) -> SipLinks:  # noqa: ANN401, N802 - the hook by which Python-Markdown finds us
    """Make the extension from its options, for tools that name it as text."""
    return SipLinks(**options)
