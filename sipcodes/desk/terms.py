"""The same term for the same thing: words for which content/terms.toml names another."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from sipcodes.content.fields import Record, Words
from sipcodes.content.load import Loaded
from sipcodes.content.reader import Reader
from sipcodes.desk.passages import passages
from sipcodes.problems import Problem


class Term(Record):
    """Words that are not used, and what is used instead."""

    unwanted: Annotated[tuple[Words, ...], Field(alias="not", min_length=1)]
    use: Words
    sections: Annotated[tuple[Words, ...], Field(alias="in")] = ()
    """The sections for which it counts; all texts where there is none."""


def other_terms(loaded: Loaded, reader: Reader) -> Iterator[Problem]:
    """Yield every word for which another is used; what is wrong with the table itself lands in the reader."""
    terms = {
        language: [(term, _pattern(term)) for term in reader.rows(Term, "terms.toml", language)]
        for language in loaded.reference.languages
    }
    for passage in passages(loaded):
        for term, pattern in terms[passage.language]:
            if (not term.sections or passage.section in term.sections) and (found := pattern.search(passage.text)):
                yield passage.problem(f"'{found[0]}': '{term.use}' is the word here (terms.toml)")


def _pattern(term: Term) -> re.Pattern[str]:
    words = "|".join(_unless_it_goes_on(word, term.use) for word in term.unwanted)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def _unless_it_goes_on(word: str, use: str) -> str:
    """Return a pattern for a word, but not for one that goes on as what is used instead: 112 (or 999, 911)."""
    more = use.removeprefix(word)
    return re.escape(word) if more == use else f"{re.escape(word)}(?!{re.escape(more)})"
