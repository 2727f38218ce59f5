"""One rebuild a save, for the ways in which editors save; their own files are no change."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sipcodes.preview.watch import saves

QUIET = 0.7
"""Seconds in which a second rebuild would come, if one came."""
TEXT = "## meaning\n\nNew words.\n"


def vim(path: Path) -> None:
    """Try the folder, move the old file aside, write the new one, delete the old one (`backupcopy=no`)."""
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("swap")
    (path.parent / "4913").write_text("")
    (path.parent / "4913").unlink()
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    time.sleep(0.08)  # a slow disk
    path.write_text(TEXT)
    path.chmod(0o644)
    time.sleep(0.05)
    backup.unlink()
    swap.unlink()


def vs_code(path: Path) -> None:
    """Empty the file and write it."""
    with path.open("w") as file:
        file.flush()
        time.sleep(0.08)
        file.write(TEXT[:12])
        file.flush()
        file.write(TEXT[12:])


def jetbrains(path: Path) -> None:
    """Write beside the file and exchange the two."""
    new, old = path.with_name(f"{path.name}___jb_tmp___"), path.with_name(f"{path.name}___jb_old___")
    new.write_text(TEXT)
    path.rename(old)
    time.sleep(0.05)
    new.rename(path)
    old.unlink()


def emacs(path: Path) -> None:
    """Lock the file by a link to nowhere, keep a copy, write in place."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("editor@desk.4711")
    path.with_name(f"#{path.name}#").write_text("half")
    path.with_name(f"{path.name}~").write_text(path.read_text())
    path.write_text(TEXT)
    path.with_name(f"#{path.name}#").unlink()
    lock.unlink()


def rename_over(path: Path) -> None:
    """Write beside the file and rename (Kate, gedit, sed -i)."""
    fresh = path.with_name(".486.nl.md.Xa81")
    fresh.write_text(TEXT)
    fresh.replace(path)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what comes in a blink on a machine that does nothing else."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "never came"
        time.sleep(0.1)


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[list[str]]:
    """What each rebuild found in the one file of a folder that is watched."""
    path = tmp_path / "486.nl.md"
    path.write_text("## meaning\n\nOld words.\n")
    found: list[str] = []
    stop = threading.Event()

    def watch() -> None:
        for _ in saves(tmp_path, stop=stop):
            found.extend([path.read_text() if path.exists() else "gone"])

    thread = threading.Thread(target=watch)
    thread.start()
    probe = tmp_path / "probe"
    until(lambda: bool(found or not probe.write_text(str(time.monotonic_ns()))))
    path.write_text("the last that is saved before the test")
    until(lambda: path.read_text() in found)
    found.clear()
    yield found
    stop.set()
    thread.join(10)


@pytest.mark.parametrize("save", [vim, vs_code, jetbrains, emacs, rename_over])
def test_a_save_is_one_rebuild_of_the_whole_file(seen: list[str], tmp_path: Path, save: Callable[[Path], None]) -> None:
    save(tmp_path / "486.nl.md")
    until(lambda: bool(seen))
    time.sleep(QUIET)
    assert seen == [TEXT]


def test_files_of_editors_and_systems_are_no_change(seen: list[str], tmp_path: Path) -> None:
    for name in (
        ".486.nl.md.swp",
        "4913",
        "486.nl.md~",
        ".DS_Store",
        "._486.nl.md",
        "486.nl.md___jb_tmp___",
        "Thumbs.db",
        "Icon\r",
        "486.nl.md.save",
        ".~lock.486.nl.md#",
    ):
        (tmp_path / name).write_text("x")
    time.sleep(QUIET)
    assert seen == []


def test_a_file_that_is_deleted_or_emptied_for_good_is_a_change(seen: list[str], tmp_path: Path) -> None:
    (tmp_path / "486.nl.md").write_text("")
    until(lambda: len(seen) == 1)
    (tmp_path / "486.nl.md").unlink()
    until(lambda: len(seen) == 2)
    os.mkfifo(tmp_path / "pipe")  # no file that anybody reads
    time.sleep(QUIET)
    assert seen == ["", "gone"]
