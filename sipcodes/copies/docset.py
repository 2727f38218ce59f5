"""The docset for Dash and Zeal, the readers of offline documentation, and the feed by which they load and renew it.

The folder is that of Kapeli's guide (https://kapeli.com/docsets): `Info.plist`, the documents, and an index that is an
SQLite file with one table, `searchIndex(id, name, type, path)`. Zeal looks for what is typed anywhere in a name. All
languages are in it; what has one name in several of them says of which it is.
"""

import plistlib
import sqlite3
import struct
import tarfile
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime

from sipcodes import addresses
from sipcodes.content.reference import Reference
from sipcodes.copies.zip import deflated
from sipcodes.data.xml import written
from sipcodes.memo import Memo
from sipcodes.processors import in_threads

FOLDER = addresses.DOCSET.removesuffix(".tgz")
NAME = addresses.DOCSET_FEED.removesuffix(".xml")
_HEAD = bytes([31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
"""Of a member in gzip's form: deflated, without a name, a time or a system (RFC 1952 §2.3)."""


def docset(reference: Reference, base_url: str, documents: Mapping[str, bytes], memo: Memo, *, densest: bool) -> bytes:
    """Return the docset as it travels: what the zip has, with an index. Times are those of the content.

    Each file is a member of its own (RFC 1952 §2.2), so that what was deflated for the zip is not deflated again.
    """
    whole = {
        "Info.plist": _info(reference, base_url),
        "Resources/docSet.dsidx": _index(reference),
        **{f"Resources/Documents/{name}": documents[name] for name in sorted(documents)},
    }
    level = 9 if densest else 1
    small = memo.each([(deflated, (data, level)) for data in whole.values()], in_threads)
    day = reference.settings.released
    members = []
    padding = b""
    for (name, data), held in zip(whole.items(), small, strict=True):
        entry = tarfile.TarInfo(f"{FOLDER}/Contents/{name}")
        entry.size = len(data)
        entry.mtime = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
        head = padding + entry.tobuf(tarfile.USTAR_FORMAT)
        members += [_member(head, deflated(head, level)), _member(data, held)]
        padding = bytes(-len(data) % tarfile.BLOCKSIZE)
    end = padding + bytes(2 * tarfile.BLOCKSIZE)
    return b"".join([*members, _member(end, deflated(end, level))])


def _member(data: bytes, held: bytes) -> bytes:
    return _HEAD + held + struct.pack("<LL", zlib.crc32(data), len(data))


def docset_feed(reference: Reference, base_url: str) -> bytes:
    """Return the feed: Dash and Zeal load what it names, and again when the version is another."""
    entry = ET.Element("entry")
    ET.SubElement(entry, "name").text = NAME
    ET.SubElement(entry, "version").text = reference.settings.version
    ET.SubElement(entry, "url").text = base_url + addresses.DOCSET
    return written(entry)


def _info(reference: Reference, base_url: str) -> bytes:
    return plistlib.dumps(
        {
            "CFBundleIdentifier": NAME,
            "CFBundleName": reference.strings["site.name"].texts[next(iter(reference.languages))],
            "CFBundleShortVersionString": reference.settings.version,
            "DocSetPlatformFamily": "sip",
            "isDashDocset": True,
            "isJavaScriptEnabled": True,
            "dashIndexFilePath": addresses.START,
            "DashDocSetFallbackURL": base_url,
        }
    )


def _index(reference: Reference) -> bytes:
    """Return the index: rows that only follow one another, as each release of SQLite writes them alike."""
    entries = {tag: list(dict.fromkeys(_entries(reference, tag))) for tag in reference.languages}
    shared = Counter(name for found in entries.values() for name in {name for name, _, _ in found})
    rows = [
        (f"{name} ({tag})" if shared[name] > 1 else name, kind, path)
        for tag, found in entries.items()
        for name, kind, path in found
    ]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE searchIndex(id INTEGER PRIMARY KEY, name TEXT, type TEXT, path TEXT)")
        database.executemany("INSERT INTO searchIndex(name, type, path) VALUES (?, ?, ?)", rows)
        database.commit()
        return database.serialize()


def _entries(reference: Reference, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, type (one of Dash's own) and path of everything that can be looked up."""
    for number, code in reference.codes.items():
        address = addresses.code(language, number)
        yield f"{number} {code.phrase}", "Error", address
        yield f"{code.remark[language]} ({number})", "Entry", address
        for phrase in code.formerly:
            yield f"{phrase} ({number})", "Error", address
    for key, category in reference.categories.items():
        yield f"{key} {category.name[language]}", "Category", addresses.page(language, key)
    for other in reference.others.values():
        name = f"{other.shown} {other.phrase or other.remark[language]}"
        yield name, "Error", f"{addresses.page(language, 'other')}#{other.id}"
    for number, cause in reference.causes.items():
        address = f"{addresses.page(language, 'q850')}#cause-{number}"
        yield f"Q.850 {number} {cause.name}", "Value", address
        for name in cause.names:
            yield f"{name} (Q.850 {number})", "Constant", address
    for key, symptom in reference.symptoms.items():
        yield symptom.title[language], "Guide", f"{addresses.page(language, 'symptoms')}#{key}"
