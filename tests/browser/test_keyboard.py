"""What readers come for, done with keys alone; and what they choose, kept."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect
from visits import BASE, LANGUAGES, ONE_OF_EACH, until, visiting

ACTIVE = "document.activeElement.outerHTML.slice(0, 120)"


@pytest.fixture
def tab(chromium: Browser, files: Mapping[str, bytes]) -> Iterator[Page]:
    """A tab in which the site stands at its own address, with a clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with visiting(chromium, files, viewport={"width": 1280, "height": 800}, permissions=permissions) as page:
        yield page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


def clipboard(page: Page) -> str:
    """Return what the clipboard holds, once the page has said that it copied."""
    expect(page.locator("[data-copy-status]")).not_to_be_empty()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("address", [name for name in ONE_OF_EACH if name != "index.html"])
def test_the_first_tab_is_the_skip_link_and_leads_to_the_text(tab: Page, address: str) -> None:
    tab.goto(BASE + address)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


STOPS = """[...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
  .filter((e) => e.checkVisibility()).length"""
WATCH = """() => {
  window.seen = [];
  window.isThrough = false;
  const watching = new AbortController();
  addEventListener("keyup", () => {
    const e = document.activeElement;
    if (e === document.body) {
      window.isThrough = true;
      watching.abort();
      return;
    }
    const box = e.getBoundingClientRect(), [first] = e.getClientRects(), style = getComputedStyle(e);
    const [x, y] = [first.x + Math.min(first.width, 20) / 2, first.y + Math.min(first.height, 20) / 2];
    const top = document.elementFromPoint(x, y);
    const isShown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const isInView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    const isFree = !top || e.contains(top) || top.contains(e);
    window.seen.push([e.outerHTML.slice(0, 100), isShown, isInView, isFree]);
  }, { capture: true, signal: watching.signal });
}"""
"""Notes after each key where the focus is: whether it is seen, in view, and under nothing."""


@pytest.mark.parametrize("address", [name for name in ONE_OF_EACH if not name.startswith("en/")])
def test_tab_goes_through_the_page_seen_and_without_a_trap(tab: Page, address: str) -> None:
    """In the other language the same elements stand in the same order."""
    tab.goto(BASE + address)
    stops = tab.evaluate(STOPS)
    tab.evaluate(WATCH)
    for pressed in range(1, 2 * stops + 20):  # what scrolls is a stop too, and is not counted
        tab.keyboard.press("Tab")
        if pressed % 20 == 0 and tab.evaluate("window.isThrough"):
            break
    seen = tab.evaluate("window.seen")
    assert [stop for stop in seen if not all(stop)] == []
    assert tab.evaluate("window.isThrough"), seen[-1]
    assert len(seen) >= stops - 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caller_finds_what_a_code_means(tab: Page, language: str) -> None:
    tab.goto(f"{BASE}{language}/index.html")
    tab_to(tab, "input[role=combobox]")
    tab.keyboard.type("486")
    expect(tab.locator("[role=option]").first).to_be_visible()
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{BASE}{language}/sip-486.html")


