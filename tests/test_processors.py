"""Work is shared out where the system can, and done where it cannot."""

import errno
import multiprocessing
import os
import signal
from multiprocessing.context import ForkContext
from pathlib import Path

import pytest

from sipcodes.processors import in_processes


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("where", ["no memory to share", "no processes that split"])
def test_work_is_done_where_no_process_can_split_off(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    if where == "no memory to share":
        monkeypatch.setattr(ForkContext, "Pool", refuse)
    else:
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert in_processes(_square, range(40)) == [number * number for number in range(40)]


def test_a_process_that_has_nothing_more_to_do_ends_without_a_signal(tmp_path: Path) -> None:
    told = tmp_path / "told"
    before = signal.signal(signal.SIGTERM, lambda *_: told.touch())
    try:
        assert in_processes(_square, range(40)) == [number * number for number in range(40)]
    finally:
        signal.signal(signal.SIGTERM, before)
    assert not told.exists()
