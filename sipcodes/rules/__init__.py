"""What the parts of the content owe to one another. Each rule yields its problems; its docstring is the rule."""

from collections.abc import Callable, Iterator

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem
from sipcodes.rules import citations, codes, flows, links, products, prose, search

RULES: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    *codes.RULES,
    *flows.RULES,
    *products.RULES,
    *citations.RULES,
    *search.RULES,
    *links.RULES,
    *prose.RULES,
)


def broken_rules(loaded: Loaded) -> Iterator[Problem]:
    """Yield every problem between the parts of what was read.

    A part that is broken itself is reported by the loading: here it counts as being there, and where a file has a
    mistake no rule says what is missing from it.
    """
    for rule in RULES:
        yield from rule(loaded)
