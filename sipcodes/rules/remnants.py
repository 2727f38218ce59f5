"""The texts of tables are short Markdown: nothing in them is left of Markdown that is none, nor of typing."""

import re
from collections.abc import Iterator
from functools import partial

from sipcodes.content.load import Loaded
from sipcodes.content.remnants import remnants
from sipcodes.content.slips import slips
from sipcodes.content.toml import Table
from sipcodes.problems import Problem

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


RULES = (texts_of_tables_are_markdown,)
