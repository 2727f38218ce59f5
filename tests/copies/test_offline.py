"""The copies to take along: one file per language, the zip, the docset. Browsers open them in browser/."""

import io
import plistlib
import re
import sqlite3
import tarfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from reading import RenderedPage, rendered

from sipcodes import addresses
from sipcodes.content.reference import Reference
from sipcodes.pages.policy import Policy

SINGLES = ("sip-codes.nl.html", "sip-codes.en.html")
DOCUMENTS = "Contents/Resources/Documents/"


@pytest.fixture(scope="module")
def unpacked(files: dict[str, bytes]) -> dict[str, bytes]:
    """What is in the zip, by path in its folder."""
    with zipfile.ZipFile(io.BytesIO(files["sip-codes-offline.zip"])) as archive:
        assert archive.testzip() is None
        folder = "sip-codes-offline/"
        return {name.removeprefix(folder): archive.read(name) for name in archive.namelist() if name.startswith(folder)}


@pytest.fixture(scope="module")
def taken(unpacked: dict[str, bytes]) -> dict[str, RenderedPage]:
    """The pages in the zip."""
    return rendered(unpacked)


@pytest.fixture(scope="module", params=SINGLES)
def single(request: pytest.FixtureRequest, files: dict[str, bytes]) -> RenderedPage:
    """A one-file copy."""
    return RenderedPage(request.param, files[request.param])


@cache
def _page(address: str, html: bytes) -> RenderedPage:
    """Parse a page once: the one-file copies are large."""
    return RenderedPage(address, html)


def dead_links(page: RenderedPage, copy: dict[str, bytes], site: dict[str, bytes], base_url: str) -> Iterator[str]:
    """Yield the links of a page of a copy that lead nowhere: in the copy, or for hosted ones on the site."""
    for link in dict.fromkeys(page.links):
        if link.startswith(("data:", "mailto:")) or (link.startswith("https://") and not link.startswith(base_url)):
            continue
        if link.startswith(base_url):
            place, (address, _, fragment) = site, link.removeprefix(base_url).partition("#")
        else:
            place, (address, fragment) = copy, addresses.resolve(page.address, link)
        page_there = fragment and address.endswith(".html") and address in place
        if address not in place or (page_there and fragment not in _page(address, place[address]).ids):
            yield link


def test_a_one_file_copy_asks_for_nothing(single: RenderedPage) -> None:
    for node in single.tree.css("[src], link:not([rel=canonical]):not([rel=alternate])"):
        needed = node.attributes.get("src") or node.attributes.get("href") or ""
        assert needed.startswith("data:"), node.html
    assert b"@import" not in single.html
    assert b"url(http" not in single.html


def test_every_link_of_a_one_file_copy_is_live(
    single: RenderedPage, files: dict[str, bytes], reference: Reference
) -> None:
    assert list(dead_links(single, {name: files[name] for name in SINGLES}, files, reference.settings.base_url)) == []
    (other,) = {*SINGLES} - {single.address}
    relative = [link for link in single.links if not re.match(r"#|https://|data:|mailto:", link)]
    assert relative == [other]


def test_ids_of_a_one_file_copy_are_those_of_the_pages_with_their_name(
    single: RenderedPage, reference: Reference
) -> None:
    assert {name: count for name, count in single.ids.items() if count > 1} == {}
    for number in reference.codes:
        sections = {*addresses.SECTIONS} - ({"known"} if not reference.known_of[str(number)] else set())
        assert {f"sip-{number}", *(f"sip-{number}-{section}" for section in sections)} <= set(single.ids)
    assert {"index", "q850-cause-17", "about", "symptoms", "other", "4xx"} <= set(single.ids)


def test_what_refers_to_an_id_still_does_in_a_one_file_copy(single: RenderedPage) -> None:
    for key in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for node in single.tree.css(f"[{key}]"):
            for name in (node.attributes[key] or "").split():
                assert name in single.ids, node.html


def test_a_one_file_copy_has_one_entry_per_code_with_all_that_its_page_has(
    single: RenderedPage, files: dict[str, bytes], reference: Reference
) -> None:
    for number in reference.codes:
        (entry,) = single.tree.css(f'[data-code="{number}"]')
        page = RenderedPage("", files[f"{single.language}/sip-{number}.html"])
        assert (entry.id, entry.attributes["data-phrase"]) == (f"sip-{number}", reference.codes[number].phrase)
        assert entry.text().split() == page.one("main").text().split()
        assert len(entry.css("figure svg")) == len(page.tree.css("main figure svg"))


