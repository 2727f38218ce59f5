"""A folder holds the old site or the new one, whatever happens in between."""

import errno
import os
import resource
import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sipcodes.publish import MARK, MARKED, NotPublishedError, is_current, mounts, publish
from sipcodes.publish.listing import LISTING
from sipcodes.publish.lock import alone

OURS = {MARK: MARKED}
OLD = {"index.html": b"old", "404.html": b"old", "nl/only-old.html": b"old"}
NEW = {"index.html": b"new", "404.html": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, but for the list of what was made there."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != LISTING]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(output: Path) -> str:
    """Return why a site is not published."""
    with pytest.raises(NotPublishedError) as caught:
        publish(NEW, output)
    return str(caught.value)


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_that_stays_the_same_is_the_same_file(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    before = (tmp_path / "site" / "404.html").stat()
    publish({**OLD, "index.html": b"new"}, tmp_path / "site")
    after = (tmp_path / "site" / "404.html").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)
    assert contents(tmp_path / "site") == OURS | {**OLD, "index.html": b"new"}


def test_a_file_that_was_changed_by_hand_is_made_anew(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    (tmp_path / "site" / "404.html").write_bytes(b"odd")
    later = (tmp_path / "site" / LISTING).stat().st_mtime_ns + 1
    os.utime(tmp_path / "site" / "404.html", ns=(later, later))
    publish(OLD, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | OLD


def test_a_file_system_without_hard_links_will_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    publish(OLD, tmp_path / "site")
    monkeypatch.setattr(os, "link", refuse)
    publish({**OLD, "index.html": b"new"}, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | {**OLD, "index.html": b"new"}


def test_the_folder_of_a_fresh_clone_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARK).write_bytes(MARKED)
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me")
    folder = tmp_path / "letters"
    assert refused(folder) == f"{folder} was not made by build.py and is not empty, another folder is wanted"
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
    assert refused(folder) == f"{folder} was not made by build.py and is not empty, another folder is wanted"
    assert contents(folder) == theirs
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_open_page_still_finds_the_scripts_of_its_site_for_a_month(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in range(4):
        publish(NEW | {f"assets/site.{version}.js": b"run"}, site, keep="assets/")
    assert sorted(path.name for path in (site / "assets").iterdir()) == [f"site.{version}.js" for version in range(4)]
    listing = (site / LISTING).read_text()
    today = datetime.now(UTC).date()
    assert f"outdated {today} assets/site.0.js\n" in listing
    (site / LISTING).write_text(listing.replace(f"{today} assets/site.0", f"{today - timedelta(31)} assets/site.0"))
    publish(NEW, site, keep="assets/")
    assert sorted(path.name for path in (site / "assets").iterdir()) == [f"site.{version}.js" for version in (1, 2, 3)]
    publish(NEW, site)
    assert contents(site) == OURS | NEW


def test_a_write_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "site")
    with pytest.raises(NotPublishedError, match=r"index\.html: (Not a directory|File exists)$"):
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


def test_a_linked_folder_stays_a_link_and_its_target_is_filled(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "www").symlink_to("real")
    publish(OLD, tmp_path / "www")
    publish(NEW, tmp_path / "www")
    assert (tmp_path / "www").readlink() == Path("real")
    assert contents(tmp_path / "real") == OURS | NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["real", "www"]


def test_a_link_to_nothing_is_followed(tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to("to/come")
    publish(NEW, tmp_path / "www")
    assert (tmp_path / "www").is_symlink()
    assert contents(tmp_path / "to" / "come") == OURS | NEW


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to("www")
    assert refused(tmp_path / "www") == f"{tmp_path / 'www'} is no folder, a folder is wanted"


def test_a_file_in_the_way_is_kept(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert refused(tmp_path / "site") == f"{tmp_path / 'site'} is no folder, a folder is wanted"
    assert refused(tmp_path / "site" / "x" / "y") == f"{tmp_path / 'site'} is no folder, a folder is wanted"
    assert (tmp_path / "site").read_text() == "mine"


def test_what_others_have_put_into_the_site_stays_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "long.mp4").write_text("film")
    (site / "CNAME").write_text("sip.example")
    (site / ".well-known").mkdir()
    (site / ".well-known" / "security.txt").write_text("Contact: mailto:s@sip.example")
    (site / "nl" / "notes.txt").write_text("mine")
    (site / "films").symlink_to("../films")
    (site / "empty").mkdir()
    for files in (NEW, OLD, NEW):
        publish(files, site)
    theirs = {"CNAME": b"sip.example", ".well-known/security.txt": b"Contact: mailto:s@sip.example"}
    assert contents(site) == OURS | NEW | theirs | {"nl/notes.txt": b"mine"}
    assert (site / "films").readlink() == Path("../films")
    assert (site / "empty").is_dir()
    assert [path.name for path in (tmp_path / "films").iterdir()] == ["long.mp4"]


@pytest.mark.parametrize("name", ["llms.txt", "assets", "nl"])
def test_a_file_of_others_is_not_replaced_by_one_of_that_name(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    publish({"index.html": b"old"}, site)
    (site / name).write_text("mine")
    with pytest.raises(NotPublishedError) as caught:
        publish({"index.html": b"new", "llms.txt": b"", "assets/site.js": b"", "nl/index.html": b""}, site)
    wanted = f"{site / name} was not made here and stands where the site has a file: move it away"
    assert str(caught.value) == wanted
    assert contents(site) == OURS | {"index.html": b"old", name: b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_marked_folder_without_a_list_of_what_is_ours_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    (site / LISTING).unlink()
    advice = "move away what is yours and delete the rest"
    assert refused(site) == f"{site} has no list of what was made here ({LISTING}): {advice}"
    assert contents(site) == OURS | OLD


@pytest.mark.parametrize("mark", [None, b"", MARKED[:20], MARKED])
def test_work_folders_of_dead_builds_are_cleaned(tmp_path: Path, mark: bytes | None) -> None:
    publish(OLD, tmp_path / "site")
    left = tmp_path / ".site.4711.new"
    if mark == MARKED:
        publish(NEW, left)
    else:
        left.mkdir()
        if mark is not None:
            (left / MARK).write_bytes(mark)
    publish(NEW, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_others_that_is_called_like_a_work_folder_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".site.1.new", ".site.2.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("years")
    (tmp_path / ".site.2.new" / MARK).write_bytes(MARKED)
    (tmp_path / ".site.3.new").symlink_to(".site.1.new")
    publish(NEW, tmp_path / "site")
    for number in (1, 2, 3):
        assert (tmp_path / f".site.{number}.new" / "thesis.txt").read_text() == "years"
    left = tmp_path / ".site.2.new"
    told = f"{left} could not be deleted (Directory not empty): please look into it and delete it\n"
    assert capsys.readouterr().out == told


def test_a_site_that_lost_its_name_between_two_renames_gets_it_back(tmp_path: Path) -> None:
    publish(OLD, tmp_path / ".site.4711.old", state="old")
    assert is_current(tmp_path / "site", "old")
    assert contents(tmp_path / "site") == OURS | OLD


def test_a_second_build_says_that_it_waits(tmp_path: Path) -> None:
    told: list[str] = []
    with alone(tmp_path, told.append):
        second = threading.Thread(target=lambda: publish(NEW, tmp_path / "site", tell=told.append))
        second.start()
        second.join(0.3)
        assert second.is_alive()
        assert told == [f"another build writes into {tmp_path}, this one waits for it"]
    second.join(10)
    assert contents(tmp_path / "site") == OURS | NEW


def test_who_asks_whether_a_site_is_current_waits_too(tmp_path: Path) -> None:
    publish(NEW, tmp_path / "site", state="a")
    told: list[str] = []
    answers: list[bool] = []
    waiting = threading.Event()

    def tell(text: str) -> None:
        told.append(text)
        waiting.set()

    with alone(tmp_path, tell):
        second = threading.Thread(target=lambda: answers.append(is_current(tmp_path / "site", "a", tell)))
        second.start()
        assert waiting.wait(10)
        assert answers == []
    second.join(10)
    assert told == [f"another build writes into {tmp_path}, this one waits for it"]
    assert answers == [True]


def mounting(folder: Path, *lines: str) -> Path:
    """Return a folder that tells, as /proc does, what is mounted."""
    for name in ("self", "17"):
        (folder / name / "ns").mkdir(parents=True)
        (folder / name / "mountinfo").write_text("".join(f"{line}\n" for line in lines))
        (folder / name / "ns" / "mnt").symlink_to(f"mnt:[{name}]")
    return folder


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("30 25 8:2 /volumes/site {site} rw shared:1 - ext4 /dev/sda2 rw", "is a mount point"),
        ("30 25 8:1 {site} /srv/www rw shared:1 - ext4 /dev/sda1 rw", "is mounted at /srv/www"),
        ("30 25 8:1 {site}/nl /srv/a\\040b rw shared:1 - ext4 /dev/sda1 rw", "is mounted at /srv/a b"),
    ],
)
def test_a_mount_is_refused_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, wanted: str
) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    root = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw"
    monkeypatch.setattr(mounts, "PROC", mounting(tmp_path / "proc", root, line.format(site=site)))
    advice = "which cannot be exchanged in one step: build into a folder in it, or mount the folder above"
    assert refused(site) == f"{site} {wanted}, {advice}"
    assert contents(site) == OURS | OLD


def test_a_mount_elsewhere_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw"
    other = f"30 25 8:1 {tmp_path}/sites /srv/www rw shared:1 - ext4 /dev/sda1 rw"
    monkeypatch.setattr(mounts, "PROC", mounting(tmp_path / "proc", root, other))
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | NEW


def test_a_folder_of_a_container_image_that_holds_no_site_yet_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a folder can be deleted, but not renamed: overlayfs says EXDEV."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARK).write_bytes(MARKED)
    monkeypatch.setattr("ctypes.CDLL", lambda *_args, **_options: SimpleNamespace(renameat2=lambda *_numbers: -1))
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.EXDEV)
    publish(OLD, tmp_path / "site")
    assert contents(tmp_path / "site") == OURS | OLD
    assert refused(tmp_path / "site") == f"{tmp_path / 'site'}: {os.strerror(errno.EXDEV)}"
    assert contents(tmp_path / "site") == OURS | OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_folder_without_permission_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish(OLD, site)
    monkeypatch.setattr("os.access", lambda folder, _mode: folder != site / "nl")  # root may do anything
    assert refused(site) == f"{site / 'nl'}: no permission to replace what is in it"
    assert contents(site) == OURS | OLD


@pytest.mark.parametrize("limit", [0, 90, 500, 2500])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files stands for the disk: it strikes in the middle of writing as well."""
    publish(OLD, tmp_path / "site")
    files = {f"{size}.html": b"." * size for size in (10, 100, 1000, 3000)}
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(NotPublishedError) as caught:
            publish(files, tmp_path / "site")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert str(caught.value) == f"{tmp_path / 'site'}: {os.strerror(errno.EFBIG)}"
    assert contents(tmp_path / "site") == OURS | OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folders_above_the_output_that_were_made_in_vain_go_again(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError):
        publish({"a": b"", "a/b": b""}, tmp_path / "one" / "two" / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_site_is_current_until_its_source_or_a_file_changes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert not is_current(site, "a")
    publish(NEW, site, state="a")
    assert is_current(site, "a")
    assert not is_current(site, "b")
    (site / "CNAME").write_text("sip.example")
    assert is_current(site, "a")
    (site / "404.html").write_bytes(b"NEW")
    os.utime(site / "404.html", (2e9, 2e9))
    assert not is_current(site, "a")
    (site / "404.html").unlink()
    assert not is_current(site, "a")


def test_a_run_that_has_nothing_to_do_cleans_up_too(tmp_path: Path) -> None:
    publish(NEW, tmp_path / "site", state="a")
    publish(NEW, tmp_path / ".site.1.new")
    assert is_current(tmp_path / "site", "a")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
