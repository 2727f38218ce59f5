"""The command as its users meet it."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import said

import sip_terminal.holdings
from sip_terminal.command import main
from sip_terminal.show import shown

ROOT = Path(__file__).parent.parent.parent
BUSY = ROOT / "tests" / "traces" / "captured" / "busy.ngrep.txt"
Run = Callable[..., "Done"]


class Done:
    """What the command said, and what it exited with."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(held: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command with arguments, and with standard input if that is given."""
    monkeypatch.setattr(sip_terminal.holdings, "_PLACES", (held,))
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def call(*arguments: str, given: bytes | None = None) -> Done:
        path = tmp_path / "given"
        path.write_bytes(given or b"")
        with path.open() as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            code = main([*arguments])
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return call


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_code_is_told_as_on_its_page(run: Run, files: dict[str, bytes], language: str) -> None:
    done = run("486", "--lang", language)
    assert done.code == 0
    there = words(done.out)
    parts = said(files[f"{language}/sip-486.html"].decode())
    assert [part for part in parts if words(part) not in there] == []


def test_the_language_is_that_of_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "toestel in gesprek" in run("486").out
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "phone is busy" in run("486").out
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "phone is busy" in run("486").out


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("q.850 34", "Q.850 34 No circuit/channel available"),
        ("SIP/2.0 486 Busy Here", "486 Busy Here: phone is busy"),
        ("4xx", "4xx Request failure"),
        ("sip 503", "503 Service Unavailable: service temporarily unavailable"),
    ],
)
def test_what_is_named_for_certain_is_told_at_once(run: Run, query: str, first: str) -> None:
    assert run(*query.split()).out.partition("\n")[0] == first


def test_words_give_a_list_and_the_way_on(run: Run) -> None:
    lines = run("busy").out.splitlines()
    assert lines[0] == "486  Busy Here  phone is busy"
    assert lines[-1] == "Read more: sipcodes 486"


def test_nothing_found_is_said_and_told_by_the_exit_code(run: Run) -> None:
    done = run("xyzzy", "qwert")
    assert (done.code, done.out) == (1, "")
    wanted = "Nothing found for “xyzzy qwert”. Try a number, a phrase or a complaint in your own words.\n"
    assert done.err == wanted


def test_the_data_is_that_of_the_site(run: Run, files: dict[str, bytes]) -> None:
    alone = json.loads(files["sip-486.json"])
    assert json.loads(run("486", "--json").out).items() <= alone.items()
    cause = json.loads(run("q.850", "17", "--json").out)
    assert cause in json.loads(files["q850.json"])["causes"]
    assert json.loads(run("busy", "--json").out)[0]["code"] == "486"
    assert json.loads(run("xyzzy", "qwert", "--json").out) == []


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_trace_on_standard_input_gets_its_verdict(run: Run, pack: Callable[[bytes], bytes]) -> None:
    done = run(given=pack(BUSY.read_bytes()))
    assert done.code == 0
    assert "486 Busy Here: phone is busy (certain)" in done.out
    assert "|----- INVITE (SDP) ----->|" in done.out


def test_a_line_of_a_log_on_standard_input_is_looked_up(run: Run) -> None:
    assert run(given=b"Everyone is busy/congested at this time (1:1/0/0)\n").code == 0
    assert run(given=b"SIP/2.0 408 Request Timeout\n").out.startswith("408 Request Timeout")


def test_colours_come_where_they_are_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("486").out
    assert "\x1b[1m486 Busy Here" in run("486", "--color", "always").out
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert "\x1b[1m" in run("486").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("486").out


def test_what_is_typed_does_not_steer_the_terminal(run: Run) -> None:
    done = run("xyz\x1b]0;title\x07qq zz")
    assert "\x1b" not in done.out + done.err


def test_markdown_is_shown_as_it_reads() -> None:
    text = "# A *b*\n\nSee [x](https://example.com/) and `a*b`, **so**: 1 \\* 2.\n\n"
    text += "| a | b |\n|---|---|\n| c \\| d | e |\n"
    assert shown(text, colour=False) == "A *b*\n\nSee x and a*b, so: 1 * 2.\n\na · b\nc | d · e\n"


@pytest.mark.parametrize("arguments", [["--lang", "de", "486"], ["--nonsense"]])
def test_a_wrong_command_is_refused(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(*arguments)
    assert refused.value.code == 2


def test_who_stops_reading_gets_no_traceback(held: Path) -> None:
    program = (
        "import sys, sip_terminal.holdings as holdings; from pathlib import Path;"
        f"holdings._PLACES = (Path({str(held)!r}),);"
        "from sip_terminal.command import main; sys.exit(main(['486']))"
    )
    call = f"{sys.executable} -c {json.dumps(program)} | head -1"
    done = subprocess.run(
        ["sh", "-c", call], cwd=ROOT, env={**os.environ, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("486 Busy Here: phone is busy\n", "")
