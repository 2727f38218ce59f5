"""A file that is as it was is not opened again; one that was written is."""

from pathlib import Path

from sipcodes.content.toml import read_text
from sipcodes.problems import Problem


def test_what_is_written_over_and_over_within_one_moment_is_read_each_time(tmp_path: Path) -> None:
    path, problems = tmp_path / "a.md", list[Problem]()
    for number in range(100, 400):
        path.write_text(f"{number}")
        assert read_text(path, problems) == f"{number}"
    assert not problems
