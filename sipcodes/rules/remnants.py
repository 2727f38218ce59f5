"""The texts of tables are short Markdown: nothing in them is left of Markdown that is none, nor of typing."""

import re
from collections.abc import Iterator
from functools import partial

from sipcodes.content.load import Loaded
from sipcodes.content.remnants import remnants
from sipcodes.content.slips import slips
from sipcodes.content.toml import Table
from sipcodes.problems import Problem

_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_WORDS = re.compile(r"`[^`]*`|\{[^}]*\}|“[^”]*”")
_MANY = 4
"""From so many words a text that is the same in two languages is one that was forgotten."""
_MAY_BE = re.compile(r"[`*<\[(#+\t§~={\\]|RFC|SIP|(?i:\brfc|\bsip)|^ *[\d\u2013-\u2022-]")
"""What each remnant has a sign of; most texts have none."""


def texts_of_tables_are_markdown(loaded: Loaded) -> Iterator[Problem]:
    """A text that is written in every language is shown as Markdown; what is the same in all is shown word for word."""
    languages = frozenset(loaded.reference.languages)
    for table in loaded.tables.values():
        yield from table.once((remnants, languages), [], partial(_of, table, languages))


def _of(table: Table, languages: frozenset[str]) -> list[Problem]:
    found = []
    for location, text in table.texts:
        if location[-1] in languages:
            for line, message in [*(remnants(text) if _MAY_BE.search(text) else ()), *slips(text)]:
                found.append(Problem(table.path, table.line(location) + line - 1, message))
    return found


def texts_are_translated(loaded: Loaded) -> Iterator[Problem]:
    """A text of several words is another one in each language: what was copied to be translated is told."""
    languages = loaded.reference.languages
    for table in loaded.tables.values():
        first: dict[tuple[object, ...], tuple[str, str]] = {}
        for location, text in table.texts:
            if location[-1] in languages and len(_WORD.findall(_NO_WORDS.sub("", text))) >= _MANY:
                language, other = first.setdefault(location[:-1], (str(location[-1]), text))
                if text == other and location[-1] != language:
                    message = f"'{text}' stands here in {location[-1]} as in {language}, a translation is wanted"
                    yield table.problem(location, message)


RULES = (texts_of_tables_are_markdown, texts_are_translated)
