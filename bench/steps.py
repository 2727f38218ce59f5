"""How long each step of a build takes, from inside: the public functions of the package are timed where they are used.

`python -m bench.steps` builds once, in one process, and prints seconds of processor time by step as JSON. A step leaves
out what it calls of another.
"""

import functools
import json
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import sipcodes.content.markup
import sipcodes.copies.made
import sipcodes.pages.assets
import sipcodes.pages.scripts
import sipcodes.pages.styles
import sipcodes.recipes
import sipcodes.site
from sipcodes.folders import CACHE, OUTPUT
from sipcodes.publish import publish

P = ParamSpec("P")
R = TypeVar("R")
_IN_COPIES = ("entry", "standalone", "one_file", "offline_zip")
_IN_SITE = {
    "Compress": ("compressed",),
    "Checks": ("facts", "LexborHTMLParser", "promised", "broken_redirects", "broken_pages", "broken_promises"),
}
PLACES: tuple[tuple[str, Any, str], ...] = (
    ("Load: tables", sipcodes.recipes, "load"),
    ("Load: Markdown", sipcodes.content.markup, "article"),
    ("Rules", sipcodes.recipes, "broken_rules"),
    ("Rules", sipcodes.recipes, "broken_words"),
    ("Scripts, styles, search index", sipcodes.pages.scripts.Scripts, "joined"),
    ("Scripts, styles, search index", sipcodes.recipes, "Styles"),
    ("Scripts, styles, search index", sipcodes.pages.styles.Styles, "page"),
    ("Scripts, styles, search index", sipcodes.recipes, "index"),
    ("Scripts, styles, search index", sipcodes.pages.assets.Assets, "_address"),
    ("Render", sipcodes.site, "render"),
    *(("Copies", sipcodes.copies.made, name) for name in _IN_COPIES),
    *((step, sipcodes.site, name) for step, names in _IN_SITE.items() for name in names),
)
"""Step, where its function is used, and the name of the function there."""


class Stopwatch:
    """Adds up the processor time of steps, over all threads."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inner = threading.local()

    def timed(self, step: str, function: Callable[P, R]) -> Callable[P, R]:
        """Return the function as it was, but on the clock; what it yields is made at once."""

        @functools.wraps(function)
        def wrapped(*arguments: P.args, **options: P.kwargs) -> R:
            outer = getattr(self._inner, "seconds", 0.0)
            self._inner.seconds = 0.0
            start = time.thread_time()
            try:
                result = function(*arguments, **options)
                return iter(list(result)) if isinstance(result, Iterator) else result  # type: ignore[return-value]
            finally:
                taken = time.thread_time() - start
                self.spent[step] += taken - self._inner.seconds
                self._inner.seconds = outer + taken

        return wrapped


def measured() -> dict[str, float]:
    """Build once with nothing kept from before; return the seconds of each step."""
    watch = Stopwatch()
    for step, place, name in PLACES:
        setattr(place, name, watch.timed(step, getattr(place, name)))
    shutil.rmtree(CACHE, ignore_errors=True)
    over = threading.Event()
    threading.Thread(target=over.wait).start()  # a build that finds another thread does not split
    start = time.process_time()
    site = sipcodes.site.build(cache=CACHE)
    watch.timed("Write", publish)(site.files, OUTPUT)
    watch.timed("Remember", site.memo.save)()
    whole = time.process_time() - start
    over.set()
    steps = {step: watch.spent[step] for step in dict.fromkeys([*(step for step, _, _ in PLACES), "Write", "Remember"])}
    return {**steps, "Everything else": whole - sum(steps.values()), "Whole build": whole}


if __name__ == "__main__":
    print(json.dumps(measured()))
