"""What has a shape of its own says in words which, and what is no short Markdown is told: the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

KNOWN, PRODUCT, CHANGES = "known/486.toml", "products/freeswitch.toml", "changes.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        (PRODUCT, '"signalwire/freeswitch"', '"https://github.com/x"', "2: repository: owner and name at GitHub, such as 'asterisk/asterisk', is wanted (found 'https://github.com/x')"),
        (PRODUCT, "code = 486", "code = 4866", "7: rows 1: code: a response code from 100 to 699 is wanted (found 4866)"),
        (PRODUCT, "code = 486", 'code = "486"', "7: rows 1: code: a code such as 486, or a key of other.toml in quotes, is wanted (found '486')"),
        (PRODUCT, "code = 486", 'code = " x"', "7: rows 1: code: text without spaces around it is wanted (found ' x')"),
        (PRODUCT, "checked = 2026-11-28", "checked = 23-11-2026", "4: is not TOML: the line goes on behind the value: a text in quotes or a date such as 2026-11-23 is wanted (`checked = 23-11-2026`)"),
        (PRODUCT, "checked = 2026-11-28", "checked = 2026-11-31", "4: is not TOML: no calendar has this day, one such as 2026-11-23 is wanted (`checked = 2026-11-31`)"),
        (CHANGES, '"busy"', '"Busy here"', "2: changes 1: key: a key of small letters, digits and hyphens, such as 'no-sound', is wanted (found 'Busy here')"),
        (KNOWN, "[[known]]", "[known]", "11: is not TOML: `[known]` stands above with single brackets, `[[known]]` is wanted there too (`[[known]]`)"),
        (KNOWN, '[[known]]\nproduct = "Any', '[[knwon]]\nproduct = "Any', "11: unknown key 'knwon'; did you mean 'known'?"),
        ("site.toml", 'base_url = "https://sip-codes.example/"', 'base_url = "sip-codes.example"', "1: base_url: an address with a slash at its end, such as 'https://example.com/sip/', is wanted (found 'sip-codes.example')"),
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
def test_another_shape_is_told_in_words(project: Path, file: str, old: str, new: str, wanted: str) -> None:
    replace(project / file, old, new)
    assert problems(project) == [f"{file}:{wanted}"]


def test_rows_of_a_product_under_a_wrong_name_are_told_where_they_begin(project: Path) -> None:
    text = (project / PRODUCT).read_text()
    (project / PRODUCT).write_text(text.replace("[[prints]]", "[[print]]"))
    line = text.split("[[prints]]")[0].count("\n") + 1
    assert problems(project) == [f"{PRODUCT}:{line}: unknown key 'print'; did you mean 'prints'?"]


def test_the_file_of_a_product_is_named_in_small_letters(project: Path) -> None:
    (project / PRODUCT).rename(project / "products/FreeSWITCH.toml")
    wanted = (
        "key: a file name of small letters, digits and hyphens, such as 'sip-js.toml', is wanted (found 'FreeSWITCH')"
    )
    assert problems(project) == [f"products/FreeSWITCH.toml:1: {wanted}"]


def test_two_products_have_two_names(project: Path) -> None:
    text = (project / PRODUCT).read_text().split("[[rows]]")[0]
    (project / "products/switch.toml").write_text(text)
    wanted = "'FreeSWITCH' is the name in products/freeswitch.toml too, each is wanted once"
    assert problems(project) == [f"products/switch.toml:1: {wanted}"]


def test_what_is_meant_word_for_word_may_look_like_markdown(project: Path) -> None:
    """Search words, and what a product prints."""
    replace(project / "codes.toml", 'words.nl = ["bezet"]', 'words.nl = ["#21#"]')
    replace(project / PRODUCT, "text = ", 'text = "<Dial> [reason=486](x) `**"\n#')
    assert problems(project) == []
