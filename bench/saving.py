"""From saving a text to the new sentence on the screen, in the preview as an author runs it."""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import ConsoleMessage

from bench.checkout import TEXT, say
from bench.search import browser

PAGE = "en/sip-486.html"
"""Where the text stands that is changed."""
_WATCH = """() => {
  const seen = new Set();
  const look = () => {
    for (const [words] of (document.querySelector("main")?.textContent ?? "").matchAll(/Measured \\d+ times\\./g)) {
      if (!seen.has(words)) console.info(words + Date.now());
      seen.add(words);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}"""
"""Says when a sentence came into the document, by the clock of the machine."""


def save_to_screen(copy: Path, rounds: int) -> float:
    """Return the median of seconds from a save to the sentence in the document."""
    times: list[float] = []
    seen: dict[str, float] = {}

    def note(message: ConsoleMessage) -> None:
        words, stop, moment = message.text.partition(".")
        if words.startswith("Measured"):
            seen[words + stop] = float(moment) / 1000

    with _preview(copy) as address, browser() as chromium:
        page = chromium.new_page()
        page.on("console", note)
        page.add_init_script(f"({_WATCH})()")
        page.goto(address + PAGE)
        for number in range(rounds + 1):
            sentence = f"Measured {number} times."
            page.wait_for_timeout(700)  # an author who reads what came of the last save
            start = time.time()
            say(copy, TEXT, sentence)
            while sentence not in seen:
                if time.time() > start + 60:
                    raise SystemExit(f"'{sentence}' never came")
                page.wait_for_timeout(20)
            times.append(seen[sentence] - start)
    say(copy, TEXT, "")
    return statistics.median(times[1:])  # the first reads what the preview keeps from then on


@contextmanager
def _preview(copy: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "build.py", "--serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=copy, stdout=subprocess.PIPE) as process:
        try:
            if process.stdout:
                process.stdout.readline()  # it says its address when it answers
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
