"""A small project of three codes, whole and right, to break."""

import shutil
from pathlib import Path

from sipcodes.site import CONTENT

_PROJECT = Path(__file__).parent / "project"


def small_project(content: Path) -> Path:
    """Put it into a folder of content, with what belongs to the program whatever is explained; return the folder."""
    shutil.copytree(_PROJECT, content)
    for name in ("ui.toml", "data.toml"):
        shutil.copy(CONTENT / name, content)
    return content
