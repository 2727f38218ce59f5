"""The wheel of the command, as somebody meets it who installs it in a bare environment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from installing import ROOT, installed, twine, wheel

pytestmark = pytest.mark.programs


@pytest.fixture(scope="module")
def made(held: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    folder = tmp_path_factory.mktemp("terminal")
    shutil.copytree(held, folder / "source" / "build" / "terminal")
    return wheel(folder, "sip_terminal", ["LICENSE", "content/LICENSE", "content/site.toml"])


@pytest.fixture(scope="module")
def command(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command that it installs."""
    return installed(tmp_path_factory.mktemp("installed"), made).parent / "sipcodes"


def call(command: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    surroundings = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [command, *arguments], input=given, env=surroundings, cwd=command.parent, capture_output=True, check=False
    )


def test_pypi_would_take_it(made: Path) -> None:
    done = twine(made)
    assert done.returncode == 0, done.stdout


def test_it_explains_a_code_and_a_trace_without_the_repository(command: Path) -> None:
    assert call(command, "486").stdout.decode().startswith("486 Busy Here: phone is busy\n")
    assert call(command, "bezet", "--lang", "nl").stdout.decode().startswith("486  Busy Here  toestel in gesprek")
    trace = (ROOT / "tests" / "traces" / "captured" / "busy.pcapng").read_bytes()
    assert "486 Busy Here: phone is busy (certain)" in call(command, given=trace).stdout.decode()


def test_it_brings_its_man_page_and_completion(command: Path) -> None:
    root = command.parent.parent
    page = (root / "share" / "man" / "man1" / "sipcodes.1").read_text()
    helped = call(command, "--help").stdout.decode()
    completion = (root / "share" / "bash-completion" / "completions" / "sipcodes").read_text()
    for option in ("--lang", "--json", "--color", "--no-pager", "--mcp", "--version"):
        assert option in helped
        assert option.replace("-", "\\-") in page
        assert option in completion
    told = 'COMP_WORDS=(sipcodes --l) COMP_CWORD=1; _sipcodes sipcodes --l sipcodes; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", f"{completion}\n{told}"], capture_output=True, text=True, check=True)
    assert done.stdout == "--lang\n"


def test_a_code_starts_no_engine(command: Path) -> None:
    """What takes time is never begun: a test of seconds would hang on how busy the machine is."""
    python = command.parent / "python"
    program = "import sys; from sip_terminal.command import main; main(['486']); print(sorted(sys.modules))"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=True, cwd=command.parent)
    loaded = done.stdout.splitlines()[-1]
    assert "'_quickjs'" not in loaded
    assert "'mcp'" not in loaded


def test_the_version_is_that_of_the_site(command: Path) -> None:
    program = "import tomllib; print(tomllib.load(open('content/site.toml', 'rb'))['version'])"
    version = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert call(command, "--version").stdout.decode() == f"sipcodes {version.stdout}"
