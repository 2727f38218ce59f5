"""A small project from which a page, a row and a fragment have moved."""

from pathlib import Path

import pytest
from small import build_small, small_project

OLD = "nl/oud.html"


def publish_also(content: Path, *addresses: str) -> None:
    """Add addresses to those that were published, all on lines below the first."""
    path = content / "published.txt"
    path.write_text(path.read_text() + "".join(f"{address}\n" for address in sorted(addresses)))


def redirect(content: Path, old: str, new: str) -> None:
    with (content / "redirects.toml").open("a") as file:
        file.write(f'"{old}" = "{new}"\n')


@pytest.fixture(scope="session")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small project with a page, a row and a fragment that have moved."""
    project = small_project(tmp_path_factory.mktemp("moved") / "content")
    publish_also(
        project, OLD, f"{OLD}#causes", "nl/sip-486.html#oorzaken", "nl/index.html#bezet", "nl/sip-486.html#weg"
    )
    redirect(project, OLD, "nl/sip-486.html")
    redirect(project, "nl/sip-486.html#oorzaken", "nl/sip-486.html#causes")
    redirect(project, "nl/index.html#bezet", "nl/index.html#sip-486")
    redirect(project, "nl/sip-486.html#weg", "nl/sip-404.html#causes")
    redirect(project, "codes.yaml", "codes.json")
    return build_small(project, base_url="https://sip-codes.example/help/sip/").files
