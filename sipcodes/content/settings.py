"""site.toml: what belongs to the site as a whole, and its languages."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, model_validator

from sipcodes.addresses import is_base
from sipcodes.content.fields import Number, Record, Words, each_once, shaped


def _base_url(value: str) -> str:
    if not (is_base(value) and value.endswith("/")):
        wanted = "an address with a slash at its end, such as 'https://example.com/sip/', is wanted"
        raise ValueError(f"{wanted} (found '{value}')")
    return value


Tag = Annotated[str, shaped("[a-z]{2,3}", "a tag of two or three small letters, such as 'nl',")]
"""What a language is called in addresses."""


class Language(Record):
    """A language of the site: its name in itself and in the address of Wikipedia's and IETF's tags."""

    name: Words
    locale: Annotated[str, shaped("[a-z]{2,3}(_[A-Z]{2})?", "a locale such as 'nl_NL'")]  # for og:locale
    formal: Words | None = None
    """How it addresses a customer in a reply, where it has a second form: `u`."""
    informal: Words | None = None
    """The second form, `je`: every reply is written in both."""

    @model_validator(mode="after")
    def _both_forms(self) -> Self:
        if (self.formal is None) != (self.informal is None):
            raise ValueError("formal and informal go together: both are wanted, or neither")
        return self


class Settings(Record):
    """site.toml: what belongs to the site as a whole."""

    base_url: Annotated[str, AfterValidator(_base_url)]
    version: Annotated[str, shaped(r"\d+\.\d+\.\d+", "a version such as '1.2.0'")]
    released: date
    """The day of this version."""
    checked: date
    """The day of the copy of the registry with which codes and phrases were compared."""
    source_url: Annotated[str, shaped(r"https://\S+", "an https address")]
    report: Annotated[
        str, shaped(r"mailto:[^\s@]+@[^\s@]+|https://\S+", "'mailto:' and an address of mail, or an https address,")
    ]
    """Where readers report a mistake."""
    languages: Annotated[Mapping[Tag, Language], Field(min_length=1)]
    common: Annotated[tuple[Number, ...], AfterValidator(each_once)]
    https_only: StrictBool
    """Whether browsers are told to ask the whole host name over https alone."""
