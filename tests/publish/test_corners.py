"""Corners of publishing in which a changed line would be noticed by nobody else: found by changing each."""

import ctypes
import errno
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_publish import NEW, OLD, OURS, contents, mounting, refused

from sipcodes.publish import exchange, is_current, mounts, publish, remove, work
from sipcodes.publish.listing import LISTING, MARK, MARKED, foreign, is_carried, read_listing

ROOT = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw"


def test_folders_are_made_at_any_depth(tmp_path: Path) -> None:
    site = tmp_path / "one" / "two" / "three" / "site"
    deep = {"a/b/c/d.html": b"deep"}
    publish(deep, site)
    (site / "x" / "y").mkdir(parents=True)
    (site / "x" / "y" / "z.txt").write_text("mine")
    publish(deep, site)
    assert contents(site) == OURS | deep | {"x/y/z.txt": b"mine"}


def test_names_with_spaces_and_accents_are_known_again(tmp_path: Path) -> None:
    files = {"a b  c.html": b"1", "é/ï.html": b"2"}
    publish(files, tmp_path / "site", state="s")
    made = read_listing(tmp_path / "site")
    assert made
    assert set(made.files) == set(files)
    assert foreign(tmp_path / "site", made) == []
    assert is_current(tmp_path / "site", "s")


def test_a_list_without_a_state_is_of_none(tmp_path: Path) -> None:
    (tmp_path / LISTING).write_text("# head\n3 a.html\nnonsense\n")
    made = read_listing(tmp_path)
    assert made
    assert (made.state, made.files, made.outdated) == ("", {"a.html": "3"}, {})
    (tmp_path / LISTING).write_bytes(b"\xff\xfe")
    assert read_listing(tmp_path) is None


def test_without_hard_links_what_others_put_there_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    (site / "CNAME").write_text("sip.example")
    os.utime(site / "CNAME", (10**9, 10**9))
    (site / "films").symlink_to("../nowhere")

    def no_links(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr("os.link", no_links)
    publish(NEW, site)
    assert (site / "CNAME").read_text() == "sip.example"
    assert (site / "CNAME").stat().st_mtime == 10**9
    assert (site / "films").readlink() == Path("../nowhere")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_link_of_others_is_carried_as_a_link(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    (tmp_path / "notes").write_text("mine")
    (site / "notes").symlink_to("../notes")
    publish(NEW, site)
    assert (site / "notes").is_symlink()


def test_what_was_carried_is_told_from_what_was_not(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "same").write_text("same")
        (folder / "other").write_text(folder.name)
        os.utime(folder / "other", (10**9, 10**9))
        (folder / "link").symlink_to("same")
        (folder / "bent").symlink_to(folder.name)
    (old / "gone").write_text("x")
    (old / "was-link").symlink_to("same")
    (new / "was-link").write_text("same")
    os.mkfifo(old / "pipe")
    os.link(old / "pipe", new / "pipe")
    os.mkfifo(old / "pipes")
    os.mkfifo(new / "pipes")
    carried = {name: is_carried(name, old, new) for name in sorted(path.name for path in old.iterdir())}
    wanted = {"same", "link", "pipe"}
    assert {name for name, is_there in carried.items() if is_there} == wanted


@pytest.mark.parametrize(("theirs", "site"), [("page/notes.txt", "page"), ("a/b/notes.txt", "a/b")])
def test_a_folder_of_others_is_not_replaced_by_a_file(tmp_path: Path, theirs: str, site: str) -> None:
    folder = tmp_path / "site"
    publish({"index.html": b"old"}, folder)
    (folder / theirs).parent.mkdir(parents=True)
    (folder / theirs).write_text("mine")
    with pytest.raises(Exception, match=f"{theirs} was not made here and stands where the site has a file"):
        publish({site: b""}, folder)
    assert (folder / theirs).read_text() == "mine"


def test_a_work_folder_whose_mark_cannot_be_read_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".site.4711.new"
    folder.mkdir()
    (folder / MARK).write_bytes(MARKED)
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path == folder / MARK:
            raise PermissionError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    publish(NEW, tmp_path / "site")
    assert (folder / MARK).exists()


def test_a_work_folder_has_a_name_that_nobody_has(tmp_path: Path) -> None:
    number = os.getpid()
    (tmp_path / f".site.{number}.new").mkdir()
    (tmp_path / f".site.{number + 1}.new").symlink_to("nowhere")
    (tmp_path / f".site.{number + 2}.new").touch()
    assert work.fresh(tmp_path / "site").name == f".site.{number + 3}.new"


def test_a_new_site_that_was_not_finished_never_gets_the_name(tmp_path: Path) -> None:
    publish(NEW, tmp_path / ".site.1.new", state="new")
    (tmp_path / ".site.2.old").mkdir()
    (tmp_path / ".site.2.old" / MARK).write_bytes(MARKED)
    assert not is_current(tmp_path / "site", "new")
    assert list(tmp_path.iterdir()) == []


def test_the_old_site_gets_its_name_back_and_the_rest_goes(tmp_path: Path) -> None:
    publish(OLD, tmp_path / ".site.1.old", state="old")
    publish(NEW, tmp_path / ".site.2.new")
    assert is_current(tmp_path / "site", "old")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_there_is_no_folder_nothing_is_current(tmp_path: Path) -> None:
    assert is_current(tmp_path / "no" / "where" / "site", "a") is False
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_cleaned_is_told_to_whoever_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / ".site.1.new"
    left.mkdir()
    (left / MARK).write_bytes(MARKED)
    (left / "thesis.txt").write_text("years")
    told: list[str] = []
    is_current(tmp_path / "site", "", told.append)
    wanted = f"{left} could not be deleted (Directory not empty): please look into it and delete it"
    assert told == [wanted]
    put = exchange.put

    def put_and_leave(folder: Path, output: Path, *, nothing_yet: bool) -> Path:
        spare = put(folder, output, nothing_yet=nothing_yet)
        if spare.exists():
            (spare / "late.txt").write_text("somebody writes into the old site in this moment")
        return spare

    monkeypatch.setattr("sipcodes.publish.put", put_and_leave)
    publish(OLD, tmp_path / "site", tell=told.append)
    publish(NEW, tmp_path / "site", tell=told.append)
    assert [line for line in told if line != wanted] != []
    assert contents(tmp_path / "site").items() >= NEW.items()


def test_removing_takes_what_was_made_and_leaves_what_was_not(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "one")
    publish(OLD, tmp_path / "two")
    (tmp_path / "two" / "mine.txt").write_text("mine")
    remove(tmp_path / "one")
    remove(tmp_path / "two", tell=lambda _line: None)
    assert [path.name for path in tmp_path.iterdir()] == ["two"]
    assert contents(tmp_path / "two") == OURS | {"mine.txt": b"mine"}


def test_a_folder_is_asked_for_writing_and_for_going_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    publish(OLD, tmp_path / "site")

    def access(_folder: Path, mode: int) -> bool:
        asked.append(mode)
        return True

    monkeypatch.setattr("os.access", access)
    publish(NEW, tmp_path / "site")
    assert set(asked) == {os.W_OK | os.X_OK}


def test_what_the_system_says_of_an_exchange_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileNotFoundError) as caught:
        exchange._exchange(tmp_path / "folder", tmp_path / "missing")  # noqa: SLF001 - the rest asks for what is there
    assert caught.value.filename == str(tmp_path / "missing")


def test_everything_is_written_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    library = SimpleNamespace(syncfs=lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())))
    monkeypatch.setattr("ctypes.CDLL", lambda *_arguments, **_options: library)
    publish(OLD, tmp_path / "site")
    assert synced == [str(tmp_path / f".site.{os.getpid()}.new")]


