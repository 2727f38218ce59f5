"""Makes the index of the search: one script per language, loaded by the page on first use.

The script sets `window.sipIndex`; templates/scripts/search/ reads it and holds the rules by which answers are found and
ranked. Here it is only collected which texts lead to what; search_columns.py declares in which form.
"""

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import get_args

from sipcodes.content.fields import citation_parts
from sipcodes.content.records import Verdict
from sipcodes.content.reference import Reference
from sipcodes.data.search_columns import CauseRow, ClassRow, CodeRow, OtherRow, SearchIndex, SymptomRow, columns
from sipcodes.data.search_texts import (
    FIRST,
    FIRST_OF_SYMPTOM,
    bar,
    joined_words,
    numbers,
    other,
    own,
    pairs,
    phrases,
    plain,
    script,
    with_code,
)

_CITATION = re.compile(r"RFC \d{3,5} §[0-9A-Z]+(?:\.\d+)*")


_TOLD = {
    **{name: f"verdict.{name}" for name in get_args(Verdict)},
    **{name: f"search.{name}" for name in ("codes", "read")},
    "code": "overview.code",
}


def index(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipIndex` for the pages of one language."""
    return script("sipIndex", content(reference, language))


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
                    former=bar(phrases(code.formerly)),
                    own=bar(islice(own(code.words, language), FIRST)),
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
                    own=bar([*own(category.words, language), *map(plain, searching.classes.get(key, ()))]),
                    other=bar([*other(category.words, language), *other(category.name, language)]),
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
                    code=one.key,
                    number=one.shown,
                    phrase=one.phrase or "",
                    remark=one.remark[language],
                    former=bar(phrases(one.formerly)),
                    own=bar([*own(one.words, language), *map(plain, one.seen)]),
                    cited=_places(_CITATION.findall(one.source)),
                )
                for one in reference.others.values()
            ),
        ),
        "causes": columns(
            CauseRow,
            (
                CauseRow(
                    number=str(number),
                    phrase=cause.name,
                    remark=cause.meaning[language],
                    former=bar(cause.names),
                    own=bar(own(cause.words, language)),
                    codes=_codes(reference, number),
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
                    codes=numbers(symptom.codes),
                    own=bar(islice(own(symptom.words, language), FIRST_OF_SYMPTOM)),
                )
                for key, symptom in reference.symptoms.items()
            ),
        ),
        "warnings": numbers([min(reference.warnings), max(reference.warnings), *reference.warnings_of]),
        "deciding": pairs(searching.deciding),
        "obsolete": pairs(searching.obsolete),
        "passing": bar(searching.passing.headers),
        "labels": {key: text[language] for key, text in searching.labels},
        "overview": texts["nav.overview"].texts[language],
        "complaints": texts["nav.symptoms"].texts[language],
        "unregistered": texts["nav.other"].texts[language],
        "common": numbers(searching.common),
        # the longest first, so that a pattern does not stop at the first half of one
        "signs": {
            key: bar(sorted(chain.from_iterable(lists.values()), key=len, reverse=True))
            for key, lists in searching.signs
        },
        "stop": joined_words([*searching.stop, *searching.neutral]),
        "alike": bar(map(joined_words, searching.alike)),
        "services": pairs(searching.services),
        "complaining": joined_words(searching.complaining),
        "bearing": joined_words(searching.bearing),
        "separable": joined_words(searching.separable),
        "verdicts": " ".join(code.verdict for code in reference.codes.values()),
        "told": bar(f"{name}={texts[key].texts[language]}" for name, key in _TOLD.items()),
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


def _codes(reference: Reference, cause: int) -> str:
    codes = numbers(cause_codes(reference, cause))
    return codes if reference.to_sip_of[str(cause)] or not codes else f"={codes}"


def _program_codes(reference: Reference, cause: int, kind: str) -> list[int]:
    return [row.code for row in with_code(reference, kind) if row.cause == cause and isinstance(row.code, int)]


def _places(citations: Iterable[str]) -> str:
    """Return citations as `21.4.24|3262 3`: a section alone is one of RFC 3261."""
    return bar(" ".join(citation_parts(citation)).removeprefix("3261 ") for citation in citations)
