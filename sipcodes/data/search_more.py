"""Makes the rest of the search index: what only pastes and rare words need, loaded by the page when they are typed.

The script sets `window.sipMore`; its rows are those of search_index.py, in the same order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from sipcodes.content.learned import Roots
from sipcodes.content.records import Code
from sipcodes.content.reference import Reference
from sipcodes.data.search_columns import ROW, TEXT, MoreIndex, MoreOfCode, MoreOfOther, columns
from sipcodes.data.search_texts import FIRST, MORE, bar, other, own, pairs, phrases, script, with_code

_LETTERS = [
    letter for letter in map(chr, (*range(0x23, 0x7F), *range(0xA1, 0x180))) if letter.isprintable() and letter != "\\"
]
"""Letters that need no escape in a string of JavaScript; the first take one byte."""
_NO_LEVEL, _NONE_ALIKE, _FIRST_PLACE = ord("m"), ord("A"), ord("0")
"""The letters of 0, from which templates/scripts/search counts: of 2 it is two letters on. Roots have no capitals."""

_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_NUMBER = re.compile(r"\d{4,6}")


def more(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipMore` for the pages of one language."""
    return script("sipMore", more_content(reference, language))


def more_content(reference: Reference, language: str) -> MoreIndex:
    """Return the rest of the index of one language as a value."""
    return {
        "codes": columns(
            MoreOfCode,
            (
                MoreOfCode(
                    printed=bar(_printed(reference, code)),
                    own=bar(islice(own(code.words, language), FIRST, FIRST + MORE)),
                )
                for code in reference.codes.values()
            ),
        ),
        "others": columns(
            MoreOfOther,
            (
                MoreOfOther(other=bar([*other(one.words, language), *other(one.remark, language)]))
                for one in reference.others.values()
            ),
        ),
        "causes": columns(
            MoreOfOther, (MoreOfOther(other=bar(other(cause.words, language))) for cause in reference.causes.values())
        ),
        "names": pairs(_names(reference)),
        "numbers": pairs(_own_numbers(reference)),
        "prints": _prints(reference),
        "learned": _learned(reference.learned[language].roots),
    }


def _learned(learned: Roots) -> dict[str, str]:
    """Return what was learned as columns: like beside like compresses best."""
    uses = Counter(answer for levels in learned.values() for answer in levels)
    answers = sorted(uses, key=lambda answer: (-uses[answer], answer))
    letters = dict(zip(answers, _LETTERS, strict=False))
    roots = sorted({root for name in learned for root in name.split(" ")})
    places = {root: place for place, root in enumerate(roots)}
    pairs = sorted(name for name in learned if " " in name)
    speaking = [sorted(learned.get(name, ()), key=answers.index) for name in (*roots, *pairs)]
    levels = [
        learned[name][answer] for name, spoken in zip((*roots, *pairs), speaking, strict=True) for answer in spoken
    ]
    return {
        "answers": " ".join(answers),
        "letters": "".join(letters.values()),
        "roots": "".join(chr(_NONE_ALIKE + alike) + rest for alike, rest in _fronts(roots)),
        "pairs": "".join(
            chr(_FIRST_PLACE + part) for name in pairs for root in name.split(" ") for part in divmod(places[root], 64)
        ),
        "speaks": " ".join("".join(map(letters.__getitem__, spoken)) for spoken in speaking),
        "much": "".join(chr(_NO_LEVEL + level) for level in levels),
    }


def _fronts(words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield of each word how many letters it begins like the one before, and the others."""
    before = ""
    for word in words:
        alike = next(length for length in range(len(before), -1, -1) if word.startswith(before[:length]))
        yield alike, word[alike:]
        before = word


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
