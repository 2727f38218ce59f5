"""What a site is made of: artifacts, each a recipe that knows its address, what it is, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of content as servers name it; `suffix` is the ending of its addresses."""

    name: str
    suffix: str
    text: bool = True
    """Whether it is text in UTF-8, worth to be compressed ahead."""

    @property
    def with_charset(self) -> str:
        """The value of `Content-Type`. JSON and XML-based pictures say their encoding themselves (RFC 8259 §8.1)."""
        return f"{self.name}; charset=utf-8" if self.text and self not in (JSON, SVG) else self.name


HTML = MediaType("text/html", "html")
CSS = MediaType("text/css", "css")
SCRIPT = MediaType("text/javascript", "js")
JSON = MediaType("application/json", "json")
CSV = MediaType("text/csv", "csv")
XML = MediaType("application/xml", "xml")
ATOM = MediaType("application/atom+xml", "atom")
MARKDOWN = MediaType("text/markdown", "md")
PLAIN = MediaType("text/plain", "txt")
SVG = MediaType("image/svg+xml", "svg")
PNG = MediaType("image/png", "png", text=False)
ICON = MediaType("image/x-icon", "ico", text=False)
ZIP = MediaType("application/zip", "zip", text=False)
TGZ = MediaType("application/gzip", "tgz", text=False)
MEDIA_TYPES = (HTML, CSS, SCRIPT, JSON, CSV, XML, ATOM, MARKDOWN, PLAIN, SVG, PNG, ICON, ZIP, TGZ)
"""Every type that a site may hold, in the order in which server rules name them."""
UNKNOWN = MediaType("application/octet-stream", "", text=False)
"""What a host has added, and only it knows what it is."""


class Kind(Enum):
    """What an artifact is for."""

    PAGE = "page"
    PICTURE = "picture"
    ASSET = "asset"
    """A script or style sheet, named by its content."""
    DATA = "data"
    """For programs, those of other sites too."""
    TWIN = "twin"
    """A page as plain text, small enough to travel as it is."""
    SIGN = "sign"
    """Tells search engines and browsers the way on a host."""
    COPY = "copy"
    """To take along."""
    RULES = "rules"
    """For the program that hosts the site, never for readers."""
    EXTRA = "extra"
    """What a host has put into the site besides."""
    COMPRESSED = "compressed"
    """Another artifact once more, compressed ahead."""

    @property
    def promised(self) -> bool:
        """Whether its address is for ever."""
        return self not in {Kind.ASSET, Kind.RULES, Kind.EXTRA, Kind.COMPRESSED}

    @property
    def taken_along(self) -> bool:
        """Whether it makes sense away from a host."""
        return self in {Kind.PAGE, Kind.PICTURE, Kind.ASSET, Kind.DATA}


@dataclass(frozen=True)
class Artifact:
    """One file of a site."""

    address: str
    kind: Kind
    media_type: MediaType
    make: Callable[[], bytes]

    @cached_property
    def data(self) -> bytes:
        """Its bytes, made when they are first asked for."""
        return self.make()
