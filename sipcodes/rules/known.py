"""A known case belongs to a page, is short, stands there once, and names its product as all others do."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from sipcodes.content.known import Known

LETTERS = (80, 250)
"""The fewest and most letters of what was seen, its cause and what to change, together."""
_PARTS = ("seen", "cause", "change")
_NO_LETTER = re.compile(r"[\W_]+")


def every_file_is_that_of_a_page(loaded: Loaded) -> Iterator[Problem]:
    """A file of known cases has the name of a code or of a symptom."""
    codes, symptoms = loaded.known("codes.toml"), loaded.known("symptoms.toml")
    for name, table in loaded.tables.items():
        folder, _, file = name.partition("/")
        key = file.removesuffix(".toml")
        if folder == "known" and key not in codes | symptoms:
            message = f"'{key}' is neither in codes.toml nor in symptoms.toml, one of both is wanted"
            yield table.problem((), f"{message}{did_you_mean(key, codes | symptoms)}")


def cases_are_clauses(loaded: Loaded) -> Iterator[Problem]:
    """The page ends each part of a case; together they are long enough to say something, and short."""
    for case in loaded.reference.known:
        for part in _PARTS:
            for language, text in getattr(case, part).items():
                if text.endswith("."):
                    yield case.problem((part, language), f"'{text}' ends in a full stop, a clause is wanted")
        fewest, most = LETTERS
        for language in case.seen:
            count = sum(len(getattr(case, part)[language]) for part in _PARTS)
            if not fewest <= count <= most:
                message = f"seen, cause and change have {count} letters in {language}, {fewest} to {most} are wanted"
                yield case.problem(("seen", language), message)


def no_case_stands_twice(loaded: Loaded) -> Iterator[Problem]:
    """What was seen on a product stands once on a page."""
    first: dict[tuple[str, str, str, str], Known] = {}
    for case in loaded.reference.known:
        for language, text in case.seen.items():
            other = first.setdefault((case.about, _bare(case.product), language, _bare(text)), case)
            if other is not case:
                line = other.problem(("seen", language), "").line
                message = f"'{text}' stands in line {line} too, a case is wanted once"
                yield case.problem(("seen", language), message)


def no_report_stands_twice(loaded: Loaded) -> Iterator[Problem]:
    """A report in a project's tracker stands once on a page, however it is worded there."""
    first: dict[tuple[str, str, str], Known] = {}
    for case in loaded.reference.known:
        if "#" in case.place:
            other = first.setdefault((case.about, _bare(case.product), case.place), case)
            if other is not case and other.seen != case.seen:
                line = other.problem(("source",), "").line
                yield case.problem(("source",), f"{case.place} stands in line {line} too, a report is wanted once")


def products_have_one_name(loaded: Loaded) -> Iterator[Problem]:
    """A product is called as its file in `products/` calls it, as ui.toml does, or else as most cases do."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for case in loaded.reference.known:
        spelled[_bare(case.product)][case.product] += 1
    names = {bare: names.most_common(1)[0][0] for bare, names in spelled.items()}
    general = loaded.tables["ui.toml"].part("of_no_product")
    own = [product.name for product in loaded.reference.products.values()]
    names |= {_bare(name): name for name in [*general, *own] if _bare(name) in spelled}
    for case in loaded.reference.known:
        if case.product != (name := names[_bare(case.product)]):
            yield case.problem(("product",), f"product '{case.product}': '{name}' is how it is spelled here")


def _bare(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


RULES = (
    every_file_is_that_of_a_page,
    cases_are_clauses,
    no_case_stands_twice,
    no_report_stands_twice,
    products_have_one_name,
)
