"""What a host puts into the site besides."""

from pathlib import Path

import pytest
from small import build_small

from sipcodes.problems import ContentError


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


def test_what_a_host_adds_takes_the_place_of_nothing(project: Path, extra: Path) -> None:
    (extra / "nl").mkdir()
    (extra / "nl" / "404.html").write_text("")
    (extra / "index.html").write_text("")
    with pytest.raises(ContentError) as raised:
        build_small(project, extra=extra)
    assert [str(problem) for problem in raised.value.problems] == [
        f"{extra}/index.html:1: the site has a file 'index.html' of its own, another name is wanted",
        f"{extra}/nl/404.html:1: hosts take any '404.html' for their error page, another name is wanted",
    ]
