"""An article says the same in every language: as many paragraphs and items, and the same links."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article, Link, Section
from sipcodes.problems import Problem, counted
from sipcodes.rules.prose import REPLIES

_COUNTED = {"p": "paragraphs", "li": "list items", "tr": "table rows"}
_ITEM = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)
_SIGNS = re.compile(r"`[^`]+`|\bSIP \d{3}\b|\bRFC \d+ §[\w.]+|\]\([^)]*\)")
"""What an item has that no translation changes."""
_SECTION = re.compile(r"https://www\.rfc-editor\.org/rfc/rfc(\d+)#(?:section|appendix)-(\S+)")


def broken_twins(loaded: Loaded, told: AbstractSet[tuple[Path, int]]) -> Iterator[Problem]:
    """Yield what one language has and another lacks; `told` are places of other problems, of which it may follow.

    An article that is no right Markdown is compared with nothing: what is wrong with it is told.
    """
    languages = loaded.reference.languages
    for prose in loaded.reference.prose.values():
        for (key, language), article in prose.items():
            model = prose.get((key, languages[0]))
            if language == languages[0] or model is None or article.faults or model.faults:
                continue
            for name, section in article.sections.items():
                if twin := model.sections.get(name):
                    if {(article.path, section.line), (model.path, twin.line)} & told and name in REPLIES:
                        continue  # a reply that is more than plain words differs by that
                    pair = _Pair(article, section, model, twin, languages)
                    yield from pair.counts(f"section '{name}'" if name else "it") or pair.links(told)


class _Pair:
    """A section in a language and in the first."""

    def __init__(
        self, article: Article, section: Section, model: Article, twin: Section, languages: tuple[str, ...]
    ) -> None:
        self.article, self.section, self.model, self.twin = article, section, model, twin
        self.languages = languages

    def counts(self, named: str) -> list[Problem]:
        """Return what it has more or less of, in one problem."""
        pairs = {tag: (self.section.counts.get(tag, 0), self.twin.counts.get(tag, 0)) for tag in _COUNTED}
        differing = {tag: pair for tag, pair in pairs.items() if pair[0] != pair[1]}
        if not differing:
            return []
        has = " and ".join(counted(count, _COUNTED[tag]) for tag, (count, _) in differing.items())
        wanted = " and ".join(str(count) for _, count in differing.values())
        line = self._differing_item() if differing.keys() == {"li"} and all(differing["li"]) else self.section.line
        verb = "is" if wanted == "1" else "are"
        return [self.article.problem(line, f"{named} has {has}, {wanted} as in {self.model.path.name} {verb} wanted")]

    def _differing_item(self) -> int:
        """Return the line of the first item that has other codes, links or words of the protocol than its twin."""
        here, there = _items(self.section), _items(self.twin)
        place = next((at for at, (own, other) in enumerate(zip(here, there, strict=False)) if own[1] != other[1]), -1)
        return here[place][0]

    def links(self, told: Collection[tuple[Path, int]]) -> list[Problem]:
        """Return each link that stands in one of both; one that leads nowhere has been told, and counts as any."""
        more, less = self._left(self.section, self.twin), self._left(self.twin, self.section)
        doubtful = sum((self.article.path, link.line) in told for link in more)
        doubtful -= sum((self.model.path, link.line) in told for link in less)
        more = [link for link in more if (self.article.path, link.line) not in told][max(-doubtful, 0) :]
        less = [link for link in less if (self.model.path, link.line) not in told][max(doubtful, 0) :]
        name = self.model.path.name
        if len(more) == len(less) == 1:
            message = f"{_said(more[0])} stands where {name}:{less[0].line} has {_said(less[0])}"
            return [self.article.problem(more[0].line, f"{message}, the same links are wanted")]
        found = [
            self.article.problem(link.line, f"{_said(link)} is not in {name}, the same links are wanted")
            for link in more
        ]
        return found + [
            self.article.problem(
                self.section.line, f"{_said(link)} of {name}:{link.line} is missing, the same links are wanted"
            )
            for link in less
        ]

    def _left(self, section: Section, other: Section) -> list[Link]:
        """Return the links of a section that another has not, each as often as it is too many."""
        own = [_neutral(link.target, self.languages) for link in section.links]
        others = [_neutral(link.target, self.languages) for link in other.links]
        if own == others:
            return []
        there = Counter(others)
        left = []
        for link, name in zip(section.links, own, strict=True):
            if there[name]:
                there[name] -= 1
            else:
                left.append(link)
        return left


@cache
def _neutral(target: str, languages: tuple[str, ...]) -> str:
    """Take the language out of an address: a link to a page in this language or that is the same."""
    return re.sub(rf"([/.])({'|'.join(languages)})(?=[/.])", r"\1*", target)


def _items(section: Section) -> list[tuple[int, Counter[str]]]:
    """Return line and signs of each list item."""
    starts = [match.start() for match in _ITEM.finditer(section.source)]
    ends = [*starts[1:], len(section.source)]
    return [
        (section.line + section.source.count("\n", 0, start), Counter(_SIGNS.findall(section.source[start:end])))
        for start, end in zip(starts, ends, strict=True)
    ]


def _said(link: Link) -> str:
    """Name a link as it is written."""
    if section := _SECTION.fullmatch(link.target):
        return f"RFC {section[1]} §{section[2]}"
    return f"link '{link.target}'"