def test_headings_of_a_one_file_copy_go_down_without_a_gap(single: RenderedPage) -> None:
    levels = [int(str(node.tag)[1]) for node in single.tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_policy_of_a_one_file_copy_names_its_own_scripts_and_styles(single: RenderedPage) -> None:
    policy = single.one('meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
    scripts = [node.text() for node in single.tree.css("script:not([type])")]
    styles = [node.text() for node in single.tree.css("style")]
    assert (len(scripts), len(styles)) == (2, 1)
    for text in (*scripts, *styles):
        assert Policy((text,), ()).directives["style-src"][0] in policy
    assert "'self'" not in policy.split("script-src")[1].split(";")[0]
    assert single.html.startswith(b"<!DOCTYPE html>")


def test_copies_say_of_when_they_are_and_where_the_newest_is(
    single: RenderedPage, taken: dict[str, RenderedPage], reference: Reference
) -> None:
    settings = reference.settings
    for page in (single, *taken.values()):
        note = page.one("p.offline")
        assert settings.version in note.text()
        assert settings.released.isoformat() in note.text()
        link = note.css_first("a")
        assert link is not None
        language = page.language
        assert link.attributes["href"] == f"{settings.base_url}{language}/about.html#offline"


def test_a_page_of_both_languages_says_so_in_both(unpacked: dict[str, bytes]) -> None:
    for address in ("index.html", "sip-486.html"):
        notes = _page(address, unpacked[address]).tree.css("p.offline")
        assert [note.attributes["lang"] for note in notes] == ["nl", "en"]


def test_the_copy_of_the_other_language_is_looked_for_beside_it(single: RenderedPage) -> None:
    (other,) = {*SINGLES} - {single.address}
    assert single.one("a[data-lang-switch]").attributes["href"] == other


def test_copies_are_not_for_search_engines(single: RenderedPage, taken: dict[str, RenderedPage]) -> None:
    for page in (single, *taken.values()):
        assert page.one('meta[name="robots"]').attributes["content"] == "noindex", page.address


def test_copy_buttons_of_the_copies_give_the_hosted_address(
    single: RenderedPage, taken: dict[str, RenderedPage], reference: Reference
) -> None:
    base = reference.settings.base_url
    for page in taken.values():
        assert page.one('link[rel="canonical"]').attributes["href"] == base + page.address
    for number in reference.codes:
        hosted = f"{base}{single.language}/sip-{number}.html"
        (entry,) = single.tree.css(f'article[data-code="{number}"]')
        buttons = entry.css("[data-copy-link]")
        assert buttons
        assert {button.attributes["data-copy"] for button in buttons} == {hosted}
        anchors = {anchor.attributes["data-copy"] for anchor in entry.css("a.anchor")}
        assert f"{hosted}#causes" in anchors


def test_the_zip_holds_the_whole_site_in_a_folder_of_its_own(
    files: dict[str, bytes], unpacked: dict[str, bytes], reference: Reference
) -> None:
    with zipfile.ZipFile(io.BytesIO(files["sip-codes-offline.zip"])) as archive:
        first, *rest = archive.namelist()
        assert first == "sip-codes-offline.html"
        assert b'href="sip-codes-offline/index.html"' in archive.read(first)
        assert all(name.startswith("sip-codes-offline/") for name in rest)
        assert archive.namelist() == sorted(archive.namelist())
    left_out = {name for name in files if name not in unpacked and not name.endswith((".br", ".gz", ".md"))}
    assert left_out == {
        *(".htaccess", ".nojekyll", "_headers", "_redirects", "_nginx.conf", "_caddy.conf", "404.html", "robots.txt"),
        *(
            "sitemap.xml",
            "opensearch.nl.xml",
            "opensearch.en.xml",
            "sip-codes-offline.zip",
            *SINGLES,
            "sip-codes.docset.tgz",
            "sip-codes.xml",
        ),
        *("llms.txt", "llms-full.txt", "nl/changes.atom", "en/changes.atom"),
        *(addresses.share(number) for number in reference.codes),
    }


def test_every_link_of_the_unpacked_zip_is_live(
    files: dict[str, bytes], unpacked: dict[str, bytes], taken: dict[str, RenderedPage], reference: Reference
) -> None:
    for page in taken.values():
        assert list(dead_links(page, unpacked, files, reference.settings.base_url)) == [], page.address


@pytest.fixture(scope="module")
def documentation(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docset on disk, as Dash and Zeal find it by the feed."""
    feed = ET.fromstring(files["sip-codes.xml"])  # noqa: S314 - our own file
    address = (feed.findtext("url") or "").rpartition("/")[2]
    folder = tmp_path_factory.mktemp("docset")
    with tarfile.open(fileobj=io.BytesIO(files[address])) as archive:
        archive.extraction_filter = getattr(
            tarfile, "data_filter", None
        )  # Debian 12 has Python 3.11.2, which takes none
        archive.extractall(folder)  # noqa: S202 - our own file
    return folder / f"{feed.findtext('name')}.docset"


def look_up(documentation: Path, query: str) -> list[tuple[str, str, str]]:
    """Search as Zeal does: the words typed anywhere in a name (zeal, src/libs/registry/docset.cpp)."""
    index = documentation / "Contents" / "Resources" / "docSet.dsidx"
    with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True)) as database:
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", query) + "%"
        found = database.execute(
            r"SELECT name, type, path FROM searchIndex WHERE name LIKE ? ESCAPE '\' ORDER BY name COLLATE NOCASE",
            [pattern],
        )
        return found.fetchall()


def test_a_docset_says_what_it_is(documentation: Path, reference: Reference) -> None:
    info = plistlib.loads((documentation / "Contents" / "Info.plist").read_bytes())
    assert info["isDashDocset"] is True
    assert info["CFBundleIdentifier"] == documentation.stem
    assert info["DashDocSetFallbackURL"] == reference.settings.base_url
    assert (documentation / DOCUMENTS / info["dashIndexFilePath"]).is_file()


def test_the_index_of_a_docset_is_one_table_whose_rows_stand_once(documentation: Path) -> None:
    index = documentation / "Contents" / "Resources" / "docSet.dsidx"
    with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("searchIndex",)]
        rows = database.execute("SELECT name, type, path FROM searchIndex").fetchall()
    assert len(set(rows)) == len(rows) > 0


def test_the_feed_of_the_docset_names_version_and_address(files: dict[str, bytes], reference: Reference) -> None:
    feed = ET.fromstring(files["sip-codes.xml"])  # noqa: S314 - our own file
    assert {child.tag: child.text for child in feed} == {
        "name": "sip-codes",
        "version": reference.settings.version,
        "url": f"{reference.settings.base_url}sip-codes.docset.tgz",
    }


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("query", ["486", "Busy Here", "busy here"])
def test_a_docset_finds_a_code_by_number_and_phrase(documentation: Path, query: str, language: str) -> None:
    assert (f"486 Busy Here ({language})", "Error", f"{language}/sip-486.html") in look_up(documentation, query)


def test_no_two_entries_of_a_docset_have_one_name(documentation: Path) -> None:
    names = [name for name, _, _ in look_up(documentation, "")]
    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_docset_finds_words_causes_and_complaints(documentation: Path, language: str) -> None:
    remark = {"nl": "toestel in gesprek", "en": "phone is busy"}[language]
    assert (f"{remark} (486)", "Entry", f"{language}/sip-486.html") in look_up(documentation, remark)
    assert look_up(documentation, f"USER_BUSY (Q.850 17) ({language})")[0][2] == f"{language}/q850.html#cause-17"
    assert {kind for _, kind, _ in look_up(documentation, "")} == {
        "Category",
        "Constant",
        "Entry",
        "Error",
        "Guide",
        "Value",
    }


def test_everything_that_a_docset_finds_is_in_it(documentation: Path) -> None:
    for name, _, path in look_up(documentation, ""):
        address, _, fragment = path.partition("#")
        page = RenderedPage(address, (documentation / DOCUMENTS / address).read_bytes())
        assert not fragment or fragment in page.ids, name


def test_every_link_of_a_docset_is_live(documentation: Path, files: dict[str, bytes], reference: Reference) -> None:
    root = documentation / DOCUMENTS
    copy = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for page in rendered(copy).values():
        assert list(dead_links(page, copy, files, reference.settings.base_url)) == [], page.address


def test_no_entity_is_escaped_twice(single: RenderedPage) -> None:
    assert not re.search(rb"&amp;(?:amp|lt|gt|quot|#\d+);", single.html)
    assert unescape(single.one("title").text()) == single.one("title").text()
