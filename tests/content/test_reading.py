"""A file that is as it was is not opened again; one that was written is."""

from pathlib import Path

import pytest

from sipcodes.content import toml
from sipcodes.content.toml import read_text
from sipcodes.problems import Problem

SECOND = 10**9


def test_what_is_written_twice_within_one_tick_of_a_coarse_clock_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def coarse(path: Path) -> tuple[int, ...]:
        status = path.stat()
        return status.st_mtime_ns // SECOND, status.st_ctime_ns // SECOND, status.st_size

    monkeypatch.setattr(toml, "_mark", lambda path: tuple(SECOND * value for value in coarse(path)))
    path, problems = tmp_path / "a.md", list[Problem]()
    for number in range(100, 103):
        path.write_text(f"{number}")
        assert read_text(path, problems) == f"{number}"
    assert not problems
