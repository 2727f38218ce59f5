"""Markdown to HTML: sections, links and ids, each with its line. Nothing else imports the Markdown library."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from sipcodes.markdown_links import CITATION, CODE, SipLinks
from sipcodes.problems import Problem, did_you_mean

_HEADING = re.compile(r"^## +(.+?)\s*$")
_RAW_HTML = re.compile(r"<(?:/?[a-zA-Z][\w-]*(?:\s[^>]*)?/?>|!--)")
_CODE_SPAN = re.compile(r"(`+).+?\1")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the prose: where it goes and the line it stands on."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """A Markdown file in one language as HTML: its sections by key, in order; without sections the key is empty."""

    path: Path
    sections: Mapping[str, Markup] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The first line of each section."""

    @property
    def html(self) -> Markup:
        """The whole of an article that has no sections."""
        return self.sections[""]


def article(path: Path, text: str, wanted: Sequence[str], problems: list[Problem]) -> Article:
    """Convert a Markdown file; `wanted` are the keys of its `## ` sections in order, none for plain prose."""
    _refuse_html(path, text, problems)
    sections: dict[str, Markup] = {}
    links: list[Link] = []
    ids: dict[str, int] = {}
    pieces = _split(path, text, wanted, problems)
    for key, (line, body) in pieces.items():
        md = Markdown(
            # attr_list gives headings their explicit ids; sane_lists keeps "1." from joining a list of dashes
            extensions=["attr_list", "tables", "sane_lists", SipLinks(titles=False)],
            output_format="html",
        )
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        collector = _Collector(md)
        md.treeprocessors.register(collector, "collector", 0)
        sections[key] = Markup(md.convert(body))  # noqa: S704 - raw HTML is refused above
        if not body.strip():
            problems.append(Problem(path, line, f"section '{key}' is empty, prose is wanted" if key else "is empty"))
        links += [Link(target, line + _line_of(body, target)) for target in collector.targets]
        for name in collector.ids:
            here = line + body.count("\n", 0, max(body.find(f"#{name}"), 0))
            if name in ids or name in pieces:
                problems.append(Problem(path, here, f"id '{name}' stands here twice, each id is wanted once"))
            ids[name] = here
    return Article(path, sections, tuple(links), ids, {key: line for key, (line, _) in pieces.items()})


def first_step(html: Markup) -> Markup:
    """Return what a section says first, the first item of its list or its first paragraph, without the tags around."""
    node = LexborHTMLParser(str(html)).css_first("li, p")
    inner = (node.css_first("p") or node) if node else None
    return Markup(inner.inner_html.strip() if inner and inner.inner_html else "")  # noqa: S704 - of HTML made here


def inline(text: str) -> Markup:
    """Convert a short text of a data file: codes, citations and `code`, without the paragraph around it."""
    html = Markdown(extensions=[SipLinks(titles=False)], output_format="html").convert(str(Markup.escape(text)))
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - escaped above


class _Collector(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.targets: list[str] = []
        self.ids: list[str] = []

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self.targets.append(element.get("href", ""))
            if name := element.get("id"):
                self.ids.append(name)


def _split(path: Path, text: str, wanted: Sequence[str], problems: list[Problem]) -> dict[str, tuple[int, str]]:
    """Cut a file at its `## ` lines: key to the number of its first body line and the body."""
    if not wanted:
        return {"": (1, text)}
    found: dict[str, tuple[int, str]] = {}
    lines = text.split("\n")
    starts = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADING.match(line))]
    opening = "\n".join(lines[: starts[0][0]] if starts else lines)
    if opening.strip():
        first = next(number for number, line in enumerate(lines, 1) if line.strip())
        problems.append(Problem(path, first, f"text before the first section, '## {wanted[0]}' is wanted first"))
    for place, (number, key) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(lines)
        if key not in wanted:
            problems.append(Problem(path, number + 1, f"unknown section '{key}'{did_you_mean(key, wanted)}"))
        elif key in found:
            problems.append(Problem(path, number + 1, f"section '{key}' stands here twice, it is wanted once"))
        else:
            found[key] = (number + 2, "\n".join(lines[number + 1 : end]))
    problems += [
        Problem(path, len(lines), f"missing section '{key}', '## {key}' is wanted")
        for key in wanted
        if key not in found
    ]
    if list(found) != [key for key in wanted if key in found]:
        order = ", ".join(wanted)
        problems.append(
            Problem(path, starts[0][0] + 1, f"sections are in the order {', '.join(found)}, {order} is wanted")
        )
    return found


def _refuse_html(path: Path, text: str, problems: list[Problem]) -> None:
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (raw := _RAW_HTML.search(_CODE_SPAN.sub("", line))):
            problems.append(Problem(path, number, f"raw HTML (`{raw[0]}`), Markdown alone is wanted"))


def _line_of(body: str, target: str) -> int:
    """Return how many lines below the start of a body a link's target is written."""
    place = body.find(f"]({target}")
    if place < 0:
        for pattern, address in ((CODE, "sip-{}.html"), (CITATION, "rfc{}#section-{}")):
            for match in re.finditer(pattern, body):
                if target.endswith(address.format(*match.groups())):
                    return body.count("\n", 0, match.start())
    return body.count("\n", 0, max(place, 0))
