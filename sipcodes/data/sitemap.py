"""What tells search engines the way: `sitemap.xml`, `robots.txt`."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from sipcodes.artifact import PLAIN, XML, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.data.xml import written
from sipcodes.plan import Page

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_files(reference: Reference, pages: Iterable[Page], base_url: str, added: str) -> Iterator[Artifact]:
    """Yield the recipes of both files; `added` are lines of the host for robots.txt."""
    listed = [page for page in pages if not page.kind.hosted_only]
    parts = [f"User-agent: *\nDisallow:\n\nSitemap: {base_url}sitemap.xml\n", *([added] if added else [])]
    robots = "\n".join(parts).encode()
    yield Artifact("sitemap.xml", Kind.SIGN, XML, lambda: _sitemap(reference, listed, base_url))
    yield Artifact("robots.txt", Kind.SIGN, PLAIN, lambda: robots)


def _sitemap(reference: Reference, pages: Iterable[Page], base_url: str) -> bytes:
    """List every page with its alternates (sitemaps.org protocol 0.9; alternates as Google's guide to hreflang has it).

    The date is that of the last change of the content: a clock would call every page new at every build.
    """
    urls = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page in pages:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = base_url + page.address
        ET.SubElement(url, "lastmod").text = reference.changed(page.name).isoformat()
        for tag, address in [*page.alternates.items(), ("x-default", page.neutral)]:
            ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": base_url + address})
    return written(urls)
