"""The switchboard, the line of a call, and the ladder: every code at once, and where it goes wrong."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, expect
from visits import BASE, until, visiting

from sipcodes.content.reference import Reference

REACHED = {"step": 0.5, "end": 1, "choice": 1, "caller": 0, "path": 0.5, "callee": 1}
MARK = """() => {
  const [line, mark] = [".wire > svg", ".wire .mark"].map((s) => document.querySelector(s).getBoundingClientRect());
  return (mark.x + mark.width / 2 - line.x) / line.width;
}"""


@pytest.mark.parametrize(("size", "screens"), [((1440, 900), 1), ((390, 844), 2)])
def test_the_board_shows_every_code_at_once(
    chromium: Browser, files: Mapping[str, bytes], reference: Reference, size: tuple[int, int], screens: int
) -> None:
    with visiting(chromium, files, viewport={"width": size[0], "height": size[1]}) as page:
        page.goto(f"{BASE}nl/index.html")
        cells = page.locator(".board li:not(.class)")
        assert cells.count() == len(reference.codes)
        board = page.locator(".board").bounding_box()
        assert board
        assert board["height"] <= screens * size[1]
        if screens == 1:
            assert board["y"] + board["height"] <= size[1]


def test_a_cell_has_the_colour_of_where_it_goes_wrong(chromium: Browser, files: Mapping[str, bytes]) -> None:
    colour = "(e) => getComputedStyle(e).borderBlockEndColor"
    with visiting(chromium, files) as page:
        page.goto(f"{BASE}nl/index.html")
        found: dict[str, set[str]] = {}
        for row in page.locator("tr[data-verdict]").all():
            cell = page.locator(f".board a[href='sip-{row.get_attribute('data-code')}.html']")
            found.setdefault(row.get_attribute("data-verdict") or "", set()).add(cell.evaluate(colour))
    assert {len(colours) for colours in found.values()} == {1}
    assert len(set.union(*found.values())) == 6


def test_a_choice_dims_what_does_not_fit(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files) as page:
        page.goto(f"{BASE}nl/index.html")
        page.locator("[data-filter=verdict]").select_option("choice")
        clear = page.locator(".board li:not(.class, .dim) .number").all_inner_texts()
        assert clear == page.locator("tr[data-verdict]:visible .number").all_inner_texts()
        expect(page.locator(".board a[href='sip-503.html']")).to_be_visible()
        page.locator(".reset").click()
        assert page.locator(".board .dim").count() == 0


@pytest.mark.parametrize(
    ("locale", "shown", "other"), [("nl-BE", "nl", "en"), ("en-GB", "en", "nl"), ("de", "en", "nl")]
)
def test_the_entrance_speaks_as_the_browser_does_and_sends_nobody_on(
    chromium: Browser, files: Mapping[str, bytes], locale: str, shown: str, other: str
) -> None:
    with visiting(chromium, files, locale=locale) as page:
        page.goto(f"{BASE}index.html")
        expect(page.locator(f".front[lang={shown}] .board")).to_be_visible()
        expect(page.locator(f".front[lang={other}]")).to_be_hidden()
        expect(page.locator(f"h1 [lang={other}]")).to_be_hidden()
        expect(page.locator(f"main a[hreflang={other}]")).to_be_visible()
        assert page.url == f"{BASE}index.html"
        page.locator(f".front[lang={shown}] .board a").filter(has_text="486").click()
        page.wait_for_url(f"{BASE}{shown}/sip-486.html")


def test_without_scripts_the_entrance_speaks_every_language(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, java_script_enabled=False) as page:
        page.goto(f"{BASE}index.html")
        for language in ("nl", "en"):
            expect(page.locator(f".front[lang={language}] .board")).to_be_visible()


def test_the_line_is_broken_where_the_verdict_says(
    chromium: Browser, files: Mapping[str, bytes], reference: Reference
) -> None:
    one_of_each = {code.verdict: code.number for code in reference.codes.values()}
    assert one_of_each.keys() == REACHED.keys()
    with visiting(chromium, files) as page:
        for verdict, number in one_of_each.items():
            page.goto(f"{BASE}nl/sip-{number}.html")
            assert page.evaluate(MARK) == pytest.approx(REACHED[verdict], abs=0.02), number


def test_arrow_keys_go_through_the_ladder(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, viewport={"width": 1440, "height": 900}) as page:
        page.goto(f"{BASE}nl/sip-486.html")
        steps = page.locator("figure[data-flow] ol")
        steps.focus()
        page.keyboard.press("ArrowDown")
        expect(steps.locator("[aria-current=step]")).to_contain_text("INVITE")
        expect(page.locator(".ladder-now")).to_have_attribute("data-step", "1")
        expect(page.locator(".step-now")).to_have_attribute("data-sip", "request")
        while "486 Busy Here" not in steps.locator("[aria-current=step]").inner_text():
            page.keyboard.press("ArrowDown")
        expect(page.locator(".step-now")).to_have_attribute("data-sip", "response")
        page.keyboard.press("ArrowUp")
        expect(page.locator(".step-now")).to_have_count(0)
        page.keyboard.press("Tab")
        expect(steps.locator("[aria-current=step]")).to_have_count(0)


def test_causes_without_a_code_can_be_left_out_and_a_link_brings_them_back(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files) as page:
        page.goto(f"{BASE}nl/q850.html")
        expect(page.locator("#cause-4")).to_be_hidden()
        expect(page.locator("#cause-17")).to_be_visible()
        page.locator("[data-only-mapped]").uncheck()
        expect(page.locator("#cause-4")).to_be_visible()
        page.locator("[data-only-mapped]").check()
        page.evaluate("location.hash = '#cause-4'")
        expect(page.locator("#cause-4")).to_be_in_viewport()


def test_the_head_of_the_causes_stays_in_sight_and_hides_no_target(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{BASE}nl/q850.html#cause-34")
        until(page, "scrollY > 500")
        head, row = page.locator(".causes thead th").first.bounding_box(), page.locator("#cause-34").bounding_box()
        assert head
        assert row
        assert 0 < head["y"] < head["y"] + head["height"] <= row["y"] + 1
