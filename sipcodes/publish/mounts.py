"""Whether a folder is mounted somewhere, as with `docker run -v site:/www`: who looks there keeps the old folder.

Read from /proc/*/mountinfo (proc(5)), as far as the system lets us; a container has mounts of its own.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class _Mount(NamedTuple):
    device: str
    root: str
    """The folder of the file system that is shown."""
    place: str
    """Where it is shown."""


def mounted_at(folder: Path) -> str:
    """Return a place at which a folder, or one in it, is mounted; an empty text where there is none."""
    here = str(folder)
    own = list(_mounts("self"))
    if os.path.ismount(folder) or any(mount.place == here for mount in own):
        return here
    around = [mount for mount in own if f"{here}/".startswith(f"{mount.place.rstrip('/')}/")]
    if not around:
        return ""
    last = max(around, key=lambda mount: len(mount.place))
    # where the folder lies in its file system, whatever is mounted where
    path = Path(last.root) / os.path.relpath(here, last.place)
    for process in _namespaces():
        for mount in _mounts(process):
            if mount.device == last.device and f"{mount.root}/".startswith(f"{path}/"):
                return mount.place
    return ""


def _namespaces() -> Iterator[str]:
    """Yield a process of each mount namespace that we may look into."""
    seen = set()
    for process in sorted(PROC.glob("[0-9]*")):
        with suppress(OSError):
            if (namespace := (process / "ns" / "mnt").readlink()) not in seen:
                seen.add(namespace)
                yield process.name


def _mounts(process: str) -> Iterator[_Mount]:
    with suppress(OSError):
        for line in (PROC / process / "mountinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            fields = [re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), field) for field in line.split()]
            yield _Mount(fields[2], fields[3], fields[4])
