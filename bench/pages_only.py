"""Renders pages and writes them: no copies, nothing compressed, no checks of the finished site.

`python -m bench.pages_only [KIND ...]` makes all pages, or those of some kinds: what other generators are measured by.
Like the build, it uses all processors.
"""

import multiprocessing
import sys
from pathlib import Path

from sipcodes.artifact import Artifact, Kind
from sipcodes.memo import Memo
from sipcodes.publish import publish
from sipcodes.recipes import Recipes, recipes
from sipcodes.site import CACHE, CONTENT, ROOT, TEMPLATES

OUTPUT = ROOT / "pages-only"
_pages: list[Artifact] = []
"""What the processes inherit when they split off."""


def main(kinds: list[str], output: Path = OUTPUT) -> None:
    """Make the site without what is made from its pages."""
    planned = recipes(CONTENT, TEMPLATES, None, Memo(CACHE / "memo"), cache=CACHE / "templates")
    files = {name: artifact.data for name, artifact in planned.artifacts.items() if _beside(artifact)}
    _ready(planned)
    addresses = [name for name, page in planned.pages.items() if not kinds or page.kind.name in kinds]
    _pages[:] = [planned.artifacts[name] for name in addresses]
    with multiprocessing.get_context("fork").Pool() as pool:
        files |= zip(addresses, pool.map(_made, range(len(_pages)), chunksize=8), strict=True)
    publish(files, output)
    print(f"{len(addresses)} pages")


def _beside(artifact: Artifact) -> bool:
    return artifact.kind in {Kind.PICTURE, Kind.ASSET}


def _ready(planned: Recipes) -> None:
    """Make every style and script: the library that shrinks them does not survive a split."""
    for page in planned.pages.values():
        planned.templates.policy(page)


def _made(place: int) -> bytes:
    return _pages[place].data


if __name__ == "__main__":
    main(sys.argv[1:])
