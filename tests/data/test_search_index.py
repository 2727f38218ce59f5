# ruff: noqa: RUF001 - what people type has such characters

import json
import re

import brotli
import pytest

from bench.judged import SETS
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_columns import ROW, Columns
from sipcodes.data.search_index import cause_codes, content, index
from sipcodes.data.search_more import more, more_content
from sipcodes.site import Site


def test_words_are_what_is_compared() -> None:
    assert words("BusyHere, “Niet-geïmplementeerd” & can't ４８６") == [
        *("busy", "here", "niet", "geimplementeerd", "cant", "486"),
    ]


def test_the_index_is_a_script_that_sets_one_global(reference: Reference) -> None:
    script = index(reference, "nl")
    assert script.startswith("window.sipIndex={")
    assert more(reference, "nl").startswith("window.sipMore={")
    assert json.loads(script.removeprefix("window.sipIndex=").rstrip(";\n")) == json.loads(
        json.dumps(content(reference, "nl"))
    )


def test_a_code_has_its_texts_in_the_language_of_the_page_first(reference: Reference) -> None:
    (row,) = [row for row in _rows(content(reference, "nl")["codes"]) if row["number"] == "486"]
    assert row["phrase"] == "Busy Here"
    assert row["remark"] == reference.codes[486].remark["nl"]
    assert "Busy" in row["former"].split("|") or not reference.codes[486].formerly
    assert "in gesprek" in row["own"].split("|")
    assert row["cited"].startswith("21.4.24")


def test_what_only_pastes_and_rare_words_need_is_in_a_second_file(reference: Reference) -> None:
    for language in reference.languages:
        first, rest = content(reference, language), more_content(reference, language)
        for name in ("codes", "others", "causes"):
            assert len(_rows(first[name])) == len(_rows(rest[name])), name
    row = _rows(more_content(reference, "nl")["codes"])[list(reference.codes).index(486)]
    assert "Gebruiker is in gesprek" in row["printed"].split("|")
    assert set(row["own"].split("|")).isdisjoint(_rows(content(reference, "nl")["codes"])[0]["own"].split("|"))


def test_every_sentence_that_a_product_prints_leads_to_its_code_or_symptom(reference: Reference) -> None:
    prints = dict(text.rsplit("=", 1) for text in more_content(reference, "en")["prints"].split("|"))
    assert prints["No matching endpoint found"] == "401"
    assert {about.removeprefix("symptom-") for about in prints.values()} <= {
        *map(str, reference.codes),
        *reference.others,
        *reference.symptoms,
    }


def test_neither_file_is_heavier_than_its_bar(whole: Site) -> None:
    """What a first search takes, and what a paste takes besides, in bytes with brotli."""
    for language in whole.reference.languages:
        first, rest = (
            sum(len(brotli.compress(whole.files[name])) for name in whole.files if re.fullmatch(pattern, name))
            for pattern in (
                rf"assets/(?:site|search\.{language})\.\w{{8}}\.js",
                rf"assets/search-more\.{language}\.\w{{8}}\.js",
            )
        )
        assert first <= 40_000
        assert rest <= 40_000


def test_every_code_category_cause_other_and_symptom_can_be_found(reference: Reference) -> None:
    for language in reference.languages:
        made = content(reference, language)
        assert [row["number"] for row in _rows(made["codes"])] == list(map(str, reference.codes))
        assert [row["code"] for row in _rows(made["classes"])] == list(reference.categories)
        assert [row["number"] for row in _rows(made["causes"])] == list(map(str, reference.causes))
        assert [row["code"] for row in _rows(made["others"])] == list(reference.others)
        assert [row["key"] for row in _rows(made["symptoms"])] == list(reference.symptoms)


@pytest.mark.parametrize(
    ("cause", "codes"),
    [
        (17, [486]),  # RFC 3398: one code
        (21, [403, 603]),  # RFC 3398 has both, programs send either
        (22, [410, 301]),  # programs send 410, 301 needs the new number
        (44, [503]),  # only programs have it
        (16, [480]),  # what FreeSWITCH sends when it comes before the answer
        (14, []),  # nobody has it
    ],
)
def test_a_cause_leads_to_its_codes_likeliest_first(reference: Reference, cause: int, codes: list[int]) -> None:
    assert cause_codes(reference, cause) == codes


def test_names_and_numbers_of_programs_lead_to_codes(reference: Reference) -> None:
    made = more_content(reference, "en")
    assert "ORIGINATOR_CANCEL=487" in str(made["names"]).split("|")
    assert "510559=403" in str(made["numbers"]).split("|")
    assert "USER_BUSY" not in str(made["names"])  # the name of a cause has the codes of the cause


def test_log_lines_come_without_their_placeholders(reference: Reference) -> None:
    for row in _rows(more_content(reference, "en")["codes"]):
        assert "..." not in row["printed"]
        assert '"' not in row["printed"]


def test_search_knowledge_names_codes_that_exist(reference: Reference) -> None:
    searching = reference.searching
    assert {code for codes in searching.deciding.values() for code in codes} <= set(reference.codes)
    assert set(searching.common) <= set(reference.codes)
    assert set(searching.classes) <= set(reference.categories)
    for group in (searching.common, searching.stop, searching.neutral):
        assert len(set(group)) == len(group), [item for item in group if group.count(item) > 1]


def test_judged_sets_are_well_formed() -> None:
    assert len(SETS) >= 7
    for path in SETS:
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        assert head in {f"id\tquery\texpected\tacceptable\tkind\t{last}" for last in ("why", "source")}
        assert len(rows) >= 50, path
        queries = [row.split("\t")[1].lower() for row in rows]
        assert len(set(queries)) == len(queries)
        for row in rows:
            assert re.fullmatch(r"[a-zA-Z]+-?\d{3}\t[^\t]+\t(?:-|[\w,-]+)\t[\w,-]*\t[\w-]+\t[^\t]*", row), row


def test_an_unknown_code_is_treated_as_the_first_of_its_class_but_183_if_provisional(reference: Reference) -> None:
    """RFC 3261 §8.1.3.2."""
    treated = {row["code"]: row["unknown"] for row in _rows(content(reference, "en")["classes"])}
    assert treated == {"1xx": "183", "2xx": "200", "3xx": "300", "4xx": "400", "5xx": "500", "6xx": "600"}


def _rows(columns: Columns) -> list[dict[str, str]]:
    split = [column.split(ROW) for column in columns.values()]
    return [dict(zip(columns, texts, strict=True)) for texts in zip(*split, strict=True)]
