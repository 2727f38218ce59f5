"""The search field as people use it: real keys in a real Chromium."""

# ruff: noqa: RUF001 - what people type has such characters

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chrome import fresh_tab
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from visits import until

from bench.judged import SETS, indexes, judge, rows, sample
from bench.search import ask, served
from sipcodes.folders import TEMPLATES

SAMPLE = 10
"""Every tenth judged query: under Node all are asked, in a browser that takes minutes."""

WINDOW = ViewportSize(width=1280, height=720)

MESSAGE = """SIP/2.0 100 Trying
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK404

SIP/2.0 486 Busy Here\r
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK503
To: <sip:404@example.com>;tag=480
CSeq: 102 INVITE
Reason: Q.850;cause=17;text="User busy"
Content-Length: 0
"""
LOG = """2024-03-11 14:02:31.404 [INFO] INVITE to 192.0.2.1:5060
2024-03-11 14:02:31.503 [INFO] SIP/2.0 183 Session Progress
2024-03-11 14:02:39.486 [WARN] SIP/2.0 503 Service Unavailable"""


@pytest.fixture(scope="module")
def overview(chromium: Browser) -> Iterator[Page]:
    """A tab for the Dutch overview: to load the index of the search takes longer than most of what is done with it."""
    with fresh_tab(chromium, viewport=WINDOW) as page:
        yield page


@pytest.fixture
def searching(overview: Page, hosted: str) -> Iterator[Page]:
    """The Dutch overview, with the caret in the empty search field and the index there."""
    address = f"{hosted}nl/index.html"
    overview.set_viewport_size(WINDOW)
    if overview.url != address:  # nobody has been there yet, or a test has gone on from there
        overview.goto(address)
        ask(overview, ["486"])
    overview.fill("[role=combobox]", "")
    yield overview
    for opened in overview.context.pages:
        if opened not in (overview, overview.context.pages[0]):
            opened.close()


def options(page: Page) -> list[str]:
    return [option.get_attribute("data-code") or "" for option in page.locator("[role=option]").all()]


def chosen(page: Page) -> str | None:
    found = page.locator("[role=option][aria-selected=true]")
    code = found.get_attribute("data-code") if found.count() else None
    active = page.locator("[role=combobox]").get_attribute("aria-activedescendant")
    assert active == (found.get_attribute("id") if found.count() else None)
    return code


def typed(page: Page, text: str) -> None:
    page.locator("[role=combobox]").press_sequentially(text)
    expect(page.locator("[role=listbox]")).to_have_attribute("data-query", text)


def test_the_answers_stay_within_the_window_whatever_its_width(searching: Page) -> None:
    typed(searching, "geen geluid")
    for width in (320, 640, 660, 700, 768, 1000, 1024, 1440):
        searching.set_viewport_size({"width": width, "height": 900})
        box = searching.locator("[role=listbox]").bounding_box()
        assert box
        assert box["x"] >= 0, width
        assert box["x"] + box["width"] <= width, width


def test_a_page_whose_index_is_gone_offers_to_reload_and_searches_on(chromium: Browser, hosted: str) -> None:
    context = chromium.new_context(locale="nl-NL")  # a file that is gone is an error on the console
    page = context.new_page()
    page.route("**/assets/search.*", lambda route: route.fulfill(status=404))
    page.goto(f"{hosted}nl/sip-404.html")
    page.locator("[role=combobox]").press_sequentially("486")
    link = page.locator("[role=status] a")
    expect(link).to_have_text("Laad de pagina opnieuw om te zoeken")
    first = link.element_handle()
    page.locator("[role=combobox]").press_sequentially(" b")  # each key tries anew
    expect(link).to_have_attribute("href", "#q=486%20b")
    assert first.evaluate("(link) => link.isConnected"), "who has it under his finger, loses it"
    page.unroute("**/assets/search.*")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[role=listbox]")).to_have_attribute("data-query", "486 b")
    assert options(page)[0] == "486"
    context.close()


