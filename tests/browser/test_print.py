"""Paper: how many sheets, with what on them, black on white."""

import io
import re
import unicodedata
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from visits import BASE, LANGUAGES, to_look_at, visiting

PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")
PAPER_WIDTH = 688  # CSS pixels of an A4 between margins of 14 mm


def sheets(pdf: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it, its page objects uncompressed."""
    return len(PAGE_OBJECT.findall(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_for_the_wall_is_one_sheet(
    chromium: Browser, files: Mapping[str, bytes], scheme: str, language: str
) -> None:
    with visiting(chromium, files, color_scheme=scheme) as page:
        page.goto(f"{BASE}{language}/print.html")
        assert sheets(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def test_a_code_takes_at_most_three_sheets(chromium: Browser, files: Mapping[str, bytes]) -> None:
    found = {}
    pages = [name for name in to_look_at(files) if "/sip-" in name]
    heaviest = sorted((name for name in files if re.fullmatch(r"../sip-\d+\.html", name)), key=lambda n: -len(files[n]))
    with visiting(chromium, files) as page:
        for address in dict.fromkeys([*pages, *heaviest[:6]]):
            page.goto(BASE + address)
            found[address] = sheets(page.pdf(format="A4", prefer_css_page_size=True))
    assert {address: count for address, count in found.items() if count > 3} == {}


def test_every_section_of_a_page_is_on_its_printout(chromium: Browser, files: Mapping[str, bytes]) -> None:
    """The heading of every section that is on the screen is in the text of the PDF; with ALL_PAGES=1 on all pages."""
    codes = [name for name in files if re.fullmatch(r"nl/sip-\d+\.html", name)]
    lost = {}
    with visiting(chromium, files) as page:
        for address in dict.fromkeys([*codes, *to_look_at(files)]):
            page.goto(BASE + address)
            headings = page.locator("main :is(h2, h3):visible:not(.toc *, .visually-hidden)").all_inner_texts()
            paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
            text = _bare("".join(sheet.extract_text() for sheet in paper.pages))
            if missing := [heading for heading in headings if _bare(heading) not in text]:
                lost[address] = missing
    assert lost == {}


def _bare(text: str) -> str:
    """Leave out what a PDF breaks lines with, and take its ligatures apart."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).replace("\u00ad", ""))


def test_paper_is_black_on_white_with_the_address_and_nothing_cut(
    chromium: Browser, files: Mapping[str, bytes]
) -> None:
    with visiting(chromium, files, color_scheme="dark", viewport={"width": PAPER_WIDTH, "height": 1000}) as page:
        for address in to_look_at(files):
            page.goto(BASE + address)
            page.emulate_media(media="print", color_scheme="dark")
            luminance = page.evaluate("""() => {
              const canvas = document.createElement("canvas").getContext("2d");
              canvas.fillStyle = getComputedStyle(document.querySelector("h1")).color;
              canvas.fillRect(0, 0, 1, 1);
              return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
            }""")
            assert luminance < 60, address
            assert page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
            assert BASE + address in page.locator(".address").inner_text()
            assert page.locator(".address").is_visible(), address
            assert page.locator("button:visible, input:visible").count() == 0, address
            assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_WIDTH, address
            wide = "[...document.querySelectorAll('pre')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
            assert page.evaluate(wide) == 0, address
            page.emulate_media(media="screen")
