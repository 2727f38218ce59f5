"""Texts as the files of the search index hold them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from sipcodes.content.products import ProductRow
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_columns import TEXT

_PLACEHOLDER = re.compile(r"[\"'(]?\.\.\.[\"')]?|\(\d+/\S*\)|\"")
_FOREIGN, _FOREIGN_WORDS = 9, 3
"""How many texts of another language an answer keeps, and of how many words: the commonest stand first in the content,
and in another language people type a word or two. All of them would make the index half as heavy again."""

FIRST, FIRST_OF_SYMPTOM = 14, 14
"""How many texts of a code and of a symptom are in the first file: the commonest stand first in the content."""
MORE = 24
"""How many texts of a code the second file adds."""


def script(name: str, value: object) -> str:
    """Return a script that sets a global of a page to a value."""
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def own(texts: Mapping[str, Iterable[str]], language: str) -> Iterator[str]:
    """Yield the texts of a language as they are compared, each once."""
    found = texts[language]
    yield from dict.fromkeys(map(plain, [found] if isinstance(found, str) else found))


@cache
def plain(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(words(text))


def pairs(codes: Mapping[str, Iterable[int | str]]) -> str:
    """Return names and what they lead to as `Allow=405|Path=420 421`."""
    return bar(f"{name}={numbers(found)}" for name, found in codes.items())


def numbers(values: Iterable[int | str]) -> str:
    """Return numbers with spaces between."""
    return " ".join(map(str, values))


def joined_words(texts: Iterable[str]) -> str:
    """Return the words of texts, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in words(text)))


def bar(texts: Iterable[str]) -> str:
    """Return texts as one, each once."""
    return TEXT.join(dict.fromkeys(texts))


def other(texts: Mapping[str, Iterable[str]], language: str) -> Iterator[str]:
    """Yield the first and short texts of the other languages."""
    known = set(own(texts, language))
    for tag in texts:
        if tag != language:
            first = islice(own(texts, tag), _FOREIGN)
            yield from (text for text in first if text not in known and len(text.split()) <= _FOREIGN_WORDS)


def phrases(texts: Iterable[str], besides: Iterable[str] = ()) -> Iterator[str]:
    """Yield each text once, as it is written, without the placeholders of log lines."""
    seen = {plain(text) for text in besides}
    for text in texts:
        cleaned = re.sub(r"\s+", " ", _PLACEHOLDER.sub(" ", text)).strip()
        if (compared := plain(cleaned)) and compared not in seen:
            seen.add(compared)
            yield cleaned


def with_code(reference: Reference, *kinds: str) -> list[ProductRow]:
    """Return the rows of some kinds for registered codes, kind by kind."""
    rows = [row for row in reference.product_rows if row.kind in kinds and row.code in reference.codes]
    return sorted(rows, key=lambda row: kinds.index(row.kind))
