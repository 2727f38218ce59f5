"""The shape of the code: imports run one way, modules stay small."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "sipcodes"
LONGEST = 250
LAYERS = (
    {"problems", "addresses", "markdown_links", "scripts", "assets", "fields"},
    {"model", "tables", "markup"},
    {"flows", "messages", "search_terms", "search_columns", "stack_texts"},
    {"reference"},
    {"prose_rules", "rules", "search", "datafiles", "forms"},
    {"load", "exports", "hosts"},
    {"templating", "checks", "publish", "servers"},
    {"pages", "promise"},
    {"signposts", "offline", "redirects"},
    {"docset"},
    {"site"},
    {"serve"},
)
"""From what everything may use to what only build.py uses. A module imports from its own layer or one above it."""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "sipcodes":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sipcodes."):
            found.add((node.module or "").removeprefix("sipcodes."))
    return found


def test_every_module_has_its_layer() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"} == set().union(*LAYERS)


def test_imports_run_one_way() -> None:
    height = {name: level for level, names in enumerate(LAYERS) for name in names}
    upward = [
        f"{path.stem} imports {name}"
        for path in PACKAGE.glob("*.py")
        for name in imports(path)
        if height[name] > height[path.stem]
    ]
    assert upward == []


def test_no_module_is_long() -> None:
    lengths = {path.stem: len(path.read_text().splitlines()) for path in PACKAGE.glob("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
