"""Types judged queries into the search field of the real pages in Chromium: are the answers right, and quick enough.

`bench/search` prints per language and kind: hit@1 (an expected code comes first; for a row with `-`: nothing is shown),
MRR@5 (1 / rank of the first expected code among five), ok@1 (expected or acceptable comes first), and how many rows
that have no answer stayed silent, and how many that have one did. Then the time from a key to the answers in place,
styled and laid out, on a processor slowed down, and what the search weighs.
"""

import argparse
import functools
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
from playwright.sync_api import Browser, Page, sync_playwright

from sipcodes.pages.scripts import join
from sipcodes.publish import publish
from sipcodes.site import TEMPLATES, build

OWN = Path(__file__).resolve().parent.parent / "tests" / "search"
NOTHING = "-"
FIELD = "[role=combobox]"
ANSWERED = """([field, list]) => new Promise((answered) => {
  const look = () => list.dataset.query === field.value
    ? answered([...list.children].map((option) => option.dataset.code)) : setTimeout(look, 5);
  look();
})"""
STOPWATCH = """() => {
  const list = document.querySelector("[role=listbox]");
  let start = 0;
  window.times = [];
  addEventListener("keydown", (event) => { start = event.timeStamp; }, true);
  new MutationObserver(() => {
    document.body.getBoundingClientRect(); // style and layout, before the clock is read
    list.scrollHeight;
    window.times.push(performance.now() - start);
  }).observe(list, { attributes: true, attributeFilter: ["data-query"] });
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """A judged query."""

    id: str
    query: str
    expected: tuple[str, ...]
    acceptable: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a query."""

    row: Row
    codes: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Whether a code that is right comes first, or nothing where nothing is right."""
        return self.codes[0] in self.row.expected if self.codes else NOTHING in self.row.expected

    @property
    def fair(self) -> bool:
        """Whether what comes first is right or acceptable."""
        return self.hit or (bool(self.codes) and self.codes[0] in self.row.acceptable)

    @property
    def reciprocal(self) -> float:
        """One divided by the rank of the first right code, 0 if it is not among the first five."""
        if not self.codes:
            return float(self.hit)
        return next((1 / rank for rank, code in enumerate(self.codes[:5], 1) if code in self.row.expected), 0.0)


def rows(path: Path) -> list[Row]:
    """Read a judged set: tab-separated, one head line, quotes belong to the query."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = [*line.split("\t"), "", "", "", ""]
        expected, acceptable = (tuple(filter(None, map(str.strip, cell.lower().split(",")))) for cell in cells[2:4])
        found.append(Row(cells[0], cells[1], expected, acceptable, cells[4]))
    return found


def ask(page: Page, queries: Sequence[str]) -> list[tuple[str, ...]]:
    """Put each query into the field of a page; return the codes that are shown, in their order."""
    field = page.locator(FIELD)
    field.focus()
    parts = [field.element_handle(), page.locator("[role=listbox]").element_handle()]
    found = []
    for query in queries:
        field.fill(query)
        found.append(tuple(page.evaluate(ANSWERED, parts)))
    return found


def times(page: Page, queries: Sequence[str], slower: float, longest: int = 40) -> list[float]:
    """Type each query key by key on a slowed processor; return the milliseconds from each key to its answers."""
    ask(page, [queries[0]])  # the index is there
    page.evaluate(STOPWATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    for query in queries:
        page.fill(FIELD, "")
        page.evaluate("window.times.pop()")
        page.locator(FIELD).press_sequentially(query[:longest], delay=60)  # a quick typist's pace
    return list(page.evaluate("window.times"))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def table(results: Sequence[Result]) -> Iterator[str]:
    """Yield the scores as lines: all, then per kind."""
    yield f"  {'':12} {'n':>4}  hit@1  MRR@5   ok@1  silent: right wrong"
    for kind in (None, *dict.fromkeys(result.row.kind for result in results)):
        some = [result for result in results if kind in (None, result.row.kind)]
        none = [result for result in some if NOTHING in result.row.expected]
        others = [result for result in some if NOTHING not in result.row.expected]
        hit, fair = (100 * sum(values) / len(some) for values in ([r.hit for r in some], [r.fair for r in some]))
        rank = sum(result.reciprocal for result in some) / len(some)
        right = f"{100 * sum(not r.codes for r in none) / len(none):12.1f}" if none else f"{'-':>12}"
        wrong = f"{100 * sum(not r.codes for r in others) / len(others):6.1f}" if others else f"{'-':>6}"
        yield f"  {kind or 'all':12} {len(some):4}  {hit:5.1f}  {rank:.3f}  {fair:5.1f}  {right}{wrong}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP while the context lasts; give its address, which ends in a slash."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium while the context lasts."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("no Chromium found: run tools/system-packages, or set CHROMIUM to the path of one")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to run as root
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=flags)


def weight(site: Path, language: str) -> int:
    """Return the bytes of everything the search needs beyond the page, compressed with brotli."""
    (index,) = (site / "assets").glob(f"search.{language}.*.js")
    scripts = join(TEMPLATES / "scripts" / "search" / "combobox.js")
    return len(brotli.compress(index.read_bytes())) + len(brotli.compress(scripts.encode()))


def address(base: str, source: str, language: str) -> str:
    """Return the page to search on: the overview, or the whole reference in one file."""
    return f"{base}sip-codes.{language}.html" if source == "single" else f"{base}{language}/index.html"


def main() -> int:
    """Run the command; return 0 when every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--queries", type=Path, default=OWN, metavar="DIR", help="folder of queries-LANGUAGE.tsv")
    parser.add_argument("--site", type=Path, metavar="DIR", help="a built site; built now if not given")
    parser.add_argument("--from", dest="source", choices=("http", "disk", "single"), default="http")
    parser.add_argument(
        "--slower", type=float, default=4, metavar="N", help="slow the processor down N times; 0: no times"
    )
    parser.add_argument("--hit", type=float, default=97, metavar="PERCENT", help="the bar for hit@1 in each language")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        site = options.site or _built(Path(folder))
        with served(site) as hosted:
            base = hosted if options.source == "http" else f"{site.resolve().as_uri()}/"
            for path in sorted(options.queries.glob("queries-*.tsv")):
                good &= _language(chromium, options, path, base, site)
    return 0 if good else 1


def _built(folder: Path) -> Path:
    publish(build().files, folder / "site")
    return folder / "site"


def _language(chromium: Browser, options: argparse.Namespace, path: Path, base: str, site: Path) -> bool:
    language = path.stem.partition("-")[2]
    judged = rows(path)
    page = chromium.new_page()
    page.goto(address(base, options.source, language))
    found = ask(page, [row.query for row in judged])
    results = [Result(row, codes) for row, codes in zip(judged, found, strict=True)]
    print(f"\n{language}: {len(judged)} queries, {weight(site, language) / 1000:.1f} kB with brotli")
    print(*table(results), sep="\n")
    for result in results:
        if not result.hit:
            print(f"  {result.row.id} {result.row.kind}: {result.row.query[:70]!r}", end=" ")
            print(f"wants {','.join(result.row.expected)}, got {' '.join(result.codes[:5]) or 'nothing'}")
    if options.slower:
        taken = times(page, [row.query for row in judged], options.slower)
        print(f"  {len(taken)} keys, processor {options.slower:g} times slower:", end=" ")
        print(
            ", ".join(f"p{share:.0%} {percentile(taken, share):.1f} ms".replace("%", "") for share in (0.5, 0.95, 0.99))
        )
    page.close()
    return bool(100 * sum(result.hit for result in results) >= options.hit * len(results))


if __name__ == "__main__":
    sys.exit(main())
