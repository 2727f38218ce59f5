"""Copies to take along: the reference in one file per language, and the whole site as a zip to unpack and open.

The promise: a copy asks nothing of any network. What it does not hold itself it links to by its hosted address, says of
which version and day it is and where the newest is, and asks search engines to pass it by.
"""

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import basename

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes import addresses, assets
from sipcodes.pages import Page
from sipcodes.reference import Reference
from sipcodes.search import index
from sipcodes.templating import Templates

FOLDER = "sip-codes-offline"
IN_SINGLE = {"overview", "symptoms", "category", "code", "q850", "other", "about"}
"""Kinds of page that the one-file copy holds."""
FOR_HOSTS = re.compile(
    r"[._].*|404\.html|robots\.txt|(?:sitemap|opensearch\.\w+)\.xml|sip-codes\.\w+\.html|.*\.(?:br|gz|zip)"
)
"""Files of the site that make no sense away from a host, or would hold the copy a second time."""
TYPES = {"png": "image/png", "svg": "image/svg+xml", "ico": "image/x-icon"}
_HEADING = re.compile(r"<(/?)h([1-5])\b")
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]+)(")')
_REFERRING = ("for", "headers", "aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns")
"""Attributes that name ids of the same page (HTML, WAI-ARIA 1.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a part of the one-file copy."""

    id: str
    code: str
    phrase: str
    html: Markup


def anchor(address: str, fragment: str = "") -> str:
    """Return the id that a page or a fragment of it has in the one-file copy: `sip-486`, `sip-486-causes`."""
    name = basename(address).removesuffix(".html")
    return f"{name}-{fragment}" if fragment else name


def single_files(
    reference: Reference, templates: Templates, pages: Iterable[Page], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the one-file copies: address to bytes."""
    copies = {language: addresses.single(language) for language in reference.languages}
    pages = [page for page in pages if page.kind in IN_SINGLE]
    made = {}
    for language, address in copies.items():
        held = {page.address: page for page in pages if page.language == language}
        copier = _Copier(held, files, templates.base_url)
        entries = [copier.entry(page) for page in held.values()]
        page = Page(address, "single", language, copies, addresses.START)
        parts = _inlined(reference, templates, language)
        html = templates.render("single", language, page=page, entries=entries, **parts)
        made[address] = copier.document(html, address)
    return made


def _inlined(reference: Reference, templates: Templates, language: str) -> dict[str, Markup]:
    """Return what the other pages load: their scripts, the index of the search, and the copy's own bit of style."""
    folder = templates.folder / "assets"
    scripts = index(reference, language) + assets.script(folder, assets.SCRIPTS)
    return {
        "scripts": Markup(scripts.replace("</", "<\\/")),  # noqa: S704 - our own scripts
        "single_style": Markup(assets.style(folder, ["single"])),  # noqa: S704 - our own style sheet
    }


class _Copier:
    """Turns pages into parts of one file."""

    def __init__(self, held: Mapping[str, Page], files: Mapping[str, bytes], base_url: str) -> None:
        self.held = held
        self.files = files
        self.base_url = base_url

    def entry(self, page: Page) -> Entry:
        """Take the main part of a page: ids become unique, links lead to fragments, headings go one step down."""
        tree = LexborHTMLParser(self.files[page.address])
        main, body = tree.css_first("main"), tree.body
        if main is None or body is None:
            raise LookupError(f"no `main` on {page.address}")
        _make_ids_unique(main, page.address)
        for node in main.css('[role="search"]'):
            node.decompose()  # the copy has one search field, in its header
        for row in main.css("tr[data-code]"):
            if page.kind in {"overview", "category"}:
                del row.attrs["data-code"]  # the entry of the code carries it
        for button in main.css("[data-copy-link]:not([data-copy])"):
            button.attrs["data-copy"] = self.base_url + page.address
        for link in main.css('a.anchor[href^="#"]'):
            link.attrs["data-copy"] = f"{self.base_url}{page.address}{link.attributes['href']}"
        self._links(main, page.address)
        html = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", main.inner_html or "")
        code = body.attributes.get("data-code") or ""
        return Entry(anchor(page.address), code, body.attributes.get("data-phrase") or "", Markup(html))  # noqa: S704 - rendered by us

    def document(self, html: str, address: str) -> bytes:
        """Make what stands around the entries ask for nothing either."""
        tree = LexborHTMLParser(html)
        for node in tree.css('link[rel="search"], link[rel="manifest"], link[rel="preload"]'):
            node.decompose()
        for node in tree.css("link[rel~=icon], link[rel=apple-touch-icon]"):
            node.attrs["href"] = self._data_url(addresses.resolve(address, node.attributes["href"] or "")[0])
        if root := tree.root:
            self._links(root, address)
        return f"{tree.html}\n".encode()

    def _links(self, root: LexborNode, start: str) -> None:
        for node in root.css("a[href]"):
            node.attrs["href"] = self._target(start, node.attributes["href"] or "")
        for node in root.css("img[src], source[src]"):
            if not (node.attributes["src"] or "").startswith("data:"):
                node.attrs["src"] = self._data_url(addresses.resolve(start, node.attributes["src"] or "")[0])

    def _target(self, start: str, link: str) -> str:
        if _is_absolute(link):
            return link
        address, fragment = addresses.resolve(start, link)
        if address == start and start not in self.held:
            return link
        if address in self.held:
            return "#" + (fragment if fragment.startswith("q=") else anchor(address, fragment))
        return self.base_url + address + (f"#{fragment}" if fragment else "")

    def _data_url(self, address: str) -> str:
        kind = TYPES[address.rpartition(".")[2]]
        return f"data:{kind};base64,{b64encode(self.files[address]).decode()}"


def _make_ids_unique(main: LexborNode, address: str) -> None:
    """Give every id its page's name, and those that refer to it as well."""
    for key in ("id", *_REFERRING):
        for node in main.css(f"[{key}]"):
            names = (node.attributes[key] or "").split()
            node.attrs[key] = " ".join(anchor(address, name) for name in names)


def standalone(
    reference: Reference, templates: Templates, files: Mapping[str, bytes], kept: Iterable[str]
) -> dict[str, bytes]:
    """Return the kept files as they stand in a copy: pages note what they are, other files are linked where hosted."""
    kept = set(kept)
    return {
        name: _page_of_copy(reference, templates, name, files[name], kept) if name.endswith(".html") else files[name]
        for name in sorted(kept)
    }


def _page_of_copy(reference: Reference, templates: Templates, name: str, html: bytes, kept: set[str]) -> bytes:
    def hosted(match: re.Match[str]) -> str:
        address, fragment = addresses.resolve(name, match[2])
        if _is_absolute(match[2]) or address in kept:
            return match[0]
        return f"{match[1]}{templates.base_url}{address}{'#' * bool(fragment)}{fragment}{match[3]}"

    text = _LINK.sub(hosted, html.decode())
    text = re.sub(r'<link rel="search"[^>]*>\n?', "", text)
    text = text.replace('<meta name="viewport"', '<meta name="robots" content="noindex">\n<meta name="viewport"', 1)
    language = next((tag for tag in reference.languages if name.startswith(f"{tag}/")), reference.languages[0])
    page = Page(name, "offline", language, {}, addresses.START)
    note = templates.render("partials/offline", language, page=page)
    return text.replace("</footer>", f"{note}</footer>", 1).encode()


def _is_absolute(link: str) -> bool:
    return bool(re.match(r"[a-z]+:", link))


def offline_zip(reference: Reference, templates: Templates, files: Mapping[str, bytes]) -> bytes:
    """Return the whole site as a zip with a folder of its own. Times are those of the content, so bytes repeat."""
    kept = [name for name in files if not FOR_HOSTS.fullmatch(name)]
    day = reference.settings.released
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in standalone(reference, templates, files, kept).items():
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            info.create_system = 3  # Unix, so that the rights below count
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
