"""The preview: from memory, with the problems over the last page that was right, and where each section is written."""

import json
import shutil
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from breaking import MEMO, line_of, replace
from small import copy_templates, remembered, small_project

from sipcodes import recipes
from sipcodes.folders import TEMPLATES
from sipcodes.preview.preview import Preview

PAGE = "/nl/sip-486.html"


@pytest.fixture
def preview(project: Path, templates: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """A preview of the small project."""
    monkeypatch.chdir(project.parent)
    monkeypatch.setattr("sipcodes.preview.preview.CACHE", remembered())
    made = Preview("http://127.0.0.1:8000/", project, templates)
    made.memo = MEMO
    made.rebuild()
    return made


def state(preview: Preview, page: str = PAGE) -> dict[str, Any]:
    """Return what a page is told."""
    found: dict[str, Any] = json.loads(preview.wait(-1, page)[len(b"preview(") : -1])
    return found


def test_a_page_is_answered_from_memory(preview: Preview) -> None:
    answer = preview.answer(PAGE)
    assert (answer.status, answer.kind) == (HTTPStatus.OK, "text/html; charset=utf-8")
    assert b"Busy Here" in answer.body
    assert b'<script defer src="/-/preview.js?page=/nl/sip-486.html">' in answer.body


def test_a_save_makes_no_index_of_the_search(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(name: str, *_: object) -> str:
        made.append(name)
        return ""

    for name in ("index", "more"):
        monkeypatch.setattr(recipes, name, partial(noted, name))
    preview.rebuild()
    assert preview.answer(PAGE).status == HTTPStatus.OK
    assert made == []
    preview.answer("/assets/search.nl.js")
    assert made == ["index"]


def _break(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: replace(folder / name, old, new)


def _unreadable(folder: Path) -> None:
    (folder / "templates" / "pages" / "code.html").write_bytes(b"\xff\xfe{{")


MISTAKES: list[tuple[Callable[[Path], None], str]] = [
    (_break("content/codes/486.nl.md", "## caller", "## caler"), "content/codes/486.nl.md:9: unknown section 'caler'"),
    (_break("content/codes.toml", "[486]", "[486"), "content/codes.toml:17: is not TOML: "),
    (_break("templates/pages/code.html", "{% block main %}", "{% block main %}{{ 1/0 }}"), f"templates/pages/code.html:{line_of(TEMPLATES / 'pages' / 'code.html', '{% block main %}')}: ZeroDivisionError: division by zero"),
    (_break("templates/pages/code.html", "{% block main %}", "{% blok main %}"), "templates/pages/code.html:"),
    (_break("templates/pages/code.html", "partials/technical", "partials/technicl"), f"templates/pages/code.html:{line_of(TEMPLATES / 'pages' / 'code.html', 'partials/technical')}: no template 'partials/technicl.html'; did you mean 'partials/technical.html'?"),
    (_break("templates/pages/code.html", "{% block main %}", '{% block main %}<p style="color: red">x</p>'), f"templates/pages/code.html:{line_of(TEMPLATES / 'pages' / 'code.html', '{% block main %}')}: `style=` is refused by browsers"),
    (_break("templates/pages/code.html", "{% block main %}", "{% block main %}<p>"), "templates/pages/code.html:"),
    (_break("templates/pages/code.html", "{% block main %}", "{% block main %}<img src=x>"), f"templates/pages/code.html:{line_of(TEMPLATES / 'pages' / 'code.html', '{% block main %}')}: `<img src=x>` has no alt"),
    (_break("content/site.toml", "https_only = true", "https_only = 1"), "content/site.toml:9: https_only: true or false, without quotes, is wanted (found 1)"),
    (_break("templates/styles/base.css", "{", "{ color red;"), "templates/styles/base.css:"),
    (_break("templates/scripts/main.js", "import", "function ( {\nimport"), "templates/scripts/main.js:"),
    (_unreadable, "templates/pages/code.html:1: is not UTF-8 (byte 0xff)"),
    (lambda folder: (folder / "templates" / "images" / "favicon.svg").unlink(), "templates/images/favicon.svg:1: "),
    (lambda folder: shutil.rmtree(folder / "templates" / "scripts"), "templates/scripts/early-reader.js:1: no such file, a module is wanted"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "wanted"), MISTAKES)
def test_a_mistake_is_told_and_the_last_right_page_stays(
    preview: Preview, project: Path, templates: Path, mistake: Callable[[Path], None], wanted: str
) -> None:
    right = preview.answer(PAGE)
    (project.parent / "templates").symlink_to(templates)
    mistake(project.parent)
    preview.rebuild()
    told = state(preview)
    assert wanted in told["problems"][0]
    assert told["stale"]
    assert preview.answer(PAGE) == right
    shutil.rmtree(project)
    small_project(project)
    copy_templates()
    preview.rebuild()
    assert state(preview)["problems"] == []
    assert preview.answer(PAGE).status == HTTPStatus.OK


def test_without_a_page_that_was_ever_right_the_problems_are_the_page(project: Path) -> None:
    replace(project / "codes" / "486.nl.md", "## caller", "## caler")
    preview = Preview("http://127.0.0.1:8000/", project)
    preview.rebuild()
    answer = preview.answer(PAGE)
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    body = answer.body.decode()
    assert "486.nl.md:9: unknown section &#x27;caler&#x27;" in body
    assert '<script defer src="/-/preview.js' in body


def test_problems_are_printed_and_their_end_as_well(
    preview: Preview, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project / "codes" / "486.nl.md", "Bel later", "Bel <b>later")
    preview.rebuild()
    replace(project / "codes" / "486.nl.md", "Bel <b>later", "Bel later")
    preview.rebuild()
    told = capsys.readouterr()
    assert told.err == "content/codes/486.nl.md:11: raw HTML (`<b>`), Markdown alone is wanted\n"
    assert told.out == "all right again\n"


def test_a_reader_who_waits_is_told_of_a_change_at_once(preview: Preview) -> None:
    told: list[bytes] = []
    reader = threading.Thread(target=lambda: told.append(preview.wait(1, PAGE, seconds=20)))
    reader.start()
    preview.rebuild()
    reader.join(10)
    assert told[0].startswith(b'preview({"version": 2, "problems": []')


def test_each_section_says_where_it_is_written(preview: Preview, project: Path) -> None:
    where = state(preview)["places"]
    assert where["meaning"] == "content/codes/486.nl.md:2"
    assert where["reply"] == "content/codes/486.nl.md:18"
    assert where[""] == f"content/codes.toml:{line_of(project / 'codes.toml', '[486]')}"
    assert where["similar"] == "content/similar.toml:1"
    assert where["known"] == "content/known/486.toml:1\ncontent/known/486.toml:11"
    for page in ("/nl/4xx.html", "/nl/symptom-always-busy.html", "/nl/about.html", "/nl/software-486.html"):
        assert state(preview, page)["places"], page
    assert state(preview, "/nl/symptom-always-busy.html")["places"]["known"] == "content/known/always-busy.toml:1"
