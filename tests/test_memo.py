"""What a build remembers of the one before: it saves work, and never shows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import MEMO
from small import remembered

from sipcodes import site
from sipcodes.memo import Memo
from sipcodes.pages.render import render
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page
from sipcodes.processors import in_processes, in_threads
from sipcodes.recipes import recipes
from sipcodes.site import build

ARTICLE = "codes/486.nl.md"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """What a build of the small project has kept."""
    return shutil.copytree(remembered(), tmp_path / "cache")


def kept(content: Path, templates: Path, cache: Path) -> dict[str, bytes]:
    """Build with what is remembered, and remember it."""
    made = build(content, templates, cache=cache)
    made.memo.save()
    return made.files


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a sentence": lambda content, _: changed(content / ARTICLE, "Bel later", "Bel morgen"),
    "a fact": lambda content, _: changed(content / "codes.toml", 'nl = "', 'nl = "Toch '),
    "a word of the pages": lambda content, _: changed(content / "ui.toml", 'nl = "', 'nl = "Toch '),
    "the style": lambda _, templates: changed(templates / "styles" / "tokens.css", "}", "--extra: 1px}"),
    "a template": lambda _, templates: changed(templates / "base.html", "<html ", '<html class="x" '),
    "a script": lambda _, templates: changed(templates / "scripts" / "copy.js", "const ", "const unused = 1; const "),
    "what has moved": lambda content, _: (content / "redirects.toml").write_text('"nl/old.html" = "nl/4xx.html"\n'),
}


@pytest.mark.parametrize("change", list(CHANGES.values())[1:], ids=list(CHANGES)[1:])
def test_pages_are_made_anew_after_a_change_of_anything_but_an_article(
    change: Callable[[Path, Path], object], project: Path, templates: Path
) -> None:
    before = recipes(project, templates, None, MEMO).given
    change(project, templates)
    assert recipes(project, templates, None, MEMO).given != before


@pytest.mark.programs  # it takes whole builds that remember nothing
def test_the_index_is_made_anew_after_something_was_learned(project: Path, templates: Path, cache: Path) -> None:
    (project / "learned.nl.tsv").write_text("bezet\t486 5\n")
    learned = kept(project, templates, cache)
    (project / "learned.nl.tsv").write_text("bezet\t486 6\n")
    assert kept(project, templates, cache) == build(project, templates).files != learned


@pytest.mark.programs  # it takes whole builds that remember nothing
def test_a_build_that_remembers_makes_what_one_makes_that_does_not(project: Path, templates: Path, cache: Path) -> None:
    before = kept(project, templates, cache)
    CHANGES["a sentence"](project, templates)
    sentence = kept(project, templates, cache)
    assert sentence == build(project, templates).files != before
    for change in list(CHANGES.values())[1:]:
        change(project, templates)
    everything = kept(project, templates, cache)
    assert everything == build(project, templates).files != sentence


def test_after_a_changed_sentence_only_the_pages_that_show_it_are_made(
    monkeypatch: pytest.MonkeyPatch, project: Path, templates: Path, cache: Path
) -> None:
    drawn: list[str] = []

    def noted(templates: Templates, page: Page) -> bytes:
        drawn.append(page.address)
        return render(templates, page)

    monkeypatch.setattr(site, "render", noted)
    kept(project, templates, cache)
    assert drawn == []
    CHANGES["a sentence"](project, templates)
    kept(project, templates, cache)
    assert drawn == ["nl/sip-486.html"]


def test_a_result_that_two_builds_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    for number in (1, 2, 3, 4):
        memo = Memo(tmp_path)
        memo(asked.append, number)
        memo.save()
    memo = Memo(tmp_path)
    for number in (1, 2, 3, 4):
        memo(asked.append, number)
    assert asked == [1, 2, 3, 4, 1, 2]


asked: list[int] = []


def twice(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("share", [in_processes, in_threads])
def test_shared_work_comes_back_in_order(share: Callable[..., list[int]]) -> None:
    assert share(twice, list(range(100))) == [2 * number for number in range(100)]
