"""What a browser would refuse by the policy of a page is told by the build, at its line; the whole message."""

import hashlib
from base64 import b64encode

import pytest

from sipcodes.checks.wellformed import forbidden

SCRIPT = "start();"
PAGE = f"""<meta content="script-src &#39;sha256-{b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}&#39;">
<script>{SCRIPT}</script>
<script src="site.js"></script>
<p title="x">They said: on one line, style= or onclick= is refused.</p>
<p title="It is on one=1, style='x'">Nothing <b class="one" data-on="2">runs</b>.</p>
"""
ELSE = "is refused by browsers, a file in templates/styles or templates/scripts is wanted"
MISTAKES = [
    ("title=", "style=", f"4: `style=` {ELSE}"),
    ("title=", "onclick=", f"4: `onclick=` {ELSE}"),
    ("<p title=", "<p class=x\nOnPointerRawUpdate=", f"5: `OnPointerRawUpdate=` {ELSE}"),
    ('title="x"', "onerror=run()", f"4: `onerror=` {ELSE}"),
    ("<script src", "<script onload='run()' src", f"3: `onload=` {ELSE}"),
    ("site.js", "https://x.example/x.js", f'3: `src="https://x.example/x.js"` {ELSE}'),
    ("site.js", "//x.example/x.js", f'3: `src="//x.example/x.js"` {ELSE}'),
    ("<p", "<script>\nrun();</script><p", f"4: a `<script>` of its own {ELSE}"),
    ("<p", "<style>p { color: red }</style><p", f"4: a `<style>` of its own {ELSE}"),
]


def test_a_page_that_browsers_take_has_nothing_to_tell() -> None:
    assert list(forbidden(PAGE)) == []


@pytest.mark.parametrize(("old", "new", "wanted"), MISTAKES)
def test_what_browsers_refuse_is_told(old: str, new: str, wanted: str) -> None:
    assert [f"{line}: {message}" for line, message in forbidden(PAGE.replace(old, new, 1))] == [wanted]
