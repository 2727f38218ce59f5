"""A preview that renders the page one looks at, reloads it when a file changes, and shows what is wrong there."""

import errno
import html
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import watchfiles

from sipcodes import addresses
from sipcodes.artifact import HTML, SCRIPT, Artifact
from sipcodes.memo import Memo
from sipcodes.problems import ContentError
from sipcodes.recipes import Recipes, recipes
from sipcodes.site import CACHE, CONTENT, TEMPLATES

HOST, PORT = "127.0.0.1", 8000
# The pages' policy forbids connections but not scripts of their own host: so the browser waits for a script.
_WAIT, _RELOAD = "/-/wait.js", "/-/reload.js"
_RELOAD_SCRIPT = """
window.preview = function (version) {
  if (version !== %(version)s) return location.reload();
  document.head.append(Object.assign(document.createElement("script"), { src: "%(wait)s?%(version)s&" + Date.now() }));
};
addEventListener("load", function () { preview(%(version)s); });
"""
_STEP = 20
"""Milliseconds of quiet after which a save counts as done."""


class Preview:
    """The latest recipes, or their problems. Waiting readers are told when either changes."""

    def __init__(self, base_url: str, content: Path = CONTENT, templates: Path = TEMPLATES) -> None:
        """Preview a content folder through templates at an address."""
        self.base_url = base_url
        self.content = content
        self.templates = templates
        self.changed = threading.Condition()
        self.memo = Memo()
        self.cache = CACHE / "templates"
        self.recipes: Recipes | None = None
        self.problems: tuple[str, ...] = ()
        self.version = 0

    def rebuild(self) -> None:
        """Read everything again and wake every reader that waits."""
        planned: Recipes | None = None
        problems: tuple[str, ...] = ()
        try:
            planned = recipes(
                self.content, self.templates, self.base_url, self.memo, cache=self.cache, named_by_content=False
            )
            planned.artifacts[planned.templates.assets.address("site.js")].data  # noqa: B018 - tells its mistakes now
        except ContentError as error:
            problems = tuple(map(str, error.problems))
        for problem in problems:
            print(problem, file=sys.stderr)
        with self.changed:
            self.recipes, self.problems, self.version = planned or self.recipes, problems, self.version + 1
            self.changed.notify_all()

    def wait(self, version: int, seconds: float = 30) -> bytes:
        """Return a script that tells the page the current version, as soon as it is newer or time is up."""
        with self.changed:
            self.changed.wait_for(lambda: self.version > version, seconds)
            return b"preview(%d)" % self.version

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Return status, media type and body for the path of a request."""
        with self.changed:
            planned, problems = self.recipes, self.problems
        name = unquote(path).lstrip("/")
        if planned is not None and not problems:
            try:
                return self._answer(planned, f"{name}index.html" if not name or name.endswith("/") else name)
            except ContentError as error:
                problems = tuple(map(str, error.problems))
        return HTTPStatus.INTERNAL_SERVER_ERROR, HTML.with_charset, self._with_reload(_page(problems))

    def _answer(self, planned: Recipes, name: str) -> tuple[HTTPStatus, str, bytes]:
        found: Artifact | None = planned.artifacts.get(name)
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        artifact = found or planned.artifacts[addresses.MISSING]
        data = artifact.data
        body = self._with_reload(data) if artifact.media_type is HTML else data
        return status, artifact.media_type.with_charset, body

    def _with_reload(self, body: bytes) -> bytes:
        return body.replace(b"</head>", b'<script src="%s?%d"></script></head>' % (_RELOAD.encode(), self.version), 1)


@contextmanager
def server(preview: Preview, port: int) -> Iterator[str]:
    """Answer requests in the background; give the address, which ends in a slash. Port 0 takes any that is free."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer one request."""
            url = urlsplit(self.path)
            if url.path == _WAIT:
                status, kind, body = HTTPStatus.OK, SCRIPT.name, preview.wait(int(url.query.partition("&")[0]))
            elif url.path == _RELOAD:
                script = _RELOAD_SCRIPT % {"version": int(url.query), "wait": _WAIT}
                status, kind, body = HTTPStatus.OK, SCRIPT.name, script.encode()
            else:
                status, kind, body = preview.answer(url.path)
            # a reader who leaves while it waits is no fault
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Stay silent: problems are what the editor looks for."""

    running = ThreadingHTTPServer((HOST, port), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{running.server_port}/"
    finally:
        running.shutdown()
        running.server_close()


def serve(port: int = PORT) -> int:
    """Preview until interrupted; return 0, or 2 when the port is taken."""
    preview = Preview(f"http://{HOST}:{port}/")
    preview.rebuild()
    try:
        with server(preview, port) as address:
            print(f"preview on {address} (Ctrl+C ends it)")
            for _ in watchfiles.watch(CONTENT, TEMPLATES, step=_STEP, raise_interrupt=False):
                preview.rebuild()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"port {port} is taken, another is wanted: build.py --serve --port {port + 1}", file=sys.stderr)
        return 2
    return 0


def _page(problems: tuple[str, ...]) -> bytes:
    lines = "".join(f"<li><code>{html.escape(problem)}</code></li>" for problem in problems)
    title = f"{len(problems)} problem(s) in the content"
    head = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><ul>{lines}</ul></body></html>".encode()
