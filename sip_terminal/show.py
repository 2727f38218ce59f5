"""Markdown as a terminal shows it, by the habits of terminals: NO_COLOR, the width, a pager."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator

_WIDEST = 100
_INLINE = re.compile(
    r"(?P<code>`+)(?P<span>.+?)(?P=code)|\*\*(?P<strong>.+?)\*\*|\[(?P<text>[^\]]*)\]\([^)\s]*\)|<(?P<address>https?:[^>]+)>|\\(?P<sign>[^\w\s])"
)
_MARK = re.compile(r"( *(?:[-*]|\d+\.)? +|>? ?)")
_CONTROL = re.compile(r"\x1b\[[0-9;]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def coloured(choice: str) -> bool:
    """Return whether to colour: as was chosen, else by NO_COLOR (no-color.org), CLICOLOR_FORCE and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("CLICOLOR_FORCE")) or sys.stdout.isatty()


def harmless(text: str) -> str:
    """Return a text without what would steer the terminal."""
    return _CONTROL.sub("", text)


def shown(markdown: str, *, colour: bool) -> str:
    """Return Markdown as a text for the terminal: wrapped, headings and strong words bold where that is wanted."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST
    return "\n".join(_lines(markdown, width, colour=colour)).strip("\n") + "\n"


def _lines(markdown: str, width: int, *, colour: bool) -> Iterator[str]:
    fenced = False
    for line in harmless(markdown).split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield f"    {line}"
        elif line.startswith("#"):
            heading = _plain(line.lstrip("# "))
            yield f"{BOLD}{heading}{PLAIN}" if colour else heading
        elif line == "---" or re.fullmatch(r"[|:-]+", line):
            continue
        elif line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield from _wrapped(
                " · ".join(cell.strip().replace("\\|", "|") for cell in cells), "", width, colour=colour
            )
        else:
            found = _MARK.match(line)
            mark = found[0] if found and found[0].strip() else ""
            yield from _wrapped(line[len(mark) :], mark, width, colour=colour)


def _wrapped(text: str, mark: str, width: int, *, colour: bool) -> Iterator[str]:
    """Yield a paragraph or an item in lines. It is wrapped without its colours, which have no width."""
    hanging = mark if mark.startswith(">") else " " * len(mark)
    strong = [_plain(match["strong"]) for match in _INLINE.finditer(text) if match["strong"]]
    lines = textwrap.wrap(_plain(text), width, initial_indent=mark, subsequent_indent=hanging, break_on_hyphens=False)
    whole = "\n".join(lines) or mark.rstrip()
    for words in strong if colour else ():
        # a strong passage may have been broken over lines
        pattern = r"\s+(?:> )?".join(map(re.escape, words.split()))
        whole = re.sub(pattern, lambda match: f"{BOLD}{match[0]}{PLAIN}", whole, count=1)
    yield whole


def _plain(text: str) -> str:
    def words(match: re.Match[str]) -> str:
        if match["span"] is not None:
            return match["span"].strip() if len(match["code"]) > 1 else match["span"]
        inner = match["strong"] or match["text"]
        return _plain(inner) if inner else match["address"] or match["sign"] or ""

    return _INLINE.sub(words, text)


def page(text: str, *, pager: bool) -> None:
    """Print a text; in a terminal that is too small for it through the pager."""
    size = shutil.get_terminal_size()
    command = os.environ.get("PAGER") or shutil.which("less") or ""
    if pager and command and sys.stdout.isatty() and text.count("\n") >= size.lines:
        environment = {"LESS": "FRX", **os.environ}
        # PAGER is a command of the shell (POSIX man(1))
        subprocess.run(command, shell=True, input=text.encode(), env=environment, check=False)  # noqa: S602
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
