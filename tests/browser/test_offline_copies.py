"""The copies to take along, opened from a folder with a space and an accent in its name, in three engines."""

import io
import zipfile
from pathlib import Path

import pytest
from engines import Engine, webkit_console
from test_three_engines import COPIED, search

from sipcodes.content.reference import Reference

FOLDER = "mijn map met é"


@pytest.fixture(scope="session", params=["nl", "en"])
def single(request: pytest.FixtureRequest, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A one-file copy, alone in its folder."""
    folder = tmp_path_factory.mktemp("single") / FOLDER
    folder.mkdir()
    path = folder / f"sip-codes.{request.param}.html"
    path.write_bytes(files[path.name])
    return path


@pytest.fixture(scope="session")
def unpacked(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the zip was unpacked, with a slash at its end."""
    folder = tmp_path_factory.mktemp("zip") / FOLDER
    with zipfile.ZipFile(io.BytesIO(files["sip-codes-offline.zip"])) as archive:
        archive.extractall(folder)
    return f"{folder.as_uri()}/sip-codes-offline/"


def in_view(selector: str) -> str:
    """Return the condition that an element is at the top of what is shown."""
    return f"Math.abs(document.querySelector('{selector}').getBoundingClientRect().top) < 300"


def test_everything_in_one_file(engine: Engine, single: Path, reference: Reference) -> None:
    language = single.name.split(".")[1]
    engine.open(single.as_uri())  # once for all that is tried: it takes seconds
    assert engine.run("document.body.dataset.page") == "single"

    search(engine, "486", "486")
    engine.press("Enter")
    engine.until(f"location.hash === '#sip-486' && {in_view('#sip-486')}")
    assert "Busy Here" in engine.text("#sip-486")
    assert engine.run("document.querySelector('#sip-486 figure svg').getBoundingClientRect().width > 200")

    engine.click("#sip-486-similar ~ * a, :has(> #sip-486-similar) ~ * a")
    engine.until("location.hash !== '#sip-486' && document.getElementById(location.hash.slice(1))")
    target = engine.run("location.hash")
    engine.until(in_view(target))

    other = {"nl": "en", "en": "nl"}[language]
    switch = engine.run("document.querySelector('a[data-lang-switch]').href")
    assert switch == (single.parent / f"sip-codes.{other}.html").as_uri()

    engine.click("#sip-486 [data-copy-link]")
    engine.until(f"document.querySelector('[data-copy-status]').textContent.includes('{COPIED[language]}')")
    engine.press("k", control=True)
    engine.run("document.activeElement.select()")
    engine.press("v", control=True)
    wanted = f"{reference.settings.base_url}{language}/sip-486.html"
    engine.until(f"document.querySelector('[role=combobox]').value === '{wanted}'")

    for query, code, text in (("cause 17", "q850-17", "17"), ("303", "303", "303"), ("4xx", "4xx", "4xx")):
        engine.run("void (document.querySelector('[role=combobox]').value = '')")
        before = engine.run("location.hash")
        search(engine, query, code)
        engine.press("Enter")
        engine.until(f"location.hash !== '{before}'")
        assert text in engine.run("document.getElementById(location.hash.slice(1)).textContent"), query
    assert [url for url in engine.requests() if url != single.as_uri()] == []


def test_the_whole_site_unpacked(engine: Engine, unpacked: str) -> None:
    engine.open(f"{unpacked}index.html")
    engine.click("main a[hreflang=nl]")
    engine.until("document.body.dataset.page === 'overview' && document.documentElement.lang === 'nl'")
    search(engine, "486", "486")
    engine.press("Enter")
    engine.until("document.body.dataset.code === '486'")
    assert engine.run("document.querySelector('figure[data-flow] svg').getBoundingClientRect().width > 200")
    assert engine.run("document.querySelector('link[rel=icon]').href").startswith(unpacked)
    engine.click("a[data-lang-switch]")
    engine.until("document.body.dataset.code === '486' && document.documentElement.lang === 'en'")
    engine.click("main a[href='sip-600.html']")
    engine.until("document.body.dataset.code === '600'")
    assert [url for url in engine.requests() if not url.startswith(unpacked)] == []


def test_webkit_writes_nothing_on_its_console_about_the_copies(
    single: Path, unpacked: str, display: str, tmp_path: Path
) -> None:
    addresses = [f"{single.as_uri()}#q=486", f"{unpacked}index.html", f"{unpacked}en/index.html#q=486"]
    assert webkit_console(addresses, display, tmp_path) == []
