"""Answers a browser on this machine."""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from sipcodes.artifact import SCRIPT as JAVASCRIPT
from sipcodes.preview.preview import SCRIPT, Answer, Preview

HOST = "127.0.0.1"
_WAIT = "/-/wait.js"
_TRIED = 20
"""Ports that are tried after one that is taken."""


class Server(ThreadingHTTPServer):
    """The server of one preview."""

    daemon_threads = True
    preview: Preview

    @property
    def address(self) -> str:
        """Its address, which ends in a slash."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"  # a page comes on the connection of the one before
    disable_nagle_algorithm = True  # its second packet would wait 40 ms for word of the first

    def do_GET(self) -> None:
        """Answer one request."""
        answer = self._answer()
        # a reader who leaves while it waits is no fault
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Cache-Control", "no-store")
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name is http.server's

    def _answer(self) -> Answer:
        url, preview = urlsplit(self.path), self.server.preview
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == _WAIT:
            version = query.get("version", "")
            waited = preview.wait(int(version) if version.isdecimal() else 0, query.get("page", "/"))
            return Answer(HTTPStatus.OK, JAVASCRIPT.with_charset, waited)
        if url.path == SCRIPT:
            return Answer(HTTPStatus.OK, JAVASCRIPT.with_charset, preview.script(query.get("page", "/")))
        return preview.answer(unquote(url.path))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Stay silent: problems are what the editor looks for."""


def listen(port: int) -> Server:
    """Take a port, or the next that is free; port 0 is any. Raises OSError when none can be had."""
    for tried in range(port, port + _TRIED + 1):
        try:
            return Server((HOST, tried), _Handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or tried == port + _TRIED:
                raise
    raise AssertionError(port)


@contextmanager
def running(server: Server, preview: Preview) -> Iterator[None]:
    """Answer requests in the background."""
    server.preview = preview
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
