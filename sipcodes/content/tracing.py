"""What the explainer of traces says: its verdicts, and the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import StrictBool

from sipcodes.content.fields import Record, Text
from sipcodes.content.flows import Said

WORDS = ("doubts", "parts", "joins", "repairs", "unread", "masked", "words")
"""The groups of words in trace.toml, beside the verdicts."""


class Verdict(Record):
    """What a trace may show beside a code. Codes speak for themselves."""

    pattern: StrictBool = False
    """Whether it has a section on the page, whose id is its key: a fault that no code names."""
    name: Text
    simple: Text
    """One or two sentences for anybody, with {values} that the trace fills in."""
    explained: Text | None = None
    act: Text | None = None
    """What the administrator does."""


@dataclass(frozen=True)
class Tracing:
    """trace.toml."""

    verdicts: Mapping[str, Verdict]
    words: Mapping[str, Mapping[str, Said]]
    """By group and key."""
