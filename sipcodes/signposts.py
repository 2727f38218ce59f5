"""What tells search engines and browsers the way: `sitemap.xml`, `robots.txt`, `opensearch.nl.xml`."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from sipcodes import addresses
from sipcodes.pages import Page
from sipcodes.reference import Reference

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def signposts(reference: Reference, pages: Iterable[Page], base_url: str) -> dict[str, bytes]:
    """Return the files: address to bytes."""
    pages = [page for page in pages if not page.anywhere]  # the error page is no page to find
    return {
        "sitemap.xml": _sitemap(reference, pages, base_url),
        "robots.txt": f"User-agent: *\nDisallow:\n\nSitemap: {base_url}sitemap.xml\n".encode(),
        **{f"opensearch.{tag}.xml": _opensearch(reference, tag, base_url) for tag in reference.languages},
    }


def _sitemap(reference: Reference, pages: Iterable[Page], base_url: str) -> bytes:
    """List every page with its alternates (sitemaps.org protocol 0.9; alternates as Google's guide to hreflang has it).

    The date is that of the content: a clock would call every page new at every build.
    """
    urls = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page in pages:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = base_url + page.address
        ET.SubElement(url, "lastmod").text = reference.settings.released.isoformat()
        for tag, address in [*page.alternates.items(), ("x-default", page.neutral)]:
            ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": base_url + address})
    return _xml(urls)


def _opensearch(reference: Reference, language: str, base_url: str) -> bytes:
    """Let a browser take the site as a search engine (OpenSearch 1.1 draft 6)."""
    words = {key: reference.strings[f"site.{key}"].texts[language] for key in ("name", "description")}
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    ET.SubElement(root, "ShortName").text = words["name"]
    ET.SubElement(root, "Description").text = words["description"]
    ET.SubElement(root, "Language").text = language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{base_url}{addresses.page(language, 'index')}#q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    return _xml(root)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()
