"""The same content gives the same bytes, wherever, whenever and however it is built: archives too."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sipcodes.folders import CONTENT, ROOT

HERE = Path(__file__).parent
ASKED = os.environ.get("REPRODUCE", "")
"""`all` builds the real content under ten conditions, `small` the small project; `make test` takes four for that."""
CONDITIONS: tuple[tuple[str, dict[str, str], int, tuple[str, ...]], ...] = (
    ("plain", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}, 0o022, ()),
    ("een map é", {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "42"}, 0o077, ("shuffled",)),
    ("alone", {"TZ": "America/St_Johns", "LANG": "nl_NL.UTF-8", "PYTHONHASHSEED": "7"}, 0o002, ("alone", "shuffled")),
    ("plain", {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "random"}, 0o027, ()),
    ("deep/er/and/deeper", {"TZ": "UTC", "PYTHONHASHSEED": "1"}, 0o022, ("shuffled",)),
    ("een map é", {"TZ": "UTC", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONHASHSEED": "2"}, 0o022, ("alone",)),
    ("old", {"TZ": "UTC", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "3"}, 0o022, ()),
    ("x" * 100, {"TZ": "Europe/Amsterdam", "PYTHONHASHSEED": "4"}, 0o022, ("shuffled",)),
    ("optimised", {"TZ": "UTC", "PYTHONOPTIMIZE": "1", "PYTHONHASHSEED": "5"}, 0o022, ("alone",)),
    ("plain", {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "6"}, 0o077, ("alone", "shuffled")),
)
"""Folder, environment, umask and how it is built. The folder `plain` is built in again: with what was remembered."""


def checkout(folder: Path, content: Path) -> Path:
    """Return a copy of the program with some content, all files of another age."""
    if not folder.exists():
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "build.py", folder)
        for name in ("sipcodes", "sip_links", "templates"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(content, folder / "content")
        age = 10**9 + len(str(folder)) * 10**6
        for path in folder.rglob("*"):
            os.utime(path, (age, age))
    shutil.rmtree(folder / "site", ignore_errors=True)
    return folder


@pytest.mark.programs
def test_a_site_is_the_same_bytes_under_all_conditions(project: Path, tmp_path: Path) -> None:
    content = CONTENT if ASKED == "all" else project
    sums = {}
    for number, (name, environment, umask, how) in enumerate(CONDITIONS if ASKED else CONDITIONS[:4]):
        folder = checkout(tmp_path / "conditions" / name, content)
        done = subprocess.run(
            [sys.executable, HERE / "reproducing.py", folder, *how],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        sums[f"{number} {name}"] = done.stdout.splitlines()[-1]
    print(sums)
    assert len(set(sums.values())) == 1, sums