def test_support_copies_the_reply_for_a_customer(tab: Page) -> None:
    tab.goto(f"{BASE}nl/sip-486.html")
    tab_to(tab, ".desk button")
    tab.keyboard.press("Enter")
    assert clipboard(tab) == tab.locator(".reply").first.inner_text().strip()
    assert tab.evaluate("document.activeElement.matches('.desk button')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_writer_copies_a_link_in_three_forms(tab: Page, language: str) -> None:
    remark = {"nl": "toestel in gesprek", "en": "phone is busy"}[language]
    own = f"{BASE}{language}/sip-486.html"
    tab.goto(own)
    tab_to(tab, "button[data-copy-link]")
    tab.keyboard.press("Enter")
    assert clipboard(tab) == own
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    until(tab, "async (own) => (await navigator.clipboard.readText()) !== own", own)
    assert clipboard(tab) == f"[SIP 486 Busy Here: {remark}]({own})"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    until(tab, "async () => (await navigator.clipboard.readText()).startsWith('<a')")
    assert clipboard(tab) == f'<a href="{own}">SIP 486 Busy Here: {remark}</a>'


def test_what_is_copied_as_html_becomes_a_link_in_an_editor_of_rich_text(tab: Page) -> None:
    own = f"{BASE}en/sip-486.html"
    tab.goto(own)
    tab.locator("button[data-copy^='<a ']").press("Enter")
    until(tab, "async () => (await navigator.clipboard.readText()).startsWith('<a')")
    tab.evaluate("document.querySelector('main').insertAdjacentHTML('afterbegin', '<p id=editor contenteditable></p>')")
    tab.locator("#editor").press("Control+v")
    assert tab.locator("#editor a").get_attribute("href") == own
    assert tab.locator("#editor").inner_text() == "SIP 486 Busy Here: phone is busy"


def test_the_page_says_each_time_that_it_was_copied(tab: Page) -> None:
    tab.goto(f"{BASE}nl/sip-486.html")
    status = tab.locator("[data-copy-status]")
    button = tab.get_by_role("button", name="Link kopiëren")
    for _ in range(2):
        button.press("Enter")
        expect(status).to_have_text("Gekopieerd")
        status.evaluate("(element) => { element.textContent = ''; }")


def test_the_link_beside_a_heading_copies_its_address(tab: Page) -> None:
    tab.goto(f"{BASE}en/sip-486.html")
    tab_to(tab, "a.anchor[href='#admin']")
    tab.keyboard.press("Enter")
    assert clipboard(tab) == f"{BASE}en/sip-486.html#admin"
    assert tab.url == f"{BASE}en/sip-486.html#admin"


def test_the_example_is_copied_and_scrolled_by_keys(tab: Page) -> None:
    tab.goto(f"{BASE}en/sip-486.html")
    tab_to(tab, "pre[data-sip=request]")
    tab_to(tab, "button")
    tab.keyboard.press("Enter")
    assert clipboard(tab).replace("\r", "") == tab.locator("pre[data-sip=response]").text_content()
    tab_to(tab, "pre[data-sip=response]")


def test_an_administrator_comes_to_a_cause_and_its_code(tab: Page) -> None:
    tab.goto(f"{BASE}nl/index.html")
    tab_to(tab, ".menu a[href='q850.html']")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{BASE}nl/q850.html")
    tab_to(tab, "#cause-17 a[href='sip-486.html']")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{BASE}nl/sip-486.html")


def test_the_theme_changes_at_once_and_stays_on_other_pages(tab: Page) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{BASE}nl/index.html")
    button = tab.locator("[data-theme-toggle]")
    expect(button).to_have_accessible_name("Donker")
    tab_to(tab, "[data-theme-toggle]")
    tab.keyboard.press("Space")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(button).to_have_accessible_name("Licht")
    tab.route("**/*.js", lambda route: route.fulfill(body=""))  # before any deferred script runs: no flash
    tab.goto(f"{BASE}en/sip-486.html", wait_until="commit")
    tab.wait_for_selector("main")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.unroute("**/*.js")
    tab.goto(f"{BASE}en/4xx.html")
    tab.locator("[data-theme-toggle]").click()
    tab.go_back()
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_language_switch_keeps_page_query_and_fragment(tab: Page) -> None:
    tab.goto(f"{BASE}nl/sip-486.html?from=mail#admin")
    tab_to(tab, "[data-lang-switch]")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{BASE}en/sip-486.html?from=mail#admin")


def test_filters_show_the_codes_that_fit_and_are_kept(tab: Page) -> None:
    tab.goto(f"{BASE}nl/index.html")
    tab_to(tab, "[data-filter=verdict]")
    tab.keyboard.type("Ligt bij")
    expect(tab.locator("[data-filter-status]")).to_contain_text("van 75")
    shown = tab.locator("tr[data-verdict]:visible")
    assert {row.get_attribute("data-verdict") for row in shown.all()} == {"choice"}
    shown.first.locator("a").click()
    tab.go_back()
    expect(tab.locator("[data-filter-status]")).to_contain_text("van 75")
    tab.locator("[data-lang-switch]").click()
    expect(tab.locator("[data-filter-status]")).to_contain_text("of 75")
    tab.goto(f"{BASE}nl/index.html?verdict=step#sip-486")  # a link to a row wins over a filter that hides it
    expect(tab.locator("#sip-486")).to_be_visible()
    expect(tab.locator("[data-filter-status]")).to_be_empty()


def test_filtering_by_request_keeps_codes_for_any_request(tab: Page) -> None:
    tab.goto(f"{BASE}en/index.html?requests=REGISTER")
    shown = tab.locator("tr[data-verdict]:visible")
    assert all({"REGISTER", "any"} & set((row.get_attribute("data-requests") or "").split()) for row in shown.all())
    expect(tab.locator("#sip-423")).to_be_visible()
    expect(tab.locator("#sip-180")).to_be_hidden()
    tab.locator(".filters button").click()
    expect(tab.locator("#sip-180")).to_be_visible()


def test_the_way_back_from_a_code_keeps_the_place(tab: Page) -> None:
    tab.goto(f"{BASE}nl/index.html")
    tab.locator("#sip-603 a").click()
    tab.wait_for_url("**/sip-603.html")
    tab.go_back()
    expect(tab.locator("#sip-603")).to_be_in_viewport()
