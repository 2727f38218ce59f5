"""The address of every page (a file, never a folder, so that links hold from disk) and the way from one to another."""

import posixpath
import re
from urllib.parse import urlsplit

START = "index.html"
OVERVIEW = "index"
MISSING = "404.html"
ASSETS = "assets/"
"""Where what is named by its content lies: scripts and the index of the search."""
ZIP = "sip-codes-offline.zip"
DOCSET, DOCSET_FEED = "sip-codes.docset.tgz", "sip-codes.xml"
"""The docset for Dash and Zeal, and the feed by which they load and renew it."""
LISTED, WHOLE = "llms.txt", "llms-full.txt"
"""The list of the plain-text twins, and what they say in one file."""
DATA = ("codes.json", "symptoms.json", "q850.json", "codes.csv", "codes.schema.json", LISTED, WHOLE)
SECTIONS = (
    *("admin", "reply", "caller", "causes", "meaning", "technical", "similar", "flow", "example", "source", "known"),
)
"""The ids of the sections of a code page, the same in every language, in the order in which an administrator sees them.

In the document the checks, `admin`, stand behind what a caller is told. `known` alone is not on all pages.
"""


_NO_SLUG = re.compile(r"[^a-z0-9]+")
_NO_PATH = re.compile(r"//|/\.{1,2}(?:/|$)|\\|%(?![0-9A-Fa-f]{2})")


def is_base(value: str) -> bool:
    """Return whether a site can be at an address: of the web, in ASCII, without what other parts are for."""
    try:
        url = urlsplit(value)
        _ = url.port  # tells whether it is a number
    except ValueError:
        return False
    whole = url.scheme in {"http", "https"} and bool(url.hostname) and "@" not in url.netloc
    plain = value.isascii() and not any(sign in value for sign in " ?#\"'<>") and not _NO_PATH.search(url.path)
    return whole and plain


def code(language: str, number: int | str) -> str:
    """Return the address of a code's page: `nl/sip-486.html`."""
    return f"{language}/sip-{number}.html"


def software(language: str, key: int | str) -> str:
    """Return the address of what products make of a code: `nl/software-486.html`."""
    return f"{language}/software-{key}.html"


def cases(language: str, key: str) -> str:
    """Return the address of the further cases of a code or symptom: `nl/cases-486.html`."""
    return f"{language}/cases-{key}.html"


def slug(name: str) -> str:
    """Return a product's name as a part of an id: `cisco-ios`."""
    return _NO_SLUG.sub("-", name.lower()).strip("-")


def symptom(language: str, key: str) -> str:
    """Return the address of a symptom's page: `nl/symptom-no-sound.html`."""
    return f"{language}/symptom-{key}.html"


def card(number: int) -> str:
    """Return the address of the language-neutral card: `sip-486.html`."""
    return f"sip-{number}.html"


def share(number: int | str) -> str:
    """Return the address of the picture that programs show beside a link to a code: `share-486.png`."""
    return f"share-{number}.png"


def page(language: str, name: str) -> str:
    """Return the address of a named page: `nl/4xx.html`, `nl/about.html`, `nl/index.html`."""
    return f"{language}/{name}.html"


def links(language: str) -> str:
    """Return the address of the table of links in a language: `links.nl.csv`."""
    return f"links.{language}.csv"


def feed(language: str) -> str:
    """Return the address of the feed of changes in a language: `nl/changes.atom`."""
    return f"{language}/changes.atom"


def single(language: str) -> str:
    """Return the address of the one-file copy in a language: `sip-codes.nl.html`."""
    return f"sip-codes.{language}.html"


def is_copy(address: str) -> bool:
    """Return whether an address is that of a copy to take along."""
    return address == WHOLE or address.startswith(("sip-codes.", "sip-codes-"))


def relative(start: str, target: str) -> str:
    """Return the link that leads from one address to another, wherever the site is put."""
    address, mark, fragment = target.partition("#")
    if not address or address == start:
        return f"#{fragment}" if mark else posixpath.basename(start)
    here, there = start.split("/")[:-1], address.split("/")
    while here and here[0] == there[0] and len(there) > 1:
        del here[0], there[0]
    return "../" * len(here) + "/".join(there) + mark + fragment


def resolve(start: str, link: str) -> tuple[str, str]:
    """Return address and fragment that a relative link on a page leads to; above the top it starts with `..`."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    if not address:
        return start, fragment
    folder, slash, _ = start.rpartition("/")
    while folder and address.startswith("../"):
        folder, slash, _ = folder.rpartition("/")
        address = address[3:]
    if not address or address[0] == "/" or address[-1] in "/." or "./" in address or "//" in address:
        return posixpath.normpath(posixpath.join(folder, address)), fragment
    return folder + slash + address, fragment