def test_the_index_is_loaded_on_first_use_only(page: Page, hosted: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{hosted}nl/sip-486.html")
    assert not [url for url in asked if "/search." in url]
    page.locator("[role=combobox]").focus()
    until(page, "Boolean(window.sipIndex)")
    assert len([url for url in asked if "/search." in url]) == 1


def test_keys_typed_before_the_index_is_there_are_answered_when_it_is(page: Page, hosted: str) -> None:
    held: list[Route] = []
    page.route("**/assets/search.*.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks its handlers
    page.goto(f"{hosted}nl/index.html")
    page.locator("[role=combobox]").press_sequentially("486")
    assert page.locator("[role=listbox]").get_attribute("data-query") is None
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("[role=option]").first).to_have_attribute("data-code", "486")


def test_an_answer_shows_number_phrase_remark_and_why(searching: Page) -> None:
    typed(searching, "user_busy")
    first = searching.locator("[role=option]").first
    expect(first.locator(".search-number")).to_have_text("486")
    expect(first.locator(".search-phrase")).to_have_text("Busy Here")
    expect(first.locator(".search-phrase")).to_have_attribute("lang", "en")
    expect(first.locator(".search-why")).to_contain_text("USER_BUSY")
    assert "q850-17" in options(searching)


def test_an_answer_says_where_it_goes_wrong(searching: Page) -> None:
    typed(searching, "503")
    first = searching.locator("[role=option]").first
    expect(first.locator(".search-verdict")).to_have_text("Oorzaak onderweg")
    expect(first).to_have_class("search-option verdict-path")


def test_answers_of_a_kind_stand_under_the_name_of_the_kind(searching: Page) -> None:
    typed(searching, "geen geluid")
    first = searching.locator("[role=option]").first
    expect(first).to_have_attribute("data-heading", "Problemen")
    expect(searching.locator("[data-group=code]").first).to_have_attribute("data-heading", "Codes")
    searching.fill("[role=combobox]", "48")
    expect(searching.locator("[role=listbox]")).to_have_attribute("data-query", "48")
    expect(searching.locator("[data-heading]")).to_have_count(0)  # all of one kind
    expect(searching.locator("[role=option]").first).to_have_attribute("data-kind", "Code")
    expect(searching.locator("[role=option]:not([data-kind])")).to_have_count(0)


def test_a_word_that_was_not_typed_is_not_marked(searching: Page) -> None:
    typed(searching, "ik hoor niets")
    marked = searching.locator("[role=option] mark").all_text_contents()
    assert {word.lower() for word in marked} <= {"hoor", "niets"}


def test_the_answers_begin_where_the_field_begins(searching: Page) -> None:
    searching.set_viewport_size({"width": 1440, "height": 900})
    typed(searching, "geen geluid")
    field, answers = (searching.locator(name).bounding_box() for name in ("#search", "[role=listbox]"))
    assert field
    assert answers
    assert answers["x"] == pytest.approx(field["x"], abs=1)
    assert answers["x"] + answers["width"] < 1440


def test_what_enter_takes_is_marked(searching: Page) -> None:
    marked = """() => [...document.querySelectorAll("[role=option]")].findIndex(
        (option) => getComputedStyle(option, "::after").content !== "none")"""
    typed(searching, "404 604")
    assert searching.evaluate(marked) == 0
    searching.locator("[role=combobox]").press("ArrowDown")
    searching.locator("[role=combobox]").press("ArrowDown")
    assert searching.evaluate(marked) == 1


def test_a_button_clears_the_field(searching: Page) -> None:
    button = searching.get_by_role("button", name="Zoekveld leegmaken")
    expect(button).to_be_hidden()
    typed(searching, "486")
    button.click()
    expect(searching.locator("[role=combobox]")).to_be_focused()
    expect(searching.locator("[role=combobox]")).to_have_value("")
    expect(searching.locator("[role=listbox]")).to_be_hidden()
    expect(button).to_be_hidden()


def test_the_answers_fit_a_small_window(page: Page, hosted: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})  # as with the keys of a telephone on its screen
    page.goto(f"{hosted}nl/sip-486.html")
    ask(page, ["48"])
    box = page.locator("[role=listbox]").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 500
    assert box["height"] >= 300


