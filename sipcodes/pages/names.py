"""Tells which names a script uses and nobody declares: at the first of them a browser ends the script.

The minifier gives a short name to whatever a script declares. So a name that stays when a script is made small, but not
when the function around it takes one like it, is declared nowhere. Names of one or two letters look like those that the
minifier gives, and are not told.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

import _quickjs
import minify

from sipcodes.pages.syntax import RESERVED
from sipcodes.problems import did_you_mean

BROWSERS = frozenset(
    {
        "Blob", "ClipboardItem", "DecompressionStream", "HTMLScriptElement", "IntersectionObserver", "TextDecoder",
        "TextEncoder", "URL", "URLSearchParams", "addEventListener", "clearTimeout", "document", "history",
        "innerHeight", "localStorage", "location", "matchMedia", "navigator", "performance", "print",
        "setTimeout", "window",
    }
)  # fmt: skip
"""What our scripts take from browsers; the language has names besides."""

_NAME = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]{2,}(?![\w$])")
_NO_NAMES = {*RESERVED, "arguments", "eval"}
_STRANGE = "$strange$"


def unknown_names(written: str, script: str, exports: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and message of each name that is declared nowhere, for a module that can be read.

    `written` is the module with its imports, `script` with the declarations that stand for them.
    """
    names = set(_NAME.findall(written)) - _NO_NAMES
    free = _free(names, script, exports)
    known = BROWSERS | _of_the_language()
    for name in sorted(free - known):
        # it may be declared elsewhere: it stands where another name would not be declared either
        places = (found.span() for found in re.finditer(rf"(?<![\w$]){re.escape(name)}(?![\w$])", script))
        at = next(at for at, end in places if _free({_STRANGE}, script[:at] + _STRANGE + script[end:], exports))
        wanted = "one that is declared, imported or in BROWSERS of pages/names.py is wanted"
        hint = did_you_mean(name, (names - free) | known)
        yield script.count("\n", 0, at) + 1, f"unknown name (found '{name}'), {wanted}{hint}"


def _free(names: Collection[str], script: str, exports: Collection[str]) -> set[str]:
    """Return those of the names that a script does not declare itself."""
    # within a block, as what a function takes cannot be declared in it once more
    own = f"{{{{{script}\nreturn[{','.join(exports)}]}}}}"
    alone, within = (_counted(f"(({taken})=>{own})()") for taken in ("", ",".join(sorted(names))))
    return {name for name in names if any(one[name] > other[name] for one, other in zip(alone, within, strict=True))}


def _counted(script: str) -> tuple[Counter[str], Counter[str]]:
    """Count the names in a script that is made small, and of these those that name no property."""
    small = minify.string("text/javascript", script)
    found = list(_NAME.finditer(small))
    return Counter(name[0] for name in found), Counter(
        name[0] for name in found if small[name.end() : name.end() + 1] != ":"
    )


@cache
def _of_the_language() -> frozenset[str]:
    return frozenset(_quickjs.Context().eval("Object.getOwnPropertyNames(globalThis).join()").split(","))
