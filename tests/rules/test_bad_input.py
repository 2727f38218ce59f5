"""Whatever lies in the place of content or templates: told in one line with its place, the whole message."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import MEMO, problems
from small import build_small

from sipcodes.content.load import load
from sipcodes.folders import TEMPLATES
from sipcodes.problems import ContentError, Problem
from sipcodes.recipes import recipes

Change = Callable[[Path], object]
NL = "codes/486.nl.md"


def data(name: str, change: Callable[[bytes], bytes]) -> Change:
    """Return what changes the bytes of a file."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def added(name: str, text: str) -> Change:
    """Return what adds a text to a file."""
    return data(name, lambda old: old + text.encode())


def linked(name: str, target: str) -> Change:
    """Return what puts a link in the place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(target)

    return change


def beside(name: str) -> Change:
    """Return what puts one more file into a folder."""
    return lambda folder: (folder / name).write_text("x")


def as_folder(name: str) -> Change:
    """Return what puts a folder in the place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return change


BAD: dict[str, tuple[Change, list[str]]] = {
    "a table that is cut off": (
        data("codes.toml", lambda old: old[: old.index(b'"Busy Here"')]),
        ["codes.toml:18: is not TOML: it ends too early, a closing bracket or quote is missing (`phrase =`)"],
    ),
    "an empty table": (
        data("registry.toml", lambda _old: b""),
        ["registry.toml:1: is empty, entries are wanted"],
    ),
    "prose that is cut off": (
        data(NL, lambda old: old[: old.index(b"## admin")]),
        [
            f"{NL}:13: missing section 'admin', '## admin' is wanted here",
            f"{NL}:13: missing section 'reply', '## reply' is wanted here",
            f"{NL}:13: missing section 'reply-informal', '## reply-informal' is wanted here",
        ],
    ),
    "a file in UTF-16": (
        data(NL, lambda old: old.decode().encode("utf-16")),
        [f"{NL}:1: is not UTF-8 (byte 0xff), save the file as UTF-8"],
    ),
    "a file in UTF-16 without its mark": (
        data("codes.toml", lambda old: old.decode("utf-8").encode("utf-16-le")),
        ["codes.toml:3: is not UTF-8 (byte 0xa7), save the file as UTF-8"],
    ),
    "a table of ASCII in UTF-16 without its mark": (
        data("registry.toml", lambda old: old.decode("ascii").encode("utf-16-le")),
        ["registry.toml:1: U+0000 is a control character: take it out, or save the file as UTF-8"],
    ),
    "a file in Latin-1": (
        data(NL, lambda old: old + b"\ncaf\xe9\n"),
        [f"{NL}:25: is not UTF-8 (byte 0xe9), save the file as UTF-8"],
    ),
    "a control character in prose": (
        data(NL, lambda old: old.replace(b"Bel later", b"Bel\x08 later")),
        [f"{NL}:11: U+0008 is a control character: take it out, or save the file as UTF-8"],
    ),
    "a control character in a table": (
        data("codes.toml", lambda old: old.replace(b"Busy Here", b"Busy\x1b Here")),
        ["codes.toml:18: U+001B is a control character: take it out, or save the file as UTF-8"],
    ),
    "a control character as TOML writes it": (
        data("codes.toml", lambda old: old.replace(b"already busy", b"").replace(b"De gebelde", b"De \\u0007gebelde")),
        ["codes.toml:28: U+0007 control character cannot be seen, in 'De |gebelde ': it is to be taken out"],
    ),
    "a mark that turns the direction, as TOML writes it, in a file of ASCII": (
        data("other.toml", lambda old: old.replace(b'meaning.en = "', b'meaning.en = "\\u202e', 1)),
        ["other.toml:10: U+202E RIGHT-TO-LEFT OVERRIDE cannot be seen, in '|Was in t': it is to be taken out"],
    ),
    "a thousand levels in a table": (
        added("rfcs.toml", f"\nx = {'{a=' * 1000}1{'}' * 1000}\n"),
        ["rfcs.toml:16: is nested too deep, a few levels are wanted"],
    ),
    "a thousand levels in a list": (
        added("rfcs.toml", f"\nx = {'[' * 1000}{']' * 1000}\n"),
        ["rfcs.toml:16: is nested too deep, a few levels are wanted"],
    ),
    "a thousand levels in a key": (
        added("rfcs.toml", f"\n{'.'.join('x' * 1000)} = 1\n"),
        ["rfcs.toml:16: is nested too deep, a few levels are wanted"],
    ),
    "hundreds of levels in prose": (
        added("pages/q850.nl.md", "\n" + "".join(f"{'    ' * depth}- x\n" for depth in range(400))),
        ["pages/q850.nl.md:402: is nested too deep, a few levels are wanted"],
    ),
    "a file that is a link to itself": (
        linked(NL, "486.nl.md"),
        [f"{NL}:1: cannot be read (Too many levels of symbolic links), a file is wanted here"],
    ),
    "a file that is a link to nothing": (
        linked("codes.toml", "nothing"),
        ["codes.toml:1: cannot be read (No such file or directory), a file is wanted here"],
    ),
    "a folder in the place of a file": (
        as_folder(NL),
        [f"{NL}:1: cannot be read (Is a directory), a file is wanted here"],
    ),
    "a file name that turns the direction": (
        beside("codes/\u202e486.nl.md"),
        ["codes/\\u202e486.nl.md:1: belongs to no entry, [\\u202e486] in codes.toml is wanted"],
    ),
    "a file name of two lines": (
        beside("categories/\n.md"),
        ["categories/\\n.md:1: belongs to no entry"],
    ),
    "a picture in a short text": (
        data("other.toml", lambda old: old.replace(b'meaning.en = "', b'meaning.en = "![x](x.png) ', 1)),
        ["other.toml:10: a picture (`![x](x.png)`), which no page has a place for"],
    ),
    "an event on a paragraph": (
        data("pages/q850.nl.md", lambda old: old + b"{: onclick=alert(1) }\n"),
        ["pages/q850.nl.md:2: gives `p` an attribute `onclick`, which no page has a place for"],
    ),
    "an event on code": (
        added("pages/q850.nl.md", "\n``` { .x onclick=alert(1) }\nx\n```\n"),
        ["pages/q850.nl.md:3: gives `code` an attribute `onclick`, which no page has a place for"],
    ),
    "a style on a paragraph": (
        data("pages/q850.nl.md", lambda old: old + b"{: style=position:fixed }\n"),
        ["pages/q850.nl.md:2: gives `p` an attribute `style`, which no page has a place for"],
    ),
    "columns that are aligned, which is a style": (
        added("pages/q850.nl.md", "\n| a |\n|:-:|\n| b |\n"),
        [
            "pages/q850.nl.md:1: gives `td` an attribute `style`, which no page has a place for",
            "pages/q850.nl.md:1: gives `th` an attribute `style`, which no page has a place for",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_told_with_its_place(project: Path, what: str) -> None:
    change, wanted = BAD[what]
    change(project)
    assert problems(project) == wanted


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_system(project: Path, ends: str) -> None:
    before = {name: artifact.data for name, artifact in recipes(project, TEMPLATES, None, MEMO).artifacts.items()}
    for path in project.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ends.encode()))
    after = {name: artifact.data for name, artifact in recipes(project, TEMPLATES, None, MEMO).artifacts.items()}
    assert after == before


def test_a_link_to_the_folder_above_is_no_way_round_in_circles(project: Path) -> None:
    (project / "codes" / ".up").symlink_to("..")
    (project / "products" / "up").symlink_to("..")
    assert load(project, MEMO).problems == []


@pytest.mark.parametrize("name", [NL, "codes.toml"])
def test_ten_megabytes_are_refused_unread(project: Path, name: str) -> None:
    (project / name).write_bytes(b"# x\n\n" * 2_000_000)
    assert problems(project) == [f"{name}:1: has 10000000 bytes, at most 2000000 are wanted"]


def test_a_file_that_vanishes_while_it_is_read_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, vanishing = Path.read_bytes, project / NL

    def vanish(path: Path) -> bytes:
        if path == vanishing:
            path.unlink(missing_ok=True)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    assert problems(project) == [f"{NL}:1: cannot be read (No such file or directory), a file is wanted here"]


def test_a_problem_is_one_line_of_a_length_that_somebody_reads() -> None:
    problem = Problem(Path("a\n\u202eb"), 3, f"is not right (found '\x1b[31m\u00e9\u00a0\n{'x' * 10_000}')")
    assert str(problem) == f"a\\n\\u202eb:3: is not right (found '\\x1b[31m\u00e9\u00a0\\n{'x' * 371} … {'x' * 95}')"


TEMPLATE = {
    "a style sheet that is no UTF-8": (
        data("styles/base.css", lambda old: old + b"/* \xe9 */"),
        r"styles/base\.css:\d+: is not UTF-8 \(byte 0xe9\), save the file as UTF-8",
    ),
    "a style sheet without its brace": (
        added("styles/base.css", "\n}\n"),
        r"styles/base\.css:\d+: `}` closes nothing",
    ),
    "a style sheet that is empty": (
        data("styles/search.css", lambda _old: b"\n"),
        r"styles/search\.css:1: is empty, a style sheet is wanted|.*: unknown custom property .*",
    ),
    "a template that is no UTF-8": (
        data("pages/about.html", lambda old: b"\xff" + old),
        r"pages/about\.html:1: is not UTF-8 \(byte 0xff\), save the file as UTF-8",
    ),
    "a template of plain text that is empty": (
        data("twins/changes.md", lambda _old: b" \n"),
        r"twins/changes\.md:1: is empty, a template is wanted",
    ),
    "a template of plain text without words": (
        data("twins/card.md", lambda _old: b"#\n"),
        r"twins/card\.md:1: makes a text without a title, `# ` and words opening it are wanted",
    ),
    "a template that is gone": (
        lambda folder: (folder / "pages" / "about.html").unlink(),
        r"pages/about\.html:1: no such file, a template is wanted|content/ui\.toml.*",
    ),
    "a template whose name is misspelt": (
        lambda folder: (folder / "twins" / "cause.md").rename(folder / "twins" / "cuase.md"),
        r"twins/cause\.md:1: no such file, a template is wanted; did you mean 'twins/cuase\.md'\?",
    ),
    "a template that nothing uses": (
        lambda folder: (folder / "partials" / "old.html").write_text("<p>old</p>\n"),
        r"partials/old\.html:1: is used by nothing: it is to go, or to be taken by what needs it",
    ),
    "a module that nobody imports": (
        lambda folder: (folder / "scripts" / "search" / "old.js").write_text("export const old = 1;\n"),
        r"scripts/search/old\.js:1: is used by nothing: it is to go, or to be taken by what needs it",
    ),
    "a module of the command for terminals that is gone": (
        lambda folder: (folder / "scripts" / "terminal" / "encoding.js").unlink(),
        r"scripts/terminal\.js:\d+: unknown module \(found './terminal/encoding\.js'\), a file is wanted.*",
    ),
    "a module that is a link to itself": (
        linked("scripts/search/panel.js", "panel.js"),
        r"scripts/search/combobox\.js:\d+: unknown module \(found '\./panel\.js'\), a file is wanted.*|.*: cannot be read .*",
    ),
    "a second body": (
        data("base.html", lambda old: old.replace(b"</header>", b"</header>\n<body>", 1)),
        r"base\.html:66: `<body>` stands here again, that of line \d+ alone is wanted",
    ),
    "a template that divides by zero": (
        data("pages/about.html", lambda old: old.replace(b"{% block main %}", b"{% block main %}\n{{ 1/0 }}")),
        r"pages/about\.html:\d+: ZeroDivisionError: division by zero",
    ),
    "a template that is nested too deep": (
        data("pages/about.html", lambda old: old + b"{{ " + 3000 * b"(" + b"1" + 3000 * b")" + b" }}"),
        r"pages/about\.html:1: is no template: it is nested too deep, a few levels are wanted",
    ),
    "a template with too many loops in one another": (
        data(
            "pages/about.html",
            lambda old: old.replace(
                b"{% block main %}", b"{% block main %}" + 25 * b"{% for a in [1] %}" + 25 * b"{% endfor %}", 1
            ),
        ),
        r"pages/about\.html:1: SyntaxError: too many statically nested blocks.*",
    ),
    "a template that includes itself": (
        data("pages/about.html", lambda old: old.replace(b"{% block main %}", b"{% block main %}{% include 'about.html' %}")),
        r".*: RecursionError: .*",
    ),
    "an element that is not closed": (
        data("pages/about.html", lambda old: old.replace(b"</h1>", b"", 1)),
        r"pages/about\.html:\d+: `<h1>` is not closed, `</h1>` before the `</\w+>` of line \d+ is wanted \(line \d+ of en/about\.html, and 1 more alike\)",
    ),
    "a link that is dead in a macro": (
        data("macros/site.html", lambda old: old.replace(b"<li>", b'<li><a href="dead.html">x</a>', 1)),
        r"macros/site\.html:10: link 'dead\.html' is dead.* \(line \d+ of .*\.html(, and \d+ more alike)?\)",
    ),
    "an element that is not closed in the one-file copy": (
        data("pages/single.html", lambda old: old.replace(b"</h1>", b"", 1)),
        r"pages/single\.html:\d+: `<h1>` is not closed, `</h1>` before the `</\w+>` of line \d+ is wanted",
    ),
    "an attribute without its quote": (
        data("base.html", lambda old: old.replace(b'rel="canonical"', b'rel="canonical')),
        r"base\.html:\d+: `<link rel=.*` is no tag, a whole one is wanted",
    ),
    "a script that is no UTF-8": (
        data("scripts/theme.js", lambda old: b"\xff" + old),
        r"scripts/theme\.js:1: is not UTF-8 \(byte 0xff\), save the file as UTF-8",
    ),
    "a script that is empty": (
        data("scripts/search/combobox.js", lambda _old: b"\n"),
        r"scripts/search/combobox\.js:1: is empty, a module is wanted|scripts/main\.js:\d+: unknown name.*",
    ),
    "a script that ends in a comment without an end of line": (
        data("scripts/early.js", lambda old: old.rstrip() + b" // the end"),
        "",
    ),
    "a picture that is none": (
        data("images/share.png", lambda _old: b"GIF89a"),
        r"images/share\.png:1: is no PNG, or a broken one: tools/make-images makes it",
    ),
    "a picture that is cut off": (
        data("images/share.png", lambda old: old[:-20]),
        r"images/share\.png:1: is no PNG, or a broken one: tools/make-images makes it",
    ),
    "a picture with one wrong bit": (
        data("images/share.png", lambda old: old[:-300] + bytes([old[-300] ^ 1]) + old[-299:]),
        r"images/share\.png:1: is no PNG, or a broken one: tools/make-images makes it",
    ),
    "a drawing that runs": (
        data("images/favicon.svg", lambda old: old.replace(b"</svg>", b"<script>alert(1)</script></svg>")),
        r"images/favicon\.svg:1: is no SVG, or a broken one: tools/make-images makes it",
    ),
    "a drawing that is no XML": (
        data("images/favicon.svg", lambda old: old.replace(b"</svg>", b"")),
        r"images/favicon\.svg:1: is no SVG, or a broken one: tools/make-images makes it",
    ),
    "a picture that is not there": (
        data("base.html", lambda old: old.replace(b"link('favicon.png')", b"link('favicom.png')")),
        r"sip-codes\.nl\.html:1: needs 'favicom\.png', which is not there; did you mean 'favicon\.png'\?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TEMPLATE)
def test_bad_templates_styles_scripts_and_pictures_are_told_with_their_place(
    project: Path, templates: Path, tmp_path: Path, what: str
) -> None:
    change, wanted = TEMPLATE[what]
    change(templates)
    if not wanted:
        build_small(project, templates)
        return
    with pytest.raises(ContentError) as caught:
        build_small(project, templates)
    told = [str(problem).replace(f"{templates}/", "").replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert [line for line in told if not re.fullmatch(wanted, line)] == []
