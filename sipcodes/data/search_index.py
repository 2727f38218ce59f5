"""Makes the index of the search: one script per language, loaded by the page on first use.

The script sets `window.sipIndex`; templates/scripts/search/ reads it and holds the rules by which answers are found and
ranked. Here it is only collected which texts lead to what; search_columns.py declares in which form.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain, islice
from math import log

from sipcodes.content.fields import citation_parts
from sipcodes.content.records import Code, ProductRow
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_columns import (
    ROW,
    TEXT,
    CauseRow,
    ClassRow,
    CodeRow,
    MoreIndex,
    MoreOfCause,
    MoreOfCode,
    MoreOfSymptom,
    OtherRow,
    SearchIndex,
    SymptomRow,
    columns,
)

_CITATION = re.compile(r"RFC \d{3,5} §[0-9A-Z]+(?:\.\d+)*")
_PLACEHOLDER = re.compile(r"[\"'(]?\.\.\.[\"')]?|\(\d+/\S*\)|\"")
_FOREIGN, _FOREIGN_WORDS = 9, 3
"""How many texts of another language an answer keeps, and of how many words: the commonest stand first in the content,
and in another language people type a word or two. All of them would make the index half as heavy again."""

_FIRST, _FIRST_OF_SYMPTOM = 14, 30
"""How many texts of a code and of a symptom are in the first file: the commonest stand first in the content."""

_TELLING, _SHORT = 48, 2
"""How many words stand for a page, and how many letters a word that tells something has at most not."""

_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_NUMBER = re.compile(r"\d{4,6}")


def index(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipIndex` for the pages of one language."""
    return _script("sipIndex", content(reference, language))


