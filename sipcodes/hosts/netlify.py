"""`_headers` and `_redirects` as Netlify and Cloudflare Pages read them, and what GitHub Pages wants."""

from collections.abc import Iterator, Mapping

from sipcodes import addresses
from sipcodes.artifact import PLAIN, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.hosts.config import HEADERS, REDIRECTS
from sipcodes.hosts.headers import DATA, FOREVER, OPEN, Rules
from sipcodes.hosts.short_addresses import listed


def netlify_files(reference: Reference, rules: Rules) -> Iterator[Artifact]:
    """Yield the recipes."""
    yield Artifact(HEADERS, Kind.RULES, PLAIN, lambda: _headers(rules))
    yield Artifact(REDIRECTS, Kind.RULES, PLAIN, lambda: _redirects(reference, rules))
    yield Artifact(".nojekyll", Kind.RULES, PLAIN, lambda: b"")  # GitHub Pages publishes the files as they are


def _headers(rules: Rules) -> bytes:
    """Write the headers per path. No header stands under two paths that meet: Cloudflare would join the values.

    Both hosts ask browsers to check pages again each time, so only the long life of assets has to be said.
    """
    paths: dict[str, Mapping[str, str]] = {
        f"{rules.base}*": rules.headers,
        f"{rules.base}{addresses.ASSETS}*": {"Cache-Control": FOREVER},
        **{f"{rules.base}*.{suffix}": OPEN for suffix in DATA},
    }
    lines = []
    for path, headers in paths.items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return ("\n".join(lines) + "\n").encode()


def _redirects(reference: Reference, rules: Rules) -> bytes:
    pairs = [*rules.redirects.items(), *listed(reference)]
    return "".join(f"{rules.base}{old} {rules.base}{new} 301\n" for old, new in pairs if "#" not in old).encode()
