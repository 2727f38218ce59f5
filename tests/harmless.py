"""What no page may hold, whatever was written: a script that is not ours, or anything that could start one."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_FORBIDDEN = (
    "iframe, frame, object, embed, base, form:not([data-trace]), applet, portal, "
    "svg script, svg use, svg image, animate, set"
)
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc", "ping", "background")
_NAME = re.compile(r"[a-z][a-z0-9_:-]*", re.IGNORECASE)


def harmful(files: Mapping[str, bytes]) -> list[str]:
    """Return what could run, load or lead elsewhere by a pages own doing, each with its page; and data that is none."""
    found = [f"{name}: {what}" for name, data in files.items() if name.endswith(".html") for what in _page(data)]
    for name, data in files.items():
        if name.endswith(".json"):
            try:
                json.loads(data)
            except ValueError as error:
                found.append(f"{name}: {error}")
    return found


def _page(html: bytes) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
    allowed = (policy.attributes["content"] or "") if policy else ""
    if not policy:
        yield "no policy"
    for node in tree.css("script"):
        yield from _script(node, allowed)
    for node in tree.css(_FORBIDDEN):
        yield f"<{node.tag}>"
    yield from (f"<meta {node.attributes}>" for node in tree.css("meta[http-equiv]") if not _is_ours(node))
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if not _NAME.fullmatch(name) or name.lower().startswith("on"):
                yield f"<{node.tag} {name}>"
            elif name.lower() in _ADDRESSES and not _may_lead(node, value or ""):
                yield f'<{node.tag} {name}="{value}">'


def _is_ours(meta: LexborNode) -> bool:
    """Return whether it is the policy, or leads on to a page of the site."""
    content = meta.attributes.get("content") or ""
    kind = (meta.attributes["http-equiv"] or "").lower()
    return kind == "content-security-policy" or re.fullmatch(r"0; ?url=[\w./#-]+", content) is not None


def _script(node: LexborNode, allowed: str) -> Iterator[str]:
    if source := node.attributes.get("src"):
        if not re.fullmatch(r"(?:\.\./|/[\w./-]*)?assets/[\w.-]+\.js", source):
            yield f"<script src={source}>"
    elif node.attributes.get("type") == "application/ld+json":
        try:
            json.loads(node.text())
        except ValueError as error:
            yield f"JSON-LD: {error}"
    elif b64encode(hashlib.sha256(node.text().encode()).digest()).decode() not in allowed:
        yield f"<script>{node.text()[:60]}"


def _may_lead(node: LexborNode, value: str) -> bool:
    if value != value.strip() or any(ord(sign) < 0x20 for sign in value):
        return False
    scheme = urlsplit(value).scheme.lower()
    if scheme == "data":
        return node.tag == "link" and value.startswith("data:image/")
    return scheme in {"", "https", "mailto"} or (scheme == "http" and node.tag == "link")
