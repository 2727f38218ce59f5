"""Finds where a text mentions a response code, in the forms that people write."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

CODE = r"\bSIP[ \u00a0]([1-6]\d\d)\b(?![-.]\d)"
"""The one form that the reference itself writes."""
CITATION = r"\bRFC[ \u00a0](\d{3,5})[ \u00a0]§([0-9A-Z]+(?:\.\d+)*)"

_GAP = r"[ \u00a0\n]"
_NUMBER = r"[1-6](?:\d\d|xx)(?!\w|[-.]\d)"
_WORDS = r"(?:error|status|response|code|fout|foutcode|foutmelding|statuscode|melding|antwoord)"
_NAMED = re.compile(rf"(?<![\w./-])SIP(?:/2\.0)?(?:(?:{_GAP}|-)?{_WORDS})*(?:{_GAP}|-)?({_NUMBER})", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w./§-])(?:(?:foutcode|error{_GAP}code){_GAP})?({_NUMBER})", re.IGNORECASE)
_NEXT = re.compile(rf"{_GAP}?(/|,|\+|&|and|en|or|of){_GAP}?({_NUMBER})")
_HTTP = re.compile(rf"\bHTTP(?:S|/\d(?:\.\d)?)?(?:{_GAP}|-)?(?:{_WORDS}{_GAP})*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a text that means a code."""

    start: int
    end: int
    number: str
    """`486`, or `4xx` for a whole category."""


def mentions(text: str, phrases: Mapping[str, str]) -> Iterator[Mention]:
    """Yield every mention in a text, in order; `phrases` has the reason phrase of each registered code.

    A number needs SIP before it, or its phrase behind it, or a word such as "foutcode" before it; the latter two only
    where HTTP has not the same (`404 Not Found` may be a web page). More numbers may follow: `486/487`, `486 and 487`.
    """
    place = 0
    while found := _first(text, place, phrases):
        yield found
        place = found.end
        while (
            text[place - 1].isdigit() and (more := _NEXT.match(text, place)) and _continues(more[1], more[2], phrases)
        ):
            yield Mention(more.start(2), more.end(2), more[2])
            place = more.end(2)


def _first(text: str, place: int, phrases: Mapping[str, str]) -> Mention | None:
    """Return the first mention from a place on."""
    named = _NAMED.search(text, place)
    for bare in _BARE.finditer(text, place, named.start() if named else len(text)):
        number, end = bare[1], bare.end()
        phrase = _phrase_at(text, end, phrases.get(number, ""))
        is_said = bare.start(1) > bare.start() and number in phrases and number not in _OF_HTTP
        if (is_said or (phrase and _OF_HTTP.get(number) != phrases[number])) and not _HTTP.search(text[: bare.start()]):
            return Mention(bare.start(), end + len(phrase), number)
    if named is None:
        return None
    return Mention(named.start(), named.end() + len(_phrase_at(text, named.end(), phrases.get(named[1], ""))), named[1])


def _phrase_at(text: str, place: int, phrase: str) -> str:
    """Return the gap and the phrase that follow a number, or an empty text."""
    words = phrase and re.compile(_GAP + _GAP.join(map(re.escape, phrase.split())) + r"\b").match(text, place)
    return words[0] if words else ""


def _continues(sign: str, number: str, known: Collection[str]) -> bool:
    """Return whether a further number is a code: between words it may be an amount ("SIP 486 and 500 calls")."""
    return number in known and (sign in "/+&" or not number.endswith("00"))


_OF_HTTP = {str(status.value): status.phrase for status in HTTPStatus}
