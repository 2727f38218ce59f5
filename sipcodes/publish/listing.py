"""What was made here and what was not: the mark of a folder of ours, and the list of the files in it.

The list is the first file of a folder that is being filled: so whatever kills the build, what is ours can be told from
what is not.
"""

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    sizes: Mapping[str, int]
    outdated: Mapping[str, date] = field(default_factory=dict)
    """Files of earlier sites that are still there, each with the day on which a site first did without."""

    def is_whole(self, folder: Path) -> bool:
        """Return whether all files are there as they were made."""
        made = (folder / LISTING).stat().st_mtime_ns
        try:
            found = ((os.lstat(folder / name), size) for name, size in self.sizes.items())
            return all(file.st_size == size and file.st_mtime_ns <= made for file, size in found)
        except OSError:
            return False


def begin(folder: Path, made: Listing) -> None:
    """Mark an empty folder as ours, and list the files that it will hold."""
    (folder / MARK).write_bytes(MARKED)
    lines = [f"state {made.state}", *(f"{size} {name}" for name, size in made.sizes.items())]
    lines += (f"outdated {day} {name}" for name, day in made.outdated.items())
    (folder / LISTING).write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def outdated(former: Listing, files: Mapping[str, bytes], output: Path, folder: str) -> dict[str, date]:
    """Return what the former site had below a folder, or still kept, and readers may still ask for."""
    today = datetime.now(UTC).date()
    names = [name for name in former.sizes if name.startswith(folder) and name not in files]
    days = {name: former.outdated.get(name, today) for name in names if (output / name).is_file()}
    return {name: day for name, day in days.items() if today - day <= _DAYS}


def finish(folder: Path) -> None:
    """Date the list after all that it names."""
    os.utime(folder / LISTING)


def read_listing(folder: Path) -> Listing | None:
    """Return the list of a folder; None where there is none."""
    try:
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
    return Listing(state, {name: int(size) for size, _, name in rows if size.isdecimal()}, days)


def entries(folder: Path) -> Iterator[str]:
    """Yield the path below a folder of every file, link and empty folder; no link is followed."""
    for place in (folder, *folders(folder)):
        inside = sorted(place.iterdir())
        if not inside and place != folder:
            yield place.relative_to(folder).as_posix()
        for path in inside:
            if path.is_symlink() or not path.is_dir():
                yield path.relative_to(folder).as_posix()


def folders(folder: Path) -> list[Path]:
    """Return every folder below one, each after those that it is in; no link is followed."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            found += [path, *folders(path)]
    return found


def foreign(folder: Path, made: Listing | None) -> list[str]:
    """Return what a folder holds that was not made here."""
    ours = {MARK, LISTING, *(made.sizes if made else ())}
    return [name for name in entries(folder) if name not in ours]


def conflicts(kept: Iterable[str], files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what cannot stay, because the new site has a file of that name, or one above or below it."""
    folders = {str(parent) for name in files for parent in Path(name).parents} - {"."}
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
