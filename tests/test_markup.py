"""Markdown becomes sections, links and ids."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from sipcodes.markup import Link, article, first_step, inline

if TYPE_CHECKING:
    from sipcodes.problems import Problem

PATH = Path("x.nl.md")


def convert(text: str, *wanted: str) -> tuple[dict[str, str], list[str]]:
    problems: list[Problem] = []
    made = article(PATH, text, wanted, problems)
    return {key: str(html) for key, html in made.sections.items()}, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain *text*", "<p>plain <em>text</em></p>"),
        ("see SIP 486.", '<p>see <a href="sip-486.html">SIP\u00a0486</a>.</p>'),
        ("`SIP 486`", "<p><code>SIP 486</code></p>"),
        ("[SIP 486](q850.html)", '<p><a href="q850.html">SIP 486</a></p>'),
        ("SIP 4861 and SIP 48 and SIP 789", "<p>SIP 4861 and SIP 48 and SIP 789</p>"),
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
    made = article(PATH, "## one\n\nSIP 480\n\nand [x](about.html)\nand SIP 486\n", ["one"], [])
    assert made.links == (Link("sip-480.html", 3), Link("about.html", 5), Link("sip-486.html", 6))


def test_html_in_code_is_no_html() -> None:
    assert convert("`<a href>`") == ({"": "<p><code>&lt;a href&gt;</code></p>"}, [])


def test_an_address_in_angle_brackets_is_no_html() -> None:
    assert convert("a < b and c > d")[1] == []


def test_an_id_that_stands_twice_is_refused() -> None:
    assert convert("### A {#x}\n\n### B {#x}\n")[1] == ["x.nl.md:1: id 'x' stands here twice, each id is wanted once"]


def test_a_short_text_is_escaped_and_linked() -> None:
    assert inline("<b> like SIP 400") == '&lt;b&gt; like <a href="sip-400.html">SIP\u00a0400</a>'


def test_the_first_step_is_the_first_item_or_paragraph() -> None:
    assert first_step(Markup("<ul>\n<li>Wait <b>here</b>.</li>\n<li>Call.</li>\n</ul>")) == "Wait <b>here</b>."
    assert first_step(Markup("<p>Call again.</p><ul><li>Later.</li></ul>")) == "Call again."
