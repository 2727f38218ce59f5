"""The whole site as a zip to unpack and open."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

FOLDER = "sip-codes-offline"
_DENSE = {".png"}
"""Files that are small already."""


def offline_zip(files: Mapping[str, bytes], start: bytes, day: date, *, densest: bool) -> bytes:
    """Return the files in a folder of their own, and beside it the page to start with.

    Times are those of the content, so bytes repeat.
    """
    whole = {f"{FOLDER}.html": start, **{f"{FOLDER}/{name}": data for name, data in files.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(whole.items()):
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.create_system = 3  # Unix, so that the rights below count
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _DENSE else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9 if densest else 1)
    return out.getvalue()
