"""The registry of response codes as IANA publishes it, with the day of the copy."""

from collections.abc import Mapping
from datetime import date

from sipcodes.content.fields import Record, Words


class Registry(Record):
    """registry.toml: code to phrase, as registered; the deprecated ones say so."""

    updated: date
    """The day on which the registry was last changed, as it says itself."""
    phrases: Mapping[str, Words]
