"""The wheel of the extension: it holds what it needs, and links in plain Markdown, MkDocs and Sphinx."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from installing import installed, twine, wheel
from test_sip_links import BASE, EN, NL, ROOT

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
        *("mentions.py", "targets.py"),
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
    settings = re.sub(r"(?m)^    ", "", shown[shown.index("    markdown_extensions") : shown.index("## Options")])
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


def test_the_recipe_for_sphinx_links(tmp_path: Path) -> None:
    recipe = re.search(r"```python\n(extensions.*?)```", (ROOT / "content/pages/about.en.md").read_text(), re.DOTALL)
    assert recipe
    (tmp_path / "conf.py").write_text(recipe[1])
    (tmp_path / "index.rst").write_text("Help\n====\n\nYou see :sip:`486`.\n")
    call: list[str | Path] = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", tmp_path, tmp_path / "site"]
    subprocess.run(call, check=True, timeout=120, capture_output=True)
    html = (tmp_path / "site" / "index.html").read_text()
    assert f'<a class="reference external" href="{BASE}en/sip-486.html">SIP 486</a>' in html
