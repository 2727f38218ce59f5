"""What prose must not become is found, however it is written."""

import pytest

from sipcodes.content.inert import outlandish


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p id="a">SIP <code class="x">486</code></p>', []),
        ('<p onclick="x">a</p>', ["onclick"]),
        ('<p title="a>b" onclick="x">a</p>', ["onclick"]),
        ('<p id="a"onclick="x">a</p>', ["onclick"]),
        ("<P/ONCLICK=x>a</P>", ["onclick"]),
        ("<p>a<script>1</script></p>", ["script"]),
        ("<svg/onload=x>", ["svg", "onload"]),
    ],
)
def test_only_harmless_elements_and_attributes_pass(html: str, found: list[str]) -> None:
    assert [name for name, _ in outlandish(html)] == found
