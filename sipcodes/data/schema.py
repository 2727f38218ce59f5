"""The shape of the data files, from which their schema is made. What each field is stands in content/data.toml.

The promise: a program that reads a file of one schema version reads every later file of that version. Keys are added
within a version; a key that goes or changes its meaning makes a new one (`SCHEMA_VERSION`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from sipcodes.content.products import RowKind
from sipcodes.content.records import Group, Need, OtherKind, Retry, Same, Scope, Sender, Verdict

SCHEMA_VERSION = 1

Languages = Mapping[str, str]
"""One text per language."""
Words = Mapping[str, tuple[str, ...]]
"""Search words per language."""


def _open(schema: dict[str, Any]) -> None:
    """Let later files have keys that this version does not know; only we ourselves must not add one by mistake."""
    schema.pop("additionalProperties", None)


class Exported(BaseModel):
    """A frozen record of the data files."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, json_schema_extra=_open)


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

    code: int = Field(ge=100, le=699)
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


class CodeData(Addressed):
    """Everything that the reference knows of one SIP response code."""

    number: int = Field(ge=100, le=699)
    category: str = Field(pattern="^[1-6]xx$", alias="class")
    phrase: str
    registered: Literal[True] = True
    deprecated: bool
    rfc: str
    more: tuple[str, ...]
    remark: Languages
    meaning: Languages
    reply: Languages
    verdict: Verdict
    fault: Languages
    retry: Retry
    senders: tuple[Sender, ...]
    requests: tuple[str, ...]
    sections: Sections
    flow: CallFlow
    examples: Mapping[Literal["request", "response"], ExampleMessage]
    formerly: tuple[str, ...]
    words: Words
    http: HttpStatus | None
    headers: tuple[HeaderField, ...]
    warnings: tuple[Warned, ...]
    effect: DialogEffect | None
    q850_to_sip: tuple[CauseMapping, ...]
    q850_from_sip: tuple[CauseMapping, ...]
    stacks: tuple[StackUse, ...]
    prints: tuple[Printed, ...]
    similar: tuple[SimilarCode, ...]
    url: str


class UnregisteredCode(Addressed):
    """A number or display that people meet and that is no registered code."""

    key: str
    shown: str
    phrase: str | None
    registered: Literal[False] = False
    kind: OtherKind
    seen: tuple[str, ...]
    remark: Languages
    meaning: Languages
    source: str
    words: Words
    stacks: tuple[StackUse, ...]
    prints: tuple[Printed, ...]


class ClassData(Addressed):
    """One of the six classes of codes."""

    key: str = Field(pattern="^[1-6]xx$")
    name: Languages
    summary: Languages
    sections: Sections
    rfc: str
    unknown_as: int


class CauseData(Addressed):
    """A Q.850 cause."""

    number: int = Field(ge=1, le=127)
    name: str
    names: tuple[str, ...]
    meaning: Languages
    advice: Languages | None
    reply: Languages | None
    to_sip: tuple[CodeMapping, ...]
    from_sip: tuple[CodeMapping, ...]
    words: Words


class SymptomData(Addressed):
    """A complaint in a customer's words."""

    key: str
    group: Group
    title: Languages
    meaning: Languages
    sections: Sections
    codes: tuple[int, ...]
    prints: tuple[Printed, ...]
    words: Words


class PatternData(Addressed):
    """A fault that a trace shows and no code names."""

    key: str
    name: Languages
    simple: Languages
    explained: Languages
    act: Languages


class DataFile(Exported):
    """What every file says of itself."""

    schema_: str = Field(alias="$schema")
    version: str
    checked: date
    license: str


class CodeFile(CodeData, DataFile):
    """A file such as `sip-486.json`."""

    contents: Literal["code"]


class SymptomsFile(DataFile):
    """The file `symptoms.json`."""

    contents: Literal["symptoms"]
    symptoms: tuple[SymptomData, ...]


class CausesFile(DataFile):
    """The file `q850.json`."""

    contents: Literal["causes"]
    causes: tuple[CauseData, ...]


class CodesFile(DataFile):
    """The file `codes.json`: everything."""

    contents: Literal["everything"]
    url: str
    languages: Languages
    categories: Mapping[str, Languages]
    labels: Mapping[str, Mapping[str, Languages]]
    classes: tuple[ClassData, ...]
    codes: tuple[CodeData, ...]
    unregistered: tuple[UnregisteredCode, ...]
    causes: tuple[CauseData, ...]
    symptoms: tuple[SymptomData, ...]
    patterns: tuple[PatternData, ...]


AnyFile = CodesFile | CodeFile | SymptomsFile | CausesFile
FILES: tuple[type[DataFile], ...] = get_args(AnyFile)
"""What each file is; that of one code stands for all."""
RECORDS: tuple[type[Exported], ...] = (
    *(CodeData, Passage, CallFlow, FlowStep, ExampleMessage, LookedAt, HttpStatus, HeaderField, Warned, DialogEffect),
    *(CauseMapping, CodeMapping, StackUse, Printed, SimilarCode),
    *(UnregisteredCode, ClassData, CauseData, SymptomData, PatternData),
)
"""What stands in the files, each record before those within it."""
