"""Joins the shape of the data files with the words for it: every field has its line in data.toml, and no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from sipcodes.content.described import Described
from sipcodes.content.fields import Text
from sipcodes.content.load import Loaded
from sipcodes.data.pieces import Addressed, Exported
from sipcodes.data.schema import FILES, RECORDS, DataFile
from sipcodes.problems import Problem, did_you_mean

TABLE = "data.toml"
_KINDS: tuple[type[Exported], ...] = (*FILES, DataFile, *RECORDS, Addressed)
_NAMES = {str: "string", int: "number", bool: "boolean", date: "date", NoneType: "null"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its name and type in JSON, and what it is."""

    name: str
    type: str
    words: Text


@dataclass(frozen=True, slots=True)
class Shape:
    """A record of the data files, with the fields that it does not share with others."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    shares: tuple[str, ...]
    """The records whose fields it has as well."""


def shapes(words: Mapping[str, Described]) -> tuple[Shape, ...]:
    """Return every record: files first, what records share last."""
    return tuple(
        Shape(
            kind.__name__,
            words[kind.__name__].title,
            tuple(_own(kind, words)),
            tuple(base.__name__ for base in kind.__bases__ if base is not Exported),
        )
        for kind in _KINDS
    )


def described(kind: type[Exported], words: Mapping[str, Described]) -> Iterator[Field]:
    """Yield each field of a record, those that it shares as well."""
    for owner in kind.__mro__:
        if issubclass(owner, Exported):
            yield from _own(owner, words)


def _own(kind: type[Exported], words: Mapping[str, Described]) -> Iterator[Field]:
    for name, shown in _fields(kind).items():
        yield Field(shown, typed(kind.model_fields[name].annotation), words[kind.__name__].fields[shown])


def _fields(kind: type[Exported]) -> Mapping[str, str]:
    """Return the fields that a record does not share with others: name in Python to name in JSON."""
    fields = kind.model_fields
    return {name: fields[name].alias or name for name in kind.__annotations__ if name in fields}


def typed(annotation: Any) -> str:  # noqa: ANN401 - a type as typing has it
    """Return what stands in JSON for a type of ours, written as TypeScript would."""
    inner = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        return " | ".join(f'"{value}"' if isinstance(value, str) else str(value).lower() for value in inner)
    if origin in {Union, UnionType}:
        return " | ".join(map(typed, inner))
    if origin is tuple:
        item = typed(inner[0])
        return f"({item})[]" if " | " in item else f"{item}[]"
    if origin is Mapping:
        return f"{{[key]: {typed(inner[1])}}}"
    return _NAMES.get(annotation) or str(annotation.__name__)


def broken_descriptions(loaded: Loaded) -> Iterator[Problem]:
    """Every record of the data files and each of its fields is described, and nothing else is."""
    table = loaded.tables[TABLE]
    if TABLE in loaded.broken:
        return
    wanted = {kind.__name__: [*_fields(kind).values()] for kind in _KINDS}
    words = loaded.reference.data
    for name in wanted:
        if name not in words:
            yield table.problem((), f"[{name}] is missing, a description of that record is wanted")
    for name, one in words.items():
        if name not in wanted:
            hint = did_you_mean(name, wanted)
            yield table.problem((name,), f"[{name}]: the data files have no such record{hint}")
            continue
        for field in wanted[name]:
            if field not in one.fields:
                yield table.problem((name,), f"{name}: '{field}' is missing, a description of that field is wanted")
        for field in one.fields:
            if field not in wanted[name]:
                hint = did_you_mean(field, wanted[name])
                yield table.problem((name, "fields", field), f"{name}: the data files have no field '{field}'{hint}")
