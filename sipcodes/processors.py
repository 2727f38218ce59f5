"""Work shared out over the processors of the machine.

Python code shares nothing unless its process splits; what compresses leaves the interpreter to others, and needs only
threads.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

A = TypeVar("A")
R = TypeVar("R")

_FEW = 16
"""Calls that are made sooner than a process has split."""
_CHUNK = 8
"""Calls that a process takes at a time: enough to pay the way, few enough that all processes end together."""
_work: Callable[[int], Any]
"""What the processes inherit when they split off."""


def _nothing() -> None:
    """Have nothing else to do."""


def in_processes(
    function: Callable[[A], R], arguments: Sequence[A], meanwhile: Callable[[], object] = _nothing
) -> list[R]:
    """Return what a function makes of each argument, made in processes of their own where the system lets one split.

    `meanwhile` is called while they work, so that the process that waits does something; it may be left out.
    """
    # a process that has threads must not split: they would hold locks for ever
    alone = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if not alone or len(arguments) < _FEW or os.cpu_count() == 1:
        return one_by_one(function, arguments)
    global _work  # noqa: PLW0603 - what the processes inherit
    _work = lambda place: function(arguments[place])  # noqa: E731
    try:
        processes = multiprocessing.get_context("fork").Pool(initializer=_uninterrupted)
    except OSError:  # a bare container has no /dev/shm, by which processes wait for one another
        return one_by_one(function, arguments)
    with processes as pool:
        made = pool.map_async(_made, range(len(arguments)), chunksize=_CHUNK)
        meanwhile()
        results = made.get()
        # they end by themselves: a signal to one that is just splitting off is lost where a handler is in Python
        pool.close()
        pool.join()
        return results


def one_by_one(function: Callable[[A], R], arguments: Sequence[A]) -> list[R]:
    """Return what a function makes of each argument, where sharing out takes longer than making."""
    return [function(argument) for argument in arguments]


def in_threads(function: Callable[[A], R], arguments: Sequence[A]) -> list[R]:
    """Return what a function that leaves the interpreter to others makes of each argument."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, arguments))


def _uninterrupted() -> None:
    """Leave Ctrl+C to the process that has split off this one: it ends both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _made(place: int) -> Any:  # noqa: ANN401 - what the function returns
    return _work(place)
