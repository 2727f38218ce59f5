"""What holds for every page of the real site."""

import re
from pathlib import Path

import pytest
from reading import RenderedPage

from sipcodes import addresses
from sipcodes.checks.promise import lines
from sipcodes.content.reference import Reference
from sipcodes.folders import CONTENT
from sipcodes.site import Site, build

HERE = Path(__file__).parent.parent


@pytest.mark.programs  # it takes a whole build
def test_a_build_that_remembers_nothing_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert build().files == files


def test_there_is_a_page_for_everything(pages: dict[str, RenderedPage], reference: Reference) -> None:
    wanted = {"index.html", "404.html"}
    wanted |= {addresses.card(number) for number in reference.codes}
    for language in reference.languages:
        wanted |= {addresses.code(language, number) for number in reference.codes}
        wanted |= {addresses.symptom(language, key) for key in reference.symptoms}
        names = ["index", "about", "q850", "other", "symptoms", *reference.categories]
        wanted |= {addresses.page(language, name) for name in names}
    assert wanted <= set(pages)


def test_a_page_says_what_it_is(pages: dict[str, RenderedPage]) -> None:
    kinds = {
        r"index\.html": "start",
        r"404\.html": "missing",
        r"sip-\d{3}\.html": "card",
        r"(nl|en)/sip-\d{3}\.html": "code",
        r"(nl|en)/[1-6]xx\.html": "category",
        r"(nl|en)/software-[a-z0-9-]+\.html": "software",
        r"(nl|en)/symptom-[a-z-]+\.html": "symptom",
        r"(nl|en)/cases-[a-z0-9-]+\.html": "cases",
        r"(nl|en)/index\.html": "overview",
        r"(nl|en)/(q850|other|symptoms|trace|about|data|changes|print)\.html": "",
        r"sip-codes\.(nl|en)\.html": "single",
    }
    for address, page in pages.items():
        wanted = next(kind for pattern, kind in kinds.items() if re.fullmatch(pattern, address))
        assert page.kind == (wanted or Path(address).stem), address


def test_every_page_has_its_language(pages: dict[str, RenderedPage]) -> None:
    wrong = [address for address, page in pages.items() if "/" in address and page.language != address[:2]]
    assert wrong == []


def test_the_first_link_of_every_page_but_the_entrance_skips_to_the_content(pages: dict[str, RenderedPage]) -> None:
    wrong = [
        address
        for address, page in pages.items()
        if page.kind not in {"start", "print"} and page.links[0] != f"#{page.one('main').attributes['id']}"
    ]
    assert wrong == []


def test_every_code_page_has_every_section_in_order_what_a_caller_is_told_first(
    pages: dict[str, RenderedPage], reference: Reference
) -> None:
    order = ("reply", "caller", "causes", "admin")
    assert {*order} == {*addresses.SECTIONS[:4]}
    for address, page in pages.items():
        if page.kind == "code":
            found = [node.attributes["id"] for node in page.tree.css("main [id]")]
            known = reference.known_of[page.one("body").attributes["data-code"] or ""]
            wanted = [name for name in (*order, *addresses.SECTIONS[4:]) if name != "known" or known]
            assert [name for name in found if name in addresses.SECTIONS] == wanted, address


def test_every_code_page_carries_its_number_and_phrase(pages: dict[str, RenderedPage], reference: Reference) -> None:
    for page in pages.values():
        if page.kind in {"code", "card"}:
            body = page.tree.body
            assert body is not None
            number = int(body.attributes["data-code"] or 0)
            assert body.attributes["data-phrase"] == reference.codes[number].phrase
            heading = page.one("h1").text()
            assert str(number) in heading
            assert reference.codes[number].phrase in heading


def test_titles_of_code_pages_start_with_sip_and_end_with_the_meaning(
    pages: dict[str, RenderedPage], reference: Reference
) -> None:
    title = pages["nl/sip-404.html"].one("title").text()
    assert title.startswith(f"SIP 404: {reference.codes[404].remark['nl']}")


def test_every_page_has_one_language_switch_at_most_and_it_leads_to_its_twin(pages: dict[str, RenderedPage]) -> None:
    for address, page in pages.items():
        switches = page.tree.css("a[data-lang-switch]")
        if page.kind in {"overview", "code", "software", "category", "q850", "other", "symptoms", "symptom", "about"}:
            other = {"nl": "en", "en": "nl"}[page.language]
            assert len(switches) == 1, address
            assert switches[0].attributes["hreflang"] == switches[0].attributes["lang"] == other, address
            target, _ = addresses.resolve(address, switches[0].attributes["href"] or "")
            assert target == other + address[2:], address


