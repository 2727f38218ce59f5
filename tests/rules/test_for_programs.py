"""What the list of changes and the words of the data files owe: the whole message."""

from pathlib import Path

import pytest
from breaking import line_of, problems, replace

CHANGES = [
    ("day = 2026-11-24", "day = 2026-11-22", 12, "day: 2026-11-23 stands after 2026-11-22, the newest is wanted first"),
    ('["sip-486"]', '["sip-487"]', 8, "pages: no page 'sip-487'; did you mean 'sip-486'?"),
    ('key = "first-version"', 'key = "busy"', 11, "key 'busy' stands here twice, each is wanted once"),
    (
        'why.en = "Every code explained."',
        'why.en = "Every code explained."\npages = ["about"]',
        17,
        "the oldest change is the first version, which has no 'pages'",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), CHANGES)
def test_a_mistake_in_the_list_of_changes_is_named_at_its_line(
    project: Path, old: str, new: str, line: int, message: str
) -> None:
    path = project / "changes.toml"
    replace(path, old, new)
    (problem,) = problems(project)
    assert problem == f"changes.toml:{line}: {message}"


def test_a_list_of_changes_that_has_none_is_told(project: Path) -> None:
    path = project / "changes.toml"
    path.write_text(path.read_text().replace("[[changes]]", "[[chnages]]"))
    assert problems(project) == ["changes.toml:1: has no [[changes]], at least the first version is wanted"]


def test_a_field_of_the_data_without_words_is_named(project: Path) -> None:
    path = project / "data.toml"
    kept = [text for text in path.read_text().splitlines() if not text.startswith("retry.")]
    path.write_text("\n".join(kept) + "\n")
    line = line_of(path, "[CodeData]")
    wanted = f"data.toml:{line}: CodeData: 'retry' is missing, a description of that field is wanted"
    assert problems(project) == [wanted]


def test_words_for_a_field_that_is_not_there_are_named(project: Path) -> None:
    path = project / "data.toml"
    replace(path, "shown.nl", "shwon.nl")
    replace(path, "shown.en", "shwon.en")
    line, field = line_of(path, "[UnregisteredCode]"), line_of(path, "shwon.nl")
    assert problems(project) == [
        f"data.toml:{line}: UnregisteredCode: 'shown' is missing, a description of that field is wanted",
        f"data.toml:{field}: UnregisteredCode: the data files have no field 'shwon'; did you mean 'shown'?",
    ]


def test_words_for_a_record_that_is_not_there_are_named(project: Path) -> None:
    path = project / "data.toml"
    replace(path, "[PatternData]\n", "[PaternData]\n")
    replace(path, "[PatternData.fields]", "[PaternData.fields]")
    line = line_of(path, "[PaternData]")
    assert problems(project) == [
        "data.toml:1: [PatternData] is missing, a description of that record is wanted",
        f"data.toml:{line}: [PaternData]: the data files have no such record; did you mean 'PatternData'?",
    ]
