"""The preview in a browser: it shows changes and mistakes by itself, and the reader stays where they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from breaking import replace
from playwright.sync_api import Page, expect

from sipcodes.preview.preview import Preview
from sipcodes.preview.server import listen, running


@pytest.fixture
def preview(project: Path) -> Preview:
    """A preview of the small project."""
    made = Preview("http://127.0.0.1:8000/", project)
    made.rebuild()
    return made


@pytest.fixture
def opened(preview: Preview, page: Page) -> Iterator[Page]:
    """Its page of 486."""
    server = listen(0)
    with running(server, preview):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.set_viewport_size({"width": 400, "height": 400})
        page.goto(f"{server.address}nl/sip-486.html")
        yield page
        page.goto("about:blank")  # it waits for the next change, and finds no server when that stops first


def test_the_browser_shows_a_change_by_itself(opened: Page, preview: Preview, project: Path) -> None:
    expect(opened.locator("main")).to_contain_text("Bel later terug.")
    replace(project / "codes" / "486.nl.md", "Bel later terug.", "Bel morgen terug.")
    preview.rebuild()
    expect(opened.locator("main")).to_contain_text("Bel morgen terug.")


def test_a_mistake_lies_over_the_page_and_goes_with_its_cause(opened: Page, preview: Preview, project: Path) -> None:
    path = project / "codes" / "486.nl.md"
    replace(path, "## caller", "## caler")
    preview.rebuild()
    problem = opened.get_by_role("alert")
    expect(problem).to_contain_text("486.nl.md:9: unknown section 'caler'; did you mean 'caller'?")
    expect(opened.locator("main")).to_contain_text("Bel later terug.")
    opened.reload()
    expect(problem).to_contain_text("below them the last page that was right")
    expect(opened.locator("main")).to_contain_text("Bel later terug.")
    replace(path, "## caler", "## caller")
    preview.rebuild()
    expect(problem).to_have_count(0)


def test_place_and_search_text_are_kept(opened: Page, preview: Preview, project: Path) -> None:
    opened.locator("#search").press_sequentially("bezet")
    expect(opened.get_by_role("option").first).to_be_visible()
    opened.evaluate("scrollTo(0, 300)")
    replace(project / "codes" / "486.nl.md", "Bel later terug.", "Bel morgen terug.")
    preview.rebuild()
    expect(opened.locator("main")).to_contain_text("Bel morgen terug.")
    expect(opened.locator("#search")).to_have_value("bezet")
    expect(opened.locator("#search")).to_be_focused()
    opened.wait_for_function("scrollY === 300")


def test_a_section_gives_the_place_where_it_is_written(opened: Page, project: Path) -> None:
    button = opened.locator("#caller ~ .preview").get_by_role("button").first
    expect(button).to_have_text("486.nl.md:10")
    button.click()
    expect(button).to_have_text("copied")
    assert opened.evaluate("navigator.clipboard.readText()") == f"{project}/codes/486.nl.md:10"
