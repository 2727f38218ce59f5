"""The shape of the data files, from which their schema is made. What each field is stands in content/data.toml.

The promise: a program that reads a file of one schema version reads every later file of that version. Keys are added
within a version; a key that goes or changes its meaning makes a new one (`SCHEMA_VERSION`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from pydantic import Field

from sipcodes.content.fields import HIGHEST, LOWEST
from sipcodes.content.records import Group, OtherKind, Retry, Sender, Verdict
from sipcodes.data.pieces import (
    Addressed,
    CallFlow,
    CauseMapping,
    CodeMapping,
    DialogEffect,
    ExampleMessage,
    Exported,
    FlowStep,
    HeaderField,
    HttpStatus,
    KnownCase,
    Languages,
    LookedAt,
    Passage,
    Printed,
    Sections,
    SimilarCode,
    StackUse,
    Warned,
    Words,
)

SCHEMA_VERSION = 1


class CodeData(Addressed):
    """Everything that the reference knows of one SIP response code."""

    number: int = Field(ge=LOWEST, le=HIGHEST)
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
    known: tuple[KnownCase, ...]
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
    known: tuple[KnownCase, ...]
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
    released: date
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
    *(CauseMapping, CodeMapping, KnownCase, StackUse, Printed, SimilarCode),
    *(UnregisteredCode, ClassData, CauseData, SymptomData, PatternData),
)
"""What stands in the files, each record before those within it."""
