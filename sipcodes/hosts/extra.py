"""What a host puts into the site besides: `CNAME`, `.well-known/security.txt`, proofs of ownership, more of robots.txt.

It lies in `extra/` as it is to lie in the site. It goes on no copy: it belongs to the address, not to the reference.
"""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from sipcodes import addresses
from sipcodes.artifact import MEDIA_TYPES, UNKNOWN, Artifact, Kind
from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.hosts.config import CADDY, HEADERS, NGINX, REDIRECTS
from sipcodes.problems import Problem

ROBOTS = "robots.txt"
_MADE_LAST = {CADDY, HEADERS, NGINX, REDIRECTS}
"""What a build makes when all else is there, beside the copies."""


def extra_files(folder: Path) -> Iterator[Artifact]:
    """Yield the recipes; none where there is no such folder. What is added to robots.txt is no file of its own."""
    types = {kind.suffix: kind for kind in MEDIA_TYPES}
    for path in _files(folder):
        address = path.relative_to(folder).as_posix()
        if address != ROBOTS:
            kind = types.get(path.suffix.removeprefix("."), UNKNOWN)
            yield Artifact(address, Kind.EXTRA, kind, partial(path.read_bytes))


def added_to_robots(folder: Path, problems: list[Problem]) -> str:
    """Return the lines that a host adds to robots.txt."""
    path = folder / ROBOTS
    return (read_text(path, problems) or "") if path.is_file() else ""


def broken_extra(folder: Path, extra: Collection[Artifact], ours: Collection[str]) -> Iterator[Problem]:
    """What a host adds can be read, takes the place of nothing, and is neither kept for ever nor an error page."""
    for artifact in extra:
        address, path = PurePosixPath(artifact.address), folder / artifact.address
        above = [str(parent) for parent in address.parents if str(parent) in ours]
        if above or _is_ours(artifact.address, ours):
            taken = above[0] if above else address
            yield Problem(path, 1, f"the site has a file '{taken}' of its own, another name is wanted")
        elif any(name.startswith(f"{address}/") for name in ours):
            yield Problem(path, 1, f"the site has a folder '{address}' of its own, another name is wanted")
        elif artifact.address.startswith(addresses.ASSETS):
            yield Problem(
                path, 1, f"browsers keep what lies in {addresses.ASSETS} for a year, another folder is wanted"
            )
        elif address.name == addresses.MISSING:
            yield Problem(path, 1, f"hosts take any '{address.name}' for their error page, another name is wanted")
        elif message := _unreadable(path):
            yield Problem(path, 1, message)


def _files(folder: Path) -> Iterator[Path]:
    """Yield what is to lie in the site, a link to nothing too: what hinders it is told."""
    return (path for path in files(folder, "**/*") if not path.is_dir())


def _is_ours(address: str, ours: Collection[str]) -> bool:
    plain = address.removesuffix(".br").removesuffix(".gz")
    return plain in ours or plain in _MADE_LAST or addresses.is_copy(plain)


def _unreadable(path: Path) -> str:
    """Return why a file cannot be read, or an empty text."""
    try:
        path.open("rb").close()
    except OSError as error:
        return f"cannot be read ({error.strerror}), a file is wanted here"
    return ""
