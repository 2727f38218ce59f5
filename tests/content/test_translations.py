"""A language that is translated in steps: a PO file beside the content."""

from pathlib import Path

import polib
import pytest
from breaking import MEMO

from sipcodes.content.load import load
from sipcodes.content.translations import DRAFT, FOLDER, LOCALE, NAME
from sipcodes.desk.translating import translate
from sipcodes.folders import TEMPLATES
from sipcodes.problems import ContentError
from sipcodes.recipes import Recipes, recipes

PAGE = "de/sip-486.html"
MEANING = "Das Telefon ist **besetzt**: es klingelt nicht, weil dort schon telefoniert wird. Siehe SIP 486."


@pytest.fixture
def begun(project: Path) -> Path:
    """The small project with an empty German file."""
    list(translate(project, "de", MEMO))
    return project


def fill(content: Path, texts: dict[str, str], **head: str) -> None:
    """Fill in texts by their context."""
    path = content / FOLDER / "de.po"
    file = polib.pofile(str(path))
    file.metadata |= head
    for entry in file:
        entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
    file.save(str(path))


def planned(content: Path, *, drafts: bool = True) -> Recipes:
    return recipes(content, TEMPLATES, None, MEMO, drafts=drafts)


def test_a_draft_shows_in_the_preview_with_the_first_language_where_a_text_lacks(begun: Path) -> None:
    texts = {"codes.toml 486 remark": "Telefon besetzt", "codes/486.md meaning": MEANING}
    fill(begun, texts, **{NAME: "Deutsch", LOCALE: "de_DE"})
    page = planned(begun).artifacts[PAGE].data.decode()
    assert '<html lang="de"' in page
    assert "Telefon besetzt" in page
    assert "<p>Das Telefon ist <strong>besetzt</strong>: es" in page
    dutch = load(begun, MEMO).reference.prose["codes"]["486", "nl"].sections["causes"].html
    assert str(dutch).strip() in page


def test_a_mistake_in_a_draft_is_told_at_its_entry(begun: Path) -> None:
    fill(begun, {"codes/486.md meaning": "Besetzt."})
    file = polib.pofile(str(begun / FOLDER / "de.po"))
    line = next(entry.linenum for entry in file if entry.msgctxt == "codes/486.md meaning")
    with pytest.raises(ContentError) as raised:
        planned(begun)
    assert f"{begun}/languages/de.po:{line}: section 'meaning' has 1 word, 10 to 260 are wanted" in [
        str(problem) for problem in raised.value.problems
    ]


def test_a_draft_is_no_part_of_the_site(begun: Path) -> None:
    assert PAGE not in planned(begun, drafts=False).artifacts


def test_a_language_that_is_no_draft_any_more_has_every_text(begun: Path) -> None:
    fill(begun, {"codes.toml 486 remark": "Telefon besetzt"}, **{DRAFT: "no"})
    with pytest.raises(ContentError) as raised:
        planned(begun, drafts=False)
    lines = [str(problem) for problem in raised.value.problems]
    file = polib.pofile(str(begun / FOLDER / "de.po"))
    line = next(entry.linenum for entry in file if entry.msgctxt == "codes.toml 404 remark")
    original = next(entry.msgid for entry in file if entry.msgctxt == "codes.toml 404 remark")
    wanted = f"'codes.toml 404 remark' ({original}) is not filled in, every text is wanted"
    assert f"{begun}/languages/de.po:{line}: {wanted}" in lines
    assert not [line for line in lines if "486 remark" in line]


def test_a_whole_language_is_part_of_the_site(begun: Path) -> None:
    path = begun / FOLDER / "de.po"
    file = polib.pofile(str(path))
    file.metadata |= {DRAFT: "no", NAME: "Deutsch"}
    for entry in file:
        entry.msgstr = entry.msgid
    file.save(str(path))
    assert PAGE in planned(begun, drafts=False).artifacts
    assert list(translate(begun, "de", MEMO))[-1].startswith(f"{len(file):5} of {len(file):5} ")


def test_a_language_of_the_content_itself_is_not_translated(project: Path) -> None:
    with pytest.raises(ContentError) as raised:
        list(translate(project, "nl", MEMO))
    message = "language 'nl' stands here, and its texts in the content itself: another is wanted"
    line = (project / "site.toml").read_text().splitlines().index("[languages.nl]") + 1
    assert [str(problem) for problem in raised.value.problems] == [f"{project}/site.toml:{line}: {message}"]
    assert not (project / FOLDER).exists()


def test_what_was_filled_in_stays_when_the_content_changes(begun: Path) -> None:
    fill(begun, {"codes.toml 486 remark": "Telefon besetzt", "codes.toml 404 remark": "Nummer unbekannt"})
    codes = begun / "codes.toml"
    remark = next(entry.msgid for entry in polib.pofile(str(begun / FOLDER / "de.po")) if "404 remark" in entry.msgctxt)
    codes.write_text(codes.read_text().replace(f'"{remark}"', '"nummer bestaat niet meer"'))
    said = list(translate(begun, "de", MEMO))
    file = polib.pofile(str(begun / FOLDER / "de.po"))
    assert {entry.msgctxt: entry.msgstr for entry in file if entry.msgstr and not entry.obsolete} == {
        "codes.toml 486 remark": "Telefon besetzt"
    }
    assert [(entry.msgid, entry.msgstr) for entry in file.obsolete_entries()] == [(remark, "Nummer unbekannt")]
    count = sum(not entry.obsolete for entry in file)
    assert said[-1] == f"    1 of {count:5}  in {begun}/languages/de.po"


def test_what_is_no_po_file_is_told(begun: Path) -> None:
    path = begun / FOLDER / "de.po"
    path.write_text('msgid "a"\nmsgstr "b"\nhello\n')
    with pytest.raises(ContentError) as raised:
        planned(begun)
    assert [str(problem) for problem in raised.value.problems] == [
        f"{path}:3: is no PO file, an entry as in the others is wanted"
    ]
