"""Whatever is written in a text or typed into a box, nobody's script runs: no dialog, no request, no violation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from harmless import harmful
from mutations import HTML, JINJA, MARKDOWN
from playwright.sync_api import Browser, Page
from poisoned import poison
from small import build_small
from test_trace import OPEN_ALL
from visits import until

from sipcodes.publish import publish


@pytest.fixture
def events(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and everything that happens in it that must not."""
    context = chromium.new_context(locale="nl-NL")
    tab = context.new_page()
    seen: list[str] = []
    tab.add_init_script(
        "addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective, event.sample));"
    )
    tab.on("dialog", lambda dialog: seen.append(f"dialog {dialog.message}"))
    tab.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on(
        "request", lambda request: seen.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    yield tab, seen
    context.close()


def test_poison_in_every_text_is_inert(project: Path, tmp_path: Path, events: tuple[Page, list[str]]) -> None:
    assert poison(project) > 300
    files = build_small(project).files
    assert harmful(files) == []
    publish(files, tmp_path / "site")
    tab, seen = events
    for name in files:
        if name.endswith(".html") and name != "404.html":  # hosts alone show that one: it links from the base
            tab.goto((tmp_path / "site" / name).as_uri())
            tab.evaluate(
                "for (const element of document.querySelectorAll('main *, header *')) {"
                "  for (const kind of ['mouseover', 'mousemove', 'focus', 'pointerenter', 'toggle', 'animationstart'])"
                "    element.dispatchEvent(new Event(kind, { bubbles: true }));"
                "}"
            )
            assert tab.evaluate("document.querySelectorAll('iframe, object, embed, base, img[src=x]').length") == 0
    assert seen == []


def test_poison_in_the_search_field_is_inert(site: Path, events: tuple[Page, list[str]]) -> None:
    tab, seen = events
    tab.goto((site / "en" / "index.html").as_uri())
    field = tab.get_by_role("combobox").first
    before = tab.evaluate("document.querySelectorAll('script, iframe, img, style').length")
    for text in (*HTML, *JINJA, *MARKDOWN):
        typed = " ".join(text.split())
        field.fill(f"486 {typed}")
        tab.wait_for_function(
            "text => document.querySelector('[role=listbox]')?.dataset.query === text", arg=f"486 {typed}"
        )
    field.fill("")
    added = tab.evaluate("document.querySelectorAll('main script, iframe, img, style').length")
    assert added <= before
    tab.goto(f"{(site / 'en' / 'index.html').as_uri()}#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20486")
    tab.wait_for_function("document.querySelector('[role=listbox]')?.dataset.query?.includes('onerror')")
    assert seen == []


FAILED = """INVITE sip:{0}@example.com;{0} SIP/2.0
Via: SIP/2.0/UDP {0};branch=z9hG4bK{1}
From: "{0}" <sip:{0}@{0}>;tag={0}
To: {0} <sip:1002@example.com>
Call-ID: {1}{0}
CSeq: 1 INVITE
User-Agent: {0}
{0}: {0}
Content-Type: application/sdp

v=0
o={0} 1 1 IN IP4 {0}
s={0}
c=IN IP4 {0}
m=audio 4000 {0} 0
a=rtpmap:0 {0}

SIP/2.0 486 {0}
Via: SIP/2.0/UDP {0};branch=z9hG4bK{1}
From: "{0}" <sip:{0}@{0}>;tag={0}
To: {0} <sip:1002@example.com>;tag=2
Call-ID: {1}{0}
CSeq: 1 INVITE
Server: {0}
Reason: Q.850;cause=17;text="{0}"
Warning: 399 {0} "{0}"

"""
"""A call that was declined, with something in every field."""


def test_poison_in_a_trace_is_inert(site: Path, events: tuple[Page, list[str]]) -> None:
    tab, seen = events
    tab.goto((site / "en" / "trace.html").as_uri())
    field = tab.locator("form[data-trace] textarea")
    field.fill("".join(FAILED.format(text, number) for number, text in enumerate(HTML)))
    field.press("Tab")
    tab.keyboard.press("Enter")
    until(tab, "() => document.querySelectorAll('[data-trace-result] [data-verdict]').length > 0")
    tab.evaluate(OPEN_ALL)
    until(tab, "() => document.querySelector('[data-clean]')")
    tab.locator(".trace-arrow").first.click()
    assert tab.locator("main").locator("img, script, iframe, style, base, meta, [onclick], [onerror]").count() == 0
    assert seen == []
