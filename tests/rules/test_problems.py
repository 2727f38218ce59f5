"""Wrong content is refused with the file, the line, what is wrong and what is wanted: the whole message, word for word."""

from pathlib import Path

import pytest
from breaking import MEMO, line_of, problems, replace
from small import build_small

from sipcodes.content.load import load
from sipcodes.problems import ContentError
from sipcodes.rules.ui_words import used_keys


def test_the_small_project_is_right(project: Path) -> None:
    assert list(load(project, MEMO).reference.codes) == [404, 486, 600]


CODES = [
    ("retry = ", "retri = ", [8, "404: unknown key 'retri'; did you mean 'retry'?"]),
    ('"caller"\n', '"calller"\n', [7, "404: verdict: 'step', 'end', 'choice', 'caller', 'path' or 'callee' is wanted (found 'calller'); did you mean 'caller'?"]),
    ('phrase = "Not Found"', "phrase = 404", [2, "404: phrase: a text in quotes is wanted (found 404)"]),
    ('"RFC 3261 §21.4.5"', '"RFC 3261 21.4.5"', [3, "404: rfc: a citation such as 'RFC 3261 §21.4.24' is wanted (found 'RFC 3261 21.4.5')"]),
    ("RFC 3261 §21.4.5", "RFC 3261 §21.4.55", [3, "RFC 3261 §21.4.55: RFC 3261 has no section 21.4.55; did you mean '21.4.5'?"]),
    ("RFC 3261 §21.4.5", "RFC 9999 §1", [3, "RFC 9999 §1: RFC 9999 is not in rfcs.toml, an entry is wanted there"]),
    ('"nummer bestaat niet"', '" nummer"', [10, "404: remark.nl: text without spaces around it is wanted (found ' nummer')"]),
    ('"nummer bestaat niet"', '"overal in gesprek"', [42, "600: remark.nl 'overal in gesprek' is that of 404 too, each is wanted once"]),
    ('senders = ["uas"]', "senders = []", [5, "404: senders: at least 1 item is wanted (found [])"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), [(old, new, wanted) for old, new, *wanted in CODES])
def test_a_mistake_in_the_data_file_is_named_at_its_line(
    project: Path, old: str, new: str, wanted: list[tuple[int, str]]
) -> None:
    replace(project / "codes.toml", old, new)
    found = [p for p in problems(project) if p.startswith("codes.toml")]
    assert sorted(found) == sorted(f"codes.toml:{line}: {message}" for line, message in wanted)


def test_a_code_that_stands_twice_is_refused_at_the_second(project: Path) -> None:
    path = project / "codes.toml"
    path.write_text(path.read_text() + "\n[486]\n")
    line = path.read_text().count("\n")
    assert (
        problems(project)[0]
        == f"codes.toml:{line}: is not TOML: this table stands here twice, once is wanted (`[486]`)"
    )


def test_a_code_outside_100_to_699_is_refused(project: Path) -> None:
    replace(project / "codes.toml", "[600]", "[700]")
    assert (
        f"codes.toml:{line_of(project / 'codes.toml', '[700]')}: 700: number: a response code from 100 to 699 is wanted"
        " (found 700)" in problems(project)
    )


def test_a_code_that_is_no_number_is_refused(project: Path) -> None:
    replace(project / "codes.toml", "[600]", "[six]")
    line = line_of(project / "codes.toml", "[six]")
    assert f"codes.toml:{line}: unknown key 'six', a number is wanted" in problems(project)


def test_a_code_of_an_unknown_category_is_refused(project: Path) -> None:
    replace(project / "categories.toml", "[6xx]", "[5xx]")
    line = line_of(project / "codes.toml", "[600]")
    assert f"codes.toml:{line}: 600: class 6xx is not in categories.toml, an entry is wanted there" in problems(project)


def test_a_text_that_lacks_a_language_is_refused(project: Path) -> None:
    replace(project / "codes.toml", 'meaning.en = "The server does not know this number."\n', "")
    assert problems(project) == [
        "codes.toml:12: 404: meaning: language 'en' is missing, every text is wanted in 'nl', 'en'"
    ]


def test_a_text_in_an_unknown_language_is_refused(project: Path) -> None:
    replace(project / "codes.toml", 'meaning.en = "The server', 'meaning.fr = "Le serveur"\nmeaning.en = "The server')
    assert problems(project) == [
        "codes.toml:12: 404: meaning: unknown language 'fr', the languages of site.toml are 'nl', 'en'"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("similar.toml", "[486, 600]", "[486, 601]", "similar.toml:2: code 601 is not in codes.toml, a registered code is wanted; did you mean '600'?"),
        ("similar.toml", "[486, 600]", "[600, 486]", "similar.toml:2: 600, 486: the lower first is wanted"),
        ("products/freeswitch.toml", "code = 486", "code = 487", "products/freeswitch.toml:7: code 487 is in neither codes.toml nor other.toml; did you mean '486'?"),
        ("products/freeswitch.toml", 'value = "USER_BUSY"\n', "", "products/freeswitch.toml:6: a row of kind 'received' has a value, verbatim"),
        ("products/freeswitch.toml", 'when.nl = "de gebruiker niet in de map staat"\nwhen.en = "the user is not in the directory"\n', "", "products/freeswitch.toml:15: a row that makes says when: the condition, its setting and default are wanted"),
        ("products/freeswitch.toml", "niet in de map staat", "niet in de map staat.", "products/freeswitch.toml:18: 'de gebruiker niet in de map staat.' ends in a full stop, a clause is wanted"),
        ("products/freeswitch.toml", "cause = 17", "cause = 18", "products/freeswitch.toml:10: cause 18 is not in [causes] of q850.toml"),
        ("products/freeswitch.toml", 'symptom = "always-busy"', 'symptom = "always-bsy"', "products/freeswitch.toml:31: symptom 'always-bsy' is not in symptoms.toml; did you mean 'always-busy'?"),
        ("products/freeswitch.toml", 'symptom = "always-busy"\n', "", "products/freeswitch.toml:29: a print stands for a code or for a symptom: one of both is wanted"),
        ("products/freeswitch.toml", 'tag = "v1.11.2"\n', "", "products/freeswitch.toml:1: a repository and its tag go together"),
        ("products/freeswitch.toml", 'repository = "signalwire/freeswitch"\ntag = "v1.11.2"\n', "", "products/freeswitch.toml:11: 'src/mod/endpoints/mod_sofia/sofia_glue.c#L10' is in no repository, an https address is wanted"),
        ("products/freeswitch.toml", "sofia_glue.c#L10", "sofia_glue.c", "products/freeswitch.toml:13: rows 1: source: a path with its lines, such as 'res/x.c#L10-L12', or an https address is wanted (found 'src/mod/endpoints/mod_sofia/sofia_glue.c')"),
        ("headers.toml", 'header = "Retry-After"', 'header = "Retry-Afer"', "headers.toml:3: header 'Retry-Afer' has no [about.Retry-Afer]; did you mean 'Retry-After'?"),
        ("q850.toml", "[[to_sip]]\ncause = 17", "[[to_sip]]\ncause = 18", "q850.toml:10: cause 18 is not in [causes]"),
        ("symptoms.toml", "codes = [486]", "codes = [480]", "symptoms.toml:6: code 480 is not in codes.toml, a registered code is wanted; did you mean '486'?"),
        ("site.toml", "checked = 2026-07-21", 'checked = "soon"', "site.toml:4: checked: a date such as 2026-11-23 is wanted (found 'soon')"),
    ],
)  # fmt: skip
def test_a_fact_that_fits_nothing_is_refused(project: Path, name: str, old: str, new: str, wanted: str) -> None:
    replace(project / name, old, new)
    assert [told for told in problems(project) if told.startswith(wanted)]


