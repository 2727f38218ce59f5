"""The wheel of the extension: it holds what it needs, and links in plain Markdown, MkDocs and Sphinx."""

import re
import subprocess
from pathlib import Path

import pytest
from installing import installed, twine, wheel
from test_sip_links import BASE, EN, NL, ROOT, convert

pytestmark = pytest.mark.programs


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
