"""What new editors got wrong: each mistake is told once, at its line, with what is wanted; the whole message."""

from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import line_of, problems, replace

from sipcodes.folders import CONTENT

TITLE = 'title.nl = "SIP {code} {phrase}: {remark}"'
Break = Callable[[Path], None]


def change(name: str, old: str, new: str) -> Break:
    """Return what puts one text in the place of another."""
    return lambda folder: replace(folder / name, old, new)


def changes(*each: Break) -> Break:
    """Return what does one after the other."""

    def run(folder: Path) -> None:
        for one in each:
            one(folder)

    return run


def both(old: str, new: str, old_en: str, new_en: str) -> Break:
    """Return what makes the same mistake in both languages."""
    return changes(change("codes/486.nl.md", old, new), change("codes/486.en.md", old_en, new_en))


def rename(old: str, new: str) -> Break:
    """Return what gives a file another name."""

    def run(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return run


def write(name: str, text: str) -> Break:
    """Return what makes a file hold a text."""

    def run(folder: Path) -> None:
        (folder / name).write_text(text)

    return run


NL, EN = "codes/486.nl.md", "codes/486.en.md"
MEANING = "Dit nummer of toestel neemt de oproep niet aan, zie SIP 486."
MEANING_EN = "This number or phone does not take the call, see SIP 486."
CURLY = "phrase = \u201cBusy Here\u201d"

MISTAKES: dict[str, tuple[Break, list[str]]] = {
    "a language of a key that is misspelt": (
        change("codes.toml", 'meaning.nl = "De gebelde', 'meening.nl = "De gebelde'),
        ["codes.toml:28: 486: unknown key 'meening'; did you mean 'meaning'?"],
    ),
    "a quote that is missing": (
        change("codes.toml", '"Busy Here"', '"Busy Here'),
        ['codes.toml:18: is not TOML: a closing quote is missing (`phrase = "Busy Here`)'],
    ),
    "a comma that is missing in a list": (
        change("codes.toml", 'words.nl = ["bezet"]', 'words.nl = ["bezet" "vol"]'),
        ["codes.toml:30: is not TOML: a comma between two items is missing, or the closing ']' (`words.nl = [\"bezet\" \"vol\"]`)"],
    ),
    "curly quotes": (
        change("codes.toml", 'phrase = "Busy Here"', CURLY),
        [f'codes.toml:18: is not TOML: a text stands in curly quotes, straight ones (") are wanted (`{CURLY}`)'],
    ),
    "a heading that is misspelt": (
        change(NL, "## causes", "## cause"),
        [f"{NL}:5: unknown section 'cause'; did you mean 'causes'?"],
    ),
    "a heading that is translated": (
        change(NL, "## causes", "## oorzaken"),
        [f"{NL}:5: unknown section 'oorzaken', '## causes' is wanted here"],
    ),
    "a heading one level too low": (
        change(NL, "## causes", "### causes"),
        [f"{NL}:5: `### causes` begins no section, `## causes` at the start of the line is wanted"],
    ),
    "a heading after a space": (
        change(NL, "## causes", " ## causes"),
        [f"{NL}:5: `## causes` begins no section, `## causes` at the start of the line is wanted"],
    ),
    "a heading without its space": (
        change(NL, "## causes", "##causes"),
        [f"{NL}:5: `##causes` begins no section, `## causes` at the start of the line is wanted"],
    ),
    "a heading without its space in a page without sections": (
        change("pages/overview.nl.md", "", "##Codes\n\n"),
        ["pages/overview.nl.md:1: `##Codes` is no heading, `## ` opening the line is wanted"],
    ),
    "a link to no page": (
        change(NL, "Bel later terug.", "Bel [later](sip-999.html) terug."),
        [f"{NL}:11: link 'sip-999.html': no page 'nl/sip-999.html'; did you mean 'nl/sip-600.html'?"],
    ),
    "a link to no id": (
        change(EN, MEANING_EN, MEANING_EN.replace("SIP 486", "[this](q850.html#cause-99)")),
        [f"{EN}:3: link 'q850.html#cause-99': no id 'cause-99' on 'en/q850.html'; did you mean 'cause-17'?"],
    ),
    "a section that an RFC has not": (
        change(NL, "Bel later terug.", "Bel later terug (RFC 3261 §21.4.55)."),
        [f"{NL}:11: RFC 3261 §21.4.55: RFC 3261 has no section 21.4.55; did you mean '21.4.5'?"],
    ),
    "an RFC that is not listed": (
        change(NL, "Bel later terug.", "Bel later terug (RFC 9999 §1)."),
        [f"{NL}:11: RFC 9999 §1: RFC 9999 is not in rfcs.toml, an entry is wanted there"],
    ),
    "an RFC in another notation": (
        change(NL, "Bel later terug.", "Bel later terug (RFC3261, section 3)."),
        [f"{NL}:11: 'RFC3261, section 3' becomes no link: 'RFC 3261 §21.4.24' is the form"],
    ),
    "a list mark of another kind": (
        change(NL, "Kijk naar `Retry-After`.", "* Kijk naar `Retry-After`."),
        [f"{NL}:15: `*` begins an item, `- ` is wanted"],
    ),
    "a picture character in the reply": (
        change(NL, "Probeer het later nog eens.", "Probeer het later nog eens. \U0001f600"),
        [f"{NL}:19: U+1F600 GRINNING FACE is a picture, words are wanted"],
    ),
    "a letter without width": (
        change(NL, "Bel later terug.", "Bel la\u200bter terug."),
        [f"{NL}:11: U+200B ZERO WIDTH SPACE cannot be seen, in 'Bel la|ter teru': it is to be taken out"],
    ),
    "a mark that turns the direction": (
        change("codes.toml", "De gebelde is al", "De gebelde \u202eis al"),
        ["codes.toml:28: U+202E RIGHT-TO-LEFT OVERRIDE cannot be seen, in 'gebelde |is al in': it is to be taken out"],
    ),
    "a letter of another script": (
        change("codes.toml", "Busy Here", "Busy H\u0435re"),
        [
            "codes.toml:18: 486: phrase: 'Busy Here' is registered (found 'Busy H\u0435re')",
            "codes.toml:18: U+0435 CYRILLIC SMALL LETTER IE in 'H\u0435re' looks like another letter, that one is wanted",
        ],
    ),
    "a code that no code can be, in both languages": (
        both("Bel later terug.", "Zie SIP 999.", "Call again later.", "See SIP 999."),
        [f"{file}:11: 'SIP 999' is no code, one from 100 to 699 is wanted" for file in (EN, NL)],
    ),
    "an item fewer": (
        changes(
            change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n2. Zie SIP 600.\n3. Het toestel staat uit."),
            change(EN, "1. Another call is going on.", "1. Another call is going on.\n2. The phone is off."),
        ),
        [f"{EN}:8: section 'causes' has 2 list items, 3 as in 486.nl.md are wanted"],
    ),
    "another order of sections": (
        lambda folder: _swap(folder / NL, "meaning", "causes"),
        [f"{NL}:5: section 'meaning' stands after 'causes', the order meaning, causes, caller, admin, reply, reply-informal is wanted"],
    ),
    "a text in the place of a list": (
        change("codes.toml", 'senders = ["uas"]', 'senders = "uas"'),
        ["codes.toml:5: 404: senders: a list, [\"uas\"], is wanted (found 'uas')"],
    ),
    "a text in the place of a number": (
        change("symptoms.toml", "codes = [486]", 'codes = [486, "403"]'),
        ["symptoms.toml:6: always-busy: codes, item 2: a whole number without quotes is wanted (found '403')"],
    ),
    "an empty search word": (
        change("codes.toml", 'words.en = ["engaged"]', 'words.en = ["engaged", ""]'),
        ["codes.toml:31: 486: words.en, item 2: an empty text says nothing, take it out or fill it in"],
    ),
    "a search word that stands twice": (
        change("codes.toml", 'words.en = ["engaged"]', 'words.en = ["engaged", "busy", "engaged"]'),
        ["codes.toml:30: 486: words: en: 'engaged' stands here twice, once is wanted"],
    ),
    "a conflict in prose": (
        change(NL, "Bel later terug.", "<<<<<<< HEAD\nBel later terug.\n=======\nBel straks terug.\n>>>>>>> other"),
        [f"{NL}:11: is in conflict (`<<<<<<< HEAD`): keep what is right and take out the marks of git"],
    ),
    "an item that lost its beginning to a merge": (
        change(NL, "Bel later terug.", "bij de beller), en bel later terug."),
        [f"{NL}:11: ')' stands without the other of its pair: a piece of text seems to be gone"],
    ),
    "a quotation that is not closed": (
        change(NL, "Bel later terug.", "Kijk of \u201cniet storen aanstaat, en bel later terug."),
        [f"{NL}:11: '\u201c' stands without the other of its pair: a piece of text seems to be gone"],
    ),
    "a conflict in a table": (
        change("codes.toml", "[486]", "<<<<<<< HEAD\n[486]\n=======\n[487]\n>>>>>>> other"),
        ["codes.toml:17: is in conflict (`<<<<<<< HEAD`): keep what is right and take out the marks of git"],
    ),
    "an empty file": (
        write(NL, ""),
        [f"{NL}:1: is empty, the sections meaning, causes, caller, admin, reply, reply-informal are wanted"],
    ),
    "a link without its bracket": (
        change(NL, "Bel later terug.", "Bel later terug, zie [Reason(q850.html)."),
        [f"{NL}:11: `[Reason(q850.html)` is no link: `[text](address)` is wanted"],
    ),
    "a link that is not closed": (
        change(NL, "Bel later terug.", "Bel later terug, zie [Reason](q850.html en verder."),
        [f"{NL}:11: `[Reason](q850.html` is no link: `[text](address)` is wanted"],
    ),
    "code that is not closed": (
        change(NL, "Kijk naar `Retry-After`.", "Kijk naar `Retry-After."),
        [f"{NL}:15: a backtick opens code that is not closed"],
    ),
    "bold that is not closed": (
        change(NL, "Bel later terug.", "**Tijdens een gesprek: bel later terug."),
        [f"{NL}:11: `**` opens bold that is not closed"],
    ),
    "a tab before an item": (
        change(NL, "1. Er wordt", "\t1. Er wordt"),
        [f"{NL}:7: a tab at the start of the line, spaces are wanted"],
    ),
    "a list without its empty line": (
        change(NL, "1. Er wordt al gebeld.", "Kies er een:\n1. Er wordt al gebeld."),
        [f"{NL}:8: an item follows text, an empty line between them is wanted"],
    ),
    "a picture": (
        change(NL, "Bel later terug.", "Bel later terug. ![Reason](reason.png)"),
        [f"{NL}:11: a picture (`![Reason](reason.png)`), which no page has a place for"],
    ),
    "a placeholder that nobody fills in": (
        change("ui.toml", 'more.nl = "Meer over {name}"', 'more.nl = "Meer over {nam}"'),
        ["ui.toml:75: overview.more.nl: {nam} is not filled in, {name} is; did you mean 'name'?"],
    ),
    "one of several placeholders that nobody fills in": (
        change("ui.toml", TITLE, TITLE.replace("code", "cod")),
        [
            f"ui.toml:{line_of(CONTENT / 'ui.toml', TITLE)}: copy.title.nl: {{cod}} is not filled in, {{code}}, {{phrase}}, {{remark}} is; did you mean 'code'?"
        ],
    ),
    "a brace without its twin": (
        change("ui.toml", 'more.nl = "Meer over {name}"', 'more.nl = "Meer over {name"'),
        ["ui.toml:75: overview.more.nl: a brace without its twin (`Meer over {name`)"],
    ),
    "a file name in capitals": (
        rename(EN, "codes/486.EN.md"),
        ["codes/486.EN.md:1: belongs to no entry; did you mean '486.en.md'?"],
    ),
    "a remark that is no title": (
        change("codes.toml", '"toestel in gesprek"', '"het toestel is op dit moment net in gesprek"'),
        ["codes.toml:26: 486: remark.nl has 9 words, 2 to 8 are wanted"],
    ),
    "a heading that is lost": (
        change(NL, "## reply\n\n", ""),
        [f"{NL}:19: missing section 'reply', '## reply' is wanted here"],
    ),
    "a participant that is misspelt": (
        change("flows.toml", 'steps = ["caller -> callee: INVITE", ', 'steps = [\n  "caler -> callee: INVITE",\n  '),
        ["flows.toml:14: flow 'refused': 'caler -> callee: INVITE' is not between its participants, 'caler' is none; did you mean 'caller'?"],
    ),
    "the whole address of the site": (
        both(
            "Bel later terug.",
            "Bel later, zie [dit](https://sip-codes.example/nl/sip-600.html).",
            "Call again later.",
            "Call later, see [this](https://sip-codes.example/en/sip-600.html).",
        ),
        [
            f"{file}:11: link 'https://sip-codes.example/{tag}/sip-600.html' leads to this site by its whole address, 'sip-600.html' is wanted"
            for file, tag in ((EN, "en"), (NL, "nl"))
        ],
    ),
    "a number that is no number": (
        change("codes.toml", "[486]", "[48a]"),
        ["codes.toml:17: unknown key '48a', a number is wanted; did you mean '486'?"],
    ),
    "a number of another code": (
        change("codes.toml", "[486]", "[586]"),
        ["codes.toml:17: [586] has no prose, and codes/486.en.md no entry: one of both is misnamed"],
    ),
    "a code that is lost": (
        lambda folder: _without(folder / "codes.toml", "[486]", "[600]"),
        ["codes/486.en.md:1: belongs to no entry, [486] in codes.toml is wanted"],
    ),
    "a phrase that is not registered": (
        change("codes.toml", '"Busy Here"', '"Busy"'),
        ["codes.toml:18: 486: phrase: 'Busy Here' is registered (found 'Busy')"],
    ),
    "a code that is registered and has no entry": (
        change("registry.toml", "600 =", '603 = "Decline"\n600 ='),
        ["registry.toml:6: 603 Decline is registered and not in codes.toml"],
    ),
    "a code that is not registered": (
        change("registry.toml", '600 = "Busy Everywhere"\n', ""),
        ["codes.toml:33: 600 is not in registry.toml: a code that is not registered belongs into other.toml"],
    ),
    "a deprecated code that is not said to be": (
        change("registry.toml", '"Busy Everywhere"', '"Busy Everywhere (Deprecated)"'),
        ["codes.toml:33: 600: deprecated: true is what registry.toml says"],
    ),
    "a registry that is newer than the comparison": (
        change("registry.toml", "updated = 2026-01-07", "updated = 2026-10-07"),
        ["registry.toml:1: updated: 2026-10-07 is after the day on which codes were compared (site.toml: 2026-07-21)"],
    ),
    "one link that differs": (
        change(EN, "see SIP 486", "see SIP 600"),
        [f"{EN}:3: link 'sip-600.html' stands where 486.nl.md:3 has link 'sip-486.html', the same links are wanted"],
    ),
    "one link more": (
        change(EN, "Call again later.", "Call again later, see SIP 600 and RFC 3261 §21.4.5."),
        [
            f"{EN}:11: RFC 3261 §21.4.5 is not in 486.nl.md, the same links are wanted",
            f"{EN}:11: link 'sip-600.html' is not in 486.nl.md, the same links are wanted",
        ],
    ),
    "an item with a bracket": (
        change(NL, "1. Er wordt", "1) Er wordt"),
        [f"{NL}:7: `1)` begins an item, `1. ` is wanted"],
    ),
    "an item without words": (
        change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n2."),
        [f"{NL}:8: `2.` is an item without words"],
    ),
    "a footnote": (
        change(NL, "Bel later terug.", "Bel later terug.[^1]"),
        [f"{NL}:11: a footnote (`[^1]`), which no page has a place for"],
    ),
    "a link to a name": (
        change(NL, "Bel later terug.", "Bel later terug, zie [dit][rfc]."),
        [f"{NL}:11: `[dit][rfc]` is no link: `[text](address)` is wanted"],
    ),
    "a bare address": (
        change(NL, "Bel later terug.", "Bel later terug, zie https://example.com/x."),
        [f"{NL}:11: `https://example.com/x` is no link: `[text](address)` is wanted"],
    ),
    "a heading by a line under it": (
        change(NL, "Bel later terug.", "Let op\n------\n\nBel later terug."),
        [f"{NL}:12: `------` makes a heading of the line above, `## ` opening that is wanted"],
    ),
    "a table without the line under its head": (
        change("pages/q850.nl.md", "", "| a | b |\n| 1 | 2 |\n\n"),
        ["pages/q850.nl.md:1: a table has no line `|---|---|` under its head, one is wanted"],
    ),
    "a table that follows text": (
        change("pages/q850.nl.md", "", "Zie:\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
        ["pages/q850.nl.md:2: a table follows text, an empty line between them is wanted"],
    ),
    "a fence that is not closed": (
        change(NL, "Bel later terug.", "Bel later terug.\n\n```\nINVITE"),
        [f"{NL}:13: `{'`' * 3}` opens code that is not closed"],
    ),
    "a sign by its name": (
        change(NL, "Bel later terug.", "Bel&nbsp;later terug."),
        [f"{NL}:11: `&nbsp;` stands for a sign: the sign itself is wanted"],
    ),
    "a code after two spaces": (
        change(NL, "Bel later terug.", "Bel later terug, zie SIP  486."),
        [f"{NL}:11: 'SIP  486' becomes no link: one space is wanted, as in 'SIP 486'"],
    ),
    "a reply with a list": (
        change(EN, "The line was busy. Please try again later.", "- The line was busy.\n- Please try again later."),
        [f"{EN}:18: section 'reply' has a list, plain words are wanted"],
    ),
    "a symptom whose first steps are no list in one language": (
        change("symptoms/always-busy.en.md", "- Call again later.", "Call again later."),
        ["symptoms/always-busy.en.md:2: section 'caller' has 1 paragraph and 0 list items, 0 and 1 as in always-busy.nl.md are wanted"],
    ),
    "a heading of a symptom that is misspelt": (
        change("symptoms/always-busy.en.md", "## admin", "## admins"),
        ["symptoms/always-busy.en.md:9: unknown section 'admins'; did you mean 'admin'?"],
    ),
    "a symptom that was renamed in its table alone": (
        change("symptoms.toml", "[always-busy]", "[allways-busy]"),
        ["symptoms.toml:1: [allways-busy] has no prose, and symptoms/always-busy.en.md no entry: one of both is misnamed"],
    ),
    "a table that the system has given an ending": (
        rename("known/486.toml", "known/486.toml.txt"),
        ["known/486.toml.txt:1: is read by nothing, a name such as '486.toml' is wanted"],
    ),
    "a known case that is empty": (
        write("known/486.toml", "[[known]]\n"),
        ["known/486.toml:1: known 1: missing keys 'product', 'seen', 'cause', 'change', 'source'"],
    ),
    "one link fewer": (
        change(EN, "see SIP 486", "see elsewhere"),
        [f"{EN}:2: link 'sip-486.html' of 486.nl.md:3 is missing, the same links are wanted"],
    ),
    "a heading in bold": (
        change(NL, "## causes", "**causes**"),
        [f"{NL}:5: `**causes**` begins no section, `## causes` at the start of the line is wanted"],
    ),
    "a list that begins at another number": (
        change(NL, "1. Er wordt al gebeld.", "3. Er wordt al gebeld."),
        [f"{NL}:7: `3.` stands where `1.` is wanted, a list begins here"],
    ),
    "a number that is passed over": (
        change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n3. Het toestel staat uit."),
        [f"{NL}:8: `3.` stands where `2.` is wanted"],
    ),
    "a paragraph that cuts a list in two": (
        change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n\nDat kan.\n\n2. Het toestel staat uit."),
        [f"{NL}:11: `2.` stands where `1.` is wanted, a list begins here"],
    ),
    "an item that is indented by two spaces": (
        change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n  - Het toestel staat uit."),
        [f"{NL}:8: `- Het toestel staat uit.` is an item of no list: four spaces put it below another one, none beside it"],
    ),
    "an item without its space": (
        change(NL, "1. Er wordt al gebeld.", "1. Er wordt al gebeld.\n2.Het toestel staat uit."),
        [f"{NL}:8: `2.Het toestel staat uit.` is no item, a space behind its mark is wanted"],
    ),
    "a list mark of a word processor": (
        change(NL, "Bel later terug.", "\u2022 Bel later terug."),
        [f"{NL}:11: `\u2022` begins an item, `- ` is wanted"],
    ),
    "a line across": (
        change(NL, "Bel later terug.", "Bel later terug.\n\n***"),
        [f"{NL}:13: `***` draws a line across, which no page has a place for"],
    ),
    "a word written twice": (
        change(NL, "Bel later terug.", "Bel later\nlater terug."),
        [f"{NL}:11: 'later' stands twice in a row, once is wanted"],
    ),
    "a word written twice in a table": (
        change("codes.toml", "De gebelde is al in", "De gebelde is al al in"),
        ["codes.toml:28: 'al' stands twice in a row, once is wanted"],
    ),
    "a space before a full stop": (
        change(NL, "Bel later terug.", "Bel later terug ."),
        [f"{NL}:11: a space stands before '.', none is wanted"],
    ),
    "two full stops": (
        change(NL, "Bel later terug.", "Bel later terug.."),
        [f"{NL}:11: '..' stands here, one sign is wanted"],
    ),
    "no space after a full stop": (
        change(NL, "Bel later terug.", "Bel later terug.Of bel nu."),
        [f"{NL}:11: a space is missing in 'terug.Of'"],
    ),
    "a word that is cut by the end of the line": (
        change(NL, "Bel later terug.", "Bel later te-\nrug."),
        [f"{NL}:11: 'te- rug' is cut by the end of the line, one word is wanted"],
    ),
    "a sentence without its end": (
        change(NL, "Bel later terug.", "Bel later"),
        [
            f"{NL}:10: section 'caller' has 2 words, 3 to 160 are wanted",
            f"{NL}:11: 'Bel later' ends without a full stop, one is wanted",
        ],
    ),
    "a sentence without its beginning": (
        change(NL, "1. Er wordt al gebeld.", "1. wordt al gebeld."),
        [f"{NL}:7: 'wordt' begins a sentence, a capital is wanted"],
    ),
    "a note to oneself": (
        change(NL, "Bel later terug.", "Bel later terug. TODO nakijken."),
        [f"{NL}:11: 'TODO' is a note to oneself, a text is wanted"],
    ),
    "bold that begins with a space": (
        change(NL, "Bel later terug.", "** Bel later ** terug."),
        [f"{NL}:11: `** Bel` opens no bold: its first word is wanted behind the stars"],
    ),
    "italics that are not closed": (
        change(NL, "Bel later terug.", "Bel *later terug."),
        [f"{NL}:11: `*` opens italics that are not closed"],
    ),
    "code between other marks": (
        change(NL, "Kijk naar `Retry-After`.", "Kijk naar \u00b4Retry-After\u00b4."),
        [f"{NL}:15: `\u00b4Retry-After\u00b4` is no code: a backtick on both sides is wanted"],
    ),
    "Markdown of another place": (
        change(NL, "Bel later terug.", "Bel ~~nu~~ later terug."),
        [f"{NL}:11: `~~nu~~` is no Markdown of this site, words alone are wanted"],
    ),
    "what templates fill in": (
        change(NL, "Bel later terug.", "Bel na {{ minuten }} minuten terug."),
        [f"{NL}:11: `{{{{ minuten }}}}` is for templates, words are wanted"],
    ),
    "a backslash for a new line": (
        change(NL, "Bel later terug.", "Bel later terug.\\\nOf bel nu."),
        [f"{NL}:11: a backslash ends the line, and would be shown"],
    ),
    "a link of a wiki": (
        change(NL, "Bel later terug.", "Bel later terug, zie [[sip-404]]."),
        [f"{NL}:11: `[[sip-404]]` is no link: `[text](address)` is wanted"],
    ),
    "a link the wrong way round": (
        change(NL, "Bel later terug.", "Bel (later)[sip-404.html] terug."),
        [f"{NL}:11: `(later)[sip-404.html]` is no link: `[text](address)` is wanted"],
    ),
    "a link without its address": (
        change(NL, "Bel later terug.", "Bel [later]() terug."),
        [f"{NL}:11: `[later]()` is no link: `[text](address)` is wanted"],
    ),
    "a link to the file of a page": (
        change(NL, "Bel later terug.", "Bel [later](404.nl.md) terug."),
        [f"{NL}:11: link '404.nl.md': a page is linked to, 'sip-404.html', not the file that it is made from"],
    ),
    "a link without https": (
        change(NL, "Bel later terug.", "Bel [later](www.example.com) terug."),
        [f"{NL}:11: link 'www.example.com': an address elsewhere is written whole, 'https://www.example.com'"],
    ),
    "a link that names a language": (
        change(NL, "Bel later terug.", "Bel [later](../en/sip-404.html) terug."),
        [f"{NL}:11: link '../en/sip-404.html' names a language, 'sip-404.html' alone is wanted"],
    ),
    "an RFC in small letters": (
        change(NL, "Bel later terug.", "Bel later terug (rfc 3261)."),
        [f"{NL}:11: 'rfc 3261' becomes no link: 'RFC 3261 \u00a721.4.24' is the form"],
    ),
    "a section before its RFC": (
        change(NL, "Bel later terug.", "Bel later terug (\u00a721.4.5 van RFC 3261)."),
        [f"{NL}:11: '\u00a721.4.5 van RFC 3261' becomes no link: 'RFC 3261 \u00a721.4.24' is the form"],
    ),
    "a code with a hyphen": (
        change(NL, "Bel later terug.", "Bel later terug, zie SIP-404."),
        [f"{NL}:11: 'SIP-404' becomes no link: one space is wanted, as in 'SIP 486'"],
    ),
    "letters that were read as others": (
        change(NL, "Bel later terug.", "Bel \u00c3\u00a9\u00c3\u00a9n keer terug."),
        [f"{NL}:11: '\u00c3\u00a9' is one sign that was saved as UTF-8 and read as something else: write that sign"],
    ),
    "a letter that was lost": (
        change("codes.toml", "De gebelde is al", "De gebelde is \ufffd"),
        ["codes.toml:28: U+FFFD REPLACEMENT CHARACTER stands where a sign was lost, in 'elde is | in gesp': that sign is wanted"],
    ),
    "a table without its bracket": (
        change("codes.toml", "[486]", "[486"),
        ["codes.toml:17: is not TOML: a closing ']' is missing (`[486`)"],
    ),
    "a remark as programs have it": (
        change("codes.toml", "[486]", "// bezet\n[486]"),
        ["codes.toml:17: is not TOML: `#` begins a remark here (`// bezet`)"],
    ),
    "a colon for the equals sign": (
        change("codes.toml", 'phrase = "Busy Here"', 'phrase: "Busy Here"'),
        ["codes.toml:18: is not TOML: '=' is wanted between a key and its value (`phrase: \"Busy Here\"`)"],
    ),
    "a semicolon at the end": (
        change("codes.toml", '"Busy Here"', '"Busy Here";'),
        ['codes.toml:18: is not TOML: `;` ends the line, nothing is wanted there (`phrase = "Busy Here";`)'],
    ),
    "true as Python has it": (
        change("site.toml", "https_only = true", "https_only = True"),
        ["site.toml:9: is not TOML: `true` in small letters is wanted (`https_only = True`)"],
    ),
    "a path of Windows": (
        change("codes.toml", "De gebelde is", "C:\\Users is"),
        [
            "codes.toml:28: is not TOML: a backslash stands in a text: `\\\\` is one, and in 'single quotes' it is itself (`meaning.nl = \"C:\\Users is al in gesprek.\"`)"
        ],
    ),
    "a key with a space": (
        changes(
            change("symptoms.toml", "[always-busy]", '["always busy"]'),
            *(rename(f"symptoms/always-busy.{tag}.md", f"symptoms/always busy.{tag}.md") for tag in ("nl", "en")),
            rename("known/always-busy.toml", "known/always busy.toml"),
        ),
        [
            "products/freeswitch.toml:31: symptom 'always-busy' is not in symptoms.toml; did you mean 'always busy'?",
            "symptoms.toml:1: always busy: key: a key of small letters, digits and hyphens, such as 'no-sound', is wanted (found 'always busy')",
        ],
    ),
    "a letter with its accent apart": (
        change(NL, "Bel later terug.", "Bel e\u0301e\u0301n keer terug."),
        [f"{NL}:11: U+0301 COMBINING ACUTE ACCENT is a sign of its own behind its letter, '\u00e9' as one sign is wanted"],
    ),
}  # fmt: skip


def _swap(path: Path, first: str, second: str) -> None:
    text = path.read_text()
    path.write_text(
        text.replace(f"## {first}", "## x").replace(f"## {second}", f"## {first}").replace("## x", f"## {second}")
    )


def _without(path: Path, start: str, end: str) -> None:
    text = path.read_text()
    path.write_text(text[: text.index(start)] + text[text.index(end) :])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_once(project: Path, mistake: str) -> None:
    breaking, wanted = MISTAKES[mistake]
    breaking(project)
    assert problems(project) == wanted


@pytest.mark.parametrize(
    "breaking",
    [
        change(NL, "Bel later terug.", "Bel later terug.  "),
        write("codes/.486.nl.md.swp", "swap"),
        write("codes/486.nl.md~", "backup"),
        write("codes/.DS_Store", "\0"),
        write("products/.#freeswitch.toml", "lock"),
    ],
)
def test_what_harms_nobody_is_no_mistake(project: Path, breaking: Break) -> None:
    """Spaces at the end of a paragraph, and files of editors."""
    breaking(project)
    assert problems(project) == []