def test_what_matches_is_marked(searching: Page) -> None:
    typed(searching, "busy her")
    assert searching.locator("[role=option]").first.locator("mark").all_text_contents()[:2] == ["Busy", "Her"]


def test_the_number_of_answers_is_announced(searching: Page) -> None:
    typed(searching, "48")
    expect(searching.locator(".search [role=status]")).to_have_text("10 resultaten")
    assert options(searching) == [f"48{digit}" for digit in range(10)]


def test_one_digit_leads_to_its_class_and_the_commonest_codes_of_that(searching: Page) -> None:
    typed(searching, "4")
    assert options(searching) == ["4xx", "486", "404", "480", "403", "401"]


@pytest.mark.parametrize("query", ["niet bereikbaar", "cause 17", "geen geluid", "418", "48"])
def test_answers_look_the_same_whatever_was_shown_before(searching: Page, hosted: str, query: str) -> None:
    look = """list => [...list.children].map((option) => [option.dataset.address,
        ...[...option.children].map((part) => [part.lang, part.translate, part.innerHTML])])"""
    for other in ("hapert", "486", "busy her", "gesprek valt weg", "0x486", query):
        searching.fill("[role=combobox]", other)
    after_others = searching.locator("[role=listbox]").evaluate(look)
    searching.goto(f"{hosted}nl/index.html")
    ask(searching, [query])
    assert after_others == searching.locator("[role=listbox]").evaluate(look) != []


def test_what_to_type_is_shown_again_in_an_empty_field(searching: Page) -> None:
    field = searching.locator("[role=combobox]")
    hint = field.get_attribute("placeholder")
    assert hint
    typed(searching, "486")
    expect(field).not_to_have_attribute("placeholder", hint)
    field.fill("")
    expect(field).to_have_attribute("placeholder", hint)


def test_nothing_found_says_so_and_shows_a_way_on(searching: Page) -> None:
    typed(searching, "appeltaart")
    assert options(searching) == []
    expect(searching.locator("[role=combobox]")).to_have_attribute("aria-expanded", "false")
    expect(searching.locator(".search [role=status]")).to_contain_text("Niets gevonden")
    expect(searching.locator(".search-nothing a").first).to_be_visible()


def test_a_number_outside_of_those_of_sip_is_answered_with_what_it_may_be(searching: Page) -> None:
    typed(searching, "xqzwv")
    searching.fill("[role=combobox]", "")
    typed(searching, "700")
    nothing = searching.locator(".search [role=status]")
    expect(nothing).to_contain_text("een nummer van 100 tot en met 699")
    assert [link.get_attribute("href") for link in nothing.locator("a").all()] == ["other.html", "q850.html"]


def test_arrows_go_through_the_list_and_back_to_the_field(searching: Page) -> None:
    typed(searching, "404 604")
    assert (options(searching)[:2], chosen(searching)) == (["404", "604"], None)
    field = searching.locator("[role=combobox]")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        field.press(key)
        seen.append(chosen(searching))
    assert seen == ["404", "604", "404", None, options(searching)[-1]]
    expect(field).to_be_focused()
    assert field.input_value() == "404 604"


@pytest.mark.parametrize(("key", "caret"), [("Home", 0), ("End", 4), ("ArrowLeft", 3)])
def test_keys_of_the_caret_move_it_and_leave_the_choice(searching: Page, key: str, caret: int) -> None:
    typed(searching, "busy")
    field = searching.locator("[role=combobox]")
    field.press("ArrowDown")
    field.press(key)
    assert chosen(searching) is None
    assert field.evaluate("(field) => field.selectionStart") == caret
    expect(searching.locator("[role=listbox]")).to_be_visible()


