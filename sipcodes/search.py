"""Makes the index of the search: one script per language, loaded by the page on first use.

The script sets `window.sipIndex`; templates/assets/js/search/ reads it and holds the rules by which answers are found
and ranked. Here it is only collected which texts lead to what. Per kind of answer there is a column of strings for each
kind of text, with a bar between the texts of one answer: like beside like in plain text compresses best.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sipcodes.fields import citation_parts
from sipcodes.model import Code
from sipcodes.reference import Reference
from sipcodes.search_terms import words

_QUOTED = re.compile("“([^”]+)”")
_CAUSE_NAME = re.compile(r"([A-Z][A-Z_]+[A-Z]) \((\d+)\)")
_TEAMS_NUMBER = re.compile(r"\d{4,6}")
_CITATION = re.compile(r"RFC \d{3,5} §[0-9A-Z]+(?:\.\d+)*")
_PLACEHOLDER = re.compile(r"[\"'(]?\.\.\.[\"')]?|\(\d+/\S*\)|\"")
_FOREIGN, _FOREIGN_WORDS = 9, 3
"""How many texts of another language an answer keeps, and of how many words: the commonest stand first in the content,
and in another language people type a word or two. All of them would make the index half as heavy again."""

_SENT_BEFORE_RECEIVED = {"sent": 0, "received": 1}


def index(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipIndex` for the pages of one language."""
    return f"window.sipIndex={json.dumps(content(reference, language), ensure_ascii=False, separators=(',', ':'))};\n"


def content(reference: Reference, language: str) -> dict[str, object]:
    """Return the index of one language as a value; search.js documents each part."""
    searching = reference.searching
    return {
        "codes": _columns(_code(reference, code, language) for code in reference.codes.values()),
        "classes": _columns(
            [
                key,
                category.rfc_name,
                category.name[language],
                _bar([*_own(category.words, language), *map(_plain, searching.classes.get(key, ()))]),
                _bar([*_other(category.words, language), *_other(category.name, language)]),
                _places([category.rfc]),
                category.unknown_as,
            ]
            for key, category in reference.categories.items()
        ),
        "others": _columns(
            [
                other.key,
                other.shown,
                other.phrase or "",
                other.remark[language],
                _bar(_phrases(other.formerly)),
                _bar([*_own(other.words, language), *map(_plain, other.seen)]),
                _bar([*_other(other.words, language), *_other(other.remark, language)]),
                _places(_CITATION.findall(other.source)),
            ]
            for other in reference.others.values()
        ),
        "causes": _columns(
            [
                number,
                cause.name,
                cause.meaning[language],
                _bar(cause.names),
                _bar(_own(cause.words, language)),
                _bar(_other(cause.words, language)),
                " ".join(map(str, cause_codes(reference, number))),
            ]
            for number, cause in reference.causes.items()
        ),
        "symptoms": _columns(
            [
                key,
                symptom.title[language],
                " ".join(map(str, symptom.codes)),
                _bar(_own(symptom.words, language)),
                _bar([*_other(symptom.words, language), *_other(symptom.title, language)]),
            ]
            for key, symptom in reference.symptoms.items()
        ),
        "names": _bar(f"{name}={codes}" for name, codes in _names(reference).items()),
        "numbers": _bar(f"{number}={codes}" for number, codes in _teams_numbers(reference).items()),
        "warnings": f"{min(reference.warnings)} {max(reference.warnings)} 488 606",
        "deciding": _pairs(searching.deciding),
        "obsolete": _pairs(searching.obsolete),
        "passing": _bar(searching.passing.headers),
        "labels": {
            **{key: text[language] for key, text in searching.labels.items()},
            **{key: reference.strings[f"nav.{key}"].texts[language] for key in ("overview", "symptoms")},
        },
        "common": " ".join(map(str, searching.common)),
        "stop": " ".join(dict.fromkeys(word for text in searching.stop for word in words(text))),
        "neutral": " ".join(dict.fromkeys(word for text in searching.neutral for word in words(text))),
        "alike": _bar(
            " ".join(dict.fromkeys(word for text in group for word in words(text))) for group in searching.alike
        ),
    }


def cause_codes(reference: Reference, cause: int) -> list[int]:
    """Return the codes of a Q.850 cause, likeliest first.

    The tables of the RFCs come first; where they name two codes, what programs send decides. A cause without a code
    there has what programs send for it, then the codes that become this cause, then what programs take it for.
    """
    sent, received = _program_codes(reference, cause, "sent"), _program_codes(reference, cause, "received")
    mapped = [row.code for row in reference.to_sip if row.cause == cause]
    if mapped:
        return sorted(dict.fromkeys(mapped), key=lambda code: -sent.count(code))
    backwards = [row.code for row in reference.from_sip if row.cause == cause]
    return list(dict.fromkeys(sent or backwards or received))[:3]


