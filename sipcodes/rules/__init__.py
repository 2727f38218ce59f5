"""What the parts of the content owe to one another. Each rule yields its problems; its docstring is the rule."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article
from sipcodes.content.traced import Place, digest, traced
from sipcodes.memo import Memo
from sipcodes.problems import Problem
from sipcodes.processors import one_by_one
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
    remnants,
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
    *letters.RULES,
    *remnants.RULES,
    *changes.RULES,
)
OF_ARTICLES: tuple[Callable[[Loaded, Place, Article], Iterator[Problem]], ...] = (
    *agree.OF_ARTICLES,
    *citations.OF_ARTICLES,
    *prose.OF_ARTICLES,
    *letters.OF_ARTICLES,
)
"""Rules of one article, for which others matter as little as may be: they look again when one of those has changed."""


class _Looking:
    """Looks by each rule, and notes which articles the rule has asked for."""

    def __init__(self, loaded: Loaded) -> None:
        self.asked: set[Place] = set()
        self.loaded = replace(loaded, reference=traced(loaded.reference, self.asked))

    def by(self, rule: str) -> tuple[list[Problem], frozenset[Place]]:
        """Look by one rule at everything."""
        self.asked.clear()
        return list(_NAMED[rule](self.loaded)), frozenset(self.asked)

    def at(self, name: str) -> tuple[list[Problem], frozenset[Place]]:
        """Look at one article by each rule that looks at it alone."""
        self.asked.clear()
        folder, _, rest = name.partition(" ")
        key, _, language = rest.rpartition(" ")  # a wrong key may have spaces of its own
        article = self.loaded.reference.prose[folder][key, language]
        found = [problem for rule in OF_ARTICLES for problem in rule(self.loaded, (folder, key, language), article)]
        return found, frozenset(self.asked)


_NAMED = {f"{rule.__module__}.{rule.__qualname__}": rule for rule in RULES}


def broken_rules(loaded: Loaded, memo: Memo) -> Iterator[Problem]:
    """Yield every problem between the parts of what was read. A rule looks again when what it has looked at changed.

    A part that is broken itself is reported by the loading: here it counts as being there, and where a file has a
    mistake no rule says what is missing from it.
    """
    state = partial(digest, loaded.reference)
    looking, given = _Looking(loaded), loaded.but_articles
    names = [" ".join((folder, *key)) for folder, articles in loaded.reference.prose.items() for key in articles]
    told = memo.traced(looking.by, _NAMED, state, one_by_one, given)
    told += memo.traced(looking.at, names, state, one_by_one, given)
    found = [problem for problems in told for problem in problems]
    yield from found
    yield from broken_twins(loaded, {(problem.path, problem.line) for problem in found})
