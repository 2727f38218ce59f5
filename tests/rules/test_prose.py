"""What the prose owes to its readers and to its twin: each mistake is told at its line, the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

REPLY = "De lijn was bezet. Probeer het later nog eens."


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (REPLY, "De lijn gaf 486 terug. Probeer het later nog eens.", "18: section 'reply' has '486', plain words are wanted"),
        (REPLY, "De lijn gaf SIP terug. Probeer het later nog eens.", "18: section 'reply' has 'SIP', plain words are wanted"),
        (REPLY, "De lijn gaf `x` terug. Probeer het later nog eens.", "18: section 'reply' has code, plain words are wanted"),
        (REPLY, "Bel bij nood altijd meteen 112. Probeer het later.", ""),
        (REPLY, "Bel bij nood altijd 112 of 999. Probeer het later.", ""),
        (REPLY, "De lijn was net bezet, probeer het later nog eens.", "18: section 'reply' has 1 sentence, 2 to 5 are wanted"),
        (REPLY, "Nu. Een. Twee. Drie. Vier! Vijf? Probeer het later.", "18: section 'reply' has 7 sentences, 2 to 5 are wanted"),
        (REPLY, "Een. Twee. Drie! Vier? Probeer het later nog eens.", ""),
        (REPLY, "Een! Twee? Drie 1.2 vier vijf later.", "18: section 'reply' has 7 words, 8 to 85 are wanted"),
        (REPLY, "Een! Twee? Drie 1.2 vier vijf zes later.", ""),
        (REPLY, f"Probeer het later. {'x ' * 81}x.", ""),
        (REPLY, f"Probeer het later. {'x ' * 82}x.", "18: section 'reply' has 86 words, 8 to 85 are wanted"),
        ("De lijn was bezet. Probeer je", "De lijn was 600. Probeer je", "22: section 'reply-informal' has '600', plain words are wanted"),
        ("Bel later terug.", "Later terug.", "10: section 'caller' has 2 words, 3 to 160 are wanted"),
        ("Bel later terug.", f"Bel later {'x ' * 158}x.", "10: section 'caller' has 161 words, 3 to 160 are wanted"),
        ("Dit nummer", f"Dit {'x ' * 248}nummer", ""),
        ("Dit nummer", f"Dit {'x ' * 249}nummer", "2: section 'meaning' has 261 words, 10 to 260 are wanted"),
    ],
)  # fmt: skip
def test_a_section_is_plain_and_of_a_useful_length(project: Path, old: str, new: str, wanted: str) -> None:
    replace(project / "codes/486.nl.md", old, new)
    assert problems(project) == [f"codes/486.nl.md:{line}" for line in [wanted] if line]


@pytest.mark.parametrize(("words", "told"), [(1, True), (2, True), (3, False), (140, False), (141, True)])
def test_a_section_of_a_symptom_has_lengths_of_its_own(project: Path, words: int, *, told: bool) -> None:
    path = "symptoms/always-busy.nl.md"
    replace(project / path, "Bel later terug.", "x " * (words - 1) + "x.")
    message = f"{path}:2: section 'caller' has {words} word{'s' * (words > 1)}, 3 to 140 are wanted"
    assert problems(project) == [message] * told


@pytest.mark.parametrize(("article", "mark"), [("codes/486", ""), ("codes/486", "- "), ("symptoms/always-busy", "- ")])
def test_causes_that_are_no_numbered_list_are_told(project: Path, article: str, mark: str) -> None:
    for language in ("nl", "en"):
        replace(project / f"{article}.{language}.md", "1. ", mark)
    message = "section 'causes' is no numbered list, one is wanted"
    assert problems(project) == [f"{article}.{language}.md:6: {message}" for language in ("en", "nl")]


CAUSES_NL, CAUSES_EN = "1. Er wordt al gebeld.", "1. Another call is going on."
ITEMS = "1. Kijk naar `Allow`.\n2. Zie SIP 600.\n3. Zie RFC 3261 §21.4.5.\n4. Zie [oorzaken](q850.html)."


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("1. See `Allow`.\n2. See SIP 600.\n3. See RFC 3261 §21.4.5.\n4. See [causes](q850.html).", []),
        ("1. See `Require`.\n2. See SIP 600.\n3. See RFC 3261 §21.4.5.\n4. See [causes](q850.html).\n5. More.", [7]),
        ("1. See `Allow`.\n2. See RFC 3261 §21.4.5.\n3. See [causes](q850.html).", [8]),
        ("1. See `Allow`.\n2. See SIP 600.\n3. See [causes](q850.html).", [9]),
        ("1. See `Allow`.\n2. See SIP 600.\n3. See RFC 3261 §21.4.5.", [9]),
    ],
)
def test_where_items_differ_the_first_that_does_is_named(project: Path, english: str, wanted: list[int]) -> None:
    replace(project / "codes/486.nl.md", CAUSES_NL, ITEMS)
    replace(project / "codes/486.en.md", CAUSES_EN, english)
    has = english.count("\n") + 1
    message = f"section 'causes' has {has} list items, 4 as in 486.nl.md are wanted"
    assert problems(project) == [f"codes/486.en.md:{line}: {message}" for line in wanted]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "Call again later.",
            "Call again later.\n\nCall.",
            ["10: section 'caller' has 2 paragraphs, 1 as in 486.nl.md is wanted"],
        ),
        (
            "Look at `Retry-After`.",
            "- Look at `Retry-After`.",
            ["14: section 'admin' has 0 paragraphs and 1 list item, 1 and 0 as in 486.nl.md are wanted"],
        ),
    ],
)
def test_a_twin_of_other_bones_is_told(project: Path, old: str, new: str, wanted: list[str]) -> None:
    replace(project / "codes/486.en.md", old, new)
    assert problems(project) == [f"codes/486.en.md:{line}" for line in wanted]


LATER, AGAIN = "Bel later terug.", "Call again later."
THERE = [
    *("#causes", "index.html#sip-486", "index.html#4xx", "4xx.html", "sip-486.html#known", "q850.html#cause-17"),
    *("symptom-always-busy.html#caller", "symptom-always-busy.html#known", "symptom-always-busy.html#prints"),
    *("software-486.html#rows", "symptoms.html#always-busy", "other.html#sip-409"),
    *("../index.html#any", "../sip-486.html#any", "../sip-486.json", "../codes.csv", "../links.{}.csv", "changes.atom"),
    *("../sip-codes.{}.html#any", "../sip-codes-offline.zip", "print.html#any", "https://a.example/", "changes.html"),
]


def test_a_link_may_lead_to_whatever_is_there(project: Path) -> None:
    for language, old in (("nl", LATER), ("en", AGAIN)):
        links = " ".join(f"[x]({link.format(language)})" for link in THERE)
        replace(project / f"codes/486.{language}.md", old, f"{old[:-1]}, {links}.")
    assert problems(project) == []


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("#cause", ": no id 'cause' here; did you mean 'causes'?"),
        ("http://a.example/", " starts with http:, https: or a page is wanted"),
        ("../404.html", ": no page '404.html'; did you mean 'sip-404.html'?"),
        ("index.html#sip-487", ": no id 'sip-487' on '{}/index.html'; did you mean 'sip-486'?"),
        ("software-404.html#row", ": no id 'row' on '{}/software-404.html'; did you mean 'rows'?"),
        ("symptom-always-busy.html#cause", ": no id 'cause' on '{}/symptom-always-busy.html'; did you mean 'causes'?"),
        ("other.html#sip-410", ": no id 'sip-410' on '{}/other.html'; did you mean 'sip-409'?"),
        ("symptoms.html#always-bsy", ": no id 'always-bsy' on '{}/symptoms.html'; did you mean 'always-busy'?"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(project: Path, link: str, wanted: str) -> None:
    for language, old in (("nl", LATER), ("en", AGAIN)):
        replace(project / f"codes/486.{language}.md", old, f"{old[:-1]}, [x]({link}).")
    assert problems(project) == [
        f"codes/486.{language}.md:11: link '{link}'{wanted.format(language)}" for language in ("en", "nl")
    ]
