"""What records are made of: texts in every language, numbers in range, citations in one notation."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PrivateAttr, StrictInt, ValidationInfo

from sipcodes.content.toml import Table
from sipcodes.content.toml_lines import Location
from sipcodes.problems import Problem

LOWEST, HIGHEST = 100, 699
CITATION = re.compile(r"RFC (\d{3,5}) §([0-9A-Z]+(?:\.\d+)*)")


class Record(BaseModel):
    """A frozen record that refuses keys it does not know, and remembers where it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    _written: tuple[Table, Location] | None = PrivateAttr(None)

    def written(self, table: Table, location: Location) -> None:
        """Note where the record stands."""
        self._written = (table, location)

    def problem(self, place: Location, message: str) -> Problem:
        """Make a problem that points at a field of this record; raise LookupError for a record of no file."""
        if self._written is None:
            raise LookupError(message)
        table, location = self._written
        return table.problem((*location, *place), message)


def _trimmed(value: str) -> str:
    if not value:
        raise ValueError("an empty text says nothing, take it out or fill it in")
    if value != value.strip():
        raise ValueError(f"text without spaces around it is wanted (found {value!r})")
    return value


def _every_language(value: Mapping[str, object], info: ValidationInfo) -> Mapping[str, object]:
    wanted: tuple[str, ...] = (info.context or {}).get("languages", ())
    missing = [language for language in wanted if language not in value]
    unknown = [language for language in value if language not in wanted]
    if missing:
        raise ValueError(f"language {_quoted(missing)} is missing, every text is wanted in {_quoted(wanted)}")
    if unknown:
        raise ValueError(f"unknown language {_quoted(unknown)}, the languages of site.toml are {_quoted(wanted)}")
    return value


def _each_once(value: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    for language, words in value.items():
        if twice := [word for place, word in enumerate(words) if word in words[:place]]:
            raise ValueError(f"{language}: '{twice[0]}' stands here twice, once is wanted")
    return value


def each_once(values: tuple[int, ...]) -> tuple[int, ...]:
    """Refuse a list in which something stands twice."""
    if twice := [value for place, value in enumerate(values) if value in values[:place]]:
        raise ValueError(f"{twice[0]} stands here twice, once is wanted")
    return values


def shaped(pattern: str, wanted: str) -> AfterValidator:
    """Return what refuses a text of another shape, and names the shape that is wanted."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{wanted} is wanted (found {value!r})")
        return value

    return AfterValidator(check)


def _code_or_key(value: object) -> object:
    if type(value) is int:
        return _code(value)
    if not isinstance(value, str) or value.isdecimal():
        raise ValueError(f"a code such as 486, or a key of other.toml in quotes, is wanted (found {value!r})")
    return _trimmed(value)


def _quoted(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _citation(value: str) -> str:
    if not CITATION.fullmatch(value):
        raise ValueError(f"a citation such as 'RFC 3261 §21.4.24' is wanted (found {value!r})")
    return value


def _code(value: int) -> int:
    if not LOWEST <= value <= HIGHEST:
        raise ValueError(f"a response code from {LOWEST} to {HIGHEST} is wanted (found {value})")
    return value


Words = Annotated[str, AfterValidator(_trimmed)]
"""One text that is the same in every language, such as a phrase."""
Text = Annotated[Mapping[str, Words], AfterValidator(_every_language)]
"""One text in every language: language to words."""
TextLists = Annotated[Mapping[str, tuple[Words, ...]], AfterValidator(_every_language), AfterValidator(_each_once)]
"""Lists of words in every language: language to words."""
Citation = Annotated[str, AfterValidator(_citation)]
"""An RFC and section in the one notation of the site: `RFC 3261 §21.4.24`."""
Number = Annotated[StrictInt, AfterValidator(_code)]
"""A SIP response code, 100 to 699 (RFC 3261 §7.2)."""
CodeOrKey = Annotated[int | str, BeforeValidator(_code_or_key)]
"""A registered code, or the key of another in other.toml."""
Key = Annotated[str, shaped("[a-z][a-z0-9-]*", "a key of small letters, digits and hyphens, such as 'no-sound',")]
"""What becomes part of an address."""


def citation_parts(citation: str) -> tuple[str, str]:
    """Split `RFC 3261 §21.4.24` into `("3261", "21.4.24")`."""
    match = CITATION.fullmatch(citation)
    if not match:
        raise ValueError(citation)
    return match[1], match[2]
