"""The pieces of which the records of the data files are made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sipcodes.content.fields import HIGHEST, LOWEST
from sipcodes.content.products import RowKind
from sipcodes.content.records import Need, Same, Scope

Languages = Mapping[str, str]
"""One text per language."""
Words = Mapping[str, tuple[str, ...]]
"""Search words per language."""


def _open(schema: dict[str, Any]) -> None:
    """Let later files have keys that this version does not know; only we ourselves must not add one by mistake."""
    schema.pop("additionalProperties", None)


class Exported(BaseModel):
    """A frozen record of the data files."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, json_schema_extra=_open, defer_build=True
    )


class Passage(Exported):
    """A piece of prose in one language, twice."""

    markdown: str
    text: str


Sections = Mapping[str, Mapping[str, Passage]]
"""Prose by the name of its section, then by language."""


class Addressed(Exported):
    """What has a page, or a place on one."""

    doc_url: str
    urls: Languages
    changed: date


class HttpStatus(Exported):
    """The HTTP status code of the same number."""

    phrase: str
    rfc: str
    same: Same


class HeaderField(Exported):
    """A header field that goes with the code."""

    name: str
    need: Need
    tells: Languages
    when: Languages | None = None
    sources: tuple[str, ...]


class Warned(Exported):
    """A code of the Warning header field that goes with the code."""

    number: int
    phrase: str
    tells: Languages
    source: str


class CauseMapping(Exported):
    """A Q.850 cause that the code is translated from or into."""

    cause: int = Field(ge=1, le=127)
    name: str
    when: Languages | None = None
    sources: tuple[str, ...]


class CodeMapping(Exported):
    """A code that a Q.850 cause is translated from or into."""

    code: int = Field(ge=LOWEST, le=HIGHEST)
    when: Languages | None = None
    sources: tuple[str, ...]


class StackUse(Exported):
    """What a program or provider makes of the code."""

    stack: str
    kind: RowKind
    value: str | None = None
    text: Languages | None = None
    source: str
    cause: int | None = None
    since: str | None = None
    release: str | None = None
    checked: date


class Printed(Exported):
    """A sentence that a program prints."""

    stack: str
    print: str
    text: Languages
    source: str
    release: str | None = None
    checked: date


class KnownCase(Exported):
    """A case that somebody had, and what solved it."""

    product: str
    seen: Languages
    cause: Languages
    change: Languages
    source: str


class DialogEffect(Exported):
    """What a failure with this code inside a call ends (RFC 5057)."""

    scope: Scope
    source: str
    note: Languages | None = None


class SimilarCode(Exported):
    """A code that it is mixed up with."""

    code: int
    difference: Languages


class FlowStep(Exported):
    """A step of the ladder."""

    label: Languages
    text: Languages
    message: bool
    this: bool


class CallFlow(Exported):
    """The ladder of a code."""

    title: Languages
    steps: tuple[FlowStep, ...]


class LookedAt(Exported):
    """Lines of an example that are worth looking at."""

    name: str
    why: Languages


class ExampleMessage(Exported):
    """A message as it travels; lines end in a newline here, in CR and LF on the wire."""

    text: str
    look: tuple[LookedAt, ...]
