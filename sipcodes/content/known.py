"""Records of known cases: what somebody saw on a product, what it was, and what solved it."""

import re
from typing import Annotated

from pydantic import AfterValidator

from sipcodes.content.fields import Record, Text, Words

_AT_GITHUB = re.compile(r"https://github\.com/[^/]+/([^/?#]+)(?:/(?:issues|pull|discussions)/(\d+))?")
_HOST = re.compile(r"https://(?:www\.)?([^/]+)")


def _address(value: str) -> str:
    if not re.fullmatch(r"https://(?![\d.]+/)[^\s/:]+/\S*", value):
        raise ValueError(f"the https address of the case, or of the maker's page, is wanted (found {value!r})")
    return value


class Known(Record):
    """A resolved case, on the page of the code or the symptom that it showed as."""

    about: Words
    """The code or the symptom; the name of its file says which."""
    product: Words
    """The name of the product, or a key of `[of_no_product]` in ui.toml."""
    seen: Text
    """What one sees or compares, a clause."""
    cause: Text
    """What it was: the setting, the limit, the two things that did not fit."""
    change: Text
    """What to do, in the imperative."""
    source: Annotated[Words, AfterValidator(_address)]
    rare: bool = False
    """Whether it stands on the page of further cases: what few will meet, where the page itself has no room."""

    @property
    def place(self) -> str:
        """What a reader calls the source: the case in its project, the project, or the host of a page."""
        if there := _AT_GITHUB.match(self.source):
            return "#".join(filter(None, there.groups()))
        host = _HOST.match(self.source)
        return host[1] if host else self.source
