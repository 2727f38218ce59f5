"""Styles and scripts: joined, made small, named by their content."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

import minify

from sipcodes.scripts import join

STYLES = ("tokens", "base", "layout", "components", "search", "ladder", "print")
"""The style sheets in the order of the cascade."""

FLOW_STYLES, FLOW_KINDS = {"ladder"}, {"code", "single"}
"""Styles that pages without a call flow can do without, and the kinds of page that have one."""

SEARCH = ("search/combobox",)
"""The module of `templates/scripts` that is the search; it imports what it needs."""

SCRIPTS = ("main",)
"""The module that is the script of every page."""


PICTURES = ("favicon.svg", "favicon.png", "apple-touch-icon.png", "share.png")
"""The pictures at the root of the site, as `tools/make-images` made them."""


def pictures(folder: Path) -> dict[str, bytes]:
    """Return the pictures of `templates/assets/images` by their address."""
    return {name: (folder / "images" / name).read_bytes() for name in PICTURES}


def style(folder: Path, names: Iterable[str] = STYLES) -> str:
    """Join the style sheets of `templates/assets/css`, without comments and needless space."""
    joined = "".join((folder / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return str(minify.string("text/css", joined))


def script(folder: Path, names: Iterable[str]) -> str:
    """Join modules of `templates/scripts`, beside the folder of the assets, and all that they import."""
    return "".join(join(folder.parent / "scripts" / f"{name}.js") for name in names)


def fingerprinted(name: str, content: str) -> str:
    """Return the address of an asset: `site.js` becomes `assets/site.1a2b3c4d.js`."""
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return f"assets/{stem}.{digest}{dot}{suffix}"


def policy_hash(content: str) -> str:
    """Return the source expression by which a content security policy allows this inline text (CSP level 3 §2.3.1)."""
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
