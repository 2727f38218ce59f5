"""Every letter is the one it looks like, and can be seen: in every file, whatever the field."""

import re
import unicodedata
from collections.abc import Iterator

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPT = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL")
"""Scripts with letters that look like those of others (Unicode TR 39)."""


def letters_are_what_they_look_like(loaded: Loaded) -> Iterator[Problem]:
    """No text has a sign that is invisible, turns the direction, is a picture, or looks like another."""
    for table in loaded.tables.values():
        if not table.text.isascii() or "\\" in table.text:
            for location, text in table.texts:
                if message := _strange(text):
                    yield table.problem(location, message)
    for prose in loaded.reference.prose.values():
        for article in prose.values():
            for section in article.sections.values():
                for number, line in enumerate(section.source.split("\n") if not section.source.isascii() else ()):
                    if message := _strange(line):
                        yield article.problem(section.line + number, message)


def _strange(text: str) -> str:
    """Return what is strange about a text, or an empty one."""
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in {"Cf", "Co", "Cn", "Zl", "Zp"} or (kind == "Cc" and sign not in "\n\t"):
            return f"{_named(sign)} cannot be seen, in '{_around(text, sign)}': it is to be taken out"
        if kind in {"So", "Sk"} and ord(sign) > 0x2190:  # noqa: PLR2004 - the arrows, before which stand ° and ^
            return f"{_named(sign)} is a picture, words are wanted"
    for word in _WORD.findall(text):
        scripts = {script: sign for sign in word for script in _SCRIPT if unicodedata.name(sign, "").startswith(script)}
        if len(scripts) > 1:
            odd = next(sign for script, sign in scripts.items() if script != "LATIN")
            return f"{_named(odd)} in '{word}' looks like another letter, that one is wanted"
    return ""


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def _around(text: str, sign: str) -> str:
    """Return the words beside a sign that cannot be seen, with a mark in its place."""
    place = text.index(sign)
    return f"{text[max(place - 8, 0) : place]}|{text[place + 1 : place + 9]}"


RULES = (letters_are_what_they_look_like,)
