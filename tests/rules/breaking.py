"""Breaks a content folder, and tells what is said of it."""

from pathlib import Path

from sipcodes.folders import TEMPLATES
from sipcodes.memo import Memo
from sipcodes.problems import ContentError
from sipcodes.recipes import recipes

MEMO = Memo()


def problems(content: Path) -> list[str]:
    """Return what is said of a content folder, each problem as text with a path below that folder; nothing if right."""
    try:
        recipes(content, TEMPLATES, None, MEMO)
    except ContentError as error:
        return [str(problem).replace(f"{content}/", "") for problem in error.problems]
    return []


def replace(path: Path, old: str, new: str) -> None:
    """Put a new text in the place of an old one, once."""
    text = path.read_text()
    assert old in text, f"{path.name} has no {old!r} to break"
    path.write_text(text.replace(old, new, 1))


def line_of(path: Path, text: str) -> int:
    """Return the line on which a text first stands."""
    return path.read_text().split(text, 1)[0].count("\n") + 1
