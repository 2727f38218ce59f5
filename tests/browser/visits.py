"""Pages to visit and a way to visit them: the site at its own address, without any network."""

import mimetypes
import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from chrome import PATIENCE, fresh_tab
from playwright.sync_api import Browser, Page, Route

BASE = "https://sip-codes.example/"
LANGUAGES = ("nl", "en")
NAMES = ("index", "sip-486", "sip-401", "sip-481", "4xx", "q850", "other", "symptoms", "about", "print")
ONE_OF_EACH = [
    "index.html",
    "404.html",
    "sip-486.html",
    *(f"{lang}/{name}.html" for lang in LANGUAGES for name in NAMES),
]
"""Every kind of page, in both languages."""


def to_look_at(files: Mapping[str, bytes], languages: Collection[str] = LANGUAGES) -> list[str]:
    """Return every kind of page, in some languages alone where asked to, or with ALL_PAGES=1 every page."""
    if not os.environ.get("ALL_PAGES"):
        return [name for name in ONE_OF_EACH if "/" not in name or name.startswith(tuple(languages))]
    return [name for name in files if name.endswith(".html") and not name.startswith("sip-codes.")]


def until(page: Page, script: str, argument: object = None) -> None:
    """Wait until a script is true. Playwright's own way needs `eval`, which the policy of our pages forbids."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never came true: {script}")


@contextmanager
def visiting(chromium: Browser, files: Mapping[str, bytes], **settings: Any) -> Iterator[Page]:  # noqa: ANN401 - those of Browser.new_context
    """Open a fresh tab in which the site stands at its own address."""

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.removeprefix("/")
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        if name in files:
            route.fulfill(body=files[name], headers={"content-type": kind})
        else:
            route.fulfill(status=404, body="no such file")

    with fresh_tab(chromium, **settings) as tab:
        tab.route(f"{BASE}**", answer)
        yield tab
