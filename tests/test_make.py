"""The Makefile and what it starts: every target is explained, an address reaches all of them, errors are sentences."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh clone, as far as make looks at it: nothing is installed."""
    for name in ("Makefile", "requirements.txt", "requirements-check.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "tests" / "node").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "node" / "package-lock.json", tmp_path / "tests" / "node")
    return tmp_path


def test_help_explains_every_target(checkout: Path) -> None:
    explained = re.findall(r"^(\w[\w-]*) +\S", make(checkout, "help").stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.+)$", (checkout / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert sorted(set(explained) - {"make"}) == sorted(set(phony[1].split()) - {"python"})


@pytest.mark.parametrize("target", ["site", "check", "serve", "wheel", "release"])
def test_an_address_reaches_every_target(checkout: Path, target: str) -> None:
    planned = make(checkout, "-n", target, "ADDRESS=https://example.org/").stdout
    assert '.venv/bin/python build.py --base-url "https://example.org/"' in planned


def test_a_port_reaches_the_preview(checkout: Path) -> None:
    assert '--serve --port "9000"' in make(checkout, "-n", "serve", "PORT=9000").stdout


def test_the_check_of_the_content_needs_python_alone(checkout: Path) -> None:
    planned = make(checkout, "-n", "check").stdout
    assert "requirements-check.txt" in planned
    for other in ("requirements-dev", "apt-install", "system-packages", "node", "ruff"):
        assert other not in planned


def test_names_in_small_letters_are_not_passed_over(checkout: Path) -> None:
    done = make(checkout, "address=https://example.org/")
    assert done.returncode == 2
    assert "ADDRESS and PORT are written in capitals" in done.stderr


def fake(checkout: Path, path: str, version: str) -> None:
    """Put a program into the checkout that answers as a Python of a version does."""
    major, minor = version.split(".")
    program = checkout / path
    program.parent.mkdir(parents=True, exist_ok=True)
    too_old = int((int(major), int(minor)) < (3, 11))
    program.write_text(f'#!/bin/sh\ncase "$2" in *print*) echo {version};; "") ;; *) exit {too_old};; esac\n')
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("python", "wanted"),
    [
        ("nosuchpython", "there is no nosuchpython here, Python 3.11 or newer is wanted (make PYTHON=…)"),
        ("./python3.9", "./python3.9 is Python 3.9, 3.11 or newer is wanted (make PYTHON=…)"),
        ("./python3.12", "./python3.12 does not start, Python 3.11 or newer is wanted (make PYTHON=…)"),
        ("./python3.13", ".venv is of Python 3.12, not 3.13: delete it first (rm -r .venv)"),
    ],
)
def test_a_python_that_will_not_do_is_told_in_a_sentence(checkout: Path, python: str, wanted: str) -> None:
    fake(checkout, ".venv/bin/python", "3.12")
    for version in ("3.9", "3.13"):
        fake(checkout, f"python{version}", version)
    (checkout / "python3.12").write_text("#!/bin/sh\necho 'no such version' >&2\nexit 127\n")
    (checkout / "python3.12").chmod(0o755)
    done = make(checkout, "site", f"PYTHON={python}")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"make-venv: {wanted}"


def run_tool(checkout: Path, name: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a tool on a machine that has what lies in `programs` and nothing else."""
    return subprocess.run(
        [checkout / "tools" / name, *arguments],
        cwd=checkout,
        env={"PATH": str(checkout / "programs"), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def programs(checkout: Path, *names: str, **scripts: str) -> None:
    """Give the machine programs: those of this one by name, and others by their script."""
    folder = checkout / "programs"
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(str(shutil.which(name)))
    for name, script in scripts.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


def test_what_a_system_has_no_package_of_is_told_when_the_rest_is_installed(checkout: Path) -> None:
    """As on Ubuntu, where Chromium is a snap alone."""
    policy = 'case "$2" in jq) echo "  Candidate: 1.7";; *) echo "  Candidate: (none)";; esac'
    programs(checkout, "grep", id="echo 0", apt_get='echo "$@" >>asked', apt_cache=policy)
    done = run_tool(checkout, "apt-install", "chromium", "jq", "firefox-esr")
    wanted = (
        "apt-install: there is no package here of chromium firefox-esr: please install it from its maker"
        ", then try again\n"
    )
    assert (done.returncode, done.stderr) == (1, wanted)
    asked = (checkout / "asked").read_text().splitlines()
    assert asked == ["update -qq", "install -y -qq --no-install-recommends jq"]


NEEDED = ("dirname", "head", "tr", "cat")
"""What the tool itself starts."""
CHROME = "dl.google.com/linux/direct/google-chrome-stable_current_amd64.deb"
FIREFOX = "https://packages.mozilla.org/apt mozilla main"
SNAP = "exec /snap/bin/chromium"


@pytest.mark.parametrize(
    ("scripts", "settings", "first"),
    [
        ({}, {}, "chromium tshark firefox-esr "),
        ({}, {"CHROMIUM": "/bin/sh"}, "tshark firefox-esr "),
        ({"google_chrome": "exit"}, {}, "tshark firefox-esr "),
        ({"chromium_browser": SNAP, "firefox": SNAP}, {}, "chromium tshark firefox-esr "),
        ({"chromium_browser": SNAP, "chromium": "exit", "firefox": "exit"}, {}, "tshark webkit2gtk-driver "),
    ],
)
def test_a_browser_that_is_there_is_taken_but_for_a_snap(
    checkout: Path, scripts: dict[str, str], settings: dict[str, str], first: str
) -> None:
    programs(checkout, *NEEDED, id="echo 1000", **scripts)
    done = run_tool(checkout, "system-packages", **settings)
    wanted = f"apt-install: please install what these Debian packages hold, then try again: {first}"
    assert done.returncode == 1
    assert done.stderr.startswith(wanted)
    assert (CHROME in done.stderr) == ("chromium" in first)
    assert (FIREFOX in done.stderr) == ("firefox" in first)
    snaps = f"{checkout}/programs/chromium-browser {checkout}/programs/firefox"
    told = f"tests cannot drive snaps, which these are: {snaps}\n" in done.stderr
    assert told == ("firefox" in scripts and scripts["firefox"] == SNAP)


def test_a_chromium_that_is_not_there_is_told(checkout: Path) -> None:
    programs(checkout, *NEEDED)
    done = run_tool(checkout, "system-packages", CHROMIUM="/opt/chromium")
    wanted = "system-packages: there is no /opt/chromium here, CHROMIUM is to be the path of a Chromium\n"
    assert (done.returncode, done.stderr) == (1, wanted)
