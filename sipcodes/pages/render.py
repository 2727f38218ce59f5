"""The rendering of each page through its template."""

from collections.abc import Mapping
from typing import Any

from sipcodes import addresses
from sipcodes.content import examples
from sipcodes.content.known import Known
from sipcodes.content.reference import Reference
from sipcodes.pages.ladder import drawing
from sipcodes.pages.templating import Templates
from sipcodes.plan import REDIRECT, Page


def render(templates: Templates, page: Page) -> bytes:
    """Render one page, its assets under their stand-ins; raise ContentError naming the template's line."""
    own = inlined(templates, page)
    return templates.render(page.kind.name, page, own, **_shown(templates.reference, page)).encode()


def twin(templates: Templates, page: Page) -> bytes:
    """Render the plain-text twin of a page; raise ContentError naming the template's line."""
    return templates.twin(page, **_shown(templates.reference, page)).encode()


def inlined(templates: Templates, page: Page) -> dict[str, str]:
    """Return the texts that stand in a page of this kind beside those of every page."""
    return {"script": templates.assets.text("moved.js")} if page.kind is REDIRECT else {}


def _shown(reference: Reference, page: Page) -> Mapping[str, Any]:
    """Return what the template of a page shows, beside the reference as a whole."""
    shown: Mapping[str, Any]
    match page.kind.name:
        case "category":
            shown = {"category": reference.categories[page.key]}
        case "card":
            shown = {"code": reference.codes[int(page.key)]}
        case "symptom":
            shown = {
                "symptom": reference.symptoms[page.key],
                **_cases(reference, page),
                "prints": reference.prints_of[page.key],
            }
        case "software":
            shown = _software(reference, page)
        case "cases":
            shown = {"known": _known(reference, page.key, rare=True), **_owner(reference, page)}
        case "trace":
            shown = {"example": _trace(reference, reference.settings.common[-1])}
        case "code":
            number = int(page.key)
            code = reference.codes[number]
            before, after = reference.neighbours(number)
            shown = {
                "code": code,
                "before": before,
                "after": after,
                "drawing": drawing(reference.flows, number, code.phrase, page.language),
                "request": examples.request(reference.examples, number),
                "response": examples.response(reference.examples, number, code.phrase),
                "look": reference.examples.codes[number].look,
                **_cases(reference, page),
                "software": _products(reference, page),
            }
        case _:
            shown = {}
    return shown


def _trace(reference: Reference, number: int) -> str:
    """Return the messages of the example of a code, one after the other."""
    request = examples.request(reference.examples, number)
    return f"{request.text}\n{examples.response(reference.examples, number, reference.codes[number].phrase).text}"


def _cases(reference: Reference, page: Page) -> Mapping[str, Any]:
    """Return the known cases that stand on a page, and where its further ones stand."""
    there = page.key in reference.keys["cases"]
    further = {
        "count": sum(case.rare for case in reference.known_of[page.key]),
        "address": addresses.cases(page.language, page.key),
    }
    return {"known": _known(reference, page.key, rare=False), "further": further if there else None}


def _known(reference: Reference, key: str, *, rare: bool) -> list[tuple[str, list[Known]]]:
    """Return known cases by product, in the order of the alphabet; those of no product come last."""
    found: dict[str, list[Known]] = {}
    for case in reference.known_of[key]:
        if case.rare is rare:
            found.setdefault(case.product, []).append(case)
    return sorted(found.items(), key=lambda item: (f"of_no_product.{item[0]}" in reference.strings, item[0].casefold()))


def _products(reference: Reference, page: Page) -> Mapping[str, Any] | None:
    """Return the products that say something of a code, and the address of what they say."""
    if page.key not in reference.keys["software"]:
        return None
    keys = sorted({row.product for row in (*reference.rows_of[page.key], *reference.prints_of[page.key])})
    names = [reference.products[key].name for key in keys]
    return {"names": names, "address": addresses.software(page.language, page.key)}


def _software(reference: Reference, page: Page) -> Mapping[str, Any]:
    rows, prints = reference.rows_of[page.key], reference.prints_of[page.key]
    read = [reference.products[key] for key in sorted({row.product for row in (*rows, *prints)})]
    return {"rows": rows, "prints": prints, "read": read, **_owner(reference, page)}


def _owner(reference: Reference, page: Page) -> Mapping[str, str]:
    """Return what a page of more about something says it is about, and the address of that."""
    key, language = page.key, page.language
    if key in reference.others:
        other = reference.others[key]
        return {"shown": other.shown, "owner": f"{addresses.page(language, 'other')}#{other.id}"}
    if key in reference.symptoms:
        return {"shown": reference.symptoms[key].title[language], "owner": addresses.symptom(language, key)}
    return {"shown": f"SIP {key}", "owner": addresses.code(language, key)}
