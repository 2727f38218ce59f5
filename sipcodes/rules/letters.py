"""Every letter is the one it looks like, and can be seen: in every file, whatever the field."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article
from sipcodes.content.traced import Place
from sipcodes.problems import Problem

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPT = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL")
"""Scripts with letters that look like those of others (Unicode TR 39)."""
_ARROWS = 0x2190
"""Where pictures begin: ° and ^ stand before."""


def letters_of_tables(loaded: Loaded) -> Iterator[Problem]:
    """No text of a table has a sign that is invisible, turns the direction, is a picture, or looks like another."""
    for table in loaded.tables.values():
        if any(map(_may_be_strange, table.signs)) or "\\" in table.text:
            for location, text in table.texts:
                if message := _strange(text):
                    yield table.problem(location, message)


def letters_of_prose(_loaded: Loaded, _place: Place, article: Article) -> Iterator[Problem]:
    """No article has such a sign."""
    for section in article.sections.values():
        suspect = any(map(_may_be_strange, section.signs))
        for number, line in enumerate(section.source.split("\n") if suspect else ()):
            if message := _strange(line):
                yield article.problem(section.line + number, message)


def _strange(text: str) -> str:
    """Return what is strange about a text, or an empty one."""
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        if message := _of_sign(sign, text):
            return message
    for word in _WORD.findall(text):
        scripts = {script: sign for sign in word if (script := _script(sign))}
        if len(scripts) > 1:
            odd = next(sign for script, sign in scripts.items() if script != "LATIN")
            return f"{_named(odd)} in '{word}' looks like another letter, that one is wanted"
    return ""


def _of_sign(sign: str, text: str) -> str:
    if sign == "\ufffd":
        return f"{_named(sign)} stands where a sign was lost, in '{_around(text, sign)}': that sign is wanted"
    if unicodedata.combining(sign):
        whole = unicodedata.normalize("NFC", text[max(text.index(sign) - 1, 0) : text.index(sign) + 1])
        return f"{_named(sign)} is a sign of its own behind its letter, '{whole}' as one sign is wanted"
    if _is_invisible(sign):
        return f"{_named(sign)} cannot be seen, in '{_around(text, sign)}': it is to be taken out"
    return f"{_named(sign)} is a picture, words are wanted" if _is_picture(sign) else ""


@cache
def _may_be_strange(sign: str) -> bool:
    return bool(
        _is_invisible(sign) or _is_picture(sign) or _script(sign) not in {"", "LATIN"} or unicodedata.combining(sign)
    )


def _is_invisible(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in {"Cf", "Co", "Cn", "Zl", "Zp"} or (kind == "Cc" and sign not in "\n\t")


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in {"So", "Sk"} and ord(sign) > _ARROWS


def _script(sign: str) -> str:
    """Return the script of a letter, where it is one that looks like another."""
    name = unicodedata.name(sign, "")
    return next((script for script in _SCRIPT if name.startswith(script)), "")


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def _around(text: str, sign: str) -> str:
    """Return the words beside a sign that cannot be seen, with a mark in its place."""
    place = text.index(sign)
    return f"{text[max(place - 8, 0) : place]}|{text[place + 1 : place + 9]}"


RULES = (letters_of_tables,)
OF_ARTICLES = (letters_of_prose,)