def test_alt_and_arrows_open_and_close_the_list(searching: Page) -> None:
    typed(searching, "busy")
    field, listbox = searching.locator("[role=combobox]"), searching.locator("[role=listbox]")
    field.press("Alt+ArrowUp")
    expect(listbox).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Alt+ArrowDown")
    expect(listbox).to_be_visible()
    assert chosen(searching) is None


def test_escape_closes_then_clears(searching: Page) -> None:
    typed(searching, "busy")
    field = searching.locator("[role=combobox]")
    field.press("Escape")
    expect(searching.locator("[role=listbox]")).to_be_hidden()
    assert field.input_value() == "busy"
    field.press("Escape")
    assert field.input_value() == ""
    expect(searching.locator("[role=listbox]")).to_have_attribute("data-query", "")


def test_tab_closes_the_list_and_goes_on(searching: Page) -> None:
    typed(searching, "busy")
    field = searching.locator("[role=combobox]")
    field.press("ArrowDown")
    field.press("Tab")
    expect(searching.locator("[role=listbox]")).to_be_hidden()
    expect(field).not_to_be_focused()
    assert searching.url.endswith("nl/index.html")


def test_enter_goes_to_the_first_answer(searching: Page) -> None:
    typed(searching, "in gesprek")
    searching.locator("[role=combobox]").press("Enter")
    searching.wait_for_url("**/nl/sip-486.html")


def test_enter_goes_to_the_chosen_answer(searching: Page) -> None:
    typed(searching, "404 604")
    searching.locator("[role=combobox]").press("ArrowDown")
    searching.locator("[role=combobox]").press("ArrowDown")
    searching.locator("[role=combobox]").press("Enter")
    searching.wait_for_url("**/nl/sip-604.html")


def test_enter_without_an_answer_stays(searching: Page) -> None:
    typed(searching, "appeltaart")
    searching.locator("[role=combobox]").press("Enter")
    assert searching.url.endswith("nl/index.html")


@pytest.mark.parametrize("how", ["Control+Enter", "Meta+Enter", "Control+click", "middle click"])
def test_modifiers_open_a_new_tab(searching: Page, how: str) -> None:
    typed(searching, "486")
    first = searching.locator("[role=option]").first
    with searching.context.expect_page() as opened:
        if how.endswith("Enter"):
            searching.locator("[role=combobox]").press(how)
        elif how == "middle click":
            first.click(button="middle")
        else:
            first.click(modifiers=["Control"])
    assert opened.value.url.endswith("nl/sip-486.html")
    assert searching.url.endswith("nl/index.html")


def test_a_click_goes_there_and_the_focus_stays_till_then(searching: Page) -> None:
    typed(searching, "486")
    first = searching.locator("[role=option]").first
    first.hover()
    searching.mouse.down()
    expect(searching.locator("[role=combobox]")).to_be_focused()
    searching.mouse.up()
    searching.wait_for_url("**/nl/sip-486.html")


def test_keys_of_an_input_method_are_left_to_it(searching: Page) -> None:
    typed(searching, "486")
    searching.evaluate(
        """() => {
          const field = document.querySelector("[role=combobox]");
          for (const key of ["Enter", "ArrowDown", "Escape"])
            field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, isComposing: true }));
        }"""
    )
    assert searching.url.endswith("nl/index.html")
    assert chosen(searching) is None
    expect(searching.locator("[role=listbox]")).to_be_visible()


def test_a_composition_is_answered_when_it_is_done(searching: Page) -> None:
    client = searching.context.new_cdp_session(searching)
    client.send("Input.imeSetComposition", {"text": "４８", "selectionStart": 2, "selectionEnd": 2})
    expect(searching.locator("[role=listbox]")).to_have_attribute("data-query", "")
    client.send("Input.insertText", {"text": "４８６"})
    expect(searching.locator("[role=listbox]")).to_have_attribute("data-query", "４８６")
    assert options(searching)[0] == "486"


