"""`SIP 486` in a support article becomes a link: in plain Markdown, in MkDocs, and from an installed wheel."""

import re
import subprocess
from pathlib import Path

import markdown
import pytest
from installing import installed, twine, wheel

from sip_links import SipLinks

ROOT = Path(__file__).parent.parent
BASE = "https://sip-codes.example/"
NL = f'<a href="{BASE}nl/sip-486.html" title="Busy Here: toestel in gesprek">SIP\u00a0486</a>'
EN = f'<a href="{BASE}en/sip-486.html" title="Busy Here: phone is busy">SIP\u00a0486</a>'
BOTH = f'<a href="{BASE}sip-486.html" title="Busy Here">SIP\u00a0486</a>'


def convert(text: str, **options: object) -> str:
    html = markdown.markdown(text, extensions=[SipLinks(**({"base_url": BASE} | options))])
    return html.removeprefix("<p>").removesuffix("</p>")


def linked(text: str, **options: object) -> list[tuple[str, str]]:
    """Return what is linked and where to below the base address."""
    html = convert(text, **({"language": "nl"} | options))
    return [
        (words, address.removeprefix(BASE))
        for address, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html)
    ]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"language": "nl"}, NL),
        ({"language": "en"}, EN),
        ({}, BOTH),
        (
            {"base_url": "https://example.com/help/sip", "language": "nl"},
            NL.replace(BASE, "https://example.com/help/sip/"),
        ),
        ({"titles": False, "base_url": ""}, '<a href="sip-486.html">SIP\u00a0486</a>'),
        ({"language": "nl", "css_class": "sip"}, NL.replace("<a ", '<a class="sip" ')),
    ],
)
def test_a_code_becomes_a_link_with_its_meaning(options: dict[str, object], wanted: str) -> None:
    assert convert("U krijgt SIP 486.", **options) == f"U krijgt {wanted}."


@pytest.mark.parametrize(
    "form",
    [
        *("SIP-486", "sip 486", "SIP486", "SIP\n486", "SIP error 486", "SIP status code 486", "SIP-foutcode 486"),
        *("SIP/2.0 486", "SIP/2.0 486 Busy Here", "486 Busy Here", "foutcode 486", "error code 486"),
    ],
)
def test_the_forms_that_people_write_are_linked_as_they_are_written(form: str) -> None:
    assert linked(f"Dan ziet u {form}, zegt men.") == [(form, "nl/sip-486.html")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SIP 486/487", ["486", "487"]),
        ("SIP 486, 487 en 480", ["486", "487", "480"]),
        ("SIP 486 and 500 calls", ["486"]),
        ("SIP 486 en 12", ["486"]),
        ("486 Busy Here, 404 Not Found", ["486"]),
    ],
)
def test_further_numbers_are_linked_each_where_they_are_no_amounts(text: str, numbers: list[str]) -> None:
    assert [address.removeprefix("nl/sip-").removesuffix(".html") for _, address in linked(text)] == numbers


def test_a_category_and_a_number_that_is_not_registered_have_their_place_too() -> None:
    assert linked("SIP 4xx, SIP 490 of SIP 499.") == [
        ("SIP 4xx", "nl/4xx.html"),
        ("SIP\u00a0490", "nl/other.html#sip-490"),
        ("SIP\u00a0499", "nl/other.html#unknown-4xx"),
    ]
    assert linked("SIP 4xx, SIP 490 of SIP 499.", language="") == []


@pytest.mark.parametrize(
    "text",
    [
        *("SIP 486.5", "SIP 4860", "GSIP 486", "486", "`SIP 486`", "[SIP 486](https://example.com/)", "SIP 486ms"),
        *("SIP 786", "HTTP 404 Not Found", "404 Not Found", "foutcode 404", "HTTP status code 486", "*486* Busy Here"),
        *('<a href="x">zie SIP 486</a>', "<code>SIP 486</code>", '<div><a href="x">SIP 486</a></div>', "    SIP 486"),
    ],
)
def test_what_is_no_code_for_certain_or_is_linked_or_code_stays_as_it_is(text: str) -> None:
    assert convert(text, language="nl") == markdown.markdown(text).removeprefix("<p>").removesuffix("</p>")


def test_the_first_mention_alone_is_linked_where_that_is_wanted() -> None:
    text = "SIP 486, *SIP 487* en nog eens **SIP 486**."
    assert [words for words, _ in linked(text, first_only=True)] == ["SIP\u00a0486", "SIP\u00a0487"]
    extension = SipLinks(base_url=BASE, first_only=True)
    md = markdown.Markdown(extensions=[extension])
    assert md.convert("SIP 486").count("<a ") == md.reset().convert("SIP 486").count("<a ") == 1


def test_a_section_of_an_rfc_becomes_a_link() -> None:
    address = "https://www.rfc-editor.org/rfc/rfc3261#section-21.4.24"
    assert convert("RFC 3261 §21.4.24") == f'<a href="{address}">RFC\u00a03261\u00a0§21.4.24</a>'


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: unknown language 'de', one of 'nl', 'en' is wanted$"):
        convert("SIP 486", language="de")


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: unknown option 'lang'; did you mean 'language'\?$"):
        convert("SIP 486", lang="nl")


def test_links_to_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: base_url is missing, the address of the reference is wanted$"):
        convert("SIP 486", base_url="")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the extension."""
    return wheel(tmp_path_factory.mktemp("wheel"), "sip_links", ["LICENSE", "content"])


@pytest.fixture(scope="module")
def python(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own that has it."""
    return installed(tmp_path_factory.mktemp("installed"), made)


