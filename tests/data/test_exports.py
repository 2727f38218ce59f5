"""The data for programs, and what tells search engines and browsers the way."""

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from reading import RenderedPage, said

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
    assert len(names) == 78
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
        ("codes.json", "codes", [{}]),
        ("symptoms.json", "symptoms", [{}]),
        ("q850.json", "causes", [{}]),
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


def test_every_part_of_the_schema_says_what_it_is(files: dict[str, bytes]) -> None:
    schema = json.loads(files["codes.schema.json"])
    said = {name: one["description"] for name, one in schema["$defs"].items()}
    said |= {
        f"{name}.{field}": value["description"]
        for name, one in schema["$defs"].items()
        for field, value in one["properties"].items()
    }
    assert len(said) > 150
    assert [name for name, text in said.items() if not text] == []


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


def test_the_parts_apart_say_what_the_whole_says(files: dict[str, bytes], codes: dict[str, Any]) -> None:
    assert json.loads(files["symptoms.json"])["symptoms"] == codes["symptoms"]
    assert json.loads(files["q850.json"])["causes"] == codes["causes"]


def strings(data: object) -> Iterator[str]:
    """Yield every text in data."""
    match data:
        case str():
            yield " ".join(data.split())
        case dict():
            for value in data.values():
                yield from strings(value)
        case list():
            for value in data:
                yield from strings(value)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_data_holds_what_the_pages_say(
    codes: dict[str, Any], pages: dict[str, RenderedPage], language: str
) -> None:
    """Every sentence on the page of a code, symptom or class is in its record, or in that of a code which it names."""
    short = [text for code in codes["codes"] for text in strings([code["remark"], code["meaning"]])]
    short += [f"{code['number']} {code['phrase']} {code['remark'][language]}" for code in codes["codes"]]
    common = " ".join([*strings(codes["labels"]), *short])
    # numbers and names that stand apart in the data
    composed = ("table", ".board", ".facts", "#q850 + ul", "#software + p", ".around")
    kinds = {"codes": "sip-{number}", "symptoms": "symptom-{key}", "classes": "{key}"}
    for group, address in kinds.items():
        for record in codes[group]:
            page = pages[f"{language}/{address.format(**record)}.html"]
            steps = [
                f"{step['label'][language]} {step['text'][language]}"
                for step in record.get("flow", {"steps": ()})["steps"]
            ]
            looks = [
                f"{one['name']} {one['why'][language]}"
                for kind in record.get("examples", {}).values()
                for one in kind["look"]
            ]
            held = " ".join([*strings(record), *steps, *looks, common]).replace("`", "").lower()
            sentences = [
                one for text in said(page.html.decode(), *composed) for one in re.split(r"(?<=[.?!:;]) ", text)
            ]
            long = [one.rstrip(".:;") for one in sentences if len(re.sub(r"RFC \d+ §\S+", "", one).split()) > 9]
            absent = [one for one in long if one.lower() not in held]
            assert absent == [], page.address


def test_markdown_in_the_data_holds_away_from_its_page(codes: dict[str, Any]) -> None:
    entries = [*codes["codes"], *codes["symptoms"], *codes["classes"]]
    texts = [
        passage["markdown"]
        for entry in entries
        for section in entry["sections"].values()
        for passage in section.values()
    ]
    links = [target for text in texts for target in re.findall(r"\]\(([^)]*)\)", text)]
    assert links
    assert [link for link in links if not link.startswith("https://")] == []
    assert [text for text in texts if "{#" in text] == []


def test_every_value_that_is_one_of_a_few_has_its_words(codes: dict[str, Any]) -> None:
    labels = codes["labels"]
    for code in codes["codes"]:
        assert code["verdict"] in labels["verdict"]
        assert code["retry"] in labels["retry"]
        assert {*code["senders"]} <= labels["senders"].keys()
        assert {*code["sections"]} - {"reply-informal"} <= labels["sections"].keys()
        assert {header["need"] for header in code["headers"]} <= labels["need"].keys()
        assert {row["kind"] for row in code["stacks"]} <= labels["stacks"].keys()
        assert not code["effect"] or code["effect"]["scope"] in labels["scope"]
        assert not code["http"] or code["http"]["same"] in labels["same"]
    assert {other["kind"] for other in codes["unregistered"]} <= labels["kind"].keys()
    assert {symptom["group"] for symptom in codes["symptoms"]} <= labels["group"].keys()


def test_every_address_in_the_data_is_on_the_site(
    codes: dict[str, Any], pages: dict[str, RenderedPage], reference: Reference
) -> None:
    groups = ("codes", "unregistered", "causes", "symptoms", "classes", "patterns")
    entries = [entry for group in groups for entry in codes[group]]
    urls = [url for entry in entries for url in [entry["doc_url"], *entry["urls"].values()]]
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
        location = url.findtext("s:loc", "", SITEMAP)
        name = location.rpartition("/")[2].removesuffix(".html")
        days = [one.day.isoformat() for one in reference.changes if not one.pages or name in one.pages]
        assert url.findtext("s:lastmod", namespaces=SITEMAP) == max(days), location
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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_of_links_has_a_row_per_code_that_leads_to_its_page(
    files: dict[str, bytes], pages: dict[str, RenderedPage], reference: Reference, language: str
) -> None:
    table = csv.DictReader(io.StringIO(files[f"links.{language}.csv"].decode(), newline=""))
    found = {row["code"]: row for row in table}
    assert [*found] == [*map(str, reference.codes), *(other.shown for other in reference.others.values())]
    assert found["486"]["meaning"] == reference.codes[486].remark[language]
    for row in found.values():
        address, _, fragment = row["address"].removeprefix(reference.settings.base_url).partition("#")
        assert address in pages
        assert not fragment or fragment in pages[address].ids


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_feed_is_read_by_a_parser_of_feeds_and_has_what_its_rfc_wants(
    files: dict[str, bytes], pages: dict[str, RenderedPage], reference: Reference, language: str
) -> None:
    """RFC 4287 §4.1.1, §4.1.2: an id, a title and a moment for the feed and each entry, an author, links to itself."""
    feed = feedparser.parse(files[f"{language}/changes.atom"])
    assert (feed.bozo, feed.version, feed.encoding) == (False, "atom10", "utf-8")
    base = reference.settings.base_url
    assert feed.feed.id == f"{base}{language}/changes.atom"
    assert (feed.feed.title, feed.feed.author, feed.feed.language) != ("", "", "")
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{base}{language}/changes.atom",
        "alternate": f"{base}{language}/changes.html",
    }
    ids = [entry.id for entry in feed.entries]
    assert ids == [f"{base}{language}/changes.html#{change.key}" for change in reference.changes]
    assert len({*ids}) == len(ids)
    assert all(entry.id.partition("#")[2] in pages[f"{language}/changes.html"].ids for entry in feed.entries)
    moments = [entry.updated for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.feed.updated == moments[0]
    assert [entry.title for entry in feed.entries] == [change.what[language] for change in reference.changes]


def test_the_page_of_changes_names_its_feed(pages: dict[str, RenderedPage]) -> None:
    for language in ("nl", "en"):
        for name in ("changes", "index"):
            link = pages[f"{language}/{name}.html"].one('link[type="application/atom+xml"]')
            assert (link.attributes["rel"], link.attributes["href"]) == ("alternate", "changes.atom")
