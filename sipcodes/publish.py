"""Puts a rendered site on disk. A reader of the folder meets the old site or the new one, never half of either."""

import ctypes
import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


MARK = ".gitignore"
"""The file by which a published folder is known as ours, in every folder that `publish` makes."""
MARKED = b"# Made by build.py of sip-codes, which replaces this folder as a whole.\n*\n!.gitignore\n"


class NotOurFolderError(Exception):
    """The folder to publish in holds something that was not made here."""


def publish(files: Mapping[str, bytes], output: Path) -> None:
    """Write all files into a new folder beside `output`, then exchange the two.

    Raises NotOurFolderError for a folder that is neither empty nor marked as ours, and OSError where disk or rights
    fail; `output` is untouched then.
    """
    output = output.absolute()
    if output.exists() and not _is_ours(output):
        raise NotOurFolderError(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_name(f".{output.name}.{os.getpid()}.new")
    try:
        for name, data in {MARK: MARKED, **files}.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if output.exists():
            _exchange(fresh, output)
        else:
            fresh.rename(output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    mark = folder / MARK
    return (mark.is_file() and mark.read_bytes() == MARKED) or not any(folder.iterdir())


def _exchange(fresh: Path, output: Path) -> None:
    """Give each folder the other's name: in one step on Linux, elsewhere in two renames that undo each other."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE)
        if not failed:
            return
        if (number := ctypes.get_errno()) not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise OSError(number, os.strerror(number), str(output))
    aside = fresh.with_suffix(".old")
    output.rename(aside)
    try:
        fresh.rename(output)
    except OSError:
        aside.rename(output)
        raise
    aside.rename(fresh)
