"""Tells in which line of which template something on a finished page is written.

The page is made once more, from templates that say at each of their lines where it stands: what is right pays nothing.
"""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from sipcodes.pages.render import render
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page

_MARK = "\ue000"
"""A sign that no page has (Unicode §23.5, private use)."""


class _Marks(Extension):
    """Writes before each line of plain text in a template where it stands."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, those of plain text with their marks."""
        for token in stream:
            if token.type == "data":
                lines = enumerate(token.value.split("\n"), token.lineno)
                marked = (f"{_MARK}{stream.filename}:{line}{_MARK}{text}" for line, text in lines)
                yield Token(token.lineno, "data", "\n".join(marked))
            else:
                yield token


def _rendered(templates: Templates, page: Page) -> str:
    return render(templates, page).decode()


class Origins:
    """The lines of templates behind those of pages."""

    def __init__(self, templates: Templates, made: Callable[[Templates, Page], str] = _rendered) -> None:
        """Look in these templates; `made` is how pages are made from them."""
        loader = jinja2.FileSystemLoader([templates.folder, templates.folder / "pages"], encoding="utf-8-sig")
        self._templates = templates
        self._marked = copy.copy(templates)
        self._marked.environment = templates.environment.overlay(loader=loader, extensions=[_Marks])
        self._made = made
        self._places: dict[str, dict[int, tuple[Path, int]]] = {}

    def of(self, page: Page, line: int) -> tuple[Path, int] | None:
        """Return path and line in the templates of what a line of a page begins with; None if that cannot be said."""
        if page.address not in self._places:
            self._places[page.address] = self._of_page(page)
        return self._places[page.address].get(line)

    def _of_page(self, page: Page) -> dict[int, tuple[Path, int]]:
        _, *pieces = self._made(self._marked, page).split(_MARK)
        if "".join(pieces[1::2]) != self._made(self._templates, page):
            return {}
        places: dict[int, tuple[Path, int]] = {}
        line = 1
        for place, text in zip(pieces[::2], pieces[1::2], strict=True):
            path, _, at = place.rpartition(":")
            for number, part in enumerate(text.split("\n")):
                if part.strip():
                    places.setdefault(line + number, (Path(path), int(at)))
            line += text.count("\n")
        return places
