"""What the data files hold, in words: data.toml."""

from collections.abc import Mapping

from sipcodes.content.fields import Record, Text, Words


class Described(Record):
    """A record of the data files and each of its fields."""

    title: Text
    fields: Mapping[Words, Text]
