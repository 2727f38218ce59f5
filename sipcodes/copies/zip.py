"""The whole site as a zip to unpack and open."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sipcodes.memo import Memo
from sipcodes.processors import in_threads

FOLDER = "sip-codes-offline"
_DENSE = {".png"}
"""Files that are small already."""
_BARE = -15
"""Window bits by which zlib writes what a zip holds: without a head."""


def offline_zip(files: Mapping[str, bytes], start: bytes, day: date, memo: Memo, *, densest: bool) -> bytes:
    """Return the files in a folder of their own, and beside it the page to start with; what is small is remembered.

    Times are those of the content, so bytes repeat.
    """
    whole = {f"{FOLDER}.html": start, **{f"{FOLDER}/{name}": data for name, data in files.items()}}
    texts = [name for name in whole if Path(name).suffix not in _DENSE]
    made = memo.each([(deflated, (whole[name], 9 if densest else 1)) for name in texts], in_threads)
    small = dict(zip(texts, made, strict=True))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(whole.items()):
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.create_system = 3  # Unix, so that the rights below count
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED if name in small else zipfile.ZIP_STORED
            info.header_offset, info.CRC, info.file_size = out.tell(), zlib.crc32(data), len(data)
            held = small.get(name, data)
            info.compress_size = len(held)
            # the archive itself takes only what it compresses itself
            out.write(info.FileHeader() + held)
            archive.filelist.append(info)
        archive.start_dir = out.tell()
    return out.getvalue()


def deflated(data: bytes, level: int) -> bytes:
    """Return bytes as a zip holds them."""
    return zlib.compress(data, level, wbits=_BARE)
