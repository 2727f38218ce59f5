"""The command: what it prints, what it exits with, what it leaves on disk."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from small import small_project

from sipcodes.command import main
from sipcodes.folders import TEMPLATES
from sipcodes.preview.server import HOST

ROOT = Path(__file__).parent.parent
GOOD = "https://example.com/sip/"
INSIDE = str(TEMPLATES / "x")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the small project for content, compiled and remembered by a build."""
    copy = tmp_path_factory.mktemp("built")
    shutil.copy(ROOT / "build.py", copy)
    for name in ("sipcodes", "sip_links", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    small_project(copy / "content")
    assert run(copy).returncode == 0
    shutil.rmtree(copy / "site")
    return copy


@pytest.fixture
def checkout(built: Path, tmp_path: Path) -> Path:
    """One to work in."""
    return shutil.copytree(built, tmp_path / "checkout")


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )


def site(checkout: Path) -> dict[str, bytes]:
    folder = checkout / "site"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.programs
def test_it_builds_into_site_and_exits_with_0(checkout: Path) -> None:
    done = run(checkout)
    assert (done.returncode, done.stderr) == (0, "")
    *stages, made, following, loud = done.stdout.splitlines()
    assert [re.sub(r"\d+", "N", stage) for stage in stages] == [
        "content …",
        "N pages …",
        "copies to take along …",
        "checks …",
    ]
    assert re.fullmatch(r"\d+ pages, \d+ files in site", made)
    assert following == "next: open site/index.html"
    assert loud == (
        "!!! https://sip-codes.example/ is a placeholder, and every page names it: make ADDRESS=https://where.it.will.be/"
    )
    assert (checkout / "site" / "nl" / "sip-486.html").is_file()


@pytest.mark.programs
def test_it_speaks_to_a_terminal_that_knows_ascii_alone(checkout: Path) -> None:
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": os.environ["PATH"]}
    command = [sys.executable, "build.py", "--output", "caf\u00e9"]
    done = subprocess.run(command, cwd=checkout, env=ascii_alone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("content \\u2026\n")
    assert (checkout / "caf\u00e9" / "index.html").is_file()


@pytest.mark.programs
def test_a_second_build_says_that_nothing_has_changed(checkout: Path) -> None:
    run(checkout, "--base-url", "https://example.org/")
    (checkout / "content" / "codes" / ".486.nl.md.swp").write_text("swap")
    done = run(checkout, "--base-url", "https://example.org/")
    assert done.stdout == "nothing has changed since site was made\nnext: open site/index.html\n"
    path = checkout / "content" / "codes" / "486.nl.md"
    path.write_text(path.read_text().replace("Bel later", "Bel morgen"))
    assert "files in site" in run(checkout, "--base-url", "https://example.org/").stdout


@pytest.mark.programs
def test_wrong_content_exits_with_1_names_each_line_and_leaves_the_site(checkout: Path) -> None:
    run(checkout)
    before = site(checkout)
    path = checkout / "content" / "codes.toml"
    path.write_text(path.read_text().replace("retry = ", "retri = ", 1))
    done = run(checkout)
    assert done.returncode == 1
    assert done.stderr == (
        "content/codes.toml:8: 404: unknown key 'retri'; did you mean 'retry'?\n1 problem(s); nothing was written\n"
    )
    assert site(checkout) == before


@pytest.mark.programs
def test_check_writes_nothing(checkout: Path) -> None:
    settings = checkout / "content" / "site.toml"
    settings.write_text(re.sub(r'locale = ".*"', 'locale = "tlh"', settings.read_text()))  # it has no dictionary
    done = run(checkout, "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ pages, \d+ files, all right", done.stdout.splitlines()[-1])
    assert not (checkout / "site").exists()


@pytest.mark.programs  # it reads a dictionary
def test_check_tells_a_word_that_no_dictionary_has(checkout: Path) -> None:
    path = checkout / "content" / "codes" / "486.nl.md"
    path.write_text(path.read_text().replace("Bel later", "Bel laater"))
    done = run(checkout, "--check")
    assert done.returncode == 1
    wanted = "content/codes/486.nl.md:11: 'laater' is in no dictionary, correct it or list it in spelling/nl.txt\n"
    assert wanted in done.stderr


@pytest.mark.programs
def test_it_builds_for_another_address_into_another_folder(checkout: Path) -> None:
    """The address may be written in capitals and without a slash."""
    done = run(checkout, "--output", "out", "--base-url", "HTTPS://Example.ORG/Help/sip")
    assert done.returncode == 0
    page = (checkout / "out" / "nl" / "sip-486.html").read_text()
    assert '<link rel="canonical" href="https://example.org/Help/sip/nl/sip-486.html">' in page
    assert 'href="/Help/sip/nl/index.html"' in (checkout / "out" / "404.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        *(
            (["--base-url", url], f"argument --base-url: '{url}' is no address, one such as {GOOD} is wanted")
            for url in (
                *("example.org", "http://", "https:///x", "https://x.nl:port/", "https://a b/", "https://x.nl/?a"),
                *(
                    "https://x.nl//a/",
                    "https://x.nl/a/../",
                    "https://x.nl/%zz/",
                    "https://me:1@x.nl/",
                    "https://\u00e9.nl/",
                ),
            )
        ),
        (["--serve", "--port", "x"], "argument --port: 'x' is no port, a number up to 65535 is wanted"),
        (["--serve", "--port", "65536"], "argument --port: '65536' is no port, a number up to 65535 is wanted"),
        (["--colour"], "'--colour' is no option"),
        (["--outptu", "x"], "'--outptu' is no option; did you mean '--output'?"),
        (["check"], "'check' is no option; did you mean '--check'?"),
        (
            ["--output", INSIDE],
            f"argument --output: '{INSIDE}' lies in templates, of which the site is made; another one is wanted",
        ),
    ],
)
def test_a_wrong_command_exits_with_2_and_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], wanted: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"build.py: error: {wanted}"


