"""Asks the search judged queries: are the answers right, quick enough, and light enough.

`bench/search` prints for each set of tests/search/, by kind, in percent: a right code comes first (for a row with `-`:
nothing is shown), is among the first three, and a right or acceptable one comes first; nothing was tuned
by `judge-*` and `fresh-*`. Then, typed into the real pages in Chromium, the time from a key to the answers in place,
styled and laid out, on a processor slowed down, by the clock and of the processor alone; and what each file of the
search weighs.
"""

import argparse
import functools
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import brotli
from playwright.sync_api import Browser, Page, sync_playwright

from bench.judged import OWN, indexes, is_unseen, judge, rows, table
from sipcodes.folders import TEMPLATES
from sipcodes.pages.scripts import join
from sipcodes.publish import publish
from sipcodes.site import build

FIELD = "[role=combobox]"
ANSWERS = """async ([field, list, queries]) => {
  [field, list] = [field, list].map((selector) => document.querySelector(selector));
  field.focus();
  const found = [];
  for (const query of queries) {
    field.value = query;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    while (list.dataset.query !== field.value) await new Promise((again) => setTimeout(again));
    found.push([...list.children].map((option) => option.dataset.code));
  }
  return found;
}"""
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


def ask(page: Page, queries: Sequence[str]) -> list[tuple[str, ...]]:
    """Put each query into the field of a page; return the codes that are shown, in their order."""
    # Playwright's own way to find an element takes seconds in a one-file copy
    return [tuple(codes) for codes in page.evaluate(ANSWERS, [FIELD, "[role=listbox]", list(queries)])]


def times(page: Page, queries: Sequence[str], slower: float, longest: int = 40) -> tuple[list[float], list[float]]:
    """Type each query key by key on a slowed processor; return the milliseconds from each key to its answers.

    First by the clock, then of the processor alone.
    """
    ask(page, [queries[0]])  # the index is there
    page.evaluate(STOPWATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    chromium = cast("Browser", page.context.browser)
    chromium.start_tracing(page=page, categories=["devtools.timeline"])
    for query in queries:
        page.fill(FIELD, "")
        page.evaluate("window.times.pop()")
        page.locator(FIELD).press_sequentially(query[:longest], delay=60)  # a quick typist's pace
    return list(page.evaluate("window.times")), processor_times(chromium.stop_tracing())


def processor_times(trace: bytes) -> list[float]:
    """Return the milliseconds of processor from each key of a trace to its answers, styled and laid out.

    Other programs on the machine lengthen what a clock says, and hardly this.
    """
    events = [event for event in json.loads(trace)["traceEvents"] if event["name"] == "EventDispatch"]
    keys = [event for event in events if event["args"]["data"]["type"] == "keypress"]
    return [event["tdur"] / 1000 for event in keys]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


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
    names = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("no Chromium found: run tools/system-packages, or set CHROMIUM to the path of one")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to run as root
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=flags)


def weight(site: Path, language: str) -> tuple[int, int]:
    """Return the bytes of the first search, script of the pages and index, and of the second file, with brotli."""
    (index,) = (site / "assets").glob(f"search.{language}.*.js")
    (more,) = (site / "assets").glob(f"search-more.{language}.*.js")
    scripts = join(TEMPLATES / "scripts" / "main.js")
    first = len(brotli.compress(index.read_bytes())) + len(brotli.compress(scripts.encode()))
    return first, len(brotli.compress(more.read_bytes()))


def address(base: str, source: str, language: str) -> str:
    """Return the page to search on: the overview, or the whole reference in one file."""
    return f"{base}sip-codes.{language}.html" if source == "single" else f"{base}{language}/index.html"


def main() -> int:
    """Run the command; return 0 when every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--queries", type=Path, default=OWN, metavar="DIR", help="folder of sets NAME-LANGUAGE.tsv")
    parser.add_argument("--site", type=Path, metavar="DIR", help="a built site; built now if not given")
    parser.add_argument("--from", dest="source", choices=("http", "disk", "single"), default="http")
    parser.add_argument(
        "--slower", type=float, default=4, metavar="N", help="slow the processor down N times; 0: no times"
    )
    parser.add_argument("--every", type=int, default=20, metavar="N", help="type every Nth query for the times")
    parser.add_argument("--hit", type=float, default=95, metavar="PERCENT", help="the bar for `queries-*`")
    parser.add_argument("--misses", action="store_true", help="list what is not right, but of sets that are unseen")
    options = parser.parse_args()
    sets = sorted(options.queries.glob("*-*.tsv"))
    with tempfile.TemporaryDirectory() as folder:
        good = _quality(Path(folder), sets, options)
        if options.slower:
            with browser() as chromium:
                _times(chromium, Path(folder), sets, options)
    return 0 if good else 1


def _quality(folder: Path, sets: Sequence[Path], options: argparse.Namespace) -> bool:
    indexes(folder)
    good = True
    for path, found in judge(TEMPLATES / "scripts", folder, sets).items():
        judged = rows(path)
        quick = sum(is_quick for _, is_quick in found)
        print(f"\n{path.stem}: {len(judged)} queries, the first file is enough for {quick}")
        print(*table(judged, [codes for codes, _ in found]), sep="\n")
        wrong = [(row, codes) for row, (codes, _) in zip(judged, found, strict=True) if not row.is_first(codes)]
        if options.misses and not is_unseen(path):
            for row, codes in wrong:
                print(f"  {row.id} {row.kind}: {row.query[:70]!r}", end=" ")
                print(f"wants {','.join(row.expected)}, got {' '.join(codes[:5]) or 'nothing'}")
        if path.stem.startswith("queries"):
            good &= 100 * (len(judged) - len(wrong)) >= options.hit * len(judged)
    return good


def _times(chromium: Browser, folder: Path, sets: Sequence[Path], options: argparse.Namespace) -> None:
    site = options.site or _built(folder)
    with served(site) as hosted:
        base = hosted if options.source == "http" else f"{site.resolve().as_uri()}/"
        for language in sorted({path.stem.partition("-")[2] for path in sets}):
            queries = [row.query for path in sets if path.stem.endswith(f"-{language}") for row in rows(path)]
            page = chromium.new_page()
            page.goto(address(base, options.source, language))
            taken = times(page, queries[:: options.every], options.slower)
            page.close()
            print(f"\n{language}: {len(taken[0])} keys, processor {options.slower:g} times slower")
            for called, values in zip(("by the clock", "of the processor"), taken, strict=True):
                shares = (f"p{100 * share:.0f} {percentile(values, share):.1f} ms" for share in (0.5, 0.95, 0.99))
                print(f"{language}: {called}: {', '.join(shares)}")
            first, second = weight(site, language)
            print(f"{language}: first search {first / 1000:.1f} kB with brotli, second file {second / 1000:.1f} kB")


def _built(folder: Path) -> Path:
    publish(build().files, folder / "site")
    return folder / "site"


if __name__ == "__main__":
    sys.exit(main())
