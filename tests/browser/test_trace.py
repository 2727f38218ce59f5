"""The explainer of traces in a real browser: real keys, no request, nothing kept, from disk too."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_accessibility import CONTRAST, SCHEMES, findings
from visits import BASE, until, visiting

TRACES = Path(__file__).parent.parent / "traces" / "captured"
BUSY = (TRACES / "busy.sipdump.txt").read_text(encoding="utf-8")
OPEN_ALL = "() => document.querySelectorAll('[data-trace-result] details').forEach((one) => (one.open = true))"
SHOWN = "() => document.querySelectorAll('.trace-call').length > 0"


def paste(page: Page, text: str) -> None:
    """Put a trace into the field and press the button after it, by keyboard."""
    # Playwright's own way to find an element takes seconds in a one-file copy
    page.evaluate("document.querySelector('form[data-trace] textarea').focus()")
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_pasted_trace_is_explained_and_opened_by_keyboard(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(BASE)))
        paste(page, BUSY)
        until(page, SHOWN)
        verdict = page.locator("[data-verdict]").first
        assert verdict.get_attribute("data-verdict") == "486"
        assert verdict.get_attribute("data-certainty") == "sure"
        arrow = page.locator(".trace-arrow").nth(6)
        arrow.focus()
        page.keyboard.press("Enter")
        assert arrow.get_attribute("aria-expanded") == "true"
        opened = page.locator("tr:not([hidden]) > td > pre.trace-message").first
        assert "SIP/2.0 486 Busy Here" in (opened.text_content() or "")
        page.keyboard.press("Space")
        assert arrow.get_attribute("aria-expanded") == "false"
        assert set(asked) <= {"favicon.svg"}, "the browser asks for the icon of its tab when it likes"


def test_an_example_is_explained_in_the_colour_of_where_it_went_wrong(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "nl/trace.html")
        button = page.get_by_role("button", name="Voorbeeld proberen")
        button.focus()
        page.keyboard.press("Enter")
        until(page, SHOWN)
        code = page.locator("[data-trace-result] [data-verdict]").first.get_attribute("data-verdict") or ""
        classes = page.locator(".trace-call").first.get_attribute("class") or ""
        page.goto(f"{BASE}nl/sip-{code}.html")
        assert classes.removeprefix("trace-call ") in (page.locator(".code").get_attribute("class") or "").split()


def test_what_to_do_stands_open_and_a_log_without_times_has_no_column_for_them(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    shown = "() => [...document.querySelectorAll('.trace-call > :is(h3, ul)')].every((one) => one.checkVisibility())"
    with visiting(chromium, files) as page:
        page.goto(BASE + "nl/trace.html")
        page.get_by_role("button", name="Voorbeeld proberen").press("Enter")
        until(page, SHOWN)
        code = page.locator("[data-verdict]").first.get_attribute("data-verdict")
        assert page.locator(".trace-brief .tool").get_attribute("href") == f"sip-{code}.html"
        assert page.locator(".trace-call > h3").all_text_contents() == [
            "Wat de beller kan doen",
            "Wat de beheerder kan doen",
        ]
        assert page.evaluate(shown)
        assert page.locator(".trace-time").count() == 0
        page.reload()
        paste(page, BUSY)
        until(page, SHOWN)
        assert page.locator("th.trace-time").text_content() == "Tijd Erna"


@pytest.mark.parametrize("width", [390, 1280])
def test_an_arrow_runs_from_the_line_of_one_lane_to_that_of_another(
    chromium: Browser, files: Mapping[str, bytes], width: int
) -> None:
    ends = """() => {
      const box = (one) => one.getBoundingClientRect();
      const middles = [...document.querySelectorAll(".trace-lane")].map((one) => box(one).left + box(one).width / 2);
      const near = (end) => Math.min(...middles.map((middle) => Math.abs(middle - end)));
      return [...document.querySelectorAll(".trace-arrow i")].map((one) => [near(box(one).left), near(box(one).right)]);
    }"""
    with visiting(chromium, files, viewport={"width": width, "height": 900}) as page:
        page.goto(BASE + "en/trace.html")
        paste(page, BUSY)
        until(page, SHOWN)
        assert all(apart < 2 for pair in page.evaluate(ends) for apart in pair)


def test_on_a_telephone_the_field_stands_right_below_what_it_is_for(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, viewport={"width": 390, "height": 844}) as page:
        page.goto(BASE + "nl/trace.html")
        assert page.evaluate("document.querySelector('#trace-text').getBoundingClientRect().top") < 360


def test_the_masked_copy_and_the_ticket_hold_nobody(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "nl/trace.html")
        paste(page, BUSY)
        until(page, SHOWN)
        summary = page.locator("summary", has_text="Schone kopie")
        summary.focus()
        page.keyboard.press("Enter")
        until(page, "() => document.querySelector('[data-clean]')")
        clean = page.locator("[data-clean]").text_content() or ""
        ticket = page.locator("[data-copy^='# ']").first.get_attribute("data-copy") or ""
        assert "486 Busy Here" in clean
        assert "486" in ticket
        for secret in ("192.0.2.10", "198.51.100.30", "example.com", "1001", "1002"):
            assert secret not in clean
            assert secret not in ticket


def test_a_capture_is_opened_from_a_file(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        page.set_input_files("input[type=file]", TRACES / "b2bua-busy.pcapng")
        until(page, SHOWN)
        assert page.locator(".trace-call").count() == 2
        assert "Belongs to" in (page.locator(".trace-call").first.text_content() or "")


def dropped(page: Page, data: bytes) -> None:
    """Drop a file on the form."""
    page.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          if (bytes.length) data.items.add(new File([new Uint8Array(bytes)], "trace"));
          const form = document.querySelector("form[data-trace]");
          for (const kind of ["dragover", "drop"])
            form.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        list(data),
    )


def test_what_cannot_be_read_is_told_and_what_is_asked_anew_is_shown(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    quiet = "OPTIONS sip:a@b SIP/2.0\nCall-ID: {}\nCSeq: 1 OPTIONS\n\n"
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        status = page.locator("[data-trace-status]")
        dropped(page, b"\x1f\x8b no gzip")
        expect(status).to_contain_text("could not be read")
        paste(page, "no trace at all")
        expect(status).to_contain_text("No SIP messages")
        page.locator("button[type=reset]").press("Enter")
        expect(status).to_be_empty()
        paste(page, "line 1: received 486 Busy Here")
        assert page.locator("[data-trace-result] a").get_attribute("href") == "sip-486.html"
        page.locator("button[type=reset]").press("Enter")
        dropped(page, b"")
        expect(status).to_be_empty()
        dropped(page, "".join(quiet.format(number) for number in range(40)).encode())
        expect(page.locator(".trace-call")).to_have_count(30)
        page.locator("[data-trace-result] > details > summary").first.press("Enter")
        expect(page.locator(".trace-call")).to_have_count(40)
        dropped(page, (BUSY + quiet).encode())
        expect(page.locator(".trace-call")).to_have_count(1)
        page.locator("[data-trace-result] > details > summary").first.press("Enter")
        expect(page.locator(".trace-call")).to_have_count(2)


def test_nothing_is_kept_and_nothing_may_be_sent(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        address = page.url
        paste(page, BUSY)
        until(page, SHOWN)
        assert page.url == address
        assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
        assert "connect-src 'none'" in policy


def test_it_works_from_disk_and_in_the_one_file_copy(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    for name in ("en/trace.html", "sip-codes.en.html"):
        page.goto((site / name).as_uri())
        paste(page, BUSY)
        until(page, SHOWN)
        assert page.evaluate("document.querySelector('[data-trace-result] [data-verdict]').dataset.verdict") == "486"
    page.close()


def test_a_paste_of_several_lines_in_the_search_is_offered_to_it(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/sip-486.html")
        page.locator("#search").focus()
        page.evaluate(
            """(text) => {
              const data = new DataTransfer();
              data.setData("text", text);
              document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""",
            BUSY[:600],
        )
        link = page.locator("[data-trace-offer] a")
        assert link.is_visible()
        link.click()
        page.wait_for_url("**/en/trace.html")


def test_a_line_that_is_too_long_is_told_where_nothing_was_found(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        page.set_input_files("input[type=file]", {"name": "a.log", "mimeType": "text/plain", "buffer": b"x" * 200_000})
        until(page, "() => document.querySelector('[data-trace-result] p')")
        assert page.locator("[data-trace-result] p").text_content() == "Not read: lines that are too long (1)."


def test_of_a_call_without_end_more_rows_are_shown_when_they_are_asked_for(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    info = "INFO sip:a@b SIP/2.0\nCall-ID: 1\nCSeq: {} INFO\n\n"
    rows = "() => document.querySelectorAll('.trace-ladder tbody tr:not([hidden])').length"
    with visiting(chromium, files) as page:
        page.goto(BASE + "en/trace.html")
        paste(page, "".join(info.format(number) for number in range(310)))
        until(page, SHOWN)
        more = page.locator(".trace-scroll > .copy > button")
        assert (page.evaluate(rows), more.text_content()) == (300, "+ 10")
        more.focus()
        page.keyboard.press("Enter")
        assert (page.evaluate(rows), more.is_visible()) == (310, False)
        assert page.evaluate("document.activeElement.className") == "trace-arrow"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_trace_that_is_explained_is_accessible(chromium: Browser, files: Mapping[str, bytes], width: int) -> None:
    with visiting(chromium, files, viewport={"width": width, "height": 900}) as page:
        page.goto(BASE + "nl/trace.html")
        paste(page, BUSY)
        until(page, SHOWN)
        page.evaluate(OPEN_ALL)
        page.locator(".trace-arrow").first.click()
        until(page, "() => document.querySelector('tr:not([hidden]) > td > pre.trace-message')")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert findings(page) == []
            assert page.evaluate(CONTRAST, 7) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