@pytest.mark.parametrize("key", ["Control+k", "Meta+k"])
def test_a_shortcut_leads_to_the_field(page: Page, hosted: str, key: str) -> None:
    page.goto(f"{hosted}en/sip-486.html")
    page.keyboard.press(key)
    expect(page.locator("[role=combobox]")).to_be_focused()


def test_single_letters_are_no_shortcuts(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}en/sip-486.html")
    for key in ("k", "s", "/", "Control+Shift+k", "Control+Alt+k"):
        page.keyboard.press(key)
        expect(page.locator("[role=combobox]")).not_to_be_focused()


def test_the_address_can_ask(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}nl/index.html#q=geen%20gehoor")
    expect(page.locator("[role=option]").first).to_have_attribute("data-code", "480")
    assert page.locator("[role=combobox]").input_value() == "geen gehoor"
    page.evaluate("location.hash = '#q=in+gesprek'")
    expect(page.locator("[role=option]").first).to_have_attribute("data-code", "486")
    page.evaluate("location.hash = '#q=100%'")
    expect(page.locator("[role=listbox]")).to_have_attribute("data-query", "100%")


@pytest.mark.parametrize(("text", "code"), [(MESSAGE, "486"), (LOG, "503")])
def test_many_lines_can_be_pasted(searching: Page, text: str, code: str) -> None:
    searching.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector("[role=combobox]").dispatchEvent(event);
        }""",
        text,
    )
    expect(searching.locator("[role=option]").first).to_have_attribute("data-code", code)
    value = searching.locator("[role=combobox]").input_value()
    assert "⏎" in value
    lines = value.count("⏎") + 1
    expect(searching.locator("[role=option]").first).to_have_attribute(
        "data-heading", f"{lines} regels gelezen; de doorslag gaf:"
    )
    expect(searching.locator("[role=listbox]")).to_have_attribute("data-query", value)


def test_links_lead_to_what_was_found(searching: Page, site: Path) -> None:
    queries = ["486", "4xx", "303", "418", "cause 17", "spookbelletjes", "603+", "0x31"]
    seen = set()
    for query, codes in zip(queries, ask(searching, queries), strict=True):
        assert codes, query
        ask(searching, [query])
        for option in searching.locator("[role=option]").all():
            file, _, fragment = (option.get_attribute("data-address") or "").partition("#")
            html = (site / "nl" / file).read_text(encoding="utf-8")
            assert not fragment or f'id="{fragment}"' in html, (query, file, fragment)
            seen.add(file)
    assert {"sip-486.html", "4xx.html", "other.html", "q850.html", "symptom-ghost-calls.html"} <= seen


def test_pages_in_the_root_lead_into_the_folder_of_their_language(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}sip-486.html")
    page.locator("[role=combobox]").press_sequentially("480")
    expect(page.locator("[role=option]").first).to_have_attribute("data-address", "nl/sip-480.html")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_judged_queries_are_answered_as_under_node(
    page: Page, hosted: str, site: Path, tmp_path: Path, language: str
) -> None:
    sets = [sample(path, SAMPLE, tmp_path) for path in SETS if path.stem.endswith(f"-{language}")]
    indexes(tmp_path)
    found = judge(TEMPLATES / "scripts", tmp_path, sets)
    asked = [(row.query, codes) for path in sets for row, (codes, _) in zip(rows(path), found[path], strict=True)]
    queries = [query for query, _ in asked]
    files = (site / language / "index.html", site / f"sip-codes.{language}.html")
    for base in (f"{hosted}{language}/index.html", *(path.as_uri() for path in files)):
        page.goto(base)
        assert list(zip(queries, ask(page, queries), strict=True)) == asked


def test_the_rest_of_the_index_is_loaded_when_the_first_part_is_not_certain(page: Page, hosted: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{hosted}nl/index.html")
    ask(page, ["486", "busy here", "cause 17", "4xx", "in gesprek"])
    assert not [url for url in asked if "/search-more." in url]
    ask(page, ["No matching endpoint found", "pjsip geeft geen endpoint terug", "486"])
    assert len([url for url in asked if "/search-more." in url]) == 1


def test_without_the_rest_of_the_index_the_first_part_answers(page: Page, hosted: str) -> None:
    page.route("**/assets/search-more.*.js", lambda route: route.fulfill(body=""))
    page.goto(f"{hosted}nl/index.html")
    assert ask(page, ["ik kan niemand bellen vandaag"])[0][:1] == ("symptom-cannot-call",)


def test_a_complaint_comes_before_the_codes_behind_it(searching: Page) -> None:
    assert ask(searching, ["ik kan niet bellen"])[0][0] == "symptom-cannot-call"
    groups = [option.get_attribute("data-group") for option in searching.locator("[role=option]").all()]
    assert groups == sorted(groups, key=lambda group: group != "symptom")
    assert "code" in groups
    searching.locator("[role=combobox]").press("Enter")
    searching.wait_for_url("**/nl/symptom-cannot-call.html")


def test_a_cause_comes_before_its_code(searching: Page) -> None:
    assert ask(searching, ["Q.850;cause=34"]) == [("q850-34", "503")]


@pytest.mark.parametrize("query", ["112", "911", "ik kan 112 niet bellen", "noodnummer", "alarmnummer"])
def test_an_emergency_comes_first(searching: Page, query: str) -> None:
    assert ask(searching, [query])[0][0] == "symptom-emergency"


def test_a_paste_names_the_line_that_decides(searching: Page) -> None:
    ask(
        searching, ["INVITE sip:1001@example.com SIP/2.0 ⏎ CSeq: 102 INVITE ⏎ SIP/2.0 503 Service Unavailable ⏎ Via: x"]
    )
    first = searching.locator("[role=option]").first
    expect(first).to_have_attribute("data-code", "503")
    expect(first.locator(".search-why")).to_contain_text("SIP/2.0 503 Service Unavailable")


def test_a_paste_without_a_sign_is_said_to_be_uncertain(searching: Page) -> None:
    ask(searching, ["de telefoon van de receptie is herstart ⏎ gebruikers horen niets meer ⏎ graag nakijken"])
    expect(searching.locator(".search [role=status]")).to_contain_text("Geen regel is zeker")


@pytest.mark.parametrize(
    ("locale", "referrer", "language"),
    [("en-GB", "", "en"), ("nl-BE", "", "nl"), ("de-DE", "", "en"), ("de-DE", "nl/index.html", "nl")],
)
@pytest.mark.parametrize("address", ["index.html", "sip-486.html", "404.html"])
def test_pages_of_all_languages_answer_in_that_of_the_reader(
    chromium: Browser, site: Path, address: str, locale: str, referrer: str, language: str
) -> None:
    with served(site) as base, fresh_tab(chromium, locale=locale) as page:  # links of the error page start at the root
        page.goto(f"{base}{address}", referer=f"{base}{referrer}" if referrer else None)
        page.locator("[role=combobox]").press_sequentially("480")
        first = page.locator("[role=option]").first
        expect(first).to_have_attribute("data-address", re.compile(rf"{language}/sip-480\.html$"))
        expect(page.locator(".search")).to_have_attribute("lang", language)


def test_in_the_one_file_copy_answers_lead_to_its_parts(page: Page, site: Path) -> None:
    page.goto((site / "sip-codes.nl.html").as_uri())
    for query in ("486", "4xx", "303", "418", "cause 17", "spookbelletjes"):
        ask(page, [query])
        fragment = page.locator("[role=option]").first.get_attribute("data-address") or ""
        assert page.evaluate("(id) => !!document.getElementById(id)", fragment.removeprefix("#")), (query, fragment)
