"""Serves a preview until Ctrl+C."""

import gc
from contextlib import suppress
from pathlib import Path

from sipcodes.folders import CONTENT, EXTRA, TEMPLATES
from sipcodes.preview.preview import Preview
from sipcodes.preview.server import HOST, listen, running
from sipcodes.preview.watch import saves


def serve(port: int, base_url: str | None) -> None:
    """Show content and templates on this machine. Raises OSError when there is no port to be had."""
    try:
        server = listen(port)
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}, another port is wanted", f"{HOST}:{port}") from error
    if server.server_port != port:
        print(f"port {port} is taken, {server.server_port} is free")
    preview = Preview(base_url or server.address, CONTENT, TEMPLATES)
    with suppress(KeyboardInterrupt), running(server, preview):
        print(f"preview on {server.address} (Ctrl+C ends it)", flush=True)
        preview.rebuild()
        gc.freeze()  # what was read stays: looking for rubbish in it would hold up every save
        for _ in saves(*filter(Path.is_dir, (CONTENT, TEMPLATES, EXTRA))):
            preview.rebuild()
