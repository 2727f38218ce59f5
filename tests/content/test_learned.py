"""What the search has learned is read as bench/learn.py writes it, and every mistake is told with its line."""

from pathlib import Path

import pytest

from sipcodes.content.learned import read_learned
from sipcodes.memo import Memo
from sipcodes.problems import Problem

ANSWERS = frozenset({"404", "symptom-echo"})


def test_a_root_has_the_levels_of_its_answers(tmp_path: Path) -> None:
    (tmp_path / "learned.nl.tsv").write_text("echo\tsymptom-echo 9\t404 -2\nmist\t- 12\n", encoding="utf-8")
    problems: list[Problem] = []
    assert read_learned(tmp_path, "nl", ANSWERS, problems, Memo()).roots == {
        "echo": {"symptom-echo": 9, "404": -2},
        "mist": {"-": 12},
    }
    assert not problems


def test_a_language_without_the_file_has_learned_nothing(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_learned(tmp_path, "de", ANSWERS, problems, Memo()).roots == {}
    assert not problems


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("b\t404 13", "an answer and a level from -12 to 12 are wanted, not 0 (found '404 13')"),
        ("b\t404 0", "an answer and a level from -12 to 12 are wanted, not 0 (found '404 0')"),
        ("b\tsymptom-ech 3", "'symptom-ech' is no code and no symptom, one is wanted; did you mean 'symptom-echo'?"),
        ("b", "'b': an answer is wanted behind it"),
        ("a\t404 1", "'a': each root once is wanted"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "learned.nl.tsv"
    path.write_text(f"a\t404 5\n{line}\n", encoding="utf-8")
    problems: list[Problem] = []
    read_learned(tmp_path, "nl", ANSWERS, problems, Memo())
    assert problems[0] == Problem(path, 2, message)
