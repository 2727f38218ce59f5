"""What pages load: scripts, named by their content, and pictures."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from sipcodes.addresses import ASSETS
from sipcodes.artifact import PNG, SCRIPT, SVG, Artifact, Kind
from sipcodes.problems import ContentError, Problem

PICTURES = {"favicon.svg": SVG, "favicon.png": PNG, "apple-touch-icon.png": PNG, "share.png": PNG}
"""The pictures at the root of the site, as `tools/make-images` made them."""


class Assets:
    """Scripts by name, made when a page first asks for one: files of the site, and those that stand in a page."""

    def __init__(
        self,
        files: Mapping[str, Callable[[], str]],
        inline: Mapping[str, Callable[[], str]],
        *,
        named_by_content: bool,
    ) -> None:
        """Take the makers of each; a preview does without names by content, so that a page waits for no script."""
        self._files = files
        self._makers = {**files, **inline}
        self._named_by_content = named_by_content
        self.text = cache(self._text)
        self.address = cache(self._address)

    def _text(self, name: str) -> str:
        return self._makers[name]()

    def _bytes(self, name: str) -> bytes:
        return self.text(name).encode()

    def _address(self, name: str) -> str:
        """Return the address of an asset: `site.js` becomes `assets/site.1a2b3c4d.js`."""
        if not self._named_by_content:
            return ASSETS + name
        stem, dot, suffix = name.rpartition(".")
        digest = hashlib.sha256(self.text(name).encode()).hexdigest()[:8]
        return f"{ASSETS}{stem}.{digest}{dot}{suffix}"

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the recipe of each file."""
        for name in self._files:
            yield Artifact(self.address(name), Kind.ASSET, SCRIPT, partial(self._bytes, name))


def pictures(folder: Path) -> Iterator[Artifact]:
    """Yield the recipes of the pictures of a folder; asking for one that is missing raises ContentError."""
    for name, media_type in PICTURES.items():
        yield Artifact(name, Kind.PICTURE, media_type, partial(_picture, folder / name))


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}), a picture is wanted here: tools/make-images makes it"
        raise ContentError([Problem(path, 1, message)]) from error
