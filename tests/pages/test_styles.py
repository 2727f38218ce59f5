"""The style of a page: the sheets that its kind names, made small."""

import re

import pytest

from sipcodes.folders import TEMPLATES
from sipcodes.memo import Memo
from sipcodes.pages.styles import Styles
from sipcodes.plan import KINDS, SINGLE, PageKind


@pytest.mark.parametrize("kind", [*KINDS, SINGLE], ids=lambda kind: kind.name)
def test_a_page_declares_each_property_that_it_uses(kind: PageKind) -> None:
    """A sheet that a page lacks could hold what another one takes for granted."""
    style = Styles(TEMPLATES / "styles", Memo()).page(kind.styles)
    used = set(re.findall(r"var\((--[\w-]+)\)", style))
    assert used
    assert used <= set(re.findall(r"(--[\w-]+):", style))


def test_a_size_that_never_changes_stands_where_it_is_used_and_names_are_short() -> None:
    source = (TEMPLATES / "styles" / "tokens.css").read_text(encoding="utf-8")
    space = re.findall(r"--space-4: (\S+);", source)
    style = Styles(TEMPLATES / "styles", Memo()).page(())
    assert space == ["1rem"]
    assert "--space" not in style
    assert all(re.fullmatch(r"--[a-p]{1,2}", name) for name in re.findall(r"--[\w-]+(?=:)", style))
    assert len(set(re.findall(r"--[\w-]+(?=:\d*\.?\d*rem)", style))) == 1, "the bar alone changes its height"
