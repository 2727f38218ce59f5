"""Measures everything and writes bench/RESULTS.md: `bench/run`.

Times are for comparing within one run: nothing fails by them.
"""

import argparse
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import chapters, growth
from bench.checkout import checkout
from bench.others import HERE

_LIBRARIES = ("jinja2", "markdown", "pydantic", "brotli", "selectolax")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often a build is timed")
    parser.add_argument("--sizes", type=int, nargs=3, default=growth.SIZES, help="of made-up content, in codes")
    parser.add_argument("--every", type=int, default=24, help="one of so many judged queries is typed")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    with options.output.open("w", encoding="utf-8", buffering=1) as file, checkout() as copy:
        for chapter in (
            _head(),
            chapters.beside_others(copy, options.rounds),
            chapters.our_builds(copy, options.rounds),
            chapters.steps(copy),
            chapters.reading(options.rounds, options.every),
            chapters.growing(copy, tuple(options.sizes)),
        ):
            file.writelines(f"{line}\n" for line in chapter)
        file.write(f"Load when this was done: {os.getloadavg()[0]:.1f}.\n")


def _head() -> Iterator[str]:
    """Yield when and on what this was measured, and beside which other work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    pins = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split(" ")[0].split("==") for line in pins if "==" in line)
    yield "# Results\n"
    yield "`make bench` writes this file. Compare within it, never with another machine or hour. “Work” is seconds"
    yield "of all processors together: other programs on the machine count less in it.\n"
    load = os.getloadavg()[0]
    yield f"- {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores and {memory:.0f} GB, load {load:.1f} before"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    yield f"- ours: Python {platform.python_version()}, {libraries}"
    yield f"- others: Hugo {pinned['hugo']}; MkDocs {pinned['mkdocs']} with Material {pinned['mkdocs-material']}\n"


if __name__ == "__main__":
    main()
