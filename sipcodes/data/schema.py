"""The shape of the data files, from which their schema is made.

The promise: a program that reads a file of one schema version reads every later file of that version. Keys are added
within a version; a key that goes or changes its meaning makes a new one (`SCHEMA_VERSION`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sipcodes.content.products import RowKind
from sipcodes.content.records import Need, OtherKind, Retry, Same, Scope, Sender, Verdict

SCHEMA_VERSION = 1

Languages = Annotated[Mapping[str, str], Field(description="one text per language, by language tag (BCP 47)")]


def _open(schema: dict[str, Any]) -> None:
    """Let later files have keys that this version does not know; only we ourselves must not add one by mistake."""
    schema.pop("additionalProperties", None)


class Exported(BaseModel):
    """A frozen record of the data files."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, json_schema_extra=_open)


class HttpStatus(Exported):
    """The HTTP status code of the same number."""

    phrase: str
    rfc: str
    same: Same = Field(description="whether it means the same in HTTP")


class HeaderField(Exported):
    """A header field that goes with the code."""

    name: str
    need: Need
    when: Languages | None = None
    sources: tuple[str, ...]


class CauseMapping(Exported):
    """A Q.850 cause that the code is translated from or into."""

    cause: int = Field(ge=1, le=127)
    name: str
    when: Languages | None = None
    sources: tuple[str, ...]


class StackUse(Exported):
    """What a program or provider makes of the code: `value` as it shows it, `text` when, in our words."""

    stack: str
    kind: RowKind
    value: str | None = None
    text: Languages | None = None
    source: str = Field(description="the address at which it can be checked")
    cause: int | None = Field(default=None, description="the Q.850 cause that it stands for")
    since: str | None = Field(default=None, description="the oldest release in which it was seen")
    release: str | None = Field(default=None, description="the release that was read")
    checked: date


class DialogEffect(Exported):
    """What a failure with this code inside a call ends (RFC 5057)."""

    scope: Scope
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
    verdict: Verdict
    retry: Retry
    senders: tuple[Sender, ...]
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


class UnregisteredCode(Exported):
    """A number or display that people meet and that is no registered code."""

    key: str
    shown: str
    phrase: str | None
    registered: Literal[False] = False
    kind: OtherKind
    seen: tuple[str, ...] = Field(description="programs and texts that have it")
    remark: Languages
    meaning: Languages
    source: str
    urls: Languages


class CauseData(Exported):
    """A Q.850 cause."""

    number: int = Field(ge=1, le=127)
    name: str
    names: tuple[str, ...] = Field(description="what programs call it")
    meaning: Languages
    urls: Languages


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
    unregistered: tuple[UnregisteredCode, ...]
    causes: tuple[CauseData, ...]
