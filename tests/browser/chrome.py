"""A real Chromium without a window, and a tab in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

PATIENCE = 30
"""Seconds to wait for what a reader would wait a blink for: browsers share a small machine with other tests."""

expect.set_options(timeout=PATIENCE * 1000)

_CONTEXTS: dict[str, BrowserContext] = {}
"""By their settings. To start one takes longer than most of what is done in it."""


def chromium_path() -> str:
    """Return the Chromium or Chrome of this machine."""
    own = os.environ.get("CHROMIUM")
    names = [own] if own else ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"]
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("no Chromium found: run tools/system-packages, or set CHROMIUM to the path of one")
    return found


def chromium_flags() -> list[str]:
    """Return the options with which Chromium starts: quiet, and asking nothing of any network by itself."""
    flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    return [*flags, "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=chromium_flags())
        yield browser
        _CONTEXTS.clear()
        browser.close()


@contextmanager
def fresh_tab(chromium: Browser, **settings: Any) -> Iterator[Page]:  # noqa: ANN401 - those of Browser.new_context
    """Open a tab, without anything kept from the one before. Errors on a page fail the test."""
    settings = {"locale": "nl-NL", **settings}
    key = repr(sorted(settings.items()))
    if key not in _CONTEXTS:
        _CONTEXTS[key] = chromium.new_context(**settings)
        _CONTEXTS[key].new_page()  # stays open: without a tab a context lets go of what it has started
    context = _CONTEXTS[key]
    context.grant_permissions(settings.get("permissions", []))
    tab = context.new_page()
    errors: list[str] = []
    origins: set[str] = set()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("framenavigated", lambda frame: origins.update(_origins(frame.url)))
    try:
        yield tab
    finally:
        devtools = context.new_cdp_session(tab)
        for origin in sorted(origins):
            devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        context.clear_permissions()
        for opened in context.pages[1:]:
            opened.close()
    assert not errors


def _origins(url: str) -> Iterator[str]:
    """Yield where a page may keep something."""
    parts = urlsplit(url)
    if parts.scheme in {"file", "http", "https"}:
        yield f"{parts.scheme}://{parts.netloc}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab."""
    with fresh_tab(chromium) as tab:
        yield tab
