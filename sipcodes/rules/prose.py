"""What the prose of every code owes to its readers: the same bones in each language, and a length that is useful."""

import re
from collections.abc import Iterator, Mapping

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article, Section
from sipcodes.content.reader import INFORMAL
from sipcodes.problems import Problem

WORDS: Mapping[str, tuple[int, int]] = {
    "meaning": (10, 260),
    "causes": (3, 340),
    "caller": (3, 160),
    "admin": (2, 370),
    "reply": (8, 85),
    "reply-informal": (8, 85),
}
"""The fewest and most words of each section of a code page."""
SYMPTOM_WORDS: Mapping[str, tuple[int, int]] = {**WORDS, "caller": (3, 140), "causes": (3, 240)}
"""The same for the page of a symptom."""
REPLY_SENTENCES = (2, 5)


def twins_have_the_same_bones(loaded: Loaded) -> Iterator[Problem]:
    """An article has as many paragraphs and list items, and the same links, in every language."""
    languages = loaded.reference.languages
    for prose in loaded.reference.prose.values():
        for (key, language), article in prose.items():
            model = prose.get((key, languages[0]))
            if language == languages[0] or model is None:
                continue
            for name, section in article.sections.items():
                twin = model.sections.get(name)
                if not twin or not section.html:
                    continue  # reported as missing or empty
                for what, found, wanted in _differences(section, twin, languages):
                    message = f"{_named(name)}has {what} {found}, {wanted} is wanted as in {model.path.name}"
                    yield article.problem(section.line, message)


def _differences(section: Section, twin: Section, languages: tuple[str, ...]) -> Iterator[tuple[str, object, object]]:
    for what, tag in (("paragraphs:", "p"), ("list items:", "li"), ("table rows:", "tr")):
        if (found := section.counts.get(tag, 0)) != (wanted := twin.counts.get(tag, 0)):
            yield what, found, wanted
    links, wanted_links = (sorted(_neutral(link.target, languages) for link in part.links) for part in (section, twin))
    if links != wanted_links:
        yield "links", ", ".join(links) or "none", ", ".join(wanted_links) or "none"


def _neutral(target: str, languages: tuple[str, ...]) -> str:
    """Take the language out of an address, so that links to a page in this language or that count as the same."""
    return re.sub(rf"([/.])({'|'.join(languages)})(?=[/.])", r"\1*", target)


def sections_have_a_useful_length(loaded: Loaded) -> Iterator[Problem]:
    """A section is neither empty talk nor an essay."""
    for folder, lengths in (("codes", WORDS), ("symptoms", SYMPTOM_WORDS)):
        for article in loaded.reference.prose[folder].values():
            for name, section in article.sections.items():
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
    """Yield the articles of codes and symptoms."""
    yield from loaded.reference.prose["codes"].values()
    yield from loaded.reference.prose["symptoms"].values()


def _reply_is_plain(article: Article, name: str, reply: Section) -> Iterator[Problem]:
    text = str(reply.html).replace("<p>", "").replace("</p>", "\n").strip()
    if found := re.search(r"\b(?!112\b)[1-6]\d\d\b|\bSIP\b|<\w+", text):
        yield article.problem(reply.line, f"section '{name}' has '{found[0]}', plain words are wanted")
    fewest, most = REPLY_SENTENCES
    if not fewest <= (count := len(re.findall(r"[.!?](?=\s|$)", text))) <= most:
        yield article.problem(reply.line, f"section '{name}' has {count} sentences, {fewest} to {most} are wanted")


def _named(section: str) -> str:
    return f"section '{section}' " if section else ""


RULES = (twins_have_the_same_bones, sections_have_a_useful_length, causes_are_ranked, replies_are_plain)
