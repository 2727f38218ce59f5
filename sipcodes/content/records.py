"""The records of the reference: what the content says, parsed once and frozen."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from sipcodes.content.fields import Citation, Key, Number, Record, Text, TextLists, Words, shaped

Verdict = Literal["step", "end", "choice", "caller", "path", "callee"]
Sender = Literal["uas", "proxy", "registrar", "redirect", "gateway", "local"]
Retry = Literal["none", "automatic", "now", "later", "changed", "no"]
Same = Literal["yes", "partly", "no"]
Need = Literal["must", "should", "may"]
Scope = Literal["transaction", "usage", "dialog"]
Group = Literal["calling", "receiving", "sound", "during", "set-up"]
"""When a complaint is felt."""
OtherKind = Literal["historic", "product", "draft", "mistake", "display", "profile"]


class HttpTwin(Record):
    """The HTTP status code of the same number."""

    phrase: Words
    rfc: Citation
    same: Same


class Standard(Record):
    """What an RFC says of a code, word for word: who sends it, to which requests, and whether to try again."""

    rfc: Citation
    quote: Words
    senders: tuple[Sender, ...] = ()
    requests: tuple[Words, ...] = ()
    only: StrictBool = False
    """Whether no others than those named may be there."""
    never: tuple[Words, ...] = ()
    """Requests to which it is never sent."""
    retry: tuple[Retry, ...] = ()
    """What may stand in `retry`, the plainest first."""


class Code(Record):
    """One registered response code: the facts that need no language, and its short texts in each."""

    number: Number
    phrase: Words
    rfc: Citation
    more: tuple[Citation, ...]
    senders: Annotated[tuple[Sender, ...], Field(min_length=1)]
    requests: Annotated[tuple[Words, ...], Field(min_length=1)]
    verdict: Verdict
    fault: Text | None = None
    """What the verdict means for this code, where the sentence that its verdict has for all would be wrong."""
    retry: Retry
    standard: Standard | None = None
    http: HttpTwin | None = None
    deprecated: StrictBool = False
    formerly: tuple[Words, ...]
    remark: Text
    meaning: Text
    words: TextLists

    @property
    def category(self) -> str:
        """The class of the code: `4xx`."""
        return category_of(self.number)


def category_of(number: int) -> str:
    """Return the class of a number: 486 is of class `4xx`."""
    return f"{number // 100}xx"


class Category(Record):
    """One of the six classes (RFC 3261 §7.2)."""

    key: Annotated[str, shaped("[1-6]xx", "a class from '1xx' to '6xx'")]
    name: Text
    rfc_name: Words
    rfc: Citation
    summary: Text
    words: TextLists

    @property
    def unknown_as(self) -> str:
        """The code as which a code of this class is treated that nobody knows (RFC 3261 §8.1.3.2)."""
        return "183" if self.key == "1xx" else f"{self.key[0]}00"


class Pair(Record):
    """Two codes that are mixed up, and the difference: written once, shown on both pages."""

    codes: tuple[Number, Number]
    difference: Text


class HeaderRule(Record):
    """A header field that goes with a code."""

    code: Number
    header: Words
    need: Need
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    when: Text | None = None


class HeaderAbout(Record):
    """What a header field tells, in one clause."""

    tells: Text


class Effect(Record):
    """What a failure inside a call does to the call (RFC 5057)."""

    code: Number
    scope: Scope
    source: Citation
    note: Text | None = None


class WarningCode(Record):
    """A code of the Warning header field (RFC 3261 §20.43)."""

    codes: tuple[Number, ...]
    """The response codes that it goes with."""
    text: Words
    tells: Text
    source: Citation


class Cause(Record):
    """A Q.850 cause."""

    name: Words
    names: tuple[Words, ...]
    meaning: Text
    advice: Text | None = None
    """What an administrator does about it, of those that people meet."""
    reply: Text | None = None
    """What a help desk answers a customer, in a form that fits every way of address."""
    words: TextLists


class Mapped(Record):
    """A row of a table between Q.850 causes and response codes."""

    cause: Annotated[StrictInt, Field(ge=1, le=127)]
    code: Number
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    when: Text | None = None


class OtherCode(Record):
    """A number or display that people meet and that is not registered."""

    key: Annotated[str, shaped("[a-z0-9][a-z0-9-]*", "a key of small letters, digits and hyphens, such as '603-plus',")]
    shown: Words
    phrase: Words | None = None
    kind: OtherKind
    seen: tuple[Words, ...]
    formerly: tuple[Words, ...]
    remark: Text
    meaning: Text
    words: TextLists
    source: Words

    @property
    def id(self) -> str:
        """The fragment on the page of other codes: `sip-303`."""
        return f"sip-{self.key}"


class Symptom(Record):
    """A complaint in a customer's words, and the codes that may lie behind it."""

    key: Key
    group: Group
    title: Text
    meaning: Text
    codes: tuple[Number, ...]
    words: TextLists


class Change(Record):
    """Something that changed for those who read, link or build on the site."""

    key: Key
    """The fragment on the page of changes, and the name of the entry in the feeds."""
    day: date
    what: Text
    why: Text
    pages: tuple[Words, ...] = ()
    """Names of the pages that changed, as in their addresses; none for the whole site."""


class Rfc(Record):
    """An RFC that the site cites, with every section that it has."""

    number: StrictInt
    title: Words
    year: Annotated[StrictInt, Field(ge=1969)]  # of RFC 1
    sections: Words  # numbers of sections and letters of appendices, with a space between

    @property
    def places(self) -> frozenset[str]:
        """Every section that can be cited."""
        return frozenset(self.sections.split())
