"""Laws: what holds for any text, address or folder. Hypothesis looks for a case in which one does not.

The cases are the same at each run; EXAMPLES=10000 looks longer.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from harmless import harmful
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mutations import HTML, JINJA, MARKDOWN
from selectolax.lexbor import LexborHTMLParser
from small import small_project

from sip_links import SipLinks
from sipcodes import addresses
from sipcodes.checks.wellformed import unbalanced
from sipcodes.content.flows import Flow, Flows, Said, Use
from sipcodes.content.markup import article
from sipcodes.content.search_words import words
from sipcodes.content.short import inline
from sipcodes.content.toml import Table
from sipcodes.folders import TEMPLATES
from sipcodes.memo import Memo
from sipcodes.pages.ladder import WIDTH, drawing, measure
from sipcodes.problems import ContentError, Problem
from sipcodes.publish import publish
from sipcodes.publish.listing import LISTING, MARK, foreign, read_listing
from sipcodes.recipes import recipes

EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
LAW = settings(derandomize=True, database=None, deadline=None, max_examples=EXAMPLES)
SLOW_LAW = settings(LAW, max_examples=max(EXAMPLES // 8, 1), suppress_health_check=list(HealthCheck))
SEEN = st.characters(exclude_categories=["C", "Zl", "Zp"])
POISON = st.sampled_from((*HTML, *JINJA, *MARKDOWN))
TEXT = st.text(SEEN, min_size=1) | POISON | st.tuples(st.text(SEEN), POISON, st.text(SEEN)).map("".join)
SEGMENT = st.text(st.sampled_from("abcxyz0149-_. é"), min_size=1, max_size=6).filter(
    lambda part: part.strip(". ") == part
)
ADDRESS = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)
MEMO = Memo()


@LAW
@given(ADDRESS, ADDRESS, st.text("abc-0", max_size=4))
def test_a_relative_address_leads_where_it_was_made_to_lead(start: str, target: str, fragment: str) -> None:
    link = addresses.relative(start, f"{target}#{fragment}" if fragment else target)
    assert addresses.resolve(start, link) == (target, fragment)
    assert not link.startswith("/")


def _toml(value: object) -> str:
    """Write a value as TOML does."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_toml(inner)},  # ] }}\n" for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


KEY = st.text(st.sampled_from("abcXYZ-_09 .#[]={}"), min_size=1, max_size=8)
VALUE = st.recursive(
    st.text(st.characters(exclude_categories=["C"]) | st.sampled_from("\n\"'#[]{}=,")) | st.integers(-9, 10**9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), st.booleans() | st.integers(), max_size=3),
    max_leaves=8,
)  # fmt: skip


@LAW
@given(st.dictionaries(st.text("abc-_9", min_size=1, max_size=8), VALUE, min_size=1, max_size=6))
def test_every_key_of_a_table_has_the_line_on_which_it_stands(data: dict[str, Any]) -> None:
    text, lines = "", {}
    for key, value in data.items():
        lines[key,] = text.count("\n") + 1
        text += f"{key} = {_toml(value)}\n\n"
    table = Table(Path("x.toml"), text, data)
    assert {location: table.line(location) for location in lines} == lines


@LAW
@given(TEXT)
@example("\\<b>")
@example("`<b>`")
def test_a_short_text_becomes_words_code_and_our_links_alone(text: str) -> None:
    tree = LexborHTMLParser(f"<p>{inline(text)}</p>")
    assert tree.body
    found = {node.tag for node in tree.body.css("p *")}
    assert found <= {"a", "code", "strong", "em"}
    links = [node.attributes["href"] or "" for node in tree.css("a")]
    assert all(link.startswith(("sip-", "https://www.rfc-editor.org/rfc/rfc")) for link in links)


@LAW
@given(
    st.lists(st.sampled_from(["SIP 486", "RFC 3261 §21.4", "`a<b`", "``", "`", " ", "x", "486", "(", '"', "!", "-"]))
)
@example(["`", "486", "``", "x", "`"])
def test_a_short_text_is_the_same_whether_it_goes_through_markdown_or_not(parts: list[str]) -> None:
    text = "".join(["x", *parts, "x"])
    assert inline(f"{text} ~").removesuffix(" ~") == inline(text)  # this sign is no Markdown, and takes the long way


@LAW
@given(
    st.lists(TEXT | st.sampled_from(["- ", "1. ", "> ", "    ", "\n", "```\n", "| a | b |\n|---|---|\n", "## "])).map(
        "".join
    )
)
def test_prose_is_refused_or_becomes_nothing_that_runs(text: str) -> None:
    made = article(text, ())
    policy = '<meta http-equiv="Content-Security-Policy" content="">'
    found = [what for what in harmful({"x.html": f"{policy}{made.html}".encode()}) if "href" not in what]
    assert made.faults or found == []
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line, _ in made.faults)