def more(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipMore` for the pages of one language."""
    return _script("sipMore", more_content(reference, language))


def _script(name: str, value: object) -> str:
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def content(reference: Reference, language: str) -> SearchIndex:
    """Return the index of one language as a value."""
    searching = reference.searching
    texts = reference.strings
    return {
        "codes": columns(
            CodeRow,
            (
                CodeRow(
                    number=str(code.number),
                    phrase=code.phrase,
                    remark=code.remark[language],
                    former=_bar(_phrases(code.formerly)),
                    own=_bar(islice(_own(code.words, language), _FIRST)),
                    cited=_places([code.rfc, *code.more]),
                )
                for code in reference.codes.values()
            ),
        ),
        "classes": columns(
            ClassRow,
            (
                ClassRow(
                    code=key,
                    phrase=category.rfc_name,
                    remark=category.name[language],
                    own=_bar([*_own(category.words, language), *map(_plain, searching.classes.get(key, ()))]),
                    other=_bar([*_other(category.words, language), *_other(category.name, language)]),
                    cited=_places([category.rfc]),
                    unknown=str(category.unknown_as),
                )
                for key, category in reference.categories.items()
            ),
        ),
        "others": columns(
            OtherRow,
            (
                OtherRow(
                    code=other.key,
                    number=other.shown,
                    phrase=other.phrase or "",
                    remark=other.remark[language],
                    former=_bar(_phrases(other.formerly)),
                    own=_bar([*_own(other.words, language), *map(_plain, other.seen)]),
                    cited=_places(_CITATION.findall(other.source)),
                )
                for other in reference.others.values()
            ),
        ),
        "causes": columns(
            CauseRow,
            (
                CauseRow(
                    number=str(number),
                    phrase=cause.name,
                    remark=cause.meaning[language],
                    former=_bar(cause.names),
                    own=_bar(_own(cause.words, language)),
                    codes=_numbers(cause_codes(reference, number)),
                )
                for number, cause in reference.causes.items()
            ),
        ),
        "symptoms": columns(
            SymptomRow,
            (
                SymptomRow(
                    key=key,
                    phrase=symptom.title[language],
                    codes=_numbers(symptom.codes),
                    own=_bar(islice(_own(symptom.words, language), _FIRST_OF_SYMPTOM)),
                )
                for key, symptom in reference.symptoms.items()
            ),
        ),
        "warnings": _numbers([min(reference.warnings), max(reference.warnings), *reference.warnings_of]),
        "deciding": _pairs(searching.deciding),
        "obsolete": _pairs(searching.obsolete),
        "passing": _bar(searching.passing.headers),
        "labels": {key: text[language] for key, text in searching.labels},
        "overview": texts["nav.overview"].texts[language],
        "complaints": texts["nav.symptoms"].texts[language],
        "common": _numbers(searching.common),
        # the longest first, so that a pattern does not stop at the first half of one
        "signs": {
            key: _bar(sorted(chain.from_iterable(lists.values()), key=len, reverse=True))
            for key, lists in searching.signs
        },
        "stop": _words([*searching.stop, *searching.neutral]),
        "alike": _bar(map(_words, searching.alike)),
        "services": _pairs(searching.services),
        "complaining": _words(searching.complaining),
    }


def more_content(reference: Reference, language: str) -> MoreIndex:
    """Return the rest of the index of one language as a value."""
    pages = _telling(reference, language)
    return {
        "codes": columns(
            MoreOfCode,
            (
                MoreOfCode(
                    printed=_bar(_printed(reference, code)),
                    own=_bar(islice(_own(code.words, language), _FIRST, None)),
                    other=_bar([*_other(code.words, language), *_other(code.remark, language)]),
                    page=pages["codes", str(code.number)],
                )
                for code in reference.codes.values()
            ),
        ),
        "others": columns(
            MoreOfCode,
            (
                MoreOfCode(
                    printed="",
                    own="",
                    other=_bar([*_other(other.words, language), *_other(other.remark, language)]),
                    page="",
                )
                for other in reference.others.values()
            ),
        ),
        "causes": columns(
            MoreOfCause, (MoreOfCause(other=_bar(_other(cause.words, language))) for cause in reference.causes.values())
        ),
        "symptoms": columns(
            MoreOfSymptom,
            (
                MoreOfSymptom(
                    own=_bar(islice(_own(symptom.words, language), _FIRST_OF_SYMPTOM, None)),
                    other=_bar([*_other(symptom.words, language), *_other(symptom.title, language)]),
                    page=pages["symptoms", key],
                )
                for key, symptom in reference.symptoms.items()
            ),
        ),
        "names": _pairs(_names(reference)),
        "numbers": _pairs(_own_numbers(reference)),
        "prints": _prints(reference),
    }


def _telling(reference: Reference, language: str) -> dict[tuple[str, str], str]:
    """Return the words that tell the page of each code and symptom from the others, the most telling first."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for folder in ("codes", "symptoms"):
        for (key, tag), article in reference.prose[folder].items():
            if tag == language:
                html = " ".join(section.html for name, section in article.sections.items() if "reply" not in name)
                text = unescape(_TAG.sub(" ", html))
                found[folder, key] = Counter(word for word in words(text) if len(word) > _SHORT and word.isalpha())
    for number, code in reference.codes.items():
        found.setdefault(("codes", str(number)), Counter()).update(words(code.meaning[language]))
    for key, symptom in reference.symptoms.items():
        found.setdefault(("symptoms", key), Counter()).update(words(symptom.meaning[language]))
    stop = {word for text in reference.searching.stop for word in words(text)}
    pages = Counter(word for counted in found.values() for word in counted)
    made = {}
    for place, counted in found.items():
        weight = {
            word: (1 + log(count)) * log(len(found) / pages[word])
            for word, count in counted.items()
            if word not in stop and len(word) > _SHORT
        }
        made[place] = " ".join(sorted(weight, key=lambda word: (-weight[word], word))[:_TELLING])
    return made


def _prints(reference: Reference) -> str:
    found: dict[str, str] = {}
    for printed in reference.prints:
        about = f"symptom-{printed.symptom}" if printed.symptom else str(printed.code)
        text = re.sub(r"\s+", " ", printed.text.replace(ROW, " ").replace(TEXT, " ")).strip()
        found.setdefault(text, about)
    return _bar(f"{text}={about}" for text, about in sorted(found.items()))


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
    return [row.code for row in _with_code(reference, kind) if row.cause == cause and isinstance(row.code, int)]


def _with_code(reference: Reference, *kinds: str) -> list[ProductRow]:
    """Return the rows of some kinds for registered codes, kind by kind."""
    rows = [row for row in reference.product_rows if row.kind in kinds and row.code in reference.codes]
    return sorted(rows, key=lambda row: kinds.index(row.kind))


def _names(reference: Reference) -> dict[str, list[int]]:
    """Return the names that programs print for causes, and the codes of each; a name of a Q.850 cause has its codes."""
    found: dict[str, dict[int, None]] = {}
    for row in _with_code(reference, "sent", "received"):
        if row.value and _NAME.fullmatch(row.value) and isinstance(row.code, int):
            found.setdefault(row.value, {})[row.code] = None
    names = {name for cause in reference.causes.values() for name in cause.names}
    return {name: list(codes)[:3] for name, codes in found.items() if name not in names}


def _own_numbers(reference: Reference) -> dict[str, list[int]]:
    """Return the numbers that products such as Microsoft Teams show beside a code, and the code."""
    found: dict[str, dict[int, None]] = {}
    for row in _with_code(reference, "number"):
        if row.value and _NUMBER.fullmatch(row.value) and isinstance(row.code, int):
            found.setdefault(row.value, {})[row.code] = None
    return {number: list(codes) for number, codes in found.items()}


def _printed(reference: Reference, code: Code) -> Iterator[str]:
    rows = reference.rows_of[str(code.number)]
    printed = [row.value for row in rows if row.kind == "shows" and row.value]
    printed += [row.phrase for row in rows if row.phrase]
    printed += [row.value for row in rows if row.kind == "received" and row.value and not _NAME.fullmatch(row.value)]
    http = [code.http.phrase] if code.http and code.http.same != "no" else []
    return _phrases([*printed, *http], besides=[code.phrase, *code.formerly])


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
    """Return citations as `21.4.24|3262 3`: a section alone is one of RFC 3261."""
    return _bar(" ".join(citation_parts(citation)).removeprefix("3261 ") for citation in citations)


def _pairs(codes: Mapping[str, Iterable[int | str]]) -> str:
    return _bar(f"{name}={_numbers(numbers)}" for name, numbers in codes.items())


def _numbers(numbers: Iterable[int | str]) -> str:
    return " ".join(map(str, numbers))


def _words(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for text in texts for word in words(text)))


def _bar(texts: Iterable[str]) -> str:
    return TEXT.join(dict.fromkeys(texts))
