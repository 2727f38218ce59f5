"""A folder holds the old site or the new one, whatever happens in between."""

from pathlib import Path

import pytest

from sipcodes.publish import MARK, MARKED, NotOurFolderError, publish

OURS = {MARK: MARKED}
OLD = {"index.html": b"old", "404.html": b"old", "nl/only-old.html": b"old"}
NEW = {"index.html": b"new", "404.html": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_folder_of_a_fresh_clone_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARK).write_bytes(MARKED)
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me")
    with pytest.raises(NotOurFolderError, match=str(tmp_path / "letters")):
        publish(NEW, tmp_path / "letters")
    assert contents(tmp_path / "letters") == {"dear.txt": b"keep me"}


@pytest.mark.parametrize("mark", [None, "*\n"])
def test_a_site_that_was_not_made_here_is_left_alone(tmp_path: Path, mark: str | None) -> None:
    """A folder that has our file names, even with a `.gitignore`, may be somebody else's."""
    folder = tmp_path / "site"
    folder.mkdir()
    theirs = {"index.html": b"mine", "404.html": b"mine", "thesis.txt": b"years"}
    for name, data in theirs.items():
        (folder / name).write_bytes(data)
    if mark is not None:
        (folder / MARK).write_text(mark)
        theirs[MARK] = mark.encode()
    with pytest.raises(NotOurFolderError, match=str(folder)):
        publish(NEW, folder)
    assert contents(folder) == theirs
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_write_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        publish({"index.html": b"new", "index.html/impossible": b""}, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_without_renameat2_two_renames_do_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_args, **_options: object())
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_published_site_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    publish(NEW, tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode & 0o055 == 0o055
