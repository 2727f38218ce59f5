"""The forms in which people type or print an address: `/486`, `/nl/486`, `/en/0x486`, `/NL/SIP-486.HTML`, `/EN/`.

Each rule is a pattern for what follows the address of the site, to be matched whole and without regard to case, and the
address that answers it, with `$1` for the number. Addresses that exist come first: no rule is asked about them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sipcodes import addresses
from sipcodes.content.reference import Reference
from sipcodes.plan import KINDS

_PREFIX = "(?:sip[-_]?|0x)?"
_ENDING = r"(?:\.html?)?/?"


@dataclass(frozen=True, slots=True)
class ShortAddress:
    """A pattern of addresses, and where they lead."""

    pattern: str
    target: str


def short_addresses(reference: Reference) -> Iterator[ShortAddress]:
    """Yield the rules in the order in which they count."""
    codes = "|".join(map(str, reference.codes))
    others = "|".join(key for key in reference.others if key.isdecimal())
    for tag in reference.languages:
        other = addresses.page(tag, "other")
        yield ShortAddress(f"{tag}/?", f"{tag}/")
        yield ShortAddress(f"{tag}/{_PREFIX}({codes}){_ENDING}", addresses.code(tag, "$1"))
        yield ShortAddress(f"{tag}/{_PREFIX}({others}){_ENDING}", f"{other}#sip-$1")
        yield ShortAddress(rf"{tag}/{_PREFIX}([1-6])\d\d{_ENDING}", f"{other}#unknown-$1xx")
        for kind in KINDS:
            for key in reference.keys.get(kind.per, ("",)) if kind.short else ():
                name = kind.file.format(key=key)
                yield ShortAddress(f"{tag}/{name}{_ENDING}", addresses.page(tag, name))
    yield ShortAddress(f"{_PREFIX}({codes}){_ENDING}", "sip-$1.html")
    # no page in both languages says what any other number is: the search does
    yield ShortAddress(rf"{_PREFIX}([1-6]\d\d){_ENDING}", f"{addresses.START}#q=$1")


def listed(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield address and target one by one, for hosts that know no patterns.

    `sip-486` is not among them: such hosts answer it themselves, and Cloudflare even sends `sip-486.html` there.
    """
    for number in reference.codes:
        for folder in ("", *(f"{tag}/" for tag in reference.languages)):
            target = f"{folder}sip-{number}.html"
            for form in (f"{number}", f"{number}/", f"SIP-{number}.HTML"):
                yield folder + form, target
            if folder:
                yield f"{folder.upper()}{number}", target
    for tag in reference.languages:
        for key, other in reference.others.items():
            if key.isdecimal():
                yield f"{tag}/{key}", f"{addresses.page(tag, 'other')}#{other.id}"
