"""What was made here and what was not: the mark of a folder of ours, and the list of the files in it.

The list is the first file of a folder that is being filled: so whatever kills the build, what is ours can be told from
what is not.
"""

import filecmp
import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

MARK = ".gitignore"
"""The file by which a published folder is known as ours, in every folder that is published."""
MARKED = b"# Made by build.py of sip-codes, which replaces this folder as a whole.\n*\n!.gitignore\n"
LISTING = ".made-here"
_DAYS = timedelta(30)
"""How long a file of an earlier site is still there for those who have a page of that site open."""
_HEAD = "# What build.py of sip-codes made in this folder. It keeps any other file as it is.\n"


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that were made in a folder."""

    state: str
    """What they were made from."""
    files: Mapping[str, str]
    """What tells the bytes of each from others."""
    made: int
    """When the list was finished, in nanoseconds."""
    outdated: Mapping[str, date]
    """Files of earlier sites that are still there, each with the day on which a site first did without."""

    def is_whole(self, folder: Path) -> bool:
        """Return whether all files are there as they were made."""
        return all(self.has(name, folder) for name in self.files)

    def has(self, name: str, folder: Path) -> bool:
        """Return whether a file is there as it was made."""
        try:
            file = os.lstat(f"{folder}/{name}")  # a path for each of thousands takes long
        except OSError:
            return False
        size = self.files[name].partition(":")[0]
        return stat.S_ISREG(file.st_mode) and str(file.st_size) == size and file.st_mtime_ns <= self.made


def begin(folder: Path, files: Mapping[str, str], late: Mapping[str, date], state: str) -> None:
    """Mark an empty folder as ours, and list the files that it will hold, with those of earlier sites."""
    (folder / MARK).write_bytes(MARKED)
    lines = [f"state {state}", *(f"{digest} {name}" for name, digest in files.items())]
    lines += (f"outdated {day} {name}" for name, day in late.items())
    (folder / LISTING).write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def outdated(former: Listing, files: Mapping[str, bytes], output: Path, folder: str) -> dict[str, date]:
    """Return what the former site had below a folder, or still kept, and readers may still ask for."""
    today = datetime.now(UTC).date()
    names = [name for name in former.files if name.startswith(folder) and name not in files]
    days = {name: former.outdated.get(name, today) for name in names if (output / name).is_file()}
    return {name: day for name, day in days.items() if today - day <= _DAYS}


def digest(data: bytes) -> str:
    """Return what tells the bytes of a file from others."""
    return f"{len(data)}:{hashlib.sha256(data).hexdigest()}"


def finish(folder: Path) -> None:
    """Date the list after all that it names."""
    os.utime(folder / LISTING)


def read_listing(folder: Path) -> Listing | None:
    """Return the list of a folder; None where there is none."""
    try:
        made = (folder / LISTING).stat().st_mtime_ns
        lines = (folder / LISTING).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    rows = [line.partition(" ") for line in lines if not line.startswith("#")]
    state = next((value for key, _, value in rows if key == "state"), "")
    late = [value.partition(" ") for key, _, value in rows if key == "outdated"]
    try:
        days = {name: date.fromisoformat(day) for day, _, name in late}
    except ValueError:
        return None
    return Listing(state, {name: known for known, _, name in rows if known.partition(":")[0].isdecimal()}, made, days)


def entries(folder: Path) -> Iterator[str]:
    """Yield the path below a folder of every file, link and empty folder; no link is followed."""
    for name, inside in _folders(folder, ""):
        if not inside and name:
            yield name.removesuffix("/")
        yield from (name + entry.name for entry in inside if not entry.is_dir(follow_symlinks=False))


def folders(folder: Path) -> list[Path]:
    """Return every folder below one, each after those that it is in; no link is followed."""
    return [folder / name for name, _ in _folders(folder, "") if name]


def _folders(folder: Path, name: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield a folder and those below it: its path with a slash, and what is in it."""
    with os.scandir(folder / name) as found:
        inside = sorted(found, key=lambda entry: entry.name)
    yield name, inside
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from _folders(folder, f"{name}{entry.name}/")


def foreign(folder: Path, made: Listing | None) -> list[str]:
    """Return what a folder holds that was not made here."""
    ours = {MARK, LISTING, *(made.files if made else ())}
    return [name for name in entries(folder) if name not in ours]


def conflicts(kept: Collection[str], files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what cannot stay, because the new site has a file of that name, or one above or below it."""
    folders = {name[:end] for name in files for end, sign in enumerate(name) if sign == "/"} if kept else set()
    for name in kept:
        if name in files or name in folders or any(str(parent) in files for parent in Path(name).parents):
            yield name


def carry(kept: Iterable[str], output: Path, folder: Path) -> None:
    """Give a new folder what others have put into the old one: the same file under both names, or a copy."""
    for name in kept:
        source, target = output / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir() and not source.is_symlink():
            target.mkdir(exist_ok=True)
            continue
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # a file system without hard links
            shutil.copy2(source, target, follow_symlinks=False)


def is_carried(name: str, folder: Path, output: Path) -> bool:
    """Return whether the output has what a folder holds under a name."""
    source, target = folder / name, output / name
    if not os.path.lexists(target):
        return False
    if source.is_symlink():
        return target.is_symlink() and source.readlink() == target.readlink()
    same = source.is_file() and target.is_file() and filecmp.cmp(source, target, shallow=False)
    return same or source.samefile(target)
