"""Languages that are translated in steps: `languages/de.po` has each text of the first language, and it in German.

PO is the format of GNU gettext, which editors such as Poedit and services such as Weblate fill in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sipcodes.content.toml import Table, read_text
from sipcodes.editors import files
from sipcodes.problems import Problem

FOLDER = "languages"
DRAFT, NAME, LOCALE = "X-Draft", "X-Name", "X-Locale"
"""Lines in the head of a file: whether the language shows in the preview alone, its name in itself, its locale."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text to translate."""

    context: str
    """Where it stands: `codes.toml 486 remark`, `codes/486.md meaning`."""
    text: str
    """What it is in the first language; a list has a line for each of its texts."""
    others: Mapping[str, str]
    """What it is in the other languages."""


@dataclass(frozen=True)
class Translation:
    """A language that has a PO file."""

    tag: str
    path: Path
    head: Mapping[str, str]
    entries: Mapping[tuple[str, str], tuple[str, int]]
    """Context and text of the first language, to translation and line."""

    @property
    def is_draft(self) -> bool:
        """Whether it shows in the preview alone, with the first language where a text lacks."""
        return self.head.get(DRAFT, "") != "no"

    @property
    def settings(self) -> dict[str, str]:
        """Name and locale, as site.toml has them of other languages."""
        return {"name": self.head.get(NAME) or self.tag, "locale": self.head.get(LOCALE) or self.tag}

    def gaps(self, sources: Iterator[Source]) -> Iterator[Problem]:
        """What is not a draft any more has every text."""
        for source in sources:
            text, line = self.entries.get((source.context, source.text), ("", 1))
            if not text:
                what = f"'{source.context}' ({source.text.splitlines()[0]})"
                yield Problem(self.path, line, f"{what} is not filled in, every text is wanted")

    def line(self, context: str, original: str) -> int:
        """Return the line at which the entry of a text begins."""
        return self.entries.get((context, original), ("", 1))[1]

    def of(self, context: str, original: str) -> str:
        """Return the translation of a text, or the text itself."""
        return self.entries.get((context, original), ("", 0))[0] or original


def translations(content: Path, problems: list[Problem], *, drafts: bool) -> list[Translation]:
    """Read the translations that are to show; one that is no PO file becomes a problem."""
    found = []
    for path in files(content / FOLDER, "*.po"):
        translation = read_translation(path, problems)
        if translation and (drafts or not translation.is_draft):
            found.append(translation)
    return found


def read_translation(path: Path, problems: list[Problem]) -> Translation | None:
    """Read a PO file."""
    import polib  # noqa: PLC0415 - most builds have no such file

    text = read_text(path, problems)
    if text is None:
        return None
    try:
        file = polib.pofile(text)
    except OSError as error:
        place = re.search(r"line (\d+)", str(error))
        problems.append(
            Problem(path, int(place[1]) if place else 1, "is no PO file, an entry as in the others is wanted")
        )
        return None
    entries = {
        (entry.msgctxt or "", entry.msgid): (entry.msgstr, entry.linenum or 1) for entry in file if not entry.obsolete
    }
    return Translation(path.stem, path, file.metadata, entries)


def sources(name: str, data: object, languages: tuple[str, ...], place: tuple[str, ...] = ()) -> Iterator[Source]:
    """Yield every text in the data of a TOML file that is written in each language."""
    if isinstance(data, list):
        for value in data:
            yield from sources(name, value, languages, place)
    elif isinstance(data, Mapping):
        if _is_text(data, languages):
            texts = {language: _joined(data[language]) for language in languages}
            if original := texts.pop(languages[0]):
                yield Source(" ".join((name, *place)), original, texts)
        else:
            for key, value in data.items():
                yield from sources(name, value, languages, (*place, key))


def translated(table: Table, languages: tuple[str, ...], added: list[Translation]) -> Table:
    """Return a table with every text in further languages too."""

    def filled(value: Any, place: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever TOML holds
        if isinstance(value, list):
            return [filled(inner, place) for inner in value]
        if not isinstance(value, Mapping):
            return value
        if not _is_text(value, languages):
            return {key: filled(inner, (*place, key)) for key, inner in value.items()}
        original = value[languages[0]]
        context = " ".join((name, *place))
        texts = {translation.tag: translation.of(context, _joined(original)) for translation in added}
        return {
            **value,
            **{tag: text.splitlines() if isinstance(original, list) else text for tag, text in texts.items()},
        }

    name = file_name(table.path)
    return Table(table.path, table.text, filled(table.data, ()))


def translated_prose(text: str, context: str, wanted: tuple[str, ...], translation: Translation) -> str:
    """Return an article in a further language, section for section; its headings are keys and stay.

    Each section stands at the line of its entry in the PO file, so that a mistake is told there.
    """
    lines: list[str] = []
    for key in wanted or ("",):
        body = (text.partition(f"## {key}\n")[2].partition("\n## ")[0] if key else text).strip()
        place = f"{context} {key}".strip()
        lines += [""] * (translation.line(place, body) - len(lines) - 2)
        lines += [*([f"## {key}"] if key else []), "", *translation.of(place, body).split("\n"), ""]
    return "\n".join(lines)


def file_name(path: Path) -> str:
    """Return what a TOML file is called in a context: `codes.toml`, `products/asterisk.toml`, `known/403.toml`."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in {"products", "known"} else path.name


def _is_text(value: Mapping[str, object], languages: tuple[str, ...]) -> bool:
    return set(value) >= set(languages)


def _joined(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
