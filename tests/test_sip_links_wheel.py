"""The wheel of the extension, made and installed: it holds what it needs, and links in plain Markdown and in MkDocs."""

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from test_sip_links import BASE, EN, NL, ROOT

pytestmark = pytest.mark.programs
NEEDED = ("LICENSE", "sip_links", "content")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own with a wheel of this repository; what the wheel needs is borrowed from the tests' Python."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        source.mkdir(exist_ok=True)
        copy(ROOT / name, source / name)
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "wheel", *offline, "--wheel-dir", folder, source / "sip_links"], check=True, timeout=300)
    (wheel,) = folder.glob("sip_links-*.whl")
    subprocess.run([*pip, "--python", python, "install", *offline, wheel], check=True, timeout=300)
    installed = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    (installed / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


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
