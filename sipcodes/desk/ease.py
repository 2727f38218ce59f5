"""Reading ease of what callers read: Flesch's measure for English, Douma's adaptation of it for Dutch (1960).

60 and more is standard language in their tables, about level B1; 70 and more is easy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import pyphen

from sipcodes.content.load import Loaded
from sipcodes.desk.passages import plain
from sipcodes.desk.spelling import WORD
from sipcodes.problems import Problem

_CONSTANTS = {"nl": (206.84, 77.0, 0.93), "en": (206.835, 84.6, 1.015)}
"""What is left after so much for each syllable of a word and each word of a sentence."""
WANTED = {"reply": 60, "caller": 70}
"""The least that the middle one of these sections has: replies of codes and symptoms, what callers can do."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sections of a kind in a language, and how easy each is."""

    section: str
    language: str
    scores: Mapping[str, float]

    @property
    def middle(self) -> float:
        """The middle of them."""
        return median(self.scores.values())

    def __str__(self) -> str:
        hardest = sorted(self.scores.items(), key=lambda item: item[1])[:3]
        named = ", ".join(f"{name} {score:.0f}" for name, score in hardest)
        return f"{self.section} in {self.language}: {self.middle:.0f}, the hardest are {named}"


def groups(loaded: Loaded) -> Iterator[Group]:
    """Yield how easy replies are, and what callers are told to do, in each language that can be measured."""
    for section in WANTED:
        for language in loaded.reference.languages:
            scores = {
                f"{folder}/{key} {name}": ease(part.source, language)
                for folder in ("codes", "symptoms")
                for (key, tag), article in loaded.reference.prose[folder].items()
                if tag == language in _CONSTANTS
                for name, part in article.sections.items()
                if name.startswith(section) and (folder == "symptoms" or section == "reply") and part.text.strip()
            }
            if scores:
                yield Group(section, language, scores)


def hard(found: Group, content: Path) -> Iterator[Problem]:
    """Yield a group that is too hard."""
    wanted = WANTED[found.section]
    if found.middle < wanted:
        message = f"reading ease of '{found.section}' in {found.language} is {found.middle:.0f}, {wanted} is wanted"
        yield Problem(content / "symptoms", 1, message)


def ease(text: str, language: str) -> float:
    """Return the reading ease of a text: 100 is very easy, 0 very hard."""
    words = WORD.findall(plain(text))
    if not words:
        return 100.0
    sentences = max(len(re.findall(r"[.!?:](?:\s|$)", text)), 1)
    syllables = sum(len(_hyphens(language).positions(word)) + 1 for word in words) / len(words)
    most, each_syllable, each_word = _CONSTANTS[language]
    return most - each_syllable * syllables - each_word * len(words) / sentences


@cache
def _hyphens(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)
