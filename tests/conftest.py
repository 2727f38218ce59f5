"""What tests share: the real site, built once; a server that has it in a subfolder; a browser."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sipcodes.load import load
from sipcodes.publish import publish
from sipcodes.reference import Reference
from sipcodes.site import CONTENT, build

pytest_plugins = ["engines"]
SUBFOLDER = "help/sip"


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The real content."""
    return load(CONTENT)


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The real site as a value."""
    return build()


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


def chromium_path() -> str:
    """Return the Chromium or Chrome of this machine."""
    own = os.environ.get("CHROMIUM")
    names = [own] if own else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("no Chromium found: run tools/system-packages, or set CHROMIUM to the path of one")
    return found


def chromium_flags() -> list[str]:
    """Return the options with which Chromium starts: quiet, and asking nothing of any network by itself."""
    flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    return [*flags, "--disable-sync"]


def node_package(name: str, *inside: str) -> Path:
    """Return a file of a package that npm installed for the tests."""
    path = Path(__file__).parent.joinpath("node", "node_modules", name, *inside)
    if not path.exists():
        pytest.fail(f"no {name} found: run make test, which installs it as tests/node/package-lock.json says")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=chromium_flags())
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab, without anything kept from the one before. Errors on the page fail the test."""
    context = chromium.new_context(locale="nl-NL")
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert not errors


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small content folder of three codes, whole and right, to break."""
    content = tmp_path / "content"
    shutil.copytree(Path(__file__).parent / "project", content)
    for name in ("ui.toml", "search.toml"):
        shutil.copy(CONTENT / name, content)
    return content
