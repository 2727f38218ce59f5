"""Texts of tables are short Markdown too: what is none is told at its line, the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

KNOWN, PRODUCT = "known/486.toml", "products/freeswitch.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        (KNOWN, "zet niet storen uit", "zet <b>niet storen</b> uit", "17: raw HTML (`<b>`), Markdown alone is wanted"),
        (KNOWN, "zet niet storen uit", "zet `niet storen uit", "17: a backtick opens code that is not closed"),
        (KNOWN, "zet niet storen uit", "zet **niet storen uit", "17: `**` opens bold that is not closed"),
        (KNOWN, "zet niet storen uit", "zet [niet storen(x.html) uit", "17: `[niet storen(x.html)` is no link: `[text](address)` is wanted"),
        (KNOWN, "zet niet storen uit", "zet ![niet storen](x.png) uit", "17: a picture (`![niet storen](x.png)`), which no page has a place for"),
        (PRODUCT, "er is geen lijn vrij", "er is `geen lijn vrij", "32: a backtick opens code that is not closed"),
        ("changes.toml", "De eerste versie", "De **eerste versie", "13: `**` opens bold that is not closed"),
        ("codes.toml", "De gebelde", "De <i>gebelde</i>", "28: raw HTML (`<i>`), Markdown alone is wanted"),
        ("symptoms.toml", 'meaning.en = "', 'meaning.en = "`', "5: a backtick opens code that is not closed"),
    ],
)  # fmt: skip
def test_what_is_no_markdown_in_a_text_is_told(project: Path, file: str, old: str, new: str, wanted: str) -> None:
    replace(project / file, old, new)
    assert problems(project) == [f"{file}:{wanted}"]


def test_what_is_meant_word_for_word_may_look_like_markdown(project: Path) -> None:
    """Search words, and what a product prints."""
    replace(project / "codes.toml", 'words.nl = ["bezet"]', 'words.nl = ["#21#"]')
    replace(project / PRODUCT, "text = ", 'text = "<Dial> [reason=486](x) `**"\n#')
    assert problems(project) == []
