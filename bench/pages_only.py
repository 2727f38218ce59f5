"""Renders pages and writes them: no copies, nothing compressed, no checks of the finished site.

`python -m bench.pages_only [KIND ...]` makes all pages, or those of some kinds: what other generators are measured by.
Like the build, it uses all processors.
"""

import sys
from pathlib import Path

from sipcodes.artifact import Artifact, Kind
from sipcodes.folders import CACHE, CONTENT, ROOT, TEMPLATES
from sipcodes.memo import Memo
from sipcodes.processors import in_processes
from sipcodes.publish import publish
from sipcodes.recipes import recipes

OUTPUT = ROOT / "pages-only"


def main(kinds: list[str], output: Path = OUTPUT) -> None:
    """Make the site without what is made from its pages."""
    planned = recipes(CONTENT, TEMPLATES, None, Memo(CACHE / "memo"))
    files = {name: artifact.data for name, artifact in planned.artifacts.items() if _beside(artifact)}
    for page in planned.pages.values():  # every style and script: what shrinks them does not survive a split
        planned.templates.policy(page)
    addresses = [name for name, page in planned.pages.items() if not kinds or page.kind.name in kinds]
    made = in_processes(lambda address: planned.artifacts[address].data, addresses)
    publish({**files, **dict(zip(addresses, made, strict=True))}, output)
    print(f"{len(addresses)} pages")


def _beside(artifact: Artifact) -> bool:
    return artifact.kind in {Kind.PICTURE, Kind.ASSET}


if __name__ == "__main__":
    main(sys.argv[1:])
