"""TOML files whose every value remembers its line, and their validation into model records."""

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from sipcodes.content.toml_lines import Location, locate
from sipcodes.content.toml_wording import is_gap, is_key_gone, meant, reason, wording
from sipcodes.memo import Memo
from sipcodes.problems import Problem, did_you_mean

R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")

_READ: dict[str, tuple[tuple[int, ...], str]] = {}
"""By path the last text that was right, and the mark of the file from before it was read."""
_YOUNG = 3_000_000_000
"""Nanoseconds: no clock of a file system is coarser."""
_CONFLICT = re.compile(r"^<{7} .*$", re.MULTILINE)
_LARGEST = 2_000_000
"""Bytes of a file that somebody may have written; one that is larger would keep the build busy for minutes."""
_LEVELS = 20
"""Tables and lists within one another: more than any content has, and than any part of the program minds."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CONTROLS = bytes(code for code in range(0x80) if _CONTROL.match(chr(code)))


@dataclass(frozen=True)
class Table:
    """A parsed TOML file, or the empty table of one that could not be read."""

    path: Path
    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    _made: dict[object, tuple[Any, tuple[Problem, ...]]] = field(default_factory=dict, compare=False)

    @cached_property
    def lines(self) -> Mapping[Location, int]:
        """The line of each table and key; only mistakes ask for it."""
        found: dict[Location, int] = {}
        for location, line in locate(self.text):
            found.setdefault(location, line)
        return found

    @cached_property
    def digest(self) -> str:
        """What tells its text from others."""
        return hashlib.sha256(self.text.encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def texts(self) -> tuple[tuple[Location, str], ...]:
        """Every text in the file with its location."""
        return tuple(_texts((), self.data))

    @cached_property
    def signs(self) -> frozenset[str]:
        """Every sign in its texts that is not ASCII."""
        return foreign("".join(text for _, text in self.texts))

    def once(self, key: object, problems: list[Problem], make: Callable[[], T]) -> T:
        """Return what `make` makes of a part, made once for a key: a preview asks again at every save.

        What is wrong there lands in `problems` whenever it is asked for.
        """
        if key in self._made:
            made, told = self._made[key]
            problems += told
        else:
            before = len(problems)
            made = make()
            self._made[key] = made, tuple(problems[before:])
        found: T = made
        return found

    def part(self, key: str) -> Mapping[str, Any]:
        """Return the table under a key; an empty one where there is something else, which whoever reads it tells."""
        part = self.data.get(key)
        return part if isinstance(part, dict) else {}

    def line(self, location: Sequence[str | int]) -> int:
        """Return the line of a location such as `("480", "remark", "nl")`, or of what encloses it most closely.

        An array of tables stands where its first does.
        """
        here = tuple(location)
        while here and here not in self.lines and (*here, 0) not in self.lines:
            here = here[:-1]
        return self.lines.get(here) or self.lines.get((*here, 0), 1)

    def problem(self, location: Sequence[str | int], message: str) -> Problem:
        """Make a problem that points at a location in this file."""
        return Problem(self.path, self.line(location), message)

    def unknown(self, known: set[str]) -> list[Problem]:
        """Tell which keys at the top of the file are not known."""
        keys = self.data.keys() - known
        return [self.problem((key,), f"unknown key '{key}'{did_you_mean(key, known)}") for key in keys]


def foreign(text: str) -> frozenset[str]:
    """Return every sign of a text that is not ASCII."""
    return frozenset() if text.isascii() else frozenset(sign for sign in set(text) if not sign.isascii())


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Read a UTF-8 file; a file that is missing or no UTF-8 becomes a problem and None.

    A preview reads 700 files at each save: one that is as it was is not opened again.
    """
    place, mark = str(path), _mark(path)
    known = _READ.get(place)
    if known and known[0] == mark:
        return known[1]
    text = _text(path, problems)
    # one that was written just now could be written again within the same moment of the clock
    if text is not None and time.time_ns() - max(mark[:2]) > _YOUNG:
        _READ[place] = mark, text
    return text


