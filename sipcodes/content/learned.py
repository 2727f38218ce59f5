"""What the search has learned: `content/learned.<language>.tsv`, which `python -m bench.learn` writes.

A line is a root, or two in a row, and behind it, with tabs between, the answers it speaks for or against, each with a
level: `echo	symptom-echo 9	408 -2`. A language without the file has a search that compares words only.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from sipcodes.content.toml import read_text
from sipcodes.problems import Problem, did_you_mean

Learned = Mapping[str, Mapping[str, int]]
"""By root the answers it speaks for, and how much; below 0 it speaks against them."""

NOTHING = "-"
"""The answer to what is about something else."""
MOST = 12
"""The highest level."""
SYMPTOM = "symptom-"

_SPEAKS = re.compile(r"(\S+) (-?\d+)")


def read_learned(content: Path, language: str, answers: AbstractSet[str], problems: list[Problem]) -> Learned:
    """Read what was learned in a language, of answers that there are; what is wrong lands in `problems`."""
    path = content / f"learned.{language}.tsv"
    found: dict[str, dict[str, int]] = {}
    if not path.exists():
        return found
    for number, line in enumerate((read_text(path, problems) or "").splitlines(), 1):
        root, *spoken = line.split("\t")
        levels: dict[str, int] = {}
        for each in spoken:
            match = _SPEAKS.fullmatch(each)
            if not match or not 0 < abs(int(match[2])) <= MOST:
                message = f"an answer and a level from -{MOST} to {MOST} are wanted, not 0 (found {each!r})"
                problems.append(Problem(path, number, message))
                continue
            if match[1] not in answers and match[1] != NOTHING:
                message = f"{match[1]!r} is no code and no symptom, one is wanted{did_you_mean(match[1], answers)}"
                problems.append(Problem(path, number, message))
            levels[match[1]] = int(match[2])
        if not levels or root in found:
            wanted = "each root once is wanted" if levels else "an answer is wanted behind it"
            problems.append(Problem(path, number, f"{root!r}: {wanted}"))
        found[root] = levels
    return found
