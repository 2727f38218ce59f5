"""What a host puts into the site besides: `CNAME`, `.well-known/security.txt`, proofs of ownership, more of robots.txt.

It lies in `extra/` as it is to lie in the site. It goes on no copy: it belongs to the address, not to the reference.
"""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from sipcodes import addresses
from sipcodes.artifact import MEDIA_TYPES, UNKNOWN, Artifact, Kind
from sipcodes.editors import files
from sipcodes.problems import Problem

ROBOTS = "robots.txt"


def extra_files(folder: Path) -> Iterator[Artifact]:
    """Yield the recipes; none where there is no such folder. What is added to robots.txt is no file of its own."""
    types = {kind.suffix: kind for kind in MEDIA_TYPES}
    for path in files(folder, "**/*"):
        address = path.relative_to(folder).as_posix()
        if path.is_file() and address != ROBOTS:
            kind = types.get(path.suffix.removeprefix("."), UNKNOWN)
            yield Artifact(address, Kind.EXTRA, kind, partial(path.read_bytes))


def added_to_robots(folder: Path) -> str:
    """Return the lines that a host adds to robots.txt."""
    path = folder / ROBOTS
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def broken_extra(folder: Path, extra: Collection[Artifact], ours: Collection[str]) -> Iterator[Problem]:
    """What a host adds takes the place of nothing, and is no error page but in name."""
    for artifact in extra:
        name, path = artifact.address.rpartition("/")[2], folder / artifact.address
        if artifact.address in ours:
            yield Problem(path, 1, f"the site has a file '{artifact.address}' of its own, another name is wanted")
        elif name == addresses.MISSING:
            yield Problem(path, 1, f"hosts take any '{name}' for their error page, another name is wanted")
