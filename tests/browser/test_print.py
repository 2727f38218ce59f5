"""Paper: how many sheets, with what on them, black on white."""

import re
import unicodedata
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument
from visits import BASE, LANGUAGES, to_look_at, visiting

PAPER_WIDTH = 688  # CSS pixels of an A4 between margins of 14 mm
HEADINGS = "main :is(h2, h3):visible:not(.toc *, .visually-hidden)"


def printed(page: Page) -> list[str]:
    """Return the text of each sheet, without what a sheet has lost beside it."""
    with closing(PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
        return [sheet.get_textpage().get_text_bounded() for sheet in paper]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_for_the_wall_is_one_sheet(
    chromium: Browser, files: Mapping[str, bytes], scheme: str, language: str
) -> None:
    with visiting(chromium, files, color_scheme=scheme) as page:
        page.goto(f"{BASE}{language}/print.html")
        assert len(printed(page)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_a_page_is_on_its_printout_and_a_code_takes_three_sheets_or_four_with_known_cases(
    chromium: Browser, files: Mapping[str, bytes], language: str
) -> None:
    """The heading of every section that is on the screen is on paper; with ALL_PAGES=1 on all pages.

    Of the codes the longest are printed, with known cases and without: fewer bytes take no more sheets.
    """
    codes = sorted(
        (name for name in files if re.fullmatch(rf"{language}/sip-\d+\.html", name)), key=lambda n: -len(files[n])
    )
    cases = [name for name in codes if b'id="known"' in files[name]]
    longest = [*cases[:10], *[name for name in codes if name not in cases][:4]]
    others = [name for name in to_look_at(files) if not name.startswith(tuple({*LANGUAGES} - {language}))]
    wrong = {}
    with visiting(chromium, files) as page:
        for address in dict.fromkeys([*longest, *others]):
            page.goto(BASE + address)
            headings = page.locator(HEADINGS).all_inner_texts()
            sheets = printed(page)
            text = _bare("".join(sheets))
            missing = [heading for heading in headings if _bare(heading) not in text]
            most = 4 if address in cases else 3
            if missing or (address in codes and len(sheets) > most):
                wrong[address] = (missing, len(sheets))
    assert wrong == {}


def _bare(text: str) -> str:
    """Leave out what a PDF breaks lines with, and take its ligatures apart."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\ufffe", ""))


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


@pytest.mark.parametrize("fragment", ["sip-486", "sip-486-admin"])
def test_of_the_one_file_copy_the_entry_that_is_looked_at_is_printed(
    chromium: Browser, site: Path, fragment: str
) -> None:
    page = chromium.new_page()
    page.goto(f"{(site / 'sip-codes.en.html').as_uri()}#{fragment}")
    sheets = printed(page)
    page.close()
    assert len(sheets) <= 4
    assert "Busy Here" in sheets[0]
    assert "Ambiguous" not in sheets[0]