def test_in_two_steps_the_old_folder_is_known_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(OLD, tmp_path / "site")
    (tmp_path / ".site.7.new").mkdir()
    monkeypatch.setattr(ctypes, "CDLL", lambda *_arguments, **_options: object())
    spare = exchange.put(tmp_path / ".site.7.new", tmp_path / "site", nothing_yet=False)
    assert spare == tmp_path / ".site.7.old"


def test_in_two_steps_a_second_that_fails_undoes_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(OLD, tmp_path / "site")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return rename(path, target)

    monkeypatch.setattr(ctypes, "CDLL", lambda *_arguments, **_options: object())
    monkeypatch.setattr(Path, "rename", failing)
    assert refused(tmp_path / "site").endswith(f": {os.strerror(errno.EIO)}")
    assert contents(tmp_path / "site") == OURS | OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_mount_point_of_the_system_is_refused_though_no_list_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(OLD, tmp_path / "site")
    monkeypatch.setattr(mounts, "PROC", mounting(tmp_path / "proc", ROOT))
    monkeypatch.setattr("os.path.ismount", lambda _folder: True)
    assert "is a mount point" in refused(tmp_path / "site")


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([], ""),
        ([ROOT, "30 25 8:2 {site} /srv/www rw - ext4 /dev/sdb1 rw"], ""),  # the same path on another disk
        ([ROOT, "30 25 8:1 {site}s /srv/www rw - ext4 /dev/sda1 rw"], ""),
        ([ROOT, "30 25 8:3 / {above} rw - ext4 /dev/sdc1 rw", "31 25 8:3 /site /srv/www rw - ext4 /dev/sdc1 rw"], "/srv/www"),
        (["30 25 8:3 / {above} rw - ext4 /dev/sdc1 rw", ROOT, "31 25 8:3 /site /srv/www rw - ext4 /dev/sdc1 rw"], "/srv/www"),
        ([ROOT, "30 25 8:3 / {above} rw - ext4 /dev/sdc1 rw", "31 25 8:1 {site} /srv/www rw - ext4 /dev/sda1 rw"], ""),
    ],
)  # fmt: skip
def test_where_a_folder_lies_is_read_from_the_nearest_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], place: str
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    filled = [line.format(site=site, above=tmp_path) for line in lines]
    proc = mounting(tmp_path / "proc", *filled)
    for name in ("self", "17"):
        with (proc / name / "mountinfo").open("ab") as file:
            file.write(b"99 1 9:9 /\xff /caf\xe9 rw - ext4 /dev/sdz rw\n" if lines else b"")
    monkeypatch.setattr(mounts, "PROC", proc)
    assert mounts.mounted_at(site) == place
