"""What changed, for those who follow it: `nl/changes.atom` (RFC 4287)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from functools import partial

from sipcodes import addresses
from sipcodes.artifact import ATOM, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.data.xml import written


def atom_files(reference: Reference, base_url: str) -> Iterator[Artifact]:
    """Yield the recipe of the feed of each language."""
    for tag in reference.languages:
        yield Artifact(addresses.feed(tag), Kind.SIGN, ATOM, partial(_feed, reference, tag, base_url))


def _feed(reference: Reference, language: str, base_url: str) -> bytes:
    """Write the changes, newest first; an entry keeps its id for ever (RFC 4287 §4.2.6)."""
    here, page = base_url + addresses.feed(language), base_url + addresses.page(language, "changes")
    words = {key: reference.strings[key].texts[language] for key in ("site.name", "site.title", "changes.heading")}
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    ET.SubElement(feed, "id").text = here
    ET.SubElement(feed, "title").text = f"{words['site.title']}: {words['changes.heading']}"
    ET.SubElement(feed, "updated").text = _moment(reference.changes[0].day)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = words["site.name"]
    ET.SubElement(feed, "link", {"rel": "self", "type": ATOM.name, "href": here})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "hreflang": language, "href": page})
    for change in reference.changes:
        entry = ET.SubElement(feed, "entry")
        ET.SubElement(entry, "id").text = f"{page}#{change.key}"
        ET.SubElement(entry, "title").text = change.what[language]
        ET.SubElement(entry, "updated").text = _moment(change.day)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{page}#{change.key}"})
        ET.SubElement(entry, "summary").text = change.why[language].replace("`", "")
    return written(feed)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
