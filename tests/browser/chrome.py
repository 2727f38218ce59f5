"""A real Chromium without a window, and a tab in it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright


def chromium_path() -> str:
    """Return the Chromium or Chrome of this machine."""
    own = os.environ.get("CHROMIUM")
    names = [own] if own else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
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
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab, without anything kept from the one before. Errors on the page fail the test."""
    context = chromium.new_context(locale="nl-NL")
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert not errors
