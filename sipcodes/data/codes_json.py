"""The data for programs as JSON: `codes.json` with everything, its parts apart, and the schema that describes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json

from sipcodes.artifact import JSON, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.data import schema
from sipcodes.data.described import described
from sipcodes.data.records import Records

SCHEMA = "codes.schema.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_Json = Mapping[str, Any]


class Data:
    """The data of one reference; each record is made once, for all files that have it."""

    def __init__(self, reference: Reference, base_url: str) -> None:
        """Take a reference, and where its pages will be."""
        self.reference = reference
        self.base_url = base_url
        self._records = Records(reference, base_url)

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the recipes of the JSON files."""
        parts: dict[str, Callable[[], _Json]] = {
            "codes.json": lambda: {"contents": "everything", **self.everything},
            "symptoms.json": lambda: {"contents": "symptoms", "symptoms": self.everything["symptoms"]},
            "q850.json": lambda: {"contents": "causes", "causes": self.everything["causes"]},
            **{f"sip-{number}.json": partial(self._code, number) for number in self.reference.codes},
        }
        for name, part in parts.items():
            yield Artifact(name, Kind.DATA, JSON, partial(self._file, part))
        yield Artifact(SCHEMA, Kind.DATA, JSON, self._schema)

    @cached_property
    def codes(self) -> Mapping[int, schema.CodeData]:
        """The record of every code, in numeric order."""
        made = self._records.code
        return {number: schema.CodeData.model_validate(made(code)) for number, code in self.reference.codes.items()}

    @cached_property
    def _written(self) -> Mapping[int, _Json]:
        """The record of every code, as files have it."""
        return {number: _plain(code) for number, code in self.codes.items()}

    def _code(self, number: int) -> _Json:
        return {"contents": "code", **self._written[number]}

    @cached_property
    def everything(self) -> _Json:
        """What codes.json holds, beside what every file says of itself."""
        reference, made = self.reference, self._records
        patterns = [made.pattern(key, one) for key, one in reference.tracing.verdicts.items() if one.pattern]
        return {
            "url": self.base_url,
            "languages": {tag: language.name for tag, language in reference.settings.languages.items()},
            "categories": {key: category.name for key, category in reference.categories.items()},
            "labels": made.labels(),
            "classes": _checked(schema.ClassData, map(made.category, reference.categories.values())),
            "codes": [*self._written.values()],
            "unregistered": _checked(schema.UnregisteredCode, map(made.other, reference.others.values())),
            "causes": _checked(schema.CauseData, (made.cause(*one) for one in reference.causes.items())),
            "symptoms": _checked(schema.SymptomData, map(made.symptom, reference.symptoms.values())),
            "patterns": _checked(schema.PatternData, patterns),
        }

    def _file(self, part: Callable[[], _Json]) -> bytes:
        settings = self.reference.settings
        head = {
            "$schema": schema_id(self.base_url),
            "version": settings.version,
            "released": settings.released,
            "checked": settings.checked,
            "license": LICENCE,
        }
        return to_json({**head, **part()}, indent=1) + b"\n"

    def _schema(self) -> bytes:
        shape = TypeAdapter(schema.AnyFile).json_schema(by_alias=True, mode="serialization")
        language = "en" if "en" in self.reference.languages else self.reference.languages[0]
        for kind in (*schema.FILES, *schema.RECORDS):
            definition = shape["$defs"][kind.__name__]
            definition["description"] = self.reference.data[kind.__name__].title[language]
            for field in described(kind, self.reference.data):
                definition["properties"][field.name]["description"] = field.words[language]
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": schema_id(self.base_url),
            "title": "SIP response codes",
            "description": f"Version {schema.SCHEMA_VERSION}: codes.json, or a part of it such as sip-486.json",
        }
        return to_json({**head, **shape}, indent=1) + b"\n"


def schema_id(base_url: str) -> str:
    """Return the address by which the schema names itself (JSON Schema 2020-12 §8.2.1), with its version."""
    return f"{base_url}{SCHEMA}?version={schema.SCHEMA_VERSION}"


def _checked(kind: type[BaseModel], made: Iterable[Mapping[str, object]]) -> list[_Json]:
    return [_plain(kind.model_validate(record)) for record in made]


def _plain(record: BaseModel) -> _Json:
    return record.model_dump(mode="json", by_alias=True)
