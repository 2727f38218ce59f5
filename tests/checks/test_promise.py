"""The promise on addresses: a published one that would go dead stops the build, or a redirect answers it."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from moving import OLD, publish_also
from small import build_small

from sipcodes.problems import ContentError


def problems(content: Path) -> list[str]:
    """Return what a build says of a content folder, with paths below that folder."""
    with pytest.raises(ContentError) as caught:
        build_small(content)
    return [str(problem).replace(f"{content}/", "") for problem in caught.value.problems]


@pytest.fixture
def released(project: Path) -> Path:
    """The small project after its first release."""
    build_small(project).release()
    return project


def test_a_release_promises_every_address_and_fragment(released: Path) -> None:
    head, *listed = (released / "published.txt").read_text().splitlines()
    added = "`make release` adds new ones; nothing is ever taken out."
    assert head == f"# Every address and fragment that a release ever had. {added}"
    assert listed == sorted(listed)
    wanted = ["nl/sip-486.html", "nl/sip-486.html#causes", "sip-486.html", "nl/index.html#sip-486", "en/index.html#4xx"]
    wanted += ["codes.json", "sip-486.json", "sip-codes.nl.html", "sip-codes-offline.zip", "sitemap.xml", "share.png"]
    wanted += ["nl/q850.html#cause-17"]
    assert set(wanted) <= set(listed)
    assert [line for line in listed if line.startswith(("assets/", "_", ".")) or line.endswith((".br", ".gz"))] == []
    assert [line for line in listed if line.startswith("sip-codes.nl.html#")] == []


def test_a_second_release_adds_what_is_new_in_order_and_forgets_nothing(released: Path) -> None:
    before = (released / "published.txt").read_text()
    assert build_small(released).release() == ()
    assert (released / "published.txt").read_text() == before
    lines = before.splitlines()
    (released / "published.txt").write_text("\n".join(lines[:-9]) + "\n")
    assert build_small(released).release() == tuple(lines[-9:])
    assert (released / "published.txt").read_text() == before


GONE = {
    OLD: "; did you mean 'nl/about.html'?",
    "en/rfc-3261.html#section-21": "",
    "nl/sip-484.html": "; did you mean 'nl/sip-486.html'?",
    "nl/sip-486.html#cause": "; did you mean 'nl/sip-486.html#causes'?",
    "codes.yaml": "; did you mean 'sip-codes.xml'?",
}


@pytest.mark.parametrize("address", GONE)
def test_a_published_address_that_would_go_dead_stops_the_build(project: Path, address: str) -> None:
    publish_also(project, address)
    message = f"'{address}' was published and is gone, a redirect in redirects.toml is wanted{GONE[address]}"
    assert problems(project) == [f"published.txt:2: {message}"]


def test_a_code_that_is_taken_out_is_named_with_all_its_fragments(released: Path) -> None:
    """Every address of the code is a problem of its own, so that none is overlooked."""
    for path in released.rglob("*.toml"):
        text = path.read_text()
        if path.name == "codes.toml":
            path.write_text(text[: text.index("[600]")])
    for language in ("nl", "en"):
        (released / "codes" / f"600.{language}.md").unlink()
    # other files name the code as well: that is told before any page is made
    named = {problem.partition(":")[0] for problem in problems(released)}
    assert {"similar.toml", "flows.toml", "examples.toml"} <= named


WRONG = [
    ("x = 1", "'x': an address is wanted (found 1)"),
    (
        '"nl/oud.html" = "nl/sip-48.html"',
        "'nl/oud.html' leads to 'nl/sip-48.html', which is not there; did you mean 'nl/sip-486.html'?",
    ),
    (
        '"nl/oud.html" = "nl/sip-486.html#cause"',
        "'nl/oud.html' leads to 'nl/sip-486.html#cause', which is not there; did you mean 'nl/sip-486.html#causes'?",
    ),
    (
        '"nl/sip-404.html" = "nl/sip-486.html"',
        "'nl/sip-404.html' is still there, a redirect is for what is gone",
    ),
    (
        '"nl/sip-486.html#causes" = "nl/sip-486.html#meaning"',
        "'nl/sip-486.html#causes' is still there, a redirect is for what is gone",
    ),
    (
        '"nl/a.html" = "nl/b.html"\n"nl/b.html" = "nl/sip-486.html"',
        "'nl/a.html' leads to 'nl/b.html', which leads on itself, the last one is wanted",
    ),
    (
        '"nl/a.html#x" = "nl/sip-486.html"',
        "'nl/a.html#x': no page 'nl/a.html', a redirect of the address is wanted",
    ),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_redirect_is_named_at_its_line(project: Path, text: str, message: str) -> None:
    (project / "redirects.toml").write_text(f"# old = new\n{text}\n")
    assert problems(project) == [f"redirects.toml:2: {message}"]


def test_a_wrong_redirect_below_a_right_one_is_named(project: Path) -> None:
    (project / "redirects.toml").write_text('"nl/a.html" = "nl/sip-486.html"\n"nl/b.html" = "nl/none.html"\n')
    wanted = "'nl/b.html' leads to 'nl/none.html', which is not there; did you mean 'nl/other.html'?"
    assert problems(project) == [f"redirects.toml:2: {wanted}"]


def test_lines_out_of_order_are_named(project: Path) -> None:
    (project / "published.txt").write_text("nl/sip-486.html\nen/sip-486.html\n")
    assert problems(project) == [
        "published.txt:2: 'en/sip-486.html' stands after 'nl/sip-486.html', sorted lines are wanted, each once"
    ]


@pytest.mark.parametrize("name", ["published.txt", "redirects.toml"])
def test_a_promise_that_cannot_be_read_is_no_empty_promise(project: Path, name: str) -> None:
    (project / name).unlink()
    assert problems(project) == [f"{name}:1: cannot be read (No such file or directory), a file is wanted here"]


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_promise_that_was_emptied_is_not_forgotten(project: Path, text: str) -> None:
    (project / "published.txt").write_text(text)
    assert problems(project) == ["published.txt:1: is empty, a list of what was published is wanted"]


def test_hosts_get_the_redirects_too(moved: dict[str, bytes]) -> None:
    rules = moved["_redirects"].decode().splitlines()
    assert rules[0] == "/help/sip/nl/oud.html /help/sip/nl/sip-486.html 301"
    assert rules[1] == "/help/sip/codes.yaml /help/sip/codes.json 301"
    assert "#" not in " ".join(rule.split()[0] for rule in rules)
    assert (
        "location = /help/sip/nl/oud.html {\n\t\treturn 301 /help/sip/nl/sip-486.html;" in moved["_nginx.conf"].decode()
    )
    assert "redir /help/sip/nl/oud.html /help/sip/nl/sip-486.html permanent" in moved["_caddy.conf"].decode()


def test_a_page_that_has_moved_is_for_readers_and_not_for_search_engines(moved: dict[str, bytes]) -> None:
    html = moved[OLD].decode()
    assert '<link rel="canonical" href="https://sip-codes.example/help/sip/nl/sip-486.html">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta http-equiv="refresh" content="0; url=sip-486.html">' in html
    assert f"/{OLD}<" not in moved["sitemap.xml"].decode()


def test_an_old_fragment_whose_text_is_elsewhere_leads_there(moved: dict[str, bytes]) -> None:
    html = moved["nl/sip-486.html"].decode()
    assert '<p class="moved" id="weg"><a href="sip-404.html#causes">' in html


def test_the_example_project_is_small_and_whole(project: Path) -> None:
    """The redirects above are built from a project that is right without them."""
    copy = project.parent / "copy"
    shutil.copytree(project, copy)
    assert "nl/sip-486.html" in build_small(copy).files


def test_a_list_that_cannot_be_written_whole_stays_as_it_was(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = released / "published.txt"
    path.write_text(path.read_text().replace("en/index.html#4xx\n", ""))
    before = path.read_text()
    finished = build_small(released)

    def full(self: Path, text: str, **_options: str) -> int:
        self.write_bytes(text.encode()[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left on device"):
        finished.release()
    assert path.read_text() == before
    assert list(released.glob(".*")) == []
