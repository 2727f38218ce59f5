"""The data for programs, and what tells search engines and browsers the way."""

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reading import RenderedPage

from sipcodes.content.reference import Reference

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture(scope="module")
def codes(files: dict[str, bytes]) -> dict[str, Any]:
    """codes.json as a program sees it."""
    data: dict[str, Any] = json.loads(files["codes.json"])
    return data


@pytest.fixture(scope="module")
def rows(files: dict[str, bytes]) -> list[list[str]]:
    """codes.csv as Python's csv reads it."""
    return list(csv.reader(io.StringIO(files["codes.csv"].decode(), newline="")))


def test_the_data_files_are_valid_by_the_published_schema(files: dict[str, bytes]) -> None:
    schema = json.loads(files["codes.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    names = [name for name in files if name.endswith(".json") and name != "codes.schema.json"]
    assert len(names) == 76
    for name in names:
        data = json.loads(files[name])
        assert data["$schema"] == schema["$id"], name
        assert [error.message for error in validator.iter_errors(data)] == [], name


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("codes.json", "version", 1),
        ("sip-486.json", "number", "486"),
        ("sip-486.json", "verdict", "unknown"),
    ],
)
def test_the_schema_refuses_what_is_wrong(files: dict[str, bytes], name: str, key: str, value: object) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(files["codes.schema.json"]))
    assert not validator.is_valid({**json.loads(files[name]), key: value})


def test_the_schema_takes_a_file_of_later_with_keys_that_it_does_not_know(files: dict[str, bytes]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(files["codes.schema.json"]))
    later = json.loads(files["sip-486.json"])
    later |= {"added": {"later": True}, "headers": [{**header, "added": 1} for header in later["headers"]]}
    assert validator.is_valid(later)


def test_the_schema_names_itself_with_its_version(files: dict[str, bytes], reference: Reference) -> None:
    schema = json.loads(files["codes.schema.json"])
    assert schema["$id"] == f"{reference.settings.base_url}codes.schema.json?version=1"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_data_holds_every_code_and_its_facts_in_both_languages(codes: dict[str, Any], reference: Reference) -> None:
    assert codes["version"] == reference.settings.version
    assert [code["number"] for code in codes["codes"]] == list(reference.codes)
    assert [other["key"] for other in codes["unregistered"]] == list(reference.others)
    assert [cause["number"] for cause in codes["causes"]] == list(reference.causes)
    busy = next(code for code in codes["codes"] if code["number"] == 486)
    assert (busy["phrase"], busy["class"], busy["rfc"]) == ("Busy Here", "4xx", "RFC 3261 §21.4.24")
    assert busy["remark"] == {"nl": "toestel in gesprek", "en": "phone is busy"}
    assert busy["urls"]["nl"] == f"{reference.settings.base_url}nl/sip-486.html"
    assert [row["cause"] for row in busy["q850_to_sip"]] == [17]
    assert {600, 480} <= {twin["code"] for twin in busy["similar"]}


def test_a_file_of_one_code_says_what_the_whole_says(files: dict[str, bytes], codes: dict[str, Any]) -> None:
    for code in codes["codes"]:
        alone = json.loads(files[f"sip-{code['number']}.json"])
        assert {key: alone[key] for key in code} == code


def test_every_address_in_the_data_is_on_the_site(
    codes: dict[str, Any], pages: dict[str, RenderedPage], reference: Reference
) -> None:
    entries = [*codes["codes"], *codes["unregistered"], *codes["causes"]]
    urls = [url for entry in entries for url in entry["urls"].values()] + [code["url"] for code in codes["codes"]]
    for url in urls:
        address, _, fragment = url.removeprefix(reference.settings.base_url).partition("#")
        assert address in pages, url
        assert not fragment or fragment in pages[address].ids, url


def test_the_csv_is_as_rfc_4180_has_it(files: dict[str, bytes], rows: list[list[str]]) -> None:
    text = files["codes.csv"].decode()
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == len(rows)
    assert len({len(row) for row in rows}) == 1


def test_the_csv_has_a_row_per_code_with_both_languages_in_columns(
    rows: list[list[str]], codes: dict[str, Any]
) -> None:
    head, *body = rows
    assert [row[0] for row in body] == [str(code["number"]) for code in codes["codes"]]
    for row, code in zip(body, codes["codes"], strict=True):
        named = dict(zip(head, row, strict=True))
        assert (named["phrase"], named["class"]) == (code["phrase"], code["class"])
        for language in ("nl", "en"):
            for text in ("remark", "meaning", "reply"):
                assert named[f"{text}_{language}"] == code[text][language]


