"""Reads the files of a content folder into records, each with its place; whatever is wrong lands in a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sipcodes.content.fields import Record
from sipcodes.content.known import Known
from sipcodes.content.markup import Article, read_articles
from sipcodes.content.products import Product
from sipcodes.content.reference import Label, Prose
from sipcodes.content.toml import Parser, Table, read_table, read_text
from sipcodes.content.toml_lines import Location
from sipcodes.content.translations import Translation, translated, translated_prose
from sipcodes.editors import files
from sipcodes.memo import Memo, Share
from sipcodes.problems import Problem, did_you_mean

INFORMAL = "reply-informal"
"""The reply in the second form of address, in languages that have two."""
R = TypeVar("R", bound=Record)


class Reader:
    """Reads files below one folder; whatever is wrong lands in `problems`."""

    def __init__(self, content: Path, memo: Memo) -> None:
        self.content = content
        self.memo = memo
        self.problems: list[Problem] = []
        self.tables: dict[str, Table] = {}
        self.languages: tuple[str, ...] = ()
        self.translations: list[Translation] = []
        """Languages that have a file of their own; `languages` names them too, last."""
        self.informal: frozenset[str] = frozenset()
        self.lost: dict[str, frozenset[str]] = {}
        """Keys by table that have prose and no entry."""
        self.misnamed: frozenset[str] = frozenset()
        """Keys of entries that have no prose, because their name or that of the prose is wrong."""

    @property
    def own(self) -> tuple[str, ...]:
        """The languages that stand in the files themselves."""
        return self.languages[: len(self.languages) - len(self.translations)]

    def table(self, name: str) -> Table:
        """Return a TOML file, read once."""
        if name not in self.tables:
            told = len(self.problems)
            table = read_table(self.content / name, self.problems, self.memo)
            if not table.data and len(self.problems) == told:
                self.problems.append(table.problem((), "is empty, entries are wanted"))
            self.tables[name] = translated(table, self.own, self.translations) if self.translations else table
        return self.tables[name]

    def one(self, kind: type[R], name: str) -> R | None:
        """Parse a whole file as one record."""
        table = self.table(name)
        return self._record(kind, table.data, table, ()) if table.data else None

    def numbered(self, kind: type[R], name: str, *within: str) -> dict[int, R]:
        """Parse tables whose key is a number, in numeric order."""
        found: dict[int, R] = {}
        for key, place, value in self._tables(name, within):
            if not key.isdecimal():
                stems = [path.name.partition(".")[0] for path in files(self.content / name.removesuffix(".toml"), "*")]
                hint = did_you_mean(key, stems)
                self.problems.append(self.table(name).problem(place, f"unknown key '{key}', a number is wanted{hint}"))
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

    def products(self) -> dict[str, Product]:
        """Read a product from each file of its folder; the rows in it are read apart, each with its place."""
        found: dict[str, Product] = {}
        for name in self._product_files():
            table = self.table(name)
            known = Product.model_fields.keys() - {"key"}
            self.problems += table.unknown({*known, "rows", "prints"})
            head = {key: value for key, value in table.data.items() if key in known}
            key = Path(name).stem
            if table.data and (product := self._record(Product, {**head, "key": key}, table, ())):
                found[key] = product
        return found

    def of_products(self, kind: type[R], key: str) -> tuple[R, ...]:
        """Parse an array of tables that product files have, those of all files."""
        return tuple(
            record
            for name in self._product_files()
            if key in self.table(name).data
            for record in self.rows(kind, name, key, {"product": Path(name).stem})
        )

    def known(self) -> tuple[Known, ...]:
        """Read the known cases of each file of their folder, whose name says what they are about."""
        found: list[Known] = []
        for path in files(self.content / "known", "*.toml"):
            name = f"known/{path.name}"
            self.problems += self.table(name).unknown({"known"})
            found += self.rows(Known, name, "known", {"about": path.stem})
        return tuple(found)

    def _product_files(self) -> list[str]:
        return [f"products/{path.name}" for path in files(self.content / "products", "*.toml")]

    def rows(self, kind: type[R], name: str, key: str, given: Mapping[str, object] | None = None) -> tuple[R, ...]:
        """Parse an array of tables; `given` are fields that all of them have."""
        table = self.table(name)
        values = table.data.get(key, [])
        if not isinstance(values, list):
            self.problems.append(table.problem((key,), f"{key}: an array of tables, '[[{key}]]', is wanted"))
            return ()

        def made() -> tuple[R, ...]:
            records = (self._record(kind, value, table, (key, place), given) for place, value in enumerate(values))
            return tuple(record for record in records if record)

        return table.once((kind, key, self.languages), self.problems, made)

    def unique(self, records: Iterable[R], field: str) -> dict[int, R]:
        """Return records by a field of theirs; a second one of the same value is a problem."""
        found: dict[int, R] = {}
        for record in records:
            value = getattr(record, field)
            if value in found:
                self.problems.append(record.problem((field,), f"{field} {value} stands here twice, once is wanted"))
            found[value] = record
        return found

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
                found[f"{group}.{key}"] = Label(texts, table, place)
        return found

    def prose(self, wanted: Mapping[str, Mapping[str, Sequence[str]]], share: Share) -> dict[str, Prose]:
        """Read `folder/key.language.md` for every folder, key and language; a file that belongs to none is a problem.

        `wanted` are the sections of each key of a folder; `share` converts what is new.
        """
        texts: dict[tuple[str, str, str], tuple[Path, str, tuple[str, ...]]] = {}
        for folder, keys in wanted.items():
            names = {f"{key}.{language}.md": (key, language) for key in keys for language in self.own}
            told = self._strangers(folder, names)
            for name, (key, language) in names.items():
                path, sections = self.content / folder / name, tuple(keys[key])
                if name not in told and (text := read_text(path, self.problems)) is not None:
                    second = (INFORMAL,) if "reply" in sections and language in self.informal else ()
                    texts[folder, key, language] = path, text, (*sections, *second)
                    for translation in self.translations if language == self.own[0] else ():
                        inner = translated_prose(text, f"{folder}/{key}.md", sections, translation)
                        texts[folder, key, translation.tag] = translation.path, inner, sections
        found: dict[str, dict[tuple[str, str], Article]] = {folder: {} for folder in wanted}
        for (folder, key, language), article in read_articles(texts, self.problems, self.memo, share).items():
            found[folder][key, language] = article
        return dict(found)

    def _strangers(self, folder: str, names: Mapping[str, tuple[str, str]]) -> set[str]:
        """Tell which files belong to no entry; return the names of missing files of which that tells enough."""
        there = {path.name for path in files(self.content / folder, "*")}
        # entries of a table that could not be read are unknown, so nothing can be said of their prose
        strangers = sorted(there - names.keys()) if names else []
        missing = [name for name in names if name not in there]
        table = f"{folder}.toml"
        form = re.compile(rf"(.+)\.(?:{'|'.join(self.languages)})\.md")
        keys = {key for key, _ in names.values()}
        lost = {
            match[1]: name for name in reversed(strangers) if (match := form.fullmatch(name)) and match[1] not in keys
        }
        bare = keys - {names[name][0] for name in names if name in there}
        if len(lost) == len(bare) == 1:
            (file,), (bare_key,) = lost.values(), bare
            self._misnamed(table, bare_key, f"{folder}/{file}")
            self.lost[table], self.misnamed = frozenset(lost), self.misnamed | bare
            return {name for name in missing if names[name][0] == bare_key}
        told: set[str] = set()
        for name in strangers:
            near = next((file for file in missing if file.lower() == name.lower()), "")
            hint = f"; did you mean '{near}'?" if near else did_you_mean(name, missing)
            if (match := form.fullmatch(name)) and not hint and table in self.tables:
                if lost.get(match[1]) != name:
                    continue  # that of another language has been told
                hint = f", [{match[1]}] in {table} is wanted"
            else:
                told |= {file for file in missing if hint.endswith(f"'{file}'?")}
            self.problems.append(Problem(self.content / folder / name, 1, f"belongs to no entry{hint}"))
        self.lost[table] = frozenset(lost)
        return told

    def _misnamed(self, name: str, key: str, file: str) -> None:
        """Tell that an entry and its prose have different names, unless the name of the entry has been told."""
        table = self.table(name)
        problem = table.problem((key,), f"[{key}] has no prose, and {file} no entry: one of both is misnamed")
        if all((told.path, told.line) != (problem.path, problem.line) for told in self.problems):
            self.problems.append(problem)

    def _tables(self, name: str, within: Sequence[str]) -> Iterable[tuple[str, tuple[str, ...], object]]:
        data: Any = self.table(name).data
        for part in within:
            data = data.get(part, {})
        if not isinstance(data, dict):
            self.problems.append(self.table(name).problem(within, f"{'.'.join(within)}: a table is wanted"))
            return []
        return [(key, (*within, key), value) for key, value in data.items()]

    def _keyed(self, kind: type[R], key: object, value: object, name: str, place: Location) -> R | None:
        """Parse a table that gets its key as a field: `number` or `key`, where the record has one."""
        field = "number" if isinstance(key, int) else "key"
        return self._record(kind, value, self.table(name), place, {field: key} if field in kind.model_fields else None)

    def _record(
        self, kind: type[R], value: object, table: Table, place: Location, given: Mapping[str, object] | None = None
    ) -> R | None:
        """Parse a value with fields that are given beside it."""

        def made() -> R | None:
            whole = {**value, **given} if given and isinstance(value, dict) else value
            record = Parser({"languages": self.languages}, self.problems).parse(kind, whole, table, place)
            if record is not None:
                record.written(table, place)
            return record

        return table.once((kind, place, self.languages), self.problems, made)
