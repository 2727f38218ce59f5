"""Old links arrive: from disk and over HTTP, with script and without."""

from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from chrome import fresh_tab
from moving import OLD
from playwright.sync_api import Browser

from sipcodes.publish import publish

ARRIVALS = [
    (OLD, "nl/sip-486.html", ""),
    (f"{OLD}#causes", "nl/sip-486.html", "causes"),
    ("nl/sip-486.html#oorzaken", "nl/sip-486.html", "oorzaken"),
    ("nl/index.html#bezet", "nl/index.html", "bezet"),
]


@pytest.fixture(scope="module")
def folder(moved: dict[str, bytes], root: Path) -> Path:
    """Where the small project that has moved is published."""
    folder = root / "een map met é"
    publish(moved, folder)
    return folder


@pytest.fixture(params=["from disk", "over HTTP"])
def start(request: pytest.FixtureRequest, folder: Path, hosted: str) -> str:
    """Where it starts: a folder on disk, or the same on a server without rules."""
    return folder.as_uri() if request.param == "from disk" else urljoin(hosted, f"/{quote(folder.name)}")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize(("old", "address", "fragment"), ARRIVALS)
def test_old_links_arrive(
    start: str, chromium: Browser, old: str, address: str, fragment: str, *, script: bool
) -> None:
    with fresh_tab(chromium, java_script_enabled=script) as page:
        page.goto(f"{start}/{old}")
        wanted = f"{start}/{address}"
        page.wait_for_url(lambda url: url.partition("#")[0] == wanted)
        if fragment and script:
            assert page.url == f"{wanted}#{fragment}"
        if fragment in {"oorzaken", "bezet"}:
            # the browser has gone to the element in which the old id stands
            place = page.locator(f"#{fragment}")
            assert place.evaluate("element => element.closest('[data-code], h2').textContent").strip()
            assert place.evaluate("element => element === document.querySelector(':target')")
