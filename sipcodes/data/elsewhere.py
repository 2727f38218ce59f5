"""Markdown of an article as it stands away from its page."""

import re

from sipcodes import addresses
from sipcodes.pages.twins import without_ids

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def elsewhere(source: str, address: str, base_url: str) -> str:
    """Return Markdown that holds anywhere: links are absolute, and no ids are set, which is no Markdown for others."""

    def absolute(match: re.Match[str]) -> str:
        target = match[1]
        if ":" not in target:
            page, fragment = addresses.resolve(address, target)
            target = f"{base_url}{page}{'#' * bool(fragment)}{fragment}"
        return f"]({target})"

    return _LINK.sub(absolute, without_ids(source)).strip()
