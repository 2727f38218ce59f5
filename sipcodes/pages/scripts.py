"""Joins ES modules into one classic script, as browsers run no modules from disk.

The modules of `templates/scripts` use three forms, each at the start of a line: `import "./x.js";`,
`import { a, b } from "./x.js";`, and `export` before `const`, `class` or `function`. Each module becomes a function
that returns the list of what it exports, and an import takes from that list by place: so what a module does not export
stays its own, and no name is left that the minifier must keep. A number that is exported is written where it is
imported, which weighs less.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import minify

from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.memo import Memo
from sipcodes.pages.names import unknown_names
from sipcodes.pages.syntax import mistake
from sipcodes.problems import ContentError, Problem, did_you_mean

INLINE = ("early", "early-reader", "early-start", "moved")
"""Scripts that stand in a page: those that run before a page is drawn, and that of pages that have moved."""
ENTRIES = (*INLINE, "main", "trace", "terminal")
"""What is joined: those, the two that pages load, and that of the command for terminals."""

_STATEMENT = re.compile(r"^[ \t]*(?:import|export)\b.*", re.MULTILINE)
_IMPORT = re.compile(r'import (?:\{([\w\s,$]*)\} from )?"([^"\n]*)";')
_EXPORT = re.compile(r"export (?=(?:const|class|(?:async )?function) ([\w$]+))")
_NUMBER = re.compile(r"export const (\w+) = ([\d.]+);$", re.MULTILINE)
_PATTERN = re.compile(r"(?<![(\w$.])(?=(?:const|let)\b\s*(?:/\*.*?\*/\s*)*[\[{])", re.DOTALL)
_FENCE = "debugger;"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMS = '`import { a } from "./x.js";`, `import "./x.js";`, or `export` before a const, class or function is wanted'


class Scripts:
    """The scripts of a folder, joined anew when one of them has changed."""

    def __init__(self, folder: Path, memo: Memo) -> None:
        """Join modules below `folder`."""
        self._folder = folder
        self._memo = memo
        texts = (read_text(module, []) or "" for module in files(folder, "**/*.js"))
        self._state = tuple(hashlib.sha256(text.encode()).hexdigest() for text in texts)

    def joined(self, name: str) -> str:
        """Return the script of an entry, `main` of `main.js`; raise ContentError if it cannot be made."""
        return self._memo(_joined, str(self._folder / f"{name}.js"), self._state)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with all that is joined."""
        for name in ENTRIES:
            try:
                self.joined(name)
            except ContentError as error:
                yield from error.problems


def _joined(entry: str, state: tuple[str, ...]) -> str:  # noqa: ARG001 - the memo forgets by it
    return join(Path(entry))


def join(entry: Path) -> str:
    """Return the classic script of a module and all that it imports, made small; raise ContentError if it cannot be."""
    if not entry.is_file():
        raise ContentError([Problem(entry, 1, "no such file, a module is wanted")])
    joiner = _Joiner()
    joiner.add(entry)
    if joiner.problems:
        raise ContentError(joiner.problems)
    return small(f"(()=>{{'use strict';{''.join(joiner.parts)}\n}})();")


def small(text: str) -> str:
    """Return a script, made small, that does the same in the same order."""
    # minifying joins declarations and puts a pattern first, `const a = f(); const [b] = g()` calls g before f: not so
    # across a statement, and one that is put in and taken out everywhere leaves all else as it was
    made = str(minify.string("text/javascript", _PATTERN.sub(_FENCE, text))).replace(_FENCE, "")
    # minifying writes "\\x1b" as the sign itself, which HTML does not allow in a page (HTML Standard §13.2.3.5)
    return _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", made)


def imports(source: str) -> Iterator[str]:
    """Yield what a module imports, as it is written there."""
    for start in _STATEMENT.finditer(source):
        if found := _IMPORT.match(source, start.start()):
            yield found[2]


