"""The content security policy of the pages (CSP level 3): a page runs our own text and nothing else."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_HASH = "'sha256-"
_INLINE = "'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Policy:
    """What one page may run: its inline styles and scripts, and whether it loads those of the site."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    loads: bool = True
    connects: bool = True
    """Whether an auditor in the browser, such as Lighthouse, may read robots.txt."""

    @property
    def directives(self) -> dict[str, list[str]]:
        """Each directive with its sources."""
        own = ["'self'"] if self.loads else []
        return {
            "default-src": ["'none'"],
            # nothing is fetched by the pages themselves
            "connect-src": ["'self'" if self.connects else "'none'"],
            "style-src": own + [_source(text) for text in self.styles],
            "script-src": own + [_source(text) for text in self.scripts],
            "img-src": ["'self'", "data:"],
            "base-uri": ["'self'"],
            "form-action": ["'none'"],
        }

    def __str__(self) -> str:
        return _written(self.directives)


def for_header(policies: Iterable[Policy]) -> str:
    """Return the one policy that a host sends with every answer: what all pages together may load.

    Browsers want a text to pass both policies (CSP level 3 §8.1), so each page's own still allows its styles and
    scripts by their hashes and nothing else. The header names no hash: a server that was not told of a new version
    would send those of the old, and browsers would show its pages without style.
    """
    everything: dict[str, set[str]] = {}
    for policy in policies:
        for directive, sources in policy.directives.items():
            everything.setdefault(directive, set()).update(
                _INLINE if source.startswith(_HASH) else source for source in sources
            )
    everything["connect-src"].discard("'none'")  # which stands alone or not at all
    everything["frame-ancestors"] = {"'none'"}  # has no effect in a meta element
    return _written({directive: sorted(sources) for directive, sources in everything.items()})


def _written(directives: dict[str, list[str]]) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in directives.items())


@cache
def _source(content: str) -> str:
    """Return the source expression that allows this inline text (CSP level 3 §2.3.1)."""
    return f"{_HASH}{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
