"""Two readers, one page: a caller sees what helps a caller, an administrator everything; nothing is lost to either."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect
from test_print import printed
from visits import BASE, LANGUAGES, until, visiting

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
SCREENS = "document.documentElement.scrollHeight / innerHeight"


@pytest.fixture
def phone(chromium: Browser, files: Mapping[str, bytes]) -> Iterator[Page]:
    """A tab as wide as a telephone."""
    with visiting(chromium, files, viewport=PHONE) as page:
        yield page


@pytest.fixture
def wide(chromium: Browser, files: Mapping[str, bytes]) -> Iterator[Page]:
    """A tab as wide as a desk has it."""
    with visiting(chromium, files, viewport=WIDE) as page:
        yield page


def test_a_telephone_shows_what_a_caller_needs_and_all_to_who_asks(phone: Page) -> None:
    phone.goto(f"{BASE}nl/sip-486.html")
    expect(phone.locator("#caller")).to_be_visible()
    expect(phone.locator("#causes")).to_be_hidden()
    assert phone.evaluate(SCREENS) < 3
    phone.get_by_role("link", name="Ik beheer").click()
    expect(phone.locator("#causes")).to_be_visible()
    expect(phone.get_by_role("link", name="Ik beheer")).to_have_attribute("aria-current", "true")
    assert phone.evaluate("scrollY") == 0, "a choice leaves the reader where he is"


def test_support_has_the_text_for_a_customer_in_sight_and_a_caller_no_buttons_of_a_desk(wide: Page) -> None:
    for address in ("nl/symptom-no-sound.html", "nl/sip-486.html"):
        wide.goto(BASE + address)
        button = wide.get_by_role("button", name="Tekst voor de klant kopiëren")
        text = wide.locator(".reply").first
        expect(button).to_be_in_viewport()
        expect(text).to_be_in_viewport()
        assert (button.get_attribute("data-copy") or "").split() == text.inner_text().split()
        wide.get_by_role("link", name="Ik bel").click()
        expect(button).to_be_hidden()
        expect(wide.locator("[data-copy-link]")).to_be_visible()
        wide.get_by_role("link", name="Ik beheer").click()


def test_a_caller_is_told_at_the_end_what_more_there_is_and_a_desk_finds_its_text(phone: Page) -> None:
    for address in ("nl/symptom-no-sound.html", "nl/sip-486.html"):
        phone.goto(BASE + address)
        expect(phone.locator(".reply").first).to_be_hidden()
        phone.locator("summary", has_text="Voor de helpdesk").press("Enter")
        expect(phone.locator(".reply").first).to_be_visible()
        expect(phone.locator("#admin")).to_be_hidden()
        phone.locator("a[href='#admin']:visible", has_text="controleert").click()
        expect(phone.locator("#admin")).to_be_in_viewport()
        phone.get_by_role("link", name="Ik bel").click()


def test_an_administrator_has_numbered_checks_first_and_the_list_of_parts_beside_them(wide: Page) -> None:
    for address in ("nl/symptom-no-sound.html", "nl/sip-503.html"):
        wide.goto(BASE + address)
        assert wide.locator("main h2:visible:not(.toc h2, .visually-hidden)").first.get_attribute("id") == "admin"
        assert wide.evaluate("getComputedStyle(document.querySelector('.checks li')).listStyleType") == "decimal"
        expect(wide.locator(".checks li").first).to_be_in_viewport()
        read = wide.locator(".toc .read")
        wide.locator(".toc a[href='#known']").click()
        expect(wide.locator("#known")).to_be_in_viewport()
        expect(read).to_have_text(["Bekende gevallen per product"])
        expect(read).to_be_in_viewport()


def test_a_tablet_has_the_list_of_parts_beside_them_too(phone: Page) -> None:
    phone.set_viewport_size({"width": 768, "height": 1024})
    for name in ("sip-503", "symptom-no-sound", "software-503", "cases-403", "other"):
        phone.goto(f"{BASE}nl/{name}.html")
        phone.evaluate("document.documentElement.dataset.reader = 'admin'; scrollTo(0, 2000)")
        list_ = phone.locator(".toc").bounding_box()
        text = phone.locator(".with-aside > :last-child").bounding_box()
        assert list_, name
        assert text, name
        assert list_["x"] + list_["width"] <= text["x"], name
        assert 0 <= list_["y"] < 200, name


def test_the_menu_marks_the_part_that_a_page_belongs_to(wide: Page) -> None:
    marked = wide.locator(".menu [aria-current]")
    for name, part in {"sip-486": "Alle codes", "4xx": "Alle codes", "symptom-fax": "Problemen"}.items():
        wide.goto(f"{BASE}nl/{name}.html")
        expect(marked).to_have_text([part])
        expect(marked).to_have_attribute("aria-current", "true")
    wide.goto(f"{BASE}nl/q850.html")
    expect(marked).to_have_attribute("aria-current", "page")


def test_who_looks_for_a_product_comes_to_it(phone: Page, wide: Page) -> None:
    wide.goto(f"{BASE}nl/software-503.html")
    wide.get_by_role("link", name="FreeSWITCH", exact=True).click()
    expect(wide.locator("#rows-freeswitch")).to_be_in_viewport()
    wide.goto(f"{BASE}nl/cases-403.html")
    wide.locator(".toc").get_by_role("link", name="PJSIP", exact=True).click()
    expect(wide.locator("#known-pjsip")).to_be_in_viewport()
    phone.goto(f"{BASE}nl/software-503.html")
    phone.get_by_role("heading", name="FreeSWITCH").click()
    expect(phone.locator("details:has(#rows-freeswitch) table")).to_be_visible()
    expect(phone.locator("details:has(#rows-asterisk) table")).to_be_hidden()


def test_the_choice_is_remembered_on_other_pages(wide: Page) -> None:
    wide.goto(f"{BASE}nl/sip-486.html")
    expect(wide.locator("#causes")).to_be_visible()
    wide.get_by_role("link", name="Ik bel").press("Enter")
    wide.goto(f"{BASE}en/sip-503.html")
    expect(wide.locator("#causes")).to_be_hidden()
    wide.goto(f"{BASE}en/symptom-no-sound.html")
    expect(wide.locator("#admin")).to_be_hidden()


@pytest.mark.parametrize(("fragment", "is_shown"), [("#caller", False), ("#admin", True), ("#flow", True)])
def test_a_link_says_who_reads(phone: Page, fragment: str, is_shown: bool) -> None:  # noqa: FBT001 - what is expected
    phone.goto(f"{BASE}nl/sip-486.html{fragment}")
    expect(phone.locator(fragment)).to_be_in_viewport()
    expect(phone.locator("#causes")).to_be_visible(visible=is_shown)


def test_a_link_within_the_page_opens_what_is_left_out_or_folded(phone: Page) -> None:
    phone.goto(f"{BASE}nl/sip-486.html#caller")
    phone.evaluate("location.hash = '#headers'")  # in a section that is closed on telephones
    expect(phone.locator("#headers")).to_be_in_viewport()


def test_without_scripts_both_readers_are_served(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, java_script_enabled=False, viewport=PHONE) as page:
        page.goto(f"{BASE}nl/sip-486.html")
        for section in ("caller", "admin", "reply", "flow", "example", "headers"):
            expect(page.locator(f"#{section}")).to_be_visible()
        assert page.locator("#caller, #admin").evaluate_all("found => found.map((e) => e.id)") == ["caller", "admin"]
        page.get_by_role("link", name="Ik beheer").click()
        expect(page.locator("#admin")).to_be_in_viewport()


def test_what_is_left_out_for_a_caller_is_printed(phone: Page) -> None:
    phone.goto(f"{BASE}nl/sip-486.html#caller")
    text = "".join(printed(phone))
    for heading in ("Voor de beheerder", "Zo verloopt het", "Technische gegevens"):
        assert heading in text


@pytest.mark.parametrize("reader", ["caller", "admin"])
def test_no_page_is_longer_than_ten_screens_of_a_telephone(phone: Page, reader: str) -> None:
    names = [
        "index",
        "symptoms",
        "q850",
        "4xx",
        "sip-401",
        "sip-408",
        "sip-480",
        "sip-503",
        "symptom-no-sound",
        "software-403",
    ]
    found = {}
    phone.goto(f"{BASE}nl/sip-486.html#{reader}")
    for language in LANGUAGES:
        for name in names:
            phone.goto(f"{BASE}{language}/{name}.html")
            found[f"{language} {name}"] = phone.evaluate(SCREENS)
    assert {name: screens for name, screens in found.items() if screens > 10} == {}


def test_an_administrator_has_checks_and_causes_side_by_side(wide: Page) -> None:
    wide.goto(f"{BASE}nl/sip-486.html")
    left = wide.locator("section:has(#admin)").bounding_box()
    right = wide.locator("section:has(#causes)").bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    assert left["y"] < right["y"] + right["height"]


def test_both_columns_of_a_code_end_about_together(wide: Page) -> None:
    for number in (401, 480, 486, 488, 600, 606):
        wide.goto(f"{BASE}nl/sip-{number}.html")
        ends, height = wide.evaluate("""() => {
          const boxes = [...document.querySelectorAll(".columns > *")].flatMap((e) => [...e.getClientRects()]);
          const first = Math.min(...boxes.map((box) => box.left));
          const sides = Map.groupBy(boxes, (box) => box.left < first + 100);
          const ends = [true, false].map((side) => Math.max(...sides.get(side).map((box) => box.bottom)));
          return [ends, Math.max(...ends) - boxes[0].top];
        }""")
        assert abs(ends[0] - ends[1]) < height / 4, number


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_the_search_is_within_reach_anywhere_on_a_page(
    chromium: Browser, files: Mapping[str, bytes], size: tuple[int, int]
) -> None:
    with visiting(chromium, files, viewport={"width": size[0], "height": size[1]}) as page:
        for address in ("nl/index.html", "nl/sip-503.html#admin", "nl/q850.html"):
            page.goto(BASE + address)
            page.mouse.wheel(0, 3000)
            until(page, "scrollY > 1000")
            expect(page.locator("[role=combobox]")).to_be_in_viewport(ratio=1)
            seen = page.evaluate("document.querySelector('.site-header').getBoundingClientRect().bottom")
            assert seen <= size[1] / 10, "what stays takes at most a tenth of the screen"


def test_a_small_window_keeps_nothing_in_sight(chromium: Browser, files: Mapping[str, bytes]) -> None:
    with visiting(chromium, files, viewport={"width": 320, "height": 256}) as page:
        page.goto(f"{BASE}nl/sip-486.html")
        page.evaluate("scrollTo(0, 900)")
        expect(page.locator("[role=combobox]")).not_to_be_in_viewport()
