"""Where long words may break."""

import pytest

from sipcodes.pages.hyphens import hyphenated


@pytest.mark.parametrize(
    ("text", "language", "broken"),
    [
        ("geen gemeenschappelijke codec", "nl", "geen ge|meen|schap|pe|lij|ke codec"),
        ("authentication required", "en", "au|then|tic|a|tion required"),
        ("toestel in gesprek", "nl", "toestel in gesprek"),
        ("gemeenschappelijke", "xx", "gemeenschappelijke"),
    ],
)
def test_long_words_break_where_their_language_breaks_them(text: str, language: str, broken: str) -> None:
    assert hyphenated(text, language).replace("\u00ad", "|") == broken
