"""Markdown that is none: what Markdown passes over in silence and readers would see, or would not see."""

import re
from collections.abc import Iterator

_FENCED = r"^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?P<end>(?P=fence))[ \t]*$|\Z)"
_SPAN = r"(?<!`)(?P<span>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=span)(?!`)"
_CODE = re.compile(f"{_FENCED}|{_SPAN}", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]+\]\([^()\s]+\)")
_ITEM = re.compile(r"(?:-|\d+\.) ")
_NUMBERED = re.compile(r"(\d+)\.(?= )")
_HEADING = re.compile(r"#{1,6} ")

_UNDERLINE = re.compile(r"(?:=+|-+) *")
_RULED = re.compile(r"[|: -]*-[|: -]*")
_BLOCK = re.compile(r"\S.*(?:\n(?!\s*(?:[-*]|\d+\.) |\s*$).*)*", re.MULTILINE)
"""A paragraph or an item of a list."""
_LONE = re.compile(r"(?<![^\s(])[*_](?=[^\W\d_])|(?<=[^\W\d_])[*_](?![^\s.,;:!?)])")
_ACROSS = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_NO_WORDS = re.compile(r"`[^`]*`|\]\([^)]*\)")
_PAIRS = {("(", ")"): re.compile("[()]"), ("\u201c", "\u201d"): re.compile("[\u201c\u201d]")}

_SAID = (
    (r"<(?:/?[a-zA-Z][\w-]*(?:\s[^>]*)?/?>|!--)", "raw HTML (`{}`), Markdown alone is wanted"),
    (r"!\[[^\]]*\](?:\([^)]*\))?", "a picture (`{}`), which no page has a place for"),
    (r"^ *#{1,6}(?=[^#\s])\S+|^ +#{1,6}(?= )", "`{}` is no heading, `## ` opening the line is wanted"),
    (r"^ *\t", "a tab at the start of the line, spaces are wanted"),
    (r"^ *[*+\u2013\u2014\u2022\u00b7] ", "`{}` begins an item, `- ` is wanted"),
    (r"^ *(?:\d+\.|-)(?=[^\W\d_]).*", "`{}` is no item, a space behind its mark is wanted"),
    (r"^ {1,3}(?:-|\d+\.) .*", "`{}` is an item of no list: four spaces put it below another one, none beside it"),
    (
        r"~~\S[^~\n]*~~|==\S[^=\n]*==|^ *- \[[ xX]\] |^\[TOC\]$|^\*\[[^\]\n]+\]:|^: +\S",
        "`{}` is no Markdown of this site, words alone are wanted",
    ),
    (r"\{\{.*?\}\}|\{%.*?%\}", "`{}` is for templates, words are wanted"),
    (r"[\u00b4\u2018]\w[^\u00b4\u2018\u2019\n]*[\u00b4\u2018]", "`{}` is no code: a backtick on both sides is wanted"),
    (r"\\$", "a backslash ends the line, and would be shown"),
    (r"^ *\d+\) ", "`{}` begins an item, `1. ` is wanted"),
    (r"^ *(?:-|\d+\.)$", "`{}` is an item without words"),
    (r"\[\^[^\]\s]+\]", "a footnote (`{}`), which no page has a place for"),
    (r"`+", "a backtick opens code that is not closed"),
    (
        (
            r"\[[^\[\]\n]*\]? *\([^()\s]*\)|\[[^\[\]\n]*\]\([^()\s]*(?= |$)|\([^()\s]+\.html[^()\s]*\)"
            r"|\[[^\[\]\n]+\]\[[^\[\]\n]*\]|\[\[[^\[\]\n]+\]\]|\([^()\n]+\)\[[^\[\]\n]+\]|(?<![\w<\"'=/])https?://[^\s<>()]+(?<![.,;:])"
        ),
        "`{}` is no link: `[text](address)` is wanted",
    ),
    (
        (
            r"\b(?:RFC|rfc|Rfc)[- ]?\d{3,5}"
            r"(?:,? +(?:section|sectie|sec\.|paragraaf|paragraph|par\.|§(?=[ §]))|, *§|§) *§?[\dA-Z][.\d]*(?<!\.)"
            r"|§ ?\d[.\d]* (?:of|in|van|uit) RFC \d+|\bRFC-?\d{3,5}\b|\b(?:rfc|Rfc)[- ]?\d{3,5}\b"
        ),
        "'{}' becomes no link: 'RFC 3261 §21.4.24' is the form",
    ),
    (
        r"\bSIP {2,}[1-6]\d\d\b|\bSIP-?[1-6]\d\d\b|\b(?:sip|Sip)[- ]?[1-6]\d\d\b(?![-.]\w)",
        "'{}' becomes no link: one space is wanted, as in 'SIP 486'",
    ),
    (r"&(?:[a-zA-Z]\w*|#\w+);", "`{}` stands for a sign: the sign itself is wanted"),
    (r"\bSIP[ \u00a0](?![1-6]\d\d\b)\d+\b(?![-.x]\d)", "'{}' is no code, one from 100 to 699 is wanted"),
)  # fmt: skip
"""What one line tells, and what is said of it."""
_LINES = tuple((re.compile(pattern, re.MULTILINE), message) for pattern, message in _SAID)


