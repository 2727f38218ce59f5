"""What the search has learned: `content/learned.<language>.tsv`, which `python -m bench.learn` writes.

A line is a root, two that stand near, or a piece of a root (`~^ech` of its beginning, `~cho$` of its end), and behind
it, with tabs between, the answers it speaks for or against, each with a level: `echo	symptom-echo 9	408 -2`. A
language without the file has a search that compares words only.
"""

import hashlib
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from sipcodes.content.toml import read_text
from sipcodes.memo import Memo
from sipcodes.problems import Problem, did_you_mean

Roots = Mapping[str, Mapping[str, int]]
"""By root the answers it speaks for, and how much; below 0 it speaks against them."""

NOTHING = "-"
"""The answer to what is about something else."""
MOST = 12
"""The highest level."""
SYMPTOM = "symptom-"

_SPEAKS = re.compile(r"(\S+) (-?\d+)")


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned in one language."""

    roots: Roots
    digest: str
    """What tells its text from others."""


def read_learned(
    content: Path, language: str, answers: AbstractSet[str], problems: list[Problem], memo: Memo
) -> Learned:
    """Read what was learned in a language, of answers that there are; what is wrong lands in `problems`."""
    path = content / f"learned.{language}.tsv"
    if not path.exists():
        return Learned({}, "")
    found, faults = memo(_learned, read_text(path, problems) or "", tuple(sorted(answers)))
    problems += [Problem(path, number, message) for number, message in faults]
    return found


def _learned(text: str, answers: tuple[str, ...]) -> tuple[Learned, list[tuple[int, str]]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    found: dict[str, dict[str, int]] = {}
    faults: list[tuple[int, str]] = []
    known = {*answers, NOTHING}
    for number, line in enumerate(text.splitlines(), 1):
        root, *spoken = line.split("\t")
        levels: dict[str, int] = {}
        for each in spoken:
            match = _SPEAKS.fullmatch(each)
            if not match or not 0 < abs(int(match[2])) <= MOST:
                message = f"an answer and a level from -{MOST} to {MOST} are wanted, not 0 (found {each!r})"
                faults.append((number, message))
                continue
            if match[1] not in known:
                message = f"{match[1]!r} is no code and no symptom, one is wanted{did_you_mean(match[1], answers)}"
                faults.append((number, message))
            levels[match[1]] = int(match[2])
        if not levels or root in found:
            wanted = "each root once is wanted" if levels else "an answer is wanted behind it"
            faults.append((number, f"{root!r}: {wanted}"))
        found[root] = levels
    return Learned(found, digest), faults
