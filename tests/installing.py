"""Wheels of this repository, installed in a Python of their own; what they need is borrowed from that of the tests."""

import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
_OFFLINE = ["--no-deps", "--no-build-isolation", "--no-index"]


def wheel(folder: Path, package: str, needed: Iterable[str]) -> Path:
    """Build the wheel of a package from a copy of what it needs, and of nothing else."""
    source = folder / "source"
    for name in (package, *needed):
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, target)
    subprocess.run([*_PIP, "wheel", *_OFFLINE, "--wheel-dir", folder, source / package], check=True, timeout=300)
    (made,) = folder.glob("*.whl")
    return made


def installed(folder: Path, made: Path) -> Path:
    """Install a wheel; return the Python that has it."""
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([*_PIP, "--python", python, "install", *_OFFLINE, made], check=True, timeout=300)
    packages = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


def twine(made: Path) -> subprocess.CompletedProcess[str]:
    """Ask whether PyPI would take a wheel."""
    call: list[str | Path] = [sys.executable, "-m", "twine", "check", "--strict", made]
    return subprocess.run(call, check=False, capture_output=True, text=True)
