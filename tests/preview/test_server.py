"""The preview over HTTP: what hosts serve, a port that is free, and the end of it."""

import http.client
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from small import small_project

from sipcodes.preview.preview import Preview
from sipcodes.preview.server import HOST, listen, running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a preview of the small project."""
    content = small_project(tmp_path_factory.mktemp("served") / "content")
    (content / "redirects.toml").write_text('"nl/oud.html" = "nl/sip-486.html"\n')
    preview = Preview("http://127.0.0.1/", content)
    preview.rebuild()
    server = listen(0)
    with running(server, preview):
        yield server.server_port


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields and body of an answer."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", 'data-page="start"'),
        ("/en/", 'data-page="overview"'),
        ("/nl/sip-486.html", 'data-code="486"'),
        ("/nl/sip-486.html?utm=1", 'data-code="486"'),
        ("/sip-codes.nl.html", 'data-page="single"'),
    ],
)
def test_a_page_is_served_as_a_host_does(served: int, path: str, page: str) -> None:
    status, fields, body = ask(served, path)
    assert (status, fields["content-type"]) == (200, "text/html; charset=utf-8")
    assert page in body.decode()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/nl", "/nl/"),
        ("/486", "/sip-486.html"),
        ("/en/486/", "/en/sip-486.html"),
        ("/nl/SIP-486.HTML", "/nl/sip-486.html"),
        ("/nl/oud.html", "/nl/sip-486.html"),
    ],
)
def test_short_and_moved_addresses_lead_on(served: int, path: str, wanted: str) -> None:
    status, fields, _ = ask(served, path)
    assert (status, fields["location"]) == (301, wanted)


def test_the_zip_is_made_when_it_is_asked_for(served: int) -> None:
    status, fields, body = ask(served, "/sip-codes-offline.zip")
    assert (status, fields["content-type"]) == (200, "application/zip")
    assert "sip-codes-offline/nl/sip-486.html" in zipfile.ZipFile(BytesIO(body)).namelist()


def test_an_unknown_address_gets_the_error_page(served: int) -> None:
    status, _, body = ask(served, "/nl/sip-999.html")
    assert status == 404
    assert b'data-page="missing"' in body


def test_head_is_answered_without_a_body(served: int) -> None:
    status, fields, body = ask(served, "/nl/sip-486.html", "HEAD")
    assert (status, body) == (200, b"")
    assert int(fields["content-length"]) > 1000


def test_a_site_in_a_folder_is_served_there(project: Path) -> None:
    preview = Preview("https://example.org/help/sip/", project)
    preview.rebuild()
    for path in ("/help/sip/nl/sip-486.html", "/nl/sip-486.html"):
        assert b'data-code="486"' in preview.answer(path).body
    assert preview.answer("/help/sip/486").location == "/help/sip/sip-486.html"


def test_a_port_that_is_taken_gives_way_to_the_next() -> None:
    with listen(0) as first, listen(first.server_port) as second:
        assert first.server_port < second.server_port <= first.server_port + 20
