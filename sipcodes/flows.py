"""Call flows: who sends what to whom, and the ladder picture of one code's flow as plain drawing data."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from sipcodes.fields import HIGHEST, LOWEST, Record, Text, Words

_STEP = re.compile(r"(?P<sender>[a-z]+)(?: -> (?P<to>[a-z]+): (?P<message>\S.*)| (?P<sound><?~>) (?P<hears>[a-z]+))?")
WIDTH, LINE = 320, 15  # units of the picture: 13-unit text in it is still readable on a screen of 320 px
_SPACING = {2: (60, 200), 3: (44, 116), 4: (30, 87)}
_NARROW, _WIDE = set("fijlrtI.,:;'-/()|! "), set("mwABCDEGHKMNOPQRUVWX")


class Step(Record):
    """One step: a message (`a -> b: INVITE`), sound (`a ~> b`, both ways `a <~> b`) or a note at one line (`a`)."""

    step: Annotated[Words, Field(pattern=rf"^(?:{_STEP.pattern})$")]
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


class Flows(Record):
    """flows.toml: participants, sentences that steps share, the flows, and the flow of each code."""

    participants: Mapping[str, Text]
    sentences: Mapping[str, Text]
    flows: Mapping[str, Flow]
    codes: Mapping[Annotated[int, Field(ge=LOWEST, le=HIGHEST)], Use]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if problems := [*self._problems()]:
            raise ValueError("; ".join(problems))
        return self

    def text(self, step: Step) -> Text | None:
        """Return a step's own sentence, or the one that it shares."""
        return step.text or self.sentences.get(step.step)

    def _problems(self) -> Iterator[str]:
        said = {step.step for flow in self.flows.values() for step in flow.steps if step.text is None}
        unused = [name for name in self.flows if name not in {use.flow for use in self.codes.values()}]
        yield from (f"flow '{name}' belongs to no code" for name in unused)
        yield from (f"sentence '{step}' belongs to no step" for step in self.sentences if step not in said)
        for name, flow in self.flows.items():
            unknown = [who for who in flow.participants if who not in self.participants]
            yield from (f"flow '{name}': participant '{who}' has no name under [participants]" for who in unknown)
            for step in flow.steps:
                if not set(step.ends) <= set(flow.participants):
                    yield f"flow '{name}': '{step.step}' is not between its participants"
                if self.text(step) is None:
                    yield f"flow '{name}': '{step.step}' has no text, nor a sentence of that name"
        for code, use in self.codes.items():
            if use.flow not in self.flows:
                yield f"code {code}: unknown flow '{use.flow}'"
                continue
            steps = self.flows[use.flow].steps
            whole = "\n".join(step.step + "".join((self.text(step) or {}).values()) for step in steps)
            if not any(step.part("message").startswith(("{code}", f"{code} ")) for step in steps):
                yield f"code {code}: flow '{use.flow}' does not have it in any step"
            for key, value in (("{method}", use.method), ("{words}", use.words)):
                if (key in whole) != (value is not None):
                    yield f"code {code}: flow '{use.flow}' {'needs' if value is None else 'has no place for'} {key}"


class Lifeline(Record):
    """A participant: where its line stands, and its name in lines that fit."""

    x: int
    lines: tuple[str, ...]


class Arrow(Record):
    """A message or sound from `start` to `end`; `this` marks the response that the page is about."""

    start: int
    end: int
    y: int
    lines: tuple[str, ...]
    this: bool = False
    sound: str = ""  # "", "~>" or "<~>"


class Note(Record):
    """What happens at one participant, in a box around `x`; `y` is its top."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]


class Said(Record):
    """A step as a sentence, after its message or the participant at whom it happens."""

    label: str
    message: bool
    text: str
    this: bool


class Drawing(Record):
    """The ladder of one code in one language; `top` is where the lifelines start."""

    flow: str
    code: int
    title: str
    width: int
    height: int
    top: int
    lifelines: tuple[Lifeline, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[Note, ...]
    steps: tuple[Said, ...]


def drawing(flows: Flows, code: int, phrase: str, language: str) -> Drawing:
    """Lay out the flow of a code: every label fits between its lines, nothing leaves the picture."""
    use = flows.codes[code]
    flow = flows.flows[use.flow]

    def filled(text: str) -> str:
        text = text.replace("{code}", f"{code} {phrase}").replace("{method}", use.method or "")
        return text.replace("{words}", (use.words or {}).get(language, ""))

    first, gap = _SPACING[len(flow.participants)]
    names = {who: flows.participants[who][language] for who in flow.participants}
    room = [2 * first - 12, *[gap - 8] * (len(names) - 2), 2 * first - 12]
    lines = {who: Lifeline(x=first + i * gap, lines=wrap(names[who], room[i])) for i, who in enumerate(names)}
    y = top = LINE * max(len(line.lines) for line in lines.values()) + 4
    arrows, notes, said = [], [], []
    for step in flow.steps:
        text = filled((flows.text(step) or {})[language])
        start, end = (lines[who].x for who in step.ends)
        message, sound = filled(step.part("message")), step.part("sound")
        this = message.startswith(f"{code} ")
        if start == end:
            label = wrap(text, min(170, gap + 24))
            half = max(map(measure, label)) // 2 + 5
            notes.append(Note(x=min(max(start, half + 1), WIDTH - half - 1), y=y + 8, width=2 * half, lines=label))
            y += LINE * len(label) + 13
        else:
            label = wrap(message or text, abs(end - start) - 6)
            y += LINE * len(label) + 10
            arrows.append(Arrow(start=start, end=end, y=y, lines=label, this=this, sound=sound))
        at = ", ".join(names[who].replace("- ", "") for who in step.ends[: 2 if sound == "<~>" else 1])
        said.append(Said(label=message or at, message=bool(message), text=text, this=this))
    return Drawing(
        flow=use.flow, code=code, title=flow.name[language], width=WIDTH, height=y + 12, top=top,
        lifelines=tuple(lines.values()), arrows=tuple(arrows), notes=tuple(notes), steps=tuple(said),
    )  # fmt: skip


def measure(text: str) -> int:
    """Estimate the width of 13-unit text in DejaVu Sans, the widest of the usual system fonts."""
    return round(sum(4.6 if sign in _NARROW else 10.2 if sign in _WIDE else 8 for sign in text))


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Break a text between words into lines of at most `width` units; a longer word stands alone."""
    lines = [""]
    for word in text.split():
        if lines[-1] and measure(f"{lines[-1]} {word}") > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return tuple(lines)
