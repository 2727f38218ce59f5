"""What all tests share: the real site, built once, and a small project to break. Nothing here needs a browser."""

import fcntl
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from moving import moved
from reading import RenderedPage, rendered
from simply import serving
from small import copy_templates, small_project
from xdist.scheduler import LoadScopeScheduling

from sip_terminal.holdings import Holdings
from sipcodes.content.load import load
from sipcodes.content.reference import Reference
from sipcodes.folders import CACHE, CONTENT
from sipcodes.memo import Memo
from sipcodes.publish import publish
from sipcodes.site import Site, build

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
def reference() -> Reference:
    """The real content."""
    return load(CONTENT, Memo(CACHE / "memo")).reference


@pytest.fixture(scope="session")
def files(whole: Site) -> dict[str, bytes]:
    """The real site as a value."""
    return whole.files


@pytest.fixture(scope="session")
def pages(files: dict[str, bytes]) -> dict[str, RenderedPage]:
    """Every page of the real site, parsed when it is looked at."""
    return rendered(files)


@pytest.fixture(scope="session")
def held(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what the command for terminals holds, made from the real site."""
    folder = tmp_path_factory.mktemp("held") / "data"
    publish(whole.terminal(), folder)
    return folder


@pytest.fixture(scope="session")
def holdings(held: Path) -> Holdings:
    """What the command for terminals holds."""
    return Holdings(held)


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


@pytest.fixture(scope="session")
def hosted(root: Path) -> Iterator[str]:
    """The address of the real site over HTTP, in a subfolder; ends in a slash."""
    with serving(root) as address:
        yield f"{address}{SUBFOLDER}/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small content folder of three codes, whole and right, to break."""
    return small_project(tmp_path / "content")


@pytest.fixture
def templates() -> Path:
    """The templates, to break."""
    return copy_templates()


TOGETHER = {
    **dict.fromkeys(("checks/test_site.py", "copies/test_offline.py", "copies/test_twins.py"), "site"),
    **dict.fromkeys(("data/test_exports.py", "data/test_search_index.py", "pages/test_share.py"), "site"),
    "browser/test_html_checker.py": "checker",
    "content/test_examples_on_the_wire.py": "wire",
    "desk/test_desk.py": "dictionaries",
    "hosts/test_hosts.py": "hosts",
    "preview/test_server.py": "preview",
    "terminal/test_wheel.py": "wheel of the command",
    "test_sip_links_wheel.py": "wheel of the extension",
}
"""Files whose tests share what takes long to make, so that one process runs them all."""


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist has no types
    """Any test in any process, but for those that stay together: pytest-xdist 3.8 finds no groups in pytest 9.2."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0].removeprefix("tests/"), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Share the tests out."""
    return _Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts browsers, and put what takes longest first, so that all processes end together."""
    for item in items:
        if item.path.is_relative_to(HERE / "browser"):
            item.add_marker("programs")
    items.sort(key=lambda item: item.get_closest_marker("programs") is None)