def blanked(text: str, sign: str = " ") -> str:
    """Return a text with space, or another sign, in the place of its code."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", sign, match[0]), text)


def remnants(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of everything in a text that is no Markdown, and looks as if it was meant to be."""
    prose = blanked(text)
    lines = prose.split("\n")
    for code in _CODE.finditer(text):
        if code["fence"] and not code["end"]:
            yield text.count("\n", 0, code.start()) + 1, f"`{code['fence']}` opens code that is not closed"
    whole = _LINK.sub(" ", prose)
    # in most texts none is found anywhere: to look line by line takes ten times as long
    for number, line in enumerate(lines if any(pattern.search(whole) for pattern, _ in _LINES) else (), 1):
        plain = _LINK.sub(" ", line)
        for pattern, message in _LINES:
            if found := pattern.search(plain):
                yield number, message.format(found[0].strip())
                break
    for number, block in _blocks(lines):
        yield from _of_block(number, block)
    yield from _of_numbers(lines)


def unpaired(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of each bracket or quotation mark without the other of its pair.

    A merge that cuts an item in two leaves such behind.
    """
    for block in _BLOCK.finditer(text):
        if sign := _without_the_other(_NO_WORDS.sub("", block[0])):
            line = text.count("\n", 0, block.start()) + 1
            yield line, f"'{sign}' stands without the other of its pair: a piece of text seems to be gone"


def _without_the_other(text: str) -> str:
    """Return the first sign that is not of a pair, or an empty text."""
    for (opens, closes), either in _PAIRS.items():
        depth = 0
        for sign in either.findall(text):
            depth += 1 if sign == opens else -1
            if depth < 0:
                return closes
        if depth:
            return opens
    return ""


def _of_numbers(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each number of a list that does not follow the one before: a page would count another way."""
    wanted = 1
    for number, line in enumerate(lines, 1):
        if item := _NUMBERED.match(line):
            if int(item[1]) != wanted:
                yield (
                    number,
                    f"`{item[0]}` stands where `{wanted}.` is wanted{'' if wanted > 1 else ', a list begins here'}",
                )
            wanted = int(item[1]) + 1
        elif line.strip() and not line.startswith(" "):
            wanted = 1


def _of_block(number: int, block: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with lines that hang together."""
    stars = [place for place, line in enumerate(block) for _ in re.findall(r"(?<!\*)\*\*(?!\*)", line)]
    if len(stars) % 2:
        yield number + stars[-1], "`**` opens bold that is not closed"
    elif lone := _LONE.search(re.sub(r"\*\*|\*[^*]+\*|(?<!\w)_[^_]+_(?!\w)", " ", "\n".join(block))):
        yield number, f"`{lone[0]}` opens italics that are not closed"
    if _ACROSS.fullmatch(block[0]):
        yield number, f"`{block[0].strip()}` draws a line across, which no page has a place for"
    if not _ITEM.match(block[0].lstrip()):
        for place, line in enumerate(block[1:], 1):
            if _ITEM.match(line):
                yield number + place, "an item follows text, an empty line between them is wanted"
                break
    yield from ((number + place, message) for place, message in _of_table(block))
    for place, line in enumerate(block[1:], 1):
        if _UNDERLINE.fullmatch(line):
            yield number + place, f"`{line.strip()}` makes a heading of the line above, `## ` opening that is wanted"


def _of_table(block: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the table in lines that hang together."""
    start = next((place for place, line in enumerate(block) if line.startswith("|")), None)
    if start:
        yield start, "a table follows text, an empty line between them is wanted"
    elif start == 0 and not _RULED.fullmatch("".join(block[1:2])):
        yield start, "a table has no line `|---|---|` under its head, one is wanted"


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines, headings and items, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        apart = not line.strip() or _HEADING.match(line)
        if block and (apart or (_ITEM.match(line.lstrip()) and _ITEM.match(block[0].lstrip()))):
            yield number - len(block), block
            block = []
        if not apart:
            block.append(line)
