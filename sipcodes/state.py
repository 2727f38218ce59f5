"""What a site is made from, as one short text: the same text, the same site."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sipcodes.editors import files
from sipcodes.memo import program


def state(folders: Iterable[Path], *options: object) -> str:
    """Return what tells these folders, options and this program from others. Raises OSError for what cannot be read."""
    digest = hashlib.sha256(program())
    digest.update(repr(options).encode())
    for folder in folders:
        for path in files(folder, "**/*"):
            if path.is_file():
                data = path.read_bytes()
                digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()
