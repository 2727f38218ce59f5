"""The plain-text twin of a page: the same in Markdown, from the articles and records themselves."""

import re

from markupsafe import Markup

from sip_links import section_url
from sipcodes import addresses
from sipcodes.content.fields import citation_parts

_ID = re.compile(r"[ \t]*\{#[\w-]+\}")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MARKS = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)")
_EMPTY = re.compile(r"\n{3,}")
TITLED = re.compile(r"# \S")
"""How each twin begins."""


def without_ids(source: str) -> str:
    """Return Markdown of an article without the ids that it sets, which is no Markdown for others."""
    return _ID.sub("", source).strip()


def article(source: str) -> str:
    """Return Markdown of an article as it stands in a twin: its links lead to twins."""
    return _LINK.sub(lambda match: f"]({to_twin(match[1])})", without_ids(source))


def to_twin(link: str) -> str:
    """Return where a link to a page leads in a twin, whose parts have no ids; other links are as they were."""
    target, _, _ = link.partition("#")
    if ":" in link or not target.endswith(".html") or addresses.is_copy(target.rpartition("/")[2]):
        return link
    return f"{target.removesuffix('.html')}.md"


def mark(citation: str) -> str:
    """Return a citation as a link to the RFC Editor."""
    return f"[{citation}]({section_url(*citation_parts(citation))})"


def tidied(text: str) -> str:
    """Return a twin with no more than one empty line between two texts, and an end."""
    return _EMPTY.sub("\n\n", text).strip() + "\n"


def _text(text: str) -> str:
    """Return what is no Markdown so that it is read as it stands."""
    return _MARKS.sub(r"\\\g<0>", text.unescape() if isinstance(text, Markup) else text)


def _bars(markdown: str) -> str:
    return markdown.replace("|", r"\|")


def _span(text: str) -> str:
    """Return a text as code (CommonMark §6.1): the marks around are longer than any within."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


FILTERS = {
    "text": _text,
    "bars": _bars,
    "cell": lambda text: _bars(_text(text)),
    "span": _span,
    "quoted": _quoted,
    "article": article,
}
"""What the templates of twins call."""
