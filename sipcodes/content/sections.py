"""Cuts an article at its `## ` lines, and tells which section is missing, unknown or out of its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sipcodes.problems import did_you_mean

Faults = list[tuple[int, str]]
"""Line and message of everything that is wrong."""
_HEADING = re.compile(r"## +(.+?)\s*")
_LOOSE = re.compile(r"\s*(#{1,6}|\*\*)\s*([\w-]+):?\s*(?:#*|\*\*:?)\s*")


class _Start(NamedTuple):
    """A line that begins a section."""

    line: int
    key: str


def split(text: str, wanted: Sequence[str], faults: Faults) -> Mapping[str, tuple[int, str]]:
    """Return the sections of a text: key to the number of its first body line and the body.

    A section whose heading is misspelt counts as the one that was meant: the heading is told, and nothing else.
    """
    if not wanted:
        return {"": (1, text)}
    lines = text.split("\n")
    if not text.strip():
        faults.append((1, f"is empty, the sections {', '.join(wanted)} are wanted"))
        return {}
    starts = list(_starts(lines, wanted, faults))
    opening = "\n".join(lines[: starts[0].line - 1] if starts else lines)
    if opening.strip():
        first = next(number for number, line in enumerate(lines, 1) if line.strip())
        faults.append((first, f"text before the first section, '## {wanted[0]}' is wanted first"))
    starts = _meant(starts, wanted, faults)
    found: dict[str, tuple[int, str]] = {}
    for place, (line, key) in enumerate(starts):
        end = starts[place + 1].line - 1 if place + 1 < len(starts) else len(lines)
        if key in found:
            faults.append((line, f"section '{key}' stands here twice, it is wanted once"))
        elif key in wanted:
            found[key] = (line + 1, "\n".join(lines[line:end]))
    faults += _missing(found, wanted, len(lines))
    faults += _order(found, wanted)
    return found


def _starts(lines: Sequence[str], wanted: Sequence[str], faults: Faults) -> Iterator[_Start]:
    for number, line in enumerate(lines, 1):
        if heading := _HEADING.fullmatch(line):
            yield _Start(number, heading[1])
        elif (loose := _LOOSE.fullmatch(line)) and loose[2] in wanted:
            faults.append(
                (number, f"`{line.strip()}` begins no section, `## {loose[2]}` at the start of the line is wanted")
            )
            yield _Start(number, loose[2])


def _meant(starts: Sequence[_Start], wanted: Sequence[str], faults: Faults) -> list[_Start]:
    """Return the starts with the key that was meant in the place of an unknown one."""
    missing = [key for key in wanted if key not in {start.key for start in starts}]
    unknown = [start for start in starts if start.key not in wanted]
    meant: list[_Start] = []
    for start in starts:
        if start.key in wanted:
            meant.append(start)
            continue
        near = did_you_mean(start.key, wanted)
        key = next((key for key in missing if near.endswith(f"'{key}'?")), "")
        if not key and len(unknown) == 1 and len(missing) == 1:
            key = missing[0]
            near = f", '## {key}' is wanted here"
        faults.append((start.line, f"unknown section '{start.key}'{near}"))
        if key:
            missing.remove(key)
        meant.append(_Start(start.line, key or start.key))
    return meant


def _missing(found: Mapping[str, tuple[int, str]], wanted: Sequence[str], last: int) -> Iterator[tuple[int, str]]:
    """Yield each section that is not there, at the place where it would begin."""
    for place, key in enumerate(wanted):
        if key not in found:
            later = [found[other][0] - 1 for other in wanted[place:] if other in found]
            yield min(later, default=last), f"missing section '{key}', '## {key}' is wanted here"


def _order(found: Mapping[str, tuple[int, str]], wanted: Sequence[str]) -> Iterator[tuple[int, str]]:
    for before, key in pairwise(found):
        if wanted.index(key) < wanted.index(before):
            order = ", ".join(wanted)
            yield found[key][0] - 1, f"section '{key}' stands after '{before}', the order {order} is wanted"
            return
