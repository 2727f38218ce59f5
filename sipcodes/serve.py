"""A preview from memory that reloads in the browser when a file changes, and shows what is wrong on the page."""

import html
import mimetypes
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import watchfiles

from sipcodes.problems import ContentError
from sipcodes.site import CONTENT, TEMPLATES, draft

HOST, PORT = "127.0.0.1", 8000
# The pages' policy forbids connections but not scripts of their own host: so the browser waits for a script.
_HTML, _SCRIPT = "text/html; charset=utf-8", "text/javascript"
_WAIT, _RELOAD = "/-/wait.js", "/-/reload.js"
_RELOAD_SCRIPT = """
window.preview = function (version) {
  if (version !== %(version)s) return location.reload();
  document.head.append(Object.assign(document.createElement("script"), { src: "%(wait)s?%(version)s&" + Date.now() }));
};
addEventListener("load", function () { preview(%(version)s); });
"""


class Preview:
    """The latest build, or its problems. Waiting readers are told when either changes."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.changed = threading.Condition()
        self.files: Mapping[str, bytes] = {}
        self.problems: tuple[str, ...] = ()
        self.version = 0

    def rebuild(self) -> None:
        """Build again and wake every reader that waits."""
        files = self.files
        problems: tuple[str, ...] = ()
        try:
            files = draft(CONTENT, TEMPLATES, self.base_url)
        except ContentError as error:
            problems = tuple(map(str, error.problems))
        for problem in problems:
            print(problem, file=sys.stderr)
        with self.changed:
            self.files, self.problems, self.version = files, problems, self.version + 1
            self.changed.notify_all()

    def wait(self, version: int, seconds: float = 30) -> bytes:
        """Return a script that tells the page the current version, as soon as it is newer or time is up."""
        with self.changed:
            self.changed.wait_for(lambda: self.version > version, seconds)
            return b"preview(%d)" % self.version

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Return status, media type and body for the path of a request."""
        name = unquote(path).lstrip("/") or "index.html"
        with self.changed:
            if self.problems:
                return HTTPStatus.INTERNAL_SERVER_ERROR, _HTML, self._with_reload(_page(self.problems))
            if name not in self.files:
                return HTTPStatus.NOT_FOUND, _HTML, self._with_reload(self.files["404.html"])
            kind = mimetypes.guess_type(name)[0] or "text/plain"
            if kind == "text/html":
                return HTTPStatus.OK, _HTML, self._with_reload(self.files[name])
            return HTTPStatus.OK, kind, self.files[name]

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
                status, kind, body = HTTPStatus.OK, _SCRIPT, preview.wait(int(url.query.partition("&")[0]))
            elif url.path == _RELOAD:
                script = _RELOAD_SCRIPT % {"version": int(url.query), "wait": _WAIT}
                status, kind, body = HTTPStatus.OK, _SCRIPT, script.encode()
            else:
                status, kind, body = preview.answer(url.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            # a reader who leaves while it waits is no fault
            with suppress(BrokenPipeError, ConnectionResetError):
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


def serve() -> int:
    """Preview until interrupted; return 0."""
    preview = Preview(f"http://{HOST}:{PORT}/")
    preview.rebuild()
    with server(preview, PORT) as address:
        print(f"preview on {address} (Ctrl+C ends it)")
        for _ in watchfiles.watch(CONTENT, TEMPLATES, raise_interrupt=False):
            preview.rebuild()
    return 0


def _page(problems: tuple[str, ...]) -> bytes:
    lines = "".join(f"<li><code>{html.escape(problem)}</code></li>" for problem in problems)
    title = f"{len(problems)} problem(s) in the content"
    head = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><ul>{lines}</ul></body></html>".encode()
