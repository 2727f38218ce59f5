"""Whatever fails, and whatever kills the build: the old site or the new one is there, and the next build cleans up."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faulty import NEW, OLD, THEIRS, held

from sipcodes.publish import publish

pytestmark = pytest.mark.programs
HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent.parent), "PYTHONDONTWRITEBYTECODE": "1"}
SEED = int(os.environ.get("SEED", "16"))
KILLS = int(os.environ.get("KILLS", "40"))


@pytest.mark.parametrize("steps", ["once", "twice"])
@pytest.mark.parametrize("kind", ["error", "kill"])
def test_a_fault_at_any_file_operation_leaves_a_whole_site(tmp_path: Path, kind: str, steps: str) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "faulty.py", tmp_path / "in", kind, steps],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert told["operations"] >= 50


_PUBLISHER = """
import sys
from pathlib import Path
from sipcodes.publish import publish
from faulty import NEW, OLD
big = {f"page-{number}.html": b"." * 3000 for number in range(60)}
print("ready", flush=True)
while True:
    publish({**OLD, **big}, Path(sys.argv[1]))
    publish({**NEW, **big}, Path(sys.argv[1]))
"""


@contextmanager
def publisher(site: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process that publishes one site and the other, over and over."""
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ENVIRONMENT['PYTHONPATH']}{os.pathsep}{HERE}"}
    command = [sys.executable, "-c", _PUBLISHER, str(site)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_build_that_is_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """A reader looks all the time, and meets the old page or the new one."""
    chance = random.Random(SEED)  # noqa: S311 - the moments are to be the same each time
    site = tmp_path / "site"
    publish(OLD, site)
    for name, data in THEIRS.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(data)
    for _ in range(KILLS):
        with publisher(site) as process:
            until = time.monotonic() + chance.random() * 0.1
            while time.monotonic() < until:
                assert (site / "index.html").read_bytes() in {b"old", b"new"}, f"SEED={SEED}"
            process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
        found = {name: data for name, data in held(site).items() if not name.startswith("page-")}
        assert found in [OLD | THEIRS, NEW | THEIRS], f"SEED={SEED}"
    publish(NEW, site)
    assert held(site) == NEW | THEIRS
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_ten_builds_at_once_queue(tmp_path: Path) -> None:
    site = tmp_path / "site"
    script = "import sys; from pathlib import Path; from sipcodes.publish import publish; from faulty import NEW\n"
    script += "publish(NEW, Path(sys.argv[1]))"
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ENVIRONMENT['PYTHONPATH']}{os.pathsep}{HERE}"}
    builds = [subprocess.Popen([sys.executable, "-c", script, site], env=environment) for _ in range(10)]
    assert [build.wait(60) for build in builds] == [0] * 10
    assert held(site) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
