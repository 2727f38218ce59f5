"""Publishes with a fault at each file operation in turn, in a process of its own; prints what went wrong as JSON.

`python faulty.py FOLDER error|kill once|twice`: an operation fails as on a full disk, or the process is killed before
it; folders are exchanged at once, or in two renames as on systems that know no better.
"""

import ctypes
import errno
import itertools
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from sipcodes.publish import NotPublishedError, is_current, publish
from sipcodes.publish.listing import LISTING

OLD = {"index.html": b"old", "404.html": b"old", "nl/only-old.html": b"old"}
NEW = {"index.html": b"new", "404.html": b"new", "en/only-new.html": b"new"}
THEIRS = {"CNAME": b"sip.example", ".well-known/security.txt": b"Contact: mailto:s@sip.example"}
_EVENTS = ("open", "fcntl.flock", "ctypes.dlopen")
"""Operations that Python reports beside those of `os`, see its table of audit events."""


class Fault:
    """Strikes at one operation, counted from when it is armed."""

    def __init__(self, kind: str) -> None:
        """Watch every operation from now on."""
        self.kind = kind
        self.left = -1
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Count an operation, or strike."""
        if self.left < 0 or not (event.startswith("os.") or event in _EVENTS):
            return
        if event == "ctypes.dlopen" and self.kind == "error":
            return  # loading the C library is no file operation; the call that follows is what may be killed
        self.left -= 1
        if self.left < 0:
            if self.kind == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))


def held(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder but for the list of what was made there and the mark."""
    names = {LISTING, ".gitignore"}
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name not in names]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def published(folder: Path) -> Path:
    """Return an old site with files of others in it."""
    shutil.rmtree(folder, ignore_errors=True)
    publish(OLD, folder / "site")
    for name, data in THEIRS.items():
        (folder / "site" / name).parent.mkdir(exist_ok=True)
        (folder / "site" / name).write_bytes(data)
    return folder / "site"


def struck(fault: Fault, number: int, site: Path) -> tuple[bool, bool]:
    """Publish with a fault at an operation; return whether it struck and whether the new site is said to be there."""
    if fault.kind == "error":
        fault.left = number
        try:
            publish(NEW, site, tell=lambda _line: None)
        except NotPublishedError:
            return True, False
        finally:
            struck_at, fault.left = fault.left < 0, -1
        return struck_at, True
    child = os.fork()
    if not child:
        fault.left = number
        publish(NEW, site)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), not os.WIFSIGNALED(status)


def main(folder: Path, kind: str, steps: str) -> None:
    """Strike at every operation in turn and print how many there are, and every view that was neither old nor new."""
    if steps == "twice":
        ctypes.CDLL = lambda *_arguments, **_options: object()  # type: ignore[misc, assignment] # no renameat2 there
    fault = Fault(kind)
    wrong: list[str] = []
    for number in itertools.count():
        site = published(folder)
        was_struck, is_there = struck(fault, number, site)
        if steps == "twice" and kind == "kill" and not site.exists():
            is_current(site, "")  # killed between two renames: any next run puts the old site back, a build or not
        if held(site) not in ([NEW | THEIRS] if is_there else [OLD | THEIRS, NEW | THEIRS]):
            wrong.append(f"{number}: {held(site)}")
        publish(NEW, site)
        if held(site) != NEW | THEIRS or [path.name for path in folder.iterdir()] != ["site"]:
            wrong.append(f"{number}: the next build left {sorted(path.name for path in folder.iterdir())}")
        if not was_struck:
            break
    print(json.dumps({"operations": number, "wrong": wrong}))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
