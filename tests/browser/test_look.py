"""What a reader sees: at any width, zoom and spacing, with forced colours, and without scripts."""

import re
from collections.abc import Mapping

import brotli
import pytest
from playwright.sync_api import Browser, Page, Route
from visits import BASE, to_look_at, until, visiting

from sipcodes.memo import Memo
from sipcodes.pages.styles import STYLES, Styles
from sipcodes.plan import KINDS
from sipcodes.site import TEMPLATES

TEXT_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The override that WCAG 2.2 success criterion 1.4.12 asks pages to bear."""
LARGE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => {
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`scrolls sideways: ${scrollWidth}`);
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility()) continue;
    if (e.closest("pre, thead, .visually-hidden, .skip, svg, [role=listbox], input, select")) continue;
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${e.tagName}.${e.className}`);
    const { overflowX, overflowY } = getComputedStyle(e);
    if (overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) found.push(`cut: ${e.tagName}.${e.className}`);
    if (overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1) found.push(`cut: ${e.tagName}.${e.className}`);
  }
  return found;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, select, input")]
  .filter((e) => e.checkVisibility() && !e.closest(".skip, td div")
    && ![...e.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""


def problems(page: Page, files: Mapping[str, bytes], script: str, before: str = "() => {}") -> dict[str, list[str]]:
    """Run a script that returns problems on every kind of page; return the pages that have some."""
    found = {}
    for address in to_look_at(files):
        page.goto(BASE + address)
        page.evaluate(before)
        found[address] = page.evaluate(script)
    return {address: list_ for address, list_ in found.items() if list_}


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (360, 400), (768, 1024), (1280, 800), (1920, 1080)])
def test_nothing_is_cut_off_or_scrolls_sideways(
    chromium: Browser, files: Mapping[str, bytes], size: tuple[int, int]
) -> None:
    """320 by 256 is what a window of 1280 by 1024 holds at 400 %."""
    with visiting(chromium, files, viewport={"width": size[0], "height": size[1]}) as page:
        assert problems(page, files, CUT_OFF) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_text_spacing_loses_nothing(chromium: Browser, files: Mapping[str, bytes], width: int) -> None:
    with visiting(chromium, files, viewport={"width": width, "height": 800}) as page:
        assert problems(page, files, CUT_OFF, TEXT_SPACING) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_text_twice_as_large_loses_nothing(chromium: Browser, files: Mapping[str, bytes], width: int) -> None:
    """The size of text alone, as phones and browsers let readers choose it (WCAG 2.2, 1.4.4)."""
    with visiting(chromium, files, viewport={"width": width, "height": 740}) as page:
        assert problems(page, files, CUT_OFF, LARGE_TEXT) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_at_least_24_pixels(chromium: Browser, files: Mapping[str, bytes], width: int) -> None:
    """Links in running text may be smaller (WCAG 2.2, 2.5.8)."""
    with visiting(chromium, files, viewport={"width": width, "height": 800}) as page:
        assert problems(page, files, SMALL_TARGETS) == {}


def test_nothing_stays_over_the_page(chromium: Browser, files: Mapping[str, bytes]) -> None:
    """What does not scroll along could hide what has the focus (WCAG 2.2, 2.4.11)."""
    script = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
      && e.textContent.trim() && getComputedStyle(e).position === "fixed").map((e) => e.outerHTML.slice(0, 80))"""
    with visiting(chromium, files) as page:
        assert problems(page, files, script) == {}


def test_a_phone_answers_on_its_first_screen(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, viewport={"width": 360, "height": 740}) as page:
        for language in ("nl", "en"):
            for number in (404, 480, 486, 503):
                page.goto(f"{BASE}{language}/sip-{number}.html")
                for selector in ("h1", ".headline", ".lead", ".brief .verdict", ".brief .answer:nth-child(2) dd"):
                    box = page.locator(selector).first.bounding_box()
                    assert box, selector
                    assert box["y"] + box["height"] <= 740, f"{language} {number} {selector}"


def test_what_happened_is_the_headline_and_number_and_phrase_are_its_tag(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('h1 {}')).fontSize)"
    with visiting(chromium, files, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{BASE}nl/sip-486.html")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            headline, number, phrase = (
                page.evaluate(size.format(name)) for name in (".headline", ".number", ".phrase")
            )
            assert headline >= 25
            assert number >= 40
            assert phrase < headline


def test_a_verdict_has_a_shape_of_its_own(files: Mapping[str, bytes]) -> None:
    shapes = dict(re.findall(r'verdict verdict-(\w+)"><svg[^>]*><path d="([^"]+)', files["nl/index.html"].decode()))
    assert sorted(shapes) == ["callee", "caller", "choice", "end", "path", "step"]
    assert len(set(shapes.values())) == 6


def test_forced_colours_keep_every_edge_and_line(chromium: Browser, files: Mapping[str, bytes]) -> None:
    script = """() => {
      const paper = getComputedStyle(document.body).backgroundColor.replace("rgba(0, 0, 0, 0)", "rgb(0, 0, 0)");
      const seen = (selector, property) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()
        && getComputedStyle(e)[property] === paper).map((e) => `${property} of ${e.outerHTML.slice(0, 80)}`);
      return [...seen(".tool, .button, .copy button, .board a, .brief, .readers a, input, select", "borderTopColor"),
        ...seen(".verdict path, .wire line", "stroke"), ...seen(".wire circle:not(.late)", "fill"),
        ...seen(".ladder path", "stroke"), ...seen(".ladder text", "fill"),
        ...seen("h1, p, li, .number", "color")];
    }"""
    with visiting(chromium, files, forced_colors="active", color_scheme="dark") as page:
        assert problems(page, files, script) == {}
        page.goto(f"{BASE}nl/sip-486.html")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_without_scripts_every_page_is_readable_and_no_control_is_dead(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, java_script_enabled=False) as page:
        for address in to_look_at(files):
            page.goto(BASE + address)
            controls = page.locator("button, input, select, textarea")
            assert [c.evaluate("e => e.outerHTML") for c in controls.all() if c.is_visible()] == [], address
            assert len(page.locator("main").inner_text()) > 80, address
        page.goto(f"{BASE}nl/index.html")
        page.locator("#sip-486 a").click()
        assert page.url == f"{BASE}nl/sip-486.html"
        page.get_by_role("link", name="English").click()
        assert page.url == f"{BASE}en/sip-486.html"


def test_motion_is_never_forced() -> None:
    style = Styles(TEMPLATES / "styles", Memo()).page(STYLES)
    assert not re.search(r"animation|transition|scroll-behavior", style)


def test_the_first_paint_waits_for_nothing_but_the_page(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        held: list[Route] = []
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(BASE)))
        page.route("**/*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in method
        page.goto(f"{BASE}nl/sip-486.html", wait_until="commit")
        until(page, "performance.getEntriesByName('first-contentful-paint').length")
        assert [name for name in asked if not name.endswith(".js")] == ["nl/sip-486.html"]
        assert held
        for route in held:
            route.fallback()


def test_the_style_of_every_kind_of_page_is_small() -> None:
    styles = Styles(TEMPLATES / "styles", Memo())
    sizes = {kind.name: len(brotli.compress(styles.page(kind.styles).encode())) for kind in KINDS}
    assert {name: size for name, size in sizes.items() if size > 5120} == {}
