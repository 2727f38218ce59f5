"""What pages load: scripts and a style sheet, named by their content, and pictures.

A page is rendered with a stand-in in the place of such a name, so that it is the same page whatever these hold.
"""

import hashlib
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path

from sipcodes.addresses import ASSETS
from sipcodes.artifact import CSS, PNG, SCRIPT, SVG, Artifact, Kind
from sipcodes.problems import ContentError, Problem

PICTURES = {"favicon.svg": SVG, "favicon.png": PNG, "apple-touch-icon.png": PNG, "share.png": PNG}
"""The pictures at the root of the site, as `tools/make-images` made them."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_STAND_IN = ".~."
"""Stands where a name has a part of its content; nothing else has it."""


class Assets:
    """Scripts and style by name, made when a page first asks for one: files of the site, and what stands in a page."""

    def __init__(
        self,
        written: Mapping[str, Callable[[], str]],
        words: Mapping[str, Callable[[], str]],
        inline: Mapping[str, Callable[[], str]],
        *,
        named_by_content: bool,
    ) -> None:
        """Take the makers of each; `words` are what scripts know of the content, `inline` stands in pages.

        A preview does without names by content, so that a page waits for no script.
        """
        self._files = {**written, **words}
        self._makers = {**self._files, **inline}
        self._named_by_content = named_by_content
        self.text = cache(self._text)

    def _text(self, name: str) -> str:
        return self._makers[name]()

    def _bytes(self, name: str) -> bytes:
        return self.text(name).encode()

    def address(self, name: str) -> str:
        """Return what stands for the address of an asset in a rendered page."""
        stem, _, suffix = name.rpartition(".")
        return f"{ASSETS}{stem}{_STAND_IN if self._named_by_content else '.'}{suffix}"

    def named(self, text: bytes) -> bytes:
        """Return a text with the addresses of assets in the place of their stand-ins."""
        *parts, last = text.split(_STAND_IN.encode())
        marked = (part + self._marks.get(part[part.rfind(b"/") + 1 :], _STAND_IN.encode()) for part in parts)
        return b"".join([*marked, last])

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the recipe of each file."""
        for name in self._files:
            media_type = CSS if name.endswith(f".{CSS.suffix}") else SCRIPT
            yield Artifact(self._address(name), Kind.ASSET, media_type, partial(self._bytes, name))

    @cached_property
    def _marks(self) -> dict[bytes, bytes]:
        """What stands in the place of a stand-in, by what is before it."""
        return {name.rpartition(".")[0].encode(): self._mark(name).encode() for name in self._files}

    def _address(self, name: str) -> str:
        """Return the address of an asset: `site.js` becomes `assets/site.1a2b3c4d.js`."""
        address = self.address(name)
        return address.replace(_STAND_IN, self._mark(name)) if self._named_by_content else address

    def _mark(self, name: str) -> str:
        return f".{hashlib.sha256(self._bytes(name)).hexdigest()[:8]}."


def pictures(folder: Path) -> Iterator[Artifact]:
    """Yield the recipes of the pictures of a folder; asking for one that is missing raises ContentError."""
    for name, media_type in PICTURES.items():
        yield Artifact(name, Kind.PICTURE, media_type, partial(_picture, folder / name))


def _picture(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}), a picture is wanted here: tools/make-images makes it"
        raise ContentError([Problem(path, 1, message)]) from error
    if not (_is_png(data) if path.suffix == ".png" else _is_svg(data)):
        message = f"is no {path.suffix[1:].upper()}, or a broken one: tools/make-images makes it"
        raise ContentError([Problem(path, 1, message)])
    return data


def _is_png(data: bytes) -> bool:
    """Return whether every chunk is there with its checksum, the last one too (PNG §5)."""
    at, kind = len(_PNG), b""
    while kind != b"IEND" and at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return False
        at = end
    return data.startswith(_PNG) and kind == b"IEND" and at == len(data)


def _is_svg(data: bytes) -> bool:
    """Return whether a picture is drawing and nothing else: it runs where it is opened by itself."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - our own file
    except ET.ParseError:
        return False
    elements = {element.tag.removeprefix(_SVG) for element in root.iter()}
    return root.tag == f"{_SVG}svg" and not elements & {"script", "foreignObject", "image", "use"}
