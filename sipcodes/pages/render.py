"""The rendering of each page through its template."""

from collections.abc import Mapping
from typing import Any

from sipcodes.content import examples
from sipcodes.content.reference import Reference
from sipcodes.pages.ladder import drawing
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page


def render(templates: Templates, page: Page) -> bytes:
    """Render one page; raise ContentError naming the template's line."""
    return templates.render(page.kind.name, page, **_shown(templates.reference, page)).encode()


def _shown(reference: Reference, page: Page) -> Mapping[str, Any]:
    """Return what the template of a page shows, beside the reference as a whole."""
    match page.kind.name:
        case "category":
            return {"category": reference.categories[page.key]}
        case "card":
            return {"code": reference.codes[int(page.key)]}
        case "code":
            number = int(page.key)
            code = reference.codes[number]
            before, after = reference.neighbours(number)
            return {
                "code": code,
                "before": before,
                "after": after,
                "drawing": drawing(reference.flows, number, code.phrase, page.language),
                "request": examples.request(reference.examples, number),
                "response": examples.response(reference.examples, number, code.phrase),
                "look": reference.examples.codes[number].look,
            }
    return {}
