"""Puts a rendered site on disk. A reader of the folder meets the old site or the new one, never half of either.

All files are written into a work folder beside the output, and the two are exchanged in one step. What a build that
died has left beside the output is found by its name and its mark, and cleaned by the next one.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from sipcodes.publish import listing, work
from sipcodes.publish.exchange import put
from sipcodes.publish.listing import (
    LISTING,
    MARK,
    MARKED,
    Listing,
    carry,
    conflicts,
    folders,
    foreign,
    outdated,
    read_listing,
)
from sipcodes.publish.lock import alone
from sipcodes.publish.mounts import mounted_at

Tell = Callable[[str], None]
"""Takes one line for whoever waits."""


class NotPublishedError(Exception):
    """What was there is untouched. Its text is one line that says why."""


def publish(files: Mapping[str, bytes], output: Path, *, state: str = "", keep: str = "", tell: Tell = print) -> None:
    """Make a folder hold these files, and what others have put into it.

    What earlier sites had below the folder `keep` stays for a month: a page that a reader has open still asks for it.

    A link is followed; a mount point is refused, as it cannot be exchanged. `state` says what the files were made from.
    Raises NotPublishedError when that cannot be done.
    """
    output = Path(os.path.realpath(output))
    for folder in output.parents:
        if os.path.lexists(folder) and not folder.is_dir():
            raise NotPublishedError(f"{folder} is no folder, a folder is wanted")
    missing = [folder for folder in output.parents if not os.path.lexists(folder)]
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with alone(output.parent, tell):
            work.recover(output, tell)
            _replace(files, output, state, keep, tell)
    except OSError as error:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise NotPublishedError(f"{error.filename or output}: {error.strerror or error}") from error


def is_current(output: Path, state: str, tell: Tell = print) -> bool:
    """Return whether a folder holds, whole, what was made from `state`; clean up what a build has left beside it."""
    output = Path(os.path.realpath(output))
    with suppress(OSError), alone(output.parent, tell):
        work.recover(output, tell)
        made = read_listing(output)
        return made is not None and made.state == state and made.is_whole(output)
    return False


def refuse(output: Path) -> None:
    """Raise at once what would be raised of a folder when all is made that is to be published there."""
    output = Path(os.path.realpath(output))
    with suppress(OSError):
        if os.path.lexists(output):
            _kept({}, output)


def remove(output: Path, *, tell: Tell = print) -> None:
    """Delete what was made in a folder, and the folder where nothing of others is in it."""
    publish({}, output, tell=tell)
    if {path.name for path in output.iterdir()} == {MARK, LISTING}:
        (output / LISTING).unlink()
        (output / MARK).unlink()
        output.rmdir()


def _replace(files: Mapping[str, bytes], output: Path, state: str, keep: str, tell: Tell) -> None:
    kept = _kept(files, output) if os.path.lexists(output) else []
    former = read_listing(output)
    late = outdated(former, files, output, keep) if former and keep else {}
    folder = spare = work.fresh(output)
    try:
        digests = {name: listing.digest(data) for name, data in files.items()}
        digests |= {name: former.files[name] for name in late} if former else {}
        listing.begin(folder, digests, late, state)
        for parent in sorted({str((folder / name).parent) for name in files}):
            Path(parent).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            if not (former and former.files.get(name) == digests[name] and _shared(name, former, output, folder)):
                with open(f"{folder}/{name}", "xb") as file:  # noqa: PTH123 - a path for each of thousands takes long
                    file.write(data)
        carry([*kept, *late], output, folder)
        listing.finish(folder)
        spare = put(folder, output, nothing_yet=former is None)
    finally:
        work.clear(spare, output, tell)


def _shared(name: str, before: Listing, output: Path, folder: Path) -> bool:
    """Give a file that the output has as it was made to the new folder too; return whether that could be done."""
    if before.has(name, output):
        with suppress(OSError):  # a file system without hard links
            os.link(f"{output}/{name}", f"{folder}/{name}")
            return True
    return False


def _kept(files: Mapping[str, bytes], output: Path) -> list[str]:
    """Return what others have put into an output; raise where it must not or cannot be exchanged."""
    if not output.is_dir():
        raise NotPublishedError(f"{output} is no folder, a folder is wanted")
    if place := mounted_at(output):
        here = "is a mount point" if place == str(output) else f"is mounted at {place}"
        advice = "build into a folder in it, or mount the folder above"
        raise NotPublishedError(f"{output} {here}, which cannot be exchanged in one step: {advice}")
    made, names = read_listing(output), {path.name for path in output.iterdir()}
    marked = (output / MARK).is_file() and (output / MARK).read_bytes() == MARKED
    if names and not marked:
        raise NotPublishedError(f"{output} was not made by build.py and is not empty, another folder is wanted")
    if made is None and names - {MARK}:
        advice = "move away what is yours and delete the rest"
        raise NotPublishedError(f"{output} has no list of what was made here ({LISTING}): {advice}")
    for folder in (output, *folders(output)):
        if not os.access(folder, os.W_OK | os.X_OK):
            raise NotPublishedError(f"{folder}: no permission to replace what is in it")
    kept = foreign(output, made)
    for name in conflicts(kept, files):
        raise NotPublishedError(f"{output / name} was not made here and stands where the site has a file: move it away")
    return kept


__all__ = ["MARK", "MARKED", "NotPublishedError", "Tell", "is_current", "publish", "refuse", "remove"]