def _mark(path: Path) -> tuple[int, ...]:
    """Return what changes when a file is written, renamed or exchanged: first two times."""
    with suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev
    return 0, 0


def _text(path: Path, problems: list[Problem]) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(path, 1, f"cannot be read ({error.strerror}), a file is wanted here"))
        return None
    if len(raw) > _LARGEST:
        problems.append(Problem(path, 1, f"has {len(raw)} bytes, at most {_LARGEST} are wanted"))
        return None
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, f"is not UTF-8 (byte 0x{raw[error.start]:02x}), save the file as UTF-8"))
        return None
    # to look whether there is any takes a tenth of looking for the first
    if len(raw.translate(None, _CONTROLS)) < len(raw) and (control := _CONTROL.search(text)):
        line = text.count("\n", 0, control.start()) + 1
        message = f"U+{ord(control[0]):04X} is a control character: take it out, or save the file as UTF-8"
        problems.append(Problem(path, line, message))
        return None
    if "<<<<<<< " in text and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        message = f"is in conflict (`{conflict[0]}`): keep what is right and take out the marks of git"
        problems.append(Problem(path, line, message))
        return None
    return text


def read_table(path: Path, problems: list[Problem], memo: Memo) -> Table:
    """Read a TOML file; what cannot be read or parsed becomes a problem and an empty table."""
    text = read_text(path, problems)
    if text is None:
        return Table(path)
    try:
        return memo(_table, str(path), text)
    except tomli.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        lines_of_text = text.splitlines() or [""]
        line = min(int(place[1]) if place else len(lines_of_text), len(lines_of_text))
        told = re.sub(r"\s*\(at line [^)]*\)$", "", str(error))
        source = lines_of_text[line - 1].strip()
        problems.append(Problem(path, line, f"is not TOML: {reason(told, source)} (`{source}`)"))
        return Table(path)
    except RecursionError:
        lines_of_text = text.splitlines()
        deepest = max(range(len(lines_of_text)), key=lambda number: len(re.findall(r"[\[{.]", lines_of_text[number])))
        problems.append(Problem(path, deepest + 1, "is nested too deep, a few levels are wanted"))
        return Table(path)


def _table(path: str, text: str) -> Table:
    data = tomli.loads(text)
    level: list[Any] = [data]
    for _ in range(_LEVELS):
        values = [value for part in level for value in (part.values() if isinstance(part, dict) else part)]
        level = [value for value in values if isinstance(value, (dict, list))]
    if level:
        raise RecursionError
    return Table(Path(path), text, data)


def _texts(location: Location, value: object) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts((*location, key), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts((*location, place), inner)


@dataclass(frozen=True, slots=True)
class Parser:
    """Turns TOML values into records; each mistake becomes a problem at its own line."""

    context: Mapping[str, object]
    """What validators need to know: the languages."""
    problems: list[Problem]

    def parse(self, kind: type[R], value: object, table: Table, location: Sequence[str | int]) -> R | None:
        """Return the record at a location of a table, or None when there is a mistake in it."""
        try:
            return kind.model_validate(value, context=dict(self.context))
        except ValidationError as error:
            what = " ".join(str(part if isinstance(part, str) else part + 1) for part in location)
            known = {name for name in kind.model_fields if name not in {"number", "key"}}
            mistakes = error.errors()
            misnamed = {meant(mistake, known) for mistake in mistakes}
            gone = [str(mistake["loc"][0]) for mistake in mistakes if is_key_gone(mistake)]
            several = [key for key in gone if key not in misnamed]
            for mistake in mistakes:
                place = tuple(part for part in mistake["loc"] if part != "[key]")
                if place and place[0] in misnamed and is_gap(mistake):
                    continue  # it is there under a wrong name, which is told
                if is_key_gone(mistake) and len(several) > 1:
                    if place[0] != several[0]:
                        continue
                    place, message = (), f"missing keys {', '.join(map(repr, several))}"
                else:
                    message = wording(mistake, place, known)
                self.problems.append(table.problem((*location, *place), f"{what}: {message}" if what else message))
            return None
