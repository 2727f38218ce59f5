"""Every text that readers read, line by line, without what is no prose: code, quotes, addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem

_NOT_PROSE = re.compile(
    r"`[^`]*`|\"[^\"]*\"|“[^”]*”|\]\([^)]*\)|\{[^}]*\}|https?://\S+|RFC \d+ §\S+|"
    r"\b\w+\.(?:html|json|csv|zip|toml|md)\b|[\w.+-]+@[\w.-]+",
)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of prose, or a short text of a table."""

    place: Problem
    """Where it stands; its message is empty."""
    language: str
    section: str
    """The section of an article; empty for a short text."""
    text: str

    def problem(self, message: str) -> Problem:
        """Make a problem that points at it."""
        return Problem(self.place.path, self.place.line, message)


def passages(loaded: Loaded) -> Iterator[Passage]:
    """Yield every passage, article by article and table by table; search words are none."""
    for prose in loaded.reference.prose.values():
        for (_, language), article in prose.items():
            for name, section in article.sections.items():
                source = _FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), section.source)
                for number, line in enumerate(source.split("\n")):
                    if line.strip():
                        yield Passage(article.problem(section.line + number, ""), language, name, plain(line))
    for name, table in loaded.tables.items():
        if name.startswith("products/"):
            continue  # a claim about a product is made of its own words
        for location, text in table.texts:
            if location[-1] in loaded.reference.languages:
                yield Passage(table.problem(location, ""), str(location[-1]), "", plain(text))


def plain(text: str) -> str:
    """Return a text with space in the place of what is no prose."""
    return _NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
