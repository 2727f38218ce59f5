"""What `make check` reads beyond the rules of the build: spelling, terms, reading ease. Needs dictionaries."""

from collections.abc import Callable
from pathlib import Path

from sipcodes.content.load import load
from sipcodes.content.reader import Reader
from sipcodes.desk.ease import groups, hard
from sipcodes.desk.spelling import misspelt
from sipcodes.desk.terms import other_terms
from sipcodes.memo import Memo
from sipcodes.problems import ContentError, Problem


def check_prose(content: Path, memo: Memo, tell: Callable[[str], None]) -> None:
    """Tell how easy the texts are to read; raise ContentError with every word that is not right."""
    loaded = load(content, memo)
    reader = Reader(content, memo)
    reader.languages = loaded.reference.languages
    problems: list[Problem] = [*misspelt(loaded, content / "spelling", memo), *other_terms(loaded, reader)]
    problems += reader.problems
    for group in groups(loaded):
        tell(f"reading ease of {group}")
        problems += hard(group, content)
    if problems:
        raise ContentError(problems)
