"""What hosts need beside the pages: headers, redirects, and files that are compressed ahead.

The promise: the policy in the headers allows what the policies in the pages allow and nothing more. What only a header
can say is said there: what Mozilla's HTTP Observatory asks for. Writing to the clipboard is never forbidden.
"""

import gzip
import html
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import brotli

from sipcodes.forms import listed
from sipcodes.reference import Reference

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
SHORT = "public, max-age=600"
"""For everything else: a correction is seen within ten minutes."""
TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "csv": "text/csv",
    "xml": "application/xml",
    "txt": "text/plain",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "zip": "application/zip",
}
"""The media type of every kind of file of the site."""
COMPRESSED = ("html", "css", "js", "json", "csv", "xml", "txt", "svg")
"""What is text and worth to be compressed ahead."""
_LARGE = 200_000
"""From this size on brotli's highest quality takes seconds and saves a tenth: the next best is enough."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def base_path(base_url: str) -> str:
    """Return the part of the site's address that a server sees: `/` or `/help/sip/`."""
    return urlsplit(base_url).path


def policy(files: Mapping[str, bytes]) -> str:
    """Return the one policy for the header: for each directive the sources of all pages together (CSP level 3)."""
    directives: dict[str, set[str]] = {}
    for name, data in sorted(files.items()):
        if name.endswith(".html") and (meta := _POLICY.search(data.decode())):
            for directive in html.unescape(meta[1]).split(";"):
                what, *sources = directive.split()
                directives.setdefault(what, set()).update(sources)
    directives["frame-ancestors"] = {"'none'"}  # has no effect in a meta element
    return "; ".join(f"{what} {' '.join(sorted(sources))}" for what, sources in directives.items())


def security_headers(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the headers that go with every answer."""
    return {
        "Content-Security-Policy": policy(files),
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def host_files(
    reference: Reference, files: Mapping[str, bytes], redirects: Mapping[str, str], base_url: str
) -> dict[str, bytes]:
    """Return `_headers` and `_redirects` as Netlify and Cloudflare Pages read them, and what GitHub Pages wants."""
    return {
        "_headers": _headers(files, base_path(base_url)),
        "_redirects": _redirects([*redirects.items(), *listed(reference)], base_path(base_url)),
        ".nojekyll": b"",  # GitHub Pages publishes the files as they are
    }


def _headers(files: Mapping[str, bytes], base: str) -> bytes:
    """Write the headers per path. No header stands under two paths that meet: Cloudflare would join the values.

    Both hosts ask browsers to check pages again each time, so only the long life of assets has to be said.
    """
    rules: dict[str, Mapping[str, str]] = {
        f"{base}*": security_headers(files),
        f"{base}assets/*": {"Cache-Control": FOREVER},
        f"{base}codes.csv": {"Access-Control-Allow-Origin": "*"},
        f"{base}*.json": {"Access-Control-Allow-Origin": "*"},
    }
    lines = []
    for path, headers in rules.items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return ("\n".join(lines) + "\n").encode()


def _redirects(rules: Iterable[tuple[str, str]], base: str) -> bytes:
    return "".join(f"{base}{old} {base}{new} 301\n" for old, new in rules if "#" not in old).encode()


def compressed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return each text a second and a third time, as `.br` (RFC 7932) and `.gz` (RFC 1952), where that is smaller."""
    names = [name for name in files if name.rpartition(".")[2] in COMPRESSED]

    def smaller(name: str) -> tuple[bytes, bytes]:
        data = files[name]
        return brotli.compress(data, quality=9 if len(data) > _LARGE else 11), gzip.compress(data, 9, mtime=0)

    with ThreadPoolExecutor() as pool:
        pairs = pool.map(smaller, names)
        made = {}
        for name, (small, larger) in zip(names, pairs, strict=True):
            for suffix, data in ((".br", small), (".gz", larger)):
                if len(data) < len(files[name]):
                    made[name + suffix] = data
    return made
