"""Work is shared out where the system can, and done where it cannot."""

import errno
import multiprocessing
import os
from multiprocessing.context import ForkContext

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
