"""Slips of the hand that no dictionary knows of: a word written twice, a sign too many, a space too few."""

import re
from collections.abc import Iterator

from sipcodes.content.remnants import blanked

_NO_PROSE = re.compile(r"“[^“”]*”|\]\([^()\n]*\)")
"""What others say, and where links lead."""
_TWICE = frozenset({"dat", "die", "had", "het", "je", "that", "wie", "zij"})
"""Words that a right sentence may have twice in a row."""
_WORD = r"(?<![^\W\d_])[^\W\d_]++"
"""A word from its first letter on: to try each letter of a long one anew takes for ever."""
_GARBLED = r"[ÃÂ][\u0080-\u00bf]|â€\S?|â\u0080."
_SAID = (
    (r"\b(?:TODO|FIXME|TBD)\b|\b[Ll]orem ipsum\b", "'{}' is a note to oneself, a text is wanted"),
    (_GARBLED, "'{}' is one sign that was saved as UTF-8 and read as something else: write that sign"),
    (r"(?<=\S) +[.,;:!?](?=\s|$)", "a space stands before '{}', none is wanted"),
    (r"(?<![.\d])\.\.(?![.\w])|,,+|;;+|,\.(?!\w)", "'{}' stands here, one sign is wanted"),
    (r"(?<!\S)\*\* \S+", "`{}` opens no bold: its first word is wanted behind the stars"),
    (rf"{_WORD}(?<=[^\W\d_]{{3}})[.?][A-Z][a-z]+|{_WORD}(?<=[^\W\d_]{{2}})[,;][^\W\d_]+", "a space is missing in '{}'"),
    (rf"{_WORD}-\n(?!(?:en|of|and|or)\b)[^\W\d_A-Z]+", "'{}' is cut by the end of the line, one word is wanted"),
)
"""What is found, and what is said of it."""
_PATTERNS = tuple((re.compile(pattern), message) for pattern, message in _SAID)
_DOUBLE = re.compile(r"\b([^\W\d_]{2,})[ \n]\1\b")


def slips(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of each slip: one of a kind."""
    prose = blanked(text, "\u00a4") if "`" in text or "~~~" in text else text
    if "“" in prose or "](" in prose:
        prose = _NO_PROSE.sub(lambda match: re.sub(r"[^\n]", "\u00a4", match[0]), prose)
    for pattern, message in _PATTERNS:
        if found := pattern.search(prose):
            yield _line(prose, found), message.format(" ".join(found[0].split()))
    for found in _DOUBLE.finditer(prose):
        if found[1].lower() not in _TWICE:
            yield _line(prose, found), f"'{found[1]}' stands twice in a row, once is wanted"
            return


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1
