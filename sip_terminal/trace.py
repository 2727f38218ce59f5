"""What the explainer says of a trace, as Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any


def told(explained: Mapping[str, Any]) -> str:
    """Return the calls of a trace, each with its verdict, what tells of it, what to do and its ladder."""
    parts = [explained["found"], *(text for call in explained["calls"] for text in _call(call))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _call(call: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {_text(call['title'])}"
    yield f"**{_text(call['name'])}** ({call['certainty']})"
    yield _text(call["sentence"])
    yield _text(call["decided"])
    yield _list([f"{label}: {value}" for label, value in call["times"]])
    yield _list([*call["explained"], *call["doubts"], *([call["instead"]] if call["instead"] else [])])
    yield _list([f"{one['name']}: {one['sentence']}" for one in call["beside"]])
    for heading, items in call["advice"]:
        if items:
            yield f"## {_text(heading)}"
            yield _list(items)
    yield f"```\n{call['ladder']}\n```"


def _list(items: list[str]) -> str:
    return "\n".join(f"- {_text(item)}" for item in items)


def _text(text: str) -> str:
    """Return words so that they are read as they stand."""
    return "".join(f"\\{sign}" if sign in "\\`*[]<>#|" else sign for sign in text)
