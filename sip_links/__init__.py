"""Python-Markdown extension: `SIP 486` becomes a link to that code, `RFC 3261 §21.4.24` one to that section.

Our own prose uses it, and so can any support article (docs/linking.md):

    markdown.markdown(text, extensions=["sip_links"], extension_configs={"sip_links": {"language": "nl"}})

A link has the plain meaning as its title. A number that is no registered code stays as it is.
"""

import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from re import Match
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

CODE = r"\bSIP[ \u00a0]([1-6]\d\d)\b(?![-.]\d)"
CITATION = r"\bRFC[ \u00a0](\d{3,5})[ \u00a0]§([0-9A-Z]+(?:\.\d+)*)"
_HERE = Path(__file__).parent


class SipLinks(Extension):
    """Links codes and RFC sections."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Python-Markdown passes options of any type
        self.config = {
            "base_url": ["", "The address of the reference; of the one that this was installed from if left out"],
            "language": [
                "",
                "The language to link to and to give the meaning in; the pages in all languages if left out",
            ],
            "titles": [True, "Whether to link registered codes only, with their meaning as title"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add both patterns, behind links and code so that text inside those stays as it is."""
        md.inlinePatterns.register(_CodeLink(md, *self._targets()), "sip-code", 75)
        md.inlinePatterns.register(_CitationLink(CITATION, md), "rfc-section", 75)

    def _targets(self) -> tuple[str, Mapping[str, str] | None]:
        """Return what the address of a code starts with, and the title of each code."""
        base_url, language = str(self.getConfig("base_url")), str(self.getConfig("language"))
        if not self.getConfig("titles"):
            return base_url, None
        site, codes = _content("site.toml"), _content("codes.toml")
        if language and language not in site["languages"]:
            wanted = ", ".join(f"'{tag}'" for tag in site["languages"])
            raise ValueError(f"sip_links: unknown language '{language}', one of {wanted} is wanted")
        titles = {
            number: f"{code['phrase']}: {code['remark'][language]}" if language else code["phrase"]
            for number, code in codes.items()
        }
        folder = f"{language}/" if language else ""
        return (base_url or site["base_url"]).rstrip("/") + f"/{folder}", titles


@cache
def _content(name: str) -> Mapping[str, Any]:
    """Read a data file: in an installed package it lies beside this module, in a checkout beside the package."""
    folder = next(folder for folder in (_HERE / "content", _HERE.parent / "content") if folder.is_dir())
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


class _CodeLink(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, start: str, titles: Mapping[str, str] | None) -> None:
        super().__init__(CODE, md)
        self.start = start
        self.titles = titles

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self,
        m: Match[str],
        data: str,  # noqa: ARG002 - what Python-Markdown passes
    ) -> tuple[ET.Element, int, int] | tuple[None, None, None]:
        if self.titles is not None and m[1] not in self.titles:
            return None, None, None
        link = _link(f"{self.start}sip-{m[1]}.html", f"SIP\u00a0{m[1]}")
        if self.titles is not None:
            link.set("title", self.titles[m[1]])
        return link, m.start(0), m.end(0)


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
