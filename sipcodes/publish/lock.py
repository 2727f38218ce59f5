"""One build at a time beside an output. The folder itself is locked: that leaves no file, and ends with its owner."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other build works in a folder. A file system that knows no locks is gone on without."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"another build writes into {folder}, this one waits for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_UN)
        yield
    finally:
        os.close(handle)
