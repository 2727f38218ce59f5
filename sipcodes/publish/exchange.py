"""Gives two folders each other's name: in one step on Linux, elsewhere in two renames that undo each other."""

import ctypes
import errno
import os
from pathlib import Path

from sipcodes.publish.listing import LISTING, MARK
from sipcodes.publish.work import NEW, OLD

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_UNKNOWN = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
"""What systems and file systems say that cannot exchange."""


def put(folder: Path, output: Path, *, nothing_yet: bool) -> Path:
    """Give a finished folder the name of the output; return the name that the old output has then, if there was one.

    `nothing_yet` says that the output holds nothing that a reader could miss.
    """
    _sync(folder)
    if not output.exists():
        folder.rename(output)
        return folder
    try:
        return _exchange(folder, output)
    except OSError as error:
        # folders of the image that a container was started from cannot be renamed (overlayfs says EXDEV)
        if error.errno != errno.EXDEV or not nothing_yet:
            raise
        for name in (LISTING, MARK):
            (output / name).unlink(missing_ok=True)
        output.rmdir()
        folder.rename(output)
        return folder


def _exchange(folder: Path, output: Path) -> Path:
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, os.fsencode(folder), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE)
        if not failed:
            return folder
        if (number := ctypes.get_errno()) not in _UNKNOWN:
            raise OSError(number, os.strerror(number), str(output))
    aside = folder.with_name(folder.name.removesuffix(NEW) + OLD)
    output.rename(aside)
    try:
        folder.rename(output)
    except BaseException:
        aside.rename(output)
        raise
    return aside


def _sync(folder: Path) -> None:
    """Have everything written before the name changes: a machine that dies then must not come back to empty files."""
    library = ctypes.CDLL(None)
    if hasattr(library, "syncfs"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            library.syncfs(handle)
        finally:
            os.close(handle)
