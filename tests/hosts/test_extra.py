"""What a host puts into the site besides."""

from pathlib import Path

import pytest
from breaking import MEMO
from small import build_small

from sipcodes.folders import TEMPLATES
from sipcodes.problems import ContentError
from sipcodes.recipes import recipes


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    folder = tmp_path / "extra"
    folder.mkdir()
    return folder


def test_what_a_host_adds_lies_in_the_site_as_it_is(project: Path, extra: Path) -> None:
    (extra / ".well-known").mkdir()
    (extra / ".well-known" / "security.txt").write_bytes(b"Contact: mailto:a@example.com\n")
    (extra / "CNAME").write_bytes(b"sip.example.com")
    (extra / ".CNAME.swp").write_bytes(b"vim")
    files = build_small(project, extra=extra).files
    assert files[".well-known/security.txt"] == b"Contact: mailto:a@example.com\n"
    assert files["CNAME"] == b"sip.example.com"
    assert not [name for name in files if name.endswith(".swp")]


def test_what_a_host_adds_goes_on_no_copy_and_is_not_promised(project: Path, extra: Path) -> None:
    (extra / "google123.html").write_bytes(b"google-site-verification: google123.html")
    site, bare = build_small(project, extra=extra), build_small(project)
    assert site.promises == bare.promises
    assert {
        name.removesuffix(".br").removesuffix(".gz") for name in site.files if site.files[name] != bare.files.get(name)
    } == {"google123.html"}


def test_lines_of_a_host_follow_those_of_the_site_in_robots_txt(project: Path, extra: Path) -> None:
    (extra / "robots.txt").write_text("User-agent: Greedy\nDisallow: /\n")
    robots = build_small(project, extra=extra).files["robots.txt"].decode()
    own, _, added = robots.partition("sitemap.xml\n\n")
    assert own.startswith("User-agent: *\nDisallow:\n")
    assert added == "User-agent: Greedy\nDisallow: /\n"


OURS = "the site has a {} '{}' of its own, another name is wanted"
TAKEN = {
    "index.html": OURS.format("file", "index.html"),
    "index.html/x.txt": OURS.format("file", "index.html"),
    "nl": OURS.format("folder", "nl"),
    "_redirects": OURS.format("file", "_redirects"),
    "sip-codes-offline.zip": OURS.format("file", "sip-codes-offline.zip"),
    "nl/sip-486.html.gz": OURS.format("file", "nl/sip-486.html.gz"),
    "assets/x.js": "browsers keep what lies in assets/ for a year, another folder is wanted",
    "nl/404.html": "hosts take any '404.html' for their error page, another name is wanted",
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_host_adds_takes_the_place_of_nothing(project: Path, extra: Path, name: str) -> None:
    path = extra / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    assert told(project, extra) == [f"{name}:1: {TAKEN[name]}"]


def test_what_a_host_adds_can_be_read(project: Path, extra: Path) -> None:
    (extra / "CNAME").symlink_to("nothing")
    wanted = "CNAME:1: cannot be read (No such file or directory), a file is wanted here"
    assert told(project, extra) == [wanted]


def test_lines_of_a_host_for_robots_txt_are_utf_8(project: Path, extra: Path) -> None:
    (extra / "robots.txt").write_bytes(b"# Robots\n# caf\xe9\n")
    assert told(project, extra) == ["robots.txt:2: is not UTF-8 (byte 0xe9), save the file as UTF-8"]


def told(project: Path, extra: Path) -> list[str]:
    """Return what is said of what a host adds."""
    with pytest.raises(ContentError) as raised:
        recipes(project, TEMPLATES, None, MEMO, extra=extra)
    return [str(problem).replace(f"{extra}/", "") for problem in raised.value.problems]
