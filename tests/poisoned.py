"""The small project with a way to a script in every text that takes one."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from mutations import HTML, JINJA, MARKDOWN

from sipcodes.folders import TEMPLATES
from sipcodes.memo import Memo
from sipcodes.problems import ContentError
from sipcodes.recipes import recipes

_TEXT = re.compile(r'^([\w."-]+ = (?:\[|\{ nl = )?"(?:[^"\\\n]|\\.)*)(".*)$')
_KEPT = {"site.toml", "registry.toml", "rfcs.toml", "search.toml", "terms.toml", "redirects.toml"}
"""Tables of numbers, names and settings."""
_LOOSE = tuple(way for way in JINJA if not re.search(r"\{\{.*\}\}|\{%.*%\}", way))
"""What templates would take for theirs and no text is refused for: what is refused would leave its place clean."""


def poison(content: Path) -> int:
    """Put poison into every text, and take it out where it is refused; return in how many places it stays."""
    right = {path: path.read_text(encoding="utf-8").split("\n") for path in content.rglob("*.*") if path.is_file()}
    wrong = {path: _poisoned(path, lines) for path, lines in right.items()}
    memo = Memo()
    while True:
        for path, lines in wrong.items():
            path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        try:
            recipes(content, TEMPLATES, None, memo)
        except ContentError as error:
            for problem in error.problems:
                path, number = problem.path, problem.line - 1
                near = [
                    at for at in range(number - 2, number + 3) if wrong[path][at : at + 1] != right[path][at : at + 1]
                ]
                if path.suffix == ".md" or not near:
                    wrong[path] = list(right[path])
                else:
                    at = min(near, key=lambda at: abs(at - number))
                    wrong[path][at] = right[path][at]
        else:
            return sum(line not in right[path] for path, lines in wrong.items() for line in lines)


def _poisoned(path: Path, lines: list[str]) -> list[str]:
    if path.name in _KEPT or path.suffix not in {".toml", ".md"}:
        return list(lines)
    offset = sum(map(ord, path.name))
    everything = (*HTML, *_LOOSE, *MARKDOWN) if path.suffix == ".toml" else MARKDOWN
    ways = cycle([*everything[offset % len(everything) :], *everything[: offset % len(everything)]])
    return list(_toml(lines, ways) if path.suffix == ".toml" else [*lines, "", *next(ways).split("\n")])


def _toml(lines: list[str], ways: Iterator[str]) -> Iterator[str]:
    for line in lines:
        found = _TEXT.match(line)
        if not found:
            yield line
            continue
        way = re.sub(r"[\x00-\x1f]", "", next(ways)).replace("\\", "\\\\").replace('"', '\\"')
        yield f"{found[1]} {way}{found[2]}"
