"""What a reader sees: at any width, zoom and spacing, with forced colours, and without scripts."""

import re
from collections.abc import Iterator, Mapping

import brotli
import pytest
import tinycss2
from playwright.sync_api import Browser, Page, Route
from visits import BASE, LANGUAGES, to_look_at, until, visiting

from sipcodes.content.reference import Reference
from sipcodes.folders import TEMPLATES
from sipcodes.memo import Memo
from sipcodes.pages.styles import Styles
from sipcodes.plan import KINDS

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


def problems(page: Page, files: Mapping[str, bytes], script: str) -> dict[str, list[str]]:
    """Run a script that returns problems on every kind of page; return the pages that have some."""
    found = {}
    for address in to_look_at(files):
        page.goto(BASE + address)
        found[address] = page.evaluate(script)
    return {address: list_ for address, list_ in found.items() if list_}


FIXED = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
  && e.textContent.trim() && getComputedStyle(e).position === "fixed").map((e) => e.outerHTML.slice(0, 80))"""
AS_IT_IS = "() => { document.adoptedStyleSheets = []; }"
LOOKS: dict[str, tuple[str, str]] = {
    "nothing is cut off or scrolls sideways": (AS_IT_IS, CUT_OFF),
    # links in running text may be smaller (WCAG 2.2, 2.5.8)
    "targets are at least 24 pixels": (AS_IT_IS, SMALL_TARGETS),
    # what does not scroll along could hide what has the focus (WCAG 2.2, 2.4.11)
    "nothing stays over the page": (AS_IT_IS, FIXED),
    "wider spacing of text loses nothing": (TEXT_SPACING, CUT_OFF),
    # the size of text alone, as phones and browsers let readers choose it (WCAG 2.2, 1.4.4)
    "text twice as large loses nothing": (LARGE_TEXT, CUT_OFF),
}
"""What a reader may do to a page, and what then finds what is lost. A style takes the place of the one before."""
PHONES: dict[tuple[int, int], tuple[str, ...]] = {
    (320, 640): tuple(LOOKS)[:4],
    (320, 256): tuple(LOOKS)[:1],  # what a window of 1280 by 1024 holds at 400 %
    (360, 400): tuple(LOOKS)[:1],
    (360, 740): tuple(LOOKS)[:1] + tuple(LOOKS)[4:],
}
WIDER: dict[tuple[int, int], tuple[str, ...]] = {
    (768, 1024): tuple(LOOKS)[:1],
    (1280, 800): tuple(LOOKS),
    (1920, 1080): tuple(LOOKS)[:1],
}
"""By the size of the window. A page is loaded once for all sizes of a kind, as scripts ask for no other width."""


@pytest.mark.parametrize("sizes", [PHONES, WIDER], ids=["phones", "wider"])
def test_whatever_a_reader_does_nothing_is_lost_covered_or_too_small(
    chromium: Browser, files: Mapping[str, bytes], sizes: Mapping[tuple[int, int], tuple[str, ...]]
) -> None:
    found = {}
    (width, height), *_ = sizes
    with visiting(chromium, files, viewport={"width": width, "height": height}) as page:
        for address in to_look_at(files):
            page.goto(BASE + address)
            for size, looks in sizes.items():
                page.set_viewport_size({"width": size[0], "height": size[1]})
                assert page.evaluate("[innerWidth, innerHeight]") == [*size]
                for look in looks:
                    change, script = LOOKS[look]
                    page.evaluate(change)
                    found[address, size, look] = page.evaluate(script)
            page.set_viewport_size({"width": width, "height": height})
    assert {place: list_ for place, list_ in found.items() if list_} == {}


def test_a_phone_answers_on_its_first_screen(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, viewport={"width": 360, "height": 740}) as page:
        for language in ("nl", "en"):
            for number in (404, 480, 486, 503):
                page.goto(f"{BASE}{language}/sip-{number}.html")
                for selector in ("h1", ".headline", ".lead", ".brief .verdict", ".brief .answer:nth-child(2) dd"):
                    box = page.locator(selector).first.bounding_box()
                    assert box, selector
                    assert box["y"] + box["height"] <= 740, f"{language} {number} {selector}"


def test_a_wide_window_is_used_and_no_line_of_prose_is_long(chromium: Browser, files: Mapping[str, bytes]) -> None:
    rem = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    prose = f"""Math.max(...[...document.querySelectorAll(".lead, .prose :is(p, li), .known li")]
      .map((e) => e.clientWidth / {rem}))"""
    with visiting(chromium, files, viewport={"width": 1440, "height": 900}) as page:
        for width, height in ((1440, 900), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            for name in ("sip-486", "symptom-no-sound", "cases-403"):
                page.goto(f"{BASE}nl/{name}.html")
                assert page.evaluate(prose) <= 42, (name, width)
                box = page.locator(".with-aside").bounding_box()
                assert box, name
                assert box["width"] >= width * 0.8, (name, width)
            page.goto(f"{BASE}nl/sip-486.html")
            head, brief = (page.locator(part).bounding_box() for part in (".code-head", ".brief"))
            assert head
            assert brief
            assert head["x"] + head["width"] <= brief["x"]
            assert brief["y"] < head["y"] + head["height"]


def test_a_missing_page_leads_to_the_codes_that_are_met_most(files: Mapping[str, bytes], reference: Reference) -> None:
    text = files["404.html"].decode()
    links = [f"{language}/sip-{number}.html" for language in LANGUAGES for number in reference.settings.common]
    assert [link for link in links if f'/{link}"' not in text] == []


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


def test_the_bar_with_the_search_is_whole_at_any_width_while_one_scrolls(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, viewport={"width": 700, "height": 900}) as page:
        page.goto(f"{BASE}nl/q850.html")
        page.evaluate("scrollTo(0, 2000)")
        for width in (360, 700, 768, 1000):
            page.set_viewport_size({"width": width, "height": 900})
            boxes = [page.locator(part).bounding_box() for part in (".site-header", ".search-field", ".menu-button")]
            bar, *inside = [box for box in boxes if box]
            assert len(inside) == 2, width
            assert min(box["y"] for box in inside) >= 0, width
            assert max(box["y"] + box["height"] for box in inside) <= bar["y"] + bar["height"], width


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
            controls = page.locator(":is(button, input, select, textarea):visible")
            assert controls.evaluate_all("found => found.map((e) => e.outerHTML)") == [], address
            assert len(page.locator("main").inner_text()) > 80, address
        page.goto(f"{BASE}nl/index.html")
        page.locator("#sip-486 a").click()
        assert page.url == f"{BASE}nl/sip-486.html"
        page.get_by_role("link", name="English").click()
        assert page.url == f"{BASE}en/sip-486.html"


def test_motion_is_never_forced() -> None:
    style = Styles(TEMPLATES / "styles", Memo()).whole()
    assert not re.search(r"animation|transition|scroll-behavior", style)


def _properties(nodes: list[tinycss2.ast.Node]) -> Iterator[str]:
    """Yield the properties of a style, but for those of paper."""
    for node in nodes:
        if node.type == "declaration" and not node.name.startswith("--"):
            yield node.lower_name
        elif (
            node.type in {"qualified-rule", "at-rule"}
            and node.content
            and getattr(node, "lower_at_keyword", "") != "page"
        ):
            yield from _properties(tinycss2.parse_blocks_contents(node.content))


def test_every_property_of_the_style_is_one_that_browsers_have(page: Page) -> None:
    """A build has no list of them: it takes a misspelt one, which browsers pass over."""
    style = Styles(TEMPLATES / "styles", Memo()).whole()
    names = sorted(set(_properties(tinycss2.parse_stylesheet(style))))
    unknown = page.evaluate("(names) => names.filter((name) => !CSS.supports(name, 'inherit'))", names)
    assert len(names) > 100
    assert unknown == []


def test_the_first_paint_waits_for_nothing_but_the_page(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        held: list[Route] = []
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(BASE)))
        page.route("**/assets/*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in method
        page.goto(f"{BASE}nl/sip-486.html", wait_until="commit")
        until(page, "performance.getEntriesByName('first-contentful-paint').length")
        assert [name for name in asked if not name.startswith("assets/")] == ["nl/sip-486.html"]
        assert held
        for route in held:
            route.fallback()


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_the_first_screen_is_whole_before_its_later_style_arrives(
    chromium: Browser, files: Mapping[str, bytes], size: tuple[int, int]
) -> None:
    with visiting(chromium, files, viewport={"width": size[0], "height": size[1]}) as page:
        held: list[Route] = []
        page.route("**/assets/*.css", lambda route: held.append(route))  # noqa: PLW0108 - as above
        page.route("**/assets/*.js", lambda route: route.fulfill(body=""))  # what scripts change is not the style's
        for name in ("sip-486", "symptom-no-sound", "index", "software-403", "q850"):
            page.goto(f"{BASE}nl/{name}.html", wait_until="commit")
            until(page, "performance.getEntriesByName('first-contentful-paint').length")
            first = page.screenshot()
            held.pop().fallback()
            page.wait_for_load_state()
            assert page.evaluate("document.styleSheets.length") == 2, name
            assert page.screenshot() == first, name


def test_the_style_of_every_kind_of_page_is_small() -> None:
    styles = Styles(TEMPLATES / "styles", Memo())
    sizes = {kind.name: len(brotli.compress(styles.page(kind.styles).encode())) for kind in KINDS}
    assert {name: size for name, size in sizes.items() if size > 4096} == {}


def test_the_first_step_of_a_problem_is_said_once_and_beside_its_title_where_there_is_room(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    beside = """() => {
      const [title, step] = [...document.querySelectorAll(".top > *")].map((one) => one.getBoundingClientRect());
      return step.left >= title.right && step.top < title.bottom;
    }"""
    with visiting(chromium, files, viewport={"width": 1280, "height": 900}) as page:
        page.goto(BASE + "nl/symptom-no-sound.html")
        said = (page.locator(".brief").text_content() or "").removeprefix("Wat kunt u doen? ")
        assert (page.locator("main").text_content() or "").count(said) == 1
        assert page.evaluate(beside)
        page.set_viewport_size({"width": 390, "height": 844})
        assert not page.evaluate(beside)


def test_what_cannot_wait_stands_before_the_problems_and_each_group_is_one_link_away(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, viewport={"width": 390, "height": 844}) as page:
        page.goto(BASE + "nl/symptoms.html")
        groups = page.locator("main section h2").evaluate_all("heads => heads.map((head) => `#${head.id}`)")
        links = page.locator("main > nav a").evaluate_all("links => links.map((link) => link.hash)")
        assert links == groups[: len(links)]
        assert len(links) == 5
        urgent = page.locator("#emergency").bounding_box()
        assert urgent
        assert urgent["y"] + urgent["height"] < 844


def test_on_a_telephone_the_menu_has_rows_to_press_and_marks_the_one_that_is_shown(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    rows = """() => [...document.querySelectorAll(".menu-button a")].map((one) => {
      const style = getComputedStyle(one);
      return [one.getBoundingClientRect().height >= 44, style.textDecorationLine, style.borderInlineStartColor,
        one.hasAttribute("aria-current")];
    })"""
    with visiting(chromium, files, viewport={"width": 390, "height": 844}) as page:
        page.goto(BASE + "nl/sip-486.html")
        page.locator(".menu-button summary").click()
        shown = page.evaluate(rows)
        assert all(is_high and line == "none" for is_high, line, _, _ in shown)
        assert [colour != "rgba(0, 0, 0, 0)" for _, _, colour, _ in shown] == [is_here for *_, is_here in shown]


def test_of_a_missing_page_a_telephone_shows_one_language_and_a_wide_window_all(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    english = "document.querySelector('li[lang=en] .button').checkVisibility({ contentVisibilityAuto: true })"
    with visiting(chromium, files, viewport={"width": 390, "height": 844}) as page:
        page.goto(BASE + "404.html")
        assert not page.evaluate(english)
        page.locator("summary", has_text="English").click()
        assert page.evaluate(english)
        page.reload()
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate(english)
        assert not page.locator("summary", has_text="English").is_visible()
