"""Lets a browser take the site as a search engine: `opensearch.nl.xml` (OpenSearch 1.1 draft 6)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import partial

from sipcodes import addresses
from sipcodes.artifact import XML, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.data.xml import written

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def opensearch_files(reference: Reference, base_url: str) -> Iterator[Artifact]:
    """Yield the recipe of each language's description."""
    for tag in reference.languages:
        address = f"opensearch.{tag}.xml"
        yield Artifact(address, Kind.SIGN, XML, partial(_opensearch, reference, tag, base_url))


def _opensearch(reference: Reference, language: str, base_url: str) -> bytes:
    words = {key: reference.strings[f"site.{key}"].texts[language] for key in ("name", "description")}
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    ET.SubElement(root, "ShortName").text = words["name"]
    ET.SubElement(root, "Description").text = words["description"]
    ET.SubElement(root, "Language").text = language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{base_url}{addresses.page(language, 'index')}#q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    return written(root)