def _program_codes(reference: Reference, cause: int, kind: str) -> list[int]:
    return [
        row.code
        for row in reference.stack_rows
        if row.kind == kind
        and row.code
        and (match := _CAUSE_NAME.fullmatch(row.value or ""))
        and int(match[2]) == cause
    ]


def _names(reference: Reference) -> dict[str, str]:
    """Return the names that programs print for causes, and the codes of each; a name of a Q.850 cause has its codes."""
    found: dict[str, dict[int, None]] = {}
    rows = [row for row in reference.stack_rows if row.kind in _SENT_BEFORE_RECEIVED and row.code]
    for row in sorted(rows, key=lambda row: _SENT_BEFORE_RECEIVED[row.kind]):
        if match := _CAUSE_NAME.fullmatch(row.value or ""):
            found.setdefault(match[1], {})[row.code or 0] = None
    names = {name for cause in reference.causes.values() for name in cause.names}
    return {name: " ".join(map(str, list(codes)[:3])) for name, codes in found.items() if name not in names}


def _teams_numbers(reference: Reference) -> dict[str, str]:
    """Return the numbers that Microsoft Teams shows beside a code, and the code."""
    found: dict[str, dict[int, None]] = {}
    for row in reference.stack_rows:
        if row.kind == "number" and row.code:
            head = next(iter((row.text or {"": row.value or ""}).values())).partition(":")[0]
            for number in _TEAMS_NUMBER.findall(head):
                found.setdefault(number, {})[row.code] = None
    return {number: " ".join(map(str, codes)) for number, codes in found.items()}


def _code(reference: Reference, code: Code, language: str) -> list[object]:
    shown = [row for row in reference.stack_rows if row.code == code.number and row.kind in {"shows", "makes"}]
    received = [
        row.value.removeprefix("reason ")
        for row in reference.stack_rows
        if row.code == code.number
        and row.value
        and row.kind == "received"
        and "ause" not in row.value
        and not _CAUSE_NAME.fullmatch(row.value)
    ]
    printed = [part for row in shown if row.value for part in row.value.split(" / ")]
    quoted = [quote for row in shown if row.text for quote in _QUOTED.findall(next(iter(row.text.values())))]
    http = [code.http.phrase] if code.http and code.http.same != "no" else []
    return [
        code.number,
        code.phrase,
        code.remark[language],
        _bar(_phrases(code.formerly)),
        _bar(_own(code.words, language)),
        _bar([*_other(code.words, language), *_other(code.remark, language)]),
        _bar(_phrases([*printed, *quoted, *received, *http], besides=[code.phrase, *code.formerly])),
        _places([code.rfc, *code.more]),
    ]


def _phrases(texts: Iterable[str], besides: Iterable[str] = ()) -> Iterator[str]:
    """Yield each text once, as it is written, without the placeholders of log lines."""
    seen = {_plain(text) for text in besides}
    for text in texts:
        cleaned = re.sub(r"\s+", " ", _PLACEHOLDER.sub(" ", text)).strip()
        if (plain := _plain(cleaned)) and plain not in seen:
            seen.add(plain)
            yield cleaned


def _own(texts: Mapping[str, Iterable[str]], language: str) -> Iterator[str]:
    own = texts[language]
    yield from dict.fromkeys(map(_plain, [own] if isinstance(own, str) else own))


def _other(texts: Mapping[str, Iterable[str]], language: str) -> Iterator[str]:
    own = set(_own(texts, language))
    for other in texts:
        if other != language:
            first = islice(_own(texts, other), _FOREIGN)
            yield from (text for text in first if text not in own and len(text.split()) <= _FOREIGN_WORDS)


def _plain(text: str) -> str:
    return " ".join(words(text))


def _places(citations: Iterable[str]) -> str:
    """Return citations as `3261 21.4.24|3261 13.3.1.3`."""
    return _bar(" ".join(citation_parts(citation)) for citation in citations)


def _columns(rows: Iterable[Iterable[object]]) -> list[tuple[object, ...]]:
    return list(zip(*rows, strict=True))


def _pairs(codes: Mapping[str, Iterable[int]]) -> str:
    return _bar(f"{name}={' '.join(map(str, numbers))}" for name, numbers in codes.items())


def _bar(texts: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(texts))
