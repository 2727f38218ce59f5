"""Whether more content costs more than its share: the same program on made-up content of more codes."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.checkout import ROOT, cold
from bench.made_up import grow
from bench.measuring import Command, Cost

SIZES = (75, 500, 2000)
FLAT = 1.2
"""What a code may cost among many by what it costs among few, to be called flat."""
_RELAXED = (sys.executable, "-m", "bench.relaxed")
BUILDS: Mapping[str, Command] = {"Pages only": (*_RELAXED, "bench.pages_only"), "Whole build": (*_RELAXED, "build")}


def measured(copy: Path, sizes: tuple[int, ...]) -> Iterator[tuple[str, int, Cost]]:
    """Yield build, codes and cost; the content of the copy is the real one again afterwards."""
    with TemporaryDirectory() as folder:
        for size in sizes:
            content = Path(folder) / str(size)
            shutil.copytree(ROOT / "content", content)
            grow(content, size)
            _use(content, copy)
            for name, command in BUILDS.items():
                yield name, size, cold(copy, command, memory=True)
    _use(ROOT / "content", copy)


def _use(content: Path, copy: Path) -> None:
    shutil.rmtree(copy / "content")
    shutil.copytree(content, copy / "content")


def further(costs: Mapping[int, Cost]) -> Iterator[tuple[str, float, float]]:
    """Yield what is counted, and what a further code costs up to the middle size and beyond it."""
    few, some, many = sorted(costs)
    for what, name in {"ms": "seconds", "ms of work": "work", "kB": "megabytes"}.items():
        low, middle, high = (getattr(costs[size], name) for size in (few, some, many))
        yield what, (middle - low) / (some - few), (high - middle) / (many - some)
