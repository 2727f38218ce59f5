"""`SIP 486` in a support article becomes a link."""

import re
from pathlib import Path

import markdown
import pytest

from sip_links import SipLinks

ROOT = Path(__file__).parent.parent
BASE = "https://sip-codes.example/"
NL = f'<a href="{BASE}nl/sip-486.html" title="Busy Here: toestel in gesprek">SIP\u00a0486</a>'
EN = f'<a href="{BASE}en/sip-486.html" title="Busy Here: phone is busy">SIP\u00a0486</a>'
BOTH = f'<a href="{BASE}sip-486.html" title="Busy Here">SIP\u00a0486</a>'


def convert(text: str, **options: object) -> str:
    html = markdown.markdown(text, extensions=[SipLinks(**({"base_url": BASE} | options))])
    return html.removeprefix("<p>").removesuffix("</p>")


def linked(text: str, **options: object) -> list[tuple[str, str]]:
    """Return what is linked and where to below the base address."""
    html = convert(text, **({"language": "nl"} | options))
    return [
        (words, address.removeprefix(BASE))
        for address, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html)
    ]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"language": "nl"}, NL),
        ({"language": "en"}, EN),
        ({}, BOTH),
        (
            {"base_url": "https://example.com/help/sip", "language": "nl"},
            NL.replace(BASE, "https://example.com/help/sip/"),
        ),
        ({"titles": False, "base_url": ""}, '<a href="sip-486.html">SIP\u00a0486</a>'),
        ({"language": "nl", "css_class": "sip"}, NL.replace("<a ", '<a class="sip" ')),
    ],
)
def test_a_code_becomes_a_link_with_its_meaning(options: dict[str, object], wanted: str) -> None:
    assert convert("U krijgt SIP 486.", **options) == f"U krijgt {wanted}."


@pytest.mark.parametrize(
    "form",
    [
        *("SIP-486", "sip 486", "SIP486", "SIP\n486", "SIP error 486", "SIP status code 486", "SIP-foutcode 486"),
        *("SIP/2.0 486", "SIP/2.0 486 Busy Here", "486 Busy Here", "foutcode 486", "error code 486"),
    ],
)
def test_the_forms_that_people_write_are_linked_as_they_are_written(form: str) -> None:
    assert linked(f"Dan ziet u {form}, zegt men.") == [(form, "nl/sip-486.html")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SIP 486/487", ["486", "487"]),
        ("SIP 486, 487 en 480", ["486", "487", "480"]),
        ("SIP 486 and 500 calls", ["486"]),
        ("SIP 486 en 12", ["486"]),
        ("486 Busy Here, 404 Not Found", ["486"]),
    ],
)
def test_further_numbers_are_linked_each_where_they_are_no_amounts(text: str, numbers: list[str]) -> None:
    assert [address.removeprefix("nl/sip-").removesuffix(".html") for _, address in linked(text)] == numbers


def test_a_category_and_a_number_that_is_not_registered_have_their_place_too() -> None:
    assert linked("SIP 4xx, SIP 490 of SIP 499.") == [
        ("SIP 4xx", "nl/4xx.html"),
        ("SIP\u00a0490", "nl/other.html#sip-490"),
        ("SIP\u00a0499", "nl/other.html#unknown-4xx"),
    ]
    assert linked("SIP 4xx, SIP 490 of SIP 499.", language="") == []


@pytest.mark.parametrize(
    "text",
    [
        *("SIP 486.5", "SIP 4860", "GSIP 486", "486", "`SIP 486`", "[SIP 486](https://example.com/)", "SIP 486ms"),
        *("SIP 786", "HTTP 404 Not Found", "404 Not Found", "foutcode 404", "HTTP status code 486", "*486* Busy Here"),
        *('<a href="x">zie SIP 486</a>', "<code>SIP 486</code>", '<div><a href="x">SIP 486</a></div>', "    SIP 486"),
    ],
)
def test_what_is_no_code_for_certain_or_is_linked_or_code_stays_as_it_is(text: str) -> None:
    assert convert(text, language="nl") == markdown.markdown(text).removeprefix("<p>").removesuffix("</p>")


def test_the_first_mention_alone_is_linked_where_that_is_wanted() -> None:
    text = "SIP 486, *SIP 487* en nog eens **SIP 486**."
    assert [words for words, _ in linked(text, first_only=True)] == ["SIP\u00a0486", "SIP\u00a0487"]
    extension = SipLinks(base_url=BASE, first_only=True)
    md = markdown.Markdown(extensions=[extension])
    assert md.convert("SIP 486").count("<a ") == md.reset().convert("SIP 486").count("<a ") == 1


def test_a_section_of_an_rfc_becomes_a_link() -> None:
    address = "https://www.rfc-editor.org/rfc/rfc3261#section-21.4.24"
    assert convert("RFC 3261 §21.4.24") == f'<a href="{address}">RFC\u00a03261\u00a0§21.4.24</a>'


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: unknown language 'de', one of 'nl', 'en' is wanted$"):
        convert("SIP 486", language="de")


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: unknown option 'lang'; did you mean 'language'\?$"):
        convert("SIP 486", lang="nl")


def test_links_to_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^sip_links: base_url is missing, the address of the reference is wanted$"):
        convert("SIP 486", base_url="")


def test_the_example_in_the_documentation_is_true() -> None:
    text = (ROOT / "docs" / "linking.md").read_text()
    assert NL.replace("\u00a0", " ") in text
    code = re.search(r"    import markdown\n(?:\n|    .*\n)+", text)
    assert code
    scope: dict[str, str] = {}
    exec(re.sub(r"(?m)^    ", "", code[0]), scope)  # noqa: S102 - our own documentation
    assert scope["html"] == f"<p>U krijgt {NL}.</p>"