def test_a_file_that_is_no_toml_is_refused_at_its_line(project: Path) -> None:
    replace(project / "warnings.toml", 'text = "', "text = ")
    wanted = "warnings.toml:3: is not TOML: a text in quotes, a number, a list in [brackets] or a date is wanted behind the '=' (`text = Media type not available\"`)"
    assert wanted in problems(project)


def test_a_file_that_is_no_utf_8_is_refused_at_its_line(project: Path) -> None:
    path = project / "codes" / "486.nl.md"
    path.write_bytes(path.read_bytes().replace(b"Er wordt", b"E\xe9n wordt"))
    assert problems(project) == ["codes/486.nl.md:7: is not UTF-8 (byte 0xe9), save the file as UTF-8"]


def test_a_missing_article_is_named(project: Path) -> None:
    (project / "codes" / "486.en.md").unlink()
    assert problems(project) == ["codes/486.en.md:1: cannot be read (No such file or directory), a file is wanted here"]


def test_an_article_of_no_code_is_named(project: Path) -> None:
    (project / "codes" / "487.en.md").write_text("## meaning\n")
    assert problems(project) == ["codes/487.en.md:1: belongs to no entry, [487] in codes.toml is wanted"]


PROSE = [
    ("## caller", "## caler", ["9: unknown section 'caler'; did you mean 'caller'?"]),
    ("## caller\n\nBel later terug.\n\n", "", ["9: missing section 'caller', '## caller' is wanted here"]),
    ("## meaning", "Vooraf.\n\n## meaning", ["1: text before the first section, '## meaning' is wanted first"]),
    ("## reply", "## causes", ["17: section 'causes' stands here twice, it is wanted once", "21: missing section 'reply', '## reply' is wanted here"]),
    ("Bel later terug.", "", ["10: section 'caller' is empty, prose is wanted"]),
    ("Bel later terug.", "Bel <b>later</b> terug.", ["11: raw HTML (`<b>`), Markdown alone is wanted"]),
    ("Bel later terug.", "[Bel later terug](javascript:alert)", ["11: link 'javascript:alert' starts with javascript:, https: or a page is wanted"]),
    ("Bel later terug.", "Zie ook SIP 487.", ["11: link 'sip-487.html': no page 'nl/sip-487.html'; did you mean 'nl/sip-486.html'?"]),
    ("Bel later terug.", "Zie ook [dit](sip-600.html#cause).", ["11: link 'sip-600.html#cause': no id 'cause' on 'nl/sip-600.html'; did you mean 'causes'?"]),
    ("Bel later terug.", "Zie ook [dit](q850.html#cause-71).", ["11: link 'q850.html#cause-71': no id 'cause-71' on 'nl/q850.html'; did you mean 'cause-17'?"]),
    ("Bel later terug.", "Zie ook RFC 3261 §21.4.42.", ["11: RFC 3261 §21.4.42: RFC 3261 has no section 21.4.42; did you mean '21.4.24'?"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), PROSE)
def test_a_mistake_in_prose_is_named_at_its_line(project: Path, old: str, new: str, wanted: list[str]) -> None:
    replace(project / "codes" / "486.nl.md", old, new)
    assert problems(project) == [f"codes/486.nl.md:{text}" for text in wanted]


def test_sections_in_another_order_are_refused(project: Path) -> None:
    path = project / "codes" / "486.nl.md"
    text = (
        path.read_text().replace("## meaning", "## x").replace("## causes", "## meaning").replace("## x", "## causes")
    )
    path.write_text(text)
    wanted = "codes/486.nl.md:5: section 'meaning' stands after 'causes', the order "
    assert problems(project) == [f"{wanted}meaning, causes, caller, admin, reply, reply-informal is wanted"]


def test_every_problem_of_every_file_is_told_in_one_run(project: Path) -> None:
    replace(project / "codes.toml", "retry = ", "retri = ")
    replace(project / "codes" / "600.en.md", "## causes", "## cause")
    (project / "categories" / "6xx.nl.md").unlink()
    assert {problem.split(":")[0] for problem in problems(project)} >= {
        "codes.toml",
        "codes/600.en.md",
        "categories/6xx.nl.md",
    }


def template_problems(content: Path, templates: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        build_small(content, templates)
    return [
        str(problem).replace(f"{templates.parent}/", "").replace(f"{content.parent}/", "")
        for problem in caught.value.problems
    ]


def test_a_template_that_uses_an_unknown_word_is_named_with_its_line(project: Path, templates: Path) -> None:
    path = templates / "pages" / "q850.html"
    line = line_of(path, "t('q850.cause')")
    replace(path, "t('q850.cause')", "t('q850.cuase')")
    assert f"templates/pages/q850.html:{line}: unknown UI key 'q850.cuase', an entry in ui.toml is wanted; did you mean 'q850.cause'?" in template_problems(project, templates)  # fmt: skip


def test_a_word_that_the_index_of_the_search_takes_too_is_missed_where_a_template_uses_it(
    project: Path, templates: Path
) -> None:
    replace(project / "ui.toml", 'overview.nl = "Alle codes"\noverview.en = "All codes"\n', "")
    line = line_of(templates / "pages" / "code.html", "t('nav.overview')")
    assert f"templates/pages/code.html:{line}: unknown UI key 'nav.overview', an entry in ui.toml is wanted; did you mean 'nav.other'?" in template_problems(project, templates)  # fmt: skip


def test_a_word_that_no_template_uses_is_named_with_its_line(project: Path, templates: Path) -> None:
    replace(project / "ui.toml", "[q850]\n", '[q850]\ncauseless.nl = "over"\ncauseless.en = "left"\n')
    line = line_of(project / "ui.toml", "causeless")
    assert f"content/ui.toml:{line}: UI key 'q850.causeless' is used by no template" in template_problems(
        project, templates
    )


def test_a_key_of_a_template_is_known_with_what_is_filled_in() -> None:
    template = "{{ t('a.b') }}\n{{ t('a.' ~ name, number=1, **more) }}"
    assert used_keys(template) == [("a.b", 1, True, []), ("a.", 2, False, ["number", "*"])]


def test_a_name_that_a_template_misspells_is_named_with_its_line(project: Path, templates: Path) -> None:
    path = templates / "pages" / "about.html"
    replace(path, "{% block main %}", "{% block main %}\n{{ reference.cods }}")
    line = line_of(path, "reference.cods")
    assert template_problems(project, templates) == [
        f"templates/pages/about.html:{line}: 'sipcodes.content.reference.Reference object' has no attribute 'cods', which this line uses"
    ]


def test_a_template_that_is_none_is_named_with_its_line(project: Path, templates: Path) -> None:
    path = templates / "pages" / "about.html"
    line = line_of(path, "{% endblock %}")
    replace(path, "{% endblock %}", "{% endblok %}")
    found = template_problems(project, templates)
    assert found[0].startswith(f"templates/pages/about.html:{line}: is no template: Encountered unknown tag 'endblok'.")
