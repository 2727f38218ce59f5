"""Slips of the hand are looked for once from the left to the right: each kind has its row in `tests/rules`."""

import pytest

from sipcodes.content.slips import slips


@pytest.mark.parametrize("piece", ["a", "“", "](", " ", ",a"])
def test_a_text_of_many_signs_of_one_kind_is_read_through(piece: str) -> None:
    assert list(slips(piece * 1_000_000)) == []
