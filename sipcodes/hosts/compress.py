"""Files compressed ahead, for hosts that send them as they are: `.br` (RFC 7932) and `.gz` (RFC 1952)."""

import math
import zlib

import brotli

HASTY, QUICK, DENSE, DENSEST = 2, 5, 10, 11
"""Brotli's qualities: each takes two to ten times as long as the one before, and saves some hundredths."""
_IN_REACH = 1.05
"""How much larger than wanted a text may be for the dense quality to do: of pages it saves 5 to 8 hundredths."""
_BELOW_DENSE = 9
_LARGE = 200_000
"""From this size on the dense qualities take seconds: the one below is enough."""
_HUGE = 1_000_000
"""From this size on even quick takes long, for copies that each sentence makes anew: hasty takes half the time."""
_WINDOW, _WIDEST = 16, 22
"""Window bits: with few, quality 9 is as quick as 5 for texts that fit; with more it takes ten times as long."""

_GZIP = 31
"""Window bits by which zlib writes the gzip format without a time; `gzip` itself writes another head in each Python."""


def compressed(data: bytes, quality: int, most: float = math.inf) -> tuple[bytes, bytes]:
    """Return a text as brotli and as gzip, denser than was asked where brotli leaves more than `most` bytes."""
    small = _brotli(data, quality)
    if quality < DENSE and most < len(small) <= most * _IN_REACH:
        small = _brotli(data, DENSE)
    if quality < DENSEST and len(small) > most:
        small = _brotli(data, DENSEST)
    level = 9 if quality > QUICK else 1 if quality == HASTY or len(data) > _HUGE else 4
    return small, zlib.compress(data, level, wbits=_GZIP)


def _brotli(data: bytes, quality: int) -> bytes:
    window = _WIDEST
    if quality == QUICK and len(data) <= 1 << _WINDOW:
        quality, window = _BELOW_DENSE, _WINDOW
    elif quality == QUICK and len(data) > _HUGE:
        quality = HASTY
    elif quality > QUICK and len(data) > _LARGE:
        quality = _BELOW_DENSE
    small: bytes = brotli.compress(data, quality=quality, lgwin=window)
    return small
