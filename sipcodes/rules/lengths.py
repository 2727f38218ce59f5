"""Texts have the length that CONTRIBUTING promises."""

import re
from collections.abc import Iterator

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, counted

REMARK_WORDS = (2, 8)
SENTENCES = {"meaning": (1, 3), "fault": (1, 2)}
_END = re.compile(r"[.!?](?=\s|$)")


def short_texts_are_short(loaded: Loaded) -> Iterator[Problem]:
    """A remark is the title of a page, a meaning its first lines."""
    for number, code in loaded.reference.codes.items():
        for language, remark in code.remark.items():
            fewest, most = REMARK_WORDS
            if not fewest <= (count := len(remark.split())) <= most:
                message = f"{number}: remark.{language} has {counted(count, 'words')}, {fewest} to {most} are wanted"
                yield code.problem(("remark", language), message)
        for field, (fewest, most) in SENTENCES.items():
            for language, text in (getattr(code, field) or {}).items():
                if not fewest <= (count := len(_END.findall(text))) <= most:
                    message = (
                        f"{number}: {field}.{language} has {counted(count, 'sentences')}, {fewest} to {most} are wanted"
                    )
                    yield code.problem((field, language), message)


RULES = (short_texts_are_short,)
