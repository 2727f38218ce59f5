"""The whole reference as one value: everything the content says, ready to be shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from sipcodes.content.described import Described
from sipcodes.content.examples import Examples
from sipcodes.content.flows import Flows
from sipcodes.content.known import Known
from sipcodes.content.learned import Learned
from sipcodes.content.markup import Article
from sipcodes.content.products import Print, Product, ProductRow
from sipcodes.content.records import (
    Category,
    Cause,
    Change,
    Code,
    Effect,
    HeaderAbout,
    HeaderRule,
    Mapped,
    OtherCode,
    Pair,
    Rfc,
    Symptom,
    WarningCode,
    category_of,
)
from sipcodes.content.registry import Registry
from sipcodes.content.search_words import Searching
from sipcodes.content.settings import Settings
from sipcodes.content.toml import Table
from sipcodes.content.toml_lines import Location
from sipcodes.content.tracing import Tracing
from sipcodes.problems import Problem

Prose = Mapping[tuple[str, str], Article]
"""Articles by key and language: `("486", "nl")`, `("4xx", "en")`, `("about", "nl")`."""


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the pages themselves in every language, and the place where it is written."""

    texts: Mapping[str, str]
    table: Table
    location: Location

    def problem(self, message: str, *within: str) -> Problem:
        """Make a problem that points at it, or at the text of a language."""
        return self.table.problem((*self.location, *within), message)


@dataclass(frozen=True)
class Reference:
    """Every record and article, in the order in which it is shown."""

    settings: Settings
    strings: Mapping[str, Label]
    registry: Registry | None
    """None where registry.toml has a mistake."""
    codes: Mapping[int, Code]
    categories: Mapping[str, Category]
    pairs: tuple[Pair, ...]
    header_rules: tuple[HeaderRule, ...]
    headers: Mapping[str, HeaderAbout]
    effects: Mapping[int, Effect]
    products: Mapping[str, Product]
    product_rows: tuple[ProductRow, ...]
    prints: tuple[Print, ...]
    known: tuple[Known, ...]
    warnings: Mapping[int, WarningCode]
    causes: Mapping[int, Cause]
    to_sip: tuple[Mapped, ...]
    from_sip: tuple[Mapped, ...]
    others: Mapping[str, OtherCode]
    symptoms: Mapping[str, Symptom]
    rfcs: Mapping[int, Rfc]
    changes: tuple[Change, ...]
    """Newest first."""
    flows: Flows
    examples: Examples
    searching: Searching
    learned: Mapping[str, Learned]
    """What the search has learned, by language."""
    tracing: Tracing
    data: Mapping[str, Described]
    """What the data files hold, by the name of the record in `sipcodes/data/schema.py`."""
    prose: Mapping[str, Prose]
    """The articles by the folder in which they stand: `codes`, `categories`, `symptoms`, `pages`."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in their order; the first is that of pages which belong to all."""
        return tuple(self.settings.languages)

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """What there is a page for, by what it is."""
        claims: tuple[ProductRow | Print, ...] = (*self.product_rows, *self.prints)
        named = {str(claim.code) for claim in claims if claim.code is not None}
        rare = {case.about for case in self.known if case.rare}
        return {
            "code": tuple(map(str, self.codes)),
            "category": tuple(self.categories),
            "symptom": tuple(self.symptoms),
            "software": tuple(key for key in (*map(str, self.codes), *self.others) if key in named),
            "cases": tuple(key for key in (*map(str, self.codes), *self.symptoms) if key in rare),
        }

    def changed(self, page: str) -> date:
        """Return the day on which a page last changed, by its name; before the first change, that of the version."""
        days = (change.day for change in self.changes if not change.pages or page in change.pages)
        return max(days, default=self.settings.released)

    @cached_property
    def headers_of(self) -> Mapping[str, tuple[HeaderRule, ...]]:
        """The header fields that go with each code."""
        return _by(self.header_rules, "code")

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[ProductRow, ...]]:
        """What products make of each code, by the code or the key of another."""
        return _by(self.product_rows, "code")

    @cached_property
    def prints_of(self) -> Mapping[str, tuple[Print, ...]]:
        """What products print for each code or symptom."""
        return _by(self.prints, "about")

    @cached_property
    def known_of(self) -> Mapping[str, tuple[Known, ...]]:
        """The known cases of each code or symptom."""
        return _by(self.known, "about")

    @cached_property
    def causes_to(self) -> Mapping[str, tuple[Mapped, ...]]:
        """The Q.850 causes that become each code."""
        return _by(self.to_sip, "code")

    @cached_property
    def causes_from(self) -> Mapping[str, tuple[Mapped, ...]]:
        """The Q.850 causes that each code becomes."""
        return _by(self.from_sip, "code")

    @cached_property
    def to_sip_of(self) -> Mapping[str, tuple[Mapped, ...]]:
        """The codes that each Q.850 cause becomes."""
        return _by(self.to_sip, "cause")

    @cached_property
    def from_sip_of(self) -> Mapping[str, tuple[Mapped, ...]]:
        """The codes that become each Q.850 cause."""
        return _by(self.from_sip, "cause")

    @cached_property
    def warnings_of(self) -> Mapping[int, Mapping[int, WarningCode]]:
        """The codes of the Warning header field that go with each response code."""
        found: dict[int, dict[int, WarningCode]] = defaultdict(dict)
        for number, warning in self.warnings.items():
            for code in warning.codes:
                found[code][number] = warning
        return found

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes of each class, in numeric order."""
        return {key: tuple(code for code in self.codes.values() if code.category == key) for key in self.categories}

    def similar(self, number: int) -> list[tuple[Code, Pair]]:
        """Return the codes a code is mixed up with, in numeric order, each with the difference."""
        return self._twins[number]

    @cached_property
    def _twins(self) -> Mapping[int, list[tuple[Code, Pair]]]:
        found: dict[int, list[tuple[Code, Pair]]] = defaultdict(list)
        for pair in self.pairs:
            first, second = pair.codes
            found[first].append((self.codes[second], pair))
            found[second].append((self.codes[first], pair))
        return defaultdict(
            list, {number: sorted(twins, key=lambda twin: twin[0].number) for number, twins in found.items()}
        )

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


def _by(rows: Iterable[R], field: str) -> Mapping[str, tuple[R, ...]]:
    """Group rows by a number or key that they have, as text."""
    found: dict[str, tuple[R, ...]] = defaultdict(tuple)
    for row in rows:
        found[str(getattr(row, field))] += (row,)
    return found
