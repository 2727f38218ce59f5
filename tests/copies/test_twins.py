"""Plain-text twins: every page as Markdown, and what lists and joins them."""

import re
from posixpath import dirname, join, normpath

import markdown
import pytest
from reading import RenderedPage, rendered, said

from sipcodes.content.reference import Reference
from sipcodes.site import Site


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, RenderedPage]:
    """Every page of the real site."""
    return rendered(files)


@pytest.fixture(scope="module")
def twins(files: dict[str, bytes]) -> dict[str, str]:
    """Every twin, by its address."""
    return {name: data.decode() for name, data in files.items() if name.endswith(".md")}


def words(text: str) -> str:
    """Return the words of a text, one space around each."""
    found = re.findall(r"\w+", text.lower())
    return f" {' '.join(found)} "


def shown(twin: str) -> list[str]:
    """Return the blocks of a twin, without the line that says where its page is."""
    html = markdown.markdown(twin.rpartition("\n---\n")[0], extensions=["tables", "fenced_code", "sane_lists"])
    return said(f"<body>{html}</body>")


def test_every_page_names_its_twin(pages: dict[str, RenderedPage], twins: dict[str, str]) -> None:
    named = {}
    for address, page in pages.items():
        links = page.tree.css('link[rel="alternate"][type="text/markdown"]')
        if page.kind in {"missing", "single", "redirect"}:
            assert not links
            continue
        (link,) = links
        named[address] = normpath(join(dirname(address), link.attributes["href"] or ""))
    assert named == {name: f"{name.removesuffix('.html')}.md" for name in named}
    assert twins.keys() == {*named.values()}


SAMPLE = re.compile(
    r"(?:\w\w/)?(?:sip-(?:[1-6]00|401|407|480|486|503|608)|(?!sip-|symptom-|software-).*|.*-(?:486|no-.*))\.html"
)


def test_a_twin_says_what_its_page_says(pages: dict[str, RenderedPage], twins: dict[str, str]) -> None:
    compared = 0
    for address, page in pages.items():
        twin = twins.get(f"{address.removesuffix('.html')}.md")
        if twin is None or not SAMPLE.fullmatch(address):
            continue
        # the board shows what the lists below it say, the entrance has nothing below it; rows of products are sentences
        # in a twin, and want no head
        drawn = () if page.kind == "start" else (".board", ".tool", 'details:has([id^="rows-"]) thead')
        here, there = said(page.html.decode(), *drawn), shown(twin)
        all_here, all_there = words(" ".join(here)), words(" ".join(there))
        assert [text for text in here if words(text) not in all_there] == [], address
        assert [text for text in there if words(text) not in all_here] == [], address
        compared += 1
    assert compared > 60


def test_links_of_a_twin_lead_to_files_of_the_site(files: dict[str, bytes], twins: dict[str, str]) -> None:
    for address, twin in twins.items():
        for link in re.findall(r"\]\(([^)\s#]+)[^)\s]*\)", re.sub(r"`[^`]*`", "", twin)):
            if ":" not in link:
                assert normpath(join(dirname(address), link)) in files, (address, link)


def test_a_twin_ends_with_the_address_of_its_page(twins: dict[str, str], reference: Reference) -> None:
    for address, twin in twins.items():
        page = f"<{reference.settings.base_url}{address.removesuffix('.md')}.html>"
        assert page in twin.rpartition("\n---\n")[2]


def test_llms_txt_has_the_form_of_its_proposal(files: dict[str, bytes], reference: Reference) -> None:
    """A title, a quoted summary, remarks without a heading, then lists of links, as llmstxt.org has it."""
    text = files["llms.txt"].decode()
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert re.match(r"# \S.*\n\n> \S", head)
    assert "\n#" not in head
    for section in sections:
        _, *lines = section.strip().split("\n")
        assert [line for line in lines if line and not re.fullmatch(r"- \[[^\]]+\]\(https://\S+\)(: .+)?", line)] == []
    assert sections[-1].startswith("Optional\n")
    base = reference.settings.base_url
    links = re.findall(r"\]\((\S+)\)", text)
    assert [link for link in links if link.removeprefix(base) not in files] == []
    for language in reference.languages:
        wanted = {f"{base}{language}/sip-{number}.md" for number in reference.codes}
        wanted |= {f"{base}{language}/symptom-{key}.md" for key in reference.symptoms}
        assert wanted <= {*links}


def test_llms_full_txt_holds_what_explains_with_links_that_hold_anywhere(
    files: dict[str, bytes], twins: dict[str, str], reference: Reference
) -> None:
    text = files["llms-full.txt"].decode()
    for language in reference.languages:
        for name in (f"sip-{number}" for number in reference.codes):
            heading = twins[f"{language}/{name}.md"].partition("\n")[0]
            assert f"\n{heading}\n" in text
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert [link for link in links if not link.startswith(("https://", "mailto:"))] == []


def test_twins_stay_with_the_host(whole: Site, files: dict[str, bytes]) -> None:
    assert [name for name in files if ".md." in name] == []
    assert whole.promises["nl/sip-486.md"] == ()
    assert {"llms.txt", "llms-full.txt"} <= whole.promises.keys()
