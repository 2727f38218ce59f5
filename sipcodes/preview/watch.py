"""Notices that something was saved: once a save, whichever way an editor writes."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from threading import Event

import watchfiles

from sipcodes.editors import is_theirs

_STEP = 5
"""Milliseconds of quiet after which a burst of events counts as over; what follows is waited for by looking."""
_SETTLED = 0.01
"""Seconds in which nothing may change any more."""
_PATIENCE = 0.5
"""Seconds in which a file that is gone or empty may come back: editors delete or empty it before they write."""

State = Mapping[str, tuple[int, int]]
"""By path when each file was written, and its size."""


def saves(*folders: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield each time that something below the folders has been written, until Ctrl+C or `stop`."""
    known = snapshot(*folders)
    watching = watchfiles.watch(
        *folders,
        watch_filter=lambda _change, path: not is_theirs(Path(path).name),
        step=_STEP,
        raise_interrupt=False,
        stop_event=stop,
    )
    for _ in watching:
        now = _settled(known, *folders)
        if now != known:
            known = now
            yield


def snapshot(*folders: Path) -> State:
    """Return the state of every file below the folders."""
    found: dict[str, tuple[int, int]] = {}
    within = [os.fspath(folder) for folder in folders]
    while within:
        with suppress(OSError), os.scandir(within.pop()) as entries:  # gone since it was listed
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    within.append(entry.path)
                elif not is_theirs(entry.name):
                    with suppress(OSError):
                        status = entry.stat()
                        if S_ISREG(status.st_mode):
                            found[entry.path] = (status.st_mtime_ns, status.st_size)
    return found


def _settled(known: State, *folders: Path) -> State:
    until = time.monotonic() + _PATIENCE
    now = snapshot(*folders)
    while True:
        time.sleep(_SETTLED)
        before, now = now, snapshot(*folders)
        halfway = any(size and not now.get(path, (0, 0))[1] for path, (_, size) in known.items())
        if time.monotonic() > until or (now == before and not halfway):
            return now
