"""The chapters of RESULTS.md: each measures its subject and yields lines of Markdown."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import growth, readers
from bench.checkout import PAGES, WHOLE, changed, cold
from bench.measuring import Cost, interleaved, run
from bench.others import KINDS, Hugo, MkDocs
from bench.saving import save_to_screen
from sipcodes.folders import CACHE
from sipcodes.site import build

_COST = ("Seconds", "Work", "MB at most")


def beside_others(copy: Path, rounds: int) -> Iterator[str]:
    """Build the same content with other generators, in turn with ours."""
    _say("beside others")
    with TemporaryDirectory() as folder:
        hugo, mkdocs = Hugo(Path(folder) / "hugo", copy / "content"), MkDocs(Path(folder) / "mkdocs", copy / "content")
        subjects: Mapping[str, Callable[..., Cost]] = {
            "Hugo": hugo.cold,
            "Ours, the same pages": partial(cold, copy, (*PAGES, *KINDS)),
            "Ours, every page": partial(cold, copy, PAGES),
            "Ours, whole build": partial(cold, copy, WHOLE),
            "MkDocs Material": mkdocs.cold,
        }
        # these runs compile what Python runs, and make the files that are counted
        memory, pages = {}, {}
        outputs = (hugo.folder / "public", *[copy / "pages-only"] * 2, copy / "site", mkdocs.folder / "site")
        for (name, subject), output in zip(subjects.items(), outputs, strict=True):
            memory[name] = subject(memory=True).megabytes
            pages[name] = sum(1 for _ in output.rglob("*.html"))
        costs = interleaved(subjects, rounds)
    yield "## Beside other generators\n"
    yield f"Nothing kept from before; in turn, medians of {rounds}. Hugo has the texts and data and prints the same"
    yield "sections but for the picture of the call flow. MkDocs has the texts. Ours reads, converts and checks all"
    yield "content in each row; the whole build makes copies and compressed files too, and checks what it made.\n"
    yield from _table(
        ("", "Pages", *_COST, "Of Hugo's time", "Of MkDocs' time"),
        [
            (name, pages[name], *_cost(cost, memory[name]), *_of(cost, costs["Hugo"], costs["MkDocs Material"]))
            for name, cost in costs.items()
        ],
    )


def our_builds(copy: Path, rounds: int) -> Iterator[str]:
    """Build with what is kept and without, and save under a preview."""
    _say("our builds")
    subjects: Mapping[str, Callable[..., Cost]] = {
        "Cold: nothing kept": partial(cold, copy),
        "Warm: nothing changed": partial(run, WHOLE, copy),
        "One sentence changed": partial(changed, copy),
    }
    costs = interleaved(subjects, rounds)
    memory = {name: subject(memory=True).megabytes for name, subject in subjects.items()}
    densest = "Cold, the densest"
    costs[densest] = cold(copy, (*WHOLE, "--densest"), memory=True)
    _say("save to screen")
    saved = save_to_screen(copy, 10)
    yield "## Our builds\n"
    yield f"Medians of {rounds}; the densest, for a release, was timed once.\n"
    rows = [(name, *_cost(cost, memory.get(name, cost.megabytes))) for name, cost in costs.items()]
    yield from _table(("", *_COST), rows)
    yield f"From a save to the new sentence in the document, in the preview: {1000 * saved:.0f} ms (median of 10).\n"


def steps(copy: Path) -> Iterator[str]:
    """Time the steps of a cold build from inside."""
    _say("steps")
    made = subprocess.run((sys.executable, "-m", "bench.steps"), cwd=copy, check=True, stdout=subprocess.PIPE)
    found: Mapping[str, float] = json.loads(made.stdout)
    whole = found["Whole build"]
    yield "## Steps of a cold build\n"
    yield "Seconds of work, in one process.\n"
    rows = [(name, f"{seconds:.2f}", f"{seconds / whole:.0%}") for name, seconds in found.items()]
    yield from _table(("", "Seconds", "Share"), rows)


def growing(copy: Path, sizes: tuple[int, ...]) -> Iterator[str]:
    """Build made-up content of more and more codes."""
    found: dict[str, dict[int, Cost]] = {name: {} for name in growth.BUILDS}
    for name, size, cost in growth.measured(copy, sizes):
        _say(f"growth: {name}, {size} codes")
        found[name][size] = cost
    yield "## Growth\n"
    yield "Made-up content: copies of the codes under other numbers, with all that each code has. Cold, once each.\n"
    rows = [
        (name, size, *_cost(cost, cost.megabytes), f"{1000 * cost.work / size:.0f}", f"{cost.megabytes / size:.2f}")
        for name, costs in found.items()
        for size, cost in costs.items()
    ]
    yield from _table(("", "Codes", *_COST, "Work per code, ms", "MB per code"), rows)
    few, some, many = sizes
    yield "What one code more costs; flat is what costs at most a fifth more among many.\n"
    yield from _table(
        ("", "", f"{few} to {some}", f"{some} to {many}", "Ratio", "Flat"),
        [
            (name, what, f"{1000 * near:.0f}", f"{1000 * far:.0f}", f"{far / near:.2f}", _flat(near, far))
            for name, costs in found.items()
            for what, near, far in growth.further(costs)
        ],
    )


def _flat(near: float, far: float) -> str:
    return "yes" if far <= growth.FLAT * near else "no"


def reading(rounds: int, every: int) -> Iterator[str]:
    """Look at the densest release as readers meet it."""
    _say("what readers wait for")
    site = build(cache=CACHE, densest=True)
    yield "## What readers wait for\n"
    yield "The densest release: bytes after brotli, and requests of a first visit.\n"
    head = ("Kind of page", "Pages", "Bytes, median", "Bytes, at most", "Bytes of a visit", "Requests")
    yield from _table(head, readers.pages(site))
    _say("keys")
    yield f"From a key to its answers in place, on a processor {readers.SLOWER} times slower; `bench/search` has all.\n"
    typed = [(tag, count, f"{half:.1f}", f"{most:.1f}") for tag, count, half, most in readers.keys(site, every)]
    yield from _table(("Language", "Keys", "Median, ms", "95 %, ms"), typed)
    _say("a page on a phone")
    yield f"The page of a code on a phone as Lighthouse measures it, medians of {rounds}.\n"
    yield from _table(("", "ms"), [(name, f"{time:.0f}") for name, time in readers.phone(site, rounds)])


def _cost(cost: Cost, megabytes: float) -> tuple[str, str, str]:
    return f"{cost.seconds:.2f}", f"{cost.work:.2f}", f"{megabytes:.0f}"


def _of(cost: Cost, *others: Cost) -> Iterator[str]:
    yield from (f"{cost.seconds / other.seconds:.2f}" for other in others)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table: the first column is text, the others are mostly numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""


def _say(part: str) -> None:
    print(f"bench: {part}", file=sys.stderr)
