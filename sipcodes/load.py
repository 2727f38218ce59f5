"""Reads `content/` into a Reference, or reports everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sipcodes.fields import Record
from sipcodes.flows import Flows
from sipcodes.markup import Article, article
from sipcodes.messages import Examples
from sipcodes.model import (
    Category,
    Cause,
    Code,
    Effect,
    HeaderAbout,
    HeaderRule,
    Mapped,
    OtherCode,
    Pair,
    Rfc,
    Settings,
    Stack,
    StackRow,
    Symptom,
    WarningCode,
)
from sipcodes.problems import ContentError, Problem, did_you_mean
from sipcodes.reference import Label, Prose, Reference
from sipcodes.rules import broken_rules
from sipcodes.search_terms import Searching
from sipcodes.tables import Parser, Table, read_table, read_text

CODE_SECTIONS = ("meaning", "causes", "caller", "admin", "reply")
ABOUT_SECTIONS = ("link", "cite", "offline", "data", "promise", "sources", "accessibility", "licence")
PAGES: Mapping[str, Sequence[str]] = {
    "overview": (),
    "q850": (),
    "other": (),
    "symptoms": (),
    "about": ABOUT_SECTIONS,
}
R = TypeVar("R", bound=Record)


def load(content: Path) -> Reference:
    """Read the content folder; raise ContentError with every problem of every file."""
    reader = _Reader(content)
    settings = reader.one(Settings, "site.toml")
    if settings is None:
        raise ContentError(reader.problems)
    reader.languages = tuple(settings.languages)
    flows = reader.one(Flows, "flows.toml")
    searching = reader.one(Searching, "search.toml")
    examples = reader.one(Examples, "examples.toml")
    parts: dict[str, Any] = {
        "settings": settings,
        "strings": reader.strings("ui.toml"),
        "codes": reader.numbered(Code, "codes.toml"),
        "categories": reader.keyed(Category, "categories.toml"),
        "pairs": reader.rows(Pair, "similar.toml", "pair"),
        "header_rules": reader.rows(HeaderRule, "headers.toml", "rules"),
        "headers": reader.keyed(HeaderAbout, "headers.toml", "about"),
        "effects": {effect.code: effect for effect in reader.rows(Effect, "effects.toml", "effects")},
        "stacks": reader.keyed(Stack, "stacks.toml", "stacks"),
        "stack_rows": reader.rows(StackRow, "stacks.toml", "rows"),
        "warnings": reader.numbered(WarningCode, "warnings.toml"),
        "causes": reader.numbered(Cause, "q850.toml", "causes"),
        "to_sip": reader.rows(Mapped, "q850.toml", "to_sip"),
        "from_sip": reader.rows(Mapped, "q850.toml", "from_sip"),
        "others": reader.keyed(OtherCode, "other.toml"),
        "symptoms": reader.keyed(Symptom, "symptoms.toml"),
        "rfcs": reader.numbered(Rfc, "rfcs.toml"),
        "code_prose": reader.prose("codes", dict.fromkeys(reader.table("codes.toml").data, CODE_SECTIONS)),
        "category_prose": reader.prose("categories", dict.fromkeys(reader.table("categories.toml").data, ())),
        "symptom_prose": reader.prose("symptoms", dict.fromkeys(reader.table("symptoms.toml").data, ())),
        "page_prose": reader.prose("pages", PAGES),
    }
    if (
        flows is None
        or examples is None
        or searching is None
        or not all(table.data for table in reader.tables.values())
    ):
        raise ContentError(reader.problems)
    reference = Reference(**parts, flows=flows, examples=examples, searching=searching)
    reader.problems += broken_rules(reference, reader.tables)
    if reader.problems:
        raise ContentError(reader.problems)
    return reference


class _Reader:
    """Reads files below one folder; whatever is wrong lands in `problems`."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.problems: list[Problem] = []
        self.tables: dict[str, Table] = {}
        self.languages: tuple[str, ...] = ()

    @property
    def parser(self) -> Parser:
        """What turns values into records, in the languages known by now."""
        return Parser({"languages": self.languages}, self.problems)

    def table(self, name: str) -> Table:
        if name not in self.tables:
            self.tables[name] = read_table(self.content / name, self.problems)
        return self.tables[name]

    def one(self, kind: type[R], name: str) -> R | None:
        """Parse a whole file as one record."""
        table = self.table(name)
        return self.parser.parse(kind, table.data, table, ()) if table.data else None

    def numbered(self, kind: type[R], name: str, *within: str) -> dict[int, R]:
        """Parse tables whose key is a number, in numeric order."""
        found: dict[int, R] = {}
        for key, place, value in self._tables(name, within):
            if not key.isdecimal():
                self.problems.append(self.table(name).problem(place, f"unknown key '{key}', a number is wanted"))
            elif record := self._keyed(kind, int(key), value, name, place):
                found[int(key)] = record
        return dict(sorted(found.items()))

    def keyed(self, kind: type[R], name: str, *within: str) -> dict[str, R]:
        """Parse tables by key, in the order of the file."""
        found: dict[str, R] = {}
        for key, place, value in self._tables(name, within):
            if record := self._keyed(kind, key, value, name, place):
                found[key] = record
        return found

    def rows(self, kind: type[R], name: str, key: str) -> tuple[R, ...]:
        """Parse an array of tables."""
        table = self.table(name)
        values = table.data.get(key, [])
        if not isinstance(values, list):
            self.problems.append(table.problem((key,), f"{key}: an array of tables, '[[{key}]]', is wanted"))
            return ()
        records = (self.parser.parse(kind, value, table, (key, place)) for place, value in enumerate(values))
        return tuple(record for record in records if record)

    def strings(self, name: str) -> dict[str, Label]:
        """Read the UI strings: `search.label` to its text in each language."""
        table = self.table(name)
        found: dict[str, Label] = {}
        for group, entries in table.data.items():
            for key, texts in entries.items() if isinstance(entries, dict) else ():
                place = (group, key)
                if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
                    self.problems.append(table.problem(place, f"{group}.{key}: a text per language is wanted"))
                    continue
                for language in self.languages:
                    if language not in texts:
                        self.problems.append(table.problem(place, f"{group}.{key}: language '{language}' is missing"))
                for language in texts:
                    if language not in self.languages:
                        hint = did_you_mean(language, self.languages)
                        self.problems.append(
                            table.problem((*place, language), f"{group}.{key}: unknown language '{language}'{hint}")
                        )
                found[f"{group}.{key}"] = Label(texts, table.path, table.line(place))
        return found

    def prose(self, folder: str, wanted: Mapping[str, Sequence[str]]) -> Prose:
        """Read `folder/key.language.md` for every key and language; a file that belongs to none is a problem."""
        names = {f"{key}.{language}.md": (key, language) for key in wanted for language in self.languages}
        found: dict[tuple[str, str], Article] = {}
        for name, (key, language) in names.items():
            path = self.content / folder / name
            text = read_text(path, self.problems)
            if text is not None:
                found[key, language] = article(path, text, wanted[key], self.problems)
        for path in sorted((self.content / folder).glob("*")):
            # entries of a table that could not be read are unknown, so nothing can be said of their prose
            if names and path.name not in names:
                hint = did_you_mean(path.name, names)
                self.problems.append(
                    Problem(path, 1, f"belongs to no entry, a file per entry and language is wanted{hint}")
                )
        return found

    def _tables(self, name: str, within: Sequence[str]) -> Iterable[tuple[str, tuple[str, ...], object]]:
        data: Any = self.table(name).data
        for part in within:
            data = data.get(part, {})
        return [(key, (*within, key), value) for key, value in data.items()]

    def _keyed(self, kind: type[R], key: object, value: object, name: str, place: Sequence[str]) -> R | None:
        """Parse a table that gets its key as a field: `number` or `key`, where the record has one."""
        field = "number" if isinstance(key, int) else "key"
        if field in kind.model_fields and isinstance(value, dict):
            value = {**value, field: key}
        return self.parser.parse(kind, value, self.table(name), place)
