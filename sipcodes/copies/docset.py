"""A docset per language for Dash and Zeal, the readers of offline documentation.

The folder is that of Kapeli's guide (https://kapeli.com/docsets): `Info.plist`, the documents, and an index that is an
SQLite file with one table, `searchIndex(id, name, type, path)`. Zeal looks for what is typed anywhere in a name.
"""

import plistlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from selectolax.lexbor import LexborHTMLParser

from sipcodes import addresses
from sipcodes.artifact import Artifact
from sipcodes.content.reference import Reference
from sipcodes.copies.copied_page import offline_notes, standalone
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page


def docset_name(language: str) -> str:
    """Return the name of the folder: `sip-codes-nl.docset`."""
    return f"sip-codes-{language}.docset"


def documents_of(language: str, artifacts: Iterable[Artifact], pages: Mapping[str, Page]) -> dict[str, None]:
    """Return the addresses that the docset of a language holds: its pages, and what they load."""
    kept: dict[str, None] = {}
    for artifact in artifacts:
        page = pages.get(artifact.address)
        if artifact.kind.taken_along and (page is None or (page.language == language and not page.kind.neutral)):
            kept[artifact.address] = None
    return kept


def docset(
    templates: Templates,
    artifacts: Iterable[Artifact],
    pages: Mapping[str, Page],
    files: Mapping[str, bytes],
    language: str,
) -> dict[str, bytes]:
    """Return the files of the docset of one language: path below its folder to bytes."""
    reference = templates.reference
    kept = documents_of(language, artifacts, pages)
    notes, base_url = offline_notes(templates), templates.base_url
    documents = {
        name: standalone(LexborHTMLParser(files[name]), pages[name], base_url, kept, notes)
        if name in pages
        else files[name]
        for name in kept
    }
    return {
        "Contents/Info.plist": _info(reference, templates, language),
        "Contents/Resources/docSet.dsidx": _index(reference, language),
        **{f"Contents/Resources/Documents/{name}": data for name, data in documents.items()},
    }


def _info(reference: Reference, templates: Templates, language: str) -> bytes:
    return plistlib.dumps(
        {
            "CFBundleIdentifier": f"sip-codes-{language}",
            "CFBundleName": reference.strings["site.name"].texts[language],
            "CFBundleShortVersionString": reference.settings.version,
            "DocSetPlatformFamily": "sip",
            "isDashDocset": True,
            "isJavaScriptEnabled": True,
            "dashIndexFilePath": addresses.page(language, "index"),
            "DashDocSetFallbackURL": templates.base_url,
        }
    )


def _index(reference: Reference, language: str) -> bytes:
    """Return the index: rows that only follow one another, as each release of SQLite writes them alike."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE searchIndex(id INTEGER PRIMARY KEY, name TEXT, type TEXT, path TEXT)")
        rows = dict.fromkeys(_entries(reference, language))
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
