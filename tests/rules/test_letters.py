"""Every letter is the one that it looks like, and can be seen: the whole message."""

import unicodedata
from pathlib import Path

import pytest
from breaking import problems, replace

UNSEEN = ["\u00ad", "\u200b", "\u202e", "\ue000", "\u0378", "\u2028", "\u2029"]
PICTURES = ["\U0001f600", "\u2615", "\U0001f3fb"]
LOOK_ALIKE = ["\u0430", "\u03bf", "\u0585", "\u13aa", "\uff41", "\U0001d41a"]
"""Of the Cyrillic, Greek, Armenian and Cherokee alphabets, wide, and mathematical."""


def named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


@pytest.mark.parametrize(
    ("sign", "wanted"),
    [
        *((sign, "cannot be seen, in 'al te be|zet en v': it is to be taken out") for sign in UNSEEN),
        *((sign, "is a picture, words are wanted") for sign in PICTURES),
        *((sign, f"in 'be{sign}zet' looks like another letter, that one is wanted") for sign in LOOK_ALIKE),
    ],
)
@pytest.mark.parametrize("file", ["codes.toml", "codes/486.nl.md"])
def test_a_sign_that_misleads_is_told(project: Path, file: str, sign: str, wanted: str) -> None:
    text = f"al te be{sign}zet en vol."
    if file.endswith(".toml"):
        replace(project / file, '["bezet"]', f'["{text}"]')
    else:
        replace(project / file, "Bel later terug.", f"Bel later terug.\n{text}")
    assert problems(project) == [f"{file}:{30 if file.endswith('.toml') else 12}: {named(sign)} {wanted}"]


def test_letters_of_other_alphabets_and_signs_that_can_be_seen_are_right(project: Path) -> None:
    replace(project / "codes.toml", '["bezet"]', '["β van 90° … ÷ ² ½ ß é ^ `x` ¨"]')
    assert problems(project) == []
