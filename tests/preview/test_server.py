"""The preview: from memory, reloading on a change, with the problems on the page."""

import threading
from http import HTTPStatus
from pathlib import Path

import pytest

from sipcodes.preview.server import Preview


@pytest.fixture
def preview(project: Path) -> Preview:
    """A preview of the small project."""
    made = Preview("http://127.0.0.1:8000/", project)
    made.rebuild()
    return made


def test_a_page_is_answered_from_memory(preview: Preview) -> None:
    status, kind, body = preview.answer("/nl/sip-486.html")
    assert (status, kind) == (HTTPStatus.OK, "text/html; charset=utf-8")
    assert b"Busy Here" in body


def test_the_folder_itself_is_the_entrance(preview: Preview) -> None:
    assert b'data-page="start"' in preview.answer("/")[2]


def test_an_unknown_address_gets_the_error_page(preview: Preview) -> None:
    status, _, body = preview.answer("/nl/sip-999.html")
    assert status == HTTPStatus.NOT_FOUND
    assert b'data-page="missing"' in body


def test_problems_stand_on_every_page_until_they_are_solved(
    preview: Preview, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "codes" / "486.nl.md"
    good = path.read_text()
    path.write_text(good.replace("## caller", "## caler"))
    preview.rebuild()
    status, _, body = preview.answer("/nl/sip-486.html")
    assert status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "486.nl.md:9: unknown section &#x27;caler&#x27;; did you mean &#x27;caller&#x27;?" in body.decode()
    assert "486.nl.md:9: unknown section 'caler'" in capsys.readouterr().err
    path.write_text(good)
    preview.rebuild()
    assert preview.answer("/nl/sip-486.html")[0] == HTTPStatus.OK


def test_a_reader_who_waits_is_told_of_a_change_at_once(preview: Preview) -> None:
    told: list[bytes] = []
    reader = threading.Thread(target=lambda: told.append(preview.wait(1, seconds=20)))
    reader.start()
    preview.rebuild()
    reader.join(10)
    assert told == [b"preview(2)"]
