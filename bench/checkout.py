"""The program under test: this checkout as it is, copied so that a measurement may change texts and delete caches."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring import Command, Cost, run

ROOT = Path(__file__).resolve().parent.parent
OURS = ("build.py", "sipcodes", "sip_links", "content", "templates", "hosts", "bench")
"""What a build needs, and what measures it from inside."""
WHOLE: Command = (sys.executable, "build.py")
TEXT = "codes/486.en.md"
"""The text that is changed."""
PAGES: Command = (sys.executable, "-m", "bench.pages_only")
"""Every page, and nothing that is made from it."""


@contextmanager
def checkout() -> Iterator[Path]:
    """Give a copy that has been run once, so that Python has compiled it; it is gone afterwards."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        for name in OURS:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                copy.mkdir(exist_ok=True)
                shutil.copy(path, copy / name)
        run(WHOLE, copy)
        run(PAGES, copy)
        yield copy


def cold(copy: Path, command: Command = WHOLE, *, memory: bool = False) -> Cost:
    """Build with nothing kept from before."""
    for name in (".cache", "site", "pages-only"):
        shutil.rmtree(copy / name, ignore_errors=True)
    return run(command, copy, memory=memory)


def changed(copy: Path, *, memory: bool = False) -> Cost:
    """Build again after one sentence has changed, to one that no build has seen."""
    say(copy, TEXT, f"Measured at {time.time()}.")
    cost = run(WHOLE, copy, memory=memory)
    say(copy, TEXT, "")
    return cost


def say(copy: Path, name: str, sentence: str) -> None:
    """Save a text with this sentence at the end of its first paragraph, and no other of ours."""
    original = (ROOT / "content" / name).read_text(encoding="utf-8")
    head, paragraph, rest = original.split("\n\n", 2)
    text = "\n\n".join([head, f"{paragraph} {sentence}".rstrip(), rest])
    (copy / "content" / name).write_text(text, encoding="utf-8")
