"""The data for spreadsheets: `codes.csv`, a row per code."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sipcodes import addresses
from sipcodes.artifact import CSV, Artifact, Kind
from sipcodes.data.codes_json import Data
from sipcodes.data.schema import CodeData


def csv_file(data: Data) -> Artifact:
    """Return the recipe of the table."""
    return Artifact("codes.csv", Kind.DATA, CSV, lambda: _csv([*data.codes.values()], data.reference.languages))


def link_tables(data: Data) -> Iterator[Artifact]:
    """Yield the recipe of the table of links of each language: code, address, short meaning."""
    for tag in data.reference.languages:
        yield Artifact(addresses.links(tag), Kind.DATA, CSV, partial(_links, data, tag))


def _links(data: Data, language: str) -> bytes:
    codes = [(str(code.number), code.phrase, code.urls, code.remark) for code in data.codes.values()]
    others = [(one["shown"], one["phrase"], one["urls"], one["remark"]) for one in data.everything["unregistered"]]
    rows = [
        {"code": code, "phrase": phrase, "address": urls[language], "meaning": remark[language]}
        for code, phrase, urls, remark in (*codes, *others)
    ]
    return _written(rows)


def _csv(codes: Sequence[CodeData], languages: tuple[str, ...]) -> bytes:
    """Write a row per code with both languages side by side."""
    return _written([_row(code, languages) for code in codes])


def _written(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Write rows as RFC 4180 has it: CRLF, a header line, UTF-8."""
    out = io.StringIO(newline="")
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