def test_twins_have_the_same_ids(pages: dict[str, RenderedPage]) -> None:
    for address, page in pages.items():
        if address.startswith("nl/"):
            assert set(page.ids) == set(pages["en" + address[2:]].ids), address


def test_no_link_starts_at_the_root_or_leads_to_a_folder(pages: dict[str, RenderedPage]) -> None:
    wrong = [
        (address, link)
        for address, page in pages.items()
        if page.kind != "missing"
        for link in page.links
        if link.startswith("/")
        or (not link.startswith(("https:", "#", "data:")) and link.partition("#")[0].endswith("/"))
    ]
    assert wrong == []


def test_reason_phrases_are_marked_as_english_that_is_not_to_be_translated(pages: dict[str, RenderedPage]) -> None:
    for page in pages.values():
        if page.kind in {"code", "card"}:
            assert page.one('h1 [lang="en"][translate="no"]').text() == page.one("body").attributes["data-phrase"]


def test_nothing_comes_from_a_third_party(files: dict[str, bytes]) -> None:
    pattern = re.compile(
        rb'(?:src|srcset|data|poster)="https?:|@import|url\((?!data:)|<link rel="(?:stylesheet|preload)" href="https?:'
    )
    assert [name for name, data in files.items() if name.endswith(".html") and pattern.search(data)] == []


ARTICLE = {
    404: ("niet herkend", "niet compleet|onvolledig|incompleet"),
    408: ("neemt niet (op|aan)", "gaat niet over"),
    484: ("niet compleet|onvolledig|incompleet",),
    486: ("in gesprek",),
    487: ("opge(nomen|hangen)|beëindig",),
    500: ("opzetten", "opnieuw|nogmaals"),
    503: ("aanbieder|provider", "niet beschikbaar", "opnieuw|nogmaals"),
}


def test_the_remarks_of_the_source_article_are_on_the_dutch_overview(pages: dict[str, RenderedPage]) -> None:
    for number, patterns in ARTICLE.items():
        row = pages["nl/index.html"].one(f"#sip-{number}").text()
        for pattern in patterns:
            assert re.search(pattern, row), f"{number}: {pattern!r} not in {row!r}"


NEAR_PAIRS = [
    (401, 407),
    (404, 604),
    (480, 486),
    (486, 600),
    (480, 600),
    (488, 606),
    (403, 603),
    (503, 603),
    (607, 608),
]


@pytest.mark.parametrize("pair", NEAR_PAIRS)
def test_near_pairs_are_told_apart_on_both_pages(pages: dict[str, RenderedPage], pair: tuple[int, int]) -> None:
    for language in ("nl", "en"):
        for here, there in (pair, pair[::-1]):
            text = pages[f"{language}/sip-{here}.html"].one("details:has(#similar)").text()
            assert str(there) in text, (language, here, there)


def test_no_file_but_one_is_called_404_html(files: dict[str, bytes]) -> None:
    assert [name for name in files if name.rpartition("/")[2] == "404.html"] == ["404.html"]


def test_every_page_says_whose_it_is_and_where_to_report_a_mistake(
    pages: dict[str, RenderedPage], reference: Reference
) -> None:
    for address, page in pages.items():
        if page.kind != "redirect":
            links = [link.attributes["href"] for link in page.tree.css(".trust a")]
            assert reference.settings.report in links, address
            assert str(reference.settings.checked) in page.one(".trust").text(), address


def test_the_real_site_keeps_what_it_promised(whole: Site) -> None:
    listed = [line for line in (CONTENT / "published.txt").read_text().splitlines() if not line.startswith("#")]
    answered = {*lines(whole.promises)} | whole.recipes.promise.redirects.keys()
    assert listed
    assert [line for line in listed if line not in answered] == []


def test_the_addresses_that_the_design_fixes_are_promised(whole: Site, reference: Reference) -> None:
    there = {*lines(whole.promises)}
    sections = ("meaning", "causes", "caller", "admin", "reply", "flow", "example", "technical", "similar", "source")
    for language in reference.languages:
        for number in reference.codes:
            assert {f"{language}/sip-{number}.html#{section}" for section in sections} <= there
            assert f"{language}/index.html#sip-{number}" in there
        assert {f"{language}/index.html#{key}" for key in reference.categories} <= there
        assert {f"{language}/q850.html#cause-{number}" for number in reference.causes} <= there
        assert {f"{language}/other.html#{other.id}" for other in reference.others.values()} <= there
        assert {f"{language}/symptoms.html#{key}" for key in reference.symptoms} <= there
