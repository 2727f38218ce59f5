"""How words are compared in the search, and what the search knows beside the texts of the codes."""

import re
import unicodedata
from collections.abc import Mapping

from sipcodes.fields import Number, Record, Text, Words

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4\uff07]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CAMEL = re.compile("([a-z])(?=[A-Z][a-z])")
_ACRONYM = re.compile("([A-Z]{2})(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Split a text into the words by which it is compared.

    `words` in templates/assets/js/search.js does the same to what is typed; a test holds the two equal.
    Apostrophes and invisible characters go, camelCase is split, everything becomes compatible (NFKC), lower case and
    free of accents; what remains of letters and digits are the words, in their order.
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _APOSTROPHES.sub("", text)))
    text = _ACRONYM.sub(r"\1 ", _CAMEL.sub(r"\1 ", text))
    text = unicodedata.normalize("NFD", text.lower())
    return _WORD.findall("".join(letter for letter in text if unicodedata.category(letter) != "Mn"))


class Passing(Record):
    """Header fields whose numbers are no codes."""

    headers: tuple[Words, ...]


class Searching(Record):
    """search.toml: what the search knows beside the texts of the codes."""

    common: tuple[Number, ...]
    stop: tuple[Words, ...]
    neutral: tuple[Words, ...]
    alike: tuple[tuple[Words, ...], ...]
    deciding: Mapping[Words, tuple[Number, ...]]
    obsolete: Mapping[Words, tuple[Number, ...]]
    classes: Mapping[Words, tuple[Words, ...]]
    passing: Passing
    labels: Mapping[Words, Text]
