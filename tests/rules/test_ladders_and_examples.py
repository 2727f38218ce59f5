"""Every code has a ladder and an example, made of parts that fit: each mistake at its line, the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

FLOWS, EXAMPLES = "flows.toml", "examples.toml"
CODES = (404, 486, 600)
BUSY = '486 = { flow = "refused" }'
EXAMPLE = '[codes.486]\nrequest = "invite"'
LOOK = EXAMPLE + '\nlook = [{ in = "request", at = "To:"'
INVITE = '"caller -> callee: INVITE"'
SAID = '{ nl = "De beller belt.", en = "The caller calls." }'
WORDS = '{ nl = "bezet", en = "busy" }'
HANGS_UP = '"caller -> callee: BYE" = { nl = "De beller hangt op.", en = "The caller hangs up." }'
BETWEEN = "is not between its participants, 'callee' is none; did you mean 'calle'?"
ALONE = """[flows.alone]
name = { nl = "Alleen", en = "Alone" }
participants = ["caller", "callee"]
steps = ["caller -> callee: INVITE"]
"""
BYE = """[requests.bye]
line = 'BYE sip:bob@example.net SIP/2.0'
head = 'Via: SIP/2.0/UDP 192.0.2.10:5060'
"""

Changes = list[tuple[str, str]]
METHOD: Changes = [(f"[{INVITE}", '["caller -> callee: {method}"'), (f"{INVITE} =", '"caller -> callee: {method}" =')]


def of_all(more: str) -> Changes:
    """Return what adds something to the flow of each code."""
    return [(f'{code} = {{ flow = "refused" }}', f'{code} = {{ flow = "refused", {more} }}') for code in CODES]


LADDERS: list[tuple[Changes, list[str]]] = [
    ([('600 = { flow = "refused" }\n', "")], ["15: code 600 has no flow, one is wanted under [codes]"]),
    ([("[codes]", f"{ALONE}\n[codes]")], ["15: flow 'alone' belongs to no code"]),
    ([("[flows.refused]", f"{HANGS_UP}\n\n[flows.refused]")], ["10: sentence 'caller -> callee: BYE' belongs to no step"]),
    ([(f"{INVITE} =", '"caller -> callee: INVIT" =')], ["13: flow 'refused': 'caller -> callee: INVITE' has no text, nor a sentence of that name; did you mean 'caller -> callee: INVIT'?"]),
    ([(f"[{INVITE}", '["caller ~> callee"')], ["13: flow 'refused': 'caller ~> callee' has no text, nor a sentence of that name; did you mean 'caller -> callee: ACK'?"]),
    ([(f"{INVITE} = {SAID}\n", ""), (INVITE, f"{{ step = {INVITE}, text = {SAID} }}")], []),
    ([('["caller", "callee"]', '["caller", "callee", "proxy"]')], ["12: flow 'refused': participant 'proxy' has no name under [participants]"]),
    (
        [('["caller", "callee"]', '["caller", "calle"]')],
        [
            "12: flow 'refused': participant 'calle' has no name under [participants]",
            *(f"13: flow 'refused': '{step}' {BETWEEN}" for step in ("callee -> caller: {code}", "caller -> callee: ACK", "caller -> callee: INVITE")),
        ],
    ),
    ([(BUSY, '486 = { flow = "refuse" }')], ["17: code 486: unknown flow 'refuse'; did you mean 'refused'?"]),
    ([('", "callee -> caller: {code}"', '", "callee -> caller: 486 Busy Here"'), ("callee -> caller: {code}", "callee -> caller: 486 Busy Here")], [f"{line}: code {code}: flow 'refused' does not have it in any step" for line, code in ((16, 404), (18, 600))]),
    ([(BUSY, '486 = { flow = "refused", method = "INVITE" }')], ["17: code 486: flow 'refused' has no place for {method}"]),
    (METHOD, [f"{line}: code {code}: flow 'refused' needs {{method}}" for line, code in zip((16, 17, 18), CODES, strict=True)]),
    (METHOD + of_all('method = "INVITE"'), []),
    ([(BUSY, f'486 = {{ flow = "refused", words = {WORDS} }}')], ["17: code 486: flow 'refused' has no place for {words}"]),
    ([("De gebelde weigert.", "De gebelde weigert: {words}.")], [f"{line}: code {code}: flow 'refused' needs {{words}}" for line, code in zip((16, 17, 18), CODES, strict=True)]),
    ([("De gebelde weigert.", "De gebelde weigert: {words}."), ("The callee refuses.", "The callee refuses: {words}."), *of_all(f"words = {WORDS}")], []),
    ([("steps = [", "stepz = ["), ("[flows.refused]", f"{HANGS_UP}\n\n[flows.refused]")], ["15: flows refused: unknown key 'stepz'; did you mean 'steps'?"]),
]  # fmt: skip
MESSAGES: list[tuple[Changes, list[str]]] = [
    ([(EXAMPLE, "[codes.699]" + EXAMPLE.removeprefix("[codes.486]"))], ["1: code 486 has no example, [codes.486] is wanted", "15: code 699 is not in codes.toml, a registered code is wanted"]),
    ([("[codes.404]", f"{BYE}\n[codes.404]")], ["11: request 'bye' belongs to no code"]),
    ([("CSeq: 1 INVITE", "CSeq 1 INVITE")], ["3: request 'invite': 'CSeq 1 INVITE' is no header field"]),
    ([(EXAMPLE, EXAMPLE.replace("invite", "invit"))], ["16: code 486: unknown request 'invit'; did you mean 'invite'?"]),
    ([(EXAMPLE, f'{EXAMPLE}\nchange = "Expires=5"\nhead = "Retry-After:5"\ndrop = ["Allow"]')], ["17: code 486: 'Expires=5' is no header field", "18: code 486: 'Retry-After:5' is no header field"]),
    ([(EXAMPLE, f'{EXAMPLE}\nchange = "Expires: 5"\nhead = "Retry-After: 5"\ndrop = ["CSeq"]')], []),
    ([(EXAMPLE, f'{EXAMPLE}\ndrop = ["CSeq", "Allow"]')], ["17: code 486: no Allow to drop"]),
    ([(LOOK, LOOK.replace("To:", "Allow:"))], ["17: code 486: no line of the request starts with 'Allow:'"]),
    ([(LOOK, LOOK.replace('"request", at = "To:"', '"response", at = "INVITE"'))], ["17: code 486: no line of the response starts with 'INVITE'"]),
    ([(LOOK, LOOK.replace('"request", at = "To:"', '"response", at = "SIP/2.0 486"'))], []),
    ([("[codes.404]", f"{BYE}lin = ''\n\n[codes.404]")], ["14: requests bye: unknown key 'lin'; did you mean 'line'?"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "changes", "wanted"), [(FLOWS, *case) for case in LADDERS] + [(EXAMPLES, *case) for case in MESSAGES]
)
def test_a_ladder_or_an_example_that_does_not_fit_is_told(
    project: Path, file: str, changes: Changes, wanted: list[str]
) -> None:
    for old, new in changes:
        replace(project / file, old, new)
    assert problems(project) == [f"{file}:{line}" for line in wanted]
