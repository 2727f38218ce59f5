"""Builds a checkout as its conditions say and prints one SHA-256 of all that came of it, archives included.

`python reproducing.py CHECKOUT [shuffled] [alone]`: folders list their files in another order each time; one process.
"""

import hashlib
import multiprocessing
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

ADDRESS = "https://example.org/sip/"


def shuffled(listing: Callable[..., Any]) -> Callable[..., Any]:
    """Return what lists a folder in an order that nobody can rely on."""

    def listed(*arguments: Any) -> Any:  # noqa: ANN401 - whatever is asked
        found = listing(*arguments)
        entries = list(found)
        random.SystemRandom().shuffle(entries)
        return entries if isinstance(found, list) else _Entries(entries)

    return listed


class _Entries(list[Any]):
    """What os.scandir gives."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing is open."""


def tree(*folders: Path) -> str:
    """Return one SHA-256 of every name and byte below some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
            if path.is_file() and path.name != ".made-here":  # it says by which Python and libraries
                data = path.read_bytes()
                digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def main(checkout: Path, *conditions: str) -> None:
    """Build the site, and print its sum."""
    sys.path.insert(0, str(checkout))
    if "shuffled" in conditions:
        os.listdir, os.scandir = shuffled(os.listdir), shuffled(os.scandir)
    if "alone" in conditions:
        multiprocessing.get_all_start_methods = list
    from sipcodes.command import main as command  # noqa: PLC0415 - of the checkout

    if failed := command(["--base-url", ADDRESS]):
        sys.exit(failed)
    print(tree(checkout / "site"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
