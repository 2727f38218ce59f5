"""What is wrong with the content, and where: the one shape in which every mistake reaches the editor."""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

_LONGEST = 500
"""Letters of a message: whoever wrote a megabyte is not told all of it."""
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Signs that a terminal obeys or hides."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, at a line of a file. Lines count from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{_shown(str(self.path))}:{self.line}: {_shown(self.message)}"


def _shown(text: str) -> str:
    """Return a text as one line that can be read, whatever stood in a file or its name."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 100]} … {text[-97:]}"
    if text.isprintable():
        return text
    return "".join(ascii(sign)[1:-1] if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


class ContentError(Exception):
    """The content cannot become a site. Carries every problem found, sorted by place, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Problem, ...]]]:
        """Let it cross from one process to another."""
        return ContentError, (self.problems,)


def from_here(text: str) -> str:
    """Shorten a path, or a line that begins with one, to what is below the current folder."""
    return text.removeprefix(str(Path.cwd()) + os.sep)


def counted(count: int, things: str) -> str:
    """Return `1 word` or `2 words` for a number of `words`."""
    return f"{count} {things.removesuffix('s') if count == 1 else things}"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known word nearest to a wrong one, or an empty string."""
    near = get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
