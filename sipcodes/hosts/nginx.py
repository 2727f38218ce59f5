"""The rules of the site for nginx, to be included in the server of `hosts/nginx.conf`: `_nginx.conf`.

They hold for what is at and below the path of the base address, so the site can share a server with others.
"""

import re
from collections.abc import Iterator, Mapping

from sipcodes import addresses
from sipcodes.artifact import HTML, MEDIA_TYPES, PLAIN, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.hosts.config import HIDDEN, NGINX, block, written
from sipcodes.hosts.headers import DATA, FOREVER, MISSING, OPEN, SHORT, Rules
from sipcodes.hosts.short_addresses import ShortAddress, short_addresses

_WITH_CHARSET = [kind.name for kind in MEDIA_TYPES if kind.with_charset != kind.name and kind is not HTML]
"""Types for which nginx must be told to name the character set; HTML it knows."""


def nginx_file(reference: Reference, rules: Rules) -> Artifact:
    """Return the recipe of the rules."""
    return Artifact(NGINX, Kind.RULES, PLAIN, lambda: written(_nginx(rules, list(short_addresses(reference)))))


def _nginx(rules: Rules, shorts: list[ShortAddress]) -> Iterator[str]:
    """Write a location for the site. nginx forgets headers in a location with one of its own, so each has them all."""

    def added(cache: str, more: Mapping[str, str] | None = None) -> list[str]:
        everything = {**rules.headers, "Cache-Control": cache, **(more or {})}
        return [f'add_header {name} "{value}" always;' for name, value in everything.items()]

    base = rules.base
    missing, start = f"{base}{addresses.MISSING}", re.escape(base)
    folders = [short.target for short in shorts if short.target.endswith("/")]
    yield f"# Made by build.py: include this in a server whose root holds the site at {base}"
    if base != "/":
        yield from block(f"location = {base[:-1]}", ["absolute_redirect off;", f"return 301 {base};"])
    yield from block(
        f"location ^~ {base}",
        [
            *block("types", [f"{kind.name} {kind.suffix};" for kind in MEDIA_TYPES]),
            "default_type application/octet-stream;",
            "charset utf-8;",
            f"charset_types {' '.join(_WITH_CHARSET)};",
            "gzip_static on;",
            "gzip_vary on;",
            "absolute_redirect off;",
            "index index.html;",
            f"error_page 404 {missing};",
            *added(SHORT),
            *(f"rewrite ^{start}{folder[:-1]}$ {base}{folder} permanent;" for folder in folders),
            "try_files $uri $uri/index.html @sip_forms;",
            *block(f"location = {missing}", ["internal;", *added(MISSING)]),
            *block(f"location ~ ^{start}{HIDDEN}", ["return 404;"]),
            *block(f"location ^~ {base}{addresses.ASSETS}", [*added(FOREVER), "try_files $uri =404;"]),
            *block(rf"location ~ \.(?:{'|'.join(DATA)})$", added(SHORT, OPEN)),
            *(
                line
                for old, new in rules.redirects.items()
                for line in block(f"location = {base}{old}", [f"return 301 {base}{new};"])
            ),
        ],
    )
    yield from block(
        "location @sip_forms",
        [
            "absolute_redirect off;",
            f"error_page 404 {missing};",
            *added(SHORT),
            *(f'if ($uri ~* "^{start}{short.pattern}$") {{ return 301 {base}{short.target}; }}' for short in shorts),
            "return 404;",
        ],
    )
