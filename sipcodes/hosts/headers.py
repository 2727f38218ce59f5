"""The headers that hosts send.

The promise: nothing in the headers has to change when a page does, so that a new version needs no reload of a server.
What only a header can say is said there: what Mozilla's HTTP Observatory asks for. Writing to the clipboard is never
forbidden. What binds every site of a host name, as Strict-Transport-Security does, is the host's to decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
SHORT = "public, max-age=600"
"""For everything else: a correction is seen within ten minutes."""
MISSING = "no-cache"
"""For what is not there: while a new version is uploaded it may be there in a second."""
OPEN = {"Access-Control-Allow-Origin": "*"}
"""For data, which scripts of other sites may read."""
DATA = ("json", "csv", "md", "atom")
"""The endings of such data."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What every kind of host is told: the headers of all answers, what has moved, and where the site stands."""

    headers: Mapping[str, str]
    redirects: Mapping[str, str]
    """Old address to new."""
    base: str
    """The part of the site's address that a server sees: `/` or `/help/sip/`."""


def rules(policy: str, redirects: Mapping[str, str], base_url: str, *, https_only: bool) -> Rules:
    """Return the rules of a site whose pages together have this content security policy."""
    headers = {
        "Content-Security-Policy": policy,
        **({"Strict-Transport-Security": "max-age=63072000"} if https_only else {}),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    whole = {old: new for old, new in redirects.items() if "#" not in old}
    return Rules(headers, whole, urlsplit(base_url).path)
