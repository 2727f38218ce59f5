"""Call flows: who sends what to whom, and which flow each code has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, model_validator

from sipcodes.content.fields import Record, Text, Words, shaped

_STEP = re.compile(r"(?P<sender>[a-z]+)(?: -> (?P<to>[a-z]+): (?P<message>\S.*)| (?P<sound><?~>) (?P<hears>[a-z]+))?")


class Step(Record):
    """One step: a message (`a -> b: INVITE`), sound (`a ~> b`, both ways `a <~> b`) or a note at one line (`a`)."""

    step: Annotated[Words, shaped(_STEP.pattern, "a step such as 'caller -> proxy: INVITE'")]
    text: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, value: object) -> object:
        return {"step": value} if isinstance(value, str) else value

    def part(self, name: str) -> str:
        """Return the sender, to, message, sound or hears of the step; empty where it has none."""
        match = _STEP.fullmatch(self.step)
        return (match and match[name]) or ""

    @property
    def ends(self) -> tuple[str, str]:
        """The participants it runs between, twice the same for a note."""
        return self.part("sender"), self.part("to") or self.part("hears") or self.part("sender")


class Flow(Record):
    """A named flow; codes share it."""

    name: Text
    participants: Annotated[tuple[Words, ...], Field(min_length=2, max_length=4)]
    steps: tuple[Step, ...]


class Use(Record):
    """The flow of one code, with what takes the place of `{method}` and `{words}` in it."""

    flow: Words
    method: Words | None = None
    words: Text | None = None


class Said(Record):
    """A sentence that steps share, or the name of a participant."""

    text: Text

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: object) -> object:
        return {"text": value}


@dataclass(frozen=True, slots=True)
class Flows:
    """flows.toml: participants, sentences that steps share, the flows, and the flow of each code."""

    participants: Mapping[str, Said]
    sentences: Mapping[str, Said]
    flows: Mapping[str, Flow]
    codes: Mapping[int, Use]

    def text(self, step: Step) -> Text | None:
        """Return a step's own sentence, or the one that it shares."""
        shared = self.sentences.get(step.step)
        return step.text or (shared.text if shared else None)
