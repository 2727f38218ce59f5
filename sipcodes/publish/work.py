"""The folders in which a build works: `.site.4711.new` beside `site`, and `.site.4711.old` where it takes two steps."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from sipcodes.publish.listing import LISTING, MARK, MARKED, entries, folders, is_carried, read_listing

NEW, OLD = ".new", ".old"


def fresh(output: Path) -> Path:
    """Make an empty work folder."""
    number = os.getpid()
    while os.path.lexists(folder := output.with_name(f".{output.name}.{number}{NEW}")):
        number += 1  # one that could not be deleted
    folder.mkdir()
    return folder


def recover(output: Path, tell: Callable[[str], None]) -> None:
    """Clean up after builds that died; only to be called by the one that has the lock.

    Where a system exchanges folders in two steps and died between them, the old site gets its name back.
    """
    left = list(_left(output))
    if not os.path.lexists(output):
        for folder in left:
            if folder.suffix == OLD and read_listing(folder):
                folder.rename(output)
                left.remove(folder)
                break
    for folder in left:
        clear(folder, output, tell)


def _left(output: Path) -> Iterator[Path]:
    """Yield the folders beside an output that have the name and the mark of a work folder."""
    pattern = re.compile(rf"\.{re.escape(output.name)}\.\d+({re.escape(NEW)}|{re.escape(OLD)})")
    for path in sorted(output.parent.iterdir()):
        if pattern.fullmatch(path.name) and path.is_dir() and not path.is_symlink() and _is_ours(path):
            yield path


def _is_ours(folder: Path) -> bool:
    """Return whether a folder has our mark, or is one that was made and not marked yet, or no more."""
    with suppress(OSError):
        mark = (folder / MARK).read_bytes() if (folder / MARK).is_file() else b""
        return mark == MARKED or (MARKED.startswith(mark) and {path.name for path in folder.iterdir()} <= {MARK})
    return False


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114 - see below


def clear(folder: Path, output: Path, tell: Callable[[str], None]) -> None:
    """Delete a work folder: what was made here, and what the output has as well. Anything else stays, and is told."""
    try:
        made = read_listing(folder)
        ours = {MARK, LISTING, *(made.files if made else ())}
        for name in list(entries(folder)):
            if name in {MARK, LISTING}:
                continue
            if (name in ours or is_carried(name, folder, output)) and not _is_folder(path := f"{folder}/{name}"):
                os.unlink(path)  # noqa: PTH108 - a path for each of thousands takes long
        for place in reversed(folders(folder)):
            place.rmdir()
        # the mark goes last: until then the next run knows the folder
        (folder / LISTING).unlink(missing_ok=True)
        (folder / MARK).unlink(missing_ok=True)
        folder.rmdir()
    except FileNotFoundError:
        pass  # it took the name of the output
    except OSError as error:
        tell(f"{folder} could not be deleted ({error.strerror}): please look into it and delete it")