def test_pypi_would_take_the_wheel(made: Path) -> None:
    done = twine(made)
    assert done.returncode == 0, done.stdout


def test_an_installed_wheel_holds_what_the_extension_needs_and_no_more(python: Path) -> None:
    package = next(python.parent.parent.glob("lib/python*/site-packages/sip_links"))
    held = sorted(str(path.relative_to(package)) for path in package.rglob("*.*") if path.suffix != ".pyc")
    assert held == [
        "__init__.py",
        *("content/codes.toml", "content/other.toml", "content/site.toml"),
        *("linker.py", "mentions.py", "sphinx.py", "targets.py"),
    ]
    assert (package / "content" / "codes.toml").read_bytes() == (ROOT / "content" / "codes.toml").read_bytes()


def test_an_installed_extension_links_in_plain_markdown(python: Path, tmp_path: Path) -> None:
    options = {"sip_links": {"language": "nl", "base_url": BASE}}
    call = f"markdown.markdown('U krijgt SIP 486.', extensions=['sip_links'], extension_configs={options!r})"
    program = f"import markdown; print({call})"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout == f"<p>U krijgt {NL}.</p>\n"


def test_an_installed_extension_links_in_mkdocs(python: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Help\n\nYou see SIP 486 or `SIP 486`, never SIP 786.\n")
    shown = (ROOT / "docs" / "linking.md").read_text().split("## MkDocs")[1]
    settings = re.sub(r"(?m)^    ", "", shown[shown.index("    markdown_extensions") : shown.index("## Sphinx")])
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Help\ntheme: readthedocs\n{settings.replace('nl', 'en')}")
    subprocess.run(
        [python, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=tmp_path,
        check=True,
        timeout=120,
        capture_output=True,
    )
    html = (tmp_path / "site" / "index.html").read_text()
    assert f"<p>You see {EN} or <code>SIP 486</code>, never SIP 786.</p>" in html


ARTICLE = """\
# Help with SIP 404

You see SIP 486, SIP-487, sip 488, SIP480 or SIP/2.0 503 Service Unavailable, which wraps as SIP
408. Also **SIP 600**, *SIP 603*, (SIP 401) and "SIP 407"; SIP error 500, SIP status code 502, 482 Loop Detected.

- SIP 301/302, and SIP 420, 421 and 423
- SIP 484: incomplete; SIP 485; SIP 491!

Never these: SIP 4860, GOSSIP 486, SIP 486ms, HTTP 404, 404 Not Found, SIP 786, 3.486, `SIP 486`, [SIP 486](https://example.com/).
"""
MENTIONED = [
    *("404", "486", "487", "488", "480", "503", "408", "600", "603", "401", "407", "500", "502", "482"),
    *("301", "302", "420", "421", "423", "484", "485", "491"),
]
"""What an article of thirty mentions, right and wrong ones, is to lead to."""
RECIPES = (ROOT / "content" / "pages" / "about.en.md").read_text()


def led(html: str) -> list[str]:
    """Return the codes that the links of a page lead to, in order."""
    return re.findall(rf'href="{re.escape(BASE)}en/sip-(\d+)\.html"', html)


def recipe(language: str, start: str) -> str:
    """Return the lines for a program that the about page gives."""
    found = re.search(rf"```{language}\n({start}.*?)```", RECIPES, re.DOTALL)
    assert found
    return found[1]


def test_an_article_of_thirty_mentions_links_right_in_plain_markdown() -> None:
    assert led(convert(ARTICLE, language="en")) == MENTIONED


def test_an_article_of_thirty_mentions_links_right_in_mkdocs(python: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(ARTICLE)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}")
    settings = "site_name: Help\ntheme:\n  name: null\n  custom_dir: theme\n"
    (tmp_path / "mkdocs.yml").write_text(settings + recipe("yaml", "markdown_extensions"))
    call: list[str | Path] = [python, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(call, cwd=tmp_path, check=True, timeout=120, capture_output=True)
    assert led((tmp_path / "site" / "index.html").read_text()) == MENTIONED


def test_an_article_of_thirty_mentions_links_right_in_sphinx(python: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(recipe("python", "extensions") + "html_theme = 'basic'\n")
    text = ARTICLE.replace("# Help with SIP 404\n", "Help with SIP 404\n=================\n")
    text = text.replace("`SIP 486`", "``SIP 486``")
    text = text.replace("[SIP 486](https://example.com/)", "`SIP 486 <https://example.com/>`_")
    (tmp_path / "index.rst").write_text(text)
    call: list[str | Path] = [python, "-m", "sphinx", "-q", "-W", "-b", "html", tmp_path, tmp_path / "site"]
    subprocess.run(call, check=True, timeout=120, capture_output=True)
    body = (
        (tmp_path / "site" / "index.html").read_text().partition('<div class="body"')[2].partition("sphinxsidebar")[0]
    )
    assert led(body) == MENTIONED
    assert 'title="Busy Here: phone is busy"' in body


def test_the_example_in_the_documentation_is_true() -> None:
    text = (ROOT / "docs" / "linking.md").read_text()
    assert NL.replace("\u00a0", " ") in text
    code = re.search(r"    import markdown\n(?:\n|    .*\n)+", text)
    assert code
    scope: dict[str, str] = {}
    exec(re.sub(r"(?m)^    ", "", code[0]), scope)  # noqa: S102 - our own documentation
    assert scope["html"] == f"<p>U krijgt {NL}.</p>"
