"""What the prose of every code owes to its readers: the same bones in each language, and a length that is useful."""

import re
from collections.abc import Iterator, Mapping

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article, Section
from sipcodes.content.reader import INFORMAL
from sipcodes.problems import Problem

WORDS: Mapping[str, tuple[int, int]] = {
    "meaning": (10, 260),
    "causes": (3, 450),
    "caller": (3, 160),
    "admin": (2, 600),
    "reply": (8, 85),
    "reply-informal": (8, 85),
}
"""The fewest and most words of each section of a code page."""
SYMPTOM_WORDS: Mapping[str, tuple[int, int]] = {**WORDS, "caller": (3, 140), "causes": (3, 480), "admin": (2, 900)}
"""The same for the page of a symptom."""
REPLY_SENTENCES = (2, 5)


def sections_have_a_useful_length(loaded: Loaded) -> Iterator[Problem]:
    """A section is neither empty talk nor an essay."""
    for folder, lengths in (("codes", WORDS), ("symptoms", SYMPTOM_WORDS)):
        for article in loaded.reference.prose[folder].values():
            for name, section in article.sections.items() if not article.faults else ():
                fewest, most = lengths[name]
                if section.html and not fewest <= (count := len(section.text.split())) <= most:
                    message = f"section '{name}' has {count} words, {fewest} to {most} are wanted"
                    yield article.problem(section.line, message)


def causes_are_ranked(loaded: Loaded) -> Iterator[Problem]:
    """Causes are a numbered list, likeliest first."""
    for article in _articles(loaded):
        causes = article.sections.get("causes")
        if causes and causes.opens != "ol":
            yield article.problem(causes.line, "section 'causes' is no numbered list, one is wanted")


def replies_are_plain(loaded: Loaded) -> Iterator[Problem]:
    """A reply can be pasted for somebody who knows nothing of SIP: plain sentences, no code, no markup."""
    for article in _articles(loaded):
        for name in ("reply", INFORMAL):
            if reply := article.sections.get(name):
                yield from _reply_is_plain(article, name, reply)


def _articles(loaded: Loaded) -> Iterator[Article]:
    """Yield the articles of codes and symptoms; of one that is no right Markdown no more is said."""
    for folder in ("codes", "symptoms"):
        yield from (article for article in loaded.reference.prose[folder].values() if not article.faults)


def _reply_is_plain(article: Article, name: str, reply: Section) -> Iterator[Problem]:
    text = str(reply.html).replace("<p>", "").replace("</p>", "\n").strip()
    if found := re.search(r"\b(?!112\b)[1-6]\d\d\b|\bSIP\b|<\w+", text):
        yield article.problem(reply.line, f"section '{name}' has '{found[0]}', plain words are wanted")
    fewest, most = REPLY_SENTENCES
    if not fewest <= (count := len(re.findall(r"[.!?](?=\s|$)", text))) <= most:
        yield article.problem(reply.line, f"section '{name}' has {count} sentences, {fewest} to {most} are wanted")


RULES = (sections_have_a_useful_length, causes_are_ranked, replies_are_plain)
