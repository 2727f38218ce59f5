"""A new version takes the place of the old one file by file, on servers that nobody reloads, while people read."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from serving import LOCAL, Start, running, start_apache, start_caddy, start_nginx
from small import build_small, small_project
from visits import until

from sipcodes.folders import TEMPLATES

PAGE = "nl/sip-486.html"
STOPS = 4
"""Looks taken while pages, then scripts, are exchanged."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A small site, and the same with another style, other scripts and another text."""
    folder = tmp_path_factory.mktemp("versions")
    project = small_project(folder / "content")
    old = build_small(project).files
    templates = shutil.copytree(TEMPLATES, folder / "templates")
    with (templates / "styles" / "base.css").open("a") as style:
        style.write('\nbody {\n  quotes: "2" "2";\n}\n')
    with (templates / "scripts" / "main.js").open("a") as script:
        script.write('\ndocument.documentElement.dataset.version = "2";\n')
    text = project / "codes" / "486.nl.md"
    text.write_text(text.read_text().replace("## causes", "Dit staat er nieuw bij.\n\n## causes", 1))
    other = project / "codes" / "486.en.md"
    other.write_text(other.read_text().replace("## causes", "This is new.\n\n## causes", 1))
    return old, build_small(project, templates).files


def look(page: Page, address: str) -> None:
    """Open a page and search on it: it has its style, and the search has answers or says how to go on."""
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    search(page)


def search(page: Page) -> None:
    field = page.locator("[role=combobox]")
    if field.is_visible():  # it is hidden until the script is there
        field.fill("")
        field.press_sequentially("486")
        until(page, "() => document.querySelector('[role=option]') || document.querySelector('[role=status] a')")


@pytest.mark.parametrize("start", [start_nginx, start_caddy, start_apache])
def test_readers_notice_nothing_of_an_upgrade_in_any_order(
    start: Start, versions: tuple[dict[str, bytes], dict[str, bytes]], chromium: Browser, tmp_path: Path
) -> None:
    old, new = versions
    folder = tmp_path / "server"
    folder.mkdir()
    with running(start, folder, old, "/") as port:
        context = chromium.new_context(locale="nl-NL")
        violations: list[str] = []
        open_before, visitor = context.new_page(), context.new_page()
        for tab in (open_before, visitor):
            tab.on("console", lambda message: violations.append(message.text) if "policy" in message.text else None)
        open_before.goto(f"{LOCAL}:{port}/{PAGE}")
        root = folder / "www"
        # the worst order: what is gone first, then the pages that ask for what is not there yet
        for name in old.keys() - new.keys():
            (root / name).unlink()
        search(open_before)
        pages_first = sorted((name for name in new if new[name] != old.get(name)), key=lambda name: "assets/" in name)
        for place, name in enumerate(pages_first):
            (root / name).write_bytes(new[name])
            if place % max(1, len(pages_first) // STOPS) == 0:
                look(visitor, f"{LOCAL}:{port}/{PAGE}?{place}")  # not as the browser has kept it
        look(visitor, f"{LOCAL}:{port}/{PAGE}?done")
        assert visitor.evaluate("getComputedStyle(document.body).quotes") == '"2" "2"'
        assert visitor.evaluate("document.documentElement.dataset.version") == "2"
        assert visitor.locator("[role=option]").count()
        context.close()
        assert violations == []
