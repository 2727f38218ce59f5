"""The whole reference as one value: everything the content says, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sipcodes.flows import Flows
from sipcodes.markup import Article
from sipcodes.messages import Examples
from sipcodes.model import (
    Category,
    Cause,
    Code,
    Effect,
    HeaderAbout,
    HeaderRule,
    Mapped,
    OtherCode,
    Pair,
    Rfc,
    Settings,
    Stack,
    StackRow,
    Symptom,
    WarningCode,
    category_of,
)
from sipcodes.search_terms import Searching

Prose = Mapping[tuple[str, str], Article]
"""Articles by key and language: `("486", "nl")`, `("4xx", "en")`, `("about", "nl")`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the pages themselves in every language, and the place where it is written."""

    texts: Mapping[str, str]
    path: Path
    line: int


@dataclass(frozen=True)
class Reference:
    """Every record and article, in the order in which it is shown."""

    settings: Settings
    strings: Mapping[str, Label]
    codes: Mapping[int, Code]
    categories: Mapping[str, Category]
    pairs: tuple[Pair, ...]
    header_rules: tuple[HeaderRule, ...]
    headers: Mapping[str, HeaderAbout]
    effects: Mapping[int, Effect]
    stacks: Mapping[str, Stack]
    stack_rows: tuple[StackRow, ...]
    warnings: Mapping[int, WarningCode]
    causes: Mapping[int, Cause]
    to_sip: tuple[Mapped, ...]
    from_sip: tuple[Mapped, ...]
    others: Mapping[str, OtherCode]
    symptoms: Mapping[str, Symptom]
    rfcs: Mapping[int, Rfc]
    flows: Flows
    examples: Examples
    searching: Searching
    code_prose: Prose
    category_prose: Prose
    symptom_prose: Prose
    page_prose: Prose

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in their order; the first is that of pages which belong to all."""
        return tuple(self.settings.languages)

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes of each class, in numeric order."""
        return {key: tuple(code for code in self.codes.values() if code.category == key) for key in self.categories}

    def similar(self, number: int) -> list[tuple[Code, Pair]]:
        """Return the codes a code is mixed up with, in numeric order, each with the difference."""
        found = []
        for pair in self.pairs:
            if number in pair.codes:
                twin = pair.codes[0] if pair.codes[1] == number else pair.codes[1]
                found.append((self.codes[twin], pair))
        return sorted(found, key=lambda item: item[0].number)

    def effect(self, number: int) -> Effect | None:
        """Return what a failure does to a call that is up; an unlisted code counts as x00 (RFC 5057 §5.1)."""
        return self.effects.get(number) or (self.effects.get(number // 100 * 100) if number >= 400 else None)  # noqa: PLR2004

    def neighbours(self, number: int) -> tuple[Code | None, Code | None]:
        """Return the codes before and after a code."""
        numbers = list(self.codes)
        place = numbers.index(number)
        before = self.codes[numbers[place - 1]] if place else None
        after = self.codes[numbers[place + 1]] if place + 1 < len(numbers) else None
        return before, after

    def category(self, number: int) -> Category:
        """Return the class of a number."""
        return self.categories[category_of(number)]
