"""Files that editors and systems leave beside those that one writes: they are no content, and no change of it."""

import re
from collections.abc import Iterator
from pathlib import Path

_THEIRS = re.compile(
    r"\..*"  # hidden: vim's .486.nl.md.swp, Emacs' .#486.nl.md, .DS_Store of macOS and its ._486.nl.md
    r"|.*~|#.*#"  # backups of vim and Emacs
    r"|4913"  # with which vim tries whether it may write in a folder
    r"|.*___jb_(?:tmp|old)___"  # JetBrains writes beside the file and exchanges the two
    r"|.*\.(?:sw[a-z]|bak|tmp|orig|rej)"
    r"|.*\.save(?:\.\d+)?"  # nano's, when its terminal is closed
    r"|Thumbs\.db|desktop\.ini|Icon\r"
)


def is_theirs(name: str) -> bool:
    """Return whether an editor or the system has left a file of this name."""
    return _THEIRS.fullmatch(name) is not None


def files(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield the files below a folder that somebody has written, in the order of their names."""
    return (path for path in sorted(folder.glob(pattern)) if not is_theirs(path.name))
