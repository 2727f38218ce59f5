"""What a command costs: its time, that of the processors, and the memory of all its processes together."""

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]
_OFTEN = 0.05
"""Seconds between two looks at the memory of processes, at least: looking must not take much itself."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command costs."""

    seconds: float
    """From start to end, as one waits for it."""
    work: float
    """Seconds that processors worked on it: other programs on the machine count less in it."""
    megabytes: float = 0
    """The most memory that all its processes held at one time, where that was looked at."""


def run(command: Command, folder: Path, *, memory: bool = False) -> Cost:
    """Run a command to its end; what it says is shown only if it fails. To look at its memory costs some time."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=_environment())
        with _watched(process.pid) if memory else nullcontext([0]) as found:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))}: {said.read().decode()}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(found) / 1000)


def _environment() -> dict[str, str]:
    """Return the environment without what the tests need in it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """Look at the memory of a process and its children while the context lasts."""
    found = [0]
    over = threading.Event()

    def look() -> None:
        pause = _OFTEN
        while not over.wait(pause):
            start = time.thread_time()  # not what others on the machine take: then looks would become rare under load
            found.append(sum(map(_kilobytes, [process, *_children(process)])))
            pause = max(_OFTEN, 10 * (time.thread_time() - start))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield found
    finally:
        over.set()
        looking.join()


def _children(process: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                found += [child, *_children(child)]
    return found


def _kilobytes(process: int) -> int:
    """Return the memory of a process, with its share of what it shares with others."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def interleaved(subjects: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """Run all subjects in turn, round by round, so that what slows the machine slows all; return the medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, subject in subjects.items():
            costs[name].append(subject())
    return {name: median(found) for name, found in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(*map(statistics.median, zip(*((c.seconds, c.work, c.megabytes) for c in costs), strict=True)))
