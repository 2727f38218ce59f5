"""What the prose of every code owes to its readers: the same bones in each language, and a length that is useful."""

import re
from collections.abc import Iterator, Mapping

from sipcodes.markup import Article
from sipcodes.problems import Problem
from sipcodes.reference import Prose, Reference

WORDS: Mapping[str, tuple[int, int]] = {
    "meaning": (10, 260),
    "causes": (3, 320),
    "caller": (3, 160),
    "admin": (2, 320),
    "reply": (8, 85),
}
"""The fewest and most words of each section of a code page."""
REPLY_SENTENCES = (2, 5)


def broken_prose(reference: Reference) -> Iterator[Problem]:
    """Yield everything that is wrong with articles which are each well-formed."""
    prose: Prose
    for prose in (reference.code_prose, reference.category_prose, reference.symptom_prose, reference.page_prose):
        yield from _twins_have_the_same_bones(prose, reference.languages)
    for article in reference.code_prose.values():
        yield from _lengths(article)
        yield from _causes_are_ranked(article)
        yield from _reply_is_plain(article)


def _twins_have_the_same_bones(prose: Prose, languages: tuple[str, ...]) -> Iterator[Problem]:
    """An article has as many paragraphs and list items, and the same links, in every language."""
    first = languages[0]
    for (key, language), article in prose.items():
        model = prose.get((key, first))
        if language == first or model is None:
            continue
        for section, html in article.sections.items():
            twin = model.sections.get(section)
            if not twin or not html:
                continue  # reported as missing or empty
            for what, found, wanted in _differences(_neutral(html, languages), _neutral(twin, languages)):
                yield Problem(
                    article.path,
                    article.lines[section],
                    f"{_named(section)}has {what} {found}, {wanted} is wanted as in {model.path.name}",
                )


def _neutral(html: str, languages: tuple[str, ...]) -> str:
    """Take languages out of addresses, so that links to a page in this language or that count as the same."""
    return re.sub(rf"([/.])({'|'.join(languages)})(?=[/.])", r"\1*", html)


def _differences(html: str, model: str) -> Iterator[tuple[str, object, object]]:
    for what, pattern in (("paragraphs:", "<p>"), ("list items:", "<li>"), ("table rows:", "<tr>")):
        if (found := html.count(pattern)) != (wanted := model.count(pattern)):
            yield what, found, wanted
    links, wanted_links = (sorted(re.findall('href="([^"]+)"', text)) for text in (html, model))
    if links != wanted_links:
        yield "links", ", ".join(links) or "none", ", ".join(wanted_links) or "none"


def _lengths(article: Article) -> Iterator[Problem]:
    """A section is neither empty talk nor an essay."""
    for section, html in article.sections.items():
        fewest, most = WORDS[section]
        if html and not fewest <= (count := len(html.striptags().split())) <= most:
            line = article.lines[section]
            yield Problem(article.path, line, f"section '{section}' has {count} words, {fewest} to {most} are wanted")


def _causes_are_ranked(article: Article) -> Iterator[Problem]:
    """Causes are a numbered list, likeliest first."""
    if "causes" in article.sections and not article.sections["causes"].startswith("<ol>"):
        yield Problem(article.path, article.lines["causes"], "section 'causes' is no numbered list, one is wanted")


def _reply_is_plain(article: Article) -> Iterator[Problem]:
    """A reply can be pasted for somebody who knows nothing of SIP: plain sentences, no code, no markup."""
    html = article.sections.get("reply")
    if html is None:
        return
    line = article.lines["reply"]
    text = str(html).replace("<p>", "").replace("</p>", "\n").strip()
    if found := re.search(r"\b[1-6]\d\d\b|\bSIP\b|<\w+", text):
        yield Problem(article.path, line, f"section 'reply' has '{found[0]}', plain words are wanted")
    fewest, most = REPLY_SENTENCES
    if not fewest <= (count := len(re.findall(r"[.!?](?=\s|$)", text))) <= most:
        yield Problem(article.path, line, f"section 'reply' has {count} sentences, {fewest} to {most} are wanted")


def _named(section: str) -> str:
    return f"section '{section}' " if section else ""
