"""A content folder of as many codes as wanted: the real ones, and copies of them under numbers from 1100 on.

A copy has everything that its code has: facts, texts, flow, example, header fields, causes, known cases, what products
make of it. Its texts are a little its own, as the program remembers what it made of a text.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli

STEP = 1000
"""Between the number of a code and that of its copy, and of the copy after that."""
_FLOW = "486"
"""The flow of copies whose own flow says their number in so many words."""
_ROWS = (
    ("similar.toml", ("pair",)),
    ("headers.toml", ("rules",)),
    ("effects.toml", ("effects",)),
    ("q850.toml", ("to_sip", "from_sip")),
)
Entry = dict[str, Any]


def grow(content: Path, count: int) -> None:
    """Add copies to a content folder until it has this many codes."""
    tables = {path: tomli.loads(path.read_text(encoding="utf-8")) for path in sorted(content.rglob("*.toml"))}
    numbers = [int(key) for key in tables[content / "codes.toml"]]
    wanted = [(number, STEP * (place // len(numbers))) for place, number in enumerate(numbers * (count // 75 + 1))]
    copies: dict[int, list[int]] = {}
    for number, offset in wanted[len(numbers) : count]:
        copies.setdefault(offset, []).append(number)
    added: dict[Path, list[str]] = {path: [] for path in tables}
    for offset, some in copies.items():
        for path, lines in _tables(content, tables, offset, frozenset(some)):
            added[path] += lines
        for number in some:
            _prose(content, number, offset)
    for path, lines in added.items():
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in ["", *lines])


def _tables(
    content: Path, tables: Mapping[Path, Entry], offset: int, some: frozenset[int]
) -> Iterator[tuple[Path, list[str]]]:
    """Yield what comes at the end of each table."""
    codes = tables[content / "codes.toml"]
    yield (
        content / "codes.toml",
        [
            line
            for number in some
            for line in _table(f"{number + offset}", {**codes[str(number)], "remark": _own(codes[str(number)], offset)})
        ],
    )
    phrases = tables[content / "registry.toml"]["phrases"]
    yield content / "registry.toml", [f"{n + offset} = {_value(phrases[str(n)])}" for n in some]
    flows = tables[content / "flows.toml"]
    uses = {n: flows["codes"][str(n) if _fits(flows, str(n)) else _FLOW] for n in some}
    yield content / "flows.toml", [line for n in some for line in _table(f"codes.{n + offset}", uses[n])]
    examples = tables[content / "examples.toml"]["codes"]
    yield content / "examples.toml", [line for n in some for line in _table(f"codes.{n + offset}", examples[str(n)])]
    for name, keys in _ROWS:
        yield content / name, [line for key in keys for line in _moved(key, tables[content / name][key], offset, some)]
    for path in tables:
        if path.parent.name == "products":
            for key in ("rows", "prints"):
                yield path, list(_moved(key, tables[path].get(key, []), offset, some))


def _own(code: Entry, offset: int) -> dict[str, str]:
    return {tag: f"{text}-{offset}" for tag, text in code["remark"].items()}


def _fits(flows: Entry, number: str) -> bool:
    """Say whether the flow of a code names it by a placeholder."""
    return any("{code}" in str(step) for step in flows["flows"][flows["codes"][number]["flow"]]["steps"])


def _moved(key: str, rows: list[Entry], offset: int, some: frozenset[int]) -> Iterator[str]:
    """Yield the rows of some codes for their copies."""
    for row in rows:
        numbers = row.get("codes", [row.get("code")])
        if some.issuperset(numbers):
            field = {"codes": [n + offset for n in numbers]} if "codes" in row else {"code": numbers[0] + offset}
            when = {"when": {tag: f"{text} {offset}" for tag, text in row["when"].items()}} if "when" in row else {}
            yield from _table(f"[{key}]", {**row, **field, **when})


def _prose(content: Path, number: int, offset: int) -> None:
    for path in sorted(content.glob(f"codes/{number}.*.md")):
        text = path.read_text(encoding="utf-8").replace("## causes\n", f"{offset}\n\n## causes\n", 1)
        path.with_name(path.name.replace(str(number), str(number + offset))).write_text(text, encoding="utf-8")
    known = content / "known" / f"{number}.toml"
    if known.exists():
        shutil.copy(known, known.with_name(f"{number + offset}.toml"))


def _table(name: str, entry: Entry) -> list[str]:
    return [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in entry.items())]


def _value(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
