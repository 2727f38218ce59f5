"""What a page says of itself to programs: schema.org as JSON-LD."""

from collections.abc import Callable

from sipcodes import addresses
from sipcodes.content.reference import Reference
from sipcodes.plan import Page


def graph(
    reference: Reference, base_url: str, page: Page, heading: str, words: Callable[[str], str]
) -> dict[str, object] | None:
    """Return the terms that a page defines and where it stands below the overview, or None where it says neither."""
    language = page.language
    here, home = base_url + page.address, base_url + addresses.page(language, addresses.OVERVIEW)
    trail = [(words("nav.overview"), home)]
    nodes: list[dict[str, object]] = []
    if page.kind.name == "overview":
        nodes.append(
            {
                "@type": "DefinedTermSet",
                "@id": home,
                "name": words("site.title"),
                "description": words("site.description"),
                "inLanguage": language,
                "url": home,
            }
        )
    elif page.kind.name == "code":
        code = reference.codes[int(page.key)]
        category = reference.category(code.number)
        nodes.append(
            {
                "@type": "DefinedTerm",
                "@id": here,
                "termCode": page.key,
                "name": f"SIP {code.number} {code.phrase}",
                "alternateName": code.remark[language],
                "description": code.meaning[language],
                "inLanguage": language,
                "url": here,
                "inDefinedTermSet": {"@id": home},
            }
        )
        trail += [
            (f"{category.key} {category.name[language]}", base_url + addresses.page(language, category.key)),
            (f"{code.number} {code.phrase}", here),
        ]
    elif page.kind.path:
        trail.append((heading, here))
    if len(trail) > 1:
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": item}
            for place, (name, item) in enumerate(trail, 1)
        ]
        nodes.append({"@type": "BreadcrumbList", "itemListElement": items})
    return {"@context": "https://schema.org", "@graph": nodes} if nodes else None
