"""Files compressed ahead, for hosts that send them as they are: `.br` (RFC 7932) and `.gz` (RFC 1952)."""

import zlib

import brotli

_LARGE = 200_000
"""From this size on brotli's highest quality takes seconds and saves a tenth: the next best is enough."""

_GZIP = 31
"""Window bits by which zlib writes the gzip format without a time; `gzip` itself writes another head in each Python."""


def compressed(data: bytes, *, densest: bool, limit: int | None = None) -> tuple[bytes, bytes]:
    """Return a text as brotli and as gzip.

    The densest takes twenty times as long and saves a tenth. A text that quick work leaves above `limit` bytes is made
    as dense as can be in any case.
    """
    small = brotli.compress(data, quality=(9 if len(data) > _LARGE else 11) if densest else 5)
    if not densest and limit is not None and len(small) > limit:
        small = brotli.compress(data, quality=11)
    return small, zlib.compress(data, 9 if densest else 6, wbits=_GZIP)