@pytest.mark.programs
@pytest.mark.parametrize(
    ("output", "wanted"),
    [
        ("sipcodes", "sipcodes was not made by build.py and is not empty, another folder is wanted"),
        ("build.py/site", "build.py is no folder, a folder is wanted"),
    ],
)
def test_a_wrong_folder_exits_with_2_and_says_why(checkout: Path, output: str, wanted: str) -> None:
    done = run(checkout, "--output", output)
    assert (done.returncode, done.stderr) == (2, f"build.py: {wanted}\n")


def test_a_folder_of_others_is_refused_before_anything_is_made_for_it(checkout: Path) -> None:
    assert run(checkout, "--output", "sipcodes").stdout == ""


@pytest.mark.programs
def test_a_third_language_is_a_matter_of_content_only(checkout: Path) -> None:
    content = checkout / "content"
    for path in [*content.rglob("*.toml")]:
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


@pytest.mark.programs
def test_cleaning_deletes_what_was_made_and_nothing_else(checkout: Path) -> None:
    run(checkout)
    run(checkout, "--terminal")
    (checkout / "site" / "CNAME").write_text("sip.example")
    done = run(checkout, "--clean")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert set(site(checkout)) == {".gitignore", ".made-here", "CNAME"}
    assert list((checkout / "build").iterdir()) == []
    assert not (checkout / ".cache").exists()
    assert run(checkout).returncode == 0
    assert (checkout / "site" / "CNAME").read_text() == "sip.example"


@pytest.mark.programs
def test_the_version_is_that_of_the_content(checkout: Path) -> None:
    assert run(checkout, "--version").stdout == "sip-codes 1.0.0\n"


def test_without_its_packages_it_says_what_to_do() -> None:
    done = subprocess.run([sys.executable, "-S", "build.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    wanted = r"build\.py: \w+ is missing: run make, afterwards \.venv/bin/python build\.py\n"
    assert re.fullmatch(wanted, done.stderr)


def test_an_older_python_is_told_which_one_is_wanted() -> None:
    script = "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (main)'; exec(open('build.py').read())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "build.py: Python 3.11 or newer is wanted, this is 3.9.2\n")


@pytest.mark.programs
def test_a_build_that_is_interrupted_says_so_in_a_word(checkout: Path) -> None:
    command = [sys.executable, "build.py"]
    with subprocess.Popen(
        command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        assert process.stderr
        while "pages" not in process.stdout.readline():
            pass
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        assert process.wait(30) == 130
        assert process.stderr.read() == "interrupted\n"
    assert not (checkout / "site").exists()


@pytest.mark.programs
def test_ctrl_c_ends_the_preview_without_a_word(checkout: Path) -> None:
    """While it reads, and while it waits."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "build.py", "--serve", "--port", str(port)]
    for wait in (False, True):
        with subprocess.Popen(
            command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == f"preview on http://{HOST}:{port}/ (Ctrl+C ends it)\n"
            if wait:
                with urlopen(f"http://{HOST}:{port}/") as page:
                    assert page.status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert "Traceback" not in process.stderr.read()
