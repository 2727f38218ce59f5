"""What the wheel holds: the pages as Markdown, the data, the scripts of the site. `make wheel` makes it."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_NAME = re.compile(r"[a-z0-9-]+")
_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "data", _HERE.parent / "build" / "terminal")
"""Where the files are: beside this module in an installed package, else where a checkout makes them."""
_GROUPS = {"codes": "number", "unregistered": "key", "causes": "number", "symptoms": "key", "classes": "key"}
"""The records of codes.json, and the field by which each is known."""


class Holdings:
    """The files of the reference."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder that holds them, or that of the package."""
        self.folder = folder or next(filter(Path.is_dir, _PLACES), _PLACES[0])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is in."""
        return tuple(sorted(path.name for path in self.folder.iterdir() if path.is_dir()))

    def text(self, name: str) -> str:
        """Return a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def page(self, code: str, language: str) -> str | None:
        """Return what is said of a code, a class, a cause (`q850-34`) or a complaint (`symptom-…`), as Markdown."""
        path = self.folder / language / f"{code}.md"
        return path.read_text(encoding="utf-8") if _NAME.fullmatch(code) and path.is_file() else None

    def words(self, language: str) -> Mapping[str, str]:
        """Return what the command itself says."""
        words: Mapping[str, str] = json.loads(self.text(f"words.{language}.json"))
        return words

    def record(self, code: str) -> Mapping[str, Any] | None:
        """Return what the data says of the same."""
        key = code.removeprefix("q850-").removeprefix("symptom-")
        group = "causes" if code.startswith("q850-") else "symptoms" if code.startswith("symptom-") else ""
        for name, field in _GROUPS.items():
            if group in {"", name} and (name not in {"causes", "symptoms"} or group):
                for record in self._everything()[name]:
                    if str(record[field]) == key:
                        found: Mapping[str, Any] = record
                        return found
        return None

    @cache  # noqa: B019 - there is one of it
    def _everything(self) -> dict[str, Any]:
        everything: dict[str, Any] = json.loads(self.text("codes.json"))
        return everything
