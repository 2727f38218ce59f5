"""The data for spreadsheets: `codes.csv`, a row per code."""

import csv
import io

from sipcodes.artifact import CSV, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.data.codes_json import code_data
from sipcodes.data.schema import CodeData


def csv_file(reference: Reference, base_url: str) -> Artifact:
    """Return the recipe of the table."""
    return Artifact("codes.csv", Kind.DATA, CSV, lambda: _csv(code_data(reference, base_url), reference.languages))


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
