"""What the prose of every code owes to its readers: the same bones in each language, and a length that is useful."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article, Section
from sipcodes.content.reader import INFORMAL
from sipcodes.content.traced import Place
from sipcodes.problems import Problem, counted

WORDS: Mapping[str, tuple[int, int]] = {
    "meaning": (10, 260),
    "causes": (3, 450),
    "caller": (3, 160),
    "admin": (2, 600),
    "reply": (8, 85),
    "reply-informal": (8, 85),
}
"""The fewest and most words of each section of a code page."""
SYMPTOM_WORDS: Mapping[str, tuple[int, int]] = {**WORDS, "caller": (3, 140), "causes": (3, 420), "admin": (2, 800)}
"""The same for the page of a symptom."""
REPLIES = {"reply", INFORMAL}
REPLY_SENTENCES = (2, 5)
_NUMBER = re.compile(r"\b(?!112\b)[1-6]\d\d\b|\bSIP\b")
_MARKUP = {"a": "a link", "code": "code", "em": "italics", "strong": "bold", **dict.fromkeys(("ul", "ol"), "a list")}
"""What an element of a reply would be."""


_BLOCK = re.compile(r"^(?!#|```|~~~|\||\s)(?:-|\d+\.)? ?(?P<text>\S.*(?:\n(?!(?:-|\d+\.) ).*\S.*)*)", re.MULTILINE)
"""A paragraph, or an item of a list with what hangs on it."""
_SMALL = re.compile(r"\**([a-z]{2,})(?=[\s,])")
_CUT = re.compile(r"[\w,;-]\s*$")
_LENGTHS = {"codes": WORDS, "symptoms": SYMPTOM_WORDS}
"""By folder, for which articles this is the rule; of one that is no right Markdown no more is said."""


def sections_have_a_useful_length(_loaded: Loaded, place: Place, article: Article) -> Iterator[Problem]:
    """A section is neither empty talk nor an essay."""
    for name, section in _sections(place, article):
        fewest, most = _LENGTHS[place[0]][name]
        if section.html and not fewest <= (count := len(section.text.split())) <= most:
            message = f"section '{name}' has {counted(count, 'words')}, {fewest} to {most} are wanted"
            yield article.problem(section.line, message)


def causes_are_ranked(_loaded: Loaded, place: Place, article: Article) -> Iterator[Problem]:
    """Causes are a numbered list, likeliest first."""
    for name, section in _sections(place, article):
        if name == "causes" and section.opens != "ol":
            yield article.problem(section.line, "section 'causes' is no numbered list, one is wanted")


def replies_are_plain(_loaded: Loaded, place: Place, article: Article) -> Iterator[Problem]:
    """A reply can be pasted for somebody who knows nothing of SIP: plain sentences, no code, no markup."""
    for name, section in _sections(place, article):
        if name in REPLIES:
            yield from _reply_is_plain(article, name, section)


def sentences_are_whole(_loaded: Loaded, place: Place, article: Article) -> Iterator[Problem]:
    """A paragraph or item begins with a capital and ends as a sentence does: a line that was lost shows."""
    for _, section in _sections(place, article):
        for block in _BLOCK.finditer(section.source):
            line = section.line + section.source.count("\n", 0, block.start())
            if small := _SMALL.match(block["text"]):
                yield article.problem(line, f"'{small[1]}' begins a sentence, a capital is wanted")
            elif _CUT.search(block["text"]):
                words = " ".join(block["text"].split()[-3:])
                yield article.problem(line + block[0].count("\n"), f"'{words}' ends without a full stop, one is wanted")


def _sections(place: Place, article: Article) -> Iterable[tuple[str, Section]]:
    return article.sections.items() if place[0] in _LENGTHS and not article.faults else ()


def _reply_is_plain(article: Article, name: str, reply: Section) -> Iterator[Problem]:
    text = str(reply.html).replace("<p>", "").replace("</p>", "\n").strip()
    fewest, most = REPLY_SENTENCES
    if found := _NUMBER.search(reply.text):
        yield article.problem(reply.line, f"section '{name}' has '{found[0]}', plain words are wanted")
    elif markup := re.search(r"<(\w+)", text):
        what = _MARKUP.get(markup[1], "markup")
        yield article.problem(reply.line, f"section '{name}' has {what}, plain words are wanted")
    elif not fewest <= (count := len(re.findall(r"[.!?](?=\s|$)", text))) <= most:
        message = f"section '{name}' has {counted(count, 'sentences')}, {fewest} to {most} are wanted"
        yield article.problem(reply.line, message)


OF_ARTICLES = (sections_have_a_useful_length, causes_are_ranked, replies_are_plain, sentences_are_whole)
