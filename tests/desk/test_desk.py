"""What editors are told of their words: spelling, terms, reading ease; the whole message."""

import gc
import warnings
from pathlib import Path

import pytest
from breaking import MEMO, replace

from sipcodes.content.load import load
from sipcodes.desk.check import check_prose
from sipcodes.desk.ease import ease, groups
from sipcodes.desk.spelling import has_dictionary
from sipcodes.problems import ContentError

NL, EN = "codes/486.nl.md", "codes/486.en.md"
TERMS = """[[nl]]
not = ["dialplan", "nummerplan"]
use = "belplan"

[[nl]]
not = ["uw beheerder"]
use = "wie uw telefonie beheert"
in = ["reply"]

[[en]]
not = ["112"]
use = "112 (or 999, 911)"
in = ["caller"]
"""


pytestmark = pytest.mark.programs  # the dictionaries take seconds to read


@pytest.fixture(scope="module", autouse=True)
def dictionaries() -> None:
    """Both dictionaries, read here: their library leaves its files open, of which pytest would complain later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for locale in ("nl_NL", "en_GB"):
            has_dictionary(locale, "")
        gc.collect()


@pytest.fixture
def desk(project: Path) -> Path:
    """The small project with lists of words."""
    (project / "spelling").mkdir()
    (project / "spelling" / "all.txt").write_text(
        "# Names, and words of data.toml.\nkamailio\nmarkdown\ntrace\ndialog\n"
    )
    (project / "spelling" / "nl.txt").write_text("registrar\nheader\nxx\nheaders\n")
    (project / "terms.toml").write_text(TERMS)
    (project / "ui.toml").write_text('[site]\nname.nl = "Kamailio"\nname.en = "Kamailio and registrars"\n')
    replace(project / NL, "Bel later terug.", "Bel later terug. De registrar is dan klaar.")
    return project


def told(desk: Path) -> list[str]:
    """Return what is said of a content folder."""
    with pytest.raises(ContentError) as caught:
        check_prose(desk, MEMO, lambda _line: None)
    return [str(problem).replace(f"{desk}/", "") for problem in caught.value.problems]


def test_right_words_are_passed_over(desk: Path) -> None:
    lines: list[str] = []
    check_prose(desk, MEMO, lines.append)
    assert [line.partition(":")[0] for line in lines] == [
        "reading ease of reply in nl",
        "reading ease of reply in en",
        "reading ease of caller in nl",
        "reading ease of caller in en",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        (NL, "Bel later terug.", "Bel laater terug.", [f"{NL}:11: 'laater' is in no dictionary, correct it or list it in spelling/nl.txt"]),
        (NL, "Bel later terug.", "Bel laater, laater terug.", [f"{NL}:11: 'laater' (2 times) is in no dictionary, correct it or list it in spelling/nl.txt"]),
        (NL, "Bel later terug.", "Bel `laater` of “laater” terug.", []),
        (NL, "Bel later terug.", "Zet `x` in het nummerplan.", [f"{NL}:11: 'nummerplan': 'belplan' is the word here (terms.toml)"]),
        (NL, "De lijn was bezet.", "Vraag uw beheerder.", [f"{NL}:19: 'uw beheerder': 'wie uw telefonie beheert' is the word here (terms.toml)"]),
        (NL, "Bel later terug.", "Vraag uw beheerder.", []),
        (EN, "Call again later.", "Call 112 now.", [f"{EN}:11: '112': '112 (or 999, 911)' is the word here (terms.toml)"]),
        (EN, "Call again later.", "Call 112 (or 999, 911) now.", []),
        ("codes.toml", "De gebelde is al in gesprek.", "De gebelde is al in gesprekk.", ["codes.toml:28: 'gesprekk' is in no dictionary, correct it or list it in spelling/nl.txt"]),
        ("known/486.toml", "vrij zijn", "vrrij zijn", ["known/486.toml:3: 'vrrij' is in no dictionary, correct it or list it in spelling/nl.txt"]),
        ("known/486.toml", "de wachtrij laat", "het nummerplan laat", ["known/486.toml:5: 'nummerplan': 'belplan' is the word here (terms.toml)"]),
        ("codes.toml", 'words.nl = ["bezet"]', 'words.nl = ["bezzet"]', []),
        ("spelling/nl.txt", "registrar\n", "registrar\ntrunk\n", ["spelling/nl.txt:2: 'trunk' is used nowhere, take it out"]),
        ("terms.toml", 'use = "belplan"', 'used = "belplan"', ["terms.toml:3: nl 1: unknown key 'used'; did you mean 'use'?"]),
        ("site.toml", 'locale = "nl_NL"', 'locale = "tlh"', [f"spelling/nl.txt:{line}: '{word}' is used nowhere, take it out" for line, word in enumerate(("registrar", "header", "xx", "headers"), 1)]),
    ],
)  # fmt: skip
def test_a_word_is_told_at_its_line(desk: Path, name: str, old: str, new: str, wanted: list[str]) -> None:
    replace(desk / name, old, new)
    if wanted:
        assert told(desk) == wanted
    else:
        check_prose(desk, MEMO, lambda _line: None)


def test_a_text_in_another_language_is_told_once(desk: Path) -> None:
    english = "This whole paragraph has been written in the wrong language, which nobody should have to read with care "
    replace(desk / NL, "Bel later terug.", english * 2 + ".")
    assert told(desk) == [f"{NL}:11: 22 of 77 words are in no nl dictionary: is it another language?"]


def test_hard_replies_are_told(desk: Path) -> None:
    hard = "Authenticatieproblematiek veroorzaakte communicatieonderbrekingen binnen telecommunicatievoorzieningen."
    for path in (*desk.glob("codes/*.nl.md"), *desk.glob("symptoms/*.nl.md")):
        text = path.read_text()
        start = text.partition("## reply\n")[0]
        path.write_text(f"{start}## reply\n\n{hard}\n\n## reply-informal\n\n{hard}\n")
    found = next(group for group in groups(load(desk, MEMO)) if (group.section, group.language) == ("reply", "nl"))
    assert found.middle < 0
    assert f"symptoms:1: reading ease of 'reply' in nl is {found.middle:.0f}, 60 is wanted" in told(desk)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        # Flesch (1948): each syllable of a word takes 84.6, each word of a sentence 1.015
        ("The cat sat on the mat.", "en", 206.835 - 84.6 * 1 - 1.015 * 6),
        # Douma (1960): each syllable of a word takes 77, each word of a sentence 0.93
        ("De kat zat op de mat.", "nl", 206.84 - 77 * 1 - 0.93 * 6),
        ("De kat. De hond.", "nl", 206.84 - 77 * 1 - 0.93 * 2),
        ("", "nl", 100),
    ],
)
def test_reading_ease_is_that_of_its_authors(text: str, language: str, wanted: float) -> None:
    assert ease(text, language) == pytest.approx(wanted)
