"""The site while it is written: a page is made when it is looked at; what is wrong lies over the last right one."""

import html
import json
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

from sipcodes import addresses
from sipcodes.artifact import HTML, PLAIN, Artifact, Kind
from sipcodes.checks.wellformed import malformed
from sipcodes.folders import CACHE, CONTENT, EXTRA, TEMPLATES
from sipcodes.memo import Memo
from sipcodes.pages.origin import Origins
from sipcodes.preview.hosted import copies, moved
from sipcodes.preview.places import places
from sipcodes.problems import ContentError, Problem, from_here
from sipcodes.recipes import Recipes, recipes

SCRIPT = "/-/preview.js"
_SCRIPT_TEXT = (Path(__file__).parent / "preview.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: HTTPStatus
    kind: str
    body: bytes = b""
    location: str = ""


@dataclass(slots=True)
class _Made:
    """One reading of content and templates."""

    recipes: Recipes | None = None
    problems: tuple[str, ...] = ()
    copies: dict[str, Artifact] = field(default_factory=dict)


class Preview:
    """The latest recipes, or their problems. Waiting readers are told when either changes."""

    def __init__(self, base_url: str, content: Path = CONTENT, templates: Path = TEMPLATES) -> None:
        """Preview a content folder through templates at an address."""
        self.base_url = base_url
        self.base_path = urlsplit(base_url).path
        self.content = content
        self.templates = templates
        self.changed = threading.Condition()
        self.making = threading.Lock()  # Markdown and Jinja share what they remember
        self.memo = Memo(CACHE / "memo")
        self.version = 0
        self._made = _Made()
        self._last: _Made | None = None
        """The last reading without a problem."""
        self._right: dict[str, Answer] = {}
        """What was last right at each address."""

    def rebuild(self) -> None:
        """Read everything again and wake every reader that waits."""
        made = _Made(self._made.recipes)
        try:
            made.recipes = recipes(
                self.content,
                self.templates,
                self.base_url,
                self.memo,
                extra=EXTRA,
                drafts=True,
                named_by_content=False,
            )
            for artifact in made.recipes.artifacts.values():
                if artifact.kind == Kind.PICTURE:
                    artifact.data  # noqa: B018 - tells its mistakes now
        except Exception as error:  # noqa: BLE001 - whatever was written, the preview goes on
            made.problems = _told(error)
        for problem in made.problems:
            print(problem, file=sys.stderr)
        if self._made.problems and not made.problems:
            print("all right again")
        with self.changed:
            self._made, self.version = made, self.version + 1
            self._last = self._last if made.problems else made
            self.changed.notify_all()

    def wait(self, version: int, path: str, seconds: float = 30) -> bytes:
        """Return a script that tells a page the current state, as soon as it is newer or time is up."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, seconds)
        return f"preview({json.dumps(self._state(path))})".encode()

    def script(self, path: str) -> bytes:
        """Return the preview's own part of a page."""
        return f"const state = {json.dumps(self._state(path))};\n{_SCRIPT_TEXT}".encode()

    def answer(self, path: str) -> Answer:
        """Return what a path gets."""
        with self.changed:
            self.changed.wait_for(lambda: self.version > 0)
        name = self._name(path)
        answer, problems = self._find(name)
        if problems:
            failed = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, HTML.with_charset, _page(problems))
            answer = self._last_right(name) or failed
        if answer.kind != HTML.with_charset or addresses.is_copy(name):
            return answer  # a copy runs no script but its own
        return Answer(answer.status, answer.kind, _with_script(answer.body, path))

    def _state(self, path: str) -> dict[str, object]:
        """Return what a page is told."""
        with self.changed:
            version, planned = self.version, self._made.recipes
        name = self._name(path)
        _, problems = self._find(name)
        page = planned.pages.get(_file(name)) if planned else None
        where = places(planned.reference, page) if planned and page else {}
        stale = bool(problems) and self._last_right(name) is not None
        return {"version": version, "problems": problems, "places": where, "page": path, "stale": stale}

    def _name(self, path: str) -> str:
        base = self.base_path
        return path.removeprefix(base) if path.startswith(base) else path.lstrip("/")

    def _find(self, name: str) -> tuple[Answer, tuple[str, ...]]:
        """Return the answer for an address, or what hinders it."""
        made = self._made
        nothing = Answer(HTTPStatus.NOT_FOUND, PLAIN.with_charset)
        if made.problems or made.recipes is None:
            return nothing, made.problems
        try:
            with self.making:
                answer = self._make(made, made.recipes, name)
        except Exception as error:  # noqa: BLE001 - whatever was written, the preview goes on
            return nothing, _told(error)
        if answer.status == HTTPStatus.OK:
            self._right[name] = answer
        return answer, ()

    def _last_right(self, name: str) -> Answer | None:
        """Return what was last right at an address, or would have been had anybody asked."""
        if name not in self._right and self._last is not None and self._last.recipes:
            with suppress(Exception), self.making:  # a template may be wrong by now
                self._right[name] = self._make(self._last, self._last.recipes, name)
        return self._right.get(name)

    def _make(self, made: _Made, planned: Recipes, name: str) -> Answer:
        found = planned.artifacts.get(_file(name)) or made.copies.get(name)
        if found is None and addresses.is_copy(name):
            made.copies.update(copies(planned, self.memo))
            found = made.copies.get(name)
        if found is not None:
            if found.kind == Kind.PAGE:
                _check(planned, found)
            return Answer(HTTPStatus.OK, found.media_type.with_charset, found.data)
        if target := moved(planned, name):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, PLAIN.with_charset, location=self.base_path + target)
        return Answer(HTTPStatus.NOT_FOUND, HTML.with_charset, planned.artifacts[addresses.MISSING].data)


def _check(planned: Recipes, made: Artifact) -> None:
    """Raise ContentError where a template has made what browsers mend or refuse in silence."""
    html = made.data.decode()
    if told := list(malformed(html)):
        origins, page = Origins(planned.templates), planned.pages[made.address]
        places = [origins.of(page, line) or (Path(made.address), line) for line, _ in told]
        raise ContentError(Problem(*place, message) for place, (_, message) in zip(places, told, strict=True))


def _file(name: str) -> str:
    """Return the address of the file that answers for a folder."""
    return f"{name}{addresses.START}" if not name or name.endswith("/") else name


def _told(error: Exception) -> tuple[str, ...]:
    """Return each problem as a line; of what no part of the program foresaw, where it happened."""
    if isinstance(error, ContentError):
        return tuple(from_here(str(problem)) for problem in error.problems)
    traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    written = [frame for frame in frames if frame.filename.endswith((".html", ".md"))]
    frame = (written or frames)[-1]
    return (f"{from_here(frame.filename)}:{frame.lineno}: {type(error).__name__}: {error}",)


def _with_script(body: bytes, path: str) -> bytes:
    script = f'<script defer src="{SCRIPT}?page={quote(path)}"></script></head>'
    return body.replace(b"</head>", script.encode(), 1)


def _page(problems: tuple[str, ...]) -> bytes:
    lines = "".join(f"<li><code>{html.escape(problem)}</code></li>" for problem in problems)
    title = f"{len(problems)} problem(s)"
    head = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><ul>{lines}</ul></body></html>".encode()
