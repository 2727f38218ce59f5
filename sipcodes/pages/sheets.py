"""What is wrong with a style sheet: browsers pass over it in silence, and often over what follows as well."""

import re
from collections.abc import Iterator

import tinycss2

from sipcodes.problems import did_you_mean

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_SIGNS = re.compile(
    r"(?P<comment>/\*.*?\*/)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|url\([^)\n]*\)"
    r"|(?P<sign>/\*|//|[{}\"'])",
    re.DOTALL,
)
_ELSEWHERE = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")
_VALUES = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            r"#(?![0-9a-fA-F]{3,4}\b|(?:[0-9a-fA-F]{2}){3,4}\b)[\w-]+",
            "`{}` is no colour, 3, 4, 6 or 8 hexadecimal digits are",
        ),
        (r"!\s*\w+", "`{}` is unknown, `!important` is wanted"),
        (r"[\u201c\u201d\u2018\u2019]", "`{}` is a curly quote, a straight one is wanted"),
        (r"\$[\w-]*", "`{}` is of another language, `var(--name)` is wanted"),
        (r"(?<![\w.#-])\d+,\d+[a-z%]+", "`{}` has a comma, a point is wanted"),
        (r"(?<![\w.#-])[\d.]+ (?:rem|em|px|ch|vh|vw|%)(?!\w)", "`{}` has a space before its unit, none is wanted"),
    )
)
"""What no value may have, outside of quotes; `!important` itself is no part of it."""
_LENGTH = re.compile(
    r"(?:margin|padding|inset|border)(?:-[a-z]+)*|(?:(?:min|max)-)?(?:width|height)|top|right|bottom|left|(?:row-|column-)?gap|font-size"
)
_BARE = re.compile(r"(?<![\w.#(-])-?(?:[1-9]\d*(?:\.\d+)?|0?\.\d+)(?![\w.%])")
_ALONE = {
    "/*": "`/*` opens a comment that is not closed",
    "//": "`//` begins no comment in a style sheet, `/* … */` is wanted",
    '"': "a quote is not closed",
    "'": "a quote is not closed",
}


def faults_of_sheet(text: str, declared: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return line and message of everything that is wrong; of what follows from an open brace no more is told.

    `declared` are the custom properties of all sheets.
    """
    if torn := _torn(text):
        return [torn]
    lines = text.splitlines()
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    faults = [(line, f"{message} (found `{lines[line - 1].strip()}`)") for line, message in _errors(rules)]
    for match in _VARIABLE.finditer(text):
        if match[1] not in declared:
            message = f"unknown custom property '{match[1]}'{did_you_mean(match[1], declared)}"
            faults.append((_line(text, match.start()), message))
    faults += [
        (_line(text, match.start()), f"`{match[0]}` loads from elsewhere, which no page may")
        for match in _ELSEWHERE.finditer(text)
    ]
    if "</" in text:
        faults.append((_line(text, text.index("</")), "`</` would end the style in a page, `<\\/` is wanted"))
    return faults


def _torn(text: str) -> tuple[int, str] | None:
    """Return the first brace, quote or comment that lacks the other of its pair.

    An open brace is that of the line after which a rule begins no further in: the last ones close what is around it.
    """
    opened: list[tuple[int, int]] = []
    suspect = 0
    for found in _SIGNS.finditer(text):
        sign = found["sign"]
        if "/*" in (found["comment"] or "")[2:]:
            sign = "/*"
        if sign is None:
            continue
        line, start = _line(text, found.start()), text.rfind("\n", 0, found.start()) + 1
        if sign == "{":
            indent = len(text[start:]) - len(text[start:].lstrip(" \t"))
            if opened and opened[-1][0] < line and indent <= opened[-1][1]:
                suspect = suspect or opened[-1][0]
            opened.append((line, indent))
        elif sign == "}" and opened:
            opened.pop()
        elif sign == "}":
            return line, "`}` closes nothing"
        else:
            return line, _ALONE[sign]
    return (suspect or opened[-1][0], "`{` is not closed, `}` is wanted") if opened else None


def _errors(nodes: list[tinycss2.ast.Node]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, "is no style: `property: value;` or a rule is wanted"
        elif node.type == "declaration":
            if not node.name.startswith("--") and ":" in node.value:
                yield node.source_line, f"a semicolon is missing behind '{node.name}'"
            elif message := _of_value(node):
                yield node.source_line, message
        elif node.type == "at-rule" and node.content is None and node.lower_at_keyword == "import":
            yield node.source_line, "`@import` loads a sheet, a name in STYLES of pages/styles.py is wanted"
        elif node.type == "qualified-rule" and (last := _end(node.prelude)) in {">", "+", "~", ","}:
            yield node.source_line, f"`{last}` ends a selector, what it leads to is wanted"
        elif node.type in {"qualified-rule", "at-rule"} and node.content is not None:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _errors(inside)


def _end(tokens: list[tinycss2.ast.Node]) -> str:
    return str(tinycss2.serialize(tokens)).rstrip()[-1:]


def _of_value(declaration: tinycss2.ast.Node) -> str:
    """Return what is wrong with a value whatever its property is, or an empty text."""
    value = tinycss2.serialize(declaration.value).strip()
    for pattern, message in _VALUES:
        if found := pattern.search(_STRING.sub('""', value)):
            return message.format(found[0].strip())
    if _LENGTH.fullmatch(declaration.lower_name) and (found := _BARE.search(value)):
        return f"`{found[0]}` has no unit, one such as rem is wanted"
    return ""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
