"""The ladder picture of one code's flow, as plain drawing data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sipcodes.content.flows import Flows

WIDTH, LINE = 320, 15  # units of the picture: 13-unit text in it is still readable on a screen of 320 px
_SPACING = {2: (60, 200), 3: (44, 116), 4: (30, 87)}
_NARROW, _WIDE = set("fijlrtI.,:;'-/()|! "), set("mwABCDEGHKMNOPQRUVWX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifeline:
    """A participant: its name in lines that fit, and the pieces of its line, which makes way for labels."""

    x: int
    lines: tuple[str, ...]
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A message or sound from `start` to `end`; `this` marks the response that the page is about."""

    start: int
    end: int
    y: int
    number: int
    lines: tuple[str, ...]
    this: bool = False
    sound: str = ""  # "", "~>" or "<~>"

    @property
    def middle(self) -> int:
        """Where its label is centred."""
        return (self.start + self.end) // 2

    def hides(self, x: int) -> bool:
        """Return whether its label lies over a vertical line at `x`."""
        return abs(x - self.middle) < max(map(measure, self.lines)) / 2 + 2

    @property
    def label(self) -> tuple[int, int]:
        """From where to where its label reaches, down to the arrow."""
        return self.y - LINE * len(self.lines) - 4, self.y - 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What happens at one participant, in a box around `x`; `y` is its top."""

    x: int
    y: int
    width: int
    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step as a sentence, after its message or the participant at whom it happens."""

    label: str
    message: bool
    text: str
    this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
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
    steps: tuple[Line, ...]


def steps(flows: Flows, code: int, phrase: str, language: str) -> tuple[Line, ...]:
    """Return the flow of a code as sentences."""
    use = flows.codes[code]
    flow = flows.flows[use.flow]

    def filled(text: str) -> str:
        text = text.replace("{code}", f"{code} {phrase}").replace("{method}", use.method or "")
        return text.replace("{words}", (use.words or {}).get(language, ""))

    said = []
    for step in flow.steps:
        message = filled(step.part("message"))
        ends = step.ends[: 2 if step.part("sound") == "<~>" else 1]
        at = ", ".join(flows.participants[who].text[language].replace("- ", "") for who in ends)
        text, this = filled((flows.text(step) or {})[language]), message.startswith(f"{code} ")
        said.append(Line(label=message or at, message=bool(message), text=text, this=this))
    return tuple(said)


def drawing(flows: Flows, code: int, phrase: str, language: str) -> Drawing:
    """Lay out the flow of a code: every label fits between its lines, nothing leaves the picture."""
    use = flows.codes[code]
    flow, said = flows.flows[use.flow], steps(flows, code, phrase, language)
    first, gap = _SPACING[len(flow.participants)]
    names = {who: flows.participants[who].text[language] for who in flow.participants}
    room = [2 * first - 12, *[gap - 8] * (len(names) - 2), 2 * first - 12]
    lines = {who: Lifeline(x=first + i * gap, lines=wrap(names[who], room[i])) for i, who in enumerate(names)}
    y = top = LINE * max(len(line.lines) for line in lines.values()) + 4
    arrows, notes = [], []
    for number, (step, line) in enumerate(zip(flow.steps, said, strict=True), 1):
        start, end = (lines[who].x for who in step.ends)
        if start == end:
            label = wrap(f"{number}. {line.text}", min(170, gap + 24))
            half = max(map(measure, label)) // 2 + 5
            x = min(max(start, half + 1), WIDTH - half - 1)
            notes.append(Note(x=x, y=y + 8, width=2 * half, number=number, lines=label))
            y += LINE * len(label) + 13
        else:
            label = wrap(line.label if line.message else line.text, abs(end - start) - 12)
            y += LINE * len(label) + 10
            sound = step.part("sound")
            arrows.append(Arrow(start=start, end=end, y=y, number=number, lines=label, this=line.this, sound=sound))
    drawn = [replace(line, pieces=tuple(_pieces(line.x, top, y + 12, arrows))) for line in lines.values()]
    return Drawing(
        flow=use.flow, code=code, title=flow.name[language], width=WIDTH, height=y + 12, top=top,
        lifelines=tuple(drawn), arrows=tuple(arrows), notes=tuple(notes), steps=said,
    )  # fmt: skip


def _pieces(x: int, top: int, bottom: int, arrows: Iterable[Arrow]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a lifeline that no label lies over."""
    for arrow in arrows:
        start, end = arrow.label
        if arrow.hides(x):
            yield top, start
            top = end
    yield top, bottom


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
