"""A value of a TOML file is found at its line."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sipcodes.content.toml import read_table
from sipcodes.content.toml_lines import locate
from sipcodes.memo import Memo

if TYPE_CHECKING:
    from sipcodes.problems import Problem

TOML = '''\
# a comment
[486]
phrase = "Busy Here"
remark.nl = "in gesprek"
remark.en = "busy"
words = [
  "a",
  "b",
]
text = """
phrase = "not a key"
"""
after = 1

[about."Retry-After"]
tells = { nl = "x", en = "y" }
steps = [ # in one line, and in several
  "a, b", { step = "c", text.en = "]" },
  [ 1, 2 ],
  { step = """
d""", text.en = "e" },
]

[[rows]]
code = 480

[[rows]]
code = 486
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("486",), 2),
        (("486", "phrase"), 3),
        (("486", "remark"), 4),
        (("486", "remark", "en"), 5),
        (("486", "words", 1), 8),
        (("486", "after"), 13),
        (("about", "Retry-After", "tells", "en"), 16),
        (("about", "Retry-After", "steps", 1, "text", "en"), 18),
        (("about", "Retry-After", "steps", 2, 1), 19),
        (("about", "Retry-After", "steps", 3, "text"), 21),
        (("rows", 0, "code"), 25),
        (("rows", 1), 27),
        (("rows", 1, "code"), 28),
        (("rows", 1, "missing"), 27),
        (("nowhere",), 1),
    ],
)
def test_a_value_has_the_line_of_what_encloses_it_most_closely(
    tmp_path: Path, location: tuple[str | int, ...], line: int
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(TOML)
    problems: list[Problem] = []
    assert read_table(path, problems, Memo()).line(location) == line
    assert problems == []


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'\xef\xbb\xbf[486]\r\nphrase = "Busy Here"\r\n')
    problems: list[Problem] = []
    table = read_table(path, problems, Memo())
    assert table.data == {"486": {"phrase": "Busy Here"}}
    assert table.line(("486", "phrase")) == 2


def test_a_table_that_never_ends_is_named_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("a = [1,\n2,\n")
    problems: list[Problem] = []
    assert read_table(path, problems, Memo()).data == {}
    assert [str(problem) for problem in problems] == [
        f"{path}:2: is not TOML: it ends too early, a closing bracket or quote is missing (`2,`)"
    ]


@pytest.mark.parametrize("text", ["a", "a = 1\nb", "[x]\na.b", 'a = "', "a = [", "a = {b", "[[", "a = '''x"])
def test_a_text_that_is_no_table_after_all_is_gone_through_to_its_end(text: str) -> None:
    assert len(list(locate(text))) <= 3
