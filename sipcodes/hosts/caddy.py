"""The rules of the site for Caddy, to be imported into the site of `hosts/Caddyfile`: `_caddy.conf`."""

import re
from collections.abc import Iterator

from sipcodes import addresses
from sipcodes.artifact import MEDIA_TYPES, PLAIN, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.hosts.config import CADDY, HIDDEN, block, written
from sipcodes.hosts.headers import DATA, FOREVER, MISSING, SHORT, Rules
from sipcodes.hosts.short_addresses import ShortAddress, short_addresses


def caddy_file(reference: Reference, rules: Rules) -> Artifact:
    """Return the recipe of the rules."""
    return Artifact(CADDY, Kind.RULES, PLAIN, lambda: written(_caddy(rules, list(short_addresses(reference)))))


def _caddy(rules: Rules, shorts: list[ShortAddress]) -> Iterator[str]:
    """Write a handler for the site; `route` keeps the order of what stands in it."""
    base = rules.base
    yield f"# Made by build.py: import this into a site whose root holds the reference at {base}"
    if base != "/":
        yield f"redir {base[:-1]} {base} permanent"
    answers = []
    for place, short in enumerate(shorts):
        target = short.target.replace("$1", f"{{re.sip_form_{place}.1}}")
        answers += [
            f'@sip_form_{place} path_regexp sip_form_{place} "(?i)^{re.escape(base)}{short.pattern}$"',
            f"redir @sip_form_{place} {base}{target} permanent",
        ]
    missing = f"{base}{addresses.MISSING}"
    not_found = [
        f"rewrite * {missing}",
        f'header Cache-Control "{MISSING}"',
        *block("file_server", ["precompressed br gzip", "status 404"]),
    ]
    # "sip-486.html/" finds the file without the slash, "assets/" the folder, and the file server then refuses both
    hidden = f'not path_regexp "^{re.escape(base)}(?:{HIDDEN}|.*\\.\\w+/$|{addresses.ASSETS}$)"'
    answer = [
        *block("header", [f'{name} "{value}"' for name, value in {**rules.headers, "Cache-Control": SHORT}.items()]),
        # what is not there may be there in a minute
        *block("@sip_assets", [f"path {base}{addresses.ASSETS}*.*", "file"]),
        f'header @sip_assets Cache-Control "{FOREVER}"',
        f"@sip_data path {' '.join(f'*.{suffix}' for suffix in DATA)}",
        "header @sip_data Access-Control-Allow-Origin *",
        *(f"redir {base}{old} {base}{new} permanent" for old, new in rules.redirects.items()),
        *block(f"handle {missing}", block("route", not_found)),
        *block("@sip_there", [*block("file", ["try_files {path} {path}index.html"]), hidden]),
        *block(
            "handle @sip_there",
            [
                # a pattern that begins with a slash would know the files of one folder alone
                *(f"@sip_{kind.suffix} path *.{kind.suffix}" for kind in MEDIA_TYPES),
                *(f'header @sip_{kind.suffix} Content-Type "{kind.with_charset}"' for kind in MEDIA_TYPES),
                *block("file_server", ["precompressed br gzip"]),
            ],
        ),
        *block("handle", block("route", [*answers, *not_found])),
    ]
    yield from block(f"handle {base}*", block("route", answer))
