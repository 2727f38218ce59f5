"""The example messages as other programs read them: through tshark, and against the rules of SIP."""

import base64
import re
import shutil
import subprocess
from collections.abc import Mapping

import pytest

from sipcodes.content.examples import Message, request, response
from sipcodes.content.reference import Reference

pytestmark = pytest.mark.programs
Pairs = Mapping[int, tuple[Message, Message]]

DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)*example\.(?:com|net|org)|anonymous\.invalid")  # RFC 2606, RFC 3323
ADDRESS = re.compile(r"(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}")  # RFC 5737
NUMBER = re.compile(r"\+442079460\d{3}|\+442079460")  # Ofcom's numbers for drama, and one that lacks its last digits
HOST = re.compile(r"(?<![\w.-])(?<!\w/)(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w.@-])")
NO_HOSTS = re.compile(r"urn:[\w:.-]+|dsn\.flash|\+sip\.instance|smime\.p7m")


@pytest.fixture(scope="module")
def pairs(reference: Reference) -> Pairs:
    """The request and the response of each code."""
    examples = reference.examples
    return {
        code.number: (request(examples, code.number), response(examples, code.number, code.phrase))
        for code in reference.codes.values()
    }


@pytest.fixture(scope="module")
def dissected(pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> list[Mapping[str, str]]:
    """Return what tshark makes of every message: request and response of each code in turn."""
    if not shutil.which("tshark") or not shutil.which("text2pcap"):
        pytest.fail("tshark is missing, install it: apt-get install -y --no-install-recommends tshark")
    folder = tmp_path_factory.mktemp("wire")
    dump = "\n\n".join(f"000000 {message.wire.hex(' ')}" for pair in pairs.values() for message in pair)
    (folder / "dump").write_text(dump + "\n", encoding="ascii")
    capture = str(folder / "examples.pcap")
    subprocess.run(
        ["text2pcap", "-q", "-u", "5060,5060", str(folder / "dump"), capture], check=True, capture_output=True
    )
    fields = ("sip.Method", "sip.Status-Code", "sip.Status-Line", "_ws.expert.message", "_ws.malformed")
    options = [part for field in fields for part in ("-e", field)]
    ran = subprocess.run(
        ["tshark", "-r", capture, "-T", "fields", *options], check=True, capture_output=True, encoding="utf-8"
    )
    return [dict(zip(fields, line.split("\t"), strict=True)) for line in ran.stdout.splitlines()]


def test_tshark_reads_every_message_and_has_nothing_to_complain_about(
    dissected: list[Mapping[str, str]], pairs: Pairs
) -> None:
    assert len(dissected) == 2 * len(pairs)
    names = [f"{code} {kind}" for code in pairs for kind in ("request", "response")]
    complaints = {
        name: (row["_ws.expert.message"], row["_ws.malformed"]) for name, row in zip(names, dissected, strict=True)
    }
    if complaints["425 response"] == ("Unrecognised SIP header (alertmsg-error)", ""):
        del complaints["425 response"]  # tshark 4.0 does not know this header field of 2020 yet (RFC 8876 §5.2)
    # tshark 4.0 reads the base64 text of this part as the binary that it stands for; the next test reads it
    assert complaints.pop("493 request")[0].startswith("BER Error")
    assert {name: told for name, told in complaints.items() if any(told)} == {}


def test_the_encrypted_body_is_enveloped_data(pairs: Pairs) -> None:
    """RFC 5652 §3, §6.1: a sequence that starts with the object identifier 1.2.840.113549.1.7.3."""
    text = pairs[493][0].body.partition("base64\n\n")[2].partition("--b493")[0]
    data = base64.b64decode(text)
    assert data[:2] == b"\x30\x82"
    assert int.from_bytes(data[2:4]) == len(data) - 4
    assert data[4:15] == b"\x06\x09" + bytes.fromhex("2a864886f70d010703")


def test_tshark_sees_the_method_of_each_request_and_the_code_and_phrase_of_each_response(
    dissected: list[Mapping[str, str]], pairs: Pairs, reference: Reference
) -> None:
    for (code, (ask, _)), asked, answered in zip(pairs.items(), dissected[::2], dissected[1::2], strict=True):
        if not ask.start.endswith(" SIP/3.0"):  # tshark takes no other version than 2.0 for SIP; see 505
            assert asked["sip.Method"] == ask.start.split()[0]
        assert answered["sip.Status-Code"] == str(code)
        assert answered["sip.Status-Line"] == f"SIP/2.0 {code} {reference.codes[code].phrase}"


def test_every_registered_code_has_an_example(reference: Reference) -> None:
    assert set(reference.examples.codes) == set(reference.codes)


def test_the_response_agrees_with_its_request(pairs: Pairs) -> None:
    """RFC 3261 §8.2.6.2: Via, From, Call-ID and CSeq are equal; To too, but for the tag, which 100 alone may lack."""
    for code, (ask, answer) in pairs.items():
        for name in ("Via", "From", "Call-ID", "CSeq"):
            assert answer.values(name) == ask.values(name) != [], code
        (asked,), (answered,) = ask.values("To"), answer.values("To")
        assert answered.startswith(asked), code
        assert (";tag=" in answered) == (code != 100), code


def test_a_message_has_what_every_message_must_have(pairs: Pairs) -> None:
    """RFC 3261 §8.1.1: the fields of a request; §20.14: Content-Length; §18.1.1: over 1300 bytes no UDP."""
    for code, (ask, answer) in pairs.items():
        for name in ("To", "From", "CSeq", "Call-ID", "Max-Forwards"):
            assert len(ask.values(name)) == 1, (code, name)
        assert ask.values("CSeq")[0].split()[1] == ask.start.split()[0], code
        assert all(re.search(rf";branch=z9hG4bK\w*{code}", via) for via in ask.values("Via")), code
        assert len(ask.wire) <= 1300 or "/UDP " not in ask.values("Via")[0], code
        if ask.start.startswith(("INVITE", "SUBSCRIBE", "REFER")) and code != 400:  # 400 shows what leaving it out does
            assert ask.values("Contact"), code
        for message in (ask, answer):
            head, _, body = message.wire.partition(b"\r\n\r\n")
            assert message.values("Content-Length") == [str(len(body))], code
            assert bool(body) == bool(message.values("Content-Type")), code
            assert b"\n" not in head.replace(b"\r\n", b"") + body.replace(b"\r\n", b""), code
            assert message.wire.isascii(), code


def test_no_two_examples_share_a_branch_or_a_call(pairs: Pairs) -> None:
    branches = [via for ask, _ in pairs.values() for via in ask.values("Via")]
    calls = [call for ask, _ in pairs.values() for call in ask.values("Call-ID")]
    assert len(set(branches)) == len(branches)
    assert len(set(calls)) == len(calls)


CONDITIONAL = {
    183: "RSeq",
    199: "Reason",
    200: "Contact",
    401: "WWW-Authenticate",
    415: "Accept",
    494: "Security-Server",
    608: "Call-Info",
}
"""Header fields that must be there on a condition which the example of the code meets."""


def test_the_response_has_every_header_field_that_it_must_have(pairs: Pairs, reference: Reference) -> None:
    must = [(rule.code, rule.header) for rule in reference.header_rules if rule.need == "must" and not rule.when]
    lacking = [(code, name) for code, name in [*must, *CONDITIONAL.items()] if not pairs[code][1].values(name)]
    assert lacking == []


def test_only_names_addresses_and_numbers_for_documentation_appear(pairs: Pairs) -> None:
    for code, (ask, answer) in pairs.items():
        text = NO_HOSTS.sub("", f"{ask.text}\n{answer.text}")
        assert [host for host in HOST.findall(text) if not DOMAIN.fullmatch(host)] == [], code
        addresses = re.findall(r"(?<![\d.])\d+\.\d+\.\d+\.\d+(?![\d.])", text)
        assert [ip for ip in addresses if not ADDRESS.fullmatch(ip)] == [], code
        assert [number for number in re.findall(r"\+\d{6,}", text) if not NUMBER.fullmatch(number)] == [], code
        assert code == 484 or not re.search(r"\+442079460(?!\d{3}\b)", text), code
