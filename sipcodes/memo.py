"""Remembers what functions returned: in memory, and on disk in a folder that may be deleted at any time.

A result is known by the function, its arguments and the program that computed it; so a changed program forgets all. On
disk there is a file for each function, read when the function is first asked for and written once, at the end.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", bound=Hashable)
Share = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
"""Makes many calls of a function, each with one argument; those of `processors`."""

_PACKAGE = Path(__file__).resolve().parent
_KEPT = 1
"""How many builds a result outlives that did not ask for it: who goes back and forth finds the one before."""


@dataclass(slots=True)
class _Shelf:
    """What is known of one function."""

    results: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """By key, how many builds have not asked for it, and the pickled result."""

    def has(self, key: str) -> bool:
        """Return whether there is a result, in memory or of an earlier build."""
        if key not in self.results and key in self.kept:
            with suppress(Exception):  # one that cannot be read counts as none
                self.results[key] = pickle.loads(self.kept[key][1])  # noqa: S301 - written by ourselves
        return key in self.results


class Memo:
    """Calls functions; gives the earlier result where there is one. Arguments: texts, bytes, numbers, tuples.

    Threads may ask at the same time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Keep results in memory, and in `folder` when `save` is called; one that cannot be written is no harm."""
        self._folder = folder
        self._shelves: dict[str, _Shelf] = {}

    def __call__(self, function: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
        """Return what a pure function makes of the arguments."""
        shelf, key = self._shelf(function), _key(*arguments, *sorted(options.items()))
        if not shelf.has(key):
            shelf.results[key] = function(*arguments, **options)
        found: R = shelf.results[key]
        return found

    def each(self, calls: Iterable[tuple[Callable[..., R], tuple[Any, ...]]], share: Share) -> list[R]:
        """Return what pure functions make of their arguments; `share` makes those that are not known."""
        asked = [(function, _key(*arguments), arguments) for function, arguments in calls]
        new = {(function, key): arguments for function, key, arguments in asked if not self._shelf(function).has(key)}
        made = share(lambda call: call[0](*call[1]), [(function, new[function, key]) for function, key in new])
        for (function, key), result in zip(new, made, strict=True):
            self._shelf(function).results[key] = result
        return [self._shelf(function).results[key] for function, key, _ in asked]

    def traced(
        self,
        function: Callable[[str], tuple[R, Iterable[T]]],
        names: Iterable[str],
        state: Callable[[T], Hashable],
        share: Share,
        *given: object,
    ) -> list[R]:
        """Return what a function makes of each name from things that it reads, and from what is `given`.

        It returns the things too. An earlier result counts as long as `state` says the same of each.
        """
        shelf = self._shelf(function)
        keyed = {_key(*given, name): name for name in names}
        old = [key for key in keyed if shelf.has(key) and _is_fresh(shelf.results[key][1], state)]
        new = [key for key in keyed if key not in set(old)]
        for key, (result, read) in zip(new, share(function, [keyed[key] for key in new]), strict=True):
            shelf.kept.pop(key, None)
            shelf.results[key] = (result, {thing: state(thing) for thing in read})
        return [shelf.results[key][0] for key in keyed]

    def save(self) -> None:
        """Write what this build has asked for, and what the one before has."""
        for name, shelf in self._shelves.items() if self._folder else ():
            if any(shelf.kept.get(key, (1,))[0] for key in shelf.results):
                older = {key: (age + 1, data) for key, (age, data) in shelf.kept.items() if age < _KEPT}
                asked = {
                    key: (0, shelf.kept[key][1] if key in shelf.kept else pickle.dumps(result))
                    for key, result in shelf.results.items()
                }
                self._write(name, {**older, **asked})

    def _shelf(self, function: Callable[..., object]) -> _Shelf:
        name = f"{function.__module__}.{function.__qualname__}"
        if name not in self._shelves:
            self._shelves.setdefault(name, _Shelf(kept=self._read(name)))  # another thread may have been first
        return self._shelves[name]

    def _read(self, name: str) -> dict[str, tuple[int, bytes]]:
        # a file that is missing, cut short or from another program counts as none
        with suppress(Exception):
            if self._folder:
                data = (self._folder / name).read_bytes()
                if data.startswith(program()):
                    kept: dict[str, tuple[int, bytes]] = pickle.loads(data[len(program()) :])  # noqa: S301 - as above
                    return kept
        return {}

    def _write(self, name: str, kept: Mapping[str, tuple[int, bytes]]) -> None:
        with suppress(OSError):
            if self._folder:
                self._folder.mkdir(parents=True, exist_ok=True)
                fresh = self._folder / f"{name}.{os.getpid()}"
                try:
                    with fresh.open("wb") as file:
                        file.write(program())
                        pickle.dump(kept, file, pickle.HIGHEST_PROTOCOL)
                    fresh.replace(self._folder / name)
                finally:
                    fresh.unlink(missing_ok=True)


def _key(*arguments: object) -> str:
    digest = hashlib.sha256()
    for argument in arguments:
        match argument:
            case bytes():
                data, kind = argument, b"b"
            case str():  # that of a path may hold what is no text in the encoding of the system
                data, kind = argument.encode(errors="surrogatepass"), b"s"
            case _:
                data, kind = repr(argument).encode(), b"r"
        digest.update(b"%s%d:" % (kind, len(data)))
        digest.update(data)
    return digest.hexdigest()


def _is_fresh(read: Mapping[T, Hashable], state: Callable[[T], Hashable]) -> bool:
    return all(state(thing) == then for thing, then in read.items())


@cache
def program() -> bytes:
    """Return what tells this program, and the Python and the libraries that run it, from changed ones."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.parent.glob("sip_links/*.py")]):
        digest.update(path.read_bytes())
    # the folder that a library has beside its own is named after its release
    libraries = {path.name for folder in sys.path for path in Path(folder).glob("*.*-info")}
    digest.update(repr(sorted(libraries)).encode())
    return digest.digest()
