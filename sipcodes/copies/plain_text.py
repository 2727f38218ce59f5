"""What the pages say in one text, for programs that read all at once: `llms-full.txt`."""

from collections.abc import Iterator, Mapping

from sipcodes import addresses
from sipcodes.data.elsewhere import elsewhere
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page

_KINDS = ("overview", "category", "code", "symptom", "q850", "other", "trace", "about")
"""The kinds of page that explain something; what products do fills pages of tables, and is in their own twins."""


def whole(templates: Templates, pages: Mapping[str, Page], twins: Mapping[str, bytes]) -> bytes:
    """Return the twins one after the other, language by language, with links that hold anywhere."""
    head = templates.listed(pages[addresses.START]).partition("\n## ")[0].rstrip()
    parts = [head, *_parts(templates, pages, twins)]
    return ("\n\n---\n\n".join(parts) + "\n").encode()


def _parts(templates: Templates, pages: Mapping[str, Page], twins: Mapping[str, bytes]) -> Iterator[str]:
    for language in templates.reference.languages:
        for address, page in pages.items():
            if page.language == language and page.kind.name in _KINDS:
                text, _, _ = twins[address].decode().rpartition("\n\n---\n")
                yield f"{elsewhere(text, address, templates.base_url)}\n\n<{templates.base_url}{address}>"
