"""The small project and its site, which is made in a moment: what a build of it makes is remembered."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from sipcodes.folders import CONTENT, TEMPLATES
from sipcodes.site import Site, build


def small_project(content: Path) -> Path:
    """Put it into a folder of content, with what belongs to the program whatever is explained; return the folder."""
    shutil.copytree(Path(__file__).parent / "project", content)
    for name in ("ui.toml", "data.toml"):
        shutil.copy(CONTENT / name, content)
    return content


def copy_templates() -> Path:
    """Return the templates, to break: always in the same place, where they are compiled already."""
    remembered()
    return _fresh_templates()


@functools.cache
def remembered() -> Path:
    """Return what builds of the small project have kept."""
    cache = _own() / "cache"
    with tempfile.TemporaryDirectory() as folder:
        content = small_project(Path(folder) / "content")
        for templates in (TEMPLATES, _fresh_templates()):
            build(content, templates, cache=cache).memo.save()
    return cache


def build_small(
    content: Path, templates: Path = TEMPLATES, base_url: str | None = None, *, extra: Path | None = None
) -> Site:
    """Build the small project after a change."""
    return build(content, templates, base_url, extra=extra, cache=remembered())


def _fresh_templates() -> Path:
    folder = _own() / "templates"
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(TEMPLATES, folder)


@functools.cache
def _own() -> Path:
    """Return a folder of this process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