@pytest.mark.programs
def test_libreoffice_reads_the_same_rows(files: dict[str, bytes], rows: list[list[str]], tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.fail("no LibreOffice found: run tools/system-packages, or install Debian's libreoffice-calc-nogui")
    (tmp_path / "codes.csv").write_bytes(files["codes.csv"])
    # filter options: comma, quote, UTF-8, from line 1 (https://help.libreoffice.org, "Filter Options for CSV")
    how = [f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--infilter=CSV:44,34,76,1"]
    what: list[str | Path] = ["--convert-to", "fods", "--outdir", tmp_path, tmp_path / "codes.csv"]
    subprocess.run([office, *how, *what], check=True, capture_output=True, timeout=180)
    opendocument = "urn:oasis:names:tc:opendocument:xmlns"
    names = {"t": f"{opendocument}:table:1.0", "x": f"{opendocument}:text:1.0"}
    repeated = f"{{{names['t']}}}number-columns-repeated"
    found = []
    for row in ET.parse(tmp_path / "codes.fods").iterfind(".//t:table-row", names):  # noqa: S314 - our own file
        cells: list[str] = []
        for cell in row.iterfind("t:table-cell", names):
            text = "\n".join("".join(line.itertext()) for line in cell.iterfind("x:p", names))
            cells += [text] * int(cell.get(repeated, "1"))
        found.append(cells[: len(rows[0])])
    assert found[: len(rows)] == rows


def test_sitemap_canonical_and_alternates_agree(
    files: dict[str, bytes], pages: dict[str, RenderedPage], reference: Reference
) -> None:
    base = reference.settings.base_url
    listed = {}
    for url in ET.fromstring(files["sitemap.xml"]).iterfind("s:url", SITEMAP):  # noqa: S314 - our own file
        links = url.iterfind("x:link", SITEMAP)
        assert url.findtext("s:lastmod", namespaces=SITEMAP) == reference.settings.released.isoformat()
        listed[url.findtext("s:loc", namespaces=SITEMAP)] = {link.get("hreflang"): link.get("href") for link in links}
    shown = {}
    for address, page in pages.items():
        if page.kind not in {"missing", "single", "redirect"}:
            canonical = page.one('link[rel="canonical"]').attributes["href"]
            assert canonical == base + address
            assert not page.tree.css('meta[name="robots"]'), address
            shown[canonical] = page.alternates()
    assert listed == shown


def test_robots_txt_opens_the_site_and_names_the_sitemap(files: dict[str, bytes], reference: Reference) -> None:
    sitemap = f"{reference.settings.base_url}sitemap.xml"
    assert files["robots.txt"].decode() == f"User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_browser_can_take_the_site_as_a_search_engine(
    files: dict[str, bytes], pages: dict[str, RenderedPage], reference: Reference, language: str
) -> None:
    root = ET.fromstring(files[f"opensearch.{language}.xml"])  # noqa: S314 - our own file
    name = root.findtext("o:ShortName", "", OPENSEARCH)
    assert 0 < len(name) <= 16
    assert len(root.findtext("o:Description", "", OPENSEARCH)) <= 1024
    url = root.find("o:Url", OPENSEARCH)
    assert url is not None
    assert url.get("template") == f"{reference.settings.base_url}{language}/index.html#q={{searchTerms}}"
    for page in pages.values():
        if page.language == language and page.kind not in {"missing", "single", "print"}:
            link = page.one('link[rel="search"]').attributes
            assert (link["type"], link["title"]) == ("application/opensearchdescription+xml", name)


def graph(page: RenderedPage) -> dict[str, Any]:
    """Return the parts of a page's JSON-LD by type."""
    data = json.loads(page.one('script[type="application/ld+json"]').text())
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


def test_a_code_page_is_a_defined_term_of_the_overview(pages: dict[str, RenderedPage], reference: Reference) -> None:
    base = reference.settings.base_url
    for language in reference.languages:
        terms = graph(pages[f"{language}/index.html"])["DefinedTermSet"]
        for number, code in reference.codes.items():
            term = graph(pages[f"{language}/sip-{number}.html"])["DefinedTerm"]
            assert (term["termCode"], term["name"]) == (str(number), f"SIP {number} {code.phrase}")
            assert (term["description"], term["inLanguage"]) == (code.meaning[language], language)
            assert term["url"] == f"{base}{language}/sip-{number}.html"
            assert term["inDefinedTermSet"]["@id"] == terms["@id"] == f"{base}{language}/index.html"


def test_breadcrumbs_lead_over_pages_of_the_site_to_the_page_itself(
    pages: dict[str, RenderedPage], reference: Reference
) -> None:
    for address, page in pages.items():
        if page.kind in {"code", "category", "q850", "other", "symptoms", "about"}:
            items = graph(page)["BreadcrumbList"]["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            assert [item["item"].removeprefix(reference.settings.base_url) for item in items][-1] == address
            assert all(item["item"].removeprefix(reference.settings.base_url) in pages for item in items)
            assert all(item["name"] == unescape(item["name"]) for item in items)


def test_a_shared_link_shows_number_phrase_and_meaning(
    pages: dict[str, RenderedPage], files: dict[str, bytes], reference: Reference
) -> None:
    for page in pages.values():
        if page.kind in {"missing", "single", "print"}:
            continue
        nodes = page.tree.css("meta[property]")
        found = {node.attributes["property"]: node.attributes["content"] or "" for node in nodes}
        assert found["og:title"] == page.one("title").text().strip()
        assert found["og:url"] == page.one('link[rel="canonical"]').attributes["href"]
        assert (found["og:image"] or "").removeprefix(reference.settings.base_url) in files
        if page.kind == "code":
            body = page.tree.body
            assert body is not None
            code = reference.codes[int(body.attributes["data-code"] or 0)]
            told = f"{found['og:title']} {found['og:description']}"
            for text in (str(code.number), code.phrase, code.remark[page.language], code.meaning[page.language]):
                assert text in told
