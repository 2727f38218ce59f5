"""What products make of codes and what they print, each claim with the place where it can be read."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from sipcodes.content.fields import Number, Record, Text, Words

RowKind = Literal["received", "sent", "makes", "shows", "number"]


class Product(Record):
    """A program or service, and where and when it was read."""

    key: Words
    name: Words
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    """Owner and name at GitHub; a product that is known from documents alone has none."""
    tag: Words | None = None
    """The release that was read, or the commit where a repository has no releases."""
    checked: date


class Sourced(Record):
    """A claim about a product, with the place at which anybody can check it."""

    product: Words
    source: Annotated[str, Field(pattern=r"^(?:https://\S+|\S+#L\d+(?:-L\d+)?)$")]
    """An address, or a path with line numbers in the product's repository at its tag."""

    def url(self, product: Product) -> str:
        """Return the address of the source."""
        if self.source.startswith("https://"):
            return self.source
        return f"https://github.com/{product.repository}/blob/{product.tag}/{self.source}"

    @property
    def place(self) -> str:
        """What a reader calls the source: the file and its lines, or the host of a document."""
        name = self.source.partition("://")[2].partition("/")[0] or self.source.rpartition("/")[2]
        return name.replace("#L", ":").replace("-L", "-")


class ProductRow(Sourced):
    """What a product receives, sends, makes or shows for a code."""

    code: Number | Words
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
    code: Number | Words | None = None
    symptom: Words | None = None
    when: Text

    @property
    def about(self) -> str:
        """The code or the symptom that it stands for."""
        return str(self.code or self.symptom)
