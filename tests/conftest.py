"""What all tests share: the real site, built once, and a small project to break. Nothing here needs a browser."""

import fcntl
import functools
import signal
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from moving import moved
from small import small_project

from sip_terminal.library import Library
from sipcodes.content.reference import Reference
from sipcodes.publish import publish
from sipcodes.site import CACHE, Site, build

__all__ = ["moved"]
SUBFOLDER = "help/sip"
HERE = Path(__file__).parent


# tests that run in the background of a shell ignore Ctrl+C, and so would what they start
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site with all that it was made from; of several processes one makes it, and the others remember."""
    with (tmp_path_factory.getbasetemp().parent / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = build(cache=CACHE)
        made.memo.save()
    return made


@pytest.fixture(scope="session")
def reference(whole: Site) -> Reference:
    """The real content."""
    return whole.reference


@pytest.fixture(scope="session")
def files(whole: Site) -> dict[str, bytes]:
    """The real site as a value."""
    return whole.files


@pytest.fixture(scope="session")
def held(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what the command for terminals holds, made from the real site."""
    folder = tmp_path_factory.mktemp("held") / "data"
    publish(whole.terminal(), folder)
    return folder


@pytest.fixture(scope="session")
def library(held: Path) -> Library:
    """What the command for terminals holds."""
    return Library(held)


@pytest.fixture(scope="session")
def root(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web root that has the real site in a subfolder."""
    root = tmp_path_factory.mktemp("root")
    publish(files, root / SUBFOLDER)
    return root


@pytest.fixture(scope="session")
def site(root: Path) -> Path:
    """The folder of the real site on disk."""
    return root / SUBFOLDER


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing."""


@pytest.fixture(scope="session")
def hosted(root: Path) -> Iterator[str]:
    """The address of the real site over HTTP, in a subfolder; ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{SUBFOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small content folder of three codes, whole and right, to break."""
    return small_project(tmp_path / "content")


SPREAD = ("checks", "pages", "publish", "rules")
"""Where tests share no fixture of their file, so that each may run in any process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts browsers, so that `make unit` leaves it out, and what stays together in one process."""
    for item in items:
        if item.path.is_relative_to(HERE / "browser"):
            item.add_marker("programs")
        if item.path.relative_to(HERE).parts[0] not in SPREAD:
            item.add_marker(pytest.mark.xdist_group(item.path.name))
