"""The data for programs: `codes.json`, `codes.csv`, a JSON file per code, and the schema that describes the JSON.

The promise: a program that reads a file of one schema version reads every later file of that version. Keys are added
within a version; a key that goes or changes its meaning makes a new one (`SCHEMA_VERSION`).
"""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sipcodes import addresses
from sipcodes.model import Code, Mapped
from sipcodes.reference import Reference

SCHEMA_VERSION = 1
SCHEMA = "codes.schema.json"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"

Languages = Annotated[Mapping[str, str], Field(description="one text per language, by language tag (BCP 47)")]


class Exported(BaseModel):
    """A frozen record of the data files."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class HttpStatus(Exported):
    """The HTTP status code of the same number."""

    phrase: str
    rfc: str
    same: Literal["yes", "partly", "no"] = Field(description="whether it means the same in HTTP")


class HeaderField(Exported):
    """A header field that goes with the code."""

    name: str
    need: Literal["must", "should", "may"]
    when: Languages | None = None
    sources: tuple[str, ...]


class CauseMapping(Exported):
    """A Q.850 cause that the code is translated from or into."""

    cause: int = Field(ge=1, le=127)
    name: str
    when: Languages | None = None
    sources: tuple[str, ...]


class StackUse(Exported):
    """What a program or provider makes of the code: `value` as it shows it, `text` in our words."""

    stack: str
    kind: Literal["received", "sent", "makes", "shows", "number"]
    value: str | None = None
    text: Languages | None = None
    source: str


class DialogEffect(Exported):
    """What a failure with this code inside a call ends (RFC 5057)."""

    scope: Literal["transaction", "usage", "dialog"]
    source: str
    note: Languages | None = None


class SimilarCode(Exported):
    """A code that it is mixed up with."""

    code: int
    difference: Languages


class CodeData(Exported):
    """Everything that the reference knows of one SIP response code."""

    number: int = Field(ge=100, le=699)
    category: str = Field(pattern="^[1-6]xx$", alias="class")
    phrase: str = Field(description="the reason phrase as registered with IANA")
    registered: Literal[True] = True
    deprecated: bool
    rfc: str = Field(description="RFC and section that define it")
    more: tuple[str, ...] = Field(description="other sections that say something on it")
    remark: Languages = Field(description="the meaning in a few words")
    meaning: Languages = Field(description="the meaning in one or two plain sentences")
    reply: Languages = Field(description="a text to send to a customer")
    verdict: Literal["step", "end", "choice", "caller", "path", "callee"]
    retry: Literal["none", "automatic", "now", "later", "changed", "no"]
    senders: tuple[Literal["uas", "proxy", "registrar", "redirect", "gateway", "local"], ...]
    requests: tuple[str, ...] = Field(description="methods that it answers; 'any' for all")
    formerly: tuple[str, ...] = Field(description="old, misspelt and other phrases in use")
    http: HttpStatus | None
    headers: tuple[HeaderField, ...]
    effect: DialogEffect | None
    q850_to_sip: tuple[CauseMapping, ...] = Field(description="causes that become this code")
    q850_from_sip: tuple[CauseMapping, ...] = Field(description="causes that this code becomes")
    stacks: tuple[StackUse, ...]
    similar: tuple[SimilarCode, ...]
    url: str = Field(description="the page in all languages")
    urls: Languages = Field(description="the page in each language")


class CodeFile(CodeData):
    """A file such as `sip-486.json`."""

    schema_: str = Field(alias="$schema")
    version: str
    checked: date
    license: str


class CodesFile(Exported):
    """The file `codes.json`."""

    schema_: str = Field(alias="$schema")
    version: str = Field(description="the version of the reference")
    checked: date = Field(description="the day on which codes and phrases were last compared with IANA's registry")
    license: str
    url: str
    languages: Languages = Field(description="each language of the reference, with its own name")
    categories: Mapping[str, Languages] = Field(description="the six classes, with their names")
    codes: tuple[CodeData, ...]


def exports(reference: Reference, base_url: str) -> dict[str, bytes]:
    """Return the data files: address to bytes."""
    settings = reference.settings
    head = {
        "$schema": schema_id(base_url),
        "version": settings.version,
        "checked": settings.checked,
        "license": _LICENCE,
    }
    codes = tuple(_code(reference, code, base_url) for code in reference.codes.values())
    everything = CodesFile.model_validate(
        {
            **head,
            "url": base_url,
            "languages": {tag: language.name for tag, language in settings.languages.items()},
            "categories": {key: category.name for key, category in reference.categories.items()},
            "codes": codes,
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
            "reply": {tag: _plain(reference.code_prose[str(number), tag].sections["reply"]) for tag in reference.languages},
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
            "similar": [{"code": twin.number, "difference": pair.difference} for twin, pair in reference.similar(number)],
            "url": base_url + addresses.card(number),
            "urls": {tag: base_url + addresses.code(tag, number) for tag in reference.languages},
        }
    )


_SAME = (
    *("number", "phrase", "deprecated", "rfc", "more", "remark", "meaning", "verdict", "retry", "senders", "requests"),
    "formerly",
)
"""Facts that a data file gives as the content has them."""


def _some(record: BaseModel, *names: str) -> dict[str, object]:
    return record.model_dump(include=set(names))


def _plain(html: Markup) -> str:
    """Return the text of short prose."""
    return html.striptags()


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
