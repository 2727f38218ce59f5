"""Text of server configurations."""

from collections.abc import Iterable

NGINX, CADDY, HEADERS, REDIRECTS = "_nginx.conf", "_caddy.conf", "_headers", "_redirects"
"""The files of rules whose names are not hidden."""
HIDDEN = r"(?:_|\.(?:[^w]|w[^e]))"
"""How the names of files for hosts alone begin; `.well-known` is for readers (RFC 8615). Caddy knows no lookahead."""


def block(head: str, lines: Iterable[str]) -> list[str]:
    """Return lines in braces under a head, one step further in."""
    return [f"{head} {{", *(f"\t{line}" for line in lines), "}"]


def written(lines: Iterable[str]) -> bytes:
    """Return lines as a file."""
    return ("\n".join(lines) + "\n").encode()
