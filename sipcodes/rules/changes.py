"""What the list of changes owes to its readers."""

from collections.abc import Iterator
from itertools import pairwise

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, did_you_mean
from sipcodes.rules.links import targets


def _newest_first(loaded: Loaded) -> Iterator[Problem]:
    """Changes stand newest first, and the oldest is one of the whole site: from that day on every page has a date."""
    changes = loaded.reference.changes
    if not changes and "changes.toml" not in loaded.broken:
        yield loaded.tables["changes.toml"].problem((), "has no [[changes]], at least the first version is wanted")
    for newer, older in pairwise(changes):
        if older.day > newer.day:
            yield older.problem(("day",), f"day: {older.day} stands after {newer.day}, the newest is wanted first")
    if changes and changes[-1].pages:
        yield changes[-1].problem(("pages",), "the oldest change is the first version, which has no 'pages'")


def _each_once(loaded: Loaded) -> Iterator[Problem]:
    """A key stands once."""
    seen: set[str] = set()
    for change in loaded.reference.changes:
        if change.key in seen:
            yield change.problem(("key",), f"key '{change.key}' stands here twice, each is wanted once")
        seen.add(change.key)


def _pages_that_are_there(loaded: Loaded) -> Iterator[Problem]:
    """A change names pages that are there."""
    known = {address.rpartition("/")[2].removesuffix(".html") for address in targets(loaded) if "/" in address}
    for change in loaded.reference.changes:
        for place, name in enumerate(change.pages):
            if name not in known:
                yield change.problem(("pages", place), f"pages: no page '{name}'{did_you_mean(name, known)}")


RULES = (_newest_first, _each_once, _pages_that_are_there)
