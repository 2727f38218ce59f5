"""The rules of the site for Apache 2.4, which reads them from the site itself: `.htaccess`."""

import re
from collections.abc import Iterator

from sipcodes import addresses
from sipcodes.artifact import MEDIA_TYPES, PLAIN, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.hosts.config import HIDDEN, written
from sipcodes.hosts.headers import DATA, FOREVER, MISSING, OPEN, SHORT, Rules
from sipcodes.hosts.short_addresses import ShortAddress, short_addresses

_TEXTS = "|".join(kind.suffix for kind in MEDIA_TYPES if kind.text)


def apache_file(reference: Reference, rules: Rules) -> Artifact:
    """Return the recipe of the rules."""
    shorts = list(short_addresses(reference))
    return Artifact(".htaccess", Kind.RULES, PLAIN, lambda: written(_apache(rules, shorts)))


def _apache(rules: Rules, shorts: list[ShortAddress]) -> Iterator[str]:
    """Write what is asked of the modules rewrite, headers and mime; where one is off, the pages still arrive."""
    base = rules.base
    yield "# Made by build.py, for Apache with AllowOverride FileInfo Indexes and the modules rewrite and headers"
    yield f"ErrorDocument 404 {base}{addresses.MISSING}"
    yield "DirectoryIndex index.html"
    yield "<IfModule mod_mime.c>"
    yield from (f'\tAddType "{kind.with_charset}" .{kind.suffix}' for kind in MEDIA_TYPES)
    # Debian has .gz as a type of its own, and takes .nl and .en in a name for its language
    yield from ("\tRemoveType .gz", "\tAddEncoding gzip .gz", "\tAddEncoding br .br")
    yield "</IfModule>"
    yield "<IfModule mod_rewrite.c>"
    yield from (f"\t{line}" for line in _rewriting(rules, shorts))
    yield "</IfModule>"
    yield "<IfModule mod_headers.c>"
    yield from (f"\t{line}" for line in _headers(rules))
    yield "</IfModule>"


def _rewriting(rules: Rules, shorts: list[ShortAddress]) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f"RewriteBase {rules.base}"
    yield 'RewriteCond %{ENV:REDIRECT_STATUS} =""'
    yield f"RewriteRule ^(?:{HIDDEN}|{re.escape(addresses.MISSING)}$) - [R=404,L]"
    for encoding in ("br", "gz"):
        accepted = {"br": "br", "gz": "gzip"}[encoding]
        yield rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{accepted}\b"
        yield f"RewriteCond %{{REQUEST_FILENAME}}.{encoding} -f"
        yield rf"RewriteRule ^(.+\.(?:{_TEXTS}))$ $1.{encoding} [L]"
    # a folder without a page would be forbidden, or listed
    yield from ("RewriteCond %{REQUEST_FILENAME} -d", r"RewriteCond %{REQUEST_FILENAME}/index.html !-f")
    yield "RewriteRule ^ - [R=404,L]"
    # Apache finds sip-486.html for "sip-486.html/" too
    yield from (r"RewriteCond %{REQUEST_URI} !\.\w+/$", "RewriteCond %{REQUEST_FILENAME} -f [OR]")
    yield from ("RewriteCond %{REQUEST_FILENAME} -d", "RewriteRule ^ - [L]")
    for old, new in rules.redirects.items():
        yield f"RewriteRule ^{re.escape(old)}$ {rules.base}{new} [R=301,L,NE]"
    for short in shorts:
        yield f"RewriteRule ^{short.pattern}$ {rules.base}{short.target} [R=301,L,NC,NE]"
    yield r"RewriteRule \.\w+/$ - [R=404,L]"


def _headers(rules: Rules) -> Iterator[str]:
    yield from (f'Header always set {name} "{value}"' for name, value in rules.headers.items())
    assets = f"expr=%{{REQUEST_URI}} =~ m#^{re.escape(rules.base)}{addresses.ASSETS}# && %{{REQUEST_STATUS}} < 400"
    yield f'Header set Cache-Control "{SHORT}" "expr=%{{REQUEST_STATUS}} < 400"'
    yield f'Header set Cache-Control "{FOREVER}" "{assets}"'
    yield f'Header always set Cache-Control "{MISSING}" "expr=%{{REQUEST_STATUS}} == 404"'
    yield rf'<FilesMatch "\.(?:{_TEXTS})(?:\.br|\.gz)?$">'
    yield "\tHeader merge Vary Accept-Encoding"
    yield "</FilesMatch>"
    yield rf'<FilesMatch "\.(?:{"|".join(DATA)})(?:\.br|\.gz)?$">'
    yield from (f'\tHeader set {name} "{value}"' for name, value in OPEN.items())
    yield "</FilesMatch>"
