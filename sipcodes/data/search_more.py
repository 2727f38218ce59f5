"""Makes the rest of the search index: what only pastes and rare words need, loaded by the page when they are typed.

The script sets `window.sipMore`; its rows are those of search_index.py, in the same order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice
from math import log

from sipcodes.content.records import Code
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_columns import ROW, TEXT, MoreIndex, MoreOfCause, MoreOfCode, MoreOfSymptom, columns
from sipcodes.data.search_texts import FIRST, FIRST_OF_SYMPTOM, bar, other, own, pairs, phrases, script, with_code

_TELLING, _SHORT = {"codes": 10, "symptoms": 36}, 2
"""How many words stand for a page, more for one that has fewer texts of its own, and how many letters a word that tells
something has at most not."""

_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_NUMBER = re.compile(r"\d{4,6}")


def more(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipMore` for the pages of one language."""
    return script("sipMore", more_content(reference, language))


def more_content(reference: Reference, language: str) -> MoreIndex:
    """Return the rest of the index of one language as a value."""
    pages = _telling(reference, language)
    return {
        "codes": columns(
            MoreOfCode,
            (
                MoreOfCode(
                    printed=bar(_printed(reference, code)),
                    own=bar(islice(own(code.words, language), FIRST, None)),
                    other=bar([*other(code.words, language), *other(code.remark, language)]),
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
                    other=bar([*other(one.words, language), *other(one.remark, language)]),
                    page="",
                )
                for one in reference.others.values()
            ),
        ),
        "causes": columns(
            MoreOfCause, (MoreOfCause(other=bar(other(cause.words, language))) for cause in reference.causes.values())
        ),
        "symptoms": columns(
            MoreOfSymptom,
            (
                MoreOfSymptom(
                    own=bar(islice(own(symptom.words, language), FIRST_OF_SYMPTOM, None)),
                    other=bar([*other(symptom.words, language), *other(symptom.title, language)]),
                    page=pages["symptoms", key],
                )
                for key, symptom in reference.symptoms.items()
            ),
        ),
        "names": pairs(_names(reference)),
        "numbers": pairs(_own_numbers(reference)),
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
        made[place] = " ".join(sorted(weight, key=lambda word: (-weight[word], word))[: _TELLING[place[0]]])
    return made


def _prints(reference: Reference) -> str:
    found: dict[str, str] = {}
    for printed in reference.prints:
        about = f"symptom-{printed.symptom}" if printed.symptom else str(printed.code)
        text = re.sub(r"\s+", " ", printed.text.replace(ROW, " ").replace(TEXT, " ")).strip()
        found.setdefault(text, about)
    return bar(f"{text}={about}" for text, about in sorted(found.items()))


def _names(reference: Reference) -> dict[str, list[int]]:
    """Return the names that programs print for causes, and the codes of each; a name of a Q.850 cause has its codes."""
    found: dict[str, dict[int, None]] = {}
    for row in with_code(reference, "sent", "received"):
        if row.value and _NAME.fullmatch(row.value) and isinstance(row.code, int):
            found.setdefault(row.value, {})[row.code] = None
    names = {name for cause in reference.causes.values() for name in cause.names}
    return {name: list(codes)[:3] for name, codes in found.items() if name not in names}


def _own_numbers(reference: Reference) -> dict[str, list[int]]:
    """Return the numbers that products such as Microsoft Teams show beside a code, and the code."""
    found: dict[str, dict[int, None]] = {}
    for row in with_code(reference, "number"):
        if row.value and _NUMBER.fullmatch(row.value) and isinstance(row.code, int):
            found.setdefault(row.value, {})[row.code] = None
    return {number: list(codes) for number, codes in found.items()}


def _printed(reference: Reference, code: Code) -> Iterator[str]:
    rows = reference.rows_of[str(code.number)]
    printed = [row.value for row in rows if row.kind == "shows" and row.value]
    printed += [row.phrase for row in rows if row.phrase]
    printed += [row.value for row in rows if row.kind == "received" and row.value and not _NAME.fullmatch(row.value)]
    http = [code.http.phrase] if code.http and code.http.same != "no" else []
    return phrases([*printed, *http], besides=[code.phrase, *code.formerly])