@LAW
@given(st.text())
def test_normalising_for_the_search_twice_is_once(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@LAW
@given(st.text(), st.integers(1, 10**6), st.text())
def test_a_problem_is_one_line(path: str, line: int, message: str) -> None:
    told = str(Problem(Path(path.replace("\0", "")), line, message))
    assert len(told.splitlines()) == 1
    assert len(told) < 10_000
    assert "\x1b" not in told


WORDS = st.text(st.sampled_from("abc WmMi-"), min_size=1, max_size=40).map(str.strip).filter(bool)


@st.composite
def _flows(draw: st.DrawFn) -> Flows:
    names = ["caller", "proxy", "pbx", "callee"][: draw(st.integers(2, 4))]
    steps: list[object] = []
    for _ in range(draw(st.integers(1, 8))):
        start, end = draw(st.permutations(names))[:2]
        form = draw(st.sampled_from(["{a} -> {b}: {m}", "{a} ~> {b}", "{a} <~> {b}", "{a}"]))
        text = draw(WORDS)
        steps.append({"step": form.format(a=start, b=end, m=draw(WORDS)), "text": {"nl": text}})
    context = {"languages": ("nl",)}
    flow = {"name": {"nl": "x"}, "participants": names, "steps": steps}
    return Flows(
        {name: Said.model_validate({"nl": draw(WORDS)}, context=context) for name in names},
        {},
        {"x": Flow.model_validate(flow, context=context)},
        {486: Use.model_validate({"flow": "x"}, context=context)},
    )


@LAW
@given(_flows())
def test_nothing_on_a_ladder_lies_over_something_else(flows: Flows) -> None:
    drawn = drawing(flows, 486, "Busy Here", "nl")
    arrows = [(arrow.y - 15 * len(arrow.lines), arrow.y) for arrow in drawn.arrows]
    notes = [(note.y, note.y + 15 * len(note.lines)) for note in drawn.notes]
    places = sorted([*arrows, *notes])
    assert all(above[1] <= below[0] for above, below in pairwise(places))
    assert places[0][0] >= drawn.top
    assert places[-1][1] <= drawn.height
    for note in drawn.notes:
        if max(map(measure, note.lines)) < WIDTH - 12:
            assert note.width / 2 <= note.x <= WIDTH - note.width / 2
    assert all(0 < line.x < WIDTH for line in drawn.lifelines)


@SLOW_LAW
@given(
    st.dictionaries(ADDRESS, st.binary(max_size=9), max_size=6),
    st.dictionaries(ADDRESS, st.binary(max_size=9), max_size=6),
)
def test_a_folder_holds_what_was_published_last_and_lists_it(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes], second: dict[str, bytes]
) -> None:
    site = tmp_path_factory.mktemp("laws") / "site"
    for files in (first, second):
        folders = {str(parent) for name in files for parent in Path(name).parents}
        whole = {name: data for name, data in files.items() if name not in folders}
        publish(whole, site)
        found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        assert {name: path.read_bytes() for name, path in found.items() if name not in {MARK, LISTING}} == whole
        made = read_listing(site)
        assert made
        assert set(made.files) == set(whole)
        assert made.is_whole(site)
        assert foreign(site, made) == []
    shutil.rmtree(site.parent)


FIELDS = ('meaning.nl = "De gebelde is al in gesprek."', 'remark.nl = "toestel in gesprek"', 'words.nl = ["bezet"]')


@SLOW_LAW
@given(TEXT.map(str.strip).filter(bool), st.sampled_from(FIELDS))
@example("</script><script>alert(1)</script>", FIELDS[0])
@example('"><img src=x onerror=alert(1)>', FIELDS[1])
@example("{{ 7*7 }}", FIELDS[1])
def test_any_text_in_a_field_is_refused_or_stands_on_the_page_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str, field: str
) -> None:
    content = small_project(tmp_path_factory.mktemp("laws") / "content")
    path = content / "codes.toml"
    key = field.partition(" = ")[0]
    said = _toml([text] if "words" in key else text)
    path.write_text(path.read_text(encoding="utf-8").replace(field, f"{key} = {said}"), encoding="utf-8", newline="\n")
    artifacts = None
    with suppress(ContentError):
        artifacts = recipes(content, TEMPLATES, None, MEMO).artifacts
    if artifacts:
        pages = {
            name: artifacts[name].data for name in ("nl/sip-486.html", "nl/index.html", "codes.json", "nl/4xx.html")
        }
        assert harmful(pages) == []
        assert [fault for name, data in pages.items() if name[-1] == "l" for fault in unbalanced(data.decode())] == []
        code = next(code for code in json.loads(pages["codes.json"])["codes"] if code["number"] == 486)
        assert text in (code["meaning"]["nl"], code["remark"]["nl"]) or "words" in key
        if "meaning" in key:
            tree = LexborHTMLParser(pages["nl/sip-486.html"])
            main = tree.css_first("main")
            assert main
            assert " ".join(text.split()) in " ".join(main.text().split())
    shutil.rmtree(content.parent)


@LAW
@given(TEXT)
def test_the_extension_for_others_never_fails(text: str) -> None:
    from markdown import markdown  # noqa: PLC0415 - content/markup.py is where we use it

    assert isinstance(markdown(text, extensions=[SipLinks(base_url="https://example.org/", language="nl")]), str)
