"""Fits the numbers of templates/scripts/search/weights.js to judged queries: `.venv/bin/python -m bench.fit NAME...`.

Each number in turn is made a little larger and smaller, and what answers more queries right is kept, until nothing
helps. It learns from the sets of tests/search/ other than `judge-*` and `fresh-*`, which stay unseen, and prints for
all sets what today's numbers and the fitted ones reach. `--write` puts the fitted numbers into weights.js.

What was learned (bench/learn.py) knows these sets by heart. How much to trust it is fitted on a set that it has not
seen: `bench.learn --without unseen`, `bench.fit --on unseen NAME...`, and `bench.learn` again.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.judged import SETS, Row, indexes, is_unseen, judge, rows

SCRIPTS = Path(__file__).resolve().parent.parent / "templates" / "scripts"
_NUMBER = re.compile(r"^export const (\w+) = ([\d.]+);$", re.MULTILINE)
_STEPS = (1.25, 0.8, 1.08, 0.925)
_THIRD, _SILENT = 0.3, 2
"""What a right code among the first three counts for beside a first one, and what silence that is right counts for."""


def numbers() -> dict[str, float]:
    """Return the numbers of today by their names."""
    return {name: float(value) for name, value in _NUMBER.findall((SCRIPTS / "search" / "weights.js").read_text())}


def written(text: str, values: Mapping[str, float]) -> str:
    """Return weights.js with other numbers."""
    return _NUMBER.sub(lambda found: f"export const {found[1]} = {values.get(found[1], float(found[2])):.4g};", text)


class Fitting:
    """Asks the sets with changed numbers, each time in a copy of the scripts."""

    def __init__(self, folder: Path, sets: Sequence[Path]) -> None:
        """Ask `sets`, with the indexes of `folder`."""
        self.folder = folder
        self.sets = sets
        self.rows: dict[Path, list[Row]] = {path: rows(path) for path in sets}

    def points(self, values: Mapping[str, float]) -> float:
        """Return what numbers reach, from 0 to 1; a set of few queries counts as much as one of many."""
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            scripts = shutil.copytree(SCRIPTS, Path(copy) / "scripts")
            weights = scripts / "search" / "weights.js"
            weights.write_text(written(weights.read_text(), values))
            found = judge(scripts, self.folder, self.sets)
        shares = []
        for path, judged in self.rows.items():
            reached = possible = 0.0
            for row, (codes, _) in zip(judged, found[path], strict=True):
                weight = _SILENT if row.is_silent else 1
                possible += weight * (1 + _THIRD)
                reached += weight * (row.is_first(codes) + _THIRD * row.is_among(codes, 3))
            shares.append(reached / possible)
        return sum(shares) / len(shares)


def fit(fitting: Fitting, names: Sequence[str], rounds: int, workers: int) -> dict[str, float]:
    """Return the numbers that reach most, and say what helped."""
    best = numbers()
    most = fitting.points(best)
    print(f"today {most:.4f}", flush=True)
    with ThreadPoolExecutor(workers) as pool:
        for _ in range(rounds):
            before = most
            for name in names:
                tried = [{**best, name: float(f"{best[name] * step:.4g}")} for step in _STEPS]
                points = list(pool.map(fitting.points, tried))
                if max(points) > most:
                    most = max(points)
                    best = tried[points.index(most)]
                    print(f"{most:.4f} {name} = {best[name]:g}", flush=True)
            if most == before:
                break
    return best


def _is_learnt(path: Path, on: Sequence[str]) -> bool:
    return not is_unseen(path) and (not on or path.stem.partition("-")[0] in on)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="numbers to fit; all that lie below 1 if none is given"
    )
    parser.add_argument("--on", action="append", default=[], metavar="SET", help="learn from these sets only")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the fitted numbers into weights.js")
    options = parser.parse_args()
    names = options.names or [name for name, value in numbers().items() if 0 < value < 1]
    with tempfile.TemporaryDirectory() as folder:
        indexes(Path(folder))
        learn = Fitting(Path(folder), [path for path in SETS if _is_learnt(path, options.on)])
        unseen = Fitting(Path(folder), [path for path in SETS if is_unseen(path)])
        best = fit(learn, names, options.rounds, options.workers)
        for called, values in (("today", numbers()), ("fitted", best)):
            print(f"{called:7} learnt from {learn.points(values):.4f}, unseen {unseen.points(values):.4f}")
    if options.write:
        weights = SCRIPTS / "search" / "weights.js"
        weights.write_text(written(weights.read_text(), best))
    return 0


if __name__ == "__main__":
    sys.exit(main())
