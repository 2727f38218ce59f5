"""Tells where a script is no JavaScript.

Two readers look: the minifier, which takes many a script that no browser takes, and an engine, which reads all of a
script before it runs the first statement. That one ends it.
"""

import re

import _quickjs
import minify

_END = "'use strict';throw 'the end';(()=>{%s\n})"
"""Within a function, as outside of one the engine takes a private name that no class has."""
_READ = "the end\n"
_PLACE = re.compile(r"\n    at <input>:(\d+):")
RESERVED = (
    "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
    "else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import",
    "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return",
    "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with",
    "yield",
)  # fmt: skip
"""Words that name no variable (ECMA-262 §12.7.2)."""
_IN_A_PATTERN = re.compile(rf"\b({'|'.join(RESERVED)})\s*(?=,|=[^=>])")
"""One of them in front of what may follow the name of a variable there."""
_LINES = re.compile("[\u2028\u2029]")
"""What ends a line for JavaScript (ECMA-262 §12.3), and for no editor."""
_SMALL_PLACE = re.compile(r"(.*) on line (\d+) and column \d+\n")


def mistake(script: str) -> tuple[int, str] | None:
    """Return the line of the first mistake of a script and what it is, None if there is none. Nothing of it runs."""
    return _not_made_small(script) or _not_read(script)


def _not_made_small(script: str) -> tuple[int, str] | None:
    try:
        minify.string("text/javascript", _LINES.sub(" ", script))
    except minify.MinifyError as error:
        found = _SMALL_PLACE.match(str(error))
        return (int(found[2]), found[1]) if found else (1, str(error))
    return None


def _not_read(script: str) -> tuple[int, str] | None:
    if _reads(script):
        return _reserved(script)
    said = _said(script)
    what = said.partition(": ")[2].partition("\n")[0]
    what = what[0].lower() + what[1:]
    if place := _PLACE.search(said):
        return min(int(place[1]), script.count("\n") + 1), what
    # a mistake within a regular expression has no place: it stands where the engine first says so
    lines = script.split("\n")
    return next(line for line in range(1, len(lines) + 1) if _said("\n".join(lines[:line])) == said), what


def _reserved(script: str) -> tuple[int, str] | None:
    """Return the first reserved word that is a name in a pattern, `({ return, a }) => a`, which both readers take.

    The engine refuses a sign that no code has, except in a text, and takes the word as a property, except in a list.
    """
    for found in _IN_A_PATTERN.finditer(script):
        before, after = script[: found.end()], script[found.end() :]
        if not _reads(f"{before}@{after}") and _reads(f"{before}:$_{after}"):
            line = script.count("\n", 0, found.start()) + 1
            return line, f"'{found[1]}' is a reserved word, no name"
    return None


def _reads(script: str) -> bool:
    return _said(script).startswith(_READ)


def _said(script: str) -> str:
    """Return what the engine says of a script; of one that it can read, that it came to the end."""
    try:
        _quickjs.Context().eval(_END % script)
    except _quickjs.JSException as error:
        said = str(error)
    return said
