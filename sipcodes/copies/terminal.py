"""What the command for terminals holds: plain text by the names that the search gives, data and scripts."""

import json
from collections.abc import Iterator, Mapping

from sipcodes.memo import Memo
from sipcodes.pages.scripts import Scripts
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page

_NAMED = {"code": "{key}", "category": "{key}", "symptom": "symptom-{key}"}
"""The kinds of page that the search leads to, and what it calls them."""
_SCRIPTS = ("search", "search-more", "trace")


def terminal(
    templates: Templates, pages: Mapping[str, Page], files: Mapping[str, bytes], memo: Memo
) -> dict[str, bytes]:
    """Return the files, by their names below the folder of the command."""
    reference = templates.reference
    held = {"codes.json": files["codes.json"], **dict(_pages(templates, pages, files))}
    held["terminal.js"] = Scripts(templates.folder / "scripts", memo).joined("terminal").encode()
    for tag in reference.languages:
        held |= {f"{name}.{tag}.js": templates.assets.text(f"{name}.{tag}.js").encode() for name in _SCRIPTS}
        words = {key: reference.strings[f"terminal.{key}"].texts[tag] for key in ("nothing", "more")}
        words["unsure"] = reference.searching.labels.unsure[tag]
        held[f"words.{tag}.json"] = json.dumps(words, ensure_ascii=False).encode()
    return held


def _pages(templates: Templates, pages: Mapping[str, Page], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    reference = templates.reference
    for page in pages.values():
        if page.kind.name in _NAMED:
            yield f"{page.language}/{_NAMED[page.kind.name].format(key=page.key)}.md", files[page.twin]
        elif page.kind.name == "q850":
            for number, cause in reference.causes.items():
                text = templates.part("cause", page, number=number, cause=cause)
                yield f"{page.language}/q850-{number}.md", text.encode()
        elif page.kind.name == "other":
            for key, other in reference.others.items():
                yield f"{page.language}/{key}.md", templates.part("entry", page, other=other).encode()
