"""What somebody gets wrong in site.toml is told once, whatever would follow from it; the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

PLACE = "an address with a slash at its end, such as 'https://example.com/sip/', is wanted (found '{}')"
EN = '[languages.en]\nname = "English"\nlocale = "en_GB"\n'
MISTAKES = [
    ('"https://sip-codes.example/"', '"https://sip-codes.example"', "1: base_url: " + PLACE.format("https://sip-codes.example")),
    ('"https://sip-codes.example/"', '"https:///x/"', "1: base_url: " + PLACE.format("https:///x/")),
    ('version = "1.0.0"', 'version = "one"', "2: version: a version such as '1.2.0' is wanted (found 'one')"),
    ('"https://www.iana', '"ftp://www.iana', "5: source_url: an https address is wanted (found 'ftp://www.iana.org/assignments/sip-parameters/sip-parameters.xhtml#sip-parameters-7')"),
    ("checked = 2026-07-21", "checked = 2026-07-21T10:00:00", "4: checked: a date such as 2026-11-23 is wanted (found datetime.datetime(2026, 7, 21, 10, 0))"),
    ("[404, 486]", "[404, 486, 404]", "8: common: 404 stands here twice, once is wanted"),
    ("https_only = true", 'https_only = "yes"', "9: https_only: true or false, without quotes, is wanted (found 'yes')"),
    ('"en_GB"', '"english"', "19: languages.en.locale: a locale such as 'nl_NL' is wanted (found 'english')"),
    ("[languages.en]", "[languages.EN]", "17: languages.EN: a tag of two or three small letters, such as 'nl', is wanted (found 'EN')"),
    ('informal = "je"\n', "", "11: languages.nl: formal and informal go together: both are wanted, or neither"),
    (EN, "", "11: language 'en' has texts and no entry, [languages.en] is wanted"),
    (EN, f'{EN}\n[languages.de]\nname = "Deutsch"\nlocale = "de_DE"\n', "21: language 'de' has no text yet, make language de begins it"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), MISTAKES)
def test_a_mistake_in_the_settings_is_told_once(project: Path, old: str, new: str, wanted: str) -> None:
    replace(project / "site.toml", old, new)
    assert problems(project) == [f"site.toml:{wanted}"]
