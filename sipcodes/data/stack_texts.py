"""Facts that stacks.toml says in strings for readers, read back for the search: each goes when it gets a field."""

import re

from sipcodes.content.records import StackRow

_QUOTED = re.compile("“([^”]+)”")
_CAUSE_NAME = re.compile(r"([A-Z][A-Z_]+[A-Z]) \((\d+)\)")
_TEAMS_NUMBER = re.compile(r"\d{4,6}")
_SHOWING = {"shows", "makes"}


def named_cause(row: StackRow) -> tuple[str, int] | None:
    """Return the name and the number of a cause: `USER_BUSY (17)`."""
    match = _CAUSE_NAME.fullmatch(row.value or "")
    return (match[1], int(match[2])) if match else None


def numbers_beside(row: StackRow) -> list[str]:
    """Return the numbers of Microsoft Teams: they stand before a colon."""
    if row.kind != "number":
        return []
    return _TEAMS_NUMBER.findall(next(iter((row.text or {"": row.value or ""}).values())).partition(":")[0])


def shown(row: StackRow) -> list[str]:
    """Return what a program shows or makes for a code; ways to write it have ` / ` between."""
    return row.value.split(" / ") if row.value and row.kind in _SHOWING else []


def quoted(row: StackRow) -> list[str]:
    """Return what the text of such a row quotes, the same in every language."""
    return _QUOTED.findall(next(iter(row.text.values()))) if row.text and row.kind in _SHOWING else []


def received(row: StackRow) -> list[str]:
    """Return the phrase by which a program knows a code, unless it is the name of a cause."""
    if row.kind != "received" or not row.value or "ause" in row.value or named_cause(row):
        return []
    return [row.value.removeprefix("reason ")]
