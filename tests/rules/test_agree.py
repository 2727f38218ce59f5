"""Facts of a code that contradict the standard, the ladder, the example or the advice are told; the whole message."""

from pathlib import Path

import pytest
from breaking import line_of, problems, replace

BUSY = 'phrase = "Busy Here"'
QUOTE = "The phone was reached."


def busy(folder: Path, text: str) -> None:
    """Add lines to the facts of 486."""
    replace(folder / "codes.toml", BUSY, f"{BUSY}\n{text}")


def of_busy(folder: Path, old: str, new: str) -> None:
    """Change a fact of 486."""
    table = folder / "codes.toml"
    head, rest = table.read_text().split(BUSY)
    table.write_text(head + BUSY + rest.replace(old, new, 1))


def standard(folder: Path, says: str) -> None:
    """Let the standard say something of 486."""
    busy(folder, f'standard = {{ rfc = "RFC 3261 §21.4.24", quote = "{QUOTE}", {says} }}')


@pytest.mark.parametrize(
    ("says", "field", "fault"),
    [
        ('senders = ["proxy"]', "senders", "'proxy' is wanted"),
        ('senders = ["uas", "gateway", "proxy"]', "senders", "'gateway' is wanted"),
        ('requests = ["OPTIONS"]', "requests", "'OPTIONS' is wanted"),
        ('requests = ["INVITE"], only = true, never = ["INVITE"]', "requests", "'INVITE' is not allowed"),
        ('retry = ["changed", "no"]', "retry", "'changed' is wanted (found 'later')"),
    ],
)
def test_facts_that_contradict_the_standard_are_told_with_its_words(
    project: Path, says: str, field: str, fault: str
) -> None:
    standard(project, says)
    table = project / "codes.toml"
    line = line_of(table, BUSY) + table.read_text().split(BUSY)[1].split(f"\n{field} = ")[0].count("\n") + 1
    wanted = f"codes.toml:{line}: 486: {field}: {fault}: RFC 3261 §21.4.24 says “{QUOTE}”"
    assert problems(project) == [wanted]


def test_a_sender_that_the_standard_does_not_allow_is_told(project: Path) -> None:
    of_busy(project, 'senders = ["uas"]', 'senders = ["uas", "proxy"]')
    standard(project, 'senders = ["uas"], only = true')
    wanted = f"codes.toml:22: 486: senders: 'proxy' is not allowed: RFC 3261 §21.4.24 says “{QUOTE}”"
    assert problems(project) == [wanted]


def test_facts_that_agree_with_the_standard_are_no_problem(project: Path) -> None:
    standard(project, 'senders = ["uas"], requests = ["INVITE"], only = true, never = ["CANCEL"], retry = ["later"]')
    assert problems(project) == []


def test_who_sends_the_code_in_its_ladder_is_among_its_senders(project: Path) -> None:
    table = project / "codes.toml"
    table.write_text(table.read_text().replace('senders = ["uas"]', 'senders = ["proxy"]'))
    wanted = "senders: 'uas' is wanted, 'callee' sends it in its flow"
    assert problems(project) == [
        f"codes.toml:{line}: {code}: {wanted}" for line, code in ((5, 404), (21, 486), (37, 600))
    ]


def test_the_example_has_a_request_that_the_code_answers(project: Path) -> None:
    of_busy(project, 'requests = ["INVITE"]', 'requests = ["OPTIONS"]')
    assert problems(project) == ["codes.toml:22: 486: requests: 'INVITE' is wanted, its example has it"]


def test_the_flow_has_a_request_that_the_code_answers(project: Path) -> None:
    flows = project / "flows.toml"
    flows.write_text(flows.read_text().replace('"caller -> callee: INVITE"', '"caller -> callee: {method}"'))
    for code, method in ((404, "INVITE"), (486, "OPTIONS"), (600, "INVITE")):
        replace(flows, f'{code} = {{ flow = "refused"', f'{code} = {{ flow = "refused", method = "{method}"')
    assert problems(project) == ["codes.toml:22: 486: requests: 'OPTIONS' is wanted, its flow has it"]


def test_a_request_that_the_meaning_names_is_one_that_the_code_answers(project: Path) -> None:
    for language, old in (("nl", "Dit nummer"), ("en", "This number")):
        replace(project / f"codes/486.{language}.md", old, f"**OPTIONS**: {old}")
    assert problems(project) == ["codes.toml:22: 486: requests: 'OPTIONS' is wanted, its meaning (nl) has it"]


def test_who_may_try_again_later_is_told_so(project: Path) -> None:
    replace(project / "codes/486.en.md", "Call again later.", "Ring somebody else.")
    replace(project / "codes/486.en.md", "Please try again later.", "Somebody was on the phone.")
    assert problems(project) == [
        "codes/486.en.md:10: neither caller nor reply tells to try again, which retry = 'later' says"
    ]


@pytest.mark.parametrize("retry", ["changed", "no"])
def test_nobody_is_told_to_wait_where_only_a_change_helps(project: Path, retry: str) -> None:
    of_busy(project, 'retry = "later"', f'retry = "{retry}"')
    said = f"but retry = '{retry}' says that it does not help"
    assert problems(project) == [
        f"codes/486.en.md:10: section 'caller' has 'Call again later', {said}",
        f"codes/486.en.md:18: section 'reply' has 'try again later', {said}",
        f"codes/486.nl.md:10: section 'caller' has 'Bel later', {said}",
        f"codes/486.nl.md:18: section 'reply' has 'Probeer het later', {said}",
    ]
