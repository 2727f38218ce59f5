"""What lies in the folder of the templates and is part of nothing: a misspelt name, a copy, what lost its last user."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.pages.assets import PICTURES
from sipcodes.pages.scripts import ENTRIES, imports
from sipcodes.plan import KINDS, REDIRECT, SINGLE
from sipcodes.problems import Problem, did_you_mean

_BY_CODE = (
    "partials/moved.html", "partials/offline.html", "partials/unpacked.html",
    "twins/cause.md", "twins/entry.md", "twins/llms.md",
)  # fmt: skip
"""Templates that the program names beside those of pages."""
_FOR_MAKERS = {"images/share.svg", "scripts/tsconfig.json", "scripts/types.d.ts", "scripts/trace/types.d.ts"}
"""What pictures are made from, and what types of scripts are checked by."""
_TAKEN = re.compile(r"""\{%-?\s*(?:include|import|from|extends)\s+["']([^"']+)["']""")


def broken_uses(folder: Path) -> Iterator[Problem]:
    """Yield each template that the program needs and has not, or else each file that nothing uses."""
    there = {path.relative_to(folder).as_posix(): path for path in files(folder, "**/*") if not path.is_dir()}
    templates = _templates()
    if lacking := [name for name in templates if name not in there]:
        for name in lacking:
            beside = (other for other in there.keys() - {*templates} if _folder(other) == _folder(name))
            yield Problem(folder / name, 1, f"no such file, a template is wanted{did_you_mean(name, beside)}")
        return
    used = {*_FOR_MAKERS, *(f"images/{name}" for name in PICTURES)}
    asked = [*templates, *(f"scripts/{name}.js" for name in ENTRIES)]
    while asked:
        name = asked.pop()
        if name not in used:
            text = (read_text(there[name], []) if name in there else None) or ""
            if not text.strip():
                return  # which is told elsewhere; what it would have taken is not known
            used.add(name)
            asked += _taken(name, text)
    for name in sorted(there.keys() - used):
        if not name.startswith("styles/"):  # what is stray there is told by what has their list
            yield Problem(there[name], 1, "is used by nothing: it is to go, or to be taken by what needs it")


def _templates() -> list[str]:
    pages = [f"pages/{kind.name}.html" for kind in (*KINDS, SINGLE, REDIRECT)]
    return [*pages, *(f"twins/{kind.name}.md" for kind in KINDS if not kind.hosted_only), *_BY_CODE]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _taken(name: str, text: str) -> Iterator[str]:
    """Yield what a file takes by its name."""
    if name.endswith(".js"):
        yield from (os.path.normpath(f"{_folder(name)}/{target}") for target in imports(text))
    else:
        yield from _TAKEN.findall(text)
