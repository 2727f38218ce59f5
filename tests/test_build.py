"""The command: what it prints, what it exits with, what it leaves on disk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path, project: Path) -> Path:
    """A copy of the program with the small project for content."""
    copy = tmp_path / "checkout"
    copy.mkdir()
    shutil.copy(ROOT / "build.py", copy)
    for name in ("sipcodes", "sip_links", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.move(project, copy / "content")
    return copy


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def site(checkout: Path) -> dict[str, bytes]:
    folder = checkout / "site"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_builds_into_site_and_exits_with_0(checkout: Path) -> None:
    done = run(checkout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" files in site\n")
    assert (checkout / "site" / "nl" / "sip-486.html").is_file()


def test_building_twice_gives_the_same_bytes(checkout: Path) -> None:
    run(checkout)
    first = site(checkout)
    run(checkout)
    assert site(checkout) == first


def test_wrong_content_exits_with_1_names_each_line_and_leaves_the_site(checkout: Path) -> None:
    run(checkout)
    before = site(checkout)
    path = checkout / "content" / "codes.toml"
    path.write_text(path.read_text().replace("retry = ", "retri = ", 1))
    done = run(checkout)
    assert done.returncode == 1
    assert done.stderr == (
        "content/codes.toml:1: 404: missing key 'retry'\n"
        "content/codes.toml:8: 404: unknown key 'retri'; did you mean 'retry'?\n"
        "2 problem(s); nothing was written\n"
    )
    assert site(checkout) == before


def test_check_writes_nothing(checkout: Path) -> None:
    done = run(checkout, "--check")
    assert done.returncode == 0
    assert not (checkout / "site").exists()


def test_it_builds_for_another_address_into_another_folder(checkout: Path) -> None:
    done = run(checkout, "--output", "out", "--base-url", "https://example.org/help/sip")
    assert done.returncode == 0
    page = (checkout / "out" / "nl" / "sip-486.html").read_text()
    assert '<link rel="canonical" href="https://example.org/help/sip/nl/sip-486.html">' in page
    assert 'href="/help/sip/nl/index.html"' in (checkout / "out" / "404.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--base-url", "example.org"], "'example.org' is no address, one such as https://example.com/sip/ is wanted"),
        (["--output", "content"], "was not made by build.py and is not empty, another folder is wanted"),
        (["--output", "build.py/site"], "--output: "),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_a_wrong_command_exits_with_2_and_says_why(checkout: Path, arguments: list[str], wanted: str) -> None:
    done = run(checkout, *arguments)
    assert done.returncode == 2
    assert wanted in done.stderr
    assert "Traceback" not in done.stderr


def test_a_third_language_is_a_matter_of_content_only(checkout: Path) -> None:
    content = checkout / "content"
    for path in [*content.glob("*.toml"), *content.glob("products/*.toml")]:
        text = path.read_text()
        if path.name == "site.toml":
            text += '\n[languages.tlh]\nname = "tlhIngan Hol"\nlocale = "tlh"\n'
        else:
            lines = []
            for line in text.splitlines():
                lines.append(line)
                key, equals, value = line.partition(" = ")
                if equals and key.endswith(".en"):
                    lines.append(f"{key.removesuffix('en')}tlh = {value.replace(chr(34), chr(34) + 'Qapla ', 1)}")
            text = "\n".join(lines)
            text = text.replace(', en = "', ', tlh = "Qapla", en = "')
        path.write_text(text)
    for language in ("nl", "en"):
        with (content / "pages" / f"about.{language}.md").open("a") as about:
            about.write(f"\n[.](../sip-codes.{language}.html)\n")
    for path in [*content.glob("*/*.en.md")]:
        path.with_name(path.name.replace(".en.", ".tlh.")).write_text(
            path.read_text().replace("sip-codes.en.", "sip-codes.tlh.")
        )
    done = run(checkout)
    assert done.stderr == ""
    page = (checkout / "site" / "tlh" / "sip-486.html").read_text()
    assert '<html lang="tlh">' in page
    assert "Qapla phone is busy" in page
    assert (
        'hreflang="tlh" href="https://sip-codes.example/tlh/sip-486.html"'
        in (checkout / "site" / "nl" / "sip-486.html").read_text()
    )
    assert 'hreflang="tlh"' in (checkout / "site" / "index.html").read_text()
