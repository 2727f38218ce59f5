"""Markdown becomes sections, links and ids."""

import pytest

from sipcodes.content.markup import Link, article
from sipcodes.content.short import inline


def convert(text: str, *wanted: str) -> tuple[dict[str, str], list[str]]:
    made = article(text, wanted)
    return {key: str(part.html) for key, part in made.sections.items()}, [
        f"{line}: {what}" for line, what in made.faults
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain *text*", "<p>plain <em>text</em></p>"),
        ("see SIP 486.", '<p>see <a href="sip-486.html">SIP\u00a0486</a>.</p>'),
        ("`SIP 486`", "<p><code>SIP 486</code></p>"),
        ("[SIP 486](q850.html)", '<p><a href="q850.html">SIP 486</a></p>'),
        ("SIP 486-1 and SIP 486.1", "<p>SIP 486-1 and SIP 486.1</p>"),
        (
            "RFC 3261 §21.4.24",
            '<p><a href="https://www.rfc-editor.org/rfc/rfc3261#section-21.4.24">RFC\u00a03261\u00a0§21.4.24</a></p>',
        ),
        (
            "(RFC 3261 §A).",
            '<p>(<a href="https://www.rfc-editor.org/rfc/rfc3261#appendix-A">RFC\u00a03261\u00a0§A</a>).</p>',
        ),
        ("### Kop {#kop}", '<h3 id="kop">Kop</h3>'),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert convert(markdown) == ({"": html}, [])


def test_a_file_is_cut_at_its_sections() -> None:
    sections, problems = convert("## one\n\nfirst\n\n## two\n\nsecond\n", "one", "two")
    assert sections == {"one": "<p>first</p>", "two": "<p>second</p>"}
    assert problems == []


def test_links_know_their_line() -> None:
    made = article("## one\n\nSIP 480\n\nand [x](about.html)\nand SIP 486\n", ("one",))
    assert tuple(made.links) == (Link("sip-480.html", 3), Link("about.html", 5), Link("sip-486.html", 6))


def test_html_in_code_is_no_html() -> None:
    assert convert("`<a href>`") == ({"": "<p><code>&lt;a href&gt;</code></p>"}, [])


def test_an_address_in_angle_brackets_is_no_html() -> None:
    assert convert("a < b and c > d")[1] == []


def test_an_id_that_stands_twice_is_refused() -> None:
    assert convert("### A {#x}\n\n### B {#x}\n")[1] == ["1: id 'x' stands here twice, each id is wanted once"]


def test_a_short_text_is_escaped_and_linked() -> None:
    assert inline("<b> like SIP 400") == '&lt;b&gt; like <a href="sip-400.html">SIP\u00a0400</a>'


@pytest.mark.parametrize(
    ("text", "first", "opens"),
    [
        ("- Wait **here**.\n- Call.", "Wait <strong>here</strong>.", "ul"),
        ("Call `112` again.\n\n- Later.", "Call <code>112</code> again.", "p"),
        ("1. One\n\n   more\n\n2. Two", "One", "ol"),
        ("", "", ""),
    ],
)
def test_the_first_step_is_the_first_item_or_paragraph(text: str, first: str, opens: str) -> None:
    section = article(text, ()).sections[""]
    assert (section.first, section.opens) == (first, opens)


def test_a_section_keeps_its_source_its_words_and_what_it_is_made_of() -> None:
    section = article("## one\n\nFirst *word*.\n\n- a\n- b\n", ("one",)).sections["one"]
    assert section.source.strip() == "First *word*.\n\n- a\n- b"
    assert section.text.split() == ["First", "word.", "a", "b"]
    assert section.counts == {"p": 1, "li": 2}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a `code\nspan <b>` here", []),
        ("```\n<b>\n```", []),
        ("```\n<b>\n```\n<i>", ["4: raw HTML (`<i>`), Markdown alone is wanted"]),
        ("`x` <b> `y`", ["1: raw HTML (`<b>`), Markdown alone is wanted"]),
        ("one ` tick <b>", ["1: raw HTML (`<b>`), Markdown alone is wanted"]),
    ],
)
def test_raw_html_is_refused_outside_of_code_alone(text: str, faults: list[str]) -> None:
    assert convert(text)[1] == faults


def test_a_fenced_message_stays_as_it_is() -> None:
    assert convert("```\nVia: <x>\n\nbody\n```")[0] == {"": "<pre><code>Via: &lt;x&gt;\n\nbody\n</code></pre>"}


def test_an_ampersand_in_code_is_escaped_once() -> None:
    assert inline("`a & b` & c") == "<code>a &amp; b</code> &amp; c"
