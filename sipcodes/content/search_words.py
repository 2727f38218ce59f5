"""How words are compared in the search, and what the search knows beside the texts of the codes."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from sipcodes.content.fields import Number, Record, Text, TextLists, Words

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4\uff07]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CAMEL = re.compile("([a-z])(?=[A-Z][a-z])")
_ACRONYM = re.compile("([A-Z]{2})(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile("[^\x00-\u02ff]")
"""Where the marks are that letters carry, and more."""


def words(text: str) -> list[str]:
    """Split a text into the words by which it is compared.

    `words` in templates/scripts/search/words.js does the same to what is typed; a test holds the two equal.
    Apostrophes and invisible characters go, camelCase is split, everything becomes compatible (NFKC), lower case and
    free of accents; what remains of letters and digits are the words, in their order.
    """
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _ACRONYM.sub(r"\1 ", _CAMEL.sub(r"\1 ", text)).lower()
    if not text.isascii():
        text = _MARK.sub(_without_mark, unicodedata.normalize("NFD", text))
    return _WORD.findall(text)


def _without_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) == "Mn" else found[0]


class Passing(Record):
    """Header fields whose numbers are no codes."""

    headers: tuple[Words, ...]


class Signs(Record):
    """Words beside a number that say what it is, in every language: people mix them."""

    section: Annotated[TextLists, "before a section of an RFC"]
    told: Annotated[TextLists, "before a code"]
    named: Annotated[TextLists, "before the name of a telephone or a channel, which looks like a code"]
    account: Annotated[TextLists, "before a quoted name that is no code"]
    counter: Annotated[TextLists, "before a number that counts or identifies and is no code"]
    unit: Annotated[TextLists, "after a number that measures and is no code"]
    month: Annotated[TextLists, "how the months begin, before a day"]
    category: Annotated[TextLists, "for a class of codes: `class 4`, `400 class`"]
    group: Annotated[TextLists, "for a class of codes, after its number only: `400 range`"]
    upto: Annotated[TextLists, "between the first and the last code of a class"]
    cause: Annotated[TextLists, "for a cause of Q.850"]
    number: Annotated[TextLists, "between the word for a cause and its number"]


class Labels(Record):
    """What the list of answers says; `{text}` and the like are filled in by the page."""

    none: Annotated[Text, "that nothing was found"]
    outside: Annotated[Text, "that a number is none of a response"]
    one: Annotated[Text, "that there is one answer"]
    many: Annotated[Text, "how many answers there are: `{count}`"]
    unsure: Annotated[Text, "that no answer to a paste is certain"]
    complaint: Annotated[Text, "in place of a number"]
    unknown: Annotated[Text, "of a number that is no code: it is treated as `{first}`"]
    line: Annotated[Text, "read from a line of a paste, `{text}`"]
    former: Annotated[Text, "found by an old or wrong phrase, `{text}`"]
    name: Annotated[Text, "found by what programs print"]
    cause: Annotated[Text, "found by a cause of Q.850"]
    header: Annotated[Text, "found by a header field"]
    symptom: Annotated[Text, "found by a complaint"]
    word: Annotated[Text, "found by a word"]
    rfc: Annotated[Text, "found by a section"]


class Searching(Record):
    """search.toml: what the search knows beside the texts of the codes."""

    common: tuple[Number, ...]
    stop: tuple[Words, ...]
    neutral: tuple[Words, ...]
    alike: tuple[tuple[Words, ...], ...]
    complaining: tuple[Words, ...]
    bearing: tuple[Words, ...]
    separable: tuple[Words, ...]
    services: Mapping[Words, tuple[Words, ...]]
    deciding: Mapping[Words, tuple[Number, ...]]
    obsolete: Mapping[Words, tuple[Number, ...]]
    classes: Mapping[Words, tuple[Words, ...]]
    passing: Passing
    signs: Signs
    labels: Labels

    @classmethod
    def empty(cls) -> "Searching":
        """Return one that leads nowhere, in place of a file that has a mistake: the rules look at no more than this."""
        lists: dict[str, Any] = dict.fromkeys(
            ("common", "stop", "neutral", "alike", "complaining", "bearing", "separable"), ()
        )
        tables: dict[str, Any] = {name: {} for name in ("deciding", "obsolete", "classes", "services")}
        return cls.model_construct(**lists, **tables)
