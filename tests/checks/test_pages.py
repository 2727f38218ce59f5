"""What a finished page owes to its readers: each check tells what is wrong at its line; the whole message."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from sipcodes.checks.page import BUDGET, ROOM, Checked, broken_pages
from sipcodes.checks.parsed import Woven, facts
from sipcodes.checks.wellformed import unbalanced
from sipcodes.plan import KINDS, SINGLE, Page

WANTED = BUDGET - ROOM
BASE = "https://example.com/sip/"
KIND = {kind.name: kind for kind in (*KINDS, SINGLE)}


def html(inside: str = "", *, head: str = "", title: str = "t") -> str:
    """Return a page that is right but for what is put into it; title, head and inside are on line 2."""
    start = f'<!doctype html><html lang="nl"><head>\n<title>{title}</title>{head}'
    return f'{start}</head><body data-page="about"><main><h1>h</h1>{inside}</main></body></html>'


def page(address: str, kind: str = "about") -> Page:
    return Page(address, KIND[kind], address[:2] if "/" in address else "nl", {}, address)


def told(site: Mapping[str, str | bytes], kind: str = "about", budget: int = WANTED) -> list[str]:
    """Return what is said of a site of pages, which are texts of one kind, and of other files."""
    pages = {name: text for name, text in site.items() if isinstance(text, str)}
    looked = {name: facts(page(name, kind), text, LexborHTMLParser(text)) for name, text in pages.items()}
    files = {name: data.encode() if isinstance(data, str) else data for name, data in site.items()}
    return [str(problem) for problem in broken_pages(Checked(looked, files, BASE, budget, lambda _page, _line: None))]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("\n<h1>x</h1>", ["1: 2 times `h1`, one is wanted"]),
        ("<svg><title>a picture may have one</title></svg>", []),
        ('\n<p id="a"></p><p id="a"></p>', ["3: id 'a' stands here 2 times, once is wanted"]),
        ('<p id="a"></p>' * 3, ["2: id 'a' stands here 3 times, once is wanted"]),
        ('\n<a href="y.html">y</a>', ["3: link 'y.html' is dead; did you mean 'nl/x.html'?"]),
        ('<a href="q.html">y</a><a href="q.html">z</a>', ["2: link 'q.html' is dead; did you mean 'nl/x.html'?"]),
        ('\n<a href="#b">b</a><i id="bb"></i>', ["3: link '#b': no id 'b' on nl/x.html; did you mean 'bb'?"]),
        ('<a href="#bb">b</a><i id="bb"></i>', []),
        ('<a href="/sip/nl/x.html">x</a>', ["2: link '/sip/nl/x.html' is dead; did you mean 'nl/x.html'?"]),
        ('<a href="../data.json#row">a fragment of what is no page</a>', []),
        (f'<a href="{BASE}nl/x.html">x</a>', []),
        (f'<a href="{BASE}nl/y.html">x</a>', [f"2: link '{BASE}nl/y.html' is dead; did you mean 'nl/x.html'?"]),
        (f'<a href="{BASE}nl/x.html#b">x</a>', [f"2: link '{BASE}nl/x.html#b': no id 'b' on nl/x.html"]),
        ('<a href="https://a.example/">a</a><a href="mailto:a@b.example">b</a><img alt="" src="data:,x">', []),
        ('<a href="http://a.example/">a</a>', ["2: link 'http://a.example/' is dead"]),
        ('<img alt="" src="none.png">', ["2: link 'none.png' is dead"]),
        (
            '\n<img src="data:,x">',
            ['3: `<img src="data:,x">` has no alt: what it shows is wanted there, or alt="" for an ornament'],
        ),
        (
            '\n<button type="button"> </button>',
            ['3: `<button type="button"> </button>` has no words, some are wanted in it or in aria-label'],
        ),
        ('<button aria-label="x"></button><a id="z"></a><img src="data:,x" alt>', []),
        ("\n<b>", ["3: `<b>` is not closed, `</b>` before the `</main>` of line 3 is wanted"]),
    ],
)
def test_what_is_wrong_in_a_page_is_told_at_its_line(inside: str, wanted: list[str]) -> None:
    found = told({"nl/x.html": html(inside), "data.json": b""})
    assert found == [f"nl/x.html:{line}" for line in wanted]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("<title>t</title>", "", "title"),
        (' lang="nl"', "", "html[lang]"),
        (' data-page="about"', "", "body[data-page]"),
        ("<main><h1>h</h1></main>", "<h1>h</h1>", "main"),
    ],
)
def test_what_a_page_lacks_is_told(old: str, new: str, part: str) -> None:
    whole = html()
    assert old in whole
    assert told({"nl/x.html": whole.replace(old, new)})[0] == f"nl/x.html:1: 0 times `{part}`, one is wanted"


@pytest.mark.parametrize("needed", ['rel="icon"', 'rel="shortcut icon"', 'rel="search"', 'rel="alternate" type="x"'])
def test_what_a_page_needs_is_there(needed: str) -> None:
    whole = html(head=f'<link {needed} href="it.x"><link rel="canonical" href="not-needed.x">')
    assert told({"nl/x.html": whole}) == ["nl/x.html:2: link 'it.x' is dead"]
    assert told({"nl/x.html": whole, "nl/it.x": b""}) == []


def test_the_page_that_hosts_show_anywhere_links_from_the_root() -> None:
    inside = '<a href="/sip/404.html">x</a><a href="/sip/404.html#b">x</a><a href="/sip/new">x</a>'
    assert told({"404.html": html(inside)}, "missing") == [
        "404.html:2: link '/sip/404.html#b': no id 'b' on 404.html",
        "404.html:2: link '/sip/new' is dead",
    ]


def naming(*languages: str) -> str:
    """Return links to the same page in other languages, each with a title of its own."""
    return "".join(f'<link rel="alternate" hreflang="{tag}" href="{BASE}{tag}/x.html">' for tag in languages)


def test_pages_that_name_each_other_as_the_same_in_another_language_are_no_problem() -> None:
    default = f'<link rel="alternate" hreflang="x-default" href="{BASE}x.html">'
    pages: dict[str, str | bytes] = {f"{tag}/x.html": html(head=naming("nl", "en") + default) for tag in ("nl", "en")}
    assert told({**pages, "x.html": html(title="u")}) == []


def test_a_page_that_is_not_named_back_is_told() -> None:
    pages: dict[str, str | bytes] = {"nl/x.html": html(head=f"\n{naming('nl', 'en')}"), "en/x.html": html()}
    message = f"hreflang 'en' leads to {BASE}en/x.html, which does not name this page back"
    assert told(pages) == [f"nl/x.html:3: {message}"]
    assert told(pages, "card") == []  # it stands for both languages


def test_a_page_in_another_language_that_is_not_there_is_told() -> None:
    message = f"hreflang 'en' leads to {BASE}en/x.html, which is no page of the site"
    assert told({"nl/x.html": html(head=f"\n{naming('en')}")}) == [f"nl/x.html:3: {message}"]


def test_a_page_that_needs_a_second_round_trip_is_told() -> None:
    large: dict[str, str | bytes] = {"nl/x.html": html("x" * WANTED), "nl/x.html.br": b"x" * (WANTED + 1)}
    assert told(large) == [f"nl/x.html:1: is {WANTED + 1} bytes after brotli, at most {WANTED} are wanted: 1 are to go"]
    assert told(large, "single") == []
    assert told({**large, "nl/x.html.br": b"x" * WANTED}) == []
    assert told(large, budget=BUDGET) == []


def test_a_page_that_is_too_large_is_told_with_its_heaviest_sections() -> None:
    def section(name: str, length: int) -> str:
        words = hashlib.shake_256(name.encode()).hexdigest(length)
        return f'<section><div><h2 id="{name}">{name}</h2></div><p>{words}</p></section>'

    inside = "".join(section(*one) for one in (("a", 100), ("b", 9000), ("c", 3000), ("d", 6000)))
    large: dict[str, str | bytes] = {"nl/x.html": html(inside), "nl/x.html.br": b"x" * (WANTED + 7)}
    heaviest = "7 are to go, most stand in 'b' (N), 'd' (N), 'c' (N)"
    wanted = f"nl/x.html:1: is {WANTED + 7} bytes after brotli, at most {WANTED} are wanted: {heaviest}"
    assert [re.sub(r"\(\d{4}\)", "(N)", line) for line in told(large)] == [wanted]


def test_a_page_that_fits_uncompressed_is_not_compressed_for_that() -> None:
    whole = html()
    assert told({"nl/x.html": html("x" * (WANTED - len(whole)))}) == []


def test_a_title_is_that_of_one_page_of_a_language() -> None:
    site = {"nl/x.html": html(), "en/x.html": html(), "nl/y.html": html(head="\n"), "nl/z.html": html(title="u")}
    assert told(site) == ["nl/y.html:2: title 't' is that of nl/x.html too, each is wanted once"]


def test_no_other_file_may_have_the_name_of_the_error_page() -> None:
    message = "hosts would show this page for every error, another name is wanted"
    assert told({"404.html": b"", "nl/404.html": b"", "nl/sip-404.html": b""}) == [f"nl/404.html:1: {message}"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!DOCTYPE html><P CLASS=a ID='b' title=\"c\" data-x>1 &lt; 2<br><img src=x />\n</P >", []),
        ("<script>if (a<b) '</p>'\n</script><style>a>b{}</style><!-- <p> --><svg><path d=''/></svg>", []),
        ("<area><base><br><col><embed><hr><img><input><link><meta><source><track><wbr>", []),
        ("<i>\n<b>\n\n", [(2, "`<b>` is not closed, `</b>` is wanted")]),
        ("<i>\n<b>\n</i></u>", [(2, "`<b>` is not closed, `</b>` before the `</i>` of line 3 is wanted")]),
        ("<body>\n<body></body></body>", [(2, "`<body>` stands here again, that of line 1 alone is wanted")]),
        ("\n</b>", [(2, "`</b>` closes nothing, it is to go or to be opened")]),
        ("<b>\n1 < 2\n</b>", [(2, "`< 2` is no tag, a whole one is wanted")]),
        ('<a href="x>1</a>', [(1, '`<a href="x>1</a>` is no tag, a whole one is wanted')]),
        (f"<a {'b' * 50}=>", [(1, f"`<a {'b' * 37}` is no tag, a whole one is wanted")]),
        ("<script>a", [(1, "`<script>` is not closed, `</script>` is wanted")]),
        ("<!doctype htm>", [(1, "`<!doctype htm>` is no tag, a whole one is wanted")]),
    ],
)
def test_the_first_thing_that_is_not_well_formed_is_told(text: str, wanted: list[tuple[int, str]]) -> None:
    assert list(unbalanced(text)) == wanted


INSIDE = """<div class="search"><i id="a"></i></div><svg id="b"><g id="c"></g></svg><p id="d"><a href="#d">d</a></p>
<a href="#d">d</a><a href="y.html">y</a><a id="e">no link</a><img src="z.png" alt="">"""


def test_a_page_is_looked_at_once_for_all_that_is_asked() -> None:
    text = html(INSIDE, head=naming("en"), title="one &amp; all")
    found = facts(page("nl/x.html"), text, LexborHTMLParser(text), [Woven(("d", "w"), ("y.html", "w.html"))])
    assert found.ids == Counter({"d": 2, **dict.fromkeys("abcew", 1)})
    assert found.promised == ("b", "d", "e")
    assert found.links == ("#d", "y.html", "z.png", "w.html")
    assert found.alternates == (("en", f"{BASE}en/x.html"),)
    assert found.title == "one & all"
    assert found.malformed == ()


def test_the_one_file_copy_promises_no_fragments_and_is_made_from_no_text() -> None:
    text = html("<p id='a'><b>")
    found = facts(page("sip-codes.nl.html", "single"), text, LexborHTMLParser(text))
    assert (found.promised, found.malformed) == ((), ())
