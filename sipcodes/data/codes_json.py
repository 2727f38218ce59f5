"""The data for programs as JSON: `codes.json`, a file per code, and the schema that describes them."""

from collections.abc import Iterator
from functools import partial

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json

from sipcodes import addresses
from sipcodes.artifact import JSON, Artifact, Kind
from sipcodes.content.products import ProductRow
from sipcodes.content.records import Code, Mapped
from sipcodes.content.reference import Reference
from sipcodes.data.schema import SCHEMA_VERSION, CodeData, CodeFile, CodesFile

SCHEMA = "codes.schema.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def json_files(reference: Reference, base_url: str) -> Iterator[Artifact]:
    """Yield the recipes of the JSON files."""
    yield Artifact("codes.json", Kind.DATA, JSON, lambda: _json(_everything(reference, base_url)))
    yield Artifact(SCHEMA, Kind.DATA, JSON, lambda: _schema(base_url))
    for number, code in reference.codes.items():
        yield Artifact(f"sip-{number}.json", Kind.DATA, JSON, partial(_of_code, reference, code, base_url))


def _head(reference: Reference, base_url: str) -> dict[str, object]:
    """Return what every file says first."""
    settings = reference.settings
    version, checked = settings.version, settings.checked
    return {"$schema": schema_id(base_url), "version": version, "checked": checked, "license": LICENCE}


def _of_code(reference: Reference, code: Code, base_url: str) -> bytes:
    return _json(CodeFile.model_validate({**_head(reference, base_url), **_code(reference, code, base_url)}))


def _everything(reference: Reference, base_url: str) -> CodesFile:
    return CodesFile.model_validate(
        {
            **_head(reference, base_url),
            "url": base_url,
            "languages": {tag: language.name for tag, language in reference.settings.languages.items()},
            "categories": {key: category.name for key, category in reference.categories.items()},
            "codes": [_code(reference, code, base_url) for code in reference.codes.values()],
            "unregistered": [
                {
                    **_some(other, "key", "shown", "phrase", "kind", "seen", "remark", "meaning", "source"),
                    "urls": _urls(reference, base_url, "other", other.id),
                }
                for other in reference.others.values()
            ],
            "causes": [
                {
                    "number": number,
                    **_some(cause, "name", "names", "meaning"),
                    "urls": _urls(reference, base_url, "q850", f"cause-{number}"),
                }
                for number, cause in reference.causes.items()
            ],
        }
    )


def code_data(reference: Reference, base_url: str) -> tuple[CodeData, ...]:
    """Return the record of every code, in numeric order."""
    return tuple(CodeData.model_validate(_code(reference, code, base_url)) for code in reference.codes.values())


def schema_id(base_url: str) -> str:
    """Return the address by which the schema names itself (JSON Schema 2020-12 §8.2.1), with its version."""
    return f"{base_url}{SCHEMA}?version={SCHEMA_VERSION}"


def _code(reference: Reference, code: Code, base_url: str) -> dict[str, object]:
    number = code.number
    effect = reference.effect(number)
    prose = reference.prose["codes"]

    def causes(rows: tuple[Mapped, ...]) -> list[dict[str, object]]:
        return [{"name": reference.causes[row.cause].name, **_some(row, "cause", "when", "sources")} for row in rows]

    return {
        "class": code.category,
        **_some(code, *_SAME),
        "reply": {tag: prose[str(number), tag].sections["reply"].text for tag in reference.languages},
        "http": code.http.model_dump() if code.http else None,
        "headers": [
            {"name": rule.header, **_some(rule, "need", "when", "sources")}
            for rule in reference.headers_of[str(number)]
        ],
        "effect": _some(effect, "scope", "source", "note") if effect else None,
        "q850_to_sip": causes(reference.causes_to[str(number)]),
        "q850_from_sip": causes(reference.causes_from[str(number)]),
        "stacks": [_product_row(reference, row) for row in reference.rows_of[str(number)]],
        "similar": [{"code": twin.number, "difference": pair.difference} for twin, pair in reference.similar(number)],
        "url": base_url + addresses.card(number),
        "urls": {tag: base_url + addresses.code(tag, number) for tag in reference.languages},
    }


def _product_row(reference: Reference, row: ProductRow) -> dict[str, object]:
    product = reference.products[row.product]
    return {
        "stack": f"{product.name} ({row.part})" if row.part else product.name,
        "kind": row.kind,
        "value": row.value or row.phrase,
        "text": row.when,
        "source": row.url(product),
        **_some(row, "cause", "since"),
        "release": product.tag,
        "checked": product.checked,
    }


_SAME = (
    *("number", "phrase", "deprecated", "rfc", "more", "remark", "meaning", "verdict", "retry", "senders", "requests"),
    "formerly",
)
"""Facts that a data file gives as the content has them."""


def _urls(reference: Reference, base_url: str, page: str, fragment: str) -> dict[str, str]:
    return {tag: f"{base_url}{addresses.page(tag, page)}#{fragment}" for tag in reference.languages}


def _some(record: BaseModel, *names: str) -> dict[str, object]:
    return record.model_dump(include=set(names))


def _json(record: BaseModel) -> bytes:
    data = record.model_dump(mode="json", by_alias=True)
    return to_json({"$schema": data.pop("$schema"), **data}, indent=1) + b"\n"


def _schema(base_url: str) -> bytes:
    schema = TypeAdapter(CodesFile | CodeFile).json_schema(by_alias=True, mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(base_url),
        "title": "SIP response codes",
        "description": f"Version {SCHEMA_VERSION}: codes.json, or a file of one code such as sip-486.json",
    }
    return to_json({**head, **schema}, indent=1) + b"\n"
