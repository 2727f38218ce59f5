"""Example messages: the request and the response of a code, as they travel."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool

from sipcodes.content.fields import Record, Text, Words

_COPIED = ("Via", "From", "To", "Call-ID", "CSeq")
_HEADER = re.compile(r"([A-Za-z][A-Za-z-]*): \S.*")


class Look(Record):
    """Lines worth looking at: those of one message that start with `at`, and why."""

    kind: Annotated[Literal["request", "response"], Field(alias="in")]
    at: Words
    why: Text

    @property
    def name(self) -> str:
        """What a reader calls the lines: the header field without its colon."""
        return self.at.removesuffix(":")


def _a_few(looks: tuple[Look, ...]) -> tuple[Look, ...]:
    if not 1 <= len(looks) <= 3:  # noqa: PLR2004 - more would be no help
        raise ValueError(f"one to three are wanted (found {len(looks)})")
    return looks


class Base(Record):
    """A request as an example starts from; in its text `{code}` makes it that of one code."""

    line: Words
    head: str
    body: str = ""


class Example(Record):
    """How the request and the response of one code differ from the usual."""

    request: Words
    line: Words | None = None  # the request line, if not that of the base
    change: str = ""  # header fields of the request: replace those of the same name, or are added
    drop: tuple[Words, ...] = ()  # header fields of the base that this request lacks
    body: str | None = None  # of the request, if not that of the base
    tag: StrictBool = True  # false: the response's To has no tag
    head: str = ""  # header fields of the response beside the copied ones
    answer: str = ""  # body of the response
    look: Annotated[tuple[Look, ...], AfterValidator(_a_few)]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: start line, header fields in order, Content-Length last, body (RFC 3261 §7)."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def text(self) -> str:
        """The bare message, a newline for every line end."""
        return "\n".join([self.start, *(f"{name}: {value}" for name, value in self.headers), "", self.body])

    @property
    def wire(self) -> bytes:
        """The message as it travels: every line ends in CRLF (RFC 3261 §7)."""
        return self.text.replace("\n", "\r\n").encode()

    def marked(self, looks: Iterable[Look]) -> list[tuple[str, bool]]:
        """Return the lines of the text, each with whether one of the looks points at it."""
        starts = tuple(look.at for look in looks)
        return [(line, line.startswith(starts)) for line in self.text.split("\n")]

    def in_order(self, looks: Iterable[Look]) -> list[Look]:
        """Return the looks in the order in which their lines stand in the text."""
        text = f"\n{self.text}"
        return sorted(looks, key=lambda look: text.find(f"\n{look.at}"))

    def values(self, name: str) -> list[str]:
        """Return the values of a header field, in order; names ignore case (RFC 3261 §7.3.1)."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Examples:
    """examples.toml: the base requests, and the example of each code."""

    requests: Mapping[str, Base]
    codes: Mapping[int, Example]


def request(examples: Examples, code: int) -> Message:
    """Return the request that gets this code."""
    example = examples.codes[code]
    base = examples.requests[example.request]
    changed = header_fields(example.change)
    replaced = {name for name, _ in changed}
    fields: list[tuple[str, str]] = []
    for name, value in header_fields(base.head):
        if name in replaced:
            fields += [field for field in changed if field[0] == name]
            changed = [field for field in changed if field[0] != name]
        elif name not in example.drop:
            fields.append((name, value))
    fields = sorted(fields + changed, key=lambda field: field[0].startswith("Content-"))
    return _message(example.line or base.line, fields, base.body if example.body is None else example.body, code)


def response(examples: Examples, code: int, phrase: str) -> Message:
    """Return the response: it copies what it must, and its To gets a tag if that had none (RFC 3261 §8.2.6.2)."""
    example = examples.codes[code]
    fields = [(name, value) for name, value in request(examples, code).headers if name in _COPIED]
    if example.tag:
        fields = [(n, f"{v};tag=uas{code}" if n == "To" and ";tag=" not in v else v) for n, v in fields]
    return _message(f"SIP/2.0 {code} {phrase}", fields + header_fields(example.head), example.answer, code)


def _message(start: str, fields: list[tuple[str, str]], body: str, code: int) -> Message:
    """Fill in the code, and count the body as it travels (RFC 3261 §20.14)."""
    start, body = (text.replace("{code}", str(code)) for text in (start, body))
    filled = [(name, value.replace("{code}", str(code))) for name, value in fields]
    length = len(body.replace("\n", "\r\n").encode())
    return Message(start=start, headers=(*filled, ("Content-Length", str(length))), body=body)


def header_fields(head: str) -> list[tuple[str, str]]:
    """Return the header fields of a text, in order."""
    pairs = (line.partition(": ") for line in head.splitlines() if line)
    return [(name, value) for name, _, value in pairs]


def broken_lines(head: str) -> list[str]:
    """Return the lines that are no header fields."""
    return [line for line in head.splitlines() if line and not _HEADER.fullmatch(line)]
