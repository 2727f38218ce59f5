"""Records of products: what a program or service receives, sends, makes, shows and prints, each with its source."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt

from sipcodes.content.fields import CodeOrKey, Record, Text, Words, shaped

RowKind = Literal["received", "sent", "makes", "shows", "number"]


_SOURCE = re.compile(r"https://\S+|[^\s#]+#L\d+(?:-L\d+)?")


def _source(value: str) -> str:
    if not _SOURCE.fullmatch(value):
        raise ValueError(
            f"a path with its lines, such as 'res/x.c#L10-L12', or an https address is wanted (found {value!r})"
        )
    return value


class Product(Record):
    """A program or service, and where and when it was read."""

    key: Annotated[
        str, shaped("[a-z0-9][a-z0-9-]*", "a file name of small letters, digits and hyphens, such as 'sip-js.toml',")
    ]
    name: Words
    repository: (
        Annotated[str, shaped(r"[\w.-]+/[\w.-]+", "owner and name at GitHub, such as 'asterisk/asterisk',")] | None
    ) = None
    """Owner and name at GitHub; a product that is known from documents alone has none."""
    tag: Words | None = None
    """The release that was read, or the commit where a repository has no releases."""
    checked: date


class Sourced(Record):
    """A claim about a product, with the place at which anybody can check it."""

    product: Words
    source: Annotated[str, AfterValidator(_source)]
    """An address, or a path with line numbers in the product's repository at its tag."""

    def url(self, product: Product) -> str:
        """Return the address of the source."""
        if self.source.startswith("https://"):
            return self.source
        return f"https://github.com/{product.repository}/blob/{product.tag}/{self.source}"

    @property
    def place(self) -> str:
        """What a reader calls the source: the file, or the host of a document; the link leads to the lines."""
        host = self.source.partition("://")[2].partition("/")[0]
        return host or self.source.partition("#")[0].rpartition("/")[2]


class ProductRow(Sourced):
    """What a product receives, sends, makes or shows for a code."""

    code: CodeOrKey
    """A registered code, or the key of another."""
    kind: RowKind
    part: Words | None = None
    cause: Annotated[StrictInt, Field(ge=1, le=127)] | None = None
    value: Words | None = None
    """The product's own name, text or number for it, verbatim."""
    phrase: Words | None = None
    """The phrase on the wire, where it is not the registered one."""
    since: Words | None = None
    """The oldest release in which it was seen."""
    when: Text | None = None
    """The condition, with the setting that decides and its default."""


class Print(Sourced):
    """A sentence that a product prints and people paste."""

    text: Annotated[Words, Field(min_length=6)]
    code: CodeOrKey | None = None
    symptom: Words | None = None
    when: Text

    @property
    def about(self) -> str:
        """The code or the symptom that it stands for."""
        return str(self.code or self.symptom)
