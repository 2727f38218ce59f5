"""What a host serves beside the pages themselves: copies to take along, short forms of addresses, and moved ones."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from sipcodes.artifact import Artifact
from sipcodes.copies.made import Copies
from sipcodes.hosts.short_addresses import short_addresses
from sipcodes.memo import Memo
from sipcodes.recipes import Recipes


def copies(planned: Recipes, memo: Memo) -> Mapping[str, Artifact]:
    """Return the one-file copies and the zip, by their address: every page is made for them."""
    makes = Copies(planned.templates, planned.artifacts, planned.pages, memo)
    pieces = {
        address: makes.piece(page, LexborHTMLParser(planned.artifacts[address].data))
        for address, page in planned.pages.items()
    }
    return {artifact.address: artifact for artifact in makes.made(pieces)}


def moved(planned: Recipes, name: str) -> str:
    """Return where an address leads on: one that has moved, or a short form; empty where it leads nowhere."""
    if target := planned.promise.redirects.get(name):
        return target
    for short in short_addresses(planned.reference):
        if match := re.fullmatch(short.pattern, name, re.IGNORECASE):
            return short.target.replace("$1", match[1] if match.groups() else "")
    return ""
