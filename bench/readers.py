"""What readers wait for: bytes and requests of each kind of page, the search, and a page on a phone."""

import statistics
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Request
from serving import running, start_caddy
from test_lighthouse import HOST, report

from bench.judged import OWN, rows
from bench.search import browser, percentile, served, times
from sipcodes.plan import KINDS
from sipcodes.publish import publish
from sipcodes.site import Site

PHONE = "nl/sip-486.html"
"""The page that is shown on a phone."""
SLOWER = 4
"""How many times slower the processor is on which keys are typed."""


def pages(site: Site) -> Iterator[tuple[str, ...]]:
    """Yield for each kind of page: its name, how many, their bytes (median and most), bytes and requests of a visit."""
    with TemporaryDirectory() as folder:
        publish(site.files, Path(folder) / "site")
        with served(Path(folder) / "site") as base, browser() as chromium:
            for kind in KINDS:
                names = [name for name, page in site.recipes.pages.items() if page.kind is kind]
                weights = sorted((_bytes(site, name), name) for name in names)
                typical, name = weights[len(weights) // 2]
                context = chromium.new_context()  # with nothing kept
                page = context.new_page()
                asked: list[str] = []
                page.on("request", partial(_note, asked))
                page.goto(base + name, wait_until="networkidle")
                context.close()
                visit = sum(_bytes(site, _name(url)) for url in asked)
                cells = (len(names), typical, weights[-1][0], visit)
                yield (kind.name, *(f"{cell:,}" for cell in cells), str(len(asked)))


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def _name(url: str) -> str:
    name = unquote(urlsplit(url).path).removeprefix("/")
    return f"{name}index.html" if name.endswith("/") or not name else name


def _bytes(site: Site, name: str) -> int:
    """Return the bytes of a file as it is sent."""
    return len(site.files.get(f"{name}.br", site.files.get(name, b"")))


def keys(site: Site, every: int) -> Iterator[tuple[str, int, float, float]]:
    """Yield for each language: how many keys were typed, and the milliseconds that half and 95 % of them stay below."""
    with TemporaryDirectory() as folder:
        publish(site.files, Path(folder) / "site")
        with served(Path(folder) / "site") as base, browser() as chromium:
            for path in sorted(OWN.glob("queries-*.tsv")):
                language = path.stem.partition("-")[2]
                page = chromium.new_page()
                page.goto(f"{base}{language}/index.html")
                taken, _ = times(page, [row.query for row in rows(path)][::every], SLOWER)
                page.close()
                yield language, len(taken), percentile(taken, 0.5), percentile(taken, 0.95)


def phone(site: Site, rounds: int) -> Sequence[tuple[str, float]]:
    """Return what Lighthouse measures of a page of a code as a phone shows it, medians."""
    audits = {
        "Largest paint": "largest-contentful-paint",
        "First paint": "first-contentful-paint",
        "Blocking time": "total-blocking-time",
    }
    with TemporaryDirectory() as folder:
        start = partial(start_caddy, at=f"https://{HOST}")
        caddy = Path(folder) / "caddy"
        caddy.mkdir()
        with running(start, caddy, site.files, "/") as port:
            reports = [report(PHONE, port, "performance")["audits"] for _ in range(rounds)]
    return [
        (name, statistics.median(float(found[audit].get("numericValue", "nan")) for found in reports))
        for name, audit in audits.items()
    ]
