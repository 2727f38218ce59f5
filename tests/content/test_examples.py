"""Messages: what the request and the response of an example are made of."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from pydantic import ValidationError

from sipcodes.content.examples import Base, Example, Examples, request, response

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
HEAD = """
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa{code}
Max-Forwards: 70
From: <sip:alice@example.com>;tag=uac{code}
To: <sip:bob@example.net>
Call-ID: a{code}@192.0.2.10
CSeq: 1 MESSAGE
Content-Type: text/plain
"""
CONTEXT = {"languages": ("nl", "en")}
LOOK = {"in": "response", "at": "Allow:", "why": {"nl": "omdat", "en": "because"}}


def examples(**changes: object) -> Examples:
    base = {"line": "MESSAGE sip:bob@example.net SIP/2.0", "head": HEAD, "body": "één\n"}
    example: dict[str, Any] = {"request": "message", "head": "Allow: INVITE, ACK\n", "look": [LOOK]} | changes
    return Examples({"message": Base.model_validate(base)}, {405: Example.model_validate(example, context=CONTEXT)})


def test_a_request_is_exact_to_the_byte() -> None:
    assert request(examples(), 405).wire == (
        b"MESSAGE sip:bob@example.net SIP/2.0\r\n"
        b"Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa405\r\n"
        b"Max-Forwards: 70\r\n"
        b"From: <sip:alice@example.com>;tag=uac405\r\n"
        b"To: <sip:bob@example.net>\r\n"
        b"Call-ID: a405@192.0.2.10\r\n"
        b"CSeq: 1 MESSAGE\r\n"
        b"Content-Type: text/plain\r\n"
        b"Content-Length: 7\r\n"
        b"\r\n"
        b"\xc3\xa9\xc3\xa9n\r\n"
    )


def test_a_response_copies_what_it_must_and_tags_the_to() -> None:
    assert response(examples(), 405, "Method Not Allowed").text == (
        "SIP/2.0 405 Method Not Allowed\n"
        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa405\n"
        "From: <sip:alice@example.com>;tag=uac405\n"
        "To: <sip:bob@example.net>;tag=uas405\n"
        "Call-ID: a405@192.0.2.10\n"
        "CSeq: 1 MESSAGE\n"
        "Allow: INVITE, ACK\n"
        "Content-Length: 0\n"
        "\n"
    )


def test_a_response_inside_a_dialog_keeps_the_tag_that_is_there() -> None:
    inside = examples(change="To: <sip:bob@example.net>;tag=b1\n")
    assert response(inside, 405, "").values("to") == ["<sip:bob@example.net>;tag=b1"]


def test_a_response_has_no_tag_where_the_example_says_so() -> None:
    assert response(examples(tag=False), 405, "").values("To") == ["<sip:bob@example.net>"]


def test_changed_header_fields_take_the_place_of_the_old_and_new_ones_go_before_the_content() -> None:
    changed = examples(change="Via: SIP/2.0/UDP 198.51.100.1\nVia: SIP/2.0/UDP 192.0.2.10\nPriority: urgent\n")
    names = [name for name, _ in request(changed, 405).headers]
    assert names == [
        "Via", "Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Priority", "Content-Type", "Content-Length",
    ]  # fmt: skip
    assert response(changed, 405, "").values("Via") == ["SIP/2.0/UDP 198.51.100.1", "SIP/2.0/UDP 192.0.2.10"]


def test_a_header_field_can_be_dropped_and_the_body_and_line_replaced() -> None:
    bare = request(examples(drop=["Content-Type"], body="", line="MESSAGE sip:carol@example.org SIP/2.0"), 405)
    assert bare.start == "MESSAGE sip:carol@example.org SIP/2.0"
    assert bare.values("Content-Type") == []
    assert bare.text.endswith("Content-Length: 0\n\n")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"look": []}, "one to three are wanted"),
        ({"headers": ""}, "Extra inputs are not permitted"),
    ],
)
def test_an_example_of_another_shape_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        examples(**changes)


def test_the_text_on_the_page_is_the_bare_message_with_the_lines_to_look_at_marked() -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    module: Any = environment.get_template("macros/message.html").module
    made = examples()
    answer = response(made, 405, "Method Not Allowed")
    html = str(module.message(answer, "response", "Antwoord", made.codes[405].look, "nl"))
    inside = html[html.index(">") + 1 : html.index("</pre>")]
    assert "<mark>Allow: INVITE, ACK</mark>\n" in inside
    bare = inside.replace("<mark>", "").replace("</mark>", "").replace("&lt;", "<").replace("&gt;", ">")
    assert bare == answer.text
    assert "<li><code>Allow</code> omdat</li>" in html


def test_notes_follow_the_lines_that_they_are_about() -> None:
    looks = [{**LOOK, "at": at} for at in ("CSeq:", "SIP/2.0", "To:")]
    used = examples(look=looks)
    message = response(used, 405, "Method Not Allowed")
    assert [look.name for look in message.in_order(used.codes[405].look)] == ["SIP/2.0", "To", "CSeq"]
