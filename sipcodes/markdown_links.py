"""Python-Markdown extension: `SIP 486` becomes a link to that code, `RFC 3261 §21.4.24` one to that section.

Our own prose uses it, and so can any support article:

    markdown.markdown(text, extensions=[SipLinks(base_url="https://sip-codes.example/nl/")])
"""

import xml.etree.ElementTree as ET
from re import Match
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

CODE = r"\bSIP[ \u00a0]([1-6]\d\d)\b(?![-.]\d)"
CITATION = r"\bRFC[ \u00a0](\d{3,5})[ \u00a0]§([0-9A-Z]+(?:\.\d+)*)"


class SipLinks(Extension):
    """Links codes and RFC sections. Options: `base_url`, what a code's address starts with (absolute or relative)."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Python-Markdown passes options of any type
        self.config = {"base_url": ["", "What the address of a code starts with, up to and with the last slash"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add both patterns, behind links and code so that text inside those stays as it is."""
        md.inlinePatterns.register(_CodeLink(CODE, md, str(self.getConfig("base_url"))), "sip-code", 75)
        md.inlinePatterns.register(_CitationLink(CITATION, md), "rfc-section", 75)


class _CodeLink(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, base_url: str) -> None:
        super().__init__(pattern, md)
        self.base_url = base_url

    def handleMatch(self, m: Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return _link(f"{self.base_url}sip-{m[1]}.html", f"SIP\u00a0{m[1]}"), m.start(0), m.end(0)


class _CitationLink(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return _link(section_url(m[1], m[2]), f"RFC\u00a0{m[1]}\u00a0§{m[2]}"), m.start(0), m.end(0)


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