class _Module(NamedTuple):
    """What others can import from a module, and the place of the module in the script."""

    exports: list[str]
    numbers: dict[str, str]
    place: int

    def taking(self, names: list[str]) -> str:
        """Return the statements that give another module some of the exports."""
        wanted = [name if name in names else "" for name in self.exports if name not in self.numbers]
        taken = ",".join(wanted).rstrip(",")
        copied = "".join(f"const {name}={self.numbers[name]};" for name in names if name in self.numbers)
        return copied + (f"const[{taken}]=m{self.place};" if taken else "")


class _Joiner:
    """Follows imports depth first: what a module needs comes before it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.modules: dict[Path, _Module] = {}
        self.open: list[Path] = []
        self.problems: list[Problem] = []

    def add(self, path: Path) -> _Module:
        """Return a module; add it, unless it is there, after those that it imports."""
        if path in self.modules:
            return self.modules[path]
        told = len(self.problems)
        source = read_text(path, self.problems) or ""
        if not source.strip() and len(self.problems) == told:
            self.problems.append(Problem(path, 1, "is empty, a module is wanted"))
        self.open.append(path)
        exports: list[str] = []
        numbers: dict[str, str] = {}
        body, end = "", 0
        for start in _STATEMENT.finditer(source):
            statement, at, stop = "", start.start(), start.end()
            if found := _IMPORT.match(source, at):
                # as many lines as before, so that a mistake has the line of the source
                statement = self._taken(path, _line(source, at), found) + "\n" * found[0].count("\n")
                stop = found.end()
            elif found := _EXPORT.match(source, at):
                exports.append(found[1])
                stop = found.end()
                if number := _NUMBER.match(source, at):
                    numbers[number[1]] = number[2]
                    if len(re.findall(rf"\b{number[1]}\b", source)) == 1:
                        stop = number.end()  # its own module has no use for it
            else:
                message = f"unknown form (found '{start[0].strip()}'), {_FORMS}"
                self.problems.append(Problem(path, _line(source, at), message))
            body += source[end:at] + statement
            end = stop
        body += source[end:]
        self.open.pop()
        module = self.modules[path] = _Module(exports, numbers, len(self.parts))
        own = [name for name in exports if name not in numbers]
        self._check(path, source, body, own)
        returned = ",".join(own)
        if not self.open:
            self.parts.append(body)  # nobody imports the entry
        elif returned:
            self.parts.append(f"const m{module.place}=(()=>{{{body}\nreturn[{returned}]}})();")
        else:
            self.parts.append(f"(()=>{{{body}\n}})();")
        return module

    def _taken(self, path: Path, line: int, found: re.Match[str]) -> str:
        """Add the module of an import; return the statements that take what is imported from it."""
        target = Path(os.path.normpath(path.parent / found[2]))
        if not found[2].startswith(".") or not target.is_file():
            hint = did_you_mean(
                found[2], (f"./{other.name}" for other in files(path.parent, "*.js") if other.is_file())
            )
            self.problems.append(Problem(path, line, f"unknown module (found '{found[2]}'), a file is wanted{hint}"))
            return ""
        if target in self.open:
            circle = " → ".join(module.name for module in [*self.open[self.open.index(target) :], target])
            self.problems.append(Problem(path, line, f"modules in a circle (found {circle}), an order is wanted"))
            return ""
        module = self.add(target)
        names = (found[1] or "").replace(",", " ").split()
        for name in names:
            if name not in module.exports:
                message = f"unknown name (found '{name}'), an export of '{found[2]}' is wanted"
                self.problems.append(Problem(path, line, message + did_you_mean(name, module.exports)))
        return module.taking(names)

    def _check(self, path: Path, source: str, body: str, exports: list[str]) -> None:
        """Note what is no JavaScript, at its line, or else each name that nobody declares."""
        if found := mistake(body):
            line, what = found
            text = source.split("\n")[line - 1].strip()
            self.problems.append(Problem(path, line, f"{what} (found '{text}'), JavaScript is wanted"))
        elif all(problem.path != path for problem in self.problems):
            self.problems += [Problem(path, line, what) for line, what in unknown_names(source, body, exports)]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
