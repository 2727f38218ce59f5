"""The shape of the code: rooms use one another one way, modules stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sipcodes"
LONGEST = 250
ROOMS = (
    ("problems", "addresses", "folders", "memo", "processors", "editors", "artifact", "plan"),
    ("content",),
    ("rules", "pages"),
    ("data", "checks"),
    ("copies", "hosts"),
    ("recipes",),
    ("publish", "site", "state"),
    ("preview", "desk"),
    ("command",),
)
"""From what everything may use to what only build.py uses. A room uses itself and those of the rows above."""


def imports(source: str, module: tuple[str, ...]) -> Iterator[str]:
    """Yield the whole name of everything that the text of a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = module[: len(module) - node.level] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def rooms() -> dict[str, int]:
    return {name: height for height, names in enumerate(ROOMS) for name in names}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def upward(path: Path) -> list[str]:
    """Return the rooms that a module uses and must not."""
    heights, own = rooms(), room_of(path)
    module = ("sipcodes", *path.relative_to(PACKAGE).with_suffix("").parts)
    names = [name.split(".") for name in imports(path.read_text(encoding="utf-8"), module)]
    used = {name[1] for name in names if name[0] == "sipcodes" and len(name) > 1}
    return sorted(room for room in used & heights.keys() - {own} if heights[room] >= heights[own] > 0)


def test_every_module_stands_in_a_room() -> None:
    assert {room_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__"} == rooms().keys()


def test_rooms_use_one_another_one_way() -> None:
    found = {str(path.relative_to(ROOT)): upward(path) for path in PACKAGE.rglob("*.py")}
    assert {name: rooms for name, rooms in found.items() if rooms} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import sipcodes.site",
        "from sipcodes import site",
        "from sipcodes.site import build",
        "from ..site import build",
        "from .. import site",
    ],
)
def test_every_way_to_import_is_seen(source: str) -> None:
    """The rule above would hold nothing if it missed one."""
    assert "sipcodes.site" in list(imports(source, ("sipcodes", "content", "load")))


def test_no_module_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
