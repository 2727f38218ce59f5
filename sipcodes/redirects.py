"""Builds the redirects of `content/redirects.toml` into the site, so that they work from disk and without script."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from sipcodes import assets
from sipcodes.pages import Page
from sipcodes.templating import Templates

_CELL = re.compile(r"<t[hd]\b[^>]*>")


def redirected(
    redirects: Mapping[str, str], templates: Templates, files: Mapping[str, bytes], languages: tuple[str, ...]
) -> dict[str, bytes]:
    """Return a page for each address that has moved, and the pages on which old fragments are answered."""
    made: dict[str, bytes] = {}
    for old, new in redirects.items():
        address, mark, fragment = old.partition("#")
        language = next((tag for tag in languages if address.startswith(f"{tag}/")), languages[0])
        if not mark and address.endswith(".html"):
            made[address] = _page(templates, old, new, language)
        elif mark and address in files:
            html = made.get(address, files[address]).decode()
            if new.startswith(f"{address}#"):
                html = _with_anchor(html, fragment, new.partition("#")[2])
            else:
                page = Page(address, "moved", language, {}, new)
                note = templates.render("partials/moved", language, page=page, old=fragment)
                html = html.replace("</main>", f"{note}</main>", 1)
            made[address] = html.encode()
    return made


def _page(templates: Templates, old: str, new: str, language: str) -> bytes:
    script = Markup(assets.script(templates.folder / "assets", ["moved"]))  # noqa: S704 - our own script
    page = Page(old, "redirect", language, {}, new)
    return templates.render("redirect", language, page=page, moved_script=script).encode()


def _with_anchor(html: str, old: str, new: str) -> str:
    """Put an empty anchor with the old id into the element that has the new one; into the first cell of a row."""
    element = re.search(rf'<(\w+)\b[^>]*\sid="{re.escape(new)}"[^>]*>', html)
    if element is None:
        return html  # the check of the promise names a target that is not there
    cell = _CELL.search(html, element.end()) if element[1] == "tr" else None
    place = (cell or element).end()
    return f'{html[:place]}<span id="{old}"></span>{html[place:]}'
