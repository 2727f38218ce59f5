"""What is remembered can be lost, cut short or unwritable at any time: the site is the same, nothing is left behind."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from small import build_small, remembered

from sipcodes import addresses
from sipcodes.memo import Memo
from sipcodes.site import build


@pytest.mark.programs
def test_a_cache_that_cannot_be_written_is_no_harm(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, on which a file can be made and not filled, or as in a folder of somebody else."""
    right = build_small(project).files

    def full(*_arguments: Any, **_options: Any) -> None:  # noqa: ANN401 - whatever is asked
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("tempfile.NamedTemporaryFile", full)
        patch.setattr("os.replace", full)
        patch.setattr(Path, "replace", full)
        assert build(project, cache=tmp_path / "full").files == right
    assert [path for path in (tmp_path / "full").rglob("*") if path.is_file()] == []


@pytest.mark.programs
def test_a_cache_that_was_cut_short_is_made_anew(project: Path, tmp_path: Path) -> None:
    right = build_small(project).files
    cache = shutil.copytree(remembered(), tmp_path / "cache")
    for number, path in enumerate(path for path in cache.rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes()[: (0, 20, 100)[number % 3]])
    assert build(project, cache=cache).files == right


def test_what_is_kept_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_value: object, file: BinaryIO, *_protocol: int) -> None:
        file.write(b"cut")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pickle.dump", cut)
    memo = Memo(tmp_path)
    assert memo(addresses.code, "nl", 486) == "nl/sip-486.html"
    memo.save()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
