"""Where long words may break, for tiles that are narrower than a word."""

import re
from functools import cache

import pyphen

_LONG = re.compile(r"[^\W\d_]{12,}")
_SOFT_HYPHEN = "\u00ad"


def hyphenated(text: str, language: str) -> str:
    """Return a text with soft hyphens in its long words, as not every browser knows how each language breaks them."""
    known = pyphen.language_fallback(language)
    return _LONG.sub(lambda word: _dictionary(known).inserted(word[0], _SOFT_HYPHEN), text) if known else text


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)
