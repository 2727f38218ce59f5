"""Remembers what pure functions returned: in memory, and on disk in a folder that may be deleted at any time.

A result is known by the function, its arguments and the program that computed it; so a changed program forgets all.
"""

import hashlib
import os
import pickle
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_PACKAGE = Path(__file__).resolve().parent
_LIBRARIES = ("markdown", "brotli", "tdewolff-minify")
"""Those whose results are remembered."""
_KEPT = 14 * 24 * 3600
"""Seconds after which a result that nobody asked for is dropped."""


class Memo:
    """Calls pure functions; gives the earlier result where there is one. Arguments: texts, bytes, numbers, tuples."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep results in memory, and below `folder` too; a folder that cannot be written is no harm."""
        self._folder = folder
        self._known: dict[str, object] = {}
        self._program = program() if folder else b""

    def __call__(self, function: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
        """Return what `function` makes of the arguments."""
        digest = hashlib.sha256(self._program)
        for part in (function.__module__, function.__qualname__, *arguments, *sorted(options.items())):
            data = part if isinstance(part, bytes) else repr(part).encode()
            digest.update(b"%d:" % len(data) + data)
        key = digest.hexdigest()
        if key not in self._known:
            path = self._folder / key[:2] / key[2:] if self._folder else None
            self._known[key] = _kept(path, function, arguments, options)
        return self._known[key]  # type: ignore[return-value]

    def sweep(self) -> None:
        """Delete what was not asked for in two weeks."""
        oldest = time.time() - _KEPT
        for path in self._folder.glob("*/*") if self._folder else ():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def _kept(
    path: Path | None, function: Callable[..., R], arguments: tuple[object, ...], options: dict[str, object]
) -> R:
    if path is None:
        return function(*arguments, **options)
    # a file that is missing, cut short or from another Python counts as none
    with suppress(Exception):
        found: R = pickle.loads(path.read_bytes())  # noqa: S301 - written by ourselves, in our own folder
        os.utime(path)
        return found
    result = function(*arguments, **options)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            fresh.write_bytes(pickle.dumps(result))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    return result


def program() -> bytes:
    """Return what tells this program from a changed one."""
    digest = hashlib.sha256()
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.parent.glob("sip_links/*.py")]):
        digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(version(name).encode())
    return digest.digest()
