"""Where the packages are that npm installed for the tests."""

from pathlib import Path

import pytest


def node_package(name: str, *inside: str) -> Path:
    """Return a file of a package that npm installed for the tests."""
    path = Path(__file__).parent.joinpath("node", "node_modules", name, *inside)
    if not path.exists():
        pytest.fail(f"no {name} found: run make test, which installs it as tests/node/package-lock.json says")
    return path
