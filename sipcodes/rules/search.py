"""What search.toml names must be there, and what it knows must fit the index of the search."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, did_you_mean

_BETWEEN = ("~", "|")

if TYPE_CHECKING:
    from sipcodes.content.toml_lines import Location


def codes_are_known(loaded: Loaded) -> Iterator[Problem]:
    """A code that search.toml leads to is registered or in other.toml, and stands once in its row."""
    table = loaded.tables["search.toml"]
    searching = loaded.reference.searching
    known = loaded.known("codes.toml") | loaded.known("other.toml")
    rows: list[tuple[Location, tuple[int, ...]]] = [(("common",), searching.common)]
    rows += [(("deciding", name), codes) for name, codes in searching.deciding.items()]
    rows += [(("obsolete", name), codes) for name, codes in searching.obsolete.items()]
    for place, codes in rows:
        for at, code in enumerate(codes):
            if str(code) not in known:
                hint = did_you_mean(str(code), known)
                yield table.problem(place, f"code {code} is not in codes.toml, a registered code is wanted{hint}")
            if code in codes[:at]:
                yield table.problem(place, f"code {code} stands here twice, once is wanted")


def classes_are_known(loaded: Loaded) -> Iterator[Problem]:
    """A class that search.toml has words for is in categories.toml."""
    known = loaded.tables["categories.toml"].data
    for key in loaded.reference.searching.classes:
        if key not in known:
            message = f"class {key} is not in categories.toml, an entry is wanted there{did_you_mean(key, known)}"
            yield loaded.tables["search.toml"].problem(("classes", key), message)


def symptoms_are_known(loaded: Loaded) -> Iterator[Problem]:
    """A symptom that search.toml has services for is in symptoms.toml."""
    known = loaded.tables["symptoms.toml"].data
    for key in loaded.reference.searching.services:
        if key not in known:
            message = f"symptom {key} is not in symptoms.toml, an entry is wanted there{did_you_mean(key, known)}"
            yield loaded.tables["search.toml"].problem(("services", key), message)


def texts_fit_the_index(loaded: Loaded) -> Iterator[Problem]:
    """No text that the search knows holds what stands between texts in its index."""
    for name in ("codes.toml", "categories.toml", "other.toml", "q850.toml", "symptoms.toml", "search.toml"):
        table = loaded.tables[name]
        for location, text in table.texts:
            for sign in _BETWEEN:
                if sign in text:
                    yield table.problem(
                        location, f"'{sign}' (in '{text}') separates texts in the search, none is wanted"
                    )


RULES = (codes_are_known, classes_are_known, symptoms_are_known, texts_fit_the_index)
