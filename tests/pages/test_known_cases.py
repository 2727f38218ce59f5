"""Known cases on the pages of codes and symptoms, product by product."""

import json
from pathlib import Path

import pytest
from breaking import MEMO
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sipcodes.content.load import load
from sipcodes.folders import TEMPLATES
from sipcodes.recipes import recipes


def page(project: Path, address: str) -> LexborHTMLParser:
    """Return a page of a content folder."""
    return LexborHTMLParser(recipes(project, TEMPLATES, None, MEMO).artifacts[address].data)


def around(tree: LexborHTMLParser) -> LexborNode:
    """Return the part of a page that holds its known cases."""
    node = tree.css_first("details:has(#known)")
    assert node is not None
    return node


def test_known_cases_stand_by_product_and_what_is_of_no_product_comes_last(project: Path) -> None:
    path = project / "known" / "486.toml"
    path.write_text(path.read_text().replace('"FreeSWITCH"', '"baresip"') + path.read_text().split("\n\n")[0])
    cases = around(page(project, "nl/sip-486.html"))
    assert [node.text() for node in cases.css("h3")] == ["baresip", "FreeSWITCH", "Elk toestel"]


def test_a_known_case_says_what_is_its_cause_and_what_its_solution(project: Path) -> None:
    case = around(page(project, "en/sip-486.html")).css_first("li")
    assert case is not None
    assert case.text() == (
        "Every second call to a queue is busy while phones are free. Cause: the queue takes one call."
        " Solution: set max-calls to more than 1. freeswitch#12"
    )
    assert [node.attributes["href"] for node in case.css("a")] == ["https://github.com/signalwire/freeswitch/issues/12"]


def test_a_page_says_of_known_cases_what_its_contents_say(project: Path) -> None:
    links = {number: page(project, f"nl/sip-{number}.html").css('.toc a[href="#known"]') for number in (404, 486)}
    assert [node.text() for node in links[486]] == ["Bekende gevallen per product"]
    assert links[404] == []
    assert page(project, "nl/sip-404.html").css("#known") == []


def test_known_cases_of_a_symptom_stand_on_its_page(project: Path) -> None:
    text = around(page(project, "nl/symptom-always-busy.html")).text()
    assert "Oorzaak: een oproep van gisteren is nooit beëindigd. Oplossing: beëindig die oproep met uuid_kill." in text


def test_a_rare_case_stands_on_the_page_of_further_cases_that_its_own_page_leads_to(project: Path) -> None:
    path = project / "known" / "486.toml"
    path.write_text(path.read_text().rstrip() + "\nrare = true\n")
    own, further = page(project, "en/sip-486.html"), page(project, "en/cases-486.html")
    assert [node.text() for node in around(own).css("h3")] == ["FreeSWITCH"]
    assert [(node.attributes["href"], node.text()) for node in around(own).css(".more")] == [
        ("cases-486.html", "More known cases, which are met less often (1)")
    ]
    assert [node.text() for node in further.css("h3")] == ["Any phone"]
    assert [node.attributes["href"] for node in further.css(".lead a")] == ["sip-486.html#known"]
    assert [(node.attributes["href"], node.text()) for node in further.css(".toc a")] == [
        ("#known-any-phone", "Any phone")
    ]
    assert further.css_first("section > h3#known-any-phone") is not None
    assert "en/cases-404.html" not in recipes(project, TEMPLATES, None, MEMO).artifacts


def test_known_cases_are_in_the_data(project: Path) -> None:
    artifacts = recipes(project, TEMPLATES, None, MEMO).artifacts
    known = json.loads(artifacts["sip-486.json"].data)["known"]
    assert [case["product"] for case in known] == ["FreeSWITCH", "Any phone"]
    assert known[1]["change"] == {"nl": "zet niet storen uit", "en": "switch do not disturb off"}
    assert json.loads(artifacts["symptoms.json"].data)["symptoms"][0]["known"][0]["source"].endswith("/pull/34")
    labels = json.loads(artifacts["codes.json"].data)["labels"]
    assert labels["product"]["Any phone"]["nl"] == "Elk toestel"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("https://github.com/a/b/issues/12", "b#12"),
        ("https://github.com/a/b/discussions/12#discussioncomment-3", "b#12"),
        ("https://www.example.com/a/b?c=1", "example.com"),
        ("https://github.com/a/b/wiki#c", "b"),
    ],
)
def test_a_source_has_a_short_name(project: Path, source: str, wanted: str) -> None:
    path = project / "known" / "486.toml"
    path.write_text(path.read_text().replace("https://github.com/signalwire/freeswitch/issues/12", source))
    assert load(project, MEMO).reference.known[0].place == wanted
