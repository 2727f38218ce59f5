"""The rules of the site for nginx and Caddy, to be included in the servers of `hosts/`: `_nginx.conf`, `_caddy.conf`.

They are made at each build, since the policy names the hashes of style and scripts, and redirects grow. They hold for
what is at and below the path of the base address, so the site can share a server with others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from sipcodes import addresses
from sipcodes.forms import Form
from sipcodes.hosts import FOREVER, SHORT, TYPES, base_path, security_headers

_TEXT = ("html", "css", "js", "csv", "xml", "txt")
"""Types that are sent with `charset=utf-8`; JSON is UTF-8 by itself (RFC 8259 §8.1)."""


def server_files(
    files: Mapping[str, bytes], redirects: Mapping[str, str], forms: Iterable[Form], base_url: str
) -> dict[str, bytes]:
    """Return the rules for both servers."""
    base = base_path(base_url)
    headers = security_headers(files)
    whole = {old: new for old, new in redirects.items() if "#" not in old}
    forms = list(forms)
    return {
        "_nginx.conf": _lines(_nginx(base, headers, whole, forms)),
        "_caddy.conf": _lines(_caddy(base, headers, whole, forms)),
    }


def _lines(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _nginx(base: str, headers: Mapping[str, str], redirects: Mapping[str, str], forms: list[Form]) -> Iterator[str]:
    """Write a location for the site. nginx forgets headers in a location with one of its own, so each has them all."""

    def added(cache: str, more: Mapping[str, str] | None = None) -> list[str]:
        everything = {**headers, "Cache-Control": cache, **(more or {})}
        return [f'add_header {name} "{value}" always;' for name, value in everything.items()]

    missing, start = f"{base}{addresses.MISSING}", re.escape(base)
    folders = [form for form in forms if form.target.endswith("/")]
    yield f"# Made by build.py: include this in a server whose root holds the site at {base}"
    if base != "/":
        yield from _block(f"location = {base[:-1]}", ["absolute_redirect off;", f"return 301 {base};"])
    yield from _block(
        f"location ^~ {base}",
        [
            *_block("types", [f"{kind} {suffix};" for suffix, kind in TYPES.items()]),
            "default_type application/octet-stream;",
            "charset utf-8;",
            f"charset_types {' '.join(TYPES[suffix] for suffix in _TEXT if suffix != 'html')};",
            "gzip_static on;",
            "gzip_vary on;",
            "absolute_redirect off;",
            "index index.html;",
            f"error_page 404 {missing};",
            *added(SHORT),
            *(f"rewrite ^{start}{form.pattern}$ {base}{form.target} permanent;" for form in folders),
            "try_files $uri $uri/index.html @sip_forms;",
            *_block(f"location = {missing}", ["internal;", *added(SHORT)]),
            *_block(f"location ~ ^{start}[._]", ["return 404;"]),
            *_block(f"location ^~ {base}assets/", added(FOREVER)),
            *_block(r"location ~ \.(?:json|csv)$", added(SHORT, {"Access-Control-Allow-Origin": "*"})),
            *(
                line
                for old, new in redirects.items()
                for line in _block(f"location = {base}{old}", [f"return 301 {base}{new};"])
            ),
        ],
    )
    yield from _block(
        "location @sip_forms",
        [
            "absolute_redirect off;",
            f"error_page 404 {missing};",
            *added(SHORT),
            *(f'if ($uri ~* "^{start}{form.pattern}$") {{ return 301 {base}{form.target}; }}' for form in forms),
            "return 404;",
        ],
    )


def _caddy(base: str, headers: Mapping[str, str], redirects: Mapping[str, str], forms: list[Form]) -> Iterator[str]:
    """Write a handler for the site; `route` keeps the order of what stands in it."""
    yield f"# Made by build.py: import this into a site whose root holds the reference at {base}"
    if base != "/":
        yield f"redir {base[:-1]} {base} permanent"
    answers = []
    for place, form in enumerate(forms):
        target = form.target.replace("$1", f"{{re.sip_form_{place}.1}}")
        answers += [
            f'@sip_form_{place} path_regexp sip_form_{place} "(?i)^{re.escape(base)}{form.pattern}$"',
            f"redir @sip_form_{place} {base}{target} permanent",
        ]
    missing = f"{base}{addresses.MISSING}"
    not_found = [f"rewrite * {missing}", *_block("file_server", ["precompressed br gzip", "status 404"])]
    # "sip-486.html/" finds the file without the slash, which the file server then refuses
    hidden = f'not path_regexp "^{re.escape(base)}(?:[._]|.*\\.\\w+/$)"'
    rules = [
        *_block("header", [f'{name} "{value}"' for name, value in {**headers, "Cache-Control": SHORT}.items()]),
        f"@sip_assets path {base}assets/*",
        f'header @sip_assets Cache-Control "{FOREVER}"',
        "@sip_data path *.json *.csv",
        "header @sip_data Access-Control-Allow-Origin *",
        *(f"redir {base}{old} {base}{new} permanent" for old, new in redirects.items()),
        *_block(f"handle {missing}", _block("route", not_found)),
        *_block("@sip_there", [*_block("file", ["try_files {path} {path}index.html"]), hidden]),
        *_block(
            "handle @sip_there",
            [
                *(f'header {base}*.{suffix} Content-Type "{_with_charset(suffix)}"' for suffix in TYPES),
                *_block("file_server", ["precompressed br gzip"]),
            ],
        ),
        *_block("handle", _block("route", [*answers, *not_found])),
    ]
    yield from _block(f"handle {base}*", _block("route", rules))


def _with_charset(suffix: str) -> str:
    return TYPES[suffix] + ("; charset=utf-8" if suffix in _TEXT else "")


def _block(head: str, lines: Iterable[str]) -> list[str]:
    return [f"{head} {{", *(f"\t{line}" for line in lines), "}"]
