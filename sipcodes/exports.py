"""The data for programs: `codes.json`, `codes.csv`, a JSON file per code, and the schema that describes the JSON."""

import csv
import io
import json

from pydantic import BaseModel, TypeAdapter

from sipcodes import addresses
from sipcodes.datafiles import SCHEMA_VERSION, CodeData, CodeFile, CodesFile
from sipcodes.model import Code, Mapped
from sipcodes.reference import Reference

SCHEMA = "codes.schema.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def exports(reference: Reference, base_url: str) -> dict[str, bytes]:
    """Return the data files: address to bytes."""
    settings = reference.settings
    head = {
        "$schema": schema_id(base_url),
        "version": settings.version,
        "checked": settings.checked,
        "license": LICENCE,
    }
    codes = tuple(_code(reference, code, base_url) for code in reference.codes.values())
    everything = CodesFile.model_validate(
        {
            **head,
            "url": base_url,
            "languages": {tag: language.name for tag, language in settings.languages.items()},
            "categories": {key: category.name for key, category in reference.categories.items()},
            "codes": codes,
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
    return {
        "codes.json": _json(everything),
        "codes.csv": _csv(codes, reference.languages),
        SCHEMA: _schema(base_url),
        **{
            f"sip-{code.number}.json": _json(CodeFile.model_validate({**head, **code.model_dump(by_alias=True)}))
            for code in codes
        },
    }


def schema_id(base_url: str) -> str:
    """Return the address by which the schema names itself (JSON Schema 2020-12 §8.2.1), with its version."""
    return f"{base_url}{SCHEMA}?version={SCHEMA_VERSION}"


def _code(reference: Reference, code: Code, base_url: str) -> CodeData:
    number = code.number
    effect = reference.effect(number)
    prose = reference.code_prose

    def causes(rows: tuple[Mapped, ...]) -> list[dict[str, object]]:
        return [
            {"name": reference.causes[row.cause].name, **_some(row, "cause", "when", "sources")}
            for row in rows
            if row.code == number
        ]

    return CodeData.model_validate(
        {
            "class": code.category,
            **_some(code, *_SAME),
            "reply": {tag: prose[str(number), tag].sections["reply"].striptags() for tag in reference.languages},
            "http": code.http.model_dump() if code.http else None,
            "headers": [
                {"name": rule.header, **_some(rule, "need", "when", "sources")}
                for rule in reference.header_rules
                if rule.code == number
            ],
            "effect": _some(effect, "scope", "source", "note") if effect else None,
            "q850_to_sip": causes(reference.to_sip),
            "q850_from_sip": causes(reference.from_sip),
            "stacks": [
                {"stack": reference.stacks[row.stack].name, **_some(row, "kind", "value", "text", "source")}
                for row in reference.stack_rows
                if row.code == number
            ],
            "similar": [
                {"code": twin.number, "difference": pair.difference} for twin, pair in reference.similar(number)
            ],
            "url": base_url + addresses.card(number),
            "urls": {tag: base_url + addresses.code(tag, number) for tag in reference.languages},
        }
    )


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
    return json.dumps({"$schema": data.pop("$schema"), **data}, ensure_ascii=False, indent=1).encode() + b"\n"


def _schema(base_url: str) -> bytes:
    schema = TypeAdapter(CodesFile | CodeFile).json_schema(by_alias=True, mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(base_url),
        "title": "SIP response codes",
        "description": f"Version {SCHEMA_VERSION}: codes.json, or a file of one code such as sip-486.json",
    }
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=1).encode() + b"\n"


def _csv(codes: tuple[CodeData, ...], languages: tuple[str, ...]) -> bytes:
    """Write a row per code with both languages side by side, as RFC 4180 has it: CRLF, a header line, UTF-8."""
    out = io.StringIO(newline="")
    rows = [_row(code, languages) for code in codes]
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _row(code: CodeData, languages: tuple[str, ...]) -> dict[str, object]:
    texts = {"remark": code.remark, "meaning": code.meaning, "reply": code.reply, "url": code.urls}
    return {
        "number": code.number,
        "class": code.category,
        "phrase": code.phrase,
        **{f"{name}_{tag}": text[tag] for name, text in texts.items() for tag in languages},
        "verdict": code.verdict,
        "retry": code.retry,
        "senders": " ".join(code.senders),
        "requests": " ".join(code.requests),
        "rfc": code.rfc,
        "more": "; ".join(code.more),
        "deprecated": "yes" if code.deprecated else "no",
        "formerly": "; ".join(code.formerly),
        "q850_to_sip": " ".join(str(row.cause) for row in code.q850_to_sip),
        "q850_from_sip": " ".join(str(row.cause) for row in code.q850_from_sip),
        "http_phrase": code.http.phrase if code.http else "",
        "http_same": code.http.same if code.http else "",
        "similar": " ".join(str(twin.code) for twin in code.similar),
        "url": code.url,
    }
