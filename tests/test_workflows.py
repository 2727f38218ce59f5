"""What runs on other machines: actions that nobody can exchange, rights that are named, and files that are locked."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_is_named_by_the_commit_that_was_read(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_the_rights_that_it_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^permissions:(?: \{\}|\n  contents: read)$", text, re.MULTILINE)
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    # what others name, such as a branch, becomes an environment variable and no part of a script
    assert [line for line in re.findall(r"run: (.*)", text) if "${{" in line] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_locked_with_its_hashes(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert names
    assert [lines[number] for number in names if "==" not in lines[number]] == []
    assert [lines[number] for number in names if "--hash=sha256:" not in lines[number + 1]] == []
