"""The preview in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from sipcodes.preview.server import Preview, server


def test_the_browser_shows_a_change_by_itself(project: Path, page: Page) -> None:
    preview = Preview("http://127.0.0.1:8000/", project)
    preview.rebuild()
    with server(preview, 0) as address:
        page.goto(f"{address}nl/sip-486.html")
        expect(page.locator("main")).to_contain_text("Bel later terug.")
        path = project / "codes" / "486.nl.md"
        path.write_text(path.read_text().replace("Bel later terug.", "Bel morgen terug."))
        preview.rebuild()
        expect(page.locator("main")).to_contain_text("Bel morgen terug.")
        page.goto("about:blank")  # it waits for the next change, and finds no server when that stops first
