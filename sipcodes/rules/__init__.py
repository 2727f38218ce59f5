"""What the parts of the content owe to one another. Each rule yields its problems; its docstring is the rule."""

from collections.abc import Callable, Iterator

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem
from sipcodes.rules import (
    agree,
    changes,
    citations,
    codes,
    flows,
    known,
    lengths,
    letters,
    links,
    products,
    prose,
    registry,
    search,
)
from sipcodes.rules.twins import broken_twins

RULES: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    *codes.RULES,
    *registry.RULES,
    *agree.RULES,
    *lengths.RULES,
    *flows.RULES,
    *products.RULES,
    *known.RULES,
    *citations.RULES,
    *search.RULES,
    *links.RULES,
    *prose.RULES,
    *letters.RULES,
    *changes.RULES,
)


def broken_rules(loaded: Loaded) -> Iterator[Problem]:
    """Yield every problem between the parts of what was read.

    A part that is broken itself is reported by the loading: here it counts as being there, and where a file has a
    mistake no rule says what is missing from it.
    """
    found = [problem for rule in RULES for problem in rule(loaded)]
    yield from found
    yield from broken_twins(loaded, {(problem.path, problem.line) for problem in found})
