"""The same visit in Chromium, Firefox and WebKit, over HTTP and from disk."""

import json
from pathlib import Path

import pytest
from engines import Engine, webkit_console

from sipcodes.content.reference import Reference

TRACES = Path(__file__).parent.parent / "traces" / "captured"
COPIED = {"nl": "Gekopieerd", "en": "Copied"}


@pytest.fixture(params=["over HTTP", "from disk"])
def place(request: pytest.FixtureRequest, hosted: str, site: Path) -> str:
    """Where the site is, with a slash at its end."""
    return hosted if request.param == "over HTTP" else f"{site.as_uri()}/"


def search(engine: Engine, query: str, code: str) -> None:
    """Go to the search field by keyboard and type; wait until the first answer is the one."""
    engine.press("k", control=True)
    engine.until("document.activeElement.matches('[role=combobox]')")
    engine.type(query)
    engine.until(f"document.querySelector('[role=option]')?.dataset.code === '{code}'")


def test_a_visit(engine: Engine, place: str, reference: Reference) -> None:
    engine.open(f"{place}nl/index.html")
    search(engine, "in gesprek", "486")
    engine.press("Enter")
    engine.until("document.body.dataset.code === '486' && document.documentElement.lang === 'nl'")
    assert engine.run("location.href").startswith(f"{place}nl/sip-486.html")
    assert "Busy Here" in engine.text("h1")
    assert engine.run("document.querySelector('figure[data-flow] svg').getBoundingClientRect().width > 200")

    engine.click("a[data-lang-switch]")
    engine.until("document.body.dataset.code === '486' && document.documentElement.lang === 'en'")

    before = engine.run("getComputedStyle(document.body).color")
    engine.click("[data-theme-toggle]")
    engine.until("document.documentElement.dataset.theme")
    engine.until(f"getComputedStyle(document.body).color !== '{before}'")

    engine.click("main [data-copy-link]")
    engine.until(f"document.querySelector('[data-copy-status]').textContent.includes('{COPIED['en']}')")
    engine.press("k", control=True)
    engine.press("v", control=True)
    # the hosted address, wherever the page was read
    wanted = f"{reference.settings.base_url}en/sip-486.html"
    engine.until(f"document.querySelector('[role=combobox]').value === '{wanted}'")

    outside = [url for url in engine.requests() if not url.startswith(place)]
    assert outside == []


def test_a_trace_is_explained(engine: Engine, place: str) -> None:
    engine.open(f"{place}en/trace.html")
    trace = (TRACES / "busy.sipdump.txt").read_text(encoding="utf-8")
    engine.run(f"document.querySelector('[data-trace] textarea').value = {json.dumps(trace)}")
    engine.click("[data-trace] [type=submit]")
    engine.until("document.querySelector('[data-trace-result] [data-verdict]')?.dataset.verdict === '486'")
    assert [url for url in engine.requests() if not url.startswith(place)] == []


def test_webkit_writes_nothing_on_its_console(hosted: str, site: Path, display: str, tmp_path: Path) -> None:
    names = ["index.html", "nl/index.html#q=486", "nl/sip-486.html"]
    # the error page is for hosts: its links start at the top of one
    addresses = [f"{hosted}404.html", *(f"{place}{name}" for place in (hosted, f"{site.as_uri()}/") for name in names)]
    assert webkit_console(addresses, display, tmp_path) == []


def test_what_goes_wrong_is_on_the_console_of_webkit(display: str, tmp_path: Path) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'self'">"""
    page = tmp_path / "page.html"
    page.write_text(f'<!DOCTYPE html>{policy}<script>alert(1)</script><script src="script.js"></script>')
    (tmp_path / "script.js").write_text("console.log('words');\nnull.method();\n")
    blocked, said, failed = webkit_console([page.as_uri()], display, tmp_path)
    assert "SECURITY ERROR Refused to execute a script" in blocked
    assert said.startswith(f"{tmp_path.as_uri()}/script.js:1:")
    assert said.endswith(" CONSOLE LOG words")
    assert "/script.js:2:" in failed
    assert "CONSOLE JS ERROR TypeError" in failed
